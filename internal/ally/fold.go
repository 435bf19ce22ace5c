package ally

import (
	"strings"
	"unicode"
)

// letters is a constant table of the letters of the allies' languages that have
// a plainer form. One of all of Unicode would be a dependency for a few dozen.
var letters = [...]struct{ plain, accented string }{
	{"a", "àáâãäåāăą"},
	{"c", "çćč"},
	{"d", "ďđð"},
	{"e", "èéêëēėęě"},
	{"g", "ğģ"},
	{"i", "ìíîïīįı"},
	{"k", "ķ"},
	{"l", "ĺļľł"},
	{"n", "ñńņň"},
	{"o", "òóôõöøő"},
	{"r", "ŕř"},
	{"s", "śşšș"},
	{"t", "ťţț"},
	{"u", "ùúûüūůűų"},
	{"y", "ýÿ"},
	{"z", "źżž"},
	{"ae", "æ"}, {"oe", "œ"}, {"ss", "ß"}, {"th", "þ"},
}

// Plain is the text without diacritics, in its own case: names are written with
// and without them.
func Plain(text string) string {
	if IsASCII(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !unicode.Is(unicode.Mn, r) { // a combining mark, of a text that has accents apart
			b.WriteString(plainLetter(r))
		}
	}
	return b.String()
}

func plainLetter(r rune) string {
	lower := unicode.ToLower(r)
	for _, l := range letters {
		switch {
		case r < 0x80 || !strings.ContainsRune(l.accented, lower):
		case lower != r:
			return strings.ToUpper(l.plain[:1]) + l.plain[1:]
		default:
			return l.plain
		}
	}
	return string(r)
}

// IsASCII tells whether the text has no letters but the plain ones.
func IsASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}
