// Package layout owns all geometry of the explorer: it divides a screen into boxes, one for each
// part. No other package of the explorer adds up rows.
//
// It does not know what the boxes contain.
package layout

// Box is a part of the screen, in cells. A box without width or height is not shown.
type Box struct{ X, Y, W, H int }

// Shown reports whether anything can be drawn in the box.
func (b Box) Shown() bool { return b.W > 0 && b.H > 0 }

// Has reports whether the cell at x, y of the screen is in the box.
func (b Box) Has(x, y int) bool { return x >= b.X && x < b.X+b.W && y >= b.Y && y < b.Y+b.H }

// Screen holds the boxes of a screen, from top to bottom.
type Screen struct {
	Title    Box // the measure, the edition and the count
	Tabs     Box // the views; not shown if the title's line has them
	Sentence Box // the headline of the view
	Head     Box // column heads
	Body     Box // the list, or another view
	Side     Box // the panel on the focused ally, next to the list
	Far      Box // the ally's sheet, next to the panel
	Slider   Box
	Hints    Box // keys, messages, the command line
}

// The widths from which a part is shown.
const (
	SideFrom = 110
	FarFrom  = 160
	WideFrom = 216 // the list has all its columns next to both
)

// Widths next to the list: the least of a part, the most of a sheet, and the line between parts.
const (
	sideMin = 46
	farMax  = 76
	between = 3
)

const (
	oneLine    = 110 // the width from which most sentences fit on one line
	twoLines   = 60  // the width from which most sentences fit on two lines
	flat       = 2   // the height of a slider without a chart
	eventsFrom = 150 // the width from which the slider has room for the names of events
)

// Want says what a screen should hold.
type Want struct {
	List  int  // the width that the list can use next to other parts
	Items int  // the lines of the list; all of them are shown if possible
	Tabs  bool // the tabs have a line of their own
	Whole bool // the body has the whole width, for a view that is not a list
	Still bool // no slider, for a view that does not depend on the year
	Tall  int  // the height of a slider with a chart; 0: it has none
	Zoom  bool // the body has all lines but the sentence and the last one
}

// Part divides a screen of w by h cells.
//
// It assigns rows by importance. The body has at least two; then come sentence, title, heads,
// slider and hints, and the tabs if the body keeps some more. A higher slider and the names of
// events follow only if the whole list still fits.
func Part(w, h int, want Want) Screen {
	if w <= 0 || h <= 0 {
		return Screen{}
	}
	left := h - min(h, 2)
	take := func(wanted bool, n, spare int) int {
		if !wanted || left-spare < n {
			return 0
		}
		left -= n
		return n
	}
	y := 0
	row := func(n int) Box {
		b := Box{X: 0, Y: y, W: w, H: n}
		y += n
		return b
	}
	if want.Zoom {
		hints, sentence := min(h-1, 1), max(0, min(h-2, 1))
		return Screen{Sentence: row(sentence), Body: row(h - sentence - hints), Hints: row(hints)}
	}
	sentence := take(true, 1, 0)
	title := take(true, 1, 0)
	head := take(!want.Whole, 1, 0)
	slider := take(!want.Still, flat, 2)
	hints := take(true, 1, 2)
	if sentence > 0 && (h >= 12 || w < 30) {
		for more := range sentenceLines(w) - 1 {
			sentence += take(true, 1, max(0, min(6, h/4)-more))
		}
	}
	tabs := take(want.Tabs, 1, 6)
	// Rows that the list does not need go to the slider, to a blank line below the list and one
	// above it, and to the names of the events. If the list does not fit, it still has blank
	// lines around it on a screen that is not too low.
	spare := left + 2 - want.Items
	fits, more := spare >= 0, want.Tall-flat
	higher := take(slider > 0 && more > 0 && spare >= more, more, 6)
	spare -= higher
	airNeeds := 14 // the rows that the body must keep for a blank line
	switch {
	case want.Items == 0: // a picture
		airNeeds = 13
	case fits:
		airNeeds = 6
	}
	airBottom := take(!fits || spare > 0, 1, airNeeds)
	spare -= airBottom
	airTop := take(spare > 0 || !fits && want.Whole, 1, airNeeds)
	spare -= airTop
	slider += higher + take(spare > 0 && slider > 0 && w >= eventsFrom, 1, 6) // for the names of events
	s := Screen{Title: row(title), Tabs: row(tabs), Sentence: row(sentence)}
	y += airTop
	s.Head, s.Body = row(head), row(left+min(h, 2))
	y += airBottom
	s.Slider, s.Hints = row(slider), row(hints)
	s.split(w, want)
	return s
}

// sentenceLines returns the most lines that the sentence gets. It does not depend on the year, so
// that nothing below the sentence moves.
func sentenceLines(w int) int {
	switch {
	case w >= oneLine:
		return 1
	case w >= twoLines:
		return 2
	default:
		return 3
	}
}

// split gives the parts next to the list their width.
func (s *Screen) split(w int, want Want) {
	if want.Whole || w < SideFrom || want.List <= 0 || s.Body.H < 8 {
		return
	}
	list := min(want.List, w-sideMin)
	top, height := s.Head.Y, s.Head.H+s.Body.H
	s.Side = Box{X: list + 3, Y: top, W: w - list - 4, H: height}
	if w >= FarFrom && s.Side.W >= 2*sideMin+between {
		far := min((s.Side.W-between)*3/5, farMax) // the sheet needs more room than the panel
		s.Side.W -= far + between
		s.Far = Box{X: s.Side.X + s.Side.W + between, Y: top, W: far, H: height}
	}
	s.Head.W, s.Body.W = list, list
}
