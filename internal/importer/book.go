package importer

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
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

// phrase is a text in XML: that of its runs, less how they are pronounced.
type phrase struct {
	Text []string `xml:"t"`
	Runs []phrase `xml:"r"`
}

func (p phrase) String() string {
	text := unescape(strings.Join(p.Text, ""))
	for _, r := range p.Runs {
		text += r.String()
	}
	return text
}

// readStrings reads the texts that cells share.
func (b *book) readStrings(part string) error {
	var list struct {
		All []phrase `xml:"si"`
	}
	err := b.decode(part, &list)
	for _, p := range list.All {
		b.strings = append(b.strings, p.String())
	}
	return err
}

// xmlCell is a cell as its sheet has it.
type xmlCell struct {
	Ref     string    `xml:"r,attr"`
	Kind    string    `xml:"t,attr"`
	Style   string    `xml:"s,attr"`
	Formula *struct{} `xml:"f"`
	Value   string    `xml:"v"`
	Inline  phrase    `xml:"is"`
}

// readSheet reads the cells of a sheet.
func (b *book) readSheet(s *sheet, part string) error {
	var list struct {
		Rows []struct {
			Number string    `xml:"r,attr"`
			Cells  []xmlCell `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := b.decode(part, &list); err != nil {
		return err
	}
	row := 0
	for _, r := range list.Rows {
		row = max(row+1, number(r.Number))
		column := 0
		for i := range r.Cells {
			var err error
			if column, err = b.cell(s, &r.Cells[i], row, column); err != nil {
				return broken(part, err)
			}
		}
	}
	return nil
}

// cell reads a cell of a row, behind a column, and returns its own; both are counted
// from 1. Cells of a row must stand in order.
func (b *book) cell(s *sheet, x *xmlCell, row, before int) (column int, err error) {
	column = before + 1
	if x.Ref != "" {
		c, r, ok := reference(x.Ref)
		switch {
		case !ok:
			return column, notWorkbook("%.20q is no cell", x.Ref)
		case c <= before || r != row:
			return column, notWorkbook("cell %.20q stands out of order", x.Ref)
		}
		column = c
	}
	c := b.content(x)
	switch {
	case c.text == "" && !c.formula:
		return column, nil // how an empty cell looks does not matter
	case row > maxRow:
		return column, tooLarge("row %d is in use, at most %d are read", row, maxRow)
	case column > maxColumn:
		return column, tooLarge("column %d is in use, at most %d are read", column, maxColumn)
	}
	if b.text += len(c.text); b.text > maxText {
		return column, tooLarge("more than %d bytes of text in the cells", maxText)
	}
	c.text = c.text[:min(len(c.text), maxCell)]
	return column, b.put(s, row, column, c)
}

// put puts a cell into a sheet, which grows to hold it.
func (b *book) put(s *sheet, row, column int, c content) error {
	for len(s.rows) < row {
		s.rows = append(s.rows, nil)
	}
	cells := &s.rows[row-1]
	if b.extent += column - len(*cells); b.extent > maxExtent {
		return tooLarge("the sheets span more than %d cells", maxExtent)
	}
	*cells = append(*cells, make([]content, column-len(*cells))...)
	(*cells)[column-1] = c
	return nil
}

// content is what a cell holds.
func (b *book) content(x *xmlCell) content {
	c := content{style: number(x.Style), formula: x.Formula != nil}
	c.typed = x.Kind == "s" || x.Kind == "inlineStr" || x.Kind == "str"
	if x.Kind != "s" {
		c.text = cmp.Or(x.Inline.String(), unescape(x.Value))
	} else if n, err := strconv.Atoi(x.Value); err == nil && n >= 0 && n < len(b.strings) {
		c.text = b.strings[n]
	}
	return c
}
