package compare

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/target"
	"allyscope/internal/tui/view"
)

// table draws heads, lines and the legend.
func (v *View) table(g *cell.Grid, s view.Scene) {
	c, p := v.drawn, &v.plan
	a := c.Answer
	year := fmt.Sprintf("%d", a.Year)
	if a.Estimated {
		year += "e"
	}
	g.Text(1, 0, year, cell.Heading)
	for i := range p.n {
		col, end := &c.Columns[i], p.end(i)
		title := code(col)
		if p.named {
			title = name(col)
		}
		r := role(c, i)
		if col.Code == s.Focus {
			r = cell.Selection
		}
		g.Right(end, 0, title, r)
		if p.head > 1 {
			g.Right(end, 1, col.Currency, cell.Faint)
		}
	}
	for row, i := range p.rows {
		if i >= 0 {
			v.line(g, p.head+row, &c.Lines[i])
		}
	}
	if p.foot >= 0 {
		v.legend(g, p.foot)
	}
}

// end is the column after a value's "e": the marks stand behind it.
func (p *plan) end(i int) int { return p.label + (i+1)*p.column - marks - p.pad }

// role is the role of a column's ally wherever it stands.
func role(c *analysis.Comparison, i int) cell.Role {
	if c.Columns[i].Ally == nil {
		return cell.Plain
	}
	return plot.Hue(i)
}

// line draws one line of the table.
func (v *View) line(g *cell.Grid, y int, l *analysis.ComparisonLine) {
	c, p := v.drawn, &v.plan
	f := formOf(l, p.n, p.value)
	x, nameRole := 1, cell.Plain
	switch {
	case l.Main:
		nameRole = cell.Heading
	case l.Measure == c.Answer.Measure:
		x = 2 // worked out from the line above
	}
	label := g.Window(0, y, p.label-1, 1)
	x = label.Text(x, 0, l.Name, nameRole)
	for _, unit := range f.units(l) {
		if unit != "" && x+1+cell.Width(unit) <= label.Width() {
			label.Text(x+1, 0, unit, cell.Faint)
			break
		}
	}
	for i := range p.n {
		cellOf(g, p.end(i), p.pad, y, l, i, f)
	}
}

// cellOf draws a value before column end, and its marks pad cells behind it.
func cellOf(g *cell.Grid, end, pad, y int, l *analysis.ComparisonLine, i int, f form) {
	x := &l.Cells[i]
	glyph, glyphRole := format.Glyph(x.Verdict, x.Edge)
	if !x.There() {
		text := "n/a "
		if x.Verdict == target.NotMember || x.Verdict == target.NoForces {
			text = glyph + " "
		}
		g.Right(end, y, text, cell.Unknown)
		return
	}
	r := cell.Plain
	switch {
	case x.Verdict == target.NotMember:
		r = cell.Unknown
	case l.Main:
		r = cell.Strong
	}
	g.Right(end, y, f.text(l, x), r)
	end += pad
	if x.Verdict != target.NoData && !l.Signed {
		g.Text(end, y, glyph, glyphRole)
	}
	if l.Level != (figure.Decimal{}) && !l.Signed {
		end++ // behind the verdict's mark
	}
	switch x.Extreme {
	case 1:
		g.Set(end, y, '▲', cell.Meets)
	case -1:
		g.Set(end, y, '▼', cell.Below)
	}
}

// form is how the values of a line are shown: the power of ten of an amount, and
// the decimals left out where the columns are too narrow for those printed.
type form struct {
	billions bool
	places   int // at most; −1: as printed
}

// formOf is the fullest form in which the first n values of a line fit. What is
// judged is shown as printed, whatever its width: 19.97 is not 20.0.
func formOf(l *analysis.ComparisonLine, n, width int) form {
	if l.Level != (figure.Decimal{}) {
		return form{places: -1}
	}
	forms := [...]form{{false, -1}, {false, 1}, {false, 0}}
	if l.Amount {
		forms = [...]form{{false, -1}, {true, 1}, {true, 0}}
	}
	if l.Signed {
		width++ // no "e" follows
	}
	for _, f := range forms {
		fits := true
		for i := range min(n, len(l.Cells)) {
			fits = fits && (!l.Cells[i].There() || cell.Width(strings.TrimRight(f.text(l, &l.Cells[i]), " ")) <= width)
		}
		if fits {
			return f
		}
	}
	return forms[len(forms)-1]
}

// text is a value with the mark of an estimate, or the blank in its place.
func (f form) text(l *analysis.ComparisonLine, x *analysis.ComparisonCell) string {
	d := x.Value
	switch {
	case f.billions:
		d = figure.Round(x.Value.Float()/1000, uint8(max(f.places, 0)))
		if d.Units == 0 { // a gap of 41 million is not none, nor the other way
			d = figure.Round(x.Value.Float()/1000, 2)
		}
	case f.places >= 0 && int(d.Places) > f.places:
		d = figure.Round(d.Float(), uint8(f.places))
	}
	if l.Signed {
		return format.Signed(d) + " "
	}
	if x.Status == figure.Estimate || x.Status == figure.Forecast {
		return format.Number(d) + "e"
	}
	return format.Number(d) + " "
}

// units are a line's unit in the form its values are shown in, the fullest first.
func (f form) units(l *analysis.ComparisonLine) [3]string {
	scale := ""
	switch {
	case l.Amount && f.billions:
		scale = "bn"
	case l.Amount:
		scale = "m"
	}
	unit := strings.TrimSpace(l.Unit + " " + scale)
	if l.Basis != "" {
		return [3]string{unit + ", " + l.Basis, unit, scale}
	}
	if strings.HasPrefix(unit, "%") {
		return [3]string{unit, "%"}
	}
	return [3]string{unit, scale}
}

// legend says what the marks mean, and what there was no room for.
func (v *View) legend(g *cell.Grid, y int) {
	c, p := v.drawn, &v.plan
	x := g.Text(1, y, "▲", cell.Meets)
	x = g.Text(x, y, " most ", cell.Faint)
	x = g.Text(x, y, "▼", cell.Below)
	x = g.Text(x, y, " least", cell.Faint)
	shown := 0
	for _, i := range p.rows {
		if i >= 0 {
			shown++
		}
	}
	if n := len(c.Columns) - p.n; n > 0 {
		x = more(g, x, y, fmt.Sprintf("%d more allies", n))
	}
	if !c.Chosen {
		x = more(g, x, y, "space pins allies")
	}
	if p.label < labelFull {
		x = more(g, x, y, "money at current prices")
	}
	where := ""
	if shown == p.limit {
		where = ": z"
	}
	switch n := len(c.Lines) - shown; {
	case n == 1:
		more(g, x, y, "1 more line"+where)
	case n > 1:
		more(g, x, y, fmt.Sprintf("%d more lines%s", n, where))
	}
}

// more adds a remark to the legend where it fits.
func more(g *cell.Grid, x, y int, text string) int {
	if text = " · " + text; x+cell.Width(text) > g.Width() {
		return x
	}
	return g.Text(x, y, text, cell.Faint)
}

// list names the allies below each other with the measure asked about.
func (v *View) list(g *cell.Grid, s view.Scene) {
	c, p := v.drawn, &v.plan
	l := &c.Lines[0]
	f := formOf(l, p.n, p.value)
	since := -1
	for i := range c.Lines {
		if c.Lines[i].Signed && c.Lines[i].Name == fmt.Sprintf("since %d", c.Answer.Base) {
			since = i
		}
	}
	for i := range p.n {
		col := &c.Columns[i]
		title, r := code(col), role(c, i)
		if p.named {
			title = name(col)
		}
		if col.Code == s.Focus {
			r = cell.Selection
		}
		g.Text(1, i, title, r)
		end := 1 + p.label + p.value
		cellOf(g, end, p.pad, i, l, i, f)
		if since < 0 || !c.Lines[since].Cells[i].There() {
			continue
		}
		if text := format.Signed(c.Lines[since].Cells[i].Value) + " " + c.Lines[since].Name; end+p.pad+marks+1+cell.Width(text) <= g.Width() {
			g.Text(end+p.pad+marks+1, i, text, cell.Faint)
		}
	}
}
