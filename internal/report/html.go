package report

import (
	"bytes"
	"embed"
	"html/template"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/svg"
	"allyscope/internal/table"
)

// pages are the template of a page and its style sheet. It prints to A4 in one
// column, needs nothing from the net, and never tells anything by colour alone:
// verdicts have their glyph and word.
//
//go:embed page.html page.css
var pages embed.FS

// writeHTML writes one file that needs no other.
func writeHTML(b *bytes.Buffer, d *document.Document) error {
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"colours": func() template.CSS { return template.CSS(svg.PageStyle()) }, //nolint:gosec // our own, of constants
		"picture": inline, "laid": layPage,
	}).ParseFS(pages, "*")
	if err != nil {
		return err
	}
	page := *d
	page.Title = strings.ReplaceAll(d.Title, " · ", ", ")
	return t.Execute(b, &page)
}

// inline is a picture as a part of a page.
func inline(p *document.Picture) (template.HTML, error) {
	var b strings.Builder
	err := svg.Write(&b, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence, Inline: true})
	return template.HTML(b.String()), err //nolint:gosec // our own drawing, which escapes its texts
}

// pageTable is a table as a page shows it.
type pageTable struct {
	*table.Table
	Heads []table.Head
	Lines []pageLine
}

// pageLine is a rule, or else a row.
type pageLine struct {
	Rule   *table.Rule
	Marked bool
	Cells  []pageCell
}

// pageCell is a cell with the names of its styles. One names its row.
type pageCell struct {
	Text, Class string
	Names       bool
}

func layPage(t table.Table) pageTable {
	out := pageTable{Table: &t}
	columns, named := t.Shown(table.OnTables), -1
	for _, i := range columns {
		out.Heads = append(out.Heads, t.Columns[i])
		if c := &t.Columns[i]; named < 0 && c.Lead && !c.Right {
			named = i
		}
	}
	t.Each(func(r *table.Rule) { out.Lines = append(out.Lines, pageLine{Rule: r}) }, func(j int) {
		line := pageLine{Marked: t.Rows[j].Marked}
		for _, i := range columns {
			x := &t.Rows[j].Cells[i]
			c := pageCell{Text: strings.TrimSpace(x.Shown), Class: styles[x.Role], Names: i == named}
			if t.Columns[i].Right {
				c.Class = strings.TrimSpace("n " + c.Class)
			}
			line.Cells = append(line.Cells, c)
		}
		out.Lines = append(out.Lines, line)
	})
	return out
}

// styles is a constant table of the styles of roles; most have none.
var styles = [cell.Roles]string{
	cell.Strong: "strong", cell.Faint: "faint", cell.Unknown: "unknown", cell.Meets: "meets", cell.Below: "below", cell.Edge: "edge",
}
