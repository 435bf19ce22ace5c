package importer

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
)

// sheet is one worksheet.
type sheet struct {
	name string
	rows [][]content
}

// content is what a cell holds.
type content struct {
	text    string // the value itself, not as it is shown; "" is none
	style   int
	typed   bool // it is text, not a number
	formula bool
}

// place names a row as a spreadsheet does.
func (s *sheet) place(i int) string { return fmt.Sprintf("sheet %s row %d", squeeze(s.name), i+1) }

// at returns a cell, row and column counted from 0.
func (s *sheet) at(row, column int) content {
	if row >= len(s.rows) || column >= len(s.rows[row]) {
		return content{}
	}
	return s.rows[row][column]
}

// book is a workbook that has been read.
type book struct {
	*archive

	sheets       []*sheet
	strings      []string // that cells share
	styles       []style
	large        []string // sheets that are too large to be read, and why
	text, extent int      // bytes of text read so far, and cells up to the last of each row
}

// openBook reads the sheets of a workbook.
func openBook(content []byte) (*book, error) {
	a, err := openArchive(content)
	if err != nil {
		return nil, err
	}
	b := &book{archive: a}
	top, err := a.relations("")
	if err != nil {
		return nil, err
	}
	at := target(top, "officeDocument", "xl/workbook.xml")
	relations, err := a.relations(at)
	if err != nil {
		return nil, err
	}
	if err := b.readStrings(target(relations, "sharedStrings", "xl/sharedStrings.xml")); err != nil {
		return nil, err
	}
	if err := b.readStyles(target(relations, "styles", "xl/styles.xml")); err != nil {
		return nil, err
	}
	return b, b.readSheets(at, relations)
}

// readSheets reads the sheets in the order of their tabs. One that is no table of
// cells, such as a chart, is empty.
func (b *book) readSheets(at string, relations []relation) error {
	var list struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(at, &list); err != nil {
		return err
	}
	if len(list.Sheets) > maxSheets {
		return tooLarge("%d sheets, at most %d are read", len(list.Sheets), maxSheets)
	}
	for _, named := range list.Sheets {
		s := &sheet{name: named.Name}
		b.sheets = append(b.sheets, s)
		for _, r := range relations {
			if r.ID != named.ID || r.kind() != "worksheet" {
				continue
			}
			text, extent := b.text, b.extent
			err := b.readSheet(s, r.Target)
			if errors.Is(err, ErrTooLarge) { // the others may be all that is wanted
				b.large = append(b.large, fmt.Sprintf("sheet %s: %v", squeeze(s.name), err))
				s.rows, b.text, b.extent = nil, text, extent
			} else if err != nil {
				return fmt.Errorf("sheet %.40q: %w", s.name, err)
			}
			break
		}
	}
	return nil
}

// readStrings reads the texts that cells share.
func (b *book) readStrings(part string) error {
	return b.each(part, func(w elements, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := w.phrase()
		b.strings = append(b.strings, text)
		return err
	})
}

// readSheet reads the cells of a sheet.
func (b *book) readSheet(s *sheet, part string) error {
	r := sheetReader{book: b, sheet: s}
	return b.each(part, func(w elements, e xml.StartElement) error {
		r.elements = w
		switch e.Name.Local {
		case "row":
			r.row, r.column = max(r.row+1, number(attr(e, "r"))), 0
		case "c":
			return r.cell(e)
		}
		return nil
	})
}

// sheetReader is at a cell of a sheet, row and column counted from 1.
type sheetReader struct {
	elements

	book        *book
	sheet       *sheet
	row, column int
}

// cell reads one cell. Cells of a row must stand in order.
func (r *sheetReader) cell(e xml.StartElement) error {
	column, ref := r.column+1, attr(e, "r")
	if ref != "" {
		c, row, ok := reference(ref)
		switch {
		case !ok:
			return notWorkbook("%.20q is no cell", ref)
		case c <= r.column || (r.row > 0 && row != r.row):
			return notWorkbook("cell %.20q stands out of order", ref)
		}
		column, r.row = c, row
	}
	r.column, r.row = column, max(r.row, 1)
	c, err := r.content(e)
	if err != nil || (c.text == "" && !c.formula) {
		return err // how an empty cell looks does not matter
	}
	switch {
	case r.row > maxRow:
		return tooLarge("row %d is in use, at most %d are read", r.row, maxRow)
	case column > maxColumn:
		return tooLarge("column %d is in use, at most %d are read", column, maxColumn)
	}
	if b := r.book; len(c.text) > 0 {
		if b.text += len(c.text); b.text > maxText {
			return tooLarge("more than %d bytes of text in the cells", maxText)
		}
		c.text = c.text[:min(len(c.text), maxCell)]
	}
	return r.put(c)
}

// put puts a cell into the sheet, which grows to hold it.
func (r *sheetReader) put(c content) error {
	s := r.sheet
	for len(s.rows) < r.row {
		s.rows = append(s.rows, nil)
	}
	row := s.rows[r.row-1]
	r.book.extent += r.column - len(row)
	if r.book.extent > maxExtent {
		return tooLarge("the sheets span more than %d cells", maxExtent)
	}
	for len(row) < r.column {
		row = append(row, content{})
	}
	row[r.column-1] = c
	s.rows[r.row-1] = row
	return nil
}

// content reads what a cell holds, up to its end.
func (r *sheetReader) content(e xml.StartElement) (content, error) {
	kind := attr(e, "t")
	c := content{style: number(attr(e, "s")), typed: kind == "s" || kind == "inlineStr" || kind == "str"}
	for {
		inner, err := r.within()
		switch {
		case err != nil || inner.Name.Local == "":
			return c, err
		case inner.Name.Local == "f":
			c.formula, err = true, r.Skip()
		case inner.Name.Local == "is":
			c.text, err = r.phrase()
		case inner.Name.Local == "v" && kind == "s":
			c.text, err = r.read()
			n, wrong := strconv.Atoi(c.text)
			c.text = ""
			if wrong == nil && n >= 0 && n < len(r.book.strings) {
				c.text = r.book.strings[n]
			}
		case inner.Name.Local == "v":
			c.text, err = r.read()
		default:
			err = r.Skip()
		}
		if err != nil {
			return c, err
		}
	}
}
