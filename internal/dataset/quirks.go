package dataset

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Claim is a public statement in our words, with the number it gave.
type Claim struct {
	ID        string `csv:"id"`      // such as "2017-five-of-28"
	SaidOn    string `csv:"said_on"` // ISO date
	SaidBy    string `csv:"said_by"`
	Statement string `csv:"statement"`
	Said      string `csv:"said"` // the number as written there, in Unit: "1.56", "3.0..3.5"; may be empty
	Unit      string `csv:"unit"`
	Edition   string `csv:"edition_at_the_time"` // the edition with the figures known then
}

// Quote is a figure of the IISS that was quoted in public. There are too few for a
// series; claims show those that they need.
type Quote struct {
	Source  string         `csv:"source"`
	Edition string         `csv:"edition"`
	Code    ally.Code      `csv:"iso3"`
	Year    figure.Year    `csv:"year"`
	Measure string         `csv:"measure"` // the quote's own word for it, such as "share_of_gdp"
	Value   figure.Decimal `csv:"value"`
}

const quirksFile = "quirks.csv"

// lazyList returns a function that reads a list once, on first use. The list is empty if there is
// no file. If a line is wrong the function returns only the error.
func lazyList[T any](files fs.FS, name string) func() ([]T, error) {
	return sync.OnceValues(func() ([]T, error) {
		var list []T
		err := eachLine(files, name, func(x T) error {
			list = append(list, x)
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		return list, nil
	})
}

// quirk is a note on figures: a line of quirks.csv, footnotes.csv or known.csv.
type quirk struct {
	Edition string      `csv:"edition"` // Edition, Code and Measure may be "*" for any
	Code    string      `csv:"code"`
	Measure string      `csv:"measure"`
	From    figure.Year `csv:"from_year"` // From and To may be 0 for an open end
	To      figure.Year `csv:"to_year"`
	Note    string      `csv:"note"`
	Level   string      `csv:"level"` // the level in per cent that a footnote is about; empty is any
}

// specificity ranks how closely a quirk names a cell: naming an ally counts more than
// naming a year or an edition, and these more than naming a measure.
func (q *quirk) specificity() int {
	weight := func(named bool, n int) int {
		if named {
			return n
		}
		return 0
	}
	dated := q.From != 0 || q.To != 0
	return weight(q.Code != "*", 4) + weight(q.Edition != "*", 2) + weight(dated, 2) + weight(q.Measure != "*", 1)
}

// covers reports whether the quirk is about that figure.
func (q *quirk) covers(edition string, c ally.Code, m figure.Measure, y figure.Year) bool {
	return (q.Edition == "*" || q.Edition == edition) && (q.Code == "*" || q.Code == string(c)) &&
		(q.Measure == "*" || q.Measure == m.String()) && (q.From == 0 || y >= q.From) && (q.To == 0 || y <= q.To)
}

// Quirks returns the notes of quirks.csv on one figure, the most specific first. A
// note that begins with "not held: " says why there is no figure. Notes on any
// edition apply to NATO's editions only.
func (d *Dataset) Quirks(edition string, c ally.Code, m figure.Measure, y figure.Year) ([]string, error) {
	all, err := d.quirks()
	if edition == sipriID {
		edition = strings.Replace(sipriID, "-", ":", 1) // its name in quirks.csv
	}
	if _, natos := d.Edition(edition); !natos {
		all = slices.DeleteFunc(slices.Clone(all), func(q quirk) bool { return q.Edition == "*" })
	}
	return notesOn(all, edition, c, m, y), err
}

// notesOn returns the notes of a list on a figure without duplicates, the most specific first.
func notesOn(all []quirk, edition string, c ally.Code, m figure.Measure, y figure.Year) []string {
	var found []quirk
	for _, q := range all {
		if q.covers(edition, c, m, y) {
			found = append(found, q)
		}
	}
	slices.SortStableFunc(found, func(a, b quirk) int { return cmp.Compare(b.specificity(), a.specificity()) })
	notes := make([]string, 0, len(found))
	for _, q := range found {
		if !slices.Contains(notes, q.Note) {
			notes = append(notes, q.Note)
		}
	}
	return notes
}

// Explained returns the note of quirks.csv on exactly this figure, and whether there is one.
func (d *Dataset) Explained(edition string, c ally.Code, m figure.Measure, y figure.Year) (string, bool) {
	all, _ := d.quirks() // data check reports errors
	return explanation(all, edition, c, m, y, nil)
}

// explanation returns the first note of a list on exactly this figure: one that names an ally or
// aggregate, a measure and both years, and any level or one that about accepts. A nil about
// accepts all.
func explanation(
	all []quirk, edition string, c ally.Code, m figure.Measure, y figure.Year, about func(level string) bool,
) (string, bool) {
	for _, q := range all {
		exact := q.Code != "*" && q.Measure != "*" && q.From != 0 && q.To != 0
		if exact && q.covers(edition, c, m, y) && (about == nil || q.Level == "" || about(q.Level)) {
			return q.Note, true
		}
	}
	return "", false
}

// Break is a year from which an edition counts something else under the same name, so
// that a change across it is not only a change in spending.
type Break struct {
	Edition string         `csv:"edition"`
	Code    ally.Code      `csv:"code"`
	Measure figure.Measure `csv:"measure"`
	Year    figure.Year    `csv:"year"`  // the first year of the new definition
	Words   string         `csv:"words"` // what is counted from then on
}

// The lists of what is known of NATO's editions apart from their figures.
const (
	breaksFile    = "nato/breaks.csv"
	footnotesFile = "nato/footnotes.csv"
	knownFile     = "nato/known.csv"
)

// Breaks returns the breaks in an edition's series of an ally or aggregate, oldest first.
func (d *Dataset) Breaks(edition string, m figure.Measure, c ally.Code) ([]Break, error) {
	all, err := d.breaks()
	var out []Break
	for i := range all {
		if b := &all[i]; b.Measure == m && b.Code == c && b.Edition == d.published(edition) {
			out = append(out, *b)
		}
	}
	return out, err
}

// Broken returns the codes with a break in their series of a measure in an edition, unsorted.
func (d *Dataset) Broken(edition string, m figure.Measure) []ally.Code {
	all, _ := d.breaks() // data check reports errors
	edition = d.published(edition)
	return format.EachOf(all, func(b *Break) ally.Code {
		return ally.Code(format.When(b.Measure == m && b.Edition == edition, string(b.Code)))
	})
}

// Footnoted returns the codes with a footnote to a figure of a measure in an edition, unsorted.
func (d *Dataset) Footnoted(edition string, m figure.Measure) []ally.Code {
	all, _ := d.notes() // data check reports errors
	edition = d.published(edition)
	return format.EachOf(all, func(q *quirk) ally.Code {
		return ally.Code(format.When(q.Measure == m.String() && q.Edition == edition, q.Code))
	})
}

// published returns the identifier of the embedded edition that an own edition is a copy of: the
// one published on the same day, as NATO never publishes two on one day. Without one, and for
// other editions, it returns edition.
func (d *Dataset) published(edition string) string {
	own, found := d.Edition(edition)
	if !found || !own.Own {
		return edition
	}
	for _, e := range d.editions {
		if !e.Own && e.Published == own.Published {
			return e.ID
		}
	}
	return edition
}

// Footnotes returns NATO's footnotes on a figure in one of its editions, the most specific first.
func (d *Dataset) Footnotes(edition string, c ally.Code, m figure.Measure, y figure.Year) ([]string, error) {
	all, err := d.notes()
	if _, natos := d.Edition(edition); !natos {
		return nil, err
	}
	return notesOn(all, d.published(edition), c, m, y), err
}

// Known returns how it is known that an edition printed a measure for a year, held or not, or "".
func (d *Dataset) Known(edition string, m figure.Measure, y figure.Year) string {
	all, _ := d.printed() // data check reports errors
	return cmp.Or(notesOn(all, edition, "*", m, y)...)
}

// Footnote returns NATO's footnote on exactly this figure, and whether there is one. A footnote
// about a level counts only if about accepts that level.
func (d *Dataset) Footnote(
	edition string, c ally.Code, m figure.Measure, y figure.Year, about func(level string) bool,
) (string, bool) {
	all, _ := d.notes() // data check reports errors
	return explanation(all, d.published(edition), c, m, y, about)
}
