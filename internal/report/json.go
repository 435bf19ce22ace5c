package report

import (
	"allyscope/internal/document"
	"allyscope/internal/table"
	"bytes"
	"encoding/json"
)

// writeJSON writes the document as one object: its fields, a list of objects for
// each table, sentence, notes and citation. Rows stand on a line each, so that
// line tools and diffs are of use. Numbers are written as they were printed:
// 2.00 stays 2.00.
func writeJSON(b *bytes.Buffer, d *document.Document) {
	b.WriteString("{\n")
	for _, f := range d.Fields {
		b.WriteString("  ")
		jsonField(b, f)
		b.WriteString(",\n")
	}
	for _, t := range d.Data() {
		jsonTable(b, &t)
	}
	b.WriteString(`  "sentence": `)
	quote(b, d.Sentence)
	b.WriteString(",\n  \"notes\": [")
	for i, n := range d.Notes {
		if i > 0 {
			b.WriteString(", ")
		}
		quote(b, n)
	}
	b.WriteString("],\n  \"citation\": ")
	quote(b, d.Citation)
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
		b.WriteByte('[')
		for i, g := range f.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			jsonValue(b, g)
		}
		b.WriteByte(']')
	case !f.Object:
		jsonCell(b, f.Cell)
	case len(f.Fields) == 0:
		b.WriteString("null")
	default:
		b.WriteByte('{')
		for i, g := range f.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			jsonField(b, g)
		}
		b.WriteByte('}')
	}
}

func jsonTable(b *bytes.Buffer, t *table.Table) {
	b.WriteString("  ")
	quote(b, t.ID)
	b.WriteString(": [")
	for i := range t.Rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    {")
		first := true
		for j, c := range t.Columns {
			if c.On&table.OnJSON == 0 {
				continue
			}
			if !first {
				b.WriteString(", ")
			}
			first = false
			quote(b, c.ID)
			b.WriteString(": ")
			jsonCell(b, t.Rows[i].Cells[j])
		}
		b.WriteByte('}')
	}
	if len(t.Rows) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("],\n")
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

// quote writes a JSON string.
func quote(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)         //nolint:errchkjson // a string into memory: it cannot fail
	b.Truncate(b.Len() - 1) // the encoder ends with a line feed
}
