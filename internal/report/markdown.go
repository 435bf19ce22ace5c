package report

import (
	"bytes"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/table"
)

// writeMarkdown writes pipe tables, aligned in the source too: Markdown is read
// raw as often as not.
func writeMarkdown(b *bytes.Buffer, d *document.Document) {
	para := func(s string) {
		if s != "" {
			b.WriteString(s + "\n\n")
		}
	}
	text, level := d.IsText(), "##" // tables go into somebody's page, a text is one
	if text {
		level = "#"
	}
	para(level + " " + d.Title)
	para("**" + d.Edition + "**" + joined(" · ", d.Level, d.Result))
	if text {
		para("**" + d.Sentence + "**")
	}
	for _, s := range d.Parts() {
		if s.Title != "" {
			para(level + "# " + s.Title)
		}
		if s.Spark != "" {
			para("`" + s.Spark + "`")
		}
		if len(s.Lines) > 0 {
			para("- " + strings.Join(s.Lines, "\n- "))
		}
		for i := range s.Tables {
			if t := &s.Tables[i]; t.Title != "" {
				para("### " + t.Title)
			}
			markdownTable(b, &s.Tables[i])
			b.WriteByte('\n')
		}
	}
	for _, s := range d.Remarks {
		para(s)
	}
	if text {
		b.Truncate(b.Len() - 1)
		return
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

func markdownTable(b *bytes.Buffer, t *table.Table) {
	columns := t.Shown(table.OnTables)
	widths := make([]int, len(columns))
	for k, i := range columns {
		widths[k] = max(3, cell.Width(escapePipes(t.Columns[i].Label())))
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
	line(func(i int) string { return t.Columns[i].Label() })
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
