package importer

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheet is the text of one worksheet.
type sheet struct {
	name  string
	rows  [][]string // the values themselves; "" is none
	shown [][]string // as their number formats show them; read when first asked for
}

// at returns the value of a cell, row and column counted from 0.
func (s *sheet) at(row, column int) string { return at(s.rows, row, column) }

func at(rows [][]string, row, column int) string {
	if row >= len(rows) || column >= len(rows[row]) {
		return ""
	}
	return rows[row][column]
}

// book is an opened workbook.
type book struct {
	file   *excelize.File
	sheets []*sheet
	text   int            // bytes of text read so far
	colour map[int]string // of a style's font
}

// openBook unpacks a workbook that guard has let pass, and reads its sheets.
func openBook(content []byte) (*book, error) {
	if err := guard(content); err != nil {
		return nil, err
	}
	// With both limits alike nothing is unpacked to the disk.
	f, err := excelize.OpenReader(bytes.NewReader(content),
		excelize.Options{UnzipSizeLimit: MaxUnpacked, UnzipXMLSizeLimit: MaxUnpacked})
	if err != nil {
		return nil, notWorkbook("it cannot be read (%v)", err)
	}
	b := &book{file: f, colour: map[int]string{}}
	names := f.GetSheetList()
	if len(names) > maxSheets {
		return nil, tooLarge("%d sheets, at most %d are read", len(names), maxSheets)
	}
	for _, name := range names {
		rows, err := b.rows(name, true)
		if err != nil {
			return nil, fmt.Errorf("sheet %.40q: %w", name, err)
		}
		b.sheets = append(b.sheets, &sheet{name: name, rows: rows})
	}
	return b, nil
}

// shown returns a cell as its number format shows it. Formatting costs more
// than reading, and most sheets of a workbook hold nothing that is read.
func (b *book) shown(s *sheet, row, column int) (string, error) {
	if s.shown == nil {
		rows, err := b.rows(s.name, false)
		if err != nil {
			return "", fmt.Errorf("sheet %.40q: %w", s.name, err)
		}
		s.shown = rows
	}
	return at(s.shown, row, column), nil
}

func (b *book) rows(name string, raw bool) ([][]string, error) {
	it, err := b.file.Rows(name)
	if err != nil {
		return nil, notWorkbook("it cannot be read (%v)", err)
	}
	defer it.Close() //nolint:errcheck // nothing was unpacked to the disk
	var rows [][]string
	for it.Next() {
		if len(rows) >= maxRow {
			return nil, tooLarge("more than %d rows", maxRow)
		}
		row, err := it.Columns(excelize.Options{RawCellValue: raw})
		if err != nil {
			return nil, notWorkbook("row %d cannot be read (%v)", len(rows)+1, err)
		}
		if len(row) > maxColumn {
			return nil, tooLarge("more than %d columns", maxColumn)
		}
		for i, text := range row {
			if b.text += len(text); b.text > maxText {
				return nil, tooLarge("more than %d bytes of text in the cells", maxText)
			}
			// A copy, so that a word does not keep the whole part it was cut from.
			row[i] = strings.Clone(text[:min(len(text), maxCell)])
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// formula tells whether a cell without a value has a formula all the same.
func (b *book) formula(s *sheet, row, column int) bool {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return false
	}
	f, err := b.file.GetCellFormula(s.name, name)
	return err == nil && f != ""
}

// formatted tells whether a cell has a number format, which says how many decimals
// are printed of it.
func (b *book) formatted(s *sheet, row, column int) bool {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return false
	}
	id, err := b.file.GetCellStyle(s.name, name)
	if err != nil {
		return false
	}
	style, err := b.file.GetStyle(id)
	return err == nil && (style.NumFmt != 0 || style.CustomNumFmt != nil)
}

// fontColour is the colour of a cell's text as RRGGBB, or "".
func (b *book) fontColour(s *sheet, row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return ""
	}
	id, err := b.file.GetCellStyle(s.name, name)
	if err != nil {
		return ""
	}
	if c, ok := b.colour[id]; ok {
		return c
	}
	c := ""
	if style, err := b.file.GetStyle(id); err == nil && style.Font != nil {
		c = strings.ToUpper(style.Font.Color)
		if c == "" && style.Font.ColorIndexed != 0 && style.Font.ColorIndexed < len(excelize.IndexedColorMapping) {
			c = excelize.IndexedColorMapping[style.Font.ColorIndexed]
		}
		c = c[max(0, len(c)-6):] // without the alpha excelize may leave before it
	}
	b.colour[id] = c
	return c
}

// dates returns when the workbook says it was printed and saved, newest
// knowledge first; the zero time is not said.
func (b *book) dates() (printed, saved time.Time) {
	p, err := b.file.GetDocProps()
	if err != nil {
		return time.Time{}, time.Time{}
	}
	saved, _ = time.Parse(time.RFC3339, p.Modified)
	return printedDate(b.file), saved
}

// printedDate reads the one property excelize does not hand out: the day the
// workbook was last printed, which for NATO's is the day it was published.
func printedDate(f *excelize.File) time.Time {
	v, ok := f.Pkg.Load("docProps/core.xml")
	text, isText := v.([]byte)
	if !ok || !isText {
		return time.Time{}
	}
	_, rest, found := strings.Cut(string(text), "lastPrinted>")
	if !found || len(rest) < len(time.DateOnly) {
		return time.Time{}
	}
	t, _ := time.Parse(time.DateOnly, rest[:len(time.DateOnly)])
	return t
}
