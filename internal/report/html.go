package report

import (
	"bytes"
	"html"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/table"
)

// htmlStyle is the style sheet. It prints to A4 in one column, needs nothing
// from the net, and never tells anything by colour alone: verdicts have their
// glyph and word.
const htmlStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #59636e; --line: #d1d9e0; --meets: #0550ae; --below: #8a5a00; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #9198a1; --line: #3d444d; --meets: #79b8ff; --below: #f2cc60; --paper: #0d1117; } }
body { font: 15px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
header { border-bottom: 2px solid var(--ink); margin-bottom: 1rem; }
h1 { font-size: 1.35rem; margin: 0; } h2 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
header p { margin: .15rem 0 .5rem; color: var(--faint); } header b { color: var(--ink); }
.sentence { font-size: 1.05rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .18rem .5rem; text-align: left; white-space: nowrap; } td.n, th.n { text-align: right; }
thead th { border-bottom: 1px solid var(--ink); vertical-align: bottom; font-weight: 600; } thead small { display: block; font-weight: 400; color: var(--faint); }
tbody tr { border-bottom: 1px solid var(--line); } tbody th { font-weight: 400; } tr.marked th, tr.marked td { font-weight: 700; }
tr.rule td { border-top: 2px solid var(--below); border-bottom: 0; color: var(--below); font-weight: 600; font-size: .85rem; padding: 0 .5rem; } tr.reference td { border-top: 1px dashed var(--faint); color: var(--faint); font-weight: 400; }
.strong { font-weight: 600; } .faint, .unknown { color: var(--faint); } .meets { color: var(--meets); } .below, .edge { color: var(--below); }
footer { margin-top: 1.2rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .85rem; }
@page { size: A4; margin: 14mm; }
@media print { :root { --ink: #000; --faint: #444; --line: #bbb; --meets: #003c8f; --below: #6b4400; --paper: #fff; } html { font-size: 9.5pt; } body { font-size: 9pt; line-height: 1.28; max-width: none; margin: 0; padding: 0; } th, td { padding: .07rem .35rem; } h2 { margin-top: .9rem; } footer { margin-top: .7rem; } thead { display: table-header-group; } tr, footer, .sentence { break-inside: avoid; } }
`

// writeHTML writes one file that needs no other.
func writeHTML(b *bytes.Buffer, d *document.Document) {
	tag := func(name, attrs, text string) {
		if text != "" {
			b.WriteString("<" + name + attrs + ">" + html.EscapeString(text) + "</" + name + ">\n")
		}
	}
	title := strings.ReplaceAll(d.Title, " · ", ", ")
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	tag("title", "", title+" – "+d.Edition)
	b.WriteString("<meta name=\"generator\" content=\"allyscope\">\n<meta name=\"description\" content=\"" + html.EscapeString(d.Sentence) + "\">\n")
	b.WriteString("<style>" + htmlStyle + chartStyle() + "</style>\n</head>\n<body>\n<header>\n")
	tag("h1", "", title)
	b.WriteString("<p><b>" + html.EscapeString(d.Edition) + "</b>" + html.EscapeString(joined(" · ", d.Level)))
	if d.Result != "" {
		b.WriteString(" · <b>" + html.EscapeString(d.Result) + "</b>")
	}
	b.WriteString("</p>\n</header>\n")
	tag("p", ` class="sentence"`, d.Sentence)
	htmlChart(b, d)
	for i := range d.Tables {
		if len(d.Tables[i].Rows) > 0 || i == 0 {
			htmlTable(b, &d.Tables[i])
		}
	}
	for _, s := range d.Remarks {
		tag("p", "", s)
	}
	b.WriteString("<footer>\n")
	for _, s := range d.Notes {
		tag("p", "", "Note: "+s+".")
	}
	tag("p", "", "Source: "+d.Citation)
	b.WriteString("</footer>\n</body>\n</html>\n")
}

func htmlTable(b *bytes.Buffer, t *table.Table) {
	columns := t.Shown(table.OnTables)
	if t.Title != "" {
		b.WriteString("<h2>" + html.EscapeString(t.Title) + "</h2>\n")
	}
	b.WriteString("<table id=\"" + html.EscapeString(t.ID) + "\">\n<thead><tr>")
	for _, i := range columns {
		c := t.Columns[i]
		b.WriteString("<th scope=\"col\"" + classes(numeric(c)) + ">" + html.EscapeString(c.Head))
		if c.Unit != "" {
			b.WriteString("<small>" + html.EscapeString(c.Unit) + "</small>")
		}
		b.WriteString("</th>")
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	rules := t.Rules
	for j := 0; j <= len(t.Rows); j++ {
		for ; len(rules) > 0 && rules[0].At == j; rules = rules[1:] {
			class := "rule"
			if !rules[0].Asked {
				class = "rule reference"
			}
			b.WriteString("<tr class=\"" + class + "\"><td colspan=\"" + table.Whole(len(columns)).Data + "\">" + html.EscapeString(rules[0].Text) + "</td></tr>\n")
		}
		if j < len(t.Rows) {
			htmlRow(b, t, &t.Rows[j], columns)
		}
	}
	b.WriteString("</tbody>\n</table>\n")
}

func htmlRow(b *bytes.Buffer, t *table.Table, r *table.Row, columns []int) {
	if r.Marked {
		b.WriteString("<tr class=\"marked\">")
	} else {
		b.WriteString("<tr>")
	}
	named := false
	for _, i := range columns {
		c, x := t.Columns[i], r.Cells[i]
		name, scope := "td", ""
		if c.Lead && !c.Right && !named {
			name, scope, named = "th", ` scope="row"`, true
		}
		b.WriteString("<" + name + scope + classes(numeric(c), roleClass(x.Role)) + ">" + html.EscapeString(strings.TrimSpace(x.Shown)) + "</" + name + ">")
	}
	b.WriteString("</tr>\n")
}

func numeric(c table.Head) string {
	if c.Right {
		return "n"
	}
	return ""
}

// roleClass is the style of a role; most have none.
func roleClass(r cell.Role) string {
	switch r {
	case cell.Strong:
		return "strong"
	case cell.Faint:
		return "faint"
	case cell.Unknown:
		return "unknown"
	case cell.Meets:
		return "meets"
	case cell.Below:
		return "below"
	case cell.Edge:
		return "edge"
	default:
		return ""
	}
}

func classes(names ...string) string {
	s := joined(" ", names...)
	if s == "" {
		return ""
	}
	return ` class="` + s[1:] + `"`
}
