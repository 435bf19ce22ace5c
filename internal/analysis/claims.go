package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Claim is a public statement, computed from the edition of its time and from the latest.
type Claim struct {
	dataset.Claim
	About     ally.Code // empty if it is about no single ally
	Then, Now Finding
	// Late reports whether the edition of Then was published after the statement was made: it is
	// the first held that covers the year.
	Late   bool
	Beside []Fact // figures of other sources, never mixed with NATO's
	Why    string // the reasons for both outcomes, and Note
	Note   string // what else a reader must know to judge it
}

// ClaimsFor returns every public statement in the order of the list, computed once for a data set.
// The error names one that cannot be computed, for example because its edition is not held.
func ClaimsFor(ds *dataset.Dataset) ([]Claim, error) {
	type computed struct {
		claims []Claim
		err    error
	}
	type allClaims struct{}
	x := dataset.Kept(ds, allClaims{}, func() (x computed) {
		list, err := ds.Claims()
		x.claims, x.err = make([]Claim, len(list)), err
		how := computations()
		for i, c := range list {
			then, held := ds.Edition(c.Edition)
			s, known := how[c.ID]
			switch {
			case !held:
				x.err = fmt.Errorf("claims.csv: %s: edition %q is not held", c.ID, c.Edition)
			case !known:
				x.err = fmt.Errorf("claims.csv: nothing says how to compute %q", c.ID)
			default:
				x.claims[i] = claimFor(ds, c, s, then)
			}
		}
		return x
	})
	return x.claims, x.err
}

func claimFor(ds *dataset.Dataset, c dataset.Claim, s statement, then *dataset.Edition) Claim {
	low, high, ranged := strings.Cut(c.Said, "..")
	s.number, _ = figure.ParseDecimal(low) // some statements have no number
	if ranged {
		s.relation = inRange
		s.upto, _ = figure.ParseDecimal(high)
	}
	if strings.HasPrefix(c.Unit, "billion") {
		s.scale = 1000
	}
	x := Claim{Claim: c, Late: then.Published > c.SaidOn, Beside: otherFigures(ds, &s)}
	if len(s.codes) == 1 && !s.codes[0].Aggregate() {
		x.About = s.codes[0]
	}
	x.Then, x.Now = s.compute(ds, then), s.compute(ds, ds.Latest())
	now := x.Now.Edition
	turned := x.Then.Outcome != x.Now.Outcome && x.Then.Outcome != NotMeasurable
	x.Note = format.Join("; ",
		format.When(s.dispute, "a dispute about definitions: each source uses its own, and none proves another wrong"),
		format.When(turned && then.Definition != now.Definition, now.ID+" counts "+now.Definition+" and revises earlier years"),
		format.When(s.kind == aGrowth && c.SaidOn < now.PriceBase, now.PriceBase+" prices did not exist yet when it was said"),
		format.Whenf(x.Late, "%s was published on %s, after it was said", then.ID, then.Published))
	text := x.Then.Why
	if x.Now.Why != text {
		text = "in " + then.ID + ": " + text + "; in " + now.ID + ": " + x.Now.Why
	}
	x.Why = format.Capital(format.Join("; ", text, x.Note))
	return x
}

// computations says how to compute each claim, by its ID: what to look up, never the outcome. The
// number that was said is in the list of claims.
func computations() map[string]statement {
	const share, equipment = figure.ShareGDP, figure.EquipmentPct
	two, core := figure.Decimal{Units: 2}, figure.Decimal{Units: 35, Places: 1}
	in := func(m figure.Measure, y figure.Year) query.Query { return query.Query{Measure: m, Year: y} }
	level := func(y figure.Year) query.Query { return query.Query{Year: y, Level: two} }
	from := func(m figure.Measure, first, last figure.Year) query.Query {
		return query.Query{Measure: m, From: first, Year: last}
	}
	type codes = []ally.Code
	return map[string]statement{
		"2017-five-of-28":          {kind: aCount, Query: level(2016), of: 28},
		"2017-plus-10bn":           {kind: aGrowth, Query: from(figure.USDConstant, 2015, 2016), codes: codes{ally.EuropeCan}},
		"2017-norway-1.56":         {Query: in(share, 2016), codes: codes{"NOR"}},
		"2017-norway-49bn":         {Query: in(figure.NatCurrent, 2016), codes: codes{"NOR"}},
		"2017-norway-gap-13bn":     {kind: aGap, Query: level(2016), codes: codes{"NOR"}},
		"2017-uk-1.98":             {Query: in(share, 2016), codes: codes{"GBR"}, dispute: true},
		"2018-norway-equipment":    {Query: in(equipment, 2018), codes: codes{"NOR"}, relation: over},
		"2025-third-below":         {kind: aPart, Query: level(2024), below: true, except: "USA", almost: true},
		"2025-us-3.38":             {Query: in(share, 2024), codes: codes{"USA"}},
		"2025-us-only-drop":        {kind: aMove, Query: from(share, 2014, 2024), codes: codes{"USA"}, only: true},
		"2025-france-2.06":         {Query: in(share, 2024), codes: codes{"FRA"}},
		"2025-france-us-level":     {Query: in(share, 2024), codes: codes{"USA"}},
		"2025-5-much-more-than-us": {Query: in(share, 2024), codes: codes{"USA"}, relation: under},
		"2025-ten-of-32":           {kind: aCount, Query: level(2024), below: true, of: 32},
		"2018-russia-border": {
			kind: aPlan, Query: in(share, 2018), codes: codes{"NOR", "EST", "LVA", "LTU", "POL"},
			reason: "no published table holds a plan, or whether it is credible; the shares of the allies that border Russia are shown",
		},
		"2025-seven-years": {
			kind: aPlan, Query: query.Query{Level: core, Deadline: 2032},
			reason: "a proposal for future years is not a fact, and no published table holds related spending (1.5 %); what 3.5 % by 2032 takes is shown",
		},
	}
}

// otherFigures returns figures of other sources for a statement about an ally's share of GDP:
// SIPRI's and, for a disputed number, those that are quoted in public.
func otherFigures(ds *dataset.Dataset, s *statement) []Fact {
	if s.kind != aFigure || s.Measure != figure.ShareGDP {
		return nil
	}
	c := s.codes[0]
	name := fmt.Sprintf("%s %d", ds.Allies().Name(c), s.Year)
	var out []Fact
	if f := ds.SIPRI().Figure(s.Measure, c, s.Year); f.Known() {
		out = append(out, Fact{Code: c, Label: "SIPRI, " + name, Text: format.Figure(f) + " %"})
	}
	quotes, _ := ds.Quotes()
	for _, q := range quotes {
		if s.dispute && q.Code == c && q.Year == s.Year && q.Measure == "share_of_gdp" {
			out = append(out, Fact{Code: c, Label: q.Source + ", " + name + ", as quoted in public", Text: q.Value.String() + " %"})
		}
	}
	return out
}

// Check is a statement that the reader typed, computed from every edition that has its measure and
// years. Callers must not modify it.
type Check struct {
	Header                  // Measure and Year are the statement's
	Text, Meaning string    // what was typed, and how it was understood
	Skipped       []string  // words that were ignored
	Findings      []Finding // by edition, oldest first
	Beside        []Fact    // figures of other sources, for a statement about an ally's share of GDP
}

// CheckFor parses a statement and computes it from every edition that has its measure and years, or
// from the one that it names. The error is a *query.Error if the statement is not understood or no
// edition can answer it.
func CheckFor(ds *dataset.Dataset, text string) (*Check, error) {
	s, err := parseStatement(ds, text)
	if err != nil {
		return nil, err
	}
	if s.Source == query.Series {
		return nil, query.Refused(s.Edition, "is a series of your own: statements are checked against NATO's figures, or SIPRI's")
	}
	c := &Check{Header: Header{Measure: s.Measure, Year: s.Year}, Meaning: s.words(ds), Skipped: s.skipped}
	c.Text = strings.Join(strings.Fields(text), " ")
	years := s.years()
	spoken := format.List(format.Each(years, func(y figure.Year) string { return format.Year(y, false) }))
	var without, unheld []string
	asked := ds.Editions()
	if e, named := ds.Find(s.Edition); named {
		asked = []*dataset.Edition{e}
	} else if s.Source == query.SIPRI {
		asked = []*dataset.Edition{ds.SIPRI()}
	}
	for _, e := range asked {
		switch {
		case covers(e, s.Measure, years):
			c.Findings = append(c.Findings, s.compute(ds, e))
		case !e.Holds(s.Measure) && covers(e, figure.ShareGDP, years):
			unheld = append(unheld, e.ID) // it has the years but not the table
		default:
			without = append(without, e.ID)
		}
	}
	if len(c.Findings) == 0 {
		return nil, cmp.Or(format.Each(years, func(y figure.Year) error { // for the first missing year
			_, err := resolve(ds, query.Query{Measure: s.Measure, Year: y, Edition: s.Edition, Source: s.Source})
			return err
		})...)
	}
	editions := format.EachOf(c.Findings, func(f *Finding) *dataset.Edition { return f.Edition })
	outcomes := format.Each([]Outcome{Holds, Rounds, Differs, NotMeasurable}, func(o Outcome) string {
		ids := format.EachOf(c.Findings, func(f *Finding) string { return format.When(f.Outcome == o, f.Edition.ID) })
		return format.After(o.Words()+" in ", format.List(ids))
	})
	c.Sentence = format.Capital(c.Meaning) + ": " + strings.Join(outcomes, "; ") + "."
	c.Citation = citation(&Header{Edition: editions[0]})
	var compared []string // notes on differences between NATO's editions
	if s.Source == query.NATO {
		compared = append(s.splitNotes(ds, editions), vintageNotes(ds, editions, s.codes, s.Group, s.Measure, years...)...)
		c.Citation = citationOf(editions, c.Measure)
		c.Beside = otherFigures(ds, &s)
	}
	foreign := s.Source == query.SIPRI && (s.kind == aCount || s.kind == aFigure && s.relation != equal)
	c.Notes = slices.Concat(format.Said(
		format.After("editions that do not cover "+spoken+": ", strings.Join(without, ", ")),
		format.After("editions held without the table "+s.Measure.String()+": ", strings.Join(unheld, ", ")),
	), format.Each(ds.Allies().Known(s.codes), func(x *ally.Ally) string { return notMember(x, s.Year) }),
		compared, format.Said(format.When(foreign, foreignNote), ownNote(editions[0])))
	return c, nil
}

// splitNotes names the editions in which the ally's money is on the other side of the number that
// its share is said to meet or miss.
func (s *statement) splitNotes(ds *dataset.Dataset, editions []*dataset.Edition) []string {
	if s.kind != aFigure || s.Measure != figure.ShareGDP || s.relation == equal || s.relation == inRange {
		return nil
	}
	return format.Each(editions, func(e *dataset.Edition) string {
		w, err := s.judgedIn(ds, e)
		if err != nil {
			return "" // the finding says why
		}
		return format.After(e.ID+", ", w.splitNote(s.codes[0], s.Year))
	})
}

// covers reports whether an edition has a table of the measure with columns for all the years.
func covers(e *dataset.Edition, m figure.Measure, years []figure.Year) bool {
	t, err := e.Table(m)
	return err == nil && !slices.ContainsFunc(years, func(y figure.Year) bool { return !t.HasYear(y) })
}
