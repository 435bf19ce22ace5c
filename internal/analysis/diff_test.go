package analysis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/testing/frozen"
)

func diff(t *testing.T, ds *dataset.Dataset, older, newer string, levels ...figure.Decimal) *analysis.Diff {
	t.Helper()
	d, err := analysis.DiffFor(ds, older, newer, levels...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// crossed lists who is on another side of a level: "ALB fell 2.01e 1.48e".
func crossed(d *analysis.Diff, m figure.Measure, level string, y figure.Year) string {
	var out []string
	for _, x := range d.Crossings {
		if x.Measure == m && x.Level.Value.String() == level && x.Year == y {
			out = append(out, fmt.Sprintf("%s %s %s %s", x.Code, x.Turn, x.Readings[analysis.Older].Figure, x.Readings[analysis.Newer].Figure))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func TestWhatJuly2026Changed(t *testing.T) {
	ds := frozen.Data(t)
	d := diff(t, ds, "2025-08", "2026-07")
	if !d.Redefined || d.Rebased || d.Editions[analysis.Newer].Definition != "core defence expenditure" {
		t.Errorf("redefined %v, rebased %v: %s", d.Redefined, d.Rebased, d.Editions[analysis.Newer].Definition)
	}
	const want = "ALB fell 2.01e 1.48e; CZE fell 2.00e 1.86e; DEU not held before n/a 2.22e; SVN fell 2.02e 1.57e"
	if got := crossed(d, figure.ShareGDP, "2", 2025); got != want {
		t.Errorf("2 %% in 2025: %s, want %s", got, want)
	}
	for _, c := range d.Counts {
		before, after := c.Counts[analysis.Older], c.Counts[analysis.Newer]
		if c.Measure == figure.ShareGDP && c.Year == 2025 && c.Level.Value.String() == "2" &&
			(before.Meets != 30 || before.NoData != 1 || after.Meets != 28 || after.WithForces != 31) {
			t.Errorf("2 %% in 2025: %+v", c)
		}
	}
	const sentence = "2026-07 counts core defence expenditure where 2025-08 counted defence expenditure; for 2025, 28 of 31 meet 2 %, previously all 30 with a figure; " +
		"Albania, Czechia and Slovenia now below 2 %; Germany with a figure that is not held for 2025-08."
	if d.Sentence != sentence {
		t.Errorf("%s\nwant\n%s", d.Sentence, sentence)
	}
	if r := d.Revisions[0]; r.Code != "EST" || r.Year != 2025 || format.Signed(r.Change.Value) != "+0.55" {
		t.Errorf("the largest revision: %+v", r)
	}
	dropped, added := d.Only[analysis.Older], d.Only[analysis.Newer]
	if len(dropped) != 0 || added[0].Code != "DEU" || format.YearList(added[0].Years) != "2025" {
		t.Errorf("dropped %v, added %v", dropped, added)
	}
	cells := 0 // added to the table of shares
	for _, x := range added {
		if x.Measure == figure.ShareGDP {
			cells += len(x.Years)
		}
	}
	for _, x := range d.Tables {
		switch x.Measure {
		case figure.ShareGDP:
			if format.YearList(x.Years[analysis.Newer]) != "2026" || x.Shared != 395 || x.Changed != 158 || cells != 1 {
				t.Errorf("shares: %+v", x)
			}
		case figure.USDCurrent:
			if x.Units[analysis.Older] != "" || x.Units[analysis.Newer] == "" || x.Comparable {
				t.Errorf("US$: %+v", x)
			}
		}
	}
	if back := diff(t, ds, "2026-07", "2025-08"); back.Sentence != d.Sentence {
		t.Errorf("the other way round: %s", back.Sentence)
	}
}

func TestDiffOfOtherPricesAndFragments(t *testing.T) {
	ds := frozen.Data(t)
	d := diff(t, ds, "2024-06", "2025-08")
	if d.Redefined || !d.Rebased || !strings.Contains(d.Sentence, "18 of 31 meet 2 %, previously 23 of 31") {
		t.Errorf("redefined %v, rebased %v: %s", d.Redefined, d.Rebased, d.Sentence)
	}
	for _, x := range d.Tables {
		if x.Measure == figure.DefPerCapita && (x.Comparable || x.Changed != 0 || x.Largest != nil) {
			t.Errorf("dollars of 2015 against dollars of 2021: %+v", x)
		}
		if x.Measure == figure.USDCurrent && (x.Units[analysis.Newer] != "" || x.Figures[analysis.Newer] != 0) {
			t.Errorf("a table that went: %+v", x)
		}
	}
	if d = diff(t, ds, "2016-01", "2016-07"); len(d.Counts) != 0 || !strings.Contains(d.Sentence, "no year") {
		t.Errorf("nothing in common: %s", d.Sentence)
	}
	if d = diff(t, ds, "2025-08", "2026-07", dec(t, "2.5")); crossed(d, figure.ShareGDP, "2.5", 2025) != "DEU not held before n/a 2.22e; NLD rose 2.49e 2.53e" {
		t.Errorf("2.5 %%: %s", crossed(d, figure.ShareGDP, "2.5", 2025))
	}
	// Albania joined in 2009 and was printed for 2008 by nobody: nothing is added.
	for _, x := range diff(t, ds, "2022-06", "2024-06").Only[analysis.Newer] {
		if x.Measure == figure.ShareGDP && x.Code != "FIN" && x.Code != "SWE" {
			t.Errorf("added %+v", x)
		}
	}
}

func TestDiffRefuses(t *testing.T) {
	ds := frozen.Data(t)
	_, err := analysis.DiffFor(ds, "2025-08", "2025-08")
	refused(t, "the same twice", err, "2025-08", "")
	_, err = analysis.DiffFor(ds, "2025-09", "2026-07")
	refused(t, "no such edition", err, "2025-09", "2026-07")
}
