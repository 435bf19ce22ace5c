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

// archive is the zip archive of a workbook. Only parts that are needed are unpacked.
type archive struct {
	files           map[string]*zip.File // by their paths in lower case
	elements, attrs int                  // upper bounds for the parts unpacked so far
	err             error                // the first error of require
}

// openArchive checks the directory of an archive before anything is unpacked. It trusts the sizes
// given there, because archive/zip refuses to unpack a part beyond its size.
func openArchive(content []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	switch {
	case err != nil:
		return nil, ErrNotWorkbook.errorf("its archive is broken or cut short: download or save the file again")
	case len(z.File) > maxParts:
		return nil, ErrTooLarge.errorf("%d parts in the workbook, at most %d are read", len(z.File), maxParts)
	}
	a := &archive{files: map[string]*zip.File{}}
	total, has := uint64(0), map[string]bool{} // names of files without folders
	for _, f := range z.File {
		n, name := f.UncompressedSize64, partName(f.Name)
		switch total += n; {
		case n > maxPart:
			return nil, ErrTooLarge.errorf("part %.80q unpacks to %d bytes, at most %d are read", f.Name, n, maxPart)
		case n > ratioFrom && n/maxRatio > f.CompressedSize64:
			return nil, ErrTooLarge.errorf("part %.80q is packed more than %d times", f.Name, maxRatio)
		case total > MaxUnpacked:
			return nil, ErrTooLarge.errorf("the workbook unpacks to more than %d bytes", MaxUnpacked)
		}
		a.files[name], has[path.Base(name)] = f, true
	}
	switch {
	case has["workbook.xml"]:
		return a, nil
	case has["workbook.bin"]:
		return nil, ErrNotWorkbook.errorf("it is a binary .xlsb workbook: save it as .xlsx")
	case has["content.xml"]:
		return nil, ErrNotWorkbook.errorf("it is in OpenDocument's format: save it as .xlsx or CSV")
	default:
		return nil, ErrNotWorkbook.errorf("it is an archive without a workbook: unpack it and import a file in it")
	}
}

// partName normalises a path in an archive. Spreadsheet programs ignore upper and lower case.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// checkColumns checks that a file is text in columns. The error names the kind of file, if known.
func checkColumns(content []byte) error {
	for _, k := range []struct{ start, what string }{
		{"\xd0\xcf\x11\xe0", "an old .xls workbook, or one with a password: save it as .xlsx without a password"},
		{"%PDF", "a PDF: NATO also publishes the tables as a workbook"},
		{"\x1f\x8b", "packed by gzip: unpack it first"},
	} {
		if bytes.HasPrefix(content, []byte(k.start)) {
			return ErrNotWorkbook.errorf("it is %s", k.what)
		}
	}
	text, err := read.Text(content)
	switch {
	case err == nil && strings.TrimSpace(text) == "":
		return ErrNotWorkbook.errorf("it is empty")
	case bytes.ContainsAny(content[:min(len(content), 4096)], ",;\t"): // in any encoding
		return nil
	case err != nil:
		return ErrNotWorkbook.errorf("it does not begin like a workbook")
	}
	return ErrNotWorkbook.errorf("it is text without columns separated by commas, semicolons or tabs")
}

// part unpacks the part with that name. It returns nil if there is none.
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
		return nil, ErrNotWorkbook.errorf("part %.80q cannot be unpacked (%v)", f.Name, err)
	}
	// These counts are cheap upper bounds. They spare the decoder parts with millions of elements.
	a.elements += bytes.Count(text, []byte("<")) - bytes.Count(text, []byte("</"))
	a.attrs += bytes.Count(text, []byte("="))
	switch {
	case a.elements > maxElements:
		return nil, ErrTooLarge.errorf("more than %d elements", maxElements)
	case a.attrs > maxAttrs:
		return nil, ErrTooLarge.errorf("more than %d attributes", maxAttrs)
	case crowded(text):
		return nil, ErrTooLarge.errorf("part %.80q: an element of more than %d attributes", f.Name, maxTagAttrs)
	}
	return text, nil
}

// crowded reports whether an element has more attributes than any program writes.
// The decoder would collect all of them before it could be stopped.
func crowded(text []byte) bool {
	for tag := range bytes.SplitSeq(text, []byte("<")) {
		if len(tag) > maxTagAttrs && bytes.Count(tag, []byte("=")) > maxTagAttrs {
			return true
		}
	}
	return false
}

// decode decodes a part into a value, which stays unchanged if there is no such part.
func (a *archive) decode(name string, to any) error {
	text, err := a.part(name)
	if text == nil || err != nil {
		return err
	}
	return partError(name, xml.Unmarshal(text, to))
}

// require decodes a part and keeps the error in a.err. After an error it does nothing.
func (a *archive) require(name string, to any) {
	if a.err == nil {
		a.err = a.decode(name, to)
	}
}

// partError adds the name of a part to an error, and ErrNotWorkbook if it has no kind; nil for nil.
func partError(name string, err error) error {
	switch {
	case err == nil:
		return nil
	case !errors.Is(err, ErrNotWorkbook) && !errors.Is(err, ErrTooLarge):
		err = ErrNotWorkbook.errorf("it is broken (%v)", err)
	}
	return fmt.Errorf("part %.80q: %w", name, err)
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// kind returns the last word of the relation's type. What precedes it has two spellings.
func (r relation) kind() string { return r.Type[strings.LastIndexByte(r.Type, '/')+1:] }

// relations returns a part's relations to other parts, with paths from the root of the archive.
func (a *archive) relations(part string) []relation {
	var list struct {
		All []relation `xml:"Relationship"`
	}
	dir, base := path.Split(part)
	a.require(dir+"_rels/"+base+".rels", &list)
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

// target returns the target of the first relation of a kind, or the usual path if there is none.
func target(relations []relation, kind, usual string) string {
	for _, r := range relations {
		if r.kind() == kind {
			return r.Target
		}
	}
	return usual
}

// escaped matches a character that XML cannot represent, as spreadsheet programs write it.
var escaped = regexp.MustCompile(`_x[[:xdigit:]]{4}_`)

// unescape replaces escapes such as "_x000D_". "_x005F_" is an underscore that would begin one.
func unescape(text string) string {
	return escaped.ReplaceAllStringFunc(text, func(sign string) string {
		n, _ := strconv.ParseUint(sign[len("_x"):len(sign)-1], 16, 16) // four hexadecimal digits, so it does not fail
		return string(rune(n))
	})
}

// number parses a count. It returns 0 for anything that is not a count, and a number
// above every limit for one that is too large.
func number(s string) int {
	n, err := strconv.ParseUint(s, 10, 31)
	if errors.Is(err, strconv.ErrRange) {
		return maxRow + 1
	}
	return int(n)
}

// reference parses a cell reference such as "AB12"; columns and rows count from 1.
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
