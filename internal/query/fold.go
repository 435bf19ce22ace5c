package query

import (
	"strings"
	"unicode"

	"allyscope/internal/ally"
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
	}, ally.Plain(s))
}
