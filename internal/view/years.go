package view

import (
	"cmp"
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// At is the place of the ally the reader is at among those listed: the first where it is
// none of them.
func (s *State) At() int { return max(0, slices.Index(s.Order, s.Focus)) }

// To is the state at the ally of a place, of the first or the last where it lies beyond;
// false where none is listed.
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

// Lines writes texts below each other from x on row y, and returns the row after them.
func Lines(g *cell.Grid, x, y int, texts []string, role cell.Role) int {
	for _, s := range texts {
		g.Text(x, y, s, role)
		y++
	}
	return y
}

// Room is the width of a column that is there where something is so: one of none is not
// shown.
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

// Labelled breaks a text into at most so many lines of n cells, which leave the room for
// the label of the first.
func Labelled(label, text string, role cell.Role, n, most int) []Line {
	var out []Line
	for _, t := range cell.Wrap(text, n, most) {
		out = append(out, Line{Label: cmp.Or(label, " "), Text: t, Role: role})
		label = ""
	}
	return out
}

// Labels draws the lines that fit, their texts in a column; without a label a line
// begins at the left. Where some do not fit, the last one says so.
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

// Listing lists code, verdict and figure of the year, where there is no room for a
// picture.
func Listing(g *cell.Grid, a *analysis.Answer, rows []*analysis.Row, s State) {
	if len(rows) == 0 {
		g.Text(0, 0, cell.Cut("no ally is listed", g.Width()), cell.Notice)
	}
	for y, r := range rows[:min(len(rows), g.Height())] {
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

// Standing writes on a line an ally's figure of the year and, a gap behind it,
// how that stands to the level, where it is judged, and its place.
func Standing(line *cell.Grid, gap int, a *analysis.Answer, r *analysis.Row, place string) {
	x, words, role := 0, place, cell.Plain
	if r.Figure.Known() {
		x = line.Text(0, 0, cell.Cut(format.Figure(r.Figure)+" "+a.UnitOf(r), line.Width()), cell.Strong) + gap
	}
	if a.Judged {
		var mark string
		if mark, role = format.Glyph(r.Verdict, r.Edge); mark != " " {
			x = line.Text(x, 0, mark+" ", role)
		}
		words = format.Join(", ", format.Standing(r.Verdict, r.Edge, r.Gap.Value, a.Level.In(a.Year)), place)
	}
	line.Text(x, 0, cell.Cut(words, line.Width()-x), role)
}

// Timeline is the head of pictures whose years are too narrow for their names, so many
// cells each: an "e" over every estimated one, and the mark of the one asked about.
func Timeline(g *cell.Grid, a *analysis.Answer, x, y, step int, from, to figure.Year) {
	for year := from; year <= to; year++ {
		at := x + step*int(year-from)
		for k := range step {
			switch {
			case year == a.Year:
				g.Set(at+k, y, '▼', cell.Cursor)
			case k == 0 && a.EstimatedIn(year):
				g.Set(at, y, 'e', cell.Estimate)
			default:
				g.Set(at+k, y, '·', cell.Axis)
			}
		}
	}
}

// Note is a mark and what it means, or words alone.
type Note struct {
	Mark  string
	Role  cell.Role
	Words string
	Attr  cell.Attr
}

// Legend writes notes on a line, the most needed first, until one has no room before
// column end: a later, shorter one would stand in for one more needed.
func Legend(g *cell.Grid, y, end int, notes []Note) {
	x := 1
	for _, n := range notes {
		if x+cell.Width(n.Mark)+1+cell.Width(n.Words) > end {
			return
		}
		if n.Mark != "" {
			x = g.Text(x, y, n.Mark, n.Role, n.Attr) + 1
		}
		x = g.Text(x, y, n.Words, cell.Faint) + 2
	}
}
