// Package why draws who says a figure: its value, where it stands, how its
// edition was checked, what is known of it, and what every other edition and the
// second source give.
//
// It draws one analysis.Why on a grid of any size and keeps nothing. Where there
// is no room for all, what says most about the figure comes first.
package why

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Widths of the page.
const (
	labelWidth = 9
	saidWidth  = 32 // the list of editions at the side
	twoColumns = 78 // least width of a page with the list at the side
	listed     = 12 // least height of a page that lists the editions line by line
	mostLines  = 5  // of one text
)

// Draw draws who says a figure. A nil one leaves the grid blank.
func Draw(g *cell.Grid, w *analysis.Provenance) {
	g.Clear()
	if w == nil || g.Width() < 1 || g.Height() < 1 {
		return
	}
	title := fmt.Sprintf("%s %d · %s", w.Name, w.Year, w.Measure.Spec().Title)
	g.Text(0, 0, cell.Cut(title, g.Width()), cell.Heading)
	x := g.Text(0, 1, Value(w), cell.Strong)
	if w.Figure.Known() {
		g.Text(x+1, 1, cell.Cut(unit(w)+status(w), g.Width()-x-1), cell.Faint)
	} else {
		g.Text(x+1, 1, cell.Cut(w.Missing, g.Width()-x-1), cell.Unknown)
	}
	body := g.Window(0, 2, g.Width(), g.Height()-2)
	if g.Width() >= twoColumns && g.Height() >= listed {
		split := g.Width() - saidWidth
		said(g.Window(split, 3, saidWidth, g.Height()-3), w)
		facts(g.Window(0, 3, split-2, g.Height()-3), w, false)
		return
	}
	facts(body, w, true)
}

// Value is the figure with its mark, or that there is none.
func Value(w *analysis.Provenance) string {
	if !w.Figure.Known() {
		return "n/a"
	}
	text := format.Figure(w.Figure)
	if w.Currency != "" {
		text += " " + w.Currency + " m"
	}
	return text
}

// unit is the table's unit; where the figure has its own currency, the rest of it.
func unit(w *analysis.Provenance) string {
	if w.Currency == "" {
		return w.Unit
	}
	return strings.TrimPrefix(w.Unit, "national currency m, ")
}

// status says how firm the figure is, and what stands behind the print.
func status(w *analysis.Provenance) string {
	text := " · " + w.Figure.Status.String()
	if w.Figure.Held {
		text += fmt.Sprintf(" · unrounded %g", w.Figure.Unrounded)
	}
	return text
}

// fact is a label and what it says.
type fact struct {
	label, text string
	role        cell.Role
}

// facts draws what is known of the figure; inline adds what other editions say.
func facts(g *cell.Grid, w *analysis.Provenance, inline bool) {
	list := factsOf(w, inline)
	label := labelWidth
	if g.Width() < 36 {
		label = 0
	}
	y := 0
	for _, f := range list {
		text := f.text
		if label == 0 {
			text = f.label + ": " + f.text
		}
		for i, line := range cell.Wrap(text, g.Width()-label, mostLines) {
			if y >= g.Height() {
				g.Set(g.Width()-1, g.Height()-1, '…', cell.Faint)
				return
			}
			if i == 0 && label > 0 {
				g.Text(0, y, f.label, cell.Faint)
			}
			g.Text(label, y, line, f.role)
			y++
		}
	}
}

// factsOf lists what is known, the most telling first.
func factsOf(w *analysis.Provenance, inline bool) []fact {
	e := w.Edition
	out := []fact{{"Edition", from(w), cell.Plain}}
	counts := fact{"Counts", e.Definition, cell.Plain}
	if e.Source == "NATO" && e.PriceBase != "" {
		counts.text += "; price base " + e.PriceBase
	}
	if inline {
		out = append(out, fact{"Printed", inWords(w), cell.Plain})
	}
	if b := w.Beside; b != nil {
		text := b.Figure.String() + " %"
		if b.Difference.OK {
			text += " (" + format.Signed(b.Difference.Value) + " pp)"
		}
		out = append(out, fact{"SIPRI", text + "; " + strings.Join(b.Reasons, "; "), cell.Plain})
	}
	out = append(out, counts, fact{"Checked", e.Witness + " (confidence " + e.Confidence + ")", cell.Plain})
	for _, q := range w.Warnings {
		out = append(out, fact{"Warning", q, cell.Warning})
	}
	for _, q := range w.Quirks {
		if w.Missing == "" || !strings.HasSuffix(q, w.Missing) { // that is said at the top
			out = append(out, fact{"Known", q, cell.Plain})
		}
	}
	out = append(out,
		fact{"Held", e.Coverage, cell.Plain},
		fact{"Table", w.Measure.String() + ", " + w.Unit, cell.Plain},
	)
	for _, n := range w.Notes {
		out = append(out, fact{"Note", n, cell.Plain})
	}
	return append(out, fact{"Source", w.Citation, cell.Faint})
}

// from names the edition with its dates.
func from(w *analysis.Provenance) string {
	e := w.Edition
	text := e.Name() + ", published " + e.Published
	if e.CutOff != "" {
		text += ", figures of " + e.CutOff
	}
	return text
}

// inWords are the figures of the editions in one line.
func inWords(w *analysis.Provenance) string {
	var parts []string
	for i := range w.Said {
		s := &w.Said[i]
		text := s.Edition.ID + " n/a"
		if s.Figure.Known() {
			text = s.Edition.ID + " " + format.Figure(s.Figure)
			if s.Currency != w.Currency {
				text += " " + s.Currency
			}
		}
		if s.Revision.OK && s.Revision.Value.Units != 0 {
			text += " (" + format.Signed(s.Revision.Value) + ")"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return "by no edition of NATO's"
	}
	return strings.Join(parts, ", ")
}

// said draws what each edition printed, the one asked about marked, and where
// another thing is counted from on.
func said(g *cell.Grid, w *analysis.Provenance) {
	g.Text(2, 0, "Edition", cell.Heading)
	g.Right(19, 0, "printed", cell.Heading)
	g.Right(28, 0, "revised", cell.Heading)
	y := 1
	for i := range w.Said {
		s := &w.Said[i]
		if i > 0 && s.Edition.Definition != w.Said[i-1].Edition.Definition {
			g.Fill(2, y, 28, '┄', cell.Axis)
			g.Text(3, y, cell.Cut(" "+s.Edition.Definition+" ", 27), cell.Faint)
			y++
		}
		role := cell.Plain
		if s.Asked {
			g.Set(0, y, '▌', cell.Cursor)
			role = cell.Strong
		}
		g.Text(2, y, s.Edition.ID, role)
		if !s.Figure.Known() {
			g.Right(18, y, "n/a", cell.Unknown)
		} else {
			end := 18
			if s.Figure.Status == figure.Estimate {
				end = 19 // the mark stands behind the digits, which stay in line
			}
			g.Right(end, y, format.Figure(s.Figure), role)
			if s.Currency != w.Currency {
				g.Text(20, y, s.Currency, cell.Faint)
			}
		}
		if s.Revision.OK {
			g.Right(28, y, format.Signed(s.Revision.Value), cell.Faint)
		}
		y++
	}
}
