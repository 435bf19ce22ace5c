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

// pages are the template of a page and its style sheet. It prints to A4, needs nothing from
// the net, and tells nothing by colour alone: verdicts have their glyph and word.
//
//go:embed page.html page.css
var pages embed.FS

func writeHTML(b *bytes.Buffer, d *document.Document) error {
	t := template.Must(template.New("page.html").Funcs(template.FuncMap{
		"colours": func() template.CSS { return template.CSS(svg.PageStyle()) }, //nolint:gosec // our own, of constants
		"picture": inline, "laid": layPage, "trim": strings.TrimSpace,
		"class": func(right bool, r cell.Role) string { return strings.TrimSpace(format.When(right, "n ") + styles[r]) },
	}).ParseFS(pages, "*"))
	page := *d
	page.Title = strings.ReplaceAll(d.Title, " · ", ", ")
	return t.Execute(b, &page)
}

func inline(p *document.Picture) (template.HTML, error) {
	var b strings.Builder
	err := svg.Write(&b, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence, Inline: true})
	return template.HTML(b.String()), err //nolint:gosec // our own drawing, which escapes its texts
}

// pageTable is a table as a page shows it: with the columns shown, and the one that names a row.
type pageTable struct {
	*table.Table
	Shown []int
	Named int
	Lines []pageLine
}

// pageLine is a rule, or else a row.
type pageLine struct {
	*table.Rule
	*table.Row
}

func layPage(t table.Table) pageTable {
	out := pageTable{Table: &t, Shown: t.Shown(table.OnTables), Named: -1}
	if i := slices.IndexFunc(out.Shown, func(i int) bool { return t.Columns[i].Lead && !t.Columns[i].Right }); i >= 0 {
		out.Named = out.Shown[i]
	}
	t.Each(func(r *table.Rule) { out.Lines = append(out.Lines, pageLine{Rule: r}) },
		func(j int) { out.Lines = append(out.Lines, pageLine{Row: &t.Rows[j]}) })
	return out
}

// styles is a constant table of the styles of roles; most have none.
var styles = [cell.Roles]string{
	cell.Strong: "strong", cell.Faint: "faint", cell.Unknown: "unknown", cell.Meets: "meets", cell.Below: "below", cell.Edge: "edge",
}
