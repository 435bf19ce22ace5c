package lens

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// column is one column of the table.
type column struct {
	head  string
	cells []text
	width int
	left  bool // words stand at the left, numbers at the right
	need  int  // the smaller, the longer it stays where room is dear
}

// text is what stands in a cell.
type text struct {
	says string
	role cell.Role
}

// gap is what parts two columns.
const gap = 2

// plan is the table's columns and what each holds.
type plan struct {
	columns []column
	rows    []*analysis.LensRow
	bar     int // the column the counts are drawn from; 0: they are not
}

// planOf chooses the columns that a width has room for.
func planOf(l *analysis.Lens, rows []*analysis.LensRow, width int) plan {
	p := plan{rows: rows}
	p.add("edition", 0, true, rows, func(r *analysis.LensRow) text { return text{r.Edition.ID, cell.Plain} })
	p.add("published", 5, true, rows, func(r *analysis.LensRow) text { return text{r.Edition.Published, cell.Faint} })
	p.add(fmt.Sprintf("%d ", l.Year), 0, false, rows, value)
	if apart(rows) {
		p.add("in", 3, true, rows, func(r *analysis.LensRow) text { return text{basis(rows, r), cell.Faint} })
	}
	p.add("revised", 3, false, rows, revision)
	if l.Judged {
		p.add("", 1, true, rows, func(r *analysis.LensRow) text {
			says, role := glyph(r)
			return text{says, role}
		})
		p.add("verdict", 4, true, rows, func(r *analysis.LensRow) text { return text{verdict(r), cell.Plain} })
	}
	if counted(l) {
		p.add("meet "+l.Level.Value.String()+" %", 2, false, rows, count)
	}
	for p.width() > width && len(p.columns) > 2 {
		drop := 0
		for i := range p.columns {
			if p.columns[i].need >= p.columns[drop].need {
				drop = i
			}
		}
		if p.columns[drop].need == 0 {
			break
		}
		p.columns = append(p.columns[:drop], p.columns[drop+1:]...)
	}
	if at := p.width() + gap; counted(l) && width-at >= leastBar {
		p.bar = at
	}
	return p
}

func (p *plan) add(head string, need int, left bool, rows []*analysis.LensRow, of func(*analysis.LensRow) text) {
	c := column{head: head, need: need, left: left, width: cell.Width(head)}
	for _, r := range rows {
		t := of(r)
		c.cells = append(c.cells, t)
		c.width = max(c.width, cell.Width(t.says))
	}
	p.columns = append(p.columns, c)
}

// width is what the columns take, the mark of the edition on show before them.
func (p *plan) width() int {
	w := 1
	for i := range p.columns {
		w += p.columns[i].width + p.before(i)
	}
	return w
}

// before is the gap before a column: the verdict's mark and its word stand close.
func (p *plan) before(i int) int {
	switch {
	case i == 0:
		return 0
	case p.columns[i-1].head == "" && p.columns[i].left:
		return 1
	default:
		return gap
	}
}

// head draws the columns' names.
func (p *plan) head(g *cell.Grid, y int) {
	x := 1
	for i := range p.columns {
		c := &p.columns[i]
		x += p.before(i)
		switch {
		case p.before(i) == 1:
			g.Text(x-1-p.columns[i-1].width, y, c.head, cell.Heading) // over the mark too
		case c.left:
			g.Text(x, y, c.head, cell.Heading)
		default:
			g.Right(x+c.width, y, c.head, cell.Heading)
		}
		x += c.width
	}
}

// row draws the i-th row.
func (p *plan) row(g *cell.Grid, y int, r *analysis.LensRow, i int) {
	if r.Shown {
		g.Set(0, y, '▌', cell.Cursor)
	}
	x := 1
	for k := range p.columns {
		c := &p.columns[k]
		x += p.before(k)
		t := c.cells[i]
		if r.Shown && t.role == cell.Plain {
			t.role = cell.Strong
		}
		if c.left {
			g.Text(x, y, t.says, t.role)
		} else {
			g.Right(x+c.width, y, t.says, t.role)
		}
		x += c.width
	}
	if p.bar > 0 && r.Counted {
		bar(g.Window(p.bar, y, g.Width()-p.bar, 1), r.Count)
	}
}

// table draws the rows below their head and returns the row after them.
func table(g *cell.Grid, l *analysis.Lens, rows []*analysis.LensRow) int {
	p := planOf(l, rows, g.Width())
	p.head(g, 0)
	for i, r := range rows {
		p.row(g, 1+i, r, i)
	}
	return 1 + len(rows)
}

// value is the figure with its mark, or that there is none.
func value(r *analysis.LensRow) text {
	if !r.Figure.Known() {
		return text{format.Hanging(figure.Figure{}), cell.Unknown}
	}
	return text{format.Hanging(r.Figure), cell.Plain}
}

// revision is the difference to what was printed before; the first has none.
func revision(r *analysis.LensRow) text {
	if !r.Revision.OK {
		return text{"n/a", cell.Faint}
	}
	return text{format.Signed(r.Revision.Value), cell.Plain}
}

func glyph(r *analysis.LensRow) (string, cell.Role) {
	return format.Glyph(r.Verdict, r.KnifeEdge)
}

// verdict is the verdict in a word or two; the knife's edge says which side the
// figure takes.
func verdict(r *analysis.LensRow) string {
	switch r.Verdict {
	case target.NotMember:
		return "no member"
	case target.NoForces:
		return "no forces"
	default:
		return r.Verdict.Words()
	}
}

// apart tells whether the rows are in more than one unit whose difference
// matters: amounts are, shares are set side by side.
func apart(rows []*analysis.LensRow) bool {
	unit := ""
	for _, r := range rows {
		switch {
		case r.Unit == "" || strings.HasPrefix(r.Unit, "%"):
		case unit == "":
			unit = r.Unit
		case r.Unit != unit:
			return true
		}
	}
	return false
}

// basis is what tells a row's unit from the others': the price base or, where the
// currencies differ, the currency.
func basis(rows []*analysis.LensRow, r *analysis.LensRow) string {
	unit, base, _ := strings.Cut(r.Unit, ", ")
	for _, o := range rows {
		if before, _, _ := strings.Cut(o.Unit, ", "); before != unit && o.Unit != "" {
			return unit
		}
	}
	return strings.TrimSuffix(base, " and exchange rates")
}

// counted tells whether any edition's count says something.
func counted(l *analysis.Lens) bool {
	for i := range l.Rows {
		if l.Rows[i].Counted {
			return true
		}
	}
	return false
}

// count is how many meet the level, of how many.
func count(r *analysis.LensRow) text {
	if !r.Counted {
		return text{"n/a", cell.Unknown}
	}
	return text{fmt.Sprintf("%d of %d", r.Count.Meets, r.Count.WithForces), cell.Plain}
}

// leastBar is the least width a count is drawn with.
const leastBar = 10

// bar draws a count: a cell for each ally where there is room, those that meet
// the level first.
func bar(g *cell.Grid, c analysis.Count) {
	all := min(c.WithForces, g.Width())
	if all < 1 {
		return
	}
	meets := (c.Meets*all + c.WithForces/2) / c.WithForces
	g.Fill(0, 0, meets, '█', cell.BarMeets)
	g.Fill(meets, 0, all-meets, '░', cell.BarBelow)
}
