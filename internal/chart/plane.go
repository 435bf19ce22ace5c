package chart

import (
	"math"

	"allyscope/internal/cell"
)

// plane is the area that figures are plotted on: a window of the picture, with a vertical scale.
type plane struct {
	ink  Ink
	grid *cell.Grid // the whole picture
	plot *cell.Grid // the window figures are plotted on
	x    int        // the plot's first column in the picture
	up   ruler

	isLevel func(cell.Cell) bool // reports whether a cell belongs to a level's line, which labels may touch
}

// The least size of a plot with axes, in cells.
const (
	minPlotWidth  = 10
	minPlotHeight = 3
)

func (p *plane) scaleWidth() int {
	n := 1
	for _, t := range p.up.ticks() {
		n = max(n, cell.Width(number(p.ink, t.value, p.up.places))+2)
	}
	return n
}

func (p *plane) window(x, w, h int) {
	p.x, p.plot = x, p.grid.Window(x, 0, w, h)
}

// height returns how many rows above the plot's lower edge a value lies. The scale begins half
// a row lower, in the axis.
func (p *plane) height(v float64) float64 { return p.up.at(v) - 0.5 }

// dotY returns the row of dots of a value, from the top. It may lie outside the plot.
func (p *plane) dotY(v float64) float64 {
	_, dy := p.ink.dots()
	rows := float64(p.plot.Height()) - p.up.at(v)
	if v >= p.up.lo && rows > float64(p.plot.Height())-0.5 {
		// The value lies in the row of the axis: use the plot's lowest dots.
		return float64(p.plot.Height()*dy - 1)
	}
	// The middle of a cell lies between two dots. Subtracting a little selects the upper one
	// whatever the rounding error.
	return math.Floor((rows+0.5)*float64(dy) - 1e-6)
}

func (p *plane) line(v float64) int {
	_, dy := p.ink.dots()
	return int(math.Floor(p.dotY(v) / float64(dy)))
}

func (p *plane) visible(v float64) bool {
	row := p.line(v)
	return usable(v) && row >= 0 && row < p.plot.Height()
}

func (p *plane) axes() {
	height := p.plot.Height()
	p.grid.Set(p.x-1, height, p.ink.sign(cornerSign), cell.Axis)
	p.grid.Fill(p.x, height, p.plot.Width(), p.ink.sign(ruleSign), cell.Axis)
	for y := range height {
		p.grid.Set(p.x-1, y, p.ink.sign(axisSign), cell.Axis)
	}
	for _, t := range p.up.ticks() {
		y := height - t.cell
		p.grid.Right(p.x-2, y, number(p.ink, t.value, p.up.places), cell.Faint)
		if y < height {
			p.grid.Set(p.x-1, y, p.ink.sign(tickSign), cell.Axis)
		}
		if t.value == 0 && t.cell > 0 {
			p.grid.Fill(p.x, y, p.plot.Width(), p.ink.sign(ruleSign), cell.Axis)
		}
	}
}

// nameLevel writes a level's name on its line between two columns, as far to the right as
// nothing crosses it.
func (p *plane) nameLevel(v Level, from, to int) {
	w := cell.Width(v.Label)
	if w == 0 || !p.visible(v.Y) {
		return
	}
	row := p.line(v.Y)
	for x := to - w - 2; x > from; x-- {
		if blank(p.plot, x, row, w+2, v.Role) {
			p.plot.Text(x, row, " "+v.Label+" ", v.Role)
			return
		}
	}
}

// Scale is a range of values. With the zero value a chart finds the range from its data.
type Scale struct{ Min, Max float64 }

func emptyScale() Scale { return Scale{math.Inf(1), math.Inf(-1)} }

func (s *Scale) set() bool { return usable(s.Min) && usable(s.Max) && s.Max > s.Min }

// include widens the scale to hold v, if v is usable.
func (s *Scale) include(v float64) {
	if usable(v) {
		s.Min, s.Max = math.Min(s.Min, v), math.Max(s.Max, v)
	}
}

// padded returns a scale that is not empty: a single value becomes the middle of a range of 1.
func (s *Scale) padded() Scale {
	switch {
	case s.set():
		return *s
	case *s == emptyScale():
		s.Min = 0
	}
	return Scale{s.Min - 0.5, s.Min + 0.5}
}

// ruler maps values to rows or columns. The value lo lies in the middle of cell 0, each further
// cell is worth unit, and ticks are multiples of step, which lie in the middle of cells.
type ruler struct {
	lo, unit, step float64
	places         uint8
	cells          int
}

// nice returns the least number ≥ v that is 1, 2, 2.5 or 5 times a power of ten.
func nice(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range [4]float64{1, 2, 2.5, 5} {
		if m*power >= v*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// newRuler returns the ruler with the finest unit that shows a scale, from the tick below it to
// the tick above, on at most the given number of cells. Ticks are a whole number of cells apart,
// if possible at least apart. Of two units that are nearly as fine, the one with more ticks
// wins. An invalid scale is shown as 0 to 1.
func newRuler(s Scale, cells, apart int) ruler {
	if !usable(s.Min) || !usable(s.Max) || s.Max < s.Min {
		s = Scale{0, 1}
	}
	switch {
	case s == Scale{}:
		s.Max = 1
	case s.Max-s.Min < 1e-9*math.Abs(s.Max):
		pad := math.Abs(s.Max) * 0.1
		s.Min, s.Max = s.Min-pad, s.Max+pad
	}
	cells = max(cells, 1)
	for apart = max(apart, 1); ; apart-- {
		var best ruler
		step := nice((s.Max - s.Min) / float64(cells) * float64(apart))
		for range 8 {
			low, high := math.Floor(s.Min/step+1e-9), math.Ceil(s.Max/step-1e-9)
			per := int(float64(cells) / (high - low))
			unit := step / float64(per)
			if per >= apart && (best.unit == 0 || unit < best.unit*finer(step)) {
				best = ruler{lo: low * step, unit: unit, step: step, cells: per * int(high-low)}
			}
			step = nice(step * 1.1)
		}
		switch {
		case best.unit > 0:
			best.places = decimals(best.step)
			return best
		case apart == 1:
			// The values are too close together, or too far apart, for ticks.
			return ruler{lo: s.Min, unit: (s.Max - s.Min) / (float64(cells) + 0.25), cells: cells}
		}
	}
}

// finer returns the factor by which the unit of a step must be smaller to be worth fewer ticks:
// much smaller for 2.5, 25 …, because no round values lie between those ticks.
func finer(step float64) float64 {
	if m := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9)); m > 2.2 && m < 3 {
		return 0.75
	}
	return 0.95
}

func decimals(step float64) uint8 {
	for places := range uint8(3) {
		v := step * math.Pow(10, float64(places))
		if math.Abs(v-math.Round(v)) < 1e-6*v {
			return places
		}
	}
	return 3
}

// at returns how many cells v lies above the middle of cell 0.
func (r ruler) at(v float64) float64 { return (v - r.lo) / r.unit }

type tick struct {
	value float64
	cell  int
}

func (r ruler) ticks() []tick {
	if r.step <= 0 {
		return nil
	}
	var out []tick
	first := math.Round(r.lo / r.step)
	for i := 0; i <= r.cells; i++ {
		v := (first + float64(i)) * r.step
		at := int(math.Round(r.at(v)))
		if at > r.cells {
			break
		}
		out = append(out, tick{v, at})
	}
	return out
}
