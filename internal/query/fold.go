package query

import (
	"strings"
	"unicode"
)

// fold is the form in which words are compared: lower case, without
// diacritics, with hyphens for blanks and underscores, so that "North
// Macedonia", "north-macedonia" and "NORTH_MACEDONIA" are one word.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsSpace(r) {
			return '-'
		}
		return unicode.ToLower(r)
	}, unaccent(s))
}

// unaccent drops diacritics and keeps the case.
func unaccent(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		lower := unicode.ToLower(r)
		switch plain := plainLetter(lower); {
		case unicode.Is(unicode.Mn, r): // a combining mark, from a decomposed text
		case plain == "":
			b.WriteRune(r)
		case lower != r:
			b.WriteString(strings.ToUpper(plain[:1]) + plain[1:])
		default:
			b.WriteString(plain)
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plainLetter is the letter without its diacritic, or "" where it has none. It
// knows the letters of the allies' languages: a table of all of Unicode would
// be a dependency for two dozen letters.
func plainLetter(r rune) string {
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å', 'ā', 'ă', 'ą':
		return "a"
	case 'ç', 'ć', 'č':
		return "c"
	case 'ď', 'đ', 'ð':
		return "d"
	case 'è', 'é', 'ê', 'ë', 'ē', 'ė', 'ę', 'ě':
		return "e"
	case 'ğ', 'ģ':
		return "g"
	case 'ì', 'í', 'î', 'ï', 'ī', 'į', 'ı':
		return "i"
	case 'ķ':
		return "k"
	case 'ĺ', 'ļ', 'ľ', 'ł':
		return "l"
	case 'ñ', 'ń', 'ņ', 'ň':
		return "n"
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ő':
		return "o"
	case 'ŕ', 'ř':
		return "r"
	case 'ś', 'ş', 'š', 'ș':
		return "s"
	case 'ť', 'ţ', 'ț':
		return "t"
	case 'ù', 'ú', 'û', 'ü', 'ū', 'ů', 'ű', 'ų':
		return "u"
	case 'ý', 'ÿ':
		return "y"
	case 'ź', 'ż', 'ž':
		return "z"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'þ':
		return "th"
	}
	return ""
}
