package analysis

import (
	"fmt"
	"strings"

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
	Statement     Statement
	// Findings are by edition, oldest first.
	Findings []Finding
	// Beside are figures of another source, where an ally's share of GDP is spoken
	// of.
	Beside   []Fact
	Sentence string
	Citation string
	Notes    []string
}

// CheckFor reads a statement and computes it from every edition that holds what
// it speaks of, or from the one it names. The error is a *query.Error where it is
// not understood, and where no edition holds that.
func CheckFor(ds *dataset.Dataset, text string) (*Check, error) {
	s, err := ParseStatement(ds, text)
	if err != nil {
		return nil, err
	}
	c := &Check{Text: strings.Join(strings.Fields(text), " "), Meaning: s.words(ds), Statement: s}
	var years []figure.Year
	for _, y := range []figure.Year{s.From, s.Year} {
		if y != 0 {
			years = append(years, y)
		}
	}
	var silent []string
	for _, e := range s.sources(ds) {
		if !holds(e, s.Measure, years) {
			silent = append(silent, e.ID)
			continue
		}
		c.Findings = append(c.Findings, s.read(ds, e))
	}
	if len(c.Findings) == 0 {
		return nil, unheld(ds, &s, years)
	}
	if len(silent) > 0 {
		c.Notes = append(c.Notes, "without "+s.spoken()+": "+strings.Join(silent, ", "))
	}
	for _, code := range s.Codes {
		if x, ok := ds.Allies().Ally(code); ok && !x.MemberIn(int(s.Year)) {
			c.Notes = append(c.Notes, fmt.Sprintf("%s was not a member on 31 December %d: it joined on %s", x.Name, s.Year, x.Accession))
		}
	}
	if s.Source == query.NATO {
		if c.Beside, err = besides(ds, &s); err != nil {
			return nil, err
		}
	}
	c.Sentence, c.Citation = c.sentence(), c.citation()
	return c, nil
}

// sources are the editions a statement is computed from.
func (s *Statement) sources(ds *dataset.Dataset) []*dataset.Edition {
	if s.Source == query.SIPRI {
		return []*dataset.Edition{ds.SIPRI()}
	}
	if e, ok := ds.Edition(s.Edition); ok {
		return []*dataset.Edition{e}
	}
	return ds.Editions()
}

// holds tells whether an edition has a table with columns for the years.
func holds(e *dataset.Edition, m figure.Measure, years []figure.Year) bool {
	t, err := e.Table(m)
	if err != nil {
		return false
	}
	for _, y := range years {
		if !t.HasYear(y) {
			return false
		}
	}
	return true
}

// unheld is the error where no edition holds what a statement speaks of. The
// first year that one lacks is what is named.
func unheld(ds *dataset.Dataset, s *Statement, years []figure.Year) error {
	for _, y := range years {
		q := query.Query{Measure: s.Measure, Year: y, Edition: s.Edition, Source: s.Source}
		if _, err := resolve(ds, q); err != nil {
			return err
		}
	}
	return &query.Error{Word: s.spoken(), At: -1, Reason: "is in no edition"}
}

// spoken is the years a statement speaks of.
func (s *Statement) spoken() string {
	if s.From != 0 {
		return fmt.Sprintf("%d and %d", s.From, s.Year)
	}
	return fmt.Sprint(s.Year)
}

// sentence says the verdict by edition.
func (c *Check) sentence() string {
	var parts []string
	for o := Holds; o <= Differs; o++ {
		if ids := c.in(o); len(ids) > 0 {
			parts = append(parts, o.Words()+" in "+format.List(ids))
		}
	}
	if ids := c.in(NotMeasurable); len(ids) > 0 {
		parts = append(parts, NotMeasurable.Words()+" in "+format.List(ids))
	}
	return format.Capital(c.Meaning) + ": " + strings.Join(parts, "; ") + "."
}

// in are the editions with an outcome.
func (c *Check) in(o Outcome) []string {
	var ids []string
	for i := range c.Findings {
		if c.Findings[i].Outcome == o {
			ids = append(ids, c.Findings[i].Edition.ID)
		}
	}
	return ids
}

func (c *Check) citation() string {
	if c.Statement.Source == query.SIPRI {
		return citation(&work{edition: c.Findings[0].Edition, q: query.Query{Source: query.SIPRI}})
	}
	editions := make([]*dataset.Edition, len(c.Findings))
	for i := range c.Findings {
		editions[i] = c.Findings[i].Edition
	}
	return citationOf(editions, c.Statement.Measure)
}
