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

// Claim is a public statement, computed in the edition of its time and in the
// latest.
type Claim struct {
	dataset.Claim
	// About is the ally it is about, empty where it is about none or several.
	About ally.Code
	// Then is computed from the edition current when it was said, Now from the
	// latest.
	Then, Now Finding
	// Late tells that the edition of Then came out after the statement: of those
	// held, it is the first that covers the year.
	Late bool
	// Beside are figures of other sources, where the claim is about one ally's
	// share of GDP or needs them: never a part of NATO's.
	Beside []Fact
	// Why says what came out then and now, and Note what a reader must know besides
	// to judge it, empty where there is nothing.
	Why, Note string
}

// ClaimsFor computes every public statement that is held, in the order of the
// list. The error names a statement that nobody has said how to compute.
func ClaimsFor(ds *dataset.Dataset) ([]Claim, error) {
	list, err := ds.Claims()
	if err != nil {
		return nil, err
	}
	out := make([]Claim, 0, len(list))
	for _, c := range list {
		x, err := claimFor(ds, c)
		if err != nil {
			return nil, fmt.Errorf("claims.csv: %s: %w", c.ID, err)
		}
		out = append(out, x)
	}
	return out, nil
}

func claimFor(ds *dataset.Dataset, c dataset.Claim) (Claim, error) {
	s, ok := computation(c.ID)
	if !ok {
		return Claim{}, fmt.Errorf("nothing says how to compute it")
	}
	if err := s.takeNumber(c); err != nil {
		return Claim{}, err
	}
	then, ok := ds.Edition(c.Edition)
	if !ok {
		return Claim{}, fmt.Errorf("edition %q is not held", c.Edition)
	}
	beside, err := besides(ds, &s)
	x := Claim{Claim: c, About: s.about(), Then: s.compute(ds, then), Now: s.compute(ds, ds.Latest()), Late: then.Published > c.SaidOn, Beside: beside}
	x.Note = x.note(&s)
	x.Why = x.why()
	return x, err
}

// takeNumber takes up the number a claim gives.
func (s *statement) takeNumber(c dataset.Claim) (err error) {
	if c.Said == "" {
		return nil
	}
	if strings.HasPrefix(c.Unit, "billion") {
		s.scale = 1000
	}
	low, high, ranged := strings.Cut(c.Said, "..")
	if s.number, err = figure.ParseDecimal(low); err != nil || !ranged {
		return err
	}
	s.relation = inRange
	s.upto, err = figure.ParseDecimal(high)
	return err
}

// computation says how a claim is computed: what is looked up, never what comes
// out. The number said is the list's.
func computation(id string) (s statement, ok bool) {
	two := figure.Decimal{Units: 2}
	of := func(year figure.Year, codes ...ally.Code) statement {
		return statement{Query: query.Query{Year: year}, codes: codes}
	}
	counting := func(year figure.Year, kind statementKind) statement {
		return statement{Query: query.Query{Year: year, Level: two}, kind: kind, below: true}
	}
	switch id {
	case "2017-five-of-28":
		s = counting(2016, aCount)
		s.below, s.of = false, 28
	case "2017-plus-10bn":
		s = of(2016, ally.EuropeCan)
		s.kind, s.Measure, s.From = aGrowth, figure.USDConstant, 2015
	case "2017-norway-1.56":
		s = of(2016, "NOR")
	case "2017-norway-49bn":
		s = of(2016, "NOR")
		s.Measure = figure.NatCurrent
	case "2017-norway-gap-13bn":
		s = of(2016, "NOR")
		s.kind, s.Level = aGap, two
	case "2017-uk-1.98":
		s = of(2016, "GBR")
		s.dispute = true
	case "2018-norway-equipment":
		s = of(2018, "NOR")
		s.Measure, s.relation = figure.EquipmentPct, over
	case "2018-russia-border":
		s = of(2018, "NOR", "EST", "LVA", "LTU", "POL")
		s.kind, s.reason = aPlan, "a plan, and whether it is credible, is in no published table; the shares of the allies that border Russia are"
	case "2025-third-below":
		s = counting(2024, aPart)
	case "2025-us-only-drop":
		s = of(2024, "USA")
		s.kind, s.From, s.only = aMove, 2014, true
	case "2025-france-2.06":
		s = of(2024, "FRA")
	case "2025-us-3.38", "2025-france-us-level":
		s = of(2024, "USA")
	case "2025-5-much-more-than-us":
		s = of(2024, "USA")
		s.relation = under
	case "2025-ten-of-32":
		s = counting(2024, aCount)
		s.of = 32
	case "2025-seven-years":
		s.kind, s.Level, s.Deadline = aPath, figure.Decimal{Units: 35, Places: 1}, 2032
		s.reason = "a proposal for years to come is no fact, and related spending (1.5 %) is in no published table; what 3.5 % by 2032 takes is shown"
	default:
		return s, false
	}
	return s, true
}

// besides are the figures of other sources: SIPRI's for one ally's share of GDP,
// and a quoted one of the IISS where a number of theirs is in dispute.
func besides(ds *dataset.Dataset, s *statement) ([]Fact, error) {
	if s.kind != aFigure || s.Measure != figure.ShareGDP {
		return nil, nil
	}
	c := s.codes[0]
	name := fmt.Sprintf("%s %d", ds.Allies().Name(c), s.Year)
	var out []Fact
	if f := ds.SIPRI().Figure(s.Measure, c, s.Year); f.Known() {
		out = append(out, Fact{Code: c, Label: "SIPRI, " + name, Text: format.Figure(f) + " %"})
	}
	if !s.dispute {
		return out, nil
	}
	quotes, err := ds.Quotes()
	for _, q := range quotes {
		if q.Code == c && q.Year == s.Year && q.Measure == "share_of_gdp" {
			out = append(out, Fact{Code: c, Label: q.Source + ", " + name + ", as quoted in public", Text: q.Value.String() + " %"})
		}
	}
	return out, err
}

// why says what came out, then and now, and what a reader must know besides.
func (c *Claim) why() string {
	text := c.Then.Why
	if c.Now.Why != text {
		text = "in " + c.Then.Edition.ID + ": " + text + "; in " + c.Now.Edition.ID + ": " + c.Now.Why
	}
	if c.Note != "" {
		text += "; " + c.Note
	}
	return format.Capital(text)
}

// note says what a reader must know to judge the findings.
func (c *Claim) note(s *statement) string {
	var parts []string
	then, now := c.Then, c.Now
	if s.dispute {
		parts = append(parts, "a dispute of definitions: each source counts by its own, and none shows another wrong")
	}
	if then.Outcome != now.Outcome && then.Edition.Definition != now.Edition.Definition && then.Outcome != NotMeasurable {
		parts = append(parts, now.Edition.ID+" counts "+now.Edition.Definition+" and revises earlier years")
	}
	if c.Late {
		parts = append(parts, fmt.Sprintf("%s came out on %s, after it was said", then.Edition.ID, then.Edition.Published))
	}
	return strings.Join(parts, "; ")
}
