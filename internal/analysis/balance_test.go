package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

func balance(tb testing.TB, q string) *analysis.Balance {
	tb.Helper()
	ds := frozen.Data(tb)
	b, err := analysis.BalanceFor(ds, frozen.Query(tb, ds, q))
	if err != nil {
		tb.Fatalf("%s: %v", q, err)
	}
	return b
}

func point(tb testing.TB, b *analysis.Balance, c ally.Code) *analysis.BalancePoint {
	tb.Helper()
	p, ok := b.Point(c)
	if !ok {
		tb.Fatalf("no point of %s", c)
	}
	return p
}

func TestQuadrants(t *testing.T) {
	b := balance(t, "2014 edition:2024-06")
	for c, want := range map[ally.Code]struct {
		share, equipment string
		quadrant         analysis.Quadrant
		verdict          target.Verdict
	}{
		"USA": {"3.71", "25.97", analysis.Both, target.Meets},
		"GBR": {"2.14", "22.82", analysis.Both, target.Meets},
		"GRC": {"2.22", "8.17", analysis.ShareOnly, target.Meets},
		"FRA": {"1.82", "24.64", analysis.EquipmentOnly, target.Below},
		"DEU": {"1.19", "12.94", analysis.Neither, target.Below},
		"SWE": {"1.06", "40.47", analysis.NoQuadrant, target.NotMember},
		"ISL": {"n/a", "n/a", analysis.NoQuadrant, target.NoForces},
	} {
		p := point(t, b, c)
		if p.Share.String() != want.share || p.Equipment.String() != want.equipment || p.Quadrant != want.quadrant || p.Verdict() != want.verdict {
			t.Errorf("%s: %s, %s, %s, %s", c, p.Share, p.Equipment, p.Quadrant, p.Verdict())
		}
	}
	if b.Counts != [analysis.Quadrants]int{0, 2, 1, 5, 19} || b.WithForces != 27 {
		t.Errorf("counted %v of %d", b.Counts, b.WithForces)
	}
}

// The quadrants agree with what either measure says alone.
func TestQuadrantsAddUp(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ balance, share, equipment string }{
		{"2024", "2024 2%", "2024 20% equipment"},
		{"2024 3.5%", "2024 3.5%", "2024 20% equipment"},
		{"2024 30% equipment", "2024 2%", "2024 30% equipment"},
		{"2019 edition:2024-06", "2019 2% edition:2024-06", "2019 20% equipment edition:2024-06"},
		{"baltic 2024", "baltic 2024 2%", "baltic 2024 20% equipment"},
	} {
		b, s, e := balance(t, c.balance), frozen.Answer(t, ds, c.share).Count, frozen.Answer(t, ds, c.equipment).Count
		if got := b.Counts[analysis.Both] + b.Counts[analysis.ShareOnly]; got != s.Meets {
			t.Errorf("%s: %d meet the share, the ranking says %d", c.balance, got, s.Meets)
		}
		if got := b.Counts[analysis.Both] + b.Counts[analysis.EquipmentOnly]; got != e.Meets {
			t.Errorf("%s: %d meet the equipment share, the ranking says %d", c.balance, got, e.Meets)
		}
		sum := 0
		for _, n := range b.Counts {
			sum += n
		}
		if sum != b.WithForces || sum != s.WithForces {
			t.Errorf("%s: %v add up to %d of %d", c.balance, b.Counts, sum, s.WithForces)
		}
	}
}

func TestAPointNeedsBothFigures(t *testing.T) {
	b := balance(t, "2025 edition:2025-08")
	for _, c := range []ally.Code{"DEU", "DNK"} { // no figure at all; no equipment share
		p := point(t, b, c)
		if p.Known() || p.Quadrant != analysis.NoQuadrant || p.Verdict() != target.NoData || p.KnifeEdge() {
			t.Errorf("%s: %+v", c, p.BalanceStep)
		}
	}
	if b.Counts[analysis.NoQuadrant] != 2 {
		t.Errorf("counted %v", b.Counts)
	}
}

func TestTrails(t *testing.T) {
	p := point(t, balance(t, "2024 NOR"), "NOR")
	trail := p.Trail()
	if len(trail) != 13 || trail[10] != p.BalanceStep || p.Pin != 0 {
		t.Errorf("%d steps, pin %d", len(trail), p.Pin)
	}
	for i, s := range trail {
		if s.Year != 2014+figure.Year(i) || !s.Known() || s.Quadrant == analysis.NoQuadrant {
			t.Errorf("step %d: %+v", i, s)
		}
	}
	if q := trail[0].Quadrant; q != analysis.EquipmentOnly { // 1.50 and 20.42 %
		t.Errorf("2014: %s", q)
	}
	fin := point(t, balance(t, "2024"), "FIN")
	if fin.Trail()[0].Quadrant != analysis.NoQuadrant || !fin.Trail()[0].Known() || fin.Trail()[9].Quadrant == analysis.NoQuadrant {
		t.Errorf("Finland before and after it joined: %+v, %+v", fin.Trail()[0], fin.Trail()[9])
	}
}

func TestLinesOfABalance(t *testing.T) {
	for q, want := range map[string]string{
		"": "3.5 20", "20%": "3.5 20", "equipment": "3.5 20", "equipment 25%": "3.5 25", "2016 edition:2026-07": "2 20", "2024 3.5%": "3.5 20", "2024 equipment 25%": "2 25", "2024 personnel": "2 20", "2026 5%": "5 20",
		"2%": "2 20", "usd 3% 2024": "3 20", "personnel-share 2024": "2 20", "2024 20%": "2 20",
	} {
		b := balance(t, q)
		if got := b.Level.Value.String() + " " + b.EquipmentLevel.Value.String(); got != want {
			t.Errorf("%s: %s, want %s", q, got, want)
		}
		if (b.Unjudged != "") != (q == "2026 5%") {
			t.Errorf("%s: unjudged %q", q, b.Unjudged)
		}
	}
	if b := balance(t, "2026 5%"); b.Counts[analysis.NoQuadrant] != 31 || point(t, b, "NOR").Verdict() != target.NotMeasurable || !point(t, b, "NOR").Known() {
		t.Errorf("5 %%: %v", b.Counts)
	}
	if b := balance(t, "nordic 2024"); len(b.Points) != 5 || b.WithForces != 4 {
		t.Errorf("%d points, %d with forces", len(b.Points), b.WithForces)
	}
}

func TestRefusedBalances(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ q, word, offers string }{
		{"2016 edition:2016-07", "equipment", "edition:2026-07"},
		{"2024 source:sipri", "equipment", ""},
		{"2012", "2012", "2012 edition:2019-06"},
		{"2024 personnel-share 30%", "30%", ""},
	} {
		_, err := analysis.BalanceFor(ds, frozen.Query(t, ds, c.q))
		refused(t, c.q, err, c.word, c.offers)
	}
}

func TestQuadrantWords(t *testing.T) {
	for q, want := range [analysis.Quadrants]string{"", "both", "share_only", "equipment_only", "neither"} {
		if got := analysis.Quadrant(q).String(); got != want {
			t.Errorf("%d is %q", q, got)
		}
	}
}

func TestBalanceSentences(t *testing.T) {
	for q, want := range map[string]string{
		"2024":                 "In 2024, 16 of 31 met 2 % of GDP and 20 % on equipment; 1 share only, 11 equipment only, 3 neither; 3 knife-edge.",
		"2024 filter:nor":      "In 2024, 16 of 31 met 2 % of GDP and 20 % on equipment; 1 share only, 11 equipment only, 3 neither; 3 knife-edge.",
		"2025 edition:2025-08": "In 2025e, 3 of 31 meet 3.5 % of GDP and 20 % on equipment; 0 share only, 25 equipment only, 1 neither; 2 lack a figure; 1 knife-edge.",
		"2026 5%":              "In 2026e, 5 % of GDP is not measurable from published figures: no quadrants.",
	} {
		if got := balance(t, q).Sentence; got != want {
			t.Errorf("%s:\n%s, want\n%s", q, got, want)
		}
	}
	if c := balance(t, "2024").Citation; !strings.Contains(c, "share_gdp and equipment_pct") {
		t.Errorf("cited as %s", c)
	}
}

func BenchmarkBalance(b *testing.B) {
	ds := frozen.Data(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := analysis.BalanceFor(ds, query.Query{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Both pledges are one ranking, in whatever order is asked for; what is of one pledge
// alone is said.
func TestBothAsARanking(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]string{
		"2024 2% top 3":               "1 POL, 2 EST, 3 USA",
		"2024 2% nordic":              "7 DNK, 10 SWE, 12 NOR, 13 FIN, 0 ISL",
		"2024 2% below top 3":         "16 NLD, 18 CZE, 18 SVK",
		"2024 2% met nordic reverse":  "13 FIN, 12 NOR, 10 SWE, 7 DNK",
		"2024 2% crossed sort:name":   "31 BEL, 7 DNK, 2 EST, 15 FRA, 17 DEU, 16 NLD, 12 NOR, 11 ROU, 14 TUR",
		"2024 2% sort:nearest top 2":  "17 DEU, 18 CZE",
		"2024 2% sort:streak nordic":  "7 DNK, 10 SWE, 12 NOR, 13 FIN, 0 ISL; sort:streak concerns one pledge: these are in order of the share of GDP",
		"2014..2024 2% crossed top 2": "1 POL, 2 EST",
	} {
		b, err := analysis.BalanceFor(ds, frozen.Query(t, ds, "balance "+text))
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for i := range b.Ranked {
			rows = append(rows, fmt.Sprintf("%d %s", b.Ranked[i].Rank, b.Ranked[i].Ally.Code))
		}
		got := strings.Join(rows, ", ")
		for _, n := range b.Notes {
			if strings.Contains(n, "concerns one pledge") {
				got += "; " + n
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
