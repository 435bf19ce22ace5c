package report

import (
	"bytes"
	"encoding/json"
)

// writeJSON writes the document as one object: its fields, a list of objects for
// each table, sentence, notes and citation. Rows stand on a line each, so that
// line tools and diffs are of use. Numbers are written as they were printed:
// 2.00 stays 2.00.
func writeJSON(b *bytes.Buffer, d *Document) {
	b.WriteString("{\n")
	for _, f := range d.Fields {
		b.WriteString("  ")
		f.json(b)
		b.WriteString(",\n")
	}
	for i := range d.Tables {
		d.Tables[i].json(b)
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

func (f Field) json(b *bytes.Buffer) {
	quote(b, f.ID)
	b.WriteString(": ")
	f.value(b)
}

func (f Field) value(b *bytes.Buffer) {
	switch {
	case f.List:
		b.WriteByte('[')
		for i, g := range f.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			g.value(b)
		}
		b.WriteByte(']')
	case !f.Object:
		f.Cell.json(b)
	case len(f.Fields) == 0:
		b.WriteString("null")
	default:
		b.WriteByte('{')
		for i, g := range f.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			g.json(b)
		}
		b.WriteByte('}')
	}
}

func (t *Table) json(b *bytes.Buffer) {
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
			if c.On&OnJSON == 0 {
				continue
			}
			if !first {
				b.WriteString(", ")
			}
			first = false
			quote(b, c.ID)
			b.WriteString(": ")
			t.Rows[i].Cells[j].json(b)
		}
		b.WriteByte('}')
	}
	if len(t.Rows) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("],\n")
}

// json is the cell's value: null where missing.
func (c Cell) json(b *bytes.Buffer) {
	switch c.Kind {
	case Word:
		quote(b, c.Data)
	case Number, Flag:
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
