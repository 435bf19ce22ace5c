package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// writeJSON writes the document as one object: its fields, a list of objects for each table, the
// sentence, the notes and the citation. Each row is on its own line, for line tools and diffs.
// Numbers keep the decimals that were printed: 2.00 stays 2.00.
func writeJSON(b *bytes.Buffer, d *document.Document) {
	parts := format.Each(d.Fields, jsonField)
	for _, t := range d.Data() {
		parts = append(parts, quote(t.ID)+": "+jsonTable(&t))
	}
	parts = append(parts, jsonField(document.Field{ID: "sentence", Cell: table.Word(d.Sentence)}),
		jsonField(document.Words("notes", d.Notes)), jsonField(document.Field{ID: "citation", Cell: table.Word(d.Citation)}))
	b.WriteString("{\n  " + strings.Join(parts, ",\n  ") + "\n}\n")
}

func jsonField(f document.Field) string { return quote(f.ID) + ": " + jsonValue(f) }

func jsonValue(f document.Field) string {
	switch {
	case f.List:
		return "[" + strings.Join(format.Each(f.Fields, jsonValue), ", ") + "]"
	case f.Object && len(f.Fields) > 0:
		return "{" + strings.Join(format.Each(f.Fields, jsonField), ", ") + "}"
	case f.Object || f.Cell.Kind == table.IsMissing:
		return "null"
	case f.Cell.Kind == table.IsWord:
		return quote(f.Cell.Data)
	default:
		return f.Cell.Data
	}
}

func jsonTable(t *table.Table) string {
	var rows []string
	columns := t.Shown(table.OnJSON)
	for _, r := range t.Rows {
		row := document.Field{Object: true}
		for _, i := range columns {
			row.Fields = append(row.Fields, document.Field{ID: t.Columns[i].ID, Cell: r.Cells[i]})
		}
		rows = append(rows, "\n    "+jsonValue(row))
	}
	return "[" + strings.Join(rows, ",") + format.When(len(rows) > 0, "\n  ") + "]"
}

// quote returns s as a JSON string with control characters escaped, also those that JSON allows.
func quote(s string) string {
	var q bytes.Buffer
	var b strings.Builder
	e := json.NewEncoder(&q)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)         //nolint:errchkjson // a string, written to memory: cannot fail
	q.Truncate(q.Len() - 1) // the encoder adds a line feed
	for _, r := range q.String() {
		if cell.Mark(r) == r {
			b.WriteRune(r)
			continue
		}
		for _, half := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, `\u%04x`, half)
		}
	}
	return b.String()
}
