package report

import (
	"bytes"
	"encoding/csv"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// writeCSV writes the document's first table as RFC 4180 has it, but for plain
// line feeds: a carriage return at the end of the last field is what every
// script trips over, and every reader of CSV takes either.
func writeCSV(b *bytes.Buffer, d *document.Document, machine bool) {
	all := d.Data()
	if len(all) == 0 {
		return
	}
	t := &all[0]
	w := csv.NewWriter(b)
	var record []string
	put := func(text func(i int, c *table.Head) string) {
		record = record[:0]
		for i := range t.Columns {
			if c := &t.Columns[i]; c.On&table.OnCSV != 0 {
				record = append(record, format.Field(cell.Visible(text(i, c))))
			}
		}
		_ = w.Write(record) // into memory: it cannot fail
	}
	put(func(_ int, c *table.Head) string {
		if machine {
			return c.ID
		}
		return c.Heading()
	})
	for i := range t.Rows {
		put(func(j int, _ *table.Head) string { return t.Rows[i].Cells[j].Field(machine) })
	}
	w.Flush()
}
