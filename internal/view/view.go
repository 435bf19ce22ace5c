// Package view is what the program and its views agree on: how a view is asked,
// and what it answers. Each view is a package below this one; package views lists
// them, and from that list come tabs, digits, help, words of the grammar,
// commands, exports, links and decks.
//
// A view knows no key, no terminal, no clock, no file and no other view. It makes
// no number: what it shows comes from package analysis.
package view

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Spec is a view that can be asked for.
type Spec struct {
	ID      query.View
	Title   string // on its tab
	Help    string // what it shows, in a few words
	Tabless bool   // it is reached by a key of its own, not by a tab and a digit
	Lines   int    // of a picture of it where no height is asked for; 0: as many as its list has
	// OneYear tells that every figure on show is of the year asked about: on a slow
	// line the view follows when the year has come to rest.
	OneYear  bool
	Listless bool   // it lists nobody: the slider takes its full height first
	Entry    string // a line, such as "statement", where no question changes it: no slider, arrows go from item to item
	Focused  bool   // it answers about the ally the reader is at: others answer alike whoever that is
	// Ask answers the question that the ranking answers too; its query has every default
	// filled in. Focus is the ally the reader is at, empty where none is listed. The error
	// is a *query.Error where the question cannot be answered in this view.
	Ask func(ds *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (Shown, error)
}

// Shown is one answer in one view. It must not be changed by drawing it: the same
// value may be drawn by many sessions.
type Shown interface {
	Head() *analysis.Header       // of an answer its Header
	Document() *document.Document // with the same allies, years and figures as are drawn
	// Draw draws the answer onto the grid, whatever its size: a picture where there
	// is room for one, else text. What stands where is tagged with hits.
	Draw(g *cell.Grid, s State)
}

// Moving is an answer in which the focus moves as it stands there, so many columns and
// rows: in others the order of the ranking, or their own, holds. It is false where nothing
// lies that way.
type Moving interface {
	Move(s State, dx, dy int) (State, bool)
}

// Described is an answer that may say what a hit is, such as "Norway 2016: 1.68 %".
type Described interface{ Describe(h cell.Hit) string }

// List is an answer that lists allies line by line, under one line of heads. Who
// shows it decides which line comes first, and what stands beside it.
type List interface {
	Len() int                // how many lines it has, NATO's own sums aside
	Lines(h int) []ally.Code // on each line of a list of h lines; empty for a rule or a sum
}

// Ordered is an answer with an order of its own, which the reader then goes through.
type Ordered interface{ Order() []ally.Code }

// Items is an answer whose rows are no allies, and says what the one shows that the
// reader is at.
type Items interface{ Sentence(s State) string }

// Judging is an answer that may say how many meet what it judges by in place of the level.
type Judging interface{ Judged() string }

// Counting is an answer that may be told by another count than that of those who meet the
// level: "16/31", and what it counts.
type Counting interface{ Count() (n, what string) }

// Lay makes of an answer what shows it, unless there is an error in its place.
func Lay[A, B any](lay func(A) B) func(A, error) (B, error) {
	return func(answer A, err error) (shown B, _ error) {
		if err != nil {
			return shown, err
		}
		return lay(answer), nil
	}
}

// Sentence says in one line what is on show: of Items what the row the reader is at shows.
func Sentence(x Shown, s State) string {
	if items, ok := x.(Items); ok {
		return items.Sentence(s)
	}
	return x.Head().Sentence
}

// State is where the reader is, and how the view is to be drawn.
type State struct {
	Focus ally.Code // the ally the reader is at; empty where none is listed
	Item  int       // the row the reader is at in views whose rows are no allies
	// Rest is the ally the reader was at when nothing moved, where that is another: what
	// is drawn of one ally beside a list follows when a key is no longer held down.
	Rest   ally.Code
	Offset int  // the first line shown of a List
	Bare   bool // leaves out the heads of a List
	Aside  bool // the ally's name and chart stand beside the view already
	// Order are the allies listed as they were when the view was entered, and OrderYear the
	// year whose ranking that is: views of all years keep it still while the year moves.
	Order         []ally.Code
	OrderYear     figure.Year
	Width, Height int       // the size last drawn in, for Move
	Ink           chart.Ink // of lines
	Zoom          bool      // the view has the whole screen to itself
	Trail         bool      // the way the ally at the focus came is to be drawn
	Unexplained   bool      // leaves out the legend; that a list goes on is still said
	HandedOn      bool      // it is a picture that nobody has keys in front of: none is named
}

// Resting is the ally that what stands beside a list is about.
func (s *State) Resting() ally.Code { return cmp.Or(s.Rest, s.Focus) }

// At is the place among those listed of the ally the reader is at, else the first.
func (s *State) At() int { return max(0, slices.Index(s.Order, s.Focus)) }

// To is the state at the ally of the nearest place; false where none is listed.
func (s *State) To(place int) (State, bool) {
	to := *s
	if len(s.Order) == 0 {
		return to, false
	}
	to.Focus = s.Order[max(0, min(place, len(s.Order)-1))]
	return to, true
}

// Rows are those of the allies listed from a place on, so many at most.
func (s *State) Rows(a *analysis.Answer, from, most int) []*analysis.Row {
	codes := s.Order[from:min(len(s.Order), from+most)]
	out := make([]*analysis.Row, len(codes))
	for i, c := range codes {
		out[i], _ = a.Row(c) // it is listed
	}
	return out
}

// Scroll is the first of n lines shown, so that the one at a place is among those
// there is room for. It turns over by half a page: every line that scrolls is sent
// anew.
func Scroll(at, n, lines int) int {
	offset, half := 0, max(1, lines/2)
	for lines > 0 && at >= offset+lines {
		offset += half
	}
	return max(0, min(offset, n-lines))
}

// Drawable tells whether an ally has a figure in any year; a zero, as SIPRI prints for one
// without forces, is none.
func Drawable(r *analysis.Row) bool {
	return slices.ContainsFunc(r.Readings, func(x analysis.Reading) bool {
		return x.Known() && (x.Printed.Units != 0 || r.Ally.HasForces())
	})
}

// Plot draws a chart with a mark at the year, where it has room for more than its name.
func Plot(g *cell.Grid, l *chart.Line, ink chart.Ink, year figure.Year) {
	l.Ink, l.Year = ink, int(year)
	if l.Fits(g.Width(), g.Height()) {
		g.Draw(0, 0, l.Draw(g.Width(), g.Height()))
	}
}

// Lines writes texts below each other, and returns the row after them.
func Lines(g *cell.Grid, x, y int, texts []string, role cell.Role) int {
	for _, s := range texts {
		g.Text(x, y, s, role)
		y++
	}
	return y
}

// Room is a width or height where something is so: of none it is not shown.
func Room(so bool, width int) int {
	if so {
		return width
	}
	return 0
}

// Fitting is the first of some forms that fits in n cells, else the last.
func Fitting(n int, forms ...string) string {
	i := slices.IndexFunc(forms, func(s string) bool { return cell.Width(s) <= n })
	if i < 0 {
		i = len(forms) - 1
	}
	return forms[i]
}

// Line is a line of text behind a label, and behind a mark of what became of it.
type Line struct {
	Label, Mark string
	Marked      cell.Role
	Text        string
	Role        cell.Role
}

// Labelled breaks a text into at most so many lines of n cells beside the label of the first.
func Labelled(label, text string, role cell.Role, n, most int) []Line {
	var out []Line
	for _, t := range cell.Wrap(text, n, most) {
		out = append(out, Line{Label: cmp.Or(label, " "), Text: t, Role: role})
		label = ""
	}
	return out
}

// Labels draws the lines that fit, texts with a label in a column. Where some do not fit,
// the last one says so.
func Labels(g *cell.Grid, column int, lines []Line) {
	for y, l := range lines {
		if y >= g.Height() {
			g.Set(g.Width()-1, g.Height()-1, '…', cell.Faint)
			return
		}
		x := 0
		if l.Label != "" {
			g.Text(0, y, l.Label, cell.Faint)
			x = column
		}
		if l.Mark != "" {
			x = g.Text(x, y, l.Mark, l.Marked) + 2
			l.Text = cell.Cut(l.Text, g.Width()-x)
		}
		g.Text(x, y, l.Text, l.Role)
	}
}

// Listing lists code, verdict and figure, where there is no room for a picture.
func Listing(g *cell.Grid, a *analysis.Answer, s State) {
	if len(s.Order) == 0 {
		g.Text(0, 0, cell.Cut("no ally is listed", g.Width()), cell.Notice)
	}
	for y, r := range s.Rows(a, Scroll(s.At(), len(s.Order), g.Height()), g.Height()) {
		role := cell.Plain
		if r.Ally.Code == s.Focus {
			role = cell.Selection
		}
		x := g.Text(0, y, string(r.Ally.Code), role) + 1
		if mark, role := format.Glyph(r.Verdict, r.Edge); a.Judged {
			x = g.Text(x, y, mark, role)
		}
		g.Text(x, y, cell.Cut(format.Hanging(r.Figure), g.Width()-x), cell.Plain)
		g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(r.Ally.Code)})
	}
}

// Standing writes on a line an ally's figure of the year and, a gap behind it, how that
// stands to the level, and its place. How it stands is worth more than what a share is of,
// and than the place.
func Standing(line *cell.Grid, gap int, a *analysis.Answer, r *analysis.Row, place string) {
	x, mark, standing, role := 0, "", "", cell.Plain
	if a.Judged {
		mark, role = format.Glyph(r.Verdict, r.Edge)
		mark = strings.TrimLeft(mark+" ", " ")
		standing = format.Standing(r.Verdict, r.Edge, r.Gap.Value, a.Level.In(a.Year))
	}
	if r.Figure.Known() {
		whole := format.Figure(r.Figure) + " " + a.UnitOf(r.Code, a.Year)
		short, _, _ := strings.Cut(whole, " of ")
		value := Fitting(line.Width()-gap-cell.Width(mark+standing), whole, short)
		x = line.Text(0, 0, cell.Cut(value, line.Width()), cell.Strong) + gap
	}
	x = line.Text(x, 0, mark, role)
	room := line.Width() - x
	line.Text(x, 0, cell.Cut(Fitting(room, format.Join(", ", standing, place), cmp.Or(standing, place)), room), role)
}

// Timeline is the head of years that are too narrow for their names, so many cells each:
// an "e" over every estimated one, and the mark of the one asked about.
func Timeline(g *cell.Grid, a *analysis.Answer, x, y, step int, from, to figure.Year) {
	for year := from; year <= to; year++ {
		at := x + step*int(year-from)
		g.Fill(at, y, step, '·', cell.Axis)
		switch {
		case year == a.Year:
			g.Fill(at, y, step, '▼', cell.Cursor)
		case a.EstimatedIn(year):
			g.Set(at, y, 'e', cell.Estimate)
		}
	}
}

// Note is a mark and what it means, or words alone; without words it is none.
type Note struct {
	Mark  string
	Role  cell.Role
	Words string
	Attr  cell.Attr
}

// Legend writes notes on a line, the most needed first, until one would go beyond end: a
// later, shorter one would stand in for one more needed.
func Legend(g *cell.Grid, y, end int, notes []Note) {
	x := 1
	for _, n := range notes {
		switch {
		case n.Words == "":
			continue
		case x+cell.Width(n.Mark)+1+cell.Width(n.Words) > end:
			return
		case n.Mark != "":
			x = g.Text(x, y, n.Mark, n.Role, n.Attr) + 1
		}
		x = g.Text(x, y, n.Words, cell.Faint) + 2
	}
}
