package report

import (
	"bytes"
	"encoding/csv"
)

// writeCSV writes the document's first table as RFC 4180 has it, but for plain
// line feeds: a carriage return at the end of the last field is what every
// script trips over, and every reader of CSV takes either.
func writeCSV(b *bytes.Buffer, d *Document, machine bool) {
	if len(d.Tables) == 0 {
		return
	}
	t := &d.Tables[0]
	w := csv.NewWriter(b)
	var record []string
	put := func(text func(i int, c Column) string) {
		record = record[:0]
		for i, c := range t.Columns {
			if c.On&OnCSV != 0 {
				record = append(record, text(i, c))
			}
		}
		_ = w.Write(record) // into memory: it cannot fail
	}
	put(func(_ int, c Column) string {
		if machine {
			return c.ID
		}
		return c.heading()
	})
	for i := range t.Rows {
		put(func(j int, _ Column) string { return t.Rows[i].Cells[j].field(machine) })
	}
	w.Flush()
}

// field is the cell in CSV: empty where missing. Words of people's CSV say yes
// and no.
func (c Cell) field(machine bool) string {
	if c.Kind == Flag && !machine {
		return c.Shown
	}
	return c.Data
}
