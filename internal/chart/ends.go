package chart

import (
	"unicode"

	"allyscope/internal/cell"
)

// reachEnd is how many rows from a line's end its name may stand.
const reachEnd = 7

// ownEnd tells whether a series is named within the plot: where names stand at
// the lines' own ends, one that ends before the last year shown.
func (f *frame) ownEnd(s *Series) (Point, bool) {
	last, ok := f.last(s)
	return last, ok && f.Ends && s.Name != "" && last.X < f.to
}

// drawEnds names the series that end before the last year shown, the first ones
// first, where nothing is drawn: beside the end, or above or below it with a
// leader.
func (f *frame) drawEnds() {
	for i := range f.Series {
		s := &f.Series[i]
		if last, ok := f.ownEnd(s); ok && f.visible(last.Y) {
			f.nameEnd(f.column(last.X), f.line(last.Y), s.Name, last.of(s))
		}
	}
}

// nameEnd writes a name near x, y of the plot: beside it or, with a leader, above
// or below, better with a leader that touches no other name than near by.
func (f *frame) nameEnd(x, y int, text string, role cell.Role) {
	w := cell.Width(text)
	for _, start := range [2]int{x + 2, x - w - 1} {
		if f.clear(start, y, w) {
			f.plot.Text(start, y, text, role)
			return
		}
	}
	for _, touching := range [2]bool{false, true} {
		for d := 1; d <= reachEnd; d++ {
			for _, row := range [2]int{y - d, y + d} {
				if f.leads(x, y, row, touching) && f.nameAt(x, y, row, text, role) {
					return
				}
			}
		}
	}
}

// nameAt writes the name of the end at x, y on a row, with the leader to it. It
// tells whether it found a place.
func (f *frame) nameAt(x, y, row int, text string, role cell.Role) bool {
	leader := '┊'
	if f.ink == ASCII {
		leader = ':'
	}
	w := cell.Width(text)
	for _, start := range [4]int{x - w/2, x, x - w + 1, x - 1} {
		if !f.clear(start, row, w) {
			continue
		}
		for at := min(y, row) + 1; at < max(y, row); at++ {
			f.plot.Set(x, at, leader, role)
		}
		f.plot.Text(start, row, text, role)
		return true
	}
	return false
}

// clear tells whether a text of w cells can stand there, with a blank before and
// after it.
func (f *frame) clear(x, y, w int) bool {
	if x < 0 || y < 0 || x+w > f.plot.Width() || y >= f.plot.Height() {
		return false
	}
	from, to := max(0, x-1), min(f.plot.Width(), x+w+1)
	return blank(f.plot, from, y, to-from)
}

// leads tells whether nothing but a level stands in column x between two rows and,
// unless it may touch one, no name beside it that the leader would seem to belong
// to.
func (f *frame) leads(x, y, row int, touching bool) bool {
	for at := min(y, row) + 1; at < max(y, row); at++ {
		if at < 0 || at >= f.plot.Height() || !f.onlyLevel(x, at) {
			return false
		}
		if !touching && (f.lettered(x-1, at) || f.lettered(x+1, at)) {
			return false
		}
	}
	return true
}

// onlyLevel tells whether nothing but a level's line is drawn there.
func (f *frame) onlyLevel(x, y int) bool {
	for _, v := range f.Levels {
		if f.onlyRole(x, y, 1, v.Role) {
			return true
		}
	}
	return blank(f.plot, x, y, 1)
}

// lettered tells whether a name's letter or digit stands there.
func (f *frame) lettered(x, y int) bool {
	r := f.plot.At(x, y).Rune
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
