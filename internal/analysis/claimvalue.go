package analysis

import (
	"slices"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// value reads "NOR 2016 1.56%", "NOR 2016 national = 54 bn", "FRA > USA 2024".
func (p *statementParser) value() error {
	behind, found, err := p.relation()
	if err != nil {
		return err
	}
	number, unit, ok := p.number(behind, found)
	if ok {
		p.drop(number)
		p.drop(unit)
	}
	q, err := p.query()
	switch {
	case err != nil:
		return err
	case q.Group != "":
		return &query.Error{Word: q.Group, At: -1, Reason: "is a group: a claim of a figure is of one ally"}
	case q.From != 0 || q.To != 0:
		return p.unclear("wants one year, not several")
	case len(p.s.Codes) == 0:
		return p.unclear("names no ally")
	case q.Year == 0:
		return p.unclear("names no year")
	case q.Level.Units != 0:
		return &query.Error{Word: q.Level.String() + "%", At: -1, Reason: "is a second number: a claim of a figure has one"}
	}
	if ok {
		return p.said(number, unit)
	}
	return p.two(found)
}

// two is a comparison of two allies.
func (p *statementParser) two(found bool) error {
	switch {
	case !found && len(p.s.Codes) == 1:
		return p.unclear("says no number, such as 1.56%")
	case !found:
		return p.unclear("says neither a number nor how the allies compare")
	case len(p.s.Codes) != 2:
		return p.unclear("compares neither with a number nor two allies")
	}
	p.s.Kind = SaysCompare
	return nil
}

// number finds the number said: the one with a per cent sign, or the one the sign
// of relation points at, or one that is no year; with its unit.
func (p *statementParser) number(behind []piece, found bool) (number, unit piece, ok bool) {
	for _, t := range p.tokens {
		if strings.HasSuffix(t.text, "%") {
			return t, piece{}, true
		}
	}
	years := 0
	for _, t := range p.tokens {
		if isYear(t.text) {
			years++
		}
	}
	if !found {
		behind = p.tokens
	}
	for i, t := range behind {
		if found && i > 0 {
			break // the sign points at an ally
		}
		if t.text[0] < '0' || t.text[0] > '9' || isRange(t.text) {
			continue
		}
		if i+1 < len(behind) && scaleOf(behind[i+1].text) != 0 {
			return t, behind[i+1], true
		}
		if !isYear(t.text) || (found && years > 1) {
			return t, piece{}, true
		}
	}
	return piece{}, piece{}, false
}

// isRange tells whether a text looks like a range of years, which is no number.
func isRange(s string) bool {
	from, to, found := strings.Cut(s, "..")
	return found && (from == "" || isYear(from)) && (to == "" || isYear(to))
}

// isYear tells whether a text looks like a year.
func isYear(s string) bool {
	return len(s) == 4 && digits(s) && strings.Trim(s, "0123456789") == "" && (s[0] == '1' || s[0] == '2')
}

// scaleOf is what a unit stands for in millions, or 0 for what is none.
func scaleOf(s string) int64 {
	switch strings.ToLower(s) {
	case "bn", "billion":
		return 1000
	case "m", "million":
		return 1
	default:
		return 0
	}
}

func (p *statementParser) drop(t piece) {
	p.tokens = slices.DeleteFunc(slices.Clone(p.tokens), func(x piece) bool { return t.text != "" && x == t })
}

// said takes up the number of a figure.
func (p *statementParser) said(number, unit piece) error {
	if len(p.s.Codes) > 1 {
		return p.unclear("names several allies: a claim of a figure is of one")
	}
	text, percent := strings.CutSuffix(number.text, "%")
	kind := p.s.Measure.Spec().Kind
	shares := kind == figure.Percent || kind == figure.Change
	switch {
	case percent && !shares:
		return fails(number, "is in per cent, and "+p.s.Measure.Spec().Word+" is in "+p.s.Measure.Spec().Unit, text)
	case !percent && shares:
		return fails(number, "is no share: a share has a per cent sign", text+"%")
	}
	if glued := strings.TrimLeft(text, "0123456789.,"); glued != "" && scaleOf(glued) != 0 {
		text, unit.text = strings.TrimSuffix(text, glued), glued
	}
	if kind == figure.Money {
		p.s.Scale = 1
	}
	if s := scaleOf(unit.text); s != 0 {
		if kind != figure.Money {
			return fails(unit, "is a unit of money, and "+p.s.Measure.Spec().Word+" is in "+p.s.Measure.Spec().Unit)
		}
		p.s.Scale = s
	}
	low, high, within := strings.Cut(text, "..")
	var err error
	if p.s.Said, err = decimal(strings.TrimSuffix(low, "%"), number); err != nil || !within {
		return err
	}
	if p.s.Relation != Equal {
		return fails(number, "is a range: it takes no sign but =")
	}
	p.s.Relation = Within
	p.s.Upto, err = decimal(high, number)
	if err == nil && p.s.Upto.Cmp(p.s.Said) < 0 {
		return fails(number, "runs backwards", high+".."+low+strings.TrimPrefix(number.text, text))
	}
	return err
}

// decimal reads a number that may have a comma for its point.
func decimal(s string, t piece) (figure.Decimal, error) {
	if whole, part, found := strings.Cut(s, ","); found && len(part) < 3 {
		s = whole + "." + part
	}
	d, err := figure.ParseDecimal(s)
	switch {
	case err != nil && strings.Contains(s, ","):
		return d, fails(t, "is not understood: a number is written without commas", strings.ReplaceAll(t.text, ",", ""))
	case err != nil:
		return d, fails(t, "is not understood: a number is written as 1.56 or 54022")
	case d.Units > 1e12: // more than any table holds, and scaling it up must not overflow
		return d, fails(t, "is out of range")
	}
	return d, nil
}
