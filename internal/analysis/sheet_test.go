package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

func sheet(tb testing.TB, q string, c ally.Code) *analysis.Sheet {
	tb.Helper()
	ds := frozen.Data(tb)
	s, err := sheetFor(ds, frozen.Query(tb, ds, q), c)
	if err != nil {
		tb.Fatalf("%s %s: %v", q, c, err)
	}
	return s
}

// sheetFor is the sheet of one ally in a profile of it.
func sheetFor(ds *dataset.Dataset, q query.Query, c ally.Code) (*analysis.Sheet, error) {
	q.Pins = query.List(c)
	p, err := analysis.ProfileFor(ds, q)
	if err != nil {
		return nil, err
	}
	return p.Sheets[0], nil
}

func TestASheetHasAllFifteenMeasures(t *testing.T) {
	s := sheet(t, "2024", "NOR")
	want := map[figure.Measure]string{ // figure, rank of how many, change, since 2014
		figure.ShareGDP:     "2.16 12/31 +0.41 +0.66",
		figure.RealChange:   "25.10 7/31 +0 +0",
		figure.USDCurrent:   "10825 12/31 +23.0 +40.2",
		figure.NatCurrent:   "116326 0/0 +25.1 +139.1", // national currencies are not ranked
		figure.GDPCurrent:   "500886 13/31 −0.3 −2.9",
		figure.Personnel:    "26.0 15/31 +8.3 +23.8",
		figure.OtherPct:     "36.07 8/31 +4.50 +2.83",
		figure.EquipmentPct: "28.10 18/31 −1.19 +7.68",
	}
	if len(s.Lines) != figure.Measures {
		t.Fatalf("%d lines", len(s.Lines))
	}
	for i, l := range s.Lines {
		got := fmt.Sprintf("%s %d/%d %s %s", l.Figure, l.Rank, l.Of, format.Signed(l.Change.Value), format.Signed(l.Since.Value))
		if w, ok := want[l.Measure]; ok && got != w {
			t.Errorf("%s: %s, want %s", l.Measure, got, w)
		}
		if l.Measure != figure.Measure(i) || s.Line(l.Measure) != &s.Lines[i] || !l.Held || l.Unit == "" {
			t.Errorf("line %d: %+v", i, l)
		}
	}
	if c := s.Line(figure.NatCurrent).Currency; c != "NOK" {
		t.Errorf("in %q", c)
	}
	// A sheet ranks as the ranking does.
	for _, measure := range []string{"share", "usd", "equipment", "gdp", "personnel"} {
		a := frozen.Answer(t, frozen.Data(t), measure+" 2024")
		r := row(t, a, "NOR")
		if l := s.Line(a.Measure); l.Rank != r.Rank || l.Tied != r.Tied || l.Change != r.Change || l.Since != r.Since {
			t.Errorf("%s: the sheet has rank %d, the ranking %d", measure, l.Rank, r.Rank)
		}
	}
	parts := 0.0
	for _, m := range []figure.Measure{figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct} {
		parts += s.Line(m).Figure.Exact()
	}
	if parts < 99.98 || parts > 100.02 {
		t.Errorf("the four parts are %v %%", parts)
	}
}

func TestWhatAnEditionLacksIsSaid(t *testing.T) {
	s := sheet(t, "2025 edition:2025-08", "DEU")
	if l := s.Line(figure.USDCurrent); l.Held || l.Figure.Known() || l.Rank != 0 || l.Unit == "" {
		t.Errorf("money of an edition without any: %+v", l)
	}
	if l := s.Line(figure.ShareGDP); !l.Held || l.Figure.Known() || l.Place != (analysis.Place{}) || l.Change.OK {
		t.Errorf("a share that was not printed: %+v", l)
	}
	if l := s.Line(figure.Personnel); l.Figure.String() != "186.4e" || l.Rank == 0 {
		t.Errorf("the one German figure: %+v", l)
	}
	if s.Row.Verdict != target.NoData {
		t.Errorf("judged %s", s.Row.Verdict)
	}
	if l := sheet(t, "2024 edition:2024-06", "ISL").Line(figure.GDPCurrent); !l.Figure.Known() || l.Rank == 0 || l.Of != 32 {
		t.Errorf("Iceland's GDP: %+v", l)
	}
}

func TestWhatOtherEditionsSay(t *testing.T) {
	for _, c := range []struct {
		q    string
		code ally.Code
		want string
	}{
		{"2024", "NOR", "2024-06 2.20e, 2025-04 2.21e, 2025-08 2.27e, 2026-07 2.16"},
		{"2025", "DEU", "2025-08 n/a, 2026-07 2.22e"},
		{"2014 edition:2024-06", "FIN", "2016-01 n/a, 2019-06 n/a, 2022-06 n/a, 2023-07 1.45, 2024-06 1.45, 2025-08 1.46, 2026-07 1.46"},
		{"2024 usd", "NOR", "2024-06 10606e, 2026-07 10825"},
		{"2024 source:sipri", "NOR", ""}, // never beside NATO's
	} {
		var parts []string
		for _, x := range sheet(t, c.q, c.code).Said {
			parts = append(parts, x.Edition.ID+" "+x.Figure.String())
		}
		if got := strings.Join(parts, ", "); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.q, c.code, got, c.want)
		}
	}
}

func TestNeighboursAndMedians(t *testing.T) {
	for _, c := range []struct {
		q    string
		code ally.Code
		want string
	}{
		// Nordic 2024: 2.11 2.16 2.20 2.29, between 2.16 and 2.20; Finland and Sweden
		// 2.11 and 2.20.
		{"2024", "NOR", "Nordic 2.18 of 4, neighbours 2.155 of 2, allies 2.02 of 31; FIN 2.11 meets, SWE 2.20 meets"},
		// Neither was an ally in 2014: their figures are shown and go into no median.
		{"2014 edition:2024-06", "NOR", "Nordic 1.345 of 2, neighbours n/a of 0, allies 1.19 of 27; FIN 1.45 not_member, SWE 1.06 not_member"},
		{"2024 usd", "EST", "Baltic 1441 of 3, neighbours 1441 of 1, allies 7103 of 31; LVA 1441 not_measurable"},
		// Of estimates a median is one too: 2.65 3.17 3.22 3.49, between 3.17 and 3.22.
		{"2026", "NOR", "Nordic 3.195e of 4, neighbours 2.935e of 2, allies 2.22e of 31; FIN 2.65e below, SWE 3.22e below"},
		{"2024 national", "EST", "; LVA 1331 not_measurable"},
	} {
		s := sheet(t, c.q, c.code)
		var medians, peers []string
		for _, m := range s.Medians {
			medians = append(medians, fmt.Sprintf("%s %s of %d", m.Name, m.Figure, m.Allies))
		}
		for _, p := range s.Neighbours {
			peers = append(peers, fmt.Sprintf("%s %s %s", p.Ally.Code, p.Figure, p.Verdict))
		}
		if got := strings.Join(medians, ", ") + "; " + strings.Join(peers, ", "); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.q, c.code, got, c.want)
		}
	}
}

func TestMembershipAndPledges(t *testing.T) {
	s := sheet(t, "2024", "NOR")
	var groups []string
	for _, g := range s.Groups {
		groups = append(groups, g.ID)
	}
	if !s.Member || strings.Join(groups, " ") != "europe founding nordic" {
		t.Errorf("member %v, groups %v", s.Member, groups)
	}
	want := []string{
		"guideline-2006 false meets 0.16", "wales-2 false meets 0.16", "equipment-20 true meets 8.10", "vilnius-2 true meets 0.16",
		"hague-core-3.5 false below -1.34", "hague-related-1.5 false not_measurable", "hague-total-5 false not_measurable",
	}
	for i, p := range s.Pledges {
		got := fmt.Sprintf("%s %v %s", p.Pledge.ID, p.InForce, p.Verdict)
		if p.Gap.OK {
			got += " " + p.Gap.Value.String()
		}
		if i >= len(want) || got != want[i] {
			t.Errorf("pledge %d: %s", i, got)
		}
	}
	for _, p := range sheet(t, "2026", "NOR").Pledges {
		if p.InForce != (p.Pledge.ID == "equipment-20" || strings.HasPrefix(p.Pledge.ID, "hague")) {
			t.Errorf("2026: %s in force %v", p.Pledge.ID, p.InForce)
		}
	}
	if x := sheet(t, "2014 edition:2024-06", "FIN"); x.Member || x.Pledges[0].Verdict != target.NotMember {
		t.Errorf("Finland 2014: member %v, %s", x.Member, x.Pledges[0].Verdict)
	}
	if x := sheet(t, "2024", "ISL"); !x.Member || x.Pledges[0].Verdict != target.NoForces {
		t.Errorf("Iceland: %s", x.Pledges[0].Verdict)
	}
}

func TestHeadlines(t *testing.T) {
	for _, c := range []struct {
		q    string
		code ally.Code
		want string
	}{
		{"", "NOR", "Norway 2026e: 3.17 % of GDP (8th of 31), 0.33 pp below 3.5 %, +0.01 pp on 2025, +1.67 pp since 2014."},
		{"2024 2%", "DEU", "Germany 2024: 2.00 % of GDP (17th of 31), at 2 %, on the knife-edge, +0.40 pp on 2023, +0.84 pp since 2014."},
		{"2014 edition:2024-06", "FIN", "Finland 2014: 1.45 % of GDP, not a member then."},
		{"2024", "ISL", "Iceland 2024: no armed forces."},
		{"2025 edition:2025-08", "DEU", "Germany 2025e: no figure in NATO, August 2025 edition."},
		{"2024 national", "NOR", "Norway 2024, defence expenditure: 116,326 NOK m, current prices, +25.1 % on 2023, +139.1 % since 2014."},
		{"2024 gdp-per-capita", "NOR", "Norway 2024, GDP per head: 99.2 thousand US$ (1st of 31), +0.5 % on 2023, +9.3 % since 2014."},
		{"2024 equipment base:2023", "NOR", "Norway 2024, major equipment, R&D included: 28.10 % of defence expenditure (18th of 31), 8.10 pp above 20 %, −1.19 pp on 2023."},
		{"2026 5%", "NOR", "Norway 2026e: 3.17 % of GDP (8th of 31), +0.01 pp on 2025, +1.67 pp since 2014."},
		{"2016 edition:2016-07 members:everyone", "FIN", "Finland 2016e: no figure in NATO, July 2016 edition."},
	} {
		if got := sheet(t, c.q, c.code).Headline; got != c.want {
			t.Errorf("%s %s:\n%s, want\n%s", c.q, c.code, got, c.want)
		}
	}
}

func TestASheetDoesNotFollowTheList(t *testing.T) {
	want := sheet(t, "2024", "NOR").Headline
	for _, q := range []string{"2024 baltic", "2024 filter:zzz", "2024 EST only", "sheet 2024"} {
		if got := sheet(t, q, "NOR").Headline; got != want && !strings.Contains(q, "base") {
			t.Errorf("%s: %s", q, got)
		}
	}
}

func TestRefusedSheets(t *testing.T) {
	ds := frozen.Data(t)
	_, err := sheetFor(ds, query.Query{}, "XXX")
	refused(t, "an unknown ally", err, "XXX", "")
	_, err = sheetFor(ds, query.Query{}, ally.Total)
	refused(t, "an aggregate", err, "NATO_TOTAL", "")
	_, err = sheetFor(ds, query.Query{Year: 2012}, "NOR")
	refused(t, "a year", err, "2012", "2012 edition:2019-06")
}

func BenchmarkSheet(b *testing.B) {
	ds := frozen.Data(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sheetFor(ds, query.Query{}, "NOR"); err != nil {
			b.Fatal(err)
		}
	}
}

// Where changes are counted from the year before, they are told once.
func TestAGroupIsSaidToHaveChangedOnce(t *testing.T) {
	ds := frozen.Data(t)
	x, err := analysis.WholeFor(ds, frozen.Query(t, ds, "2025 base:2024"), ally.GroupCode("nordic"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(x.Sentence, " pp "); n != 1 || !strings.Contains(x.Sentence, " pp on 2024") {
		t.Errorf("told %d times: %s", n, x.Sentence)
	}
}

// The Netherlands, whose money lies on the other side of the level, are no Nordic ally.
func TestNotesOfAGroupAreOfItsMembers(t *testing.T) {
	ds := frozen.Data(t)
	for group, noted := range map[string]bool{"nordic": false, "founding": true} { // the Netherlands are no Nordic ally
		x, err := analysis.WholeFor(ds, frozen.Query(t, ds, "2024 2% edition:2026-07"), ally.GroupCode(group))
		if err != nil || strings.Contains(strings.Join(x.Notes, "\n"), "Netherlands 2024: meets") != noted {
			t.Errorf("%s: %v, %v", group, x.Notes, err)
		}
	}
}

// A change of a change in per cent says nothing: no surface has one.
func TestAChangeHasNoChange(t *testing.T) {
	ds := frozen.Data(t)
	s := sheet(t, "real-change 2024", "NOR")
	if l := s.Line(figure.RealChange); !l.Known() || l.Change.OK || l.Since.OK || s.Row.Change.OK || s.Row.Since.OK {
		t.Errorf("%+v", l)
	}
	if want := "Norway 2024, annual real change: 25.10 % (7th of 31)."; s.Headline != want {
		t.Errorf("%q, want %q", s.Headline, want)
	}
	c := comparison(t, "real-change 2024 NOR POL", "")
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Signed {
			t.Errorf("a comparison has the line %q", l.Name)
		}
	}
	x := analysis.TrendFor(frozen.Answer(t, ds, "trend real-change 2020..2024 NOR"), "NOR")
	if want := "Annual real change, %, 2024: Norway 25.10; NATO Europe and Canada 19.28."; x.Sentence != want {
		t.Errorf("%q, want %q", x.Sentence, want)
	}
}
