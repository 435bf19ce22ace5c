package format

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"allyscope/internal/figure"
)

// List is "Norway", "Norway and Sweden", "Norway, Sweden and Finland".
func List(words []string) string { return joined(words, " and ") }

// Either is "Norway", "Norway or Sweden", "Norway, Sweden or Finland".
func Either(words []string) string { return joined(words, " or ") }

func joined(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

// When are words that are said where something is so, and else are not.
func When(so bool, words string) string {
	if !so {
		return ""
	}
	return words
}

// Whenf is When of words that are filled in as by fmt.Sprintf.
func Whenf(so bool, words string, with ...any) string {
	if !so {
		return ""
	}
	return fmt.Sprintf(words, with...)
}

// After are words behind others, which are nothing without them.
func After(before, words string) string { return When(words != "", before+words) }

// Said are those of some words that say something.
func Said(words ...string) []string {
	return Each(words, func(s string) string { return s })
}

// Join puts together those of some words that say something.
func Join(by string, words ...string) string { return strings.Join(Said(words...), by) }

// Each is what is said of each of a list, where that is not zero.
func Each[T any, S comparable](list []T, say func(T) S) []S {
	return EachOf(list, func(x *T) S { return say(*x) })
}

// EachOf is Each of a list of what is too large to copy.
func EachOf[T any, S comparable](list []T, say func(*T) S) []S {
	var out []S
	for i := range list {
		if words := say(&list[i]); words != *new(S) {
			out = append(out, words)
		}
	}
	return out
}

// Count is how many of a list are so.
func Count[T any](list []T, so func(*T) bool) int { return len(EachOf(list, so)) }

// YearList is "2014–2016, 2020": years in ascending order, those in a row as spans.
func YearList(years []figure.Year) string {
	var parts []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		parts = append(parts, Years(years[i], years[j]))
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// Capital begins a text with a capital letter.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Lower begins a text with a small letter, unless that is of an abbreviation such as GDP.
func Lower(s string) string {
	if r := []rune(s); len(r) > 1 && !unicode.IsUpper(r[1]) {
		return string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return s
}

// Field is a text as a field of CSV: one that a spreadsheet would take for a formula stands
// behind an apostrophe, as the spreadsheet itself would write it. Numbers stay numbers.
func Field(s string) string {
	const computes = "=+-@"          // what a formula begins with
	bare := strings.TrimLeft(s, "'") // an apostrophe of the text's own is told apart by a second one
	if !strings.ContainsAny(bare[:min(1, len(bare))], computes) {
		return s
	}
	if strings.Trim(bare, "0123456789.eE+-") == "" { // else words such as "-inf", which a spreadsheet does not know
		if _, err := strconv.ParseFloat(bare, 64); err == nil {
			return s
		}
	}
	return "'" + s
}

// FieldText is the text that Field made a field of.
func FieldText(field string) string {
	if text, ok := strings.CutPrefix(field, "'"); ok && Field(text) == field {
		return text
	}
	return field
}
