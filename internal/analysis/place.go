package analysis

import (
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Place is where a figure stands in a list, with how many stand in it: none is
// ever told with the number of another list.
type Place struct {
	// Rank is the place among the Of figures, the greatest first; equal printed
	// figures share one, and the next place is left out. 0: no place. Tied tells
	// whether it is shared.
	Rank, Of int
	Tied     bool
}

// placeAmong is the place of a figure among those of a list, itself included; of
// one that is not known how many there are.
func placeAmong(own figure.Figure, list []figure.Figure) Place {
	p := Place{Of: len(list)}
	if !own.Known() {
		return p
	}
	same := 0
	p.Rank = 1
	for _, f := range list {
		switch f.Printed.Cmp(own.Printed) {
		case 1:
			p.Rank++
		case 0:
			same++
		}
	}
	p.Tied = same > 1
	return p
}

// Words is the place in words, empty where there is none: "12th of 31".
func (p Place) Words() string {
	return format.Whenf(p.Rank != 0, "%s of %d", format.Ordinal(p.Rank), p.Of)
}

// Place is a row's place in words; beside a group's list "12th of all 31", since
// places are among all allies.
func (a *Answer) Place(r *Row) string {
	if a.Query.Group != "" {
		return strings.Replace(r.Words(), " of ", " of all ", 1)
	}
	return r.Words()
}
