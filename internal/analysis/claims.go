package analysis

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Claim is a public statement, computed in the edition of its time and in the
// latest.
type Claim struct {
	dataset.Claim
	// About is the ally it is about, empty where it is about none or several.
	About ally.Code
	// Measure and Year are what it is computed from.
	Measure figure.Measure
	Year    figure.Year
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
		s, ok := computation(c.ID)
		if !ok {
			return nil, fmt.Errorf("claims.csv: nothing says how to compute %q", c.ID)
		}
		if err := s.say(c); err != nil {
			return nil, err
		}
		then, ok := ds.Edition(c.Edition)
		if !ok {
			return nil, fmt.Errorf("claims.csv: %s: edition %q is not held", c.ID, c.Edition)
		}
		x := Claim{
			Claim: c, About: s.About(), Measure: s.Measure, Year: s.Year, Then: s.read(ds, then), Now: s.read(ds, ds.Latest()),
			Late: then.Published > c.SaidOn,
		}
		if x.Beside, err = besides(ds, &s); err != nil {
			return nil, err
		}
		x.Note = x.note(&s)
		x.Why = x.why()
		out = append(out, x)
	}
	return out, nil
}

// say takes up the number a claim gives.
func (s *Statement) say(c dataset.Claim) error {
	if c.Said == "" {
		return nil
	}
	low, high, within := strings.Cut(c.Said, "..")
	var err error
	if s.Said, err = figure.ParseDecimal(low); err != nil {
		return fmt.Errorf("claims.csv: %s: %w", c.ID, err)
	}
	if within {
		s.Relation = Within
		if s.Upto, err = figure.ParseDecimal(high); err != nil {
			return fmt.Errorf("claims.csv: %s: %w", c.ID, err)
		}
	}
	if strings.HasPrefix(c.Unit, "billion") {
		s.Scale = 1000
	}
	return nil
}

// computation says how a claim is computed: what is looked up, never what comes
// out. The number said is the list's.
func computation(id string) (Statement, bool) {
	two, three := figure.Decimal{Units: 2}, figure.Decimal{Units: 35, Places: 1}
	switch id {
	case "2017-five-of-28":
		return Statement{Kind: SaysCount, Year: 2016, Level: two, Of: 28}, true
	case "2017-plus-10bn":
		return Statement{Kind: SaysMore, Measure: figure.USDConstant, Codes: []ally.Code{ally.EuropeCan}, From: 2015, Year: 2016}, true
	case "2017-norway-1.56":
		return Statement{Codes: []ally.Code{"NOR"}, Year: 2016}, true
	case "2017-norway-49bn":
		return Statement{Measure: figure.NatCurrent, Codes: []ally.Code{"NOR"}, Year: 2016}, true
	case "2017-norway-gap-13bn":
		return Statement{Kind: SaysGap, Codes: []ally.Code{"NOR"}, Year: 2016, Level: two}, true
	case "2017-uk-1.98":
		return Statement{Codes: []ally.Code{"GBR"}, Year: 2016, Dispute: true}, true
	case "2018-norway-equipment":
		return Statement{Measure: figure.EquipmentPct, Codes: []ally.Code{"NOR"}, Year: 2018, Relation: Over}, true
	case "2018-russia-border":
		return Statement{
			Kind: SaysPlan, Codes: []ally.Code{"NOR", "EST", "LVA", "LTU", "POL"}, Year: 2018,
			Reason: "a plan, and whether it is credible, is in no published table; the shares of the allies that border Russia are",
		}, true
	case "2025-third-below":
		return Statement{Kind: SaysPart, Year: 2024, Level: two, Below: true}, true
	case "2025-us-3.38":
		return Statement{Codes: []ally.Code{"USA"}, Year: 2024}, true
	case "2025-us-only-drop":
		return Statement{Kind: SaysMoved, Codes: []ally.Code{"USA"}, From: 2014, Year: 2024, Only: true}, true
	case "2025-france-2.06":
		return Statement{Codes: []ally.Code{"FRA"}, Year: 2024}, true
	case "2025-france-us-level":
		return Statement{Codes: []ally.Code{"USA"}, Year: 2024}, true
	case "2025-5-much-more-than-us":
		return Statement{Codes: []ally.Code{"USA"}, Year: 2024, Relation: Under}, true
	case "2025-ten-of-32":
		return Statement{Kind: SaysCount, Year: 2024, Level: two, Below: true, Of: 32}, true
	case "2025-seven-years":
		return Statement{
			Kind: SaysPath, Level: three, By: 2032,
			Reason: "a proposal for years to come is no fact, and related spending (1.5 %) is in no published table; what 3.5 % by 2032 takes is shown",
		}, true
	default:
		return Statement{}, false
	}
}

// besides are the figures of other sources: SIPRI's for one ally's share of GDP,
// and a quoted one of the IISS where a number of theirs is in dispute.
func besides(ds *dataset.Dataset, s *Statement) ([]Fact, error) {
	if s.Kind != SaysValue || s.Measure != figure.ShareGDP {
		return nil, nil
	}
	c := s.Codes[0]
	var out []Fact
	if f := ds.SIPRI().Figure(s.Measure, c, s.Year); f.Known() {
		out = append(out, Fact{Code: c, Label: fmt.Sprintf("SIPRI, %s %d", ds.Allies().Name(c), s.Year), Text: format.Figure(f) + " %"})
	}
	if !s.Dispute {
		return out, nil
	}
	quotes, err := ds.Quotes()
	if err != nil {
		return nil, err
	}
	for _, q := range quotes {
		if q.Code == c && q.Year == s.Year && q.Measure == "share_of_gdp" {
			out = append(out, Fact{Code: c, Label: fmt.Sprintf("%s, %s %d, as quoted in public", q.Source, ds.Allies().Name(c), s.Year), Text: q.Value.String() + " %"})
		}
	}
	return out, nil
}

// why says what came out, then and now, and what a reader must know besides.
func (c *Claim) why() string {
	then, now := c.Then, c.Now
	text := "in " + then.Edition.ID + ": " + then.Why + "; in " + now.Edition.ID + ": " + now.Why
	if then.Why == now.Why {
		text = then.Why
	}
	if c.Note != "" {
		text += "; " + c.Note
	}
	return format.Capital(text)
}

// note says what a reader must know to judge the findings.
func (c *Claim) note(s *Statement) string {
	var parts []string
	then, now := c.Then, c.Now
	if s.Dispute {
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
