package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/table"
)

// writeJSON writes the document as one object: its fields, a list of objects for
// each table, sentence, notes and citation. Rows stand on a line each, so that
// line tools and diffs are of use. Numbers are written as they were printed:
// 2.00 stays 2.00.
func writeJSON(b *bytes.Buffer, d *document.Document) {
	before := "{\n  "
	put := func(f document.Field) {
		b.WriteString(before)
		jsonField(b, f)
		before = ",\n  "
	}
	for _, f := range d.Fields {
		put(f)
	}
	for _, t := range d.Data() {
		b.WriteString(before)
		jsonTable(b, &t)
		before = ",\n  "
	}
	put(document.Field{ID: "sentence", Cell: table.Word(d.Sentence)})
	put(document.Words("notes", d.Notes))
	put(document.Field{ID: "citation", Cell: table.Word(d.Citation)})
	b.WriteString("\n}\n")
}

func jsonField(b *bytes.Buffer, f document.Field) {
	quote(b, f.ID)
	b.WriteString(": ")
	jsonValue(b, f)
}

func jsonValue(b *bytes.Buffer, f document.Field) {
	switch {
	case f.List:
		jsonFields(b, "[", f.Fields, jsonValue, "]")
	case !f.Object:
		jsonCell(b, f.Cell)
	case len(f.Fields) == 0:
		b.WriteString("null")
	default:
		jsonFields(b, "{", f.Fields, jsonField, "}")
	}
}

func jsonFields(b *bytes.Buffer, left string, fields []document.Field, write func(*bytes.Buffer, document.Field), right string) {
	b.WriteString(left)
	for i, f := range fields {
		if i > 0 {
			b.WriteString(", ")
		}
		write(b, f)
	}
	b.WriteString(right)
}

func jsonTable(b *bytes.Buffer, t *table.Table) {
	quote(b, t.ID)
	b.WriteString(": [")
	before, end := "\n    ", "]"
	for i := range t.Rows {
		var row []document.Field
		for j, c := range t.Columns {
			if c.On&table.OnJSON != 0 {
				row = append(row, document.Field{ID: c.ID, Cell: t.Rows[i].Cells[j]})
			}
		}
		jsonFields(b, before+"{", row, jsonField, "}")
		before, end = ",\n    ", "\n  ]"
	}
	b.WriteString(end)
}

// jsonCell is the cell's value: null where missing.
func jsonCell(b *bytes.Buffer, c table.Cell) {
	switch c.Kind {
	case table.IsWord:
		quote(b, c.Data)
	case table.IsNumber, table.IsFlag:
		b.WriteString(c.Data)
	default:
		b.WriteString("null")
	}
}

// quote writes a JSON string. What would steer a terminal is escaped, also where
// JSON does not ask for it.
func quote(b *bytes.Buffer, s string) {
	var q bytes.Buffer
	e := json.NewEncoder(&q)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)         //nolint:errchkjson // a string into memory: it cannot fail
	q.Truncate(q.Len() - 1) // the encoder ends with a line feed
	for _, r := range q.String() {
		if cell.Mark(r) == r {
			b.WriteRune(r)
			continue
		}
		for _, half := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(b, `\u%04x`, half)
		}
	}
}
