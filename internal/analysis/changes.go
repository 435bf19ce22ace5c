package analysis

import (
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// Changes are how the figures of several allies have changed from a year.
type Changes struct {
	From figure.Year
	// Of is how many have both figures, and Rose and Fell how many of them went up and
	// down.
	Of, Rose, Fell int
	// Most and Least are the rows with the greatest change and the least, which may be a
	// fall; of equals the first.
	Most, Least *Row
	// By is the change of a row.
	By func(*Row) Delta
	// Up and Down are who has come to the level asked about, and who has fallen below it.
	Up, Down []string
}

// changes finds how the rows have changed, and who has crossed the level.
func (b *Brief) changes() {
	a := b.Answer
	of := []Changes{{From: a.Year - 1, By: func(r *Row) Delta { return r.Change }}, {From: a.Base, By: func(r *Row) Delta { return r.Reading.Since }}}
	if a.Base >= a.Year-1 {
		of = of[:1]
	}
	for _, c := range of {
		for _, r := range a.Rows() {
			d := c.By(r)
			if !d.OK || !r.ranked {
				continue
			}
			c.add(r, d.Value)
			if then := r.At(c.From); then.Verdict.Counted() && r.Verdict.Counted() && then.Verdict != r.Verdict {
				if r.Verdict == target.Meets {
					c.Up = append(c.Up, r.Name)
				} else {
					c.Down = append(c.Down, r.Name)
				}
			}
		}
		if c.Of > 0 {
			b.Changes = append(b.Changes, c)
		}
	}
}

// add counts the change of a row.
func (c *Changes) add(r *Row, by figure.Decimal) {
	c.Of++
	switch by.Cmp(figure.Decimal{}) {
	case 1:
		c.Rose++
	case -1:
		c.Fell++
	}
	if c.Most == nil || by.Cmp(c.By(c.Most).Value) > 0 {
		c.Most = r
	}
	if c.Least == nil || by.Cmp(c.By(c.Least).Value) < 0 {
		c.Least = r
	}
}
