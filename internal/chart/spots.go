package chart

// Spot is where a dot of a scatter stands, in columns and rows of the picture.
type Spot struct{ X, Y int }

// Spots are the places of the dots, in their order, as Draw draws them in w
// columns and h rows; −1, −1 for a dot that is left out. They are what a click is
// compared with.
func (s *Scatter) Spots(w, h int) []Spot {
	out := make([]Spot, len(s.Dots))
	f, fits := s.field(w, h), s.Fits(w, h)
	for i, d := range s.Dots {
		out[i] = Spot{-1, -1}
		if fits && d.there() && f.inside(d.XY) {
			x, y := f.place(d.XY)
			out[i] = Spot{f.x + x, y}
		}
	}
	return out
}
