package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Claim is a public statement in our words, and what it said.
type Claim struct {
	ID        string // such as "2017-five-of-28"
	SaidOn    string // ISO date
	SaidBy    string
	Statement string
	// Said is the number the statement gives, as written there, in Unit: "1.56",
	// "3.0..3.5"; empty where it gives none.
	Said, Unit string
	// Edition is the edition that tells what was known then.
	Edition string
}

// Quote is a figure of the IISS that was quoted in public. They are too few for a
// series, and stand beside a claim that needs them.
type Quote struct {
	Source, Edition string
	Code            ally.Code
	Year            figure.Year
	Measure         string // the quote's own word for it, such as "share_of_gdp"
	Value           figure.Decimal
	URL             string
}

// asides are the lists that few questions need, each read when it is first asked
// for.
type asides struct {
	quirks lazyList[remark]
	claims lazyList[Claim]
	quotes lazyList[Quote]
}

// lazyList is a list that is read once.
type lazyList[T any] struct {
	once sync.Once
	list []T
	err  error
}

// get reads the list from a file whose absence is an empty list: a tree of
// tables may be without.
func (l *lazyList[T]) get(files fs.FS, name string, columns int, read func([]string) (T, error)) ([]T, error) {
	l.once.Do(func() {
		l.err = eachRecord(files, name, columns, func(rec []string) error {
			x, err := read(rec)
			l.list = append(l.list, x)
			return err
		})
		if errors.Is(l.err, fs.ErrNotExist) {
			l.list, l.err = nil, nil
		}
	})
	return l.list, l.err
}

// remark is a line of quirks.csv: where it holds, and what it says.
type remark struct {
	edition, code, measure string // "*" is any
	from, to               figure.Year
	note                   string
}

// depth is how closely a remark names a cell: an ally says more than a year or an
// edition, and those more than a measure.
func (r *remark) depth() int {
	n := 0
	for _, part := range []struct {
		named bool
		says  int
	}{{r.code != "*", 4}, {r.edition != "*", 2}, {r.from != 0 || r.to != 0, 2}, {r.measure != "*", 1}} {
		if part.named {
			n += part.says
		}
	}
	return n
}

func (r *remark) holds(edition string, c ally.Code, m figure.Measure, y figure.Year) bool {
	return (r.edition == "*" || r.edition == edition) && (r.code == "*" || r.code == string(c)) &&
		(r.measure == "*" || r.measure == m.String()) && (r.from == 0 || y >= r.from) && (r.to == 0 || y <= r.to)
}

// Quirks are the known oddities of one figure, what is said of just it first, in
// the words of quirks.csv. A note beginning "not held: " says why there is no
// figure. What is said of NATO's editions in general is not said of SIPRI's. They
// are read when first asked for.
func (d *Dataset) Quirks(edition string, c ally.Code, m figure.Measure, y figure.Year) ([]string, error) {
	all, err := d.asides.quirks.get(d.files, "quirks.csv", 6, readRemark)
	if err != nil {
		return nil, err
	}
	sipri := d.sipri != nil && edition == d.sipri.ID
	if sipri {
		edition = "sipri:" + sipriID // what the list calls it
	}
	var found []remark
	for _, r := range all {
		if r.holds(edition, c, m, y) && !(sipri && r.edition == "*") {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b remark) int { return cmp.Compare(b.depth(), a.depth()) })
	notes := make([]string, 0, len(found))
	for _, r := range found {
		if !slices.Contains(notes, r.note) {
			notes = append(notes, r.note)
		}
	}
	return notes, nil
}

// Explained tells whether quirks.csv speaks of just this figure, of an ally or
// aggregate, a measure and bounded years, and what it says.
func (d *Dataset) Explained(edition string, c ally.Code, m figure.Measure, y figure.Year) (string, bool) {
	all, err := d.asides.quirks.get(d.files, "quirks.csv", 6, readRemark)
	if err != nil {
		return "", false
	}
	for _, r := range all {
		if r.holds(edition, c, m, y) && r.code != "*" && r.measure != "*" && r.from != 0 && r.to != 0 {
			return r.note, true
		}
	}
	return "", false
}

// Claims are the public statements, in the order of the list. They are read when
// first asked for; the slice must not be changed.
func (d *Dataset) Claims() ([]Claim, error) {
	return d.asides.claims.get(d.files, "claims.csv", 8, func(rec []string) (Claim, error) {
		return Claim{ID: rec[0], SaidOn: rec[1], SaidBy: rec[2], Statement: rec[3], Said: rec[5], Unit: rec[6], Edition: rec[7]}, nil
	})
}

// Quotes are the figures of the IISS quoted in public. They are read when first
// asked for; the slice must not be changed.
func (d *Dataset) Quotes() ([]Quote, error) {
	return d.asides.quotes.get(d.files, "iiss_quotes.csv", 9, readQuote)
}

func readRemark(rec []string) (remark, error) {
	r := remark{edition: rec[0], code: rec[1], measure: rec[2], note: rec[5]}
	for i, to := range []*figure.Year{&r.from, &r.to} {
		if rec[3+i] == "" {
			continue
		}
		y, err := aYear(rec[3+i])
		if err != nil {
			return r, err
		}
		*to = y
	}
	return r, nil
}

func readQuote(rec []string) (Quote, error) {
	y, err := aYear(rec[3])
	if err != nil {
		return Quote{}, err
	}
	v, err := figure.ParseDecimal(rec[5])
	if err != nil {
		return Quote{}, err
	}
	return Quote{Source: rec[0], Edition: rec[1], Code: ally.Code(rec[2]), Year: y, Measure: rec[4], Value: v, URL: strings.TrimSpace(rec[8])}, nil
}

func aYear(s string) (figure.Year, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < int(figure.FirstYear) || n > int(figure.LastYear) {
		return 0, fmt.Errorf("%q is no year", s)
	}
	return figure.Year(n), nil
}
