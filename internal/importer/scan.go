package importer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// scan adds up what the parts of a workbook ask for.
type scan struct {
	elements, attrs int
	sheets, merges  int
	extent          int
}

// part counts the elements of one part and measures the sheet in it, if any.
func (s *scan) part(text []byte) error {
	// Counting bytes is an upper bound that costs nothing: it keeps the XML
	// decoder below, and excelize's after it, from a part made of elements.
	s.elements += bytes.Count(text, []byte("<")) - bytes.Count(text, []byte("</"))
	s.attrs += bytes.Count(text, []byte("="))
	switch {
	case s.elements > maxElements:
		return tooLarge("more than %d elements", maxElements)
	case s.attrs > maxAttrs:
		return tooLarge("more than %d attributes", maxAttrs)
	case crowded(text):
		return tooLarge("an element of more than %d attributes", maxTagAttrs)
	case bytes.IndexByte(text, 0) >= 0:
		return notWorkbook("it is not UTF-8") // excelize would decode it, and see what is not seen here
	}
	// Without a CharsetReader the decoder refuses every encoding but UTF-8.
	return s.measure(xml.NewDecoder(bytes.NewReader(text)))
}

// crowded tells whether one element has more attributes than any program
// writes: a decoder gathers all of them before it can be stopped.
func crowded(text []byte) bool {
	for tag := range bytes.SplitSeq(text, []byte("<")) {
		if len(tag) > maxTagAttrs && bytes.Count(tag, []byte("=")) > maxTagAttrs {
			return true
		}
	}
	return false
}

// measure walks over a part. Which part is a sheet is said elsewhere, and a
// hostile file may say it of any: so all are measured, but for two kinds whose
// rows or cells mean something else, and which must then lack the other.
func (s *scan) measure(d *xml.Decoder) error {
	at, root := cursor{}, ""
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return notWorkbook("it is broken (%v)", err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		name := start.Name.Local
		if root == "" {
			root = name
		}
		switch {
		case root == "externalLink" && name != "c", root == "calcChain" && name != "row":
			continue
		case root == "externalLink", root == "calcChain":
			return notWorkbook("a %s with a sheet in it", root)
		}
		if err := s.element(&at, start); err != nil {
			return err
		}
	}
}

// element takes one element of a sheet, of the list of sheets or of the styles
// into account.
func (s *scan) element(at *cursor, e xml.StartElement) error {
	ref, ok := single(e, "r")
	if !ok {
		return notWorkbook("an element with two references")
	}
	switch e.Name.Local {
	case "row":
		at.row, at.column = max(at.row+1, number(ref)), 0
		if at.row > maxRow {
			return tooLarge("row %d is in use, at most %d are read", at.row, maxRow)
		}
		s.extent++
	case "c":
		if err := s.cell(at, ref); err != nil {
			return err
		}
	case "sheet":
		s.sheets++
	case "mergeCell":
		s.merges++
	case "numFmt":
		if code, ok := single(e, "formatCode"); !ok || len(code) > maxFormat {
			return tooLarge("a number format of more than %d characters", maxFormat)
		}
	}
	return s.verdict()
}

// cursor is the last cell seen of a sheet.
type cursor struct{ row, column int }

// cell takes a cell into account. Cells of a row must stand in order: excelize
// trusts that the last one is the rightmost.
func (s *scan) cell(at *cursor, ref string) error {
	column := at.column + 1
	if ref != "" {
		c, row, ok := reference(ref)
		switch {
		case !ok:
			return notWorkbook("%.20q is no cell", ref)
		case row > maxRow:
			return tooLarge("row %d is in use, at most %d are read", row, maxRow)
		case c <= at.column || (at.row > 0 && row != at.row):
			return notWorkbook("cell %.20q stands out of order", ref)
		}
		column = c
	}
	if column > maxColumn {
		return tooLarge("column %d is in use, at most %d are read", column, maxColumn)
	}
	s.extent += column - at.column
	at.column = column
	return nil
}

// verdict tells whether a limit has been passed.
func (s *scan) verdict() error {
	switch {
	case s.sheets > maxSheets:
		return tooLarge("%d sheets or more, at most %d are read", s.sheets, maxSheets)
	case s.merges > maxMerges:
		return tooLarge("more than %d merged areas", maxMerges)
	case s.extent > maxExtent:
		return tooLarge("the sheets span more than %d cells", maxExtent)
	}
	return nil
}

// single is the one attribute of that name; two would be read differently by
// different readers.
func single(e xml.StartElement, name string) (value string, ok bool) {
	found := false
	for _, a := range e.Attr {
		if a.Name.Local == name {
			if found {
				return "", false
			}
			value, found = a.Value, true
		}
	}
	return value, true
}

// number is a count from 0 to a little beyond maxRow; what is no count is 0, and
// what is more stays more than any limit.
func number(s string) int {
	n, err := strconv.ParseUint(s, 10, 31)
	if err != nil {
		if errors.Is(err, strconv.ErrRange) {
			return maxRow + 1
		}
		return 0
	}
	return int(n)
}

// reference reads a cell reference such as "AB12".
func reference(s string) (column, row int, ok bool) {
	i := 0
	for ; i < len(s) && i < 4; i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	row = number(s[i:])
	return column, row, i > 0 && row > 0
}
