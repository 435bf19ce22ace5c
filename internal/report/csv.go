package report

import (
	"bytes"
	"encoding/csv"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Excel says how CSV is written for a spreadsheet that opens it with a double click.
type Excel uint8

// The variants of CSV. A spreadsheet expects the decimal sign of its user's locale.
const (
	NoExcel    Excel = iota // plain CSV
	ExcelPoint              // decimal points, fields separated by commas
	ExcelComma              // decimal commas, fields separated by semicolons
)

const byteOrderMark = "\ufeff" // tells a spreadsheet that the text is UTF-8

// writeCSV writes the document's first table as CSV or TSV. It follows RFC 4180 except for the line
// ends: those are plain line feeds, because scripts often trip over a carriage return after the
// last field, while readers of CSV accept both.
func writeCSV(b *bytes.Buffer, d *document.Document, f Format, o Options) {
	all := d.Data()
	if len(all) == 0 {
		return
	}
	t := &all[0]
	w := csv.NewWriter(b)
	switch {
	case f == AsTSV:
		w.Comma = '\t'
	case o.Excel == ExcelComma:
		w.Comma = ';'
	}
	if o.Excel != NoExcel {
		b.WriteString(byteOrderMark)
	}
	columns := t.Shown(table.OnCSV)
	record := make([]string, len(columns))
	put := func(text func(i int) string) {
		for k, i := range columns {
			record[k] = format.Field(cell.Visible(text(i)))
		}
		_ = w.Write(record) // writes to memory, which cannot fail
	}
	put(func(i int) string { return t.Columns[i].Field(o.Machine) })
	for _, row := range t.Rows {
		put(func(i int) string {
			x := &row.Cells[i]
			if text := x.Field(o.Machine); o.Excel != ExcelComma || x.Kind != table.IsNumber {
				return text
			}
			return strings.Replace(x.Data, ".", ",", 1)
		})
	}
	w.Flush()
}
