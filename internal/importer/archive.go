package importer

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"allyscope/internal/read"
)

// archive is a workbook as it is kept. Parts that nothing asks for are not unpacked.
type archive struct {
	files           map[string]*zip.File // by their paths in lower case
	elements, attrs int                  // of the parts unpacked so far
	err             error                // why a part that it needs cannot be used
}

// openArchive looks at the directory of an archive before anything is unpacked, and judges
// it by what it says of itself: archive/zip refuses a part that unpacks to more than was said.
func openArchive(content []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	switch {
	case err != nil:
		return nil, ErrNotWorkbook.as("its archive is broken or cut short: fetch or save the file again")
	case len(z.File) > maxParts:
		return nil, ErrTooLarge.as("%d parts in the workbook, at most %d are read", len(z.File), maxParts)
	}
	a := &archive{files: map[string]*zip.File{}}
	total, has := uint64(0), map[string]bool{} // files by their names without folders
	for _, f := range z.File {
		n, name := f.UncompressedSize64, partName(f.Name)
		switch total += n; {
		case n > maxPart:
			return nil, ErrTooLarge.as("part %.80q unpacks to %d bytes, at most %d are read", f.Name, n, maxPart)
		case n > ratioFrom && n/maxRatio > f.CompressedSize64:
			return nil, ErrTooLarge.as("part %.80q is packed more than %d times", f.Name, maxRatio)
		case total > MaxUnpacked:
			return nil, ErrTooLarge.as("the workbook unpacks to more than %d bytes", MaxUnpacked)
		}
		a.files[name], has[path.Base(name)] = f, true
	}
	switch {
	case has["workbook.xml"]:
		return a, nil
	case has["workbook.bin"]:
		return nil, ErrNotWorkbook.as("it is a binary .xlsb workbook: save it as .xlsx")
	case has["content.xml"]:
		return nil, ErrNotWorkbook.as("it is in OpenDocument's format: save it as .xlsx or CSV")
	default:
		return nil, ErrNotWorkbook.as("it is an archive without a workbook in it: unpack what is to be read")
	}
}

// partName is a path in an archive as spreadsheet programs look it up: in any case.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// foreign says why a file that is no workbook is no text in columns either, or nothing.
func foreign(content []byte) error {
	for _, k := range []struct{ start, what string }{
		{"\xd0\xcf\x11\xe0", "an old .xls workbook, or one with a password: save it as .xlsx without one"},
		{"%PDF", "a PDF: NATO publishes the tables as a workbook beside it"},
		{"\x1f\x8b", "packed by gzip: unpack it first"},
	} {
		if bytes.HasPrefix(content, []byte(k.start)) {
			return ErrNotWorkbook.as("it is %s", k.what)
		}
	}
	text, err := read.Text(content)
	switch {
	case err == nil && strings.TrimSpace(text) == "":
		return ErrNotWorkbook.as("it is empty")
	case bytes.ContainsAny(content[:min(len(content), 4096)], ",;\t"): // in whatever encoding
		return nil
	case err != nil:
		return ErrNotWorkbook.as("it does not begin as a workbook does")
	}
	return ErrNotWorkbook.as("it is text that no comma, semicolon or tab parts into columns")
}

// part unpacks a part; nil where there is none by that name.
func (a *archive) part(name string) ([]byte, error) {
	f := a.files[partName(name)]
	if f == nil {
		return nil, nil
	}
	var text []byte
	r, err := f.Open()
	if err == nil {
		defer r.Close() //nolint:errcheck // read only
		text, err = io.ReadAll(io.LimitReader(r, maxPart+1))
	}
	if err != nil {
		return nil, ErrNotWorkbook.as("part %.80q cannot be unpacked (%v)", f.Name, err)
	}
	// Counting bytes is an upper bound that costs nothing: it keeps the decoder
	// from a part made of elements.
	a.elements += bytes.Count(text, []byte("<")) - bytes.Count(text, []byte("</"))
	a.attrs += bytes.Count(text, []byte("="))
	switch {
	case a.elements > maxElements:
		return nil, ErrTooLarge.as("more than %d elements", maxElements)
	case a.attrs > maxAttrs:
		return nil, ErrTooLarge.as("more than %d attributes", maxAttrs)
	case crowded(text):
		return nil, ErrTooLarge.as("part %.80q: an element of more than %d attributes", f.Name, maxTagAttrs)
	}
	return text, nil
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

// decode reads a part into a value; where there is none the value stays as it is.
func (a *archive) decode(name string, to any) error {
	text, err := a.part(name)
	if text == nil || err != nil {
		return err
	}
	return broken(name, xml.Unmarshal(text, to))
}

// need decodes a part without which the rest is of no use: where it cannot be used, none
// behind it is looked at.
func (a *archive) need(name string, to any) {
	if a.err == nil {
		a.err = a.decode(name, to)
	}
}

// broken is the error of a part that cannot be used, such as XML not in UTF-8.
func broken(name string, err error) error {
	switch {
	case err == nil:
		return nil
	case !errors.Is(err, ErrNotWorkbook) && !errors.Is(err, ErrTooLarge):
		err = ErrNotWorkbook.as("it is broken (%v)", err)
	}
	return fmt.Errorf("part %.80q: %w", name, err)
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// kind is the last word of the relation's type, which has two spellings before it.
func (r relation) kind() string { return r.Type[strings.LastIndexByte(r.Type, '/')+1:] }

// relations are those of a part, with paths from the top of the archive.
func (a *archive) relations(of string) []relation {
	var list struct {
		All []relation `xml:"Relationship"`
	}
	dir, base := path.Split(of)
	a.need(dir+"_rels/"+base+".rels", &list)
	var inside []relation
	for _, r := range list.All {
		if r.Mode != "External" {
			if !strings.HasPrefix(r.Target, "/") {
				r.Target = dir + r.Target
			}
			inside = append(inside, r)
		}
	}
	return inside
}

// target is where the first relation of a kind leads, or the usual place.
func target(relations []relation, kind, usual string) string {
	for _, r := range relations {
		if r.kind() == kind {
			return r.Target
		}
	}
	return usual
}

// escaped is a character that XML cannot hold, as spreadsheet programs write it.
var escaped = regexp.MustCompile(`_x[[:xdigit:]]{4}_`)

// unescape brings back what is written as "_x000D_"; "_x005F_" is the underscore of a text
// that looks so.
func unescape(text string) string {
	return escaped.ReplaceAllStringFunc(text, func(sign string) string {
		n, _ := strconv.ParseUint(sign[len("_x"):len(sign)-1], 16, 16) // four digits are a number
		return string(rune(n))
	})
}

// number is a count from 0 to a little beyond maxRow; what is no count is 0, and
// what is more stays more than any limit.
func number(s string) int {
	n, err := strconv.ParseUint(s, 10, 31)
	if errors.Is(err, strconv.ErrRange) {
		return maxRow + 1
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
