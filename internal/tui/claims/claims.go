// Package claims draws public statements with what came of them when they were
// computed, in the edition of their time and in the latest: a list, and of the
// one selected the figures and why.
//
// It computes nothing: verdicts, figures and reasons are package analysis's. The
// selection is its own, since a statement is not an ally; the ally it is about,
// if there is one, is told to whoever moves it.
package claims

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/tui/view"
)

// View is the view of claims. It belongs to one session.
type View struct {
	data   *dataset.Dataset // whose claims these are
	claims []analysis.Claim
	failed string // why there are none

	selected, offset int
	// Where the list was last drawn: its first line, its lines and its width.
	top, lines, width int
}

// New makes a view with the first claim selected.
func New() *View { return &View{} }

var _ view.View = (*View)(nil)

// open computes the claims once: they depend on the data alone, not on what is
// asked.
func (v *View) open(ds *dataset.Dataset) {
	if ds == v.data || ds == nil {
		return
	}
	v.data, v.failed, v.claims = ds, "", nil
	list, err := analysis.ClaimsFor(ds)
	if err != nil {
		v.failed = err.Error()
		return
	}
	v.claims = list
	v.selected = min(v.selected, max(0, len(list)-1))
}

// current is the claim selected, or nil where there is none.
func (v *View) current() *analysis.Claim {
	if v.selected < 0 || v.selected >= len(v.claims) {
		return nil
	}
	return &v.claims[v.selected]
}

// Sizes: below these the list gives way to the claim selected.
const (
	listWidth  = 50 // least width of a list
	listHeight = 12 // least height of a view with a list
	leastRows  = 4  // least lines of a list over the claim selected
	sideBySide = 150
	wordsWidth = 72 // least width of a list that has room for the verdicts' words
)

// Draw draws the list, and of the claim selected the figures and why; where there
// is no room for both, the claim selected alone.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	g.Clear()
	v.open(s.Data)
	v.lines = 0
	w, h := g.Width(), g.Height()
	c := v.current()
	switch {
	case c == nil:
		v.none(g)
	case w < listWidth || h < listHeight:
		draw(g, v.about(c, w, h < listHeight))
	case w >= sideBySide:
		half := w * 55 / 100
		v.list(g.Window(0, 0, half-2, h))
		draw(g.Window(half+1, 0, w-half-1, h), v.about(c, w-half-1, false))
	default:
		about := v.about(c, w, false)
		rows := min(len(v.claims), max(leastRows, h-2-len(about)))
		v.list(g.Window(0, 0, w, rows+1))
		g.Fill(0, rows+1, w, '─', cell.Axis)
		draw(g.Window(0, rows+2, w, h-rows-2), about)
	}
}

func (v *View) none(g *cell.Grid) {
	text := "No statement is held."
	if v.failed != "" {
		text = "The statements cannot be computed: " + v.failed
	}
	for y, line := range cell.Wrap(text, g.Width(), g.Height()) {
		g.Text(0, y, line, cell.Warning)
	}
}

// list draws the statements under a head, the one selected within sight.
func (v *View) list(g *cell.Grid) {
	w, h := g.Width(), g.Height()-1
	v.offset = max(0, min(v.offset, len(v.claims)-h))
	v.offset = max(min(v.offset, v.selected), v.selected-h+1)
	v.top, v.lines, v.width = 1, min(h, len(v.claims)-v.offset), w

	p := planOf(w)
	g.Text(p.text, 0, "Statement", cell.Heading)
	if p.date > 0 {
		g.Text(2, 0, "Said", cell.Heading)
	}
	g.Text(p.then, 0, p.headThen, cell.Heading)
	g.Text(p.now, 0, p.headNow, cell.Heading)
	for i := range v.lines {
		n := v.offset + i
		c := &v.claims[n]
		y := i + 1
		role := cell.Plain
		if n == v.selected {
			g.Set(0, y, '▌', cell.Cursor)
			role = cell.Selection
		}
		if p.date > 0 {
			g.Text(2, y, c.SaidOn[:min(p.date, len(c.SaidOn))], cell.Faint)
		}
		g.Text(p.text, y, cell.Cut(c.Statement, p.then-p.text-1), role)
		verdict(g, p.then, y, c.Then.Outcome, p.words)
		verdict(g, p.now, y, c.Now.Outcome, p.words)
	}
}

// plan is where the columns of the list stand.
type plan struct {
	date              int // width of the date; 0: none
	text, then, now   int
	words             bool
	headThen, headNow string
}

// planOf decides on the columns: the words of the verdicts go first, then the
// date.
func planOf(width int) plan {
	p := plan{date: len("2006-01"), text: 10, words: width >= wordsWidth, headThen: "As of then", headNow: "As of now"}
	verdict := cell.Width("? not measurable")
	if !p.words {
		verdict, p.headThen, p.headNow = len("then"), "then", "now"
	}
	p.now = width - verdict
	p.then = p.now - verdict - 1
	if p.then-p.text < 24 {
		p.date, p.text = 0, 2
	}
	return p
}

// Glyph is the mark of an outcome with its role: each has a shape of its own.
func Glyph(o analysis.Outcome) (rune, cell.Role) {
	switch o {
	case analysis.Holds:
		return '●', cell.Meets
	case analysis.Rounds:
		return '≈', cell.Edge
	case analysis.Differs:
		return '×', cell.Below
	default:
		return '?', cell.Unknown
	}
}

// verdict draws an outcome: glyph, word and role.
func verdict(g *cell.Grid, x, y int, o analysis.Outcome, words bool) int {
	r, role := Glyph(o)
	text := string(r)
	if words {
		text += " " + o.Words()
	}
	return g.Text(x, y, text, role)
}

// Sentence says what came of the statement selected.
func (v *View) Sentence(s view.Scene) string {
	v.open(s.Data)
	c := v.current()
	if c == nil {
		return "No statement is held."
	}
	return fmt.Sprintf("“%s” (%s, %s): %s as of then, in %s; %s now, in %s. Statement %d of %d.",
		c.Statement, c.SaidBy, c.SaidOn, c.Then.Outcome.Words(), c.Then.Edition.ID, c.Now.Outcome.Words(), c.Now.Edition.ID,
		v.selected+1, len(v.claims))
}

// Move goes dy statements on, and returns the ally that one is about, or the one
// focused where it is about none that is listed. Sideways the view has no order.
func (v *View) Move(s view.Scene, _, dy int) (ally.Code, bool) {
	v.open(s.Data)
	if dy == 0 || len(v.claims) == 0 {
		return s.Focus, false
	}
	v.selected = max(0, min(v.selected+dy, len(v.claims)-1))
	return v.to(s), true
}

// to is the ally the statement selected is about, where it is listed.
func (v *View) to(s view.Scene) ally.Code {
	c := v.current()
	if c == nil || c.About == "" || s.Answer == nil {
		return s.Focus
	}
	if !slices.ContainsFunc(s.Answer.Rows, func(r analysis.Row) bool { return r.Ally.Code == c.About }) {
		return s.Focus
	}
	return c.About
}

// At is the statement at a cell of the list, which is thereby selected: only a
// click asks.
func (v *View) At(x, y int) view.Hit {
	at := y - v.top
	if at < 0 || at >= v.lines || x < 0 || x >= v.width {
		return view.Hit{}
	}
	v.selected = v.offset + at
	c := v.current()
	return view.Hit{Code: c.About, Text: c.SaidBy + ", " + c.SaidOn + ": " + c.Statement}
}
