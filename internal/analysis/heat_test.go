package analysis_test

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

func TestHeatMeasuresAgainstTheLevel(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "2024 2%")
	h := analysis.HeatFor(a)
	if h.Against != analysis.AgainstLevel || h.Unit != "pp" {
		t.Fatalf("%+v", h)
	}
	for i := range a.Len() {
		for y := a.First; y <= a.Last; y++ {
			if d := h.Distance(&a.At(i).Series, y); d.OK != a.At(i).At(y).Known() {
				t.Errorf("%s %d: %+v", a.At(i).Name, y, d)
			}
		}
	}
	at := func(c ally.Code, y figure.Year) (analysis.Reading, analysis.Delta) {
		r := row(t, a, c)
		return r.At(y), h.Distance(&r.Series, y)
	}
	if r, d := at("NOR", 2016); r.Figure.String() != "1.68" || d.Value.String() != "-0.32" || r.Verdict != target.Below || r.Edge {
		t.Errorf("Norway 2016: %+v", r)
	}
	if r, _ := at("SVK", 2024); r.Figure.String() != "1.99" || !r.Edge {
		t.Errorf("Slovakia 2024: %+v", r)
	}
	if r, d := at("ISL", 2014); d.OK || r.Verdict != target.NoForces {
		t.Errorf("Iceland: %+v", r)
	}
	if r, _ := at("FIN", 2014); r.Verdict != target.NotMember || r.Edge {
		t.Errorf("Finland 2014: %+v", r)
	}
}

// What no level judges is measured against the base year, rates of change
// against none.
func TestHeatWithoutALevel(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		text, unit string
		code       ally.Code
		year       figure.Year
		against    analysis.Against
		want       string
		held       bool
	}{
		{"usd base:2020", "%", "NOR", 2024, analysis.AgainstBase, "49.8", true}, // 10,825 on 7,228
		{"5%", "pp", "NOR", 2024, analysis.AgainstBase, "0.66", true},
		{"personnel-share base:2020", "pp", "POL", 2020, analysis.AgainstBase, "0.00", true},
		{"real-change", "pp", "FIN", 2026, analysis.AgainstZero, "-3.11", true},
		{"usd", "%", "ISL", 2024, analysis.AgainstBase, "0", false},
		// Litas to 2014 and euro from 2015 on: one is not compared with the other.
		{"national edition:2016-01", "%", "LTU", 2014, analysis.AgainstBase, "-11.2", true},
		{"national edition:2016-01", "%", "LTU", 2015, analysis.AgainstBase, "0", false},
	} {
		a := frozen.Answer(t, ds, c.text)
		h := analysis.HeatFor(a)
		d := h.Distance(&row(t, a, c.code).Series, c.year)
		if h.Against != c.against || h.Unit != c.unit || d.OK != c.held || (d.OK && d.Value.String() != c.want) {
			t.Errorf("%s: %s %d: against %v, %s %s (held %v)", c.text, c.code, c.year, h.Against, d.Value, h.Unit, d.OK)
		}
		// It is the same number as the ranking's change since the base year.
		if c.against == analysis.AgainstBase && a.Year != a.Base {
			for i := range a.Len() {
				r := a.At(i)
				if d := h.Distance(&r.Series, a.Year); d != r.Since {
					t.Errorf("%s: %s is %+v here and %+v in the ranking", c.text, r.Ally.Code, d, r.Since)
				}
			}
		}
	}
}

func TestHeatSentences(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ text, want string }{
		{"2024 2%", "In 2024, 17 of 31 met 2 %; from 2014 to 2026e always: United States, Greece and United Kingdom; never: Slovenia."},
		{"2024 2% EST POL only", "In 2024, 17 of 31 met 2 %; from 2014 to 2026e always: United States, Greece and United Kingdom; never: Slovenia."},
		{"", "In 2026e, 5 of 31 meet 3.5 %; from 2014 to 2026e first at 3.5 %: United States (2014); never: 25 allies."},
		{"2024 3.5%", "In 2024, 1 of 31 was at 3.5 %, a level agreed in 2025; from 2014 to 2026e first at 3.5 %: United States (2014); never: 25 allies."},
		{"2016 2% edition:2016-07", frozen.Answer(t, ds, "2016 2% edition:2016-07").Sentence},
		{"usd 2024", rise(frozen.Answer(t, ds, "usd 2024"))},
	} {
		if got := analysis.HeatSentence(frozen.Answer(t, ds, c.text)); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.text, got, c.want)
		}
	}
}

func rise(a *analysis.Answer) string {
	r := a.RiseFrom(a.Base)
	return r.Sentence(a)
}

func TestRiseSentences(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ text, want string }{
		{"2024 2%", "2014 to 2024: 30 of 31 rose, Latvia most (+2.31 pp, to 3.28); United States fell most (−0.41 pp, to 3.30)."},
		{"2024 2% filter:nor", "2014 to 2024: 30 of 31 rose, Latvia most (+2.31 pp, to 3.28); United States fell most (−0.41 pp, to 3.30)."},
		{"nordic 2026", "2014 to 2026e: 4 of 4 (Nordic allies) rose, Denmark most (+2.34 pp, to 3.49e), Finland least (+1.19 pp, to 2.65e)."},
		{"national 2011..2013 base:2008 edition:2016-01", "Defence expenditure, national currency m, current prices, 2008 to 2013: 7 of 23 with a figure in both years and one currency rose, Türkiye most (+46.4 %, to 27,466); Latvia fell most (−42.5 %, to 149)."},
		{"big-five base:2025", "2025e to 2026e: 4 of 5 (Five largest by expenditure) rose, Germany most (+0.47 pp, to 2.69e), United States unchanged (+0.00 pp, to 3.17e)."},
		{"2014 2%", frozen.Answer(t, ds, "2014 2%").Sentence},
		{"real-change", frozen.Answer(t, ds, "real-change").Sentence},
	} {
		if got := rise(frozen.Answer(t, ds, c.text)); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.text, got, c.want)
		}
	}
	a := frozen.Answer(t, ds, "2024 2%")
	rise := a.RiseFrom(a.Base)
	if rise.Up != 30 || rise.Down != 1 || rise.Same != 0 || rise.Most.Ally.Code != "LVA" || rise.Least.Ally.Code != "USA" {
		t.Errorf("%+v", rise)
	}
}

func TestReadings(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		text, code string
		year       int
		want       string
	}{
		{"2024 2%", "NOR", 2016, "Norway 2016: 1.68 % of GDP, 0.32 pp below 2 %"},
		{"2024 2%", "NOR", 2026, "Norway 2026: 3.17e % of GDP, 1.17 pp above 2 %"},
		{"2024 2%", "SVK", 2024, "Slovakia 2024: 1.99 % of GDP, 0.01 pp below 2 %, on the knife-edge"},
		{"2024 2%", "HUN", 2023, "Hungary 2023: 2.00 % of GDP, at 2 %, on the knife-edge"},
		{"2024 2%", "ISL", 2024, "Iceland 2024: no armed forces"},
		{"5%", "ISL", 2024, "Iceland 2024: no armed forces"},
		{"2024 2%", "FIN", 2014, "Finland 2014: 1.46 % of GDP, not a member then"},
		{"2016 2% edition:2016-07", "FIN", 2016, "Finland 2016: not a member then"},
		{"2025 2% edition:2025-08", "DEU", 2025, "Germany 2025: n/a, no figure held"},
		{"usd 2024", "USA", 2024, "United States 2024: 967,707 US$ m, current prices"},
		{"2024 2%", "NOR", 1990, ""},
	} {
		a := frozen.Answer(t, ds, c.text)
		if got := analysis.Describe(a, c.code, c.year); got != c.want {
			t.Errorf("%s, %s %d: %q, want %q", c.text, c.code, c.year, got, c.want)
		}
	}
}

func TestDigits(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]int{"2%": 4, "equipment": 5, "usd": 9, "real-change": 6, "personnel": 7, "filter:zz": 3} {
		if got := analysis.PlacesFor(frozen.Answer(t, ds, text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
