package analysis

import (
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// Changes are how the figures of several allies have changed from a year, and who has
// come to the level asked about since, and who has fallen below it.
type Changes struct {
	Rise
	From     figure.Year
	Up, Down []string

	onYear bool // From is the year before
}

// By is the change of a row.
func (c *Changes) By(r *Row) Delta {
	if c.onYear {
		return r.Change
	}
	return r.Reading.Since
}

// changes finds how the rows have changed on the year before and since the base year.
func (b *Brief) changes() {
	a := b.Answer
	from := []figure.Year{a.Year - 1}
	if a.Base < a.Year-1 {
		from = append(from, a.Base)
	}
	for i, y := range from {
		c := Changes{Rise: a.riseFrom(y), From: y, onYear: i == 0}
		if c.Most == nil {
			continue
		}
		for _, r := range a.Rows() {
			then := r.At(y)
			switch {
			case !then.Verdict.Counted() || !r.Verdict.Counted() || then.Verdict == r.Verdict:
			case r.Verdict == target.Meets:
				c.Up = append(c.Up, r.Name)
			default:
				c.Down = append(c.Down, r.Name)
			}
		}
		b.Changes = append(b.Changes, c)
	}
}
