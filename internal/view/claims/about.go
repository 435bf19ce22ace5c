package claims

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/view"
)

// line is a line of what is told of a statement.
type line struct {
	label   string
	finding *analysis.Finding // the line begins with its verdict
	text    string
	role    cell.Role
}

const (
	labelWidth = 6 // the room for the labels at the side
	mostLines  = 6 // of one text
)

// about tells of a statement in lines of the given width: what was said, what came
// of it then and now with the figures, and what else one must know. Where it is
// short, the verdicts come before the figures.
func (v *claims) about(s view.State, w int, short bool) []line {
	c, i := v.at(s)
	var out []line
	said := fmt.Sprintf("%d/%d “%s”", i+1, len(v.list), c.Statement)
	for _, t := range cell.Wrap(said, w, 3) {
		out = append(out, line{text: t, role: cell.Strong})
	}
	out = append(out, line{text: cell.Cut(c.SaidBy+", "+c.SaidOn, w), role: cell.Faint})
	beside := ""
	if len(c.Beside) > 0 {
		beside = "another source, never one series: " + document.Facts(c.Beside)
	}
	if short {
		out = append(out, line{"then", &c.Then, c.Then.Edition.ID, cell.Faint}, line{"now", &c.Now, c.Now.Edition.ID, cell.Faint})
		out = append(out, wrapped("", c.Why, cell.Plain, w)...)
		return append(out, wrapped("Also", beside, cell.Plain, w)...)
	}
	for _, f := range []struct {
		label string
		*analysis.Finding
	}{{"Then", &c.Then}, {"Now", &c.Now}} {
		out = append(out, line{f.label, f.Finding, f.Edition.Name(), cell.Faint})
		if f.Finding == &c.Then || f.Why != c.Then.Why || len(f.Facts) == 0 {
			out = append(out, wrapped("", f.Why, cell.Plain, w)...)
		}
		out = append(out, wrapped("", document.Facts(f.Further()), cell.Faint, w)...)
	}
	out = append(out, wrapped("Also", beside, cell.Plain, w)...)
	if c.Note != "" {
		out = append(out, wrapped("Note", c.Note+".", cell.Plain, w)...)
	}
	return out
}

// wrapped breaks a text into lines behind a label.
func wrapped(label, text string, role cell.Role, w int) []line {
	var out []line
	for _, t := range cell.Wrap(text, w-labelWidth, mostLines) {
		if label == "" {
			label = " " // leaves the room for one
		}
		out = append(out, line{label: label, text: t, role: role})
		label = ""
	}
	return out
}

// draw draws the lines that fit; where some do not, the last one says so.
func draw(g *cell.Grid, lines []line) {
	h := g.Height()
	for y, l := range lines {
		if y >= h {
			g.Set(g.Width()-1, h-1, '…', cell.Faint)
			return
		}
		x := 0
		if l.label != "" {
			g.Text(0, y, l.label, cell.Faint)
			x = labelWidth
		}
		if l.finding != nil {
			x = verdict(g, x, y, l.finding.Outcome, true) + 2
		}
		g.Text(x, y, cell.Cut(l.text, g.Width()-x), l.role)
	}
}
