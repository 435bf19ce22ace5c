package importer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// elements are those of a part, read one after another.
type elements struct{ *xml.Decoder }

// each hands over each element of a part as it begins; whoever takes one may read
// on to its end. A part that is not there has none.
func (a *archive) each(name string, take func(elements, xml.StartElement) error) error {
	text, err := a.part(name)
	if err != nil {
		return err
	}
	// Without a CharsetReader the decoder refuses every encoding but UTF-8.
	w := elements{xml.NewDecoder(bytes.NewReader(text))}
	for {
		t, err := w.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if e, begins := t.(xml.StartElement); err == nil && begins {
			err = take(w, e)
		}
		if err != nil {
			return broken(name, err)
		}
	}
}

// within is the next element inside the one being read; none, without a name, is
// that this has ended.
func (w elements) within() (xml.StartElement, error) {
	for {
		t, err := w.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t, nil
		case xml.EndElement:
			return xml.StartElement{}, nil
		}
	}
}

// read is the text of the element being read, up to its end.
func (w elements) read() (string, error) {
	var text strings.Builder
	for {
		t, err := w.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			err = w.Skip()
		case xml.EndElement:
			return unescape(text.String()), nil
		}
		if err != nil {
			return "", err
		}
	}
}

// phrase is the text of the element being read, up to its end: that of its runs,
// less how they are pronounced.
func (w elements) phrase() (string, error) {
	text := ""
	for {
		e, err := w.within()
		part := ""
		switch {
		case err != nil || e.Name.Local == "":
			return text, err
		case e.Name.Local == "t":
			part, err = w.read()
		case e.Name.Local == "r":
			part, err = w.phrase()
		default:
			err = w.Skip()
		}
		if text += part; err != nil {
			return "", err
		}
	}
}

// unescape brings back what XML cannot hold and spreadsheet programs write as
// "_x000D_"; "_x005F_" is the underscore of a text that looks so.
func unescape(text string) string {
	before, after, found := strings.Cut(text, "_x")
	if !found {
		return text
	}
	const digits = len("000D_")
	if len(after) >= digits && after[digits-1] == '_' {
		if n, err := strconv.ParseUint(after[:digits-1], 16, 16); err == nil {
			return before + string(rune(n)) + unescape(after[digits:])
		}
	}
	return before + "_x" + unescape(after)
}

// attr is an attribute of an element, "" where it has none by that name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
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
