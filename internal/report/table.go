package report

import (
	"bytes"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/terminal"
)

// proseWidth is how wide running text beneath a table is set where the table
// itself is narrower.
const proseWidth = 80

// piece is a text at a place of a line.
type piece struct {
	x    int
	text string
	role cell.Role
}

// page gathers lines and then writes them.
type page struct {
	lines [][]piece
	width int
}

func (p *page) add(pieces ...piece) { p.lines = append(p.lines, pieces) }

// gap adds an empty line.
func (p *page) gap() { p.add() }

// prose adds a text, broken into lines between words.
func (p *page) prose(text string, role cell.Role) {
	for _, line := range wrap(text, p.width) {
		p.add(piece{text: line, role: role})
	}
}

// wrap breaks a text into lines of at most width cells; a longer word has a line
// of its own. A number stays with its unit.
func wrap(text string, width int) []string {
	const glue = '\u00a0'
	text = strings.NewReplacer("US$ ", "US$"+string(glue), " %", string(glue)+"%", " pp", string(glue)+"pp").Replace(text)
	var out []string
	line := ""
	for w := range strings.SplitSeq(text, " ") {
		w = strings.ReplaceAll(w, string(glue), " ")
		switch {
		case line == "":
			line = w
		case cell.Width(line)+1+cell.Width(w) <= width:
			line += " " + w
		default:
			out, line = append(out, line), w
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// writeTable writes the document for people.
func writeTable(b *bytes.Buffer, d *Document, o Options) {
	layouts := make([]layout, len(d.Tables))
	p := &page{width: proseWidth}
	for i := range d.Tables {
		layouts[i] = d.Tables[i].layout(o.Width)
	}
	if len(layouts) > 0 {
		p.width = max(p.width, layouts[0].width)
	}
	if o.Width > 0 {
		p.width = min(p.width, o.Width)
	}
	p.head(d)
	for i := range d.Tables {
		if len(d.Tables[i].Rows) == 0 && i > 0 {
			continue
		}
		p.table(&d.Tables[i], layouts[i])
	}
	if len(d.Remarks) > 0 {
		p.gap()
	}
	for _, s := range d.Remarks {
		p.prose(s, cell.Plain)
	}
	p.gap()
	p.prose(d.Sentence, cell.Strong)
	for _, s := range d.Notes {
		p.prose("Note: "+s+".", cell.Plain)
	}
	p.prose("Source: "+d.Citation, cell.Faint)
	p.write(b, o)
}

// head adds title and edition, level and result: on one line each where they
// fit side by side.
func (p *page) head(d *Document) {
	p.pair(d.Title, cell.Strong, d.Edition, cell.Plain)
	if d.Level != "" {
		p.pair(d.Level, cell.Plain, d.Result, cell.Strong)
	}
	p.rule("", cell.Axis, "─")
}

func (p *page) pair(left string, l cell.Role, right string, r cell.Role) {
	if x := p.width - cell.Width(right); x >= cell.Width(left)+2 {
		p.add(piece{text: left, role: l}, piece{x: x, text: right, role: r})
		return
	}
	p.prose(left, l)
	p.prose(right, r)
}

// rule adds a line across, with a text near its beginning.
func (p *page) rule(text string, role cell.Role, stroke string) {
	if text != "" {
		text = strings.Repeat(stroke, 2) + " " + text + " "
	}
	p.add(piece{text: text + strings.Repeat(stroke, max(0, p.width-cell.Width(text))), role: role})
}

// layout is where a table's columns stand.
type layout struct {
	columns []int // the columns shown
	widths  []int
	tails   []int // room behind the digits for the marks of estimates
	gutter  int   // before the first column, for the marks of rows
	width   int
}

// between is how far columns stand apart.
const between = 2

// layout chooses the columns that fit a width (0: all) and measures them.
func (t *Table) layout(limit int) layout {
	var l layout
	for i := range t.Rows {
		if t.Rows[i].Marked {
			l.gutter = 2
		}
	}
	for i, c := range t.Columns {
		if c.On&(OnTables|OnScreen) == 0 || (c.Spare && !t.holds(i)) {
			continue
		}
		w, tail := max(cell.Width(c.Head), cell.Width(c.Under)), 0
		for j := range t.Rows {
			x := t.Rows[j].Cells[i]
			w, tail = max(w, cell.Width(x.Shown)-x.tail), max(tail, x.tail)
		}
		l.columns, l.widths, l.tails = append(l.columns, i), append(l.widths, w), append(l.tails, tail)
	}
	l.measure()
	for limit > 0 && l.width > limit && l.drop(t) {
		l.measure()
	}
	return l
}

// holds tells whether any row has a value in the column.
func (t *Table) holds(column int) bool {
	for i := range t.Rows {
		if t.Rows[i].Cells[column].Kind != Missing {
			return true
		}
	}
	return false
}

func (l *layout) measure() {
	l.width = l.gutter + between*max(0, len(l.columns)-1)
	for k, w := range l.widths {
		l.width += w + l.tails[k]
	}
}

// drop leaves out the column that can be spared first, if any can.
func (l *layout) drop(t *Table) bool {
	worst := -1
	for k, i := range l.columns {
		if d := t.Columns[i].Drop; d > 0 && (worst < 0 || d > t.Columns[l.columns[worst]].Drop) {
			worst = k
		}
	}
	if worst < 0 {
		return false
	}
	l.columns = append(l.columns[:worst:worst], l.columns[worst+1:]...)
	l.widths = append(l.widths[:worst:worst], l.widths[worst+1:]...)
	l.tails = append(l.tails[:worst:worst], l.tails[worst+1:]...)
	return true
}

// table adds a table: title, heads, rows with the rules between them.
func (p *page) table(t *Table, l layout) {
	if t.Title != "" {
		p.gap()
		p.add(piece{x: l.gutter, text: t.Title, role: cell.Heading})
	}
	p.add(l.line(t, func(i int) (string, int, cell.Role) { return t.Columns[i].Head, 0, cell.Heading })...)
	if l.under(t) {
		p.add(l.line(t, func(i int) (string, int, cell.Role) { return t.Columns[i].Under, 0, cell.Faint })...)
	}
	rules := t.Rules
	for j := 0; j <= len(t.Rows); j++ {
		for len(rules) > 0 && rules[0].At == j {
			if rules[0].Asked {
				p.rule(rules[0].Text, cell.Target, "─")
			} else {
				p.rule(rules[0].Text, cell.Reference, "┈")
			}
			rules = rules[1:]
		}
		if j == len(t.Rows) {
			break
		}
		r := &t.Rows[j]
		pieces := l.line(t, func(i int) (string, int, cell.Role) { return r.Cells[i].Shown, r.Cells[i].tail, r.Cells[i].Role })
		if r.Marked {
			pieces = append(pieces, piece{text: "▸", role: cell.Pin})
		}
		p.add(pieces...)
	}
}

// under tells whether any column has a second line of head.
func (l *layout) under(t *Table) bool {
	for _, i := range l.columns {
		if t.Columns[i].Under != "" {
			return true
		}
	}
	return false
}

// line sets a text for each column. Figures stand digit under digit: the mark of
// an estimate hangs behind them.
func (l *layout) line(t *Table, text func(column int) (s string, tail int, role cell.Role)) []piece {
	x := l.gutter
	out := make([]piece, 0, len(l.columns)+1)
	for k, i := range l.columns {
		s, tail, role := text(i)
		at := x
		if t.Columns[i].Right {
			at += l.widths[k] - (cell.Width(s) - tail)
		}
		out = append(out, piece{x: at, text: s, role: role})
		x += l.widths[k] + l.tails[k] + between
	}
	return out
}

// write puts the lines out: in a look, or without any escape sequence.
func (p *page) write(b *bytes.Buffer, o Options) {
	width := 1
	for _, line := range p.lines {
		for _, s := range line {
			width = max(width, s.x+cell.Width(s.text))
		}
	}
	g := cell.New(width, len(p.lines))
	for y, line := range p.lines {
		for _, s := range line {
			g.Text(s.x, y, s.text, s.role)
		}
	}
	if o.Style != nil {
		look := *o.Style
		look.Glyphs = o.Glyphs
		b.WriteString(terminal.NewWriter(look).String(g))
		b.WriteByte('\n')
		return
	}
	for y := range g.Height() {
		b.WriteString(strings.TrimRight(bare(g.Row(y), o.Glyphs), " "))
		b.WriteByte('\n')
	}
}

// bare is a row of cells as text alone.
func bare(row []cell.Cell, glyphs terminal.Glyphs) string {
	var b strings.Builder
	for _, c := range row {
		switch {
		case c.Rune == 0: // the second half of a wide rune
		case glyphs == terminal.ASCII:
			b.WriteRune(terminal.ToASCII(c.Rune))
		default:
			b.WriteRune(c.Rune)
		}
	}
	return b.String()
}
