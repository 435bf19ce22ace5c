package heat

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// published tells whether a row has a figure in any year; a zero, as SIPRI
// prints for an ally without forces, is none of an ally that has any.
func published(r *analysis.Row) bool {
	for _, f := range r.Readings {
		if f.Known() && f.Printed.Units != 0 {
			return true
		}
	}
	return false
}

// partly tells whether single figures are estimates in years that are not
// estimated as a whole: the heads of the columns then do not say which.
func partly(a *analysis.Answer) bool {
	for i := range a.Rows {
		for k, f := range a.Rows[i].Readings {
			if f.Status == figure.Estimate && !a.EstimatedIn(a.First+figure.Year(k)) {
				return true
			}
		}
	}
	return false
}

const noForces = "no armed forces"

// brush draws cells.
type brush struct {
	plan   *plan
	scale  scale
	ink    chart.Ink
	judged bool
	partly bool // estimates are marked one by one
}

// draw draws one figure: the number where there is room, and the mark of its
// distance in what is left.
func (b *brush) draw(g *cell.Grid, x, y int, r analysis.Reading, distance analysis.Delta) {
	p := b.plan
	mark, role, attr := b.mark(&r, distance)
	if b.partly && r.Status == figure.Estimate {
		attr |= cell.Underline
	}
	n := p.inner()
	if p.digits == 0 {
		if r.Verdict == target.NoData && !r.Known() && n >= 3 {
			g.Text(x, y, "n/a", role)
			return
		}
		b.fill(g, x, y, n, mark, role, attr)
		return
	}
	b.fill(g, x, y, p.digits, ' ', role, attr)
	text := "n/a"
	switch {
	case r.Known():
		text = format.Number(r.Printed)
		if mark == '0' {
			mark = ' '
		}
	case r.Verdict != target.NoData && r.Verdict != target.NotMeasurable:
		text = string(mark)
		mark = ' '
	default:
		mark = ' '
	}
	g.Right(x+p.digits, y, text, role, attr)
	b.fill(g, x+p.digits, y, n-p.digits, mark, role, attr)
}

func (b *brush) fill(g *cell.Grid, x, y, n int, r rune, role cell.Role, attr cell.Attr) {
	for i := range n {
		g.Put(x+i, y, cell.Cell{Rune: r, Role: role, Attr: attr})
	}
}

// mark is the mark of a figure, with its role. What is met is reversed too: a
// block among lines of text is seen before anything is read.
func (b *brush) mark(r *analysis.Reading, distance analysis.Delta) (rune, cell.Role, cell.Attr) {
	switch {
	case r.Verdict == target.NotMember:
		return '–', cell.Unknown, 0
	case !r.Known():
		return '·', cell.Unknown, 0
	case !distance.OK:
		return '?', cell.Unknown, 0
	case !b.judged && distance.Value.Units == 0:
		return '0', cell.Plain, 0 // neither above nor below: no level is met by it
	}
	shade, role := chart.Shade(b.ink, distance.Value.Float(), b.scale.span())
	if r.Edge {
		shade = '≈'
	}
	return b.side(shade, role)
}

// side is how a mark above or below is drawn: as met or missed where that is what
// is asked, in two colours that judge nothing elsewhere.
func (b *brush) side(r rune, role cell.Role) (rune, cell.Role, cell.Attr) {
	switch {
	case role == cell.Meets && b.judged:
		return r, cell.BarMeets, cell.Reverse
	case role == cell.Meets:
		return r, cell.Series1, cell.Reverse
	case b.judged:
		return r, role, 0
	default:
		return r, cell.Series2, 0
	}
}

// drawHead draws the years, the one asked about reversed, an "e" behind every
// estimated one.
func (d *drawing) drawHead(g *cell.Grid) {
	a, p := d.answer, d.plan
	for y := p.from; y <= p.to; y++ {
		g.Tag(p.column(y), 0, p.cw, p.head, cell.Hit{Year: int(y)})
	}
	if p.cw <= 2 {
		d.drawTimeline(g)
		return
	}
	for y := p.from; y <= p.to; y++ {
		role := cell.Faint
		if y == a.Year {
			role = cell.Selection
		}
		x := p.column(y)
		if p.digits > 4 {
			x += p.digits - 4 // the year's digits end where the figures' do
		}
		g.Text(x, 0, d.heading(y), role)
	}
}

// drawTimeline marks years too narrow for their names: an "e" for every estimated
// one and the mark of the one asked about, with some years by name above.
func (d *drawing) drawTimeline(g *cell.Grid) {
	a, p := d.answer, d.plan
	for y := p.from; y <= p.to; y++ {
		x := p.column(y)
		for k := range p.cw {
			switch {
			case y == a.Year:
				g.Set(x+k, p.head-1, '▼', cell.Cursor)
			case k == 0 && a.EstimatedIn(y):
				g.Set(x, p.head-1, 'e', cell.Estimate)
			default:
				g.Set(x+k, p.head-1, '·', cell.Axis)
			}
		}
	}
	if p.head < 2 {
		return
	}
	every := figure.Year(10)
	if p.cw == 2 {
		every = 5
	}
	now := format.Year(a.Year, a.EstimatedIn(a.Year))
	nowW := len(now)
	at := max(p.x, min(p.column(a.Year)-1, g.Width()-nowW))
	for y := p.from + (every-p.from%every)%every; y <= p.to; y += every {
		if x := p.column(y); (x+4 < at || x > at+nowW) && x+4 <= g.Width() {
			g.Text(x, 0, strconv.Itoa(int(y)), cell.Faint)
		}
	}
	g.Text(at, 0, now, cell.Selection)
}

// drawFoot spells out the figure the reader is at where no cell holds a number, and
// explains the marks.
func (d *drawing) drawFoot(g *cell.Grid) {
	p := d.plan
	if p.words > 0 {
		g.Text(table.Marks, p.h-1-p.legend, cell.Cut(d.reading(), p.w-table.Marks), cell.Strong)
	}
	if p.legend > 0 {
		d.drawLegend(g.Window(0, p.h-1, p.w, 1))
	}
}

// reading is the figure the reader is at in words.
func (d *drawing) reading() string {
	return analysis.Describe(d.answer, string(d.Focus), int(d.answer.Year))
}

// drawLegend explains the marks by the scale they stand on; what does not fit is
// left out, the most needed last.
func (d *drawing) drawLegend(g *cell.Grid) {
	p, end := d.plan, g.Width()-1
	if p.rows < p.of {
		text := strconv.Itoa(p.offset + 1)
		if p.rows > 1 {
			text += "–" + strconv.Itoa(p.offset+p.rows)
		}
		text += " of " + strconv.Itoa(p.of)
		end = g.Right(end, 0, text, cell.Plain) - 2
	}
	x := d.drawScale(g, end)
	if text := d.reading(); text != "" && p.words == 0 && x+2+cell.Width(text) <= end {
		end = g.Right(end, 0, text, cell.Strong) - 2
	}
	for _, t := range d.notes() {
		if x+2+cell.Width(t) > end {
			return
		}
		x = g.Text(x+2, 0, t, cell.Faint)
	}
}

// notes are what the scale does not say, the most needed first.
func (d *drawing) notes() []string {
	a := d.answer
	var out []string
	if d.from > a.First || d.to < a.Last {
		out = append(out, format.Years(d.from, d.to)+" shown")
	}
	if d.scale.against == analysis.AgainstBase {
		out = append(out, "against "+strconv.Itoa(int(a.Base)))
	}
	if a.Judged && a.Unjudged != "" {
		out = append(out, format.Stands(target.NotMeasurable, a.Level.Value))
	}
	if d.heat.partly {
		out = append(out, "underlined: estimate")
	}
	if d.OrderYear != a.Year {
		out = append(out, "order of "+strconv.Itoa(int(d.OrderYear)))
	}
	if d.scale.against == analysis.AgainstLevel {
		out = append(out, "≈ on the edge")
	}
	return append(out, "– not a member", "n/a not published")
}

// drawScale draws the marks between their bounds, from far below to far above,
// and returns the column after it. Where it has no room the two sides do.
func (d *drawing) drawScale(g *cell.Grid, end int) int {
	below, above := chart.Shades(d.Ink)
	pen := d.brush
	swatch := func(x int, r rune, role cell.Role) int {
		r, role, attr := pen.side(r, role)
		pen.fill(g, x, 0, 2, r, role, attr)
		return x + 2
	}
	unit := " %"
	if d.scale.unit == "pp" && d.scale.against != analysis.AgainstLevel {
		unit = " pp"
	}
	need := table.Marks + 6*2
	for i := -2; i <= 2; i++ {
		need += cell.Width(d.scale.bound(i)) + 2
	}
	x := table.Marks
	if need+cell.Width(unit) > end {
		if x+22 > end {
			return x
		}
		x = swatch(x, below[2], cell.Below)
		x = g.Text(x+1, 0, "below", cell.Plain) + 1
		x = swatch(x, above[2], cell.Meets)
		return g.Text(x+1, 0, d.scale.bound(0)+unit+" met", cell.Plain)
	}
	for i := 2; i >= 0; i-- {
		x = swatch(x, below[i], cell.Below) + 1
		if b := d.scale.bound(-i); i > 0 {
			x = g.Text(x, 0, b, cell.Faint) + 1
			continue
		}
		x = g.Text(x, 0, d.scale.bound(0)+unit, cell.Strong) + 1
	}
	for i := range 3 {
		x = swatch(x, above[i], cell.Meets)
		if i < 2 {
			x = g.Text(x+1, 0, d.scale.bound(i+1), cell.Faint) + 1
		}
	}
	return x
}
