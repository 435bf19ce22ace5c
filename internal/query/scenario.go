package query

import (
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Override is a level, and perhaps a deadline, that one ally is held to
// instead of the query's.
type Override struct {
	Code  ally.Code
	Level figure.Decimal // trimmed
	By    figure.Year    // 0: the query's deadline
}

// String is the grammar's word for the override: "DEU=3.5%@2029".
func (o Override) String() string {
	s := string(o.Code) + "=" + printLevel(o.Level)
	if o.By != 0 {
		s += "@" + printYear(o.By)
	}
	return s
}

// readOverride reads what stands behind the ally: "2.1%" or "3.5%@2029". The
// error names no word.
func readOverride(c ally.Code, s string) (Override, *Error) {
	amount, year, dated := strings.Cut(s, "@")
	if amount == "" {
		return Override{}, because("names no level: an ally's own is written as ESP=2.1% or DEU=3.5%@2029")
	}
	o := Override{Code: c}
	var err *Error
	if o.Level, err = readLevel(amount); err == nil && dated {
		o.By, err = readYear(year)
	}
	return o, err
}

// Overrides returns the overrides of the query's scenario, in order of codes.
// What is not an override in a Scenario that was not made here is passed over.
func (q Query) Overrides() []Override {
	words := strings.Fields(q.Scenario)
	out := make([]Override, 0, len(words))
	for _, w := range words {
		code, rest, _ := strings.Cut(w, "=")
		if o, err := readOverride(ally.Code(code), rest); code != "" && err == nil {
			out = append(out, o)
		}
	}
	return out
}

// WithOverride returns the query with the override in place of any other for
// the same ally. An override with a level of 0 takes the ally's away.
func (q Query) WithOverride(o Override) Query {
	all := slices.DeleteFunc(q.Overrides(), func(x Override) bool { return x.Code == o.Code })
	if o.Level.Units != 0 {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b Override) int { return strings.Compare(string(a.Code), string(b.Code)) })
	words := make([]string, len(all))
	for i, x := range all {
		words[i] = x.String()
	}
	q.Scenario = strings.Join(words, " ")
	return q
}
