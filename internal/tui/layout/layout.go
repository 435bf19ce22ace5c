// Package layout owns all geometry of the explorer: it parts a screen into
// boxes and hands each part its own. Nothing else in the explorer adds up rows.
//
// It does not know what stands in the boxes.
package layout

// Box is a part of the screen, in cells. A box of no width or height is not
// shown.
type Box struct{ X, Y, W, H int }

// Shown tells whether anything can be drawn in the box.
func (b Box) Shown() bool { return b.W > 0 && b.H > 0 }

// Has tells whether a cell of the screen lies in the box.
func (b Box) Has(x, y int) bool { return x >= b.X && x < b.X+b.W && y >= b.Y && y < b.Y+b.H }

// Screen is a parted screen, from top to bottom.
type Screen struct {
	Title    Box // what is shown, by whose figures
	Tabs     Box // the views; within the title's line where rows are dear
	Sentence Box // what is on show, in one sentence
	Head     Box // column heads
	Body     Box // the list, or another view
	Side     Box // the focused ally, beside the list
	Far      Box // its sheet, beside that
	Slider   Box
	Hints    Box // keys, messages, the command line
}

// The widths from which a part is shown.
const (
	SideFrom = 110
	FarFrom  = 160
	WideFrom = 216 // the list with all its columns beside both
)

// What stands beside the list: the least width of a part, the most a sheet makes
// use of, and the room for the line between two.
const (
	sideMin = 46
	farMax  = 76
	between = 3
)

const (
	oneLine    = 110 // the width from which most sentences fit on one line
	twoLines   = 60  // and on two
	flat       = 2   // the height of the slider where it is no picture
	eventsFrom = 150 // the width from which it has room for the names of events
)

// Want is what a screen is asked to hold.
type Want struct {
	List  int  // cells the list wants at most, where something stands beside it
	Items int  // lines the list has: a screen that can hold them all does
	Tabs  bool // the names of the views have a line
	Whole bool // the body has the whole width, for a view that is no list
	Still bool // there is no slider, for a view that no year moves
	Tall  int  // the height of a slider that is a picture; 0: there is none
	Zoom  bool // the body has all but the sentence and the last line
}

// Part parts a screen of w by h cells.
//
// Rows are given out by need: the body has at least three; then come sentence,
// slider, title, hints and heads; a line of its own for the tabs, a higher slider
// and air around the list only where the whole list still fits.
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
		for more := range lines(w) - 1 {
			sentence += take(true, 1, max(0, min(6, h/4)-more))
		}
	}
	tabs := take(want.Tabs, 1, 6)
	// What is left beyond the list goes to the slider, to a blank line below the list and
	// one above it, and to the names of the events. Where the list does not fit, blanks part
	// it from what is around it on a screen that has some lines.
	spare := left + 2 - want.Items
	fits, more := spare >= 0, want.Tall-flat
	higher := take(slider > 0 && more > 0 && spare >= more, more, 6)
	spare -= higher
	airNeeds := 14 // lines of the list, each worth more than a blank one
	switch {
	case want.Items == 0: // a picture makes use of each
		airNeeds = 13
	case fits: // and a blank costs nothing
		airNeeds = 6
	}
	airBottom := take(!fits || spare > 0, 1, airNeeds)
	spare -= airBottom
	airTop := take(spare > 0 || !fits && want.Whole, 1, airNeeds)
	spare -= airTop
	slider += higher + take(spare > 0 && slider > 0 && w >= eventsFrom, 1, 6) // with the events by name
	s := Screen{Title: row(title), Tabs: row(tabs), Sentence: row(sentence)}
	y += airTop
	s.Head, s.Body = row(head), row(left+min(h, 2))
	y += airBottom
	s.Slider, s.Hints = row(slider), row(hints)
	s.split(w, want)
	return s
}

// lines is how many lines the sentence is given at most: the same in every year, so
// that nothing below it moves.
func lines(w int) int {
	switch {
	case w >= oneLine:
		return 1
	case w >= twoLines:
		return 2
	default:
		return 3
	}
}

func (s *Screen) split(w int, want Want) {
	if want.Whole || w < SideFrom || want.List <= 0 || s.Body.H < 8 {
		return
	}
	list := min(want.List, w-sideMin)
	top, height := s.Head.Y, s.Head.H+s.Body.H
	s.Side = Box{X: list + 3, Y: top, W: w - list - 4, H: height}
	if w >= FarFrom && s.Side.W >= 2*sideMin+between {
		far := min((s.Side.W-between)*3/5, farMax) // the sheet has more to say
		s.Side.W -= far + between
		s.Far = Box{X: s.Side.X + s.Side.W + between, Y: top, W: far, H: height}
	}
	s.Head.W, s.Body.W = list, list
}
