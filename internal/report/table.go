package report

import (
	"bytes"
	"slices"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/terminal"
)

const proseWidth = 80 // the width of text below a narrower table

// page collects the lines of a document that is drawn for people.
type page struct {
	lines [][]table.Piece
	width int
}

// add adds a line, which is empty without pieces.
func (p *page) add(pieces ...table.Piece) { p.lines = append(p.lines, pieces) }

// prose adds a text, wrapped to the width of the page.
func (p *page) prose(text string, role cell.Role) {
	for _, line := range cell.Wrap(text, p.width, cell.AllLines) {
		p.add(table.Piece{Text: line, Role: role})
	}
}

// Draw draws the document as a table for people, on a grid as high as its number of lines.
func Draw(d *document.Document, o Options) *cell.Grid {
	fit := func(t *table.Table) table.Layout { return t.FitLines(table.OnTables|table.OnScreen, o.Width) }
	p := &page{width: proseWidth}
	parts := d.Read()
	if i := slices.IndexFunc(parts, func(s document.Section) bool { return len(s.Tables) > 0 }); i >= 0 {
		p.width = max(p.width, fit(&parts[i].Tables[0]).Width)
	}
	if o.Width > 0 {
		p.width = min(p.width, o.Width)
	}
	p.pair(d.Title, cell.Strong, d.Edition, cell.Plain)
	if d.Level != "" {
		p.pair(d.Level, cell.Plain, d.Result, cell.Strong)
	}
	p.rule("", cell.Axis, "─")
	if d.IsText() {
		p.prose(d.Sentence, cell.Strong)
	}
	for _, s := range parts {
		if s.Title != "" {
			p.add()
			p.prose(s.Title, cell.Heading)
		}
		if c := s.Chart; d.IsText() && c != nil && c.Letters != nil && p.width >= leastChart {
			p.chart(c.Letters(min(p.width, proseWidth), o.Glyphs == terminal.ASCII))
		}
		for _, line := range s.Lines {
			p.prose(line, cell.Plain)
		}
		for i := range s.Tables {
			p.table(&s.Tables[i], fit(&s.Tables[i]))
		}
	}
	if len(d.Remarks) > 0 {
		p.add()
	}
	for _, s := range d.Remarks {
		p.prose(s, cell.Plain)
	}
	if !d.IsText() {
		p.add()
		p.prose(d.Sentence, cell.Strong)
		for _, s := range d.Notes {
			p.prose("Note: "+s+".", cell.Plain)
		}
		p.prose("Source: "+d.Citation, cell.Faint)
	}
	return p.grid()
}

const leastChart = 60 // the least width of a page with charts

func (p *page) chart(g *cell.Grid) {
	for y := range g.Height() {
		var line []table.Piece
		for x, c := range g.Row(y) {
			if c.Rune > ' ' {
				line = append(line, table.Piece{X: x, Text: string(c.Rune), Role: c.Role})
			}
		}
		p.lines = append(p.lines, line)
	}
}

// pair adds two texts at the left and the right edge, or below each other if they do not fit.
func (p *page) pair(left string, l cell.Role, right string, r cell.Role) {
	if x := p.width - cell.Width(right); x >= cell.Width(left)+2 {
		p.add(table.Piece{Text: left, Role: l}, table.Piece{X: x, Text: right, Role: r})
		return
	}
	p.prose(left, l)
	p.prose(right, r)
}

// rule adds a horizontal line of strokes, with a text in it if there is one.
func (p *page) rule(text string, role cell.Role, stroke string) {
	if text != "" {
		text = strings.Repeat(stroke, 2) + " " + text + " "
	}
	p.add(table.Piece{Text: text + strings.Repeat(stroke, max(0, p.width-cell.Width(text))), Role: role})
}

func (p *page) table(t *table.Table, l table.Layout) {
	if t.Title != "" {
		p.add()
		for _, line := range cell.Wrap(t.Title, p.width-l.Gutter, cell.AllLines) {
			p.add(table.Piece{X: l.Gutter, Text: line, Role: cell.Heading})
		}
	}
	p.add(l.Heads()...)
	if units := l.Units(); units != nil {
		p.add(units...)
	}
	t.Each(func(r *table.Rule) {
		if r.Asked {
			p.rule(r.Text, cell.Target, "─")
		} else {
			p.rule(r.Text, cell.Reference, "┈")
		}
	}, func(j int) { p.lines = append(p.lines, l.Lines(j)...) })
	names := format.Each(slices.Sorted(slices.Values(l.Left)), func(i int) string { return t.Columns[i].Label() })
	if len(names) > 0 {
		p.prose("Left out for want of room: "+strings.Join(names, ", ")+".", cell.Faint)
	}
}

func (p *page) grid() *cell.Grid {
	width := 1
	for _, line := range p.lines {
		for _, s := range line {
			width = max(width, s.X+cell.Width(s.Text))
		}
	}
	g := cell.New(width, len(p.lines))
	for y, line := range p.lines {
		table.Draw(g, 0, y, line, cell.Plain)
	}
	return g
}

func writeTable(b *bytes.Buffer, d *document.Document, o Options) {
	g := Draw(d, o)
	if o.Style != nil {
		look := *o.Style
		look.Glyphs = o.Glyphs
		b.WriteString(terminal.NewWriter(look).String(g))
		b.WriteByte('\n')
		return
	}
	b.WriteString(letters(g, o.Glyphs))
}

// letters returns the lines of a grid as text without colours.
func letters(g *cell.Grid, glyphs terminal.Glyphs) string {
	var lines strings.Builder
	for y := range g.Height() {
		line := cell.Letters(g.Row(y))
		if glyphs == terminal.ASCII {
			line = toASCII(line)
		}
		lines.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return lines.String()
}
