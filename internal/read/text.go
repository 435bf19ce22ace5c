package read

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Text is the text of a file: UTF-8, or UTF-16 that begins with its mark. Marks of
// byte order at the beginning are no part of it. What is neither is named with its
// line, and what would be of use.
func Text(content []byte) (string, error) {
	if order := byteOrder(content); order != nil {
		return wide(content[2:], order)
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if at := bytes.IndexByte(content, 0); at >= 0 {
		const holdsNUL = "line %d holds a NUL byte: it is no text, or UTF-16 without a byte order mark; save it as UTF-8"
		return "", fmt.Errorf(holdsNUL, line(content, at))
	}
	for at := 0; at < len(content); {
		r, n := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && n == 1 {
			return "", fmt.Errorf("line %d is not UTF-8, but perhaps Latin-1 or Windows-1252 (byte %#02x); save it as UTF-8", line(content, at), content[at])
		}
		at += n
	}
	return string(content), nil
}

// byteOrder is the order of bytes in UTF-16 that begins with its mark, or nil.
func byteOrder(content []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return binary.BigEndian
	default:
		return nil
	}
}

func wide(content []byte, order binary.ByteOrder) (string, error) {
	if len(content)%2 != 0 {
		return "", errors.New("it begins as UTF-16 does, and is cut off within a character; save it as UTF-8")
	}
	units := make([]uint16, len(content)/2)
	for i := range units {
		if units[i] = order.Uint16(content[2*i:]); units[i] == 0 {
			return "", errors.New("it begins as UTF-16 does, and holds a NUL character: it is UTF-32, or no text; save it as UTF-8")
		}
	}
	return string(utf16.Decode(units)), nil
}

func line(content []byte, at int) int { return 1 + bytes.Count(content[:at], []byte("\n")) }

// Fault says in plain words what is wrong with CSV that cannot be parted into fields,
// and in which line. Other errors stay as they are, of line 0.
func Fault(err error) (line int, plain error) {
	at, ok := errors.AsType[*csv.ParseError](err)
	switch {
	case !ok:
		return 0, err
	case errors.Is(err, csv.ErrBareQuote):
		return at.Line, errors.New("a quotation mark stands within a field that does not begin with one")
	case errors.Is(err, csv.ErrQuote):
		return at.StartLine, errors.New("a quoted field does not end with its closing quotation mark")
	}
	return at.Line, at.Err
}
