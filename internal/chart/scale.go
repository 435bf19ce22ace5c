package chart

import "math"

// Scale is a range of values. The zero value is found from the data.
type Scale struct{ Min, Max float64 }

// SharedScale is the range of values of several lists of figures and levels; with
// zero it includes zero. Levels that are Far are left out. Without any figure it
// is the zero Scale.
func SharedScale(zero bool, levels []Level, series ...[]Point) Scale {
	var e extent
	for _, points := range series {
		for _, p := range points {
			if p.there() {
				e.with(p.Y)
			}
		}
	}
	if !e.any {
		return Scale{}
	}
	for _, v := range levels {
		if !v.Far {
			e.with(v.Y)
		}
	}
	if zero {
		e.with(0)
	}
	return Scale{Min: e.lo, Max: e.hi}
}

// set tells whether the scale is given rather than to be found.
func (s Scale) set() bool { return usable(s.Min) && usable(s.Max) && s.Max > s.Min }

// with widens the scale to hold v. The first value makes it one of no width.
func (s *extent) with(v float64) {
	if !usable(v) {
		return
	}
	if !s.any {
		s.lo, s.hi, s.any = v, v, true
		return
	}
	s.lo, s.hi = math.Min(s.lo, v), math.Max(s.hi, v)
}

// extent is the range of the values seen so far.
type extent struct {
	lo, hi float64
	any    bool
}

// scale is the extent as a scale, which has some width.
func (s *extent) scale() Scale {
	if out := (Scale{s.lo, s.hi}); out.set() {
		return out
	}
	return Scale{s.lo - 0.5, s.lo + 0.5}
}

// ruler turns values into rows (or columns): value lo lies in the middle of
// cell 0, every cell further is worth unit, and a tick stands on every every-th
// cell that is a multiple of step. Ticks so fall on the middle of a cell, at
// even distances, and a level at a round value does too.
type ruler struct {
	lo, unit, step float64
	places         uint8
	cells          int
}

// nice is the least distance of ticks from v on that is easy to read: 1, 2, 2.5 or
// 5 times a power of ten.
func nice(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range [4]float64{1, 2, 2.5, 5} {
		if m*power >= v*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// newRuler finds the ruler with the finest unit that still shows lo to hi on the
// given number of cells, with ticks at least apart cells from each other. zero
// asks for a scale that starts at 0 where no value is less. A ruler that has the
// levels on the middle of cells may be a little coarser than the finest.
func newRuler(e extent, cells, apart int, zero bool, levels ...float64) ruler {
	if !e.any {
		e.lo, e.hi = 0, 1
	}
	if zero {
		e.lo, e.hi = math.Min(e.lo, 0), math.Max(e.hi, 0)
	}
	switch {
	case e.lo == 0 && e.hi == 0:
		e.hi = 1
	case e.hi-e.lo < 1e-9*math.Abs(e.hi):
		pad := math.Abs(e.hi) * 0.1
		e.lo, e.hi = e.lo-pad, e.hi+pad
	}
	cells, apart = max(cells, 1), max(apart, 1)
	var best, even ruler
	finer := func(r, than ruler) bool { return than.unit == 0 || r.unit < than.unit*0.999 }
	for per := apart; per <= 2*apart+2; per++ {
		step := nice((e.hi - e.lo) / float64(cells+1) * float64(per))
		for range 6 {
			r := ruler{unit: step / float64(per), step: step, cells: cells}.start(e, zero)
			if r.holds(e) && finer(r, best) {
				best = r
			}
			if r.holds(e) && r.centres(levels) && finer(r, even) {
				even = r
			}
			step = nice(step * 1.1)
		}
	}
	if even.unit > 0 && even.unit <= best.unit*1.25 {
		best = even
	}
	if best.unit == 0 {
		return fixedRuler(Scale{e.lo, e.hi}, cells, apart)
	}
	best.places = decimals(best.step)
	return best
}

// start sets the lowest value: a whole number of units, and half a unit clear of
// the lowest value, since the cell of lo is the axis itself.
func (r ruler) start(e extent, zero bool) ruler {
	if zero && e.lo == 0 {
		return r
	}
	r.lo = math.Floor((e.lo-0.5*r.unit)/r.unit+1e-9) * r.unit
	return r
}

// holds tells whether the highest value is within the cells.
func (r ruler) holds(e extent) bool {
	return r.unit > 0 && (e.hi-r.lo)/r.unit <= float64(r.cells)+0.25
}

// centres tells whether the levels lie on the middle of a cell each.
func (r ruler) centres(levels []float64) bool {
	for _, v := range levels {
		if at := r.at(v); math.Abs(at-math.Round(at)) > 0.02 {
			return false
		}
	}
	return true
}

// fixedRuler is the ruler for a given scale, which it does not widen.
func fixedRuler(s Scale, cells, apart int) ruler {
	cells = max(cells, 1)
	r := ruler{lo: s.Min, unit: (s.Max - s.Min) / (float64(cells) + 0.25), cells: cells}
	r.step = nice(r.unit * float64(max(apart, 1)))
	r.places = decimals(r.step)
	return r
}

// decimals is how many decimals a multiple of step needs.
func decimals(step float64) uint8 {
	for places := range uint8(3) {
		v := step * math.Pow(10, float64(places))
		if math.Abs(v-math.Round(v)) < 1e-6*v {
			return places
		}
	}
	return 3
}

// at is how many cells v lies above the middle of cell 0.
func (r ruler) at(v float64) float64 {
	if r.unit <= 0 {
		return 0
	}
	return (v - r.lo) / r.unit
}

// hi is the highest value with a cell of its own.
func (r ruler) hi() float64 { return r.lo + float64(r.cells)*r.unit }

// tick is a labelled value and its cell.
type tick struct {
	value float64
	cell  int
}

// ticks are the multiples of step, from the lowest.
func (r ruler) ticks() []tick {
	if r.step <= 0 || r.unit <= 0 {
		return nil
	}
	var out []tick
	first := math.Ceil(r.lo/r.step - 1e-9)
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
