package analysis

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Check is a statement of the reader's own, computed from every edition that
// holds what it speaks of. It must not be changed.
type Check struct {
	// Text is what was typed, and Meaning how it was understood.
	Text, Meaning string
	// Measure and Year are what it speaks of.
	Measure figure.Measure
	Year    figure.Year
	// Findings are by edition, oldest first.
	Findings []Finding
	// Beside are figures of another source, where an ally's share of GDP is spoken
	// of.
	Beside             []Fact
	Sentence, Citation string
	Notes              []string
}

// CheckFor reads a statement and computes it from every edition that holds what
// it speaks of, or from the one it names. The error is a *query.Error where it is
// not understood, and where no edition holds that.
func CheckFor(ds *dataset.Dataset, text string) (*Check, error) {
	s, err := parseStatement(ds, text)
	if err != nil {
		return nil, err
	}
	if s.Source == query.Series {
		return nil, &query.Error{Word: s.Edition, At: -1, Reason: "is a series of your own: statements are checked by NATO's figures, or by SIPRI's"}
	}
	c := &Check{Text: strings.Join(strings.Fields(text), " "), Meaning: s.words(ds), Measure: s.Measure, Year: s.Year}
	years := []figure.Year{s.Year}
	spoken := fmt.Sprint(s.Year)
	if s.From != 0 {
		years = []figure.Year{s.From, s.Year}
		spoken = fmt.Sprintf("%d and %d", s.From, s.Year)
	}
	var without, unheld []string
	for _, e := range s.editions(ds) {
		switch {
		case covers(e, s.Measure, years):
			c.Findings = append(c.Findings, s.compute(ds, e))
		case !e.Holds(s.Measure) && covers(e, figure.ShareGDP, years):
			unheld = append(unheld, e.ID) // it has the years
		default:
			without = append(without, e.ID)
		}
	}
	if len(c.Findings) == 0 {
		return nil, s.uncovered(ds, years, spoken)
	}
	c.Notes = format.Said(append([]string{
		format.After("without "+spoken+": ", strings.Join(without, ", ")),
		format.After("not held: the table "+s.Measure.String()+" of ", format.List(unheld)),
	}, format.Each(s.codes, func(code ally.Code) string {
		x, _ := ds.Allies().Ally(code)
		return notMember(x, s.Year)
	})...)...)
	editions := make([]*dataset.Edition, len(c.Findings))
	for i := range c.Findings {
		editions[i] = c.Findings[i].Edition
	}
	if s.Source == query.NATO {
		c.Notes = append(append(c.Notes, s.splitNotes(ds, editions)...), vintageNotes(ds, editions, s.codes, s.Measure, years...)...)
	}
	if s.Source == query.SIPRI && (s.kind == aCount || s.kind == aFigure && s.relation != equal) {
		c.Notes = append(c.Notes, foreignNote)
	}
	c.Notes = append(c.Notes, ownNote(c.Findings[0].Edition)...)
	c.Sentence = c.sentence()
	if s.Source != query.NATO {
		c.Citation = citation(&Header{Edition: c.Findings[0].Edition})
		return c, nil
	}
	c.Citation = citationOf(editions, c.Measure)
	c.Beside, err = besides(ds, &s)
	return c, err
}

// splitNotes say in which editions the money of an ally whose share is said to meet or
// miss a number lies on the other side of it.
func (s *statement) splitNotes(ds *dataset.Dataset, editions []*dataset.Edition) []string {
	if s.kind != aFigure || s.Measure != figure.ShareGDP || s.relation == equal || s.relation == inRange {
		return nil
	}
	return format.Each(editions, func(e *dataset.Edition) string {
		q := asked(ds, s.Query, e)
		q.Level = s.number
		w, err := resolve(ds, q)
		if err != nil {
			return "" // the finding says why
		}
		return format.After(e.ID+", ", splitNote(ds.Allies().Name(s.codes[0]), s.Year, w.splitIn(s.codes[0], s.Year)))
	})
}

// editions are those a statement is computed from.
func (s *statement) editions(ds *dataset.Dataset) []*dataset.Edition {
	if e, ok := ds.Find(s.Edition); ok {
		return []*dataset.Edition{e}
	}
	if s.Source == query.SIPRI {
		return []*dataset.Edition{ds.SIPRI()}
	}
	return ds.Editions()
}

// covers tells whether an edition has a table with columns for the years.
func covers(e *dataset.Edition, m figure.Measure, years []figure.Year) bool {
	t, err := e.Table(m)
	for _, y := range years {
		if err != nil || !t.HasYear(y) {
			return false
		}
	}
	return true
}

// uncovered is the error where no edition holds what a statement speaks of. The
// first year that one lacks is what is named.
func (s *statement) uncovered(ds *dataset.Dataset, years []figure.Year, spoken string) error {
	for _, y := range years {
		if _, err := resolve(ds, query.Query{Measure: s.Measure, Year: y, Edition: s.Edition, Source: s.Source}); err != nil {
			return err
		}
	}
	return &query.Error{Word: spoken, At: -1, Reason: "is in no edition"}
}

// sentence says the verdict by edition.
func (c *Check) sentence() string {
	parts := format.Each([]Outcome{Holds, Rounds, Differs, NotMeasurable}, func(o Outcome) string {
		ids := format.EachOf(c.Findings, func(f *Finding) string { return format.When(f.Outcome == o, f.Edition.ID) })
		return format.After(o.Words()+" in ", format.List(ids))
	})
	return format.Capital(c.Meaning) + ": " + strings.Join(parts, "; ") + "."
}
