package claims

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
)

// line is a line of what is told of a claim.
type line struct {
	label   string
	outcome analysis.Outcome
	judged  bool // the line begins with a verdict
	text    string
	role    cell.Role
}

// labelWidth is the room for the labels at the side.
const labelWidth = 6

// about tells of a claim in lines of the given width: what was said, what came of
// it then and now with the figures, and what else one must know. Where it is
// short, the verdicts come before the figures.
func (v *View) about(c *analysis.Claim, w int, short bool) []line {
	var out []line
	said := fmt.Sprintf("%d/%d “%s”", v.selected+1, len(v.claims), c.Statement)
	for _, t := range cell.Wrap(said, w, 3) {
		out = append(out, line{text: t, role: cell.Strong})
	}
	out = append(out, line{text: cell.Cut(c.SaidBy+", "+c.SaidOn, w), role: cell.Faint})
	if short {
		out = append(out, verdictLine("then", &c.Then, c.Then.Edition.ID), verdictLine("now", &c.Now, c.Now.Edition.ID))
		out = append(out, wrapped("", c.Why, cell.Plain, w)...)
		return append(out, besideLines(c, w)...)
	}
	out = append(out, findingLines("Then", &c.Then, w)...)
	now := findingLines("Now", &c.Now, w)
	if c.Now.Why == c.Then.Why && len(c.Now.Facts) > 0 {
		now = append(now[:1], factLines(&c.Now, w)...) // the reason was given
	}
	out = append(out, now...)
	out = append(out, besideLines(c, w)...)
	return append(out, wrapped("Note", sentence(c.Note), cell.Plain, w)...)
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return s + "."
}

// verdictLine is a verdict and the edition it is by.
func verdictLine(label string, f *analysis.Finding, text string) line {
	return line{label: label, outcome: f.Outcome, judged: true, text: text, role: cell.Faint}
}

// findingLines are a verdict with its edition, why, and the figures.
func findingLines(label string, f *analysis.Finding, w int) []line {
	out := []line{verdictLine(label, f, f.Edition.Name())}
	out = append(out, wrapped("", f.Why, cell.Plain, w)...)
	return append(out, factLines(f, w)...)
}

// factLines are the figures a finding rests on, where the reason does not give
// them itself.
func factLines(f *analysis.Finding, w int) []line {
	if len(f.Facts) < 2 && f.Outcome != analysis.NotMeasurable {
		return nil
	}
	var text strings.Builder
	for i, x := range f.Facts {
		if i > 0 {
			text.WriteString("; ")
		}
		text.WriteString(x.Label + ": " + x.Text)
	}
	return wrapped("", text.String(), cell.Faint, w)
}

// besideLines are the figures of other sources.
func besideLines(c *analysis.Claim, w int) []line {
	if len(c.Beside) == 0 {
		return nil
	}
	var text strings.Builder
	text.WriteString("another source, never one series: ")
	for i, x := range c.Beside {
		if i > 0 {
			text.WriteString("; ")
		}
		text.WriteString(x.Label + ": " + x.Text)
	}
	return wrapped("Also", text.String(), cell.Plain, w)
}

// mostLines bounds the lines of one text.
const mostLines = 6

// wrapped breaks a text into lines behind a label.
func wrapped(label, text string, role cell.Role, w int) []line {
	var out []line
	for i, t := range cell.Wrap(text, w-labelWidth, mostLines) {
		l := line{text: t, role: role, label: " "}
		if i == 0 && label != "" {
			l.label = label
		}
		out = append(out, l)
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
		if l.judged {
			x = verdict(g, x, y, l.outcome, true) + 2
		}
		g.Text(x, y, cell.Cut(l.text, g.Width()-x), l.role)
	}
}
