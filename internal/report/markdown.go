package report

import (
	"bytes"
	"strings"

	"allyscope/internal/cell"
)

// writeMarkdown writes pipe tables, aligned in the source too: Markdown is read
// raw as often as not.
func writeMarkdown(b *bytes.Buffer, d *Document) {
	para := func(s string) {
		if s != "" {
			b.WriteString(s + "\n\n")
		}
	}
	para("## " + d.Title)
	para("**" + d.Edition + "**" + joined(" · ", d.Level, d.Result))
	for i := range d.Tables {
		t := &d.Tables[i]
		if len(t.Rows) == 0 && i > 0 {
			continue
		}
		if t.Title != "" {
			para("### " + t.Title)
		}
		t.markdown(b)
		b.WriteByte('\n')
	}
	for _, s := range d.Remarks {
		para(s)
	}
	para(d.Sentence)
	for _, s := range d.Notes {
		para("Note: " + s + ".")
	}
	b.WriteString("Source: " + d.Citation + "\n")
}

// joined is the parts that are not empty, each after the separator.
func joined(separator string, parts ...string) string {
	var s strings.Builder
	for _, p := range parts {
		if p != "" {
			s.WriteString(separator + p)
		}
	}
	return s.String()
}

// people are the columns people's tables show, all of them: what is read in a
// document can be as wide as it needs.
func (t *Table) people() []int {
	var out []int
	for i, c := range t.Columns {
		if c.On&OnTables != 0 && (!c.Spare || t.holds(i)) {
			out = append(out, i)
		}
	}
	return out
}

// label is a column's heading with its unit, on one line.
func (c Column) label() string {
	if c.Under == "" {
		return c.Head
	}
	return strings.TrimSpace(c.Head + " (" + c.Under + ")")
}

func (t *Table) markdown(b *bytes.Buffer) {
	columns := t.people()
	widths := make([]int, len(columns))
	for k, i := range columns {
		widths[k] = max(3, cell.Width(escapePipes(t.Columns[i].label())))
		for j := range t.Rows {
			widths[k] = max(widths[k], cell.Width(escapePipes(t.Rows[j].Cells[i].Shown)))
		}
	}
	line := func(text func(i int) string) {
		for k, i := range columns {
			s := escapePipes(text(i))
			pad := strings.Repeat(" ", widths[k]-cell.Width(s))
			if t.Columns[i].Right {
				s = pad + s
			} else {
				s += pad
			}
			b.WriteString("| " + s + " ")
		}
		b.WriteString("|\n")
	}
	line(func(i int) string { return t.Columns[i].label() })
	for k, i := range columns {
		left, right := "-", "-"
		if t.Columns[i].Right {
			right = ":"
		}
		b.WriteString("| " + left + strings.Repeat("-", widths[k]-2) + right + " ")
	}
	b.WriteString("|\n")
	for j := range t.Rows {
		line(func(i int) string { return t.Rows[j].Cells[i].Shown })
	}
}

func escapePipes(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
