package report

import (
	"bytes"
	"embed"
	"html/template"
	"slices"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/svg"
	"allyscope/internal/table"
)

// pages holds the template of the page and its style sheet. The page prints to A4, loads nothing
// from the network, and says nothing by colour alone: a verdict has its glyph and its word too.
//
//go:embed page.html page.css
var pages embed.FS

func writeHTML(b *bytes.Buffer, d *document.Document) error {
	t := template.Must(template.New("page.html").Funcs(template.FuncMap{
		"colours": func() template.CSS { return template.CSS(svg.PageStyle()) }, //nolint:gosec // made of constants
		"picture": inlinePicture, "laid": newPageTable, "trim": strings.TrimSpace,
		"class": func(right bool, r cell.Role) string { return strings.TrimSpace(format.When(right, "n ") + styles[r]) },
	}).ParseFS(pages, "*"))
	page := *d
	page.Title = strings.ReplaceAll(d.Title, " · ", ", ")
	return t.Execute(b, &page)
}

// inlinePicture returns a picture as an SVG element.
func inlinePicture(p *document.Picture) (template.HTML, error) {
	var b strings.Builder
	err := svg.Write(&b, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence, Inline: true})
	return template.HTML(b.String()), err //nolint:gosec // svg.Write escapes its texts
}

// pageTable is a table laid out for the page.
type pageTable struct {
	*table.Table
	Shown []int // the columns shown
	Named int   // the column that names the row; -1: none
	Lines []pageLine
}

// pageLine is a line of the table: a rule or a row, the other one being nil.
type pageLine struct {
	*table.Rule
	*table.Row
}

func newPageTable(t table.Table) pageTable {
	out := pageTable{Table: &t, Shown: t.Shown(table.OnTables), Named: -1}
	if i := slices.IndexFunc(out.Shown, func(i int) bool { return t.Columns[i].Lead && !t.Columns[i].Right }); i >= 0 {
		out.Named = out.Shown[i]
	}
	t.Each(func(r *table.Rule) { out.Lines = append(out.Lines, pageLine{Rule: r}) },
		func(j int) { out.Lines = append(out.Lines, pageLine{Row: &t.Rows[j]}) })
	return out
}

// styles is a constant table of the CSS classes of roles; most roles have none.
var styles = [cell.Roles]string{
	cell.Strong: "strong", cell.Faint: "faint", cell.Unknown: "unknown", cell.Meets: "meets", cell.Below: "below", cell.Edge: "edge",
}
