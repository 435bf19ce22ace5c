package analysis_test

import (
	"errors"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

func byEdition(tb testing.TB, text string) *analysis.Vintages {
	tb.Helper()
	ds := frozen.Data(tb)
	b, err := analysis.VintagesFor(ds, frozen.Query(tb, ds, text))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return b
}

func TestCountByEdition(t *testing.T) {
	for _, c := range []struct {
		text string
		want map[string]int
	}{
		{"2024 2%", map[string]int{"2024-06": 23, "2025-04": 22, "2025-08": 18, "2026-07": 17}},
		{"2016 2%", map[string]int{"2016-07": 5, "2019-06": 4, "2022-06": 4, "2023-07": 1, "2024-06": 5, "2025-08": 4, "2026-07": 4}},
	} {
		b := byEdition(t, c.text)
		got := map[string]int{}
		for _, e := range b.Editions {
			got[e.Edition.ID] = e.Count.Meets
			if e.Edition.Published == "" {
				t.Errorf("%s: %s has no date", c.text, e.Edition.ID)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
		for id, n := range c.want {
			if got[id] != n {
				t.Errorf("%s: %d in %s, want %d", c.text, got[id], id, n)
			}
		}
	}
	if s := byEdition(t, "2024 2%").Sentence; s != "Allies that met 2 % in 2024: 23 of 31 in 2024-06, 22 of 31 in 2025-04, 18 of 31 in 2025-08, 17 of 31 in 2026-07." {
		t.Error(s)
	}
	if b := byEdition(t, "2026 3.5%"); b.Sentence != "Allies that meet 3.5 % in 2026: 5 of 31 in 2026-07." || !strings.Contains(b.Citation, ", edition 2026-07 ") {
		t.Errorf("an estimated year in one edition: %q, %q", b.Sentence, b.Citation)
	}
}

// What NATO notes of Lithuania is no matter of the Nordic allies'.
func TestNotesOfACountAreOfItsGroup(t *testing.T) {
	for group, noted := range map[string]bool{"nordic": false, "baltic": true, "": true} {
		b := byEdition(t, group+" 2018 2%")
		c, err := analysis.CheckFor(frozen.Data(t), "1 "+group+" allies meet 2% in 2018")
		if err != nil {
			t.Fatal(err)
		}
		for _, notes := range [][]string{b.Notes, c.Notes} {
			if strings.Contains(strings.Join(notes, "\n"), "Lithuania 2018: NATO notes") != noted {
				t.Errorf("%q: %v", group, notes)
			}
		}
	}
}

func TestFigureByEdition(t *testing.T) {
	b := byEdition(t, "USA 2024 nordic filter:x only") // who is named is shown, whatever else is said
	want := []struct{ edition, figure, revision string }{
		{"2024-06", "3.38e", ""}, {"2025-04", "3.19e", "−0.19"}, {"2025-08", "3.21e", "+0.02"}, {"2026-07", "3.30", "+0.09"},
	}
	if len(b.Editions) != len(want) || len(b.Allies) != 1 {
		t.Fatalf("%d editions, %d allies", len(b.Editions), len(b.Allies))
	}
	for i, w := range want {
		e := b.Editions[i]
		revision := ""
		if d := e.Figures[0].Revision; d.OK {
			revision = format.Signed(d.Value)
		}
		if e.Edition.ID != w.edition || e.Figures[0].Figure.String() != w.figure || revision != w.revision {
			t.Errorf("%s %s %s, want %v", e.Edition.ID, e.Figures[0].Figure, revision, w)
		}
	}
}

// TestRevisionsOfAmounts: amounts of two price bases are not subtracted.
func TestRevisionsOfAmounts(t *testing.T) {
	for _, e := range byEdition(t, "POL usd-constant 2015").Editions[1:] {
		if e.Edition.ID == "2026-07" && e.Figures[0].Revision.OK {
			t.Error("a figure in 2021 prices was compared with one in 2015 prices")
		}
	}
}

// TestHandfulHasNoRanks: a fragment of an edition ranks nobody.
func TestHandfulHasNoRanks(t *testing.T) {
	for _, e := range byEdition(t, "EST 2021").Editions {
		if held := e.Count.WithForces - e.Count.NoData; 2*held < e.Count.WithForces && e.Figures[0].Rank != 0 {
			t.Errorf("%s holds %d figures and ranks Estonia %d", e.Edition.ID, held, e.Figures[0].Rank)
		}
	}
}

func TestEditionsRefuse(t *testing.T) {
	ds := frozen.Data(t)
	for text, says := range map[string]string{
		"2024 edition:2024-06": "side by side",
		"2000 source:sipri":    "side by side",
		"1990":                 "1990",
	} {
		_, err := analysis.VintagesFor(ds, frozen.Query(t, ds, text))
		var e *query.Error
		if !errors.As(err, &e) || !strings.Contains(e.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestProfile(t *testing.T) {
	ds := frozen.Data(t)
	p, err := analysis.ProfileFor(ds, frozen.Query(t, ds, "NOR 2024 2%"))
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Vintages()
	if err != nil || len(p.Sheets) != 1 || len(p.Sheets[0].Lines) != 15 || len(v.Editions) != 4 {
		t.Fatalf("%d allies, %+v, %v", len(p.Sheets), v, err)
	}
	for _, l := range p.Sheets[0].Lines {
		if !l.Held || l.Measure.Spec().Comparable != (l.Rank > 0) || (l.Rank > 0 && l.Of != 31) {
			t.Errorf("%s: rank %d of %d", l.Measure, l.Rank, l.Of)
		}
	}
	if p.Sentence != p.Sheets[0].Headline {
		t.Errorf("%q is not the sheet's headline", p.Sentence)
	}
}

func TestProfileOfSeveral(t *testing.T) {
	ds := frozen.Data(t)
	p, err := analysis.ProfileFor(ds, frozen.Query(t, ds, "baltic 2024"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Sheets) != 3 || p.Query.Group != "" || p.Query.Pins.Len() != 3 {
		t.Fatalf("%d allies of %s", len(p.Sheets), p.Query)
	}
	if got := compared(comparison(t, "baltic 2024", ""), "Share of GDP"); got != "3.31 meets +1 | 3.28 meets | 3.07 meets -1" {
		t.Errorf("extremes of the share: %v", got)
	}
	for _, text := range []string{"", "2024", "europe", "filter:zzz"} {
		if _, err := analysis.ProfileFor(ds, frozen.Query(t, ds, text)); !errors.Is(err, analysis.ErrAllies) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestNoRevisionAcrossCurrencies: kuna and euro are not subtracted.
func TestNoRevisionAcrossCurrencies(t *testing.T) {
	b := byEdition(t, "HRV 2016 national")
	held := 0
	for i := range b.Editions {
		v := b.Editions[i].Figures[0]
		if b.Editions[i].Edition.ID == "2024-06" && v.Revision.OK {
			t.Errorf("a revision of %s, from kuna to euro", v.Revision.Value)
		}
		if v.Revision.OK {
			held++
		}
	}
	if held == 0 {
		t.Error("no revision at all, not even from euro to euro")
	}
}
