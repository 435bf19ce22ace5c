package intent_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui/intent"
)

func again(t *testing.T, ds *dataset.Dataset, q query.Query) *analysis.Answer {
	t.Helper()
	a, err := analysis.RankingFor(ds, q)
	if err != nil {
		t.Fatalf("%q: %v", q, err)
	}
	return a
}

// wishes returns all wishes without an argument.
func wishes(ds *dataset.Dataset) map[string]func(*analysis.Answer) (query.Query, string) {
	return map[string]func(*analysis.Answer) (query.Query, string){
		"year on":    func(a *analysis.Answer) (query.Query, string) { return intent.Step(a, 1) },
		"year back":  func(a *analysis.Answer) (query.Query, string) { return intent.Step(a, -1) },
		"years on":   func(a *analysis.Answer) (query.Query, string) { return intent.Step(a, 5) },
		"years back": func(a *analysis.Answer) (query.Query, string) { return intent.Step(a, -500) },
		"target":     intent.Target,
		"measure":    intent.Measure,
		"edition":    func(a *analysis.Answer) (query.Query, string) { return intent.Edition(ds, a) },
		"base":       intent.Base,
		"sort":       intent.Sort,
		"reverse":    intent.Reverse,
		"members":    intent.Members,
		"pin":        func(a *analysis.Answer) (query.Query, string) { return intent.Pin(a, "NOR") },
		"clear":      intent.ClearPins,
		"only":       intent.OnlyPins,
	}
}

// A wish returns another question that can be answered, or the same question and a reason.
func TestEveryWishIsAnsweredOrRefusedWithAReason(t *testing.T) {
	ds := frozen.Data(t)
	for _, text := range []string{
		"", "2024 2%", "2014 2%", "5%", "usd 2020", "equipment 2024 20%", "source:sipri 1949..2025", "2016 edition:2016-07 2%",
		"nordic 2019 members:now", "filter:zzz", "EST POL only sort:money", "2019 base:2019 sort:-since", "2024 2% met",
	} {
		a := frozen.Answer(t, ds, text)
		for name, wish := range wishes(ds) {
			q, why := wish(a)
			switch {
			case why != "" && strings.TrimSpace(why) != why:
				t.Errorf("%q, %s: %q", text, name, why)
			case why == "" && q == a.Query:
				t.Errorf("%q, %s: nothing changes, and no reason is given", text, name)
			case why == "":
				again(t, ds, q)
			}
		}
	}
}

func TestStepsAreHeldWithinTheYears(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "2024 2%")
	for _, c := range []struct {
		n    int
		year figure.Year
	}{{1, 2025}, {5, 2026}, {-5, 2019}, {-500, 2014}} {
		if q, why := intent.Step(a, c.n); q.Year != c.year || why != "" {
			t.Errorf("%d from 2024 leads to %d, %q", c.n, q.Year, why)
		}
	}
	if _, why := intent.Step(frozen.Answer(t, ds, "2026"), 3); !strings.Contains(why, "2026 is the last year of NATO, July 2026 edition") {
		t.Errorf("%q", why)
	}
	if _, why := intent.Step(frozen.Answer(t, ds, "2014"), -1); !strings.Contains(why, "2014 is the first year") {
		t.Errorf("%q", why)
	}
}

func TestEditionsKeepTheYearWhereTheyHoldIt(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "2016 2%")
	seen := map[string]bool{}
	for range len(ds.Editions()) {
		q, why := intent.Edition(ds, a)
		if why != "" {
			t.Fatal(why)
		}
		if seen[q.Edition] {
			t.Errorf("%s comes twice in %d", q.Edition, len(seen))
		}
		seen[q.Edition] = true
		a = again(t, ds, q)
		if a.Year < a.First || a.Year > a.Last {
			t.Errorf("%s: %d of %d to %d", q.Edition, a.Year, a.First, a.Last)
		}
	}
	if q, _ := intent.Edition(ds, frozen.Answer(t, ds, "source:sipri 1960 2%")); q.Source != query.NATO || q.Year < 2014 {
		t.Errorf("from SIPRI one comes to %q", q)
	}
}

func TestPins(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "EST POL only")
	q, _ := intent.Pin(a, "EST")
	if q.Pins != "POL" || !q.Only {
		t.Errorf("unpinning one leaves %q", q)
	}
	if q, _ = intent.Pin(again(t, ds, q), "POL"); q.Pins != "" || q.Only {
		t.Errorf("unpinning the last leaves %q, which lists no ally", q)
	}
	q = a.Query
	for _, c := range []ally.Code{"NOR", "SWE", "FIN", "DNK", "ISL", "DEU"} {
		q, _ = intent.Pin(again(t, ds, q), c)
	}
	if q.Pins.Len() != query.MaxPins {
		t.Fatalf("%q are pinned", q.Pins)
	}
	if after, why := intent.Pin(again(t, ds, q), "FRA"); why == "" || after != q {
		t.Errorf("a ninth is pinned: %q", after)
	}
	if _, why := intent.Pin(a, ""); why == "" {
		t.Error("no ally is pinned, and no reason given")
	}
}

func TestBaseGoesThereAndBack(t *testing.T) {
	ds := frozen.Data(t)
	q, _ := intent.Base(frozen.Answer(t, ds, "2019 2%"))
	if q.Base != 2019 {
		t.Errorf("changes are counted from %d", q.Base)
	}
	if q, _ = intent.Base(again(t, ds, q)); q.Base != 2014 {
		t.Errorf("changes are counted from %d", q.Base)
	}
}

// Orders that need values which the answer does not have are skipped.
func TestOrdersThatCannotBeHadArePassedOver(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "usd 2020")
	for range query.Sorts {
		q, why := intent.Sort(a)
		if why != "" {
			t.Fatal(why)
		}
		if q.Sort == query.ByGap || q.Sort == query.ByMoney {
			t.Errorf("an amount of money is sorted by %s", q.Sort)
		}
		a = again(t, ds, q)
	}
}
