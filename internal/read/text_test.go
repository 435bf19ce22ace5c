package read

import (
	"encoding/binary"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Of encodes a text as UTF-16 with a byte order mark.
func utf16Of(s string, order binary.AppendByteOrder) string {
	b := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestText(t *testing.T) {
	const s = "Türkiye\n€ 𝄞\n"
	for name, content := range map[string]string{
		"UTF-8": s, "with a mark": "\ufeff" + s, "UTF-16": utf16Of(s, binary.LittleEndian), "the other way round": utf16Of(s, binary.BigEndian),
	} {
		if got, err := Text([]byte(content)); err != nil || got != s {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for content, want := range map[string]string{
		"a\nT\xfcrkiye\n":                      "line 2 is not UTF-8, but perhaps Latin-1 or Windows-1252 (byte 0xfc); save it as UTF-8",
		"a\n\n\x80":                            "line 3 is not UTF-8",
		utf16Of("ab", binary.LittleEndian)[2:]: "line 1 contains a NUL byte: it is not text, or is UTF-16 without a byte order mark; save it as UTF-8",
		"\xff\xfe\x00\x00a\x00\x00\x00":        "it begins like UTF-16, but contains a NUL character: it is UTF-32",
		utf16Of("ab", binary.LittleEndian)[:5]: "it begins like UTF-16, but ends within a character",
	} {
		if got, err := Text([]byte(content)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %q, %v, want %s", content, got, err, want)
		}
	}
}

func TestIn(t *testing.T) {
	files := fstest.MapFS{"a": {Data: []byte("abc")}}
	if b, err := In(files, "a", 3); err != nil || string(b) != "abc" {
		t.Errorf("%q, %v", b, err)
	}
	if b, err := In(files, "a", 2); err == nil || err.Error() != "too large: at most 2 bytes are read" {
		t.Errorf("%q, %v", b, err)
	}
}

// FuzzText checks that Text returns valid UTF-8 for any bytes, or an error.
func FuzzText(f *testing.F) {
	f.Add([]byte("T\xfcrkiye"))
	f.Add([]byte(utf16Of("a\n𝄞", binary.BigEndian)))
	f.Add([]byte("\xff\xfe\x00\xd8"))
	f.Fuzz(func(t *testing.T, content []byte) {
		text, err := Text(content)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) {
			t.Fatalf("%q is read as %q", content, text)
		}
	})
}
