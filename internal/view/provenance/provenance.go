// Package provenance shows who says a figure: its value, where it stands, how its
// edition was checked, what is known of it, and what every other edition and the
// second source give. It lies over the other views and has no tab of its own.
//
// It makes no number and keeps nothing. Where there is no room for all, what says
// most about the figure comes first.
package provenance

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

// Shown is who says one figure.
type Shown struct{ *analysis.Provenance }

var _ view.Shown = Shown{}

// Ask gathers who says the figure of an ally in a ranking. The error is a
// *query.Error where there is nothing to ask about.
func Ask(ds *dataset.Dataset, a *analysis.Answer, focus ally.Code) (Shown, error) {
	edition := a.Query.Edition
	if a.Query.Source == query.SIPRI {
		edition = a.Query.Source.String()
	}
	w, err := analysis.ProvenanceFor(ds, a.Measure, focus, a.Year, edition)
	return Shown{w}, err
}

// Header is the question, whose figure, and the sentence.
func (s Shown) Header() *analysis.Header { return &s.Provenance.Header }

// Move goes nowhere: there is one figure.
func (s Shown) Move(at view.State, _, _ int) (view.State, bool) { return at, false }

// Describe has no words: nothing here can be pointed at.
func (s Shown) Describe(cell.Hit) string { return "" }

// Widths of the page.
const (
	labelWidth = 9
	listWidth  = 32 // the list of editions at the side
	twoColumns = 78 // least width of a page with the list at the side
	listed     = 12 // least height of a page that lists the editions line by line
	mostLines  = 5  // of one text
)

// Draw draws who says the figure.
func (s Shown) Draw(g *cell.Grid, _ view.State) {
	g.Clear()
	if g.Width() < 1 || g.Height() < 1 {
		return
	}
	own := &s.Vintage
	title := fmt.Sprintf("%s %d · %s", s.Name, s.Year, s.Measure.Spec().Title)
	g.Text(0, 0, cell.Cut(title, g.Width()), cell.Heading)
	value, beside, role := format.Figure(own.Figure), own.Missing, cell.Unknown
	if own.Figure.Known() {
		beside, role = s.standing(), cell.Faint
		if own.Currency != "" {
			value += " " + own.Currency + " m"
		}
	}
	x := g.Text(0, 1, value, cell.Strong)
	g.Text(x+1, 1, cell.Cut(beside, g.Width()-x-1), role)
	if g.Width() >= twoColumns && g.Height() >= listed {
		split := g.Width() - listWidth
		s.list(g.Window(split, 3, listWidth, g.Height()-3))
		drawFacts(g.Window(0, 3, split-2, g.Height()-3), s.facts(false))
		return
	}
	drawFacts(g.Window(0, 2, g.Width(), g.Height()-2), s.facts(true))
}

// standing is the rest of the unit, how firm the figure is, and what stands behind
// the print.
func (s Shown) standing() string {
	own := &s.Vintage
	text := own.Unit
	if own.Currency != "" {
		text = strings.TrimPrefix(text, "national currency m, ")
	}
	text += " · " + own.Figure.Status.String()
	if own.Figure.Held {
		text += fmt.Sprintf(" · unrounded %g", own.Figure.Unrounded)
	}
	return text
}

// fact is a label and what it says.
type fact struct {
	label, text string
	role        cell.Role
}

func drawFacts(g *cell.Grid, list []fact) {
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

// facts are what is known of the figure, the most telling first; inline adds what
// other editions say.
func (s Shown) facts(inline bool) []fact {
	e := s.Edition
	var out []fact
	add := func(label, text string) { out = append(out, fact{label, text, cell.Plain}) }
	from := e.Name() + ", published " + e.Published
	if e.CutOff != "" {
		from += ", figures of " + e.CutOff
	}
	add("Edition", from)
	if inline {
		add("Printed", s.inWords())
	}
	if b := s.Beside; b != nil {
		text := b.Figure.String() + " %"
		if b.Difference.OK {
			text += " (" + format.Signed(b.Difference.Value) + " pp)"
		}
		add("SIPRI", text+"; "+strings.Join(b.Reasons, "; "))
	}
	counts := e.Definition
	if e.Source == "NATO" && e.PriceBase != "" {
		counts += "; price base " + e.PriceBase
	}
	add("Counts", counts)
	add("Checked", e.Witness+" (confidence "+e.Confidence+")")
	for _, w := range s.Warnings {
		out = append(out, fact{"Warning", w, cell.Warning})
	}
	for _, q := range s.oddities() {
		add("Known", q)
	}
	add("Held", e.Coverage)
	add("Table", s.Measure.String()+", "+s.Unit)
	for _, n := range s.Notes {
		add("Note", n)
	}
	return append(out, fact{"Source", s.Citation, cell.Faint})
}

// oddities are the quirks but the one that says why there is no figure: that is
// said at the top.
func (s Shown) oddities() []string {
	var out []string
	for _, q := range s.Quirks {
		if missing := s.Vintage.Missing; missing == "" || !strings.HasSuffix(q, missing) {
			out = append(out, q)
		}
	}
	return out
}

// inWords are the figures of the editions in one line.
func (s Shown) inWords() string {
	var parts []string
	for i := range s.Vintages {
		v := &s.Vintages[i]
		text := v.Edition.ID + " " + format.Figure(v.Figure)
		if v.Figure.Known() && v.Currency != s.Vintage.Currency {
			text += " " + v.Currency
		}
		if v.Revision.OK && v.Revision.Value.Units != 0 {
			text += " (" + format.Signed(v.Revision.Value) + ")"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return "by no edition of NATO's"
	}
	return strings.Join(parts, ", ")
}

// list draws what each edition printed, the one asked about marked, and where
// another thing is counted from on.
func (s Shown) list(g *cell.Grid) {
	g.Text(2, 0, "Edition", cell.Heading)
	g.Right(19, 0, "printed", cell.Heading)
	g.Right(28, 0, "revised", cell.Heading)
	y := 1
	for i := range s.Vintages {
		v := &s.Vintages[i]
		if i > 0 && v.Edition.Definition != s.Vintages[i-1].Edition.Definition {
			g.Fill(2, y, 28, '┄', cell.Axis)
			g.Text(3, y, cell.Cut(" "+v.Edition.Definition+" ", 27), cell.Faint)
			y++
		}
		role, printed := cell.Plain, cell.Unknown
		if s.Asked(v) {
			g.Set(0, y, '▌', cell.Cursor)
			role = cell.Strong
		}
		g.Text(2, y, v.Edition.ID, role)
		end := 18
		if v.Figure.Known() {
			printed = role
			if v.Figure.Status == figure.Estimate {
				end = 19 // the mark stands behind the digits, which stay in line
			}
			if v.Currency != s.Vintage.Currency {
				g.Text(20, y, v.Currency, cell.Faint)
			}
		}
		g.Right(end, y, format.Figure(v.Figure), printed)
		if v.Revision.OK {
			g.Right(28, y, format.Signed(v.Revision.Value), cell.Faint)
		}
		y++
	}
}
