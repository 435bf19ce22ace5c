// Package view is the contract between the program and its views: what a view is asked and
// what it returns. It also holds the drawing helpers that several views share. Each view is a
// package below this one, and package views lists them.
//
// A view knows nothing of keys, terminals, clocks, files or other views. It computes no
// figures: everything it shows comes from package analysis.
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

// Spec describes a view.
type Spec struct {
	ID      query.View
	Title   string // on its tab
	Help    string // what it shows, in a few words
	Tabless bool   // it has a key of its own instead of a tab and a digit
	Lines   int    // the default height of its picture; 0: the length of its list
	// OneYear is set if every figure shown is of the query's year. On a slow line such a view is
	// drawn only when the year stops changing.
	OneYear  bool
	Listless bool   // it lists no allies, so the slider gets its full height first
	Entry    string // what a row is, such as "statement", if no query changes the view: no slider, arrows move between rows
	Focused  bool   // its answer depends on the focused ally
	// Ask answers the same query as the ranking; the ranking's query has every default filled
	// in. focus is the focused ally, empty if none is listed. The error is a *query.Error if
	// this view cannot answer the query.
	Ask func(ds *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (Shown, error)
}

// Shown is one answer in one view. Drawing must not change it, because many sessions may draw
// the same value.
type Shown interface {
	Head() *analysis.Header       // the answer's Header
	Document() *document.Document // with the same allies, years and figures as Draw
	// Draw draws the answer onto a grid of any size: as a picture if there is room, else as
	// text. It tags cells with hits.
	Draw(g *cell.Grid, s State)
}

// Moving is an answer in which the focus moves by position, dx columns and dy rows. In other
// views it moves in the order of the ranking or of Ordered. Move returns false if nothing lies
// in that direction.
type Moving interface {
	Move(s State, dx, dy int) (State, bool)
}

// Described is an answer that describes hits, as in "Norway 2016: 1.68 %"; empty if it cannot.
type Described interface{ Describe(h cell.Hit) string }

// List is an answer that lists allies line by line below one line of heads. The caller decides
// which line is shown first and what is drawn next to the list.
type List interface {
	Len() int                // the number of lines without NATO's own sums
	Lines(h int) []ally.Code // the ally on each line of a list h lines high; empty for a rule or a sum
}

// Ordered is an answer with its own order of allies, in which the focus moves.
type Ordered interface{ Order() []ally.Code }

// Items is an answer whose rows are not allies. Sentence describes the current row.
type Items interface{ Sentence(s State) string }

// Judging is an answer whose verdicts are not by the query's level. Judged returns how many
// allies meet what it judges by, or an empty string to keep the usual count.
type Judging interface{ Judged() string }

// Counting is an answer with another count than that of the allies that meet the level. Count
// returns it, such as "16/31", and what it counts; empty to keep the usual count.
type Counting interface{ Count() (n, what string) }

// Lay returns a function that converts an answer with lay and passes an error on.
func Lay[A, B any](lay func(A) B) func(A, error) (B, error) {
	return func(answer A, err error) (shown B, _ error) {
		if err != nil {
			return shown, err
		}
		return lay(answer), nil
	}
}

// Sentence returns one line that says what is shown: for Items, the current row.
func Sentence(x Shown, s State) string {
	if items, ok := x.(Items); ok {
		return items.Sentence(s)
	}
	return x.Head().Sentence
}

// State is the position of the focus in a view, and how the view is drawn.
type State struct {
	Focus ally.Code // the focused ally; empty if none is listed
	Item  int       // the current row in views whose rows are not allies
	// Rest is the ally that was focused before the focus began to move, if it differs: the
	// panel next to a list is only redrawn when a key is no longer held down.
	Rest   ally.Code
	Offset int  // the first line shown of a List
	Bare   bool // leaves out the heads of a List
	Aside  bool // the ally's name and chart are already shown next to the view
	// Order holds the allies listed as they were when the view was entered, ranked in
	// OrderYear. Views of all years keep this order while the year changes.
	Order         []ally.Code
	OrderYear     figure.Year
	Width, Height int       // the size last drawn in, for Move
	Ink           chart.Ink // for charts
	Zoom          bool      // the view has the whole screen
	Trail         bool      // draw the focused ally's path over the years
	Unexplained   bool      // leaves out the legend, but not the note that a list is cut
	HandedOn      bool      // the drawing is a picture for others, so it must not mention keys
}

// Resting returns the ally that the panel next to a list shows.
func (s *State) Resting() ally.Code { return cmp.Or(s.Rest, s.Focus) }

// At returns the index of the focused ally in Order, or 0 if it is not listed.
func (s *State) At() int { return max(0, slices.Index(s.Order, s.Focus)) }

// To returns the state focused on the ally at an index of Order, which is clamped; false if no
// ally is listed.
func (s *State) To(place int) (State, bool) {
	to := *s
	if len(s.Order) == 0 {
		return to, false
	}
	to.Focus = s.Order[max(0, min(place, len(s.Order)-1))]
	return to, true
}

// Rows returns the rows of at most the given number of allies in Order, beginning at index from.
func (s *State) Rows(a *analysis.Answer, from, most int) []*analysis.Row {
	codes := s.Order[from:min(len(s.Order), from+most)]
	out := make([]*analysis.Row, len(codes))
	for i, c := range codes {
		out[i], _ = a.Row(c) // always found: the ally is listed
	}
	return out
}

// Scroll returns which of n lines to show first if there is room for lines of them, so that
// line at is visible. It scrolls by half pages, because every line that moves is sent again.
func Scroll(at, n, lines int) int {
	offset, half := 0, max(1, lines/2)
	for lines > 0 && at >= offset+lines {
		offset += half
	}
	return max(0, min(offset, n-lines))
}

// Drawable reports whether an ally has a figure in any year. The zeros that SIPRI prints for an
// ally without forces do not count.
func Drawable(r *analysis.Row) bool {
	return slices.ContainsFunc(r.Readings, func(x analysis.Reading) bool {
		return x.Known() && (x.Printed.Units != 0 || r.Ally.HasForces())
	})
}

// Plot draws a chart with the year marked, or nothing if its axes and plot do not fit.
func Plot(g *cell.Grid, l *chart.Line, ink chart.Ink, year figure.Year) {
	l.Ink, l.Year = ink, int(year)
	if l.Fits(g.Width(), g.Height()) {
		g.Draw(0, 0, l.Draw(g.Width(), g.Height()))
	}
}

// Lines writes texts below each other from row y, and returns the row after them.
func Lines(g *cell.Grid, x, y int, texts []string, role cell.Role) int {
	for _, s := range texts {
		g.Text(x, y, s, role)
		y++
	}
	return y
}

// Room returns size if shown is true, else 0, which hides what it is the width or height of.
func Room(shown bool, size int) int {
	if shown {
		return size
	}
	return 0
}

// Fitting returns the first of some forms of a text that fits in n cells, else the last form.
func Fitting(n int, forms ...string) string {
	i := slices.IndexFunc(forms, func(s string) bool { return cell.Width(s) <= n })
	if i < 0 {
		i = len(forms) - 1
	}
	return forms[i]
}

// Line is a line of text after a label and a mark, both optional.
type Line struct {
	Label, Mark string
	Marked      cell.Role
	Text        string
	Role        cell.Role
}

// Labelled wraps a text into at most the given number of lines of n cells; the first one has
// the label.
func Labelled(label, text string, role cell.Role, n, most int) []Line {
	var out []Line
	for _, t := range cell.Wrap(text, n, most) {
		out = append(out, Line{Label: cmp.Or(label, " "), Text: t, Role: role})
		label = ""
	}
	return out
}

// Labels draws the lines that fit. The texts of lines with a label begin at a column. If some
// lines do not fit, the last row ends in "…".
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

// Listing lists code, verdict and figure of each ally, for views without room for a picture.
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

// Standing writes an ally's figure of the year and, after a gap, its standing to the level and
// its place. If there is not enough room, it drops the place and the end of the unit ("of GDP")
// to keep the standing.
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

// Timeline draws the head of a row of years that are only step cells wide: an "e" above every
// estimated year, and a mark above the query's year.
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

// Note is an entry of a legend: a mark and its meaning, or words only. A note without words is
// left out.
type Note struct {
	Mark  string
	Role  cell.Role
	Words string
	Attr  cell.Attr
}

// Legend writes notes on row y up to column end. They are in the order of their importance, so
// it stops at the first that does not fit, even if a later one would.
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
