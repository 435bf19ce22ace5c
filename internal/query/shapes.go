package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// maxLevelPlaces is the most decimals of a level, which are as many as NATO prints.
const maxLevelPlaces = 2

// readLevel parses "2%", "3.5%" or "3,5%". The per cent sign is optional, for values of keys.
func readLevel(s string) (figure.Decimal, *Error) {
	number := strings.Replace(strings.TrimSuffix(s, "%"), ",", ".", 1)
	d, err := figure.ParseDecimal(number)
	switch {
	case err != nil:
		return d, wordless("is not understood: a level is written as 2% or 3.5%")
	case d.Units <= 0 || d.Cmp(figure.Decimal{Units: 100}) > 0:
		return d, wordless("is out of range: a level is more than 0% and at most 100%")
	case d.Places > maxLevelPlaces:
		return d, wordless("has too many decimals: a level has two at most")
	}
	return d.Trim(), nil
}

func readYear(s string) (figure.Year, *Error) {
	if !fourDigits(s) {
		return 0, wordless("is not understood: a year is written with four digits, such as 2019")
	}
	n, _ := strconv.Atoi(s)
	y := figure.Year(n)
	if y < figure.FirstYear || y > figure.LastYear {
		return 0, wordless(fmt.Sprintf("is out of range: years run from %d to %d", figure.FirstYear, figure.LastYear))
	}
	return y, nil
}

func readLimit(s string) (int, *Error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > maxRows {
		return 0, wordless("is not understood: a limit is a number of rows from 1 to 99, such as limit:5")
	}
	return n, nil
}

// maxRows is the highest limit. There are fewer allies.
const maxRows = 99

func fourDigits(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == ""
}

// cutRange splits a range at "..", "…" or a dash, and reports whether it is one. With a dash, there
// must be a year before it, and a year or nothing after it.
func cutRange(s string) (from, to string, found bool) {
	for i, sign := range [...]string{"..", "…", "-", "–"} {
		if from, to, found = strings.Cut(s, sign); found {
			return from, to, i < 2 || fourDigits(from) && (fourDigits(to) || to == "")
		}
	}
	return "", "", false
}

// readRange parses a range of years. An open end is returned as 0.
func readRange(s string) (first, last figure.Year, err *Error) {
	from, to, _ := cutRange(s)
	if from == "" && to == "" {
		return 0, 0, wordless("is not understood: a range names a year, as in 2014..2024, 2014.. or ..2024")
	}
	if from != "" {
		first, err = readYear(from)
	}
	if to != "" && err == nil {
		last, err = readYear(to)
	}
	if err == nil && first != 0 && last != 0 && first > last {
		err = wordless("runs backwards", printRange(last, first))
	}
	return first, last, err
}

func printRange(from, to figure.Year) string {
	return printYear(from) + ".." + printYear(to)
}

func printYear(y figure.Year) string { return format.When(y != 0, strconv.Itoa(int(y))) }

func printLevel(d figure.Decimal) string { return d.Trim().String() + "%" }

// numberError says what a number lacks to be a year or a level. The error names no word.
func (v *Vocabulary) numberError(s string) *Error {
	if _, err := readLevel(s); err == nil {
		level := strings.Replace(s, ",", ".", 1) + "%"
		return wordless("is not understood: a level has a per cent sign, a year four digits", level)
	}
	editions := format.Each(v.Editions, func(id string) string {
		return format.When(strings.HasPrefix(fold(id), fold(s)), WordEdition.row().withKey(id))
	})
	if editions != nil {
		return wordless("is not understood: an edition is written with its key", editions[:min(maxNearest, len(editions))]...)
	}
	return wordless("is not understood: a year is written as 2019, a range as 2014..2024, a level as 2%")
}

// Override is a level, and optionally a deadline, that replaces the query's for one ally.
type Override struct {
	Code  ally.Code
	Level figure.Decimal // without trailing zeros
	By    figure.Year    // 0 is the query's deadline
}

// String returns the override as the grammar writes it: "DEU=3.5%@2029".
func (o Override) String() string {
	return string(o.Code) + "=" + printLevel(o.Level) + format.After("@", printYear(o.By))
}

func readOverride(c ally.Code, s string) (Override, *Error) {
	amount, year, dated := strings.Cut(s, "@")
	if amount == "" {
		return Override{}, wordless("names no level: an ally's own is written as ESP=2.1% or DEU=3.5%@2029")
	}
	o := Override{Code: c}
	var err *Error
	if o.Level, err = readLevel(amount); err == nil && dated {
		o.By, err = readYear(year)
	}
	return o, err
}

// Overrides returns the overrides in the query's scenario, in order of codes. It ignores anything
// in a scenario that is not an override.
func (q Query) Overrides() []Override {
	return format.Each(strings.Fields(q.Scenario), func(w string) Override {
		code, rest, _ := strings.Cut(w, "=")
		o, err := readOverride(ally.Code(code), rest)
		if code == "" || err != nil {
			return Override{}
		}
		return o
	})
}

// WithOverride returns the query with the override, which replaces any other for the same ally. A
// level of 0 removes the ally's override.
func (q Query) WithOverride(o Override) Query {
	all := slices.DeleteFunc(q.Overrides(), func(x Override) bool { return x.Code == o.Code })
	if o.Level.Units != 0 {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b Override) int { return strings.Compare(string(a.Code), string(b.Code)) })
	q.Scenario = strings.Join(format.Each(all, Override.String), " ")
	return q
}
