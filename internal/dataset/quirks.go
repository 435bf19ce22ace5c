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

// Claim is a public statement in our words, and what it said.
type Claim struct {
	ID        string `csv:"id"`      // such as "2017-five-of-28"
	SaidOn    string `csv:"said_on"` // ISO date
	SaidBy    string `csv:"said_by"`
	Statement string `csv:"statement"`
	Said      string `csv:"said"` // the number in it, as written there, in Unit: "1.56", "3.0..3.5"; empty where there is none
	Unit      string `csv:"unit"`
	Edition   string `csv:"edition_at_the_time"` // tells what was known then
}

// Quote is a figure of the IISS that was quoted in public. They are too few for a
// series, and stand beside a claim that needs them.
type Quote struct {
	Source  string         `csv:"source"`
	Edition string         `csv:"edition"`
	Code    ally.Code      `csv:"iso3"`
	Year    figure.Year    `csv:"year"`
	Measure string         `csv:"measure"` // the quote's own word for it, such as "share_of_gdp"
	Value   figure.Decimal `csv:"value"`
}

const quirksFile = "quirks.csv"

// lazyList is a list that is read once, when it is first asked for: empty where there is no
// file. Of one with a wrong line nothing is there.
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

// quirk is a known oddity: a line of quirks.csv.
type quirk struct {
	Edition string      `csv:"edition"` // "*" is any, as of the next two
	Code    string      `csv:"code"`
	Measure string      `csv:"measure"`
	From    figure.Year `csv:"from_year"` // 0 is open
	To      figure.Year `csv:"to_year"`
	Note    string      `csv:"note"`
	Level   string      `csv:"level"` // in per cent, that a footnote is about; empty is any
}

// depth is how closely a quirk names a cell: an ally says more than a year or an
// edition, and those more than a measure.
func (q *quirk) depth() int {
	says := func(named bool, n int) int {
		if named {
			return n
		}
		return 0
	}
	dated := q.From != 0 || q.To != 0
	return says(q.Code != "*", 4) + says(q.Edition != "*", 2) + says(dated, 2) + says(q.Measure != "*", 1)
}

func (q *quirk) holds(edition string, c ally.Code, m figure.Measure, y figure.Year) bool {
	return (q.Edition == "*" || q.Edition == edition) && (q.Code == "*" || q.Code == string(c)) &&
		(q.Measure == "*" || q.Measure == m.String()) && (q.From == 0 || y >= q.From) && (q.To == 0 || y <= q.To)
}

// Quirks are the known oddities of one figure, what is said of just it first, in
// the words of quirks.csv. A note beginning "not held: " says why there is no
// figure. What is said of NATO's editions in general is not said of others.
func (d *Dataset) Quirks(edition string, c ally.Code, m figure.Measure, y figure.Year) ([]string, error) {
	all, err := d.quirks()
	if edition == sipriID {
		edition = strings.Replace(sipriID, "-", ":", 1) // what the list calls it
	}
	if _, natos := d.Edition(edition); !natos {
		all = slices.DeleteFunc(slices.Clone(all), func(q quirk) bool { return q.Edition == "*" })
	}
	return closest(all, edition, c, m, y), err
}

// closest are the notes of a list on a figure, what is said of just it first, each once.
func closest(all []quirk, edition string, c ally.Code, m figure.Measure, y figure.Year) []string {
	var found []quirk
	for _, q := range all {
		if q.holds(edition, c, m, y) {
			found = append(found, q)
		}
	}
	slices.SortStableFunc(found, func(a, b quirk) int { return cmp.Compare(b.depth(), a.depth()) })
	notes := make([]string, 0, len(found))
	for _, q := range found {
		if !slices.Contains(notes, q.Note) {
			notes = append(notes, q.Note)
		}
	}
	return notes
}

// Explained tells whether quirks.csv speaks of just this figure, and what it says.
func (d *Dataset) Explained(edition string, c ally.Code, m figure.Measure, y figure.Year) (string, bool) {
	all, _ := d.quirks() // what cannot be read is told of by data check
	return explanation(all, edition, c, m, y, nil)
}

// explanation is the first line of a list that speaks of just this figure: of an ally or
// aggregate, a measure and bounded years; and of any level or of one that is asked about.
func explanation(
	all []quirk, edition string, c ally.Code, m figure.Measure, y figure.Year, about func(level string) bool,
) (string, bool) {
	for _, q := range all {
		just := q.Code != "*" && q.Measure != "*" && q.From != 0 && q.To != 0
		if just && q.holds(edition, c, m, y) && (about == nil || q.Level == "" || about(q.Level)) {
			return q.Note, true
		}
	}
	return "", false
}

// Break is a year from which an edition counts something else than before under the
// same name, so that a change across it is not one of spending alone.
type Break struct {
	Edition string         `csv:"edition"`
	Code    ally.Code      `csv:"code"`
	Measure figure.Measure `csv:"measure"`
	Year    figure.Year    `csv:"year"`  // the first that is counted anew
	Words   string         `csv:"words"` // what is counted from then on
}

// The lists of what NATO's editions print beside their figures.
const (
	breaksFile    = "nato/breaks.csv"
	footnotesFile = "nato/footnotes.csv"
	knownFile     = "nato/known.csv"
)

// Breaks are those in an edition's series of an ally or of one of NATO's sums, oldest first.
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

// Broken are whose series of a measure break somewhere in an edition, in no order.
func (d *Dataset) Broken(edition string, m figure.Measure) []ally.Code {
	all, _ := d.breaks() // what cannot be read is told of by data check
	edition = d.published(edition)
	return format.EachOf(all, func(b *Break) ally.Code {
		return ally.Code(format.When(b.Measure == m && b.Edition == edition, string(b.Code)))
	})
}

// Footnoted are who has a footnote to a figure of a measure in an edition, in no order.
func (d *Dataset) Footnoted(edition string, m figure.Measure) []ally.Code {
	all, _ := d.notes() // as of breaks
	edition = d.published(edition)
	return format.EachOf(all, func(q *quirk) ally.Code {
		return ally.Code(format.When(q.Measure == m.String() && q.Edition == edition, q.Code))
	})
}

// published is what an edition of the reader's own is a copy of: the edition of NATO's
// that was published on the same day, for NATO publishes one a day. Any other is itself.
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

// Footnotes are what NATO's edition notes of a figure.
func (d *Dataset) Footnotes(edition string, c ally.Code, m figure.Measure, y figure.Year) ([]string, error) {
	all, err := d.notes()
	if _, natos := d.Edition(edition); !natos {
		return nil, err
	}
	return closest(all, d.published(edition), c, m, y), err
}

// Known says by what an edition is known to have printed a table for a year, whether
// it is held or not; nothing is that it is not known.
func (d *Dataset) Known(edition string, m figure.Measure, y figure.Year) string {
	all, _ := d.printed() // as of breaks
	return cmp.Or(closest(all, edition, "*", m, y)...)
}

// Footnote is what NATO's edition notes of just this figure, and whether it does. A
// note about one level is none where others are asked about.
func (d *Dataset) Footnote(
	edition string, c ally.Code, m figure.Measure, y figure.Year, about func(level string) bool,
) (string, bool) {
	all, _ := d.notes() // as of breaks
	return explanation(all, d.published(edition), c, m, y, about)
}
