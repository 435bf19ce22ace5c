package compare

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

func (v sides) table(g *cell.Grid, p *plan, s view.State) {
	g.Text(1, 0, format.Year(v.Year, v.Estimated), cell.Heading)
	for i := range p.n {
		g.Right(p.end(i), 0, plot.Called(&v.Columns[i], p.named), v.role(i, s.Focus))
		if p.own >= 0 {
			g.Right(p.end(i), 1, v.Lines[p.own].Cells[i].Currency, cell.Faint)
		}
		for y := range p.head {
			v.tag(g, p.label+i*p.column, y, p.column, -1, i)
		}
	}
	for row, i := range p.rows {
		if i >= 0 {
			v.line(g, p, p.head+row, i)
		}
	}
	if p.foot >= 0 {
		v.legend(g, p, s)
	}
}

// role returns the role of a column's name and, with an empty focus, of its line in charts.
func (v sides) role(i int, focus ally.Code) cell.Role {
	switch c := &v.Columns[i]; {
	case c.Code == focus:
		return cell.Selection
	case c.Ally == nil:
		return cell.Plain
	default:
		return plot.Hue(i)
	}
}

func (v sides) line(g *cell.Grid, p *plan, y, line int) {
	l := &v.Lines[line]
	f := p.form(l)
	x, nameRole := 1, cell.Plain
	switch {
	case l.Main:
		nameRole = cell.Heading
	case l.Signed:
		x = 2 // indented: derived from the line above
	}
	room := f.whole(l, p.value)
	if x := &l.Cells[0]; x.Known() {
		room = max(room, cell.BeforePoint(f.text(l, x)))
	}
	label := g.Window(0, y, p.slot(0).point-room-1, 1)
	x = label.Text(x, 0, cell.Cut(l.Name, label.Width()-x), nameRole)
	units := f.units(l)
	label.Text(x+1, 0, view.Fitting(label.Width()-x-1, units[:]...), cell.Faint)
	for i := range p.n {
		drawCell(g, p.slot(i), y, l, i, f)
		v.tag(g, p.label+i*p.column, y, p.column, line, i)
	}
}

// slot is the position of a value: the column where its decimal point is or would be, the cells
// from there to the end of the decimals, and the blank between the value and its marks.
type slot struct {
	point, fraction, pad int

	last bool // the last column, after which marks have room
}

func drawCell(g *cell.Grid, at slot, y int, l *analysis.ComparisonLine, i int, f form) {
	x := &l.Cells[i]
	if !x.Known() {
		g.Right(at.point+at.fraction+1, y, format.Missing(x.Verdict)+" ", cell.Unknown)
		return
	}
	glyph, glyphRole := format.Glyph(x.Verdict, x.Edge)
	r := cell.Plain
	switch {
	case x.Verdict == target.NotMember:
		r = cell.Unknown
	case l.Main:
		r = cell.Strong
	}
	text := f.text(l, x)
	if x.Broken {
		text = string(format.Break) + text
	}
	end := g.Text(at.point-cell.BeforePoint(text), y, text, r) + at.pad
	other := l.Signed && x.Verdict.Counted() // money on the other side of the level
	if x.Verdict != target.NoData && !l.Signed || other {
		g.Text(end, y, glyph, glyphRole)
	}
	if l.Level.Value != (figure.Decimal{}) && !l.Signed || other {
		end++ // after the mark of the verdict
	}
	switch {
	case f.crowded && !at.last && x.Status.Mark() != "": // the "e" has the room; the sentence names the ally that has most
	case x.Extreme > 0:
		g.Set(end, y, '▲', cell.Meets)
	case x.Extreme < 0:
		g.Set(end, y, '▼', cell.Below)
	}
}

// form is how the values of a line are shown: amounts in millions or billions, and with how many
// decimals.
type form struct {
	billions bool
	places   int  // the most decimals; −1: as printed
	crowded  bool // values fill their columns, so an actual figure has no blank in place of the "e"
}

// form returns the most detailed form in which the values of a line fit. Judged figures are
// shown as printed, whatever their width: 19.97 is not 20.0.
func (p *plan) form(l *analysis.ComparisonLine) form {
	if l.Level.Value != (figure.Decimal{}) {
		return form{places: -1, crowded: p.column == columnMin && slices.ContainsFunc(l.Cells[:p.n], func(x analysis.ComparisonCell) bool {
			return cell.Width(format.Number(x.Printed)) >= p.value
		})}
	}
	for _, f := range [...]form{{places: -1}, {billions: l.Amount, places: 1}} {
		if f.fits(l, p.n, p.value) {
			return f
		}
	}
	return form{billions: l.Amount}
}

// fits reports whether the first n values of a line fit. A signed value has the room of the "e"
// that it does not have, minus the room for the marks of the value before.
func (f form) fits(l *analysis.ComparisonLine, n, width int) bool {
	room := width
	if l.Signed {
		room++
	}
	for i := range l.Cells[:n] {
		x := &l.Cells[i]
		if x.Known() && cell.Width(strings.TrimRight(f.text(l, x), " ")) > room {
			return false
		}
		if !l.Signed {
			continue
		}
		room = width + 1
		if x.Extreme != 0 {
			room--
		}
		if x.Verdict.Counted() {
			room--
		}
	}
	return true
}

// text returns a value with its status mark or, unless the form is crowded, a blank instead.
func (f form) text(l *analysis.ComparisonLine, x *analysis.ComparisonCell) string {
	d := x.Printed
	switch {
	case f.billions:
		billions := d.Float() / 1000
		d = figure.Round(billions, uint8(f.places))
		if d.Units == 0 { // a gap of 41 million must not be shown as 0.0
			d = figure.Round(billions, 2)
		}
	case f.places >= 0 && int(d.Places) > f.places:
		d = figure.Round(d.Float(), uint8(f.places))
	}
	if l.Signed {
		return format.Signed(d) + " "
	}
	return format.Number(d) + cmp.Or(x.Status.Mark(), format.When(!f.crowded, " "))
}

// whole returns the room that most values need before the decimal point, in any year.
func (f form) whole(l *analysis.ComparisonLine, value int) int {
	switch {
	case l.Amount && !f.billions && l.Signed:
		return value // −106,318
	case l.Amount && !f.billions:
		return value - 1 // 116,326
	case value == valueMin:
		return 2 // 36.8
	default:
		return 5 // 2,118.6
	}
}

// units returns the unit of a line from its longest form to its shortest, which may be empty.
func (f form) units(l *analysis.ComparisonLine) [4]string {
	scale := format.When(l.Amount, "m")
	if f.billions {
		scale = "bn"
	}
	switch unit := strings.TrimSpace(l.Unit + " " + scale); {
	case l.Basis != "":
		return [...]string{unit + ", " + l.Basis, unit, scale, ""}
	case strings.HasPrefix(unit, "%"):
		return [4]string{unit, "%"}
	default:
		return [4]string{unit, scale}
	}
}

// legend explains the marks, and says how many columns and lines do not fit.
func (v sides) legend(g *cell.Grid, p *plan, s view.State) {
	columns, lines := len(v.Columns)-p.n, len(v.Lines)-len(p.rows) // rows has a blank only if all lines fit
	hidden := format.Join(", ",
		format.When(columns > 0, format.Counted(columns, "more ally", "more allies")),
		format.When(lines > 0, format.Counted(lines, "more line", "more lines")))
	end := g.Width() - 1
	if p.course != nil {
		end = p.label + p.n*p.column // before the rule
	}
	if hidden != "" {
		end = g.Right(end, p.foot, cell.Cut(hidden, end), cell.Plain) - 2
	}
	if s.Unexplained {
		return
	}
	view.Legend(g, p.foot, end, []view.Note{
		{Mark: "▲", Role: cell.Meets, Words: "most"}, {Mark: "▼", Role: cell.Below, Words: "least"},
		{Words: format.When(!v.Chosen && !s.HandedOn, "space pins allies")},
		{Words: format.When(p.label < labelFull, "money at current prices")},
	})
}

// list draws a list of the allies with the query's measure only.
func (v sides) list(g *cell.Grid, focus ally.Code) {
	n, name := min(len(v.Columns), g.Height()), v.widest()
	full := g.Width() >= 1+name+1+valueFull+marks
	if !full {
		name = table.CodeWidth
	}
	l, end := &v.Lines[0], 1+name+1+valueFull
	f, fraction := (&plan{n: n, widths: widths{value: valueFull}}).form(l), 0
	for i := range n {
		if c := &l.Cells[i]; c.Known() {
			text := f.text(l, c)
			fraction = max(fraction, cell.Width(text)-1-cell.BeforePoint(text)) // without the mark or blank at its end
		}
	}
	when := format.Since(v.Base, v.Year)
	since := slices.IndexFunc(v.Lines, func(l analysis.ComparisonLine) bool { return l.Signed && l.Name == when })
	for i := range n {
		g.Text(1, i, plot.Called(&v.Columns[i], full), v.role(i, focus))
		drawCell(g, slot{point: end - 1 - fraction, fraction: fraction, last: true}, i, l, i, f)
		v.tag(g, 0, i, g.Width(), 0, i)
		if since < 0 || !v.Lines[since].Cells[i].Known() {
			continue
		}
		if text := format.Signed(v.Lines[since].Cells[i].Printed) + " " + when; end+marks+1+cell.Width(text) <= g.Width() {
			g.Text(end+marks+1, i, text, cell.Faint)
		}
	}
}
