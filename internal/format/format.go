// Package format writes numbers, verdicts, years and lists as people read them, in the same way
// for every screen and document.
//
// It computes no figures, writes only English, and knows neither colours nor columns. Of
// machine-readable output it knows only how to quote a text field of CSV.
package format

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"allyscope/internal/figure"
)

// Number returns a decimal with thousands separators and a true minus sign: "116,326".
func Number(d figure.Decimal) string {
	s, negative := strings.CutPrefix(d.String(), "-")
	whole, _, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return When(negative, "−") + s
}

// Signed is Number with a plus or minus sign.
func Signed(d figure.Decimal) string {
	return When(!d.Negative(), "+") + Number(d)
}

// Percent returns a level or a share as readers write it: "3.5 %".
func Percent(d figure.Decimal) string { return Number(d) + " %" }

// Figure returns a figure as printed, with the mark of its status: "1.68", "3.27e", "n/a".
func Figure(f figure.Figure) string {
	if !f.Known() {
		return NotPublished
	}
	return Number(f.Printed) + f.Status.Mark()
}

// Hanging is Figure with a blank if there is no mark, so that decimal points align in a column.
func Hanging(f figure.Figure) string {
	return Figure(f) + When(f.Status.Mark() == "", " ")
}

// Status returns the status of a figure in words, " (estimate)", or "" for an actual figure.
func Status(f figure.Figure) string {
	return When(f.Status != figure.Actual, " ("+f.Status.String()+")")
}

// Points returns a difference in percentage points with two decimals, "+0.21", or with three if
// it would otherwise be zero, "+0.004".
func Points(v float64) string {
	d := figure.Round(v, 2)
	if d.Units == 0 && v != 0 {
		d = figure.Round(v, 3)
	}
	return Signed(d)
}

// Apart rounds a share to two decimals, or to as many as it takes to be on its side of a level:
// 1.80, but 1.996 for the level 2.
func Apart(v float64, level figure.Decimal) figure.Decimal {
	const most = 6
	d := figure.Round(v, 2)
	for d.Places < most && d.Cmp(level) != cmp.Compare(v, level.Float()) {
		d = figure.Round(v, d.Places+1)
	}
	return d
}

// Amount returns an amount given in millions, as billions from 1,000 on: "1.0 bn", "−999 m".
func Amount(millions float64) string {
	if whole := figure.Round(millions, 0); whole.Abs().Units < 1000 {
		return Number(whole) + " m"
	}
	return Number(figure.Round(millions/1000, 1)) + " bn"
}

// Money returns an amount, given in millions, without its sign: "US$ 1.0 bn", "less than US$ 1 m".
func Money(currency string, millions float64) string {
	if millions != 0 && figure.Round(millions, 0).Units == 0 {
		return "less than " + currency + " 1 m"
	}
	return currency + " " + Amount(math.Abs(millions))
}

// Unit returns a unit with "national currency" replaced by the currency, if that is not "".
func Unit(unit, currency string) string {
	return strings.Replace(unit, "national currency", cmp.Or(currency, "national currency"), 1)
}

// Billions returns an amount given in millions as signed billions for a column, with two decimals
// since the amounts of smaller allies are often below 0.1.
func Billions(millions float64) string { return Signed(figure.Round(millions/1000, 2)) }

// Counted returns a number with its noun: "1 ally", "2 allies".
func Counted(n int, one, many string) string {
	if n == 1 {
		many = one
	}
	return strconv.Itoa(n) + " " + many
}

// Of returns a count out of a number: "17 of 31".
func Of(n, of int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(of) }

// Part returns which part of a list is displayed: "3–7 of 31", "3 of 31".
func Part(before, shown, of int) string {
	return When(shown > 1, strconv.Itoa(before+1)+"–") + Of(before+shown, of)
}

// Ordinal returns "1st", "2nd", "3rd", "4th", "11th"…
func Ordinal(n int) string {
	last := n % 10
	if last > 3 || n%100/10 == 1 { // 11th to 13th as well
		last = 0
	}
	return strconv.Itoa(n) + [...]string{"th", "st", "nd", "rd"}[last]
}

// Place returns a place in a ranking, with "=" if it is shared: "=8".
func Place(rank int, tied bool) string {
	return When(tied, "=") + strconv.Itoa(rank)
}

// SortMark returns the mark of a sort order: greatest first, or reversed.
func SortMark(reverse bool) string {
	if reverse {
		return "△"
	}
	return "▾"
}

// Sorted returns the heading of the column that a list is sorted by.
func Sorted(head string, reverse bool) string {
	return strings.TrimSpace(head + " " + SortMark(reverse))
}

// Year returns a year as text, with an "e" if it is estimated.
func Year(y figure.Year, estimated bool) string {
	return strconv.Itoa(int(y)) + When(estimated, "e")
}

// HangingYear is Year with a blank if there is no mark, as the heading of Hanging figures.
func HangingYear(y figure.Year, estimated bool) string {
	return fmt.Sprintf("%-5s", Year(y, estimated))
}

// Years returns a span of years, "2014–2026", or a single year if both are the same.
func Years(from, to figure.Year) string {
	return strconv.Itoa(int(from)) + When(from != to, "–"+strconv.Itoa(int(to)))
}

// Since names the year that a change to y counts from: "since 2014", or "against 2024" if later.
func Since(from, y figure.Year) string {
	return When(from > y, "against") + When(from <= y, "since") + " " + strconv.Itoa(int(from))
}

// SinceHead is Since for the heading of a column: "vs" keeps it narrow.
func SinceHead(from, y figure.Year) string {
	return strings.Replace(Since(from, y), "against", "vs", 1)
}

// Moving returns words for a change, such as "rose most". If the change goes back from a later
// year to an earlier one, it replaces them by words for a comparison, "stood furthest above".
func Moving(words string, from, to figure.Year) string {
	if from <= to {
		return words
	}
	return strings.NewReplacer("rose most", "stood furthest above", "fell least", "stood least below", "rose least", "least above", "fell most", "furthest below",
		"rose", "stood higher", "up to", "at", "to", "at", "fallen below", "below", "no longer", "not",
		"places risen", fmt.Sprintf("places above those of %d", from), "places fallen", fmt.Sprintf("places below those of %d", from)).Replace(words)
}

// List joins names: "Norway", "Norway and Sweden", "Norway, Sweden and Finland".
func List(words []string) string { return joinLast(words, " and ") }

// Either joins alternatives: "Norway", "Norway or Sweden", "Norway, Sweden or Finland".
func Either(words []string) string { return joinLast(words, " or ") }

func joinLast(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

// When returns words if cond is true, else "".
func When(cond bool, words string) string {
	if !cond {
		return ""
	}
	return words
}

// Whenf is When with words formatted as by fmt.Sprintf.
func Whenf(cond bool, words string, args ...any) string {
	if !cond {
		return ""
	}
	return fmt.Sprintf(words, args...)
}

// After returns words with a prefix, or "" if words is empty.
func After(prefix, words string) string { return When(words != "", prefix+words) }

// Said returns the words that are not empty.
func Said(words ...string) []string {
	return Each(words, func(s string) string { return s })
}

// Join joins the words that are not empty.
func Join(separator string, words ...string) string { return strings.Join(Said(words...), separator) }

// Each returns the results of convert for the elements of a list, without the zero ones.
func Each[T any, S comparable](list []T, convert func(T) S) []S {
	return EachOf(list, func(x *T) S { return convert(*x) })
}

// EachOf is Each for elements that are too large to copy.
func EachOf[T any, S comparable](list []T, convert func(*T) S) []S {
	var out []S
	for i := range list {
		if x := convert(&list[i]); x != *new(S) {
			out = append(out, x)
		}
	}
	return out
}

// Count returns how many elements of a list match.
func Count[T any](list []T, match func(*T) bool) int { return len(EachOf(list, match)) }

// YearList lists years, given in ascending order, with consecutive ones as spans: "2014–2016, 2020".
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

// Capital returns a text with its first letter in upper case.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Lower returns a text with its first letter in lower case, unless it begins with two capitals.
func Lower(s string) string {
	if r := []rune(s); len(r) > 1 && !unicode.IsUpper(r[1]) {
		return string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return s
}

// Field returns a text as a field of CSV. A text that a spreadsheet would compute as a formula
// gets an apostrophe in front, as spreadsheets write it themselves. Numbers stay numbers.
func Field(s string) string {
	const starts = "=+-@"            // characters that a formula starts with
	bare := strings.TrimLeft(s, "'") // a text with an apostrophe of its own gets a second one
	if !strings.ContainsAny(bare[:min(1, len(bare))], starts) {
		return s
	}
	if strings.Trim(bare, "0123456789.eE+-") == "" { // ParseFloat also accepts "-inf", a spreadsheet does not
		if _, err := strconv.ParseFloat(bare, 64); err == nil {
			return s
		}
	}
	return "'" + s
}

// FieldText returns the text from which Field made the field.
func FieldText(field string) string {
	if text, ok := strings.CutPrefix(field, "'"); ok && Field(text) == field {
		return text
	}
	return field
}
