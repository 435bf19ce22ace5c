package view

import (
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
)

// Rows are the rows of an answer in the order they had when the view was entered:
// the ranking's own where not the same allies are listed any more, as when a
// group's membership has changed with the year. The year is that of the ranking
// they are in the order of.
func (s *State) Rows(a *analysis.Answer) []*analysis.Row {
	out := make([]*analysis.Row, 0, len(a.Rows))
	for _, c := range s.Order {
		if r, ok := a.Row(c); ok {
			out = append(out, r)
		}
	}
	if len(out) == len(a.Rows) && len(s.Order) == len(a.Rows) {
		return out
	}
	out = out[:0]
	for i := range a.Rows {
		out = append(out, &a.Rows[i])
	}
	return out
}

// At is the place of the focused ally among rows; −1 where it is not listed.
func (s *State) At(rows []*analysis.Row) int {
	return slices.IndexFunc(rows, func(r *analysis.Row) bool { return r.Ally.Code == s.Focus })
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

// Listing lists code, verdict and figure of the year, where there is no room for a
// picture.
func Listing(g *cell.Grid, a *analysis.Answer, rows []*analysis.Row, s State) {
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
