package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Sources are NATO's and SIPRI's shares of GDP side by side, and series of the
// reader's own: sources apart, never one series. They must not be changed.
type Sources struct {
	Header  // of NATO's edition
	SIPRI   *dataset.Edition
	Series  []*dataset.Edition // the reader's own of shares of GDP
	Rows    []SourceRow
	Reasons []Reason // the known ones for a difference
}

// SourceRow is one ally in one year.
type SourceRow struct {
	Ally        *ally.Ally
	Year        figure.Year
	NATO, SIPRI figure.Figure
	Difference  Delta           // SIPRI's less NATO's, pp, as printed
	Series      []figure.Figure // of the reader's own series, in their order
}

// Reason is why two sources differ: for an ally, or for all where Ally is nil.
type Reason struct {
	Ally *ally.Ally
	Text string
}

// SourcesFor sets the two sources side by side, for the allies pinned in a query
// and its year, its range, or else all years of NATO's edition.
func SourcesFor(ds *dataset.Dataset, q query.Query) (*Sources, error) {
	if q.Measure != figure.ShareGDP {
		return nil, query.Refused(q.Measure.Spec().Word, "is not held of SIPRI: only the share of GDP is", "share")
	}
	if q.Source != query.NATO {
		return nil, query.Refused(q.Said(), "has no place here: both sources are shown")
	}
	if q.Pins == "" {
		return nil, ErrAllies
	}
	// Years of SIPRI's that the edition lacks are shown all the same, so the
	// edition is not asked for them.
	w, err := resolve(ds, query.Query{Edition: q.Edition})
	if err != nil {
		return nil, err
	}
	theirs, err := ds.SIPRI().Table(figure.ShareGDP)
	if err != nil {
		return nil, err
	}
	s := &Sources{Header: w.Header, SIPRI: ds.SIPRI(), Series: seriesOf(ds, figure.ShareGDP)}
	s.Query = q
	s.Query.Edition = w.Edition.ID
	s.First, s.Last = cmp.Or(q.From, q.Year, s.First), cmp.Or(q.To, q.Year, s.Last)
	asked := func(y figure.Year) bool { return y >= s.First && y <= s.Last }
	if !slices.ContainsFunc(slices.Concat(w.table.Years(), theirs.Years()), asked) {
		return nil, w.noYear(s.First)
	}
	var notes tellings // NATO's, of its figures of the last year shown
	for _, x := range ds.Allies().Known(q.Pins.Codes()) {
		footnotes, err := ds.Footnotes(s.Edition.ID, x.Code, figure.ShareGDP, s.Last)
		if err != nil {
			return nil, err
		}
		for _, text := range footnotes {
			notes.tell(x.Name, text)
		}
		for y := s.First; y <= s.Last; y++ {
			nato, sipri := w.table.At(x.Code, y), theirs.At(x.Code, y)
			row := SourceRow{Ally: x, Year: y, NATO: nato, SIPRI: sipri, Difference: sipri.Minus(nato)}
			for _, own := range s.Series {
				row.Series = append(row.Series, own.Figure(figure.ShareGDP, x.Code, y))
			}
			s.Rows = append(s.Rows, row)
		}
	}
	theirHeader := Header{Edition: s.SIPRI, Query: query.Query{Source: query.SIPRI}}
	s.Sentence, s.Citation = s.sentence(), citation(&w.Header)+" "+citation(&theirHeader)
	s.Notes = format.Said(slices.Concat([]string{
		"NATO counts " + s.Edition.Definition + ", " + s.Unit + "; SIPRI " + s.SIPRI.Definition,
		format.Whenf(s.Last > theirs.Last, "SIPRI's series ends in %d", theirs.Last),
	}, notes.words(""))...)
	for _, own := range s.Series {
		s.Citation += " " + citation(&Header{Edition: own, Unit: figure.ShareGDP.Spec().Unit})
	}
	return s, s.reasons(ds)
}

func seriesOf(ds *dataset.Dataset, m figure.Measure) []*dataset.Edition {
	return slices.DeleteFunc(slices.Clone(ds.Others()), func(e *dataset.Edition) bool {
		_, err := e.Table(m)
		return e.Source != dataset.Series || err != nil
	})
}

// reasons adds what is known of the differences, each text once: for all, and for the allies
// asked about.
func (s *Sources) reasons(ds *dataset.Dataset) error {
	for _, code := range append([]ally.Code{""}, s.Query.Pins.Codes()...) { // of nobody first
		x, _ := ds.Allies().Ally(code)
		for y := s.First; y <= s.Last; y++ {
			notes, err := ds.Quirks(s.SIPRI.ID, code, figure.ShareGDP, y)
			if err != nil {
				return err
			}
			for _, text := range notes {
				if r := (Reason{x, text}); !slices.Contains(s.Reasons, r) && !slices.Contains(s.Reasons, Reason{nil, text}) {
					s.Reasons = append(s.Reasons, r)
				}
			}
		}
	}
	return nil
}

// sentence says the figures of a single year, and of several the least and the greatest difference.
func (s *Sources) sentence() string {
	both := s.Rows
	if len(both) > 1 {
		both = slices.DeleteFunc(slices.Clone(both), func(r SourceRow) bool { return !r.Difference.OK })
	}
	switch len(both) {
	case 0:
		return "The two sources have no figure of the same ally and year."
	case 1:
		r := both[0]
		return fmt.Sprintf("%s %d: NATO %s, SIPRI %s%s; two definitions, never one series.", r.Ally.Name, r.Year, r.NATO, r.SIPRI,
			format.Whenf(r.Difference.OK, " (%s pp)", format.Signed(r.Difference.Value)))
	}
	by := func(a, b SourceRow) int { return a.Difference.Value.Cmp(b.Difference.Value) }
	least, most := slices.MinFunc(both, by), slices.MaxFunc(both, by)
	return fmt.Sprintf("SIPRI's share less NATO's, %d figures: from %s pp (%s %d) to %s pp (%s %d); two definitions, never one series.",
		len(both), format.Signed(least.Difference.Value), least.Ally.Name, least.Year, format.Signed(most.Difference.Value), most.Ally.Name, most.Year)
}
