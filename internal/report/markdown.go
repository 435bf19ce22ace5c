package report

import (
	"bytes"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/terminal"
)

// writeMarkdown writes the document as Markdown. The columns of its tables are aligned in the
// source too, because Markdown is often read unrendered.
func writeMarkdown(b *bytes.Buffer, d *document.Document) {
	para := func(s string) {
		if s != "" {
			b.WriteString(s + "\n\n")
		}
	}
	text, level := d.IsText(), "##" // tables are pasted into a page; a text is a page of its own
	if text {
		level = "#"
	}
	para(level + " " + inMarkdown(d.Title))
	para("**" + inMarkdown(d.Edition) + "**" + inMarkdown(format.After(" · ", d.Level)+format.After(" · ", d.Result)))
	if text {
		para("**" + inMarkdown(d.Sentence) + "**")
	}
	for _, s := range d.Read() {
		if s.Title != "" {
			para(level + "# " + inMarkdown(s.Title))
		}
		if text && s.Chart != nil && s.Chart.Letters != nil {
			para("```text\n" + letters(s.Chart.Letters(proseWidth, false), terminal.Braille) + "```")
		}
		for _, line := range s.Lines {
			b.WriteString("- " + inMarkdown(line) + "\n")
		}
		if len(s.Lines) > 0 {
			b.WriteByte('\n')
		}
		for i := range s.Tables {
			if t := &s.Tables[i]; t.Title != "" {
				para("### " + inMarkdown(t.Title))
			}
			markdownTable(b, &s.Tables[i])
			b.WriteByte('\n')
		}
	}
	for _, s := range d.Remarks {
		para(inMarkdown(s))
	}
	if text {
		b.Truncate(b.Len() - 1)
		return
	}
	para(inMarkdown(d.Sentence))
	for _, s := range d.Notes {
		para("Note: " + inMarkdown(s) + ".")
	}
	b.WriteString("Source: " + inMarkdown(d.Citation) + "\n")
}

func markdownTable(b *bytes.Buffer, t *table.Table) {
	lines := make([]string, 2+len(t.Rows)) // the second line separates the head from the rows
	for _, i := range t.Shown(table.OnTables) {
		c := &t.Columns[i]
		column := []string{inMarkdown(c.Label()), "---"}
		for j := range t.Rows {
			column = append(column, inMarkdown(t.Rows[j].Cells[i].Shown))
		}
		width := 0
		for _, s := range column {
			width = max(width, cell.Width(s))
		}
		column[1] = strings.Repeat("-", width-1) + format.When(!c.Right, "-") + format.When(c.Right, ":")
		for j, s := range column {
			pad := strings.Repeat(" ", width-cell.Width(s))
			if c.Right {
				s = pad + s
			} else {
				s += pad
			}
			lines[j] += "| " + s + " "
		}
	}
	for _, line := range lines {
		b.WriteString(line + "|\n")
	}
}

// Characters that are markup anywhere in a line of Markdown, and those that are only at its start.
const (
	markup      = "\\`*[]<|~"
	startMarkup = "#>+-="
)

// inMarkdown returns text for Markdown, with markup escaped and control characters made visible.
func inMarkdown(s string) string {
	s = cell.Visible(s)
	signed := len(s) > 1 && s[1] >= '0' && s[1] <= '9' // a number, if s begins with a sign
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case strings.IndexByte(markup, c) >= 0,
			i == 0 && strings.IndexByte(startMarkup, c) >= 0 && strings.Trim(s, startMarkup) != "" && !signed,
			c == '_' && !(inWord(s, i-1) && inWord(s, i+1)),
			c == '&' && isEntity(s[i+1:]):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isEntity reports whether the text after "&" looks like a character reference, such as "amp;".
func isEntity(s string) bool {
	name, _, ended := strings.Cut(s, ";")
	return ended && name != "" && !strings.ContainsAny(name, " &")
}

// inWord reports whether s has a letter or a digit, or a byte of a character outside ASCII, at i.
// An underscore between two of them is not markup.
func inWord(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i] | 0x20
	return s[i] >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
}
