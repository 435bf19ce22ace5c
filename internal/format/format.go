// Package format says how numbers, verdicts and lists are written for people:
// once, for every screen and every document.
//
// It makes no number, chooses no language, and knows neither colours nor
// columns. What machines read (CSV, JSON) does not go through it.
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

// Number prints a decimal with commas by thousands and a true minus sign: 116,326.
func Number(d figure.Decimal) string {
	s, negative := strings.CutPrefix(d.String(), "-")
	whole, _, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return When(negative, "−") + s
}

// Signed is Number with its sign, whichever it is.
func Signed(d figure.Decimal) string {
	return When(!d.Negative(), "+") + Number(d)
}

// Percent is a level or a share as readers write it: "3.5 %".
func Percent(d figure.Decimal) string { return Number(d) + " %" }

// Figure is a figure as printed, with the mark of its status: "1.68", "3.27e", "n/a".
func Figure(f figure.Figure) string {
	if !f.Known() {
		return NotPublished
	}
	return Number(f.Printed) + f.Status.Mark()
}

// Hanging is Figure with a blank for a mark: decimal points stand below each other.
func Hanging(f figure.Figure) string {
	return Figure(f) + When(f.Status.Mark() == "", " ")
}

// Status says in words that a figure is none of the firm ones: " (estimate)".
func Status(f figure.Figure) string {
	return When(f.Status != figure.Actual, " ("+f.Status.String()+")")
}

// Points is a difference in percentage points: "+0.21", or "+0.004" where two decimals say nothing.
func Points(v float64) string {
	d := figure.Round(v, 2)
	if d.Units == 0 && v != 0 {
		d = figure.Round(v, 3)
	}
	return Signed(d)
}

// Apart is a share with the decimals that set it apart from a level: 1.80, but 1.996 beside 2.
func Apart(v float64, level figure.Decimal) figure.Decimal {
	const most = 6
	d := figure.Round(v, 2)
	for d.Places < most && d.Cmp(level) != cmp.Compare(v, level.Float()) {
		d = figure.Round(v, d.Places+1)
	}
	return d
}

// Amount prints an amount in millions with its sign, as billions from 1,000 on: "1.0 bn", "999 m".
func Amount(millions float64) string {
	if whole := figure.Round(millions, 0); whole.Abs().Units < 1000 {
		return Number(whole) + " m"
	}
	return Number(figure.Round(millions/1000, 1)) + " bn"
}

// Money is an amount in millions of a currency without its sign: "US$ 1.0 bn", "less than US$ 1 m".
func Money(currency string, millions float64) string {
	if millions != 0 && figure.Round(millions, 0).Units == 0 {
		return "less than " + currency + " 1 m"
	}
	return currency + " " + Amount(math.Abs(millions))
}

// Unit is a unit as an edition states it, in the currency where that is known.
func Unit(unit, currency string) string {
	return strings.Replace(unit, "national currency", cmp.Or(currency, "national currency"), 1)
}

// Billions prints an amount in millions as signed billions for a column: a smaller ally's is often less than 0.1.
func Billions(millions float64) string { return Signed(figure.Round(millions/1000, 2)) }

// Counted is "1 ally", "2 allies".
func Counted(n int, one, many string) string {
	if n == 1 {
		many = one
	}
	return strconv.Itoa(n) + " " + many
}

// Of is a count out of a number: "17 of 31".
func Of(n, of int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(of) }

// Part is which of a number are shown: "3–7 of 31", "3 of 31".
func Part(before, shown, of int) string {
	return When(shown > 1, strconv.Itoa(before+1)+"–") + Of(before+shown, of)
}

// Ordinal is "1st", "2nd", "3rd", "4th", "11th"…
func Ordinal(n int) string {
	last := n % 10
	if last > 3 || n%100/10 == 1 { // 11th to 13th as well
		last = 0
	}
	return strconv.Itoa(n) + [...]string{"th", "st", "nd", "rd"}[last]
}

// Place is a place in a ranking, with "=" where it is shared: "=8".
func Place(rank int, tied bool) string {
	return When(tied, "=") + strconv.Itoa(rank)
}

// SortMark is the mark of an order: the greatest first, or the other way round.
func SortMark(reverse bool) string {
	if reverse {
		return "△"
	}
	return "▾"
}

// Sorted is the head of the column that a list stands in the order of.
func Sorted(head string, reverse bool) string {
	return strings.TrimSpace(head + " " + SortMark(reverse))
}

// Year is a year; an estimated one has its "e".
func Year(y figure.Year, estimated bool) string {
	return strconv.Itoa(int(y)) + When(estimated, "e")
}

// HangingYear is Year with a blank where it has no mark, to stand over Hanging figures.
func HangingYear(y figure.Year, estimated bool) string {
	return fmt.Sprintf("%-5s", Year(y, estimated))
}

// Years is a span of years: "2014–2026", or one year.
func Years(from, to figure.Year) string {
	return strconv.Itoa(int(from)) + When(from != to, "–"+strconv.Itoa(int(to)))
}

// Since says from which year the change of another is counted: "since 2014", and "against
// 2024" where that lies behind it, since which nothing has changed yet.
func Since(from, of figure.Year) string {
	return When(from > of, "against") + When(from <= of, "since") + " " + strconv.Itoa(int(from))
}

// SinceHead is Since over a column, which is no wider for a later year.
func SinceHead(from, of figure.Year) string {
	return strings.Replace(Since(from, of), "against", "vs", 1)
}

// Moving are words for how something moved to another year, or how it stood in one before.
func Moving(words string, from, to figure.Year) string {
	if from <= to {
		return words
	}
	return strings.NewReplacer("rose most", "stood furthest above", "fell least", "stood least below", "rose least", "least above", "fell most", "furthest below",
		"rose", "stood higher", "up to", "at", "to", "at", "fallen below", "below", "no longer", "not",
		"places risen", fmt.Sprintf("places above those of %d", from), "places fallen", fmt.Sprintf("places below those of %d", from)).Replace(words)
}

// List is "Norway", "Norway and Sweden", "Norway, Sweden and Finland".
func List(words []string) string { return joinLast(words, " and ") }

// Either is "Norway", "Norway or Sweden", "Norway, Sweden or Finland".
func Either(words []string) string { return joinLast(words, " or ") }

func joinLast(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

// When are words that are said where something is so, and else are not.
func When(cond bool, words string) string {
	if !cond {
		return ""
	}
	return words
}

// Whenf is When of words that are filled in as by fmt.Sprintf.
func Whenf(cond bool, words string, with ...any) string {
	if !cond {
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
func Count[T any](list []T, match func(*T) bool) int { return len(EachOf(list, match)) }

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
