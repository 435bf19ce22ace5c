package figure_test

import (
	"testing"

	"allyscope/internal/figure"
)

func TestFigureKeepsItsMark(t *testing.T) {
	d := dec(t, "2.00")
	for _, c := range []struct {
		f     figure.Figure
		text  string
		word  string
		there bool
	}{
		{figure.Figure{}, "n/a", "", false},
		{figure.Figure{Printed: d}, "n/a", "", false}, // without a status it is not published
		{figure.Figure{Printed: d, Status: figure.Actual}, "2.00", "actual", true},
		{figure.Figure{Printed: d, Status: figure.Estimate}, "2.00e", "estimate", true},
		{figure.Figure{Printed: d, Status: figure.Forecast}, "2.00f", "forecast", true},
	} {
		if c.f.String() != c.text || c.f.Status.String() != c.word || c.f.Known() != c.there {
			t.Errorf("%+v: %s, %q, there %v", c.f, c.f, c.f.Status, c.f.Known())
		}
	}
}

func TestExactIsTheUnroundedValueIfHeld(t *testing.T) {
	f := figure.Figure{Printed: dec(t, "2.00"), Unrounded: 1.99501, Status: figure.Actual}
	if f.Exact() != 2 {
		t.Errorf("without an unrounded cell: %v, want 2", f.Exact())
	}
	f.Held = true
	if f.Exact() != 1.99501 {
		t.Errorf("with an unrounded cell: %v, want 1.99501", f.Exact())
	}
}

func TestTheDifferenceOfFiguresIsExact(t *testing.T) {
	a := figure.Figure{Printed: figure.Decimal{Units: 168, Places: 2}, Status: figure.Actual}
	b := figure.Figure{Printed: figure.Decimal{Units: 154, Places: 2}, Status: figure.Estimate}
	if d := a.Minus(b); !d.OK || d.Value.String() != "0.14" {
		t.Errorf("%+v", d)
	}
	if a.Minus(figure.Figure{}).OK || (figure.Figure{}).Minus(b).OK {
		t.Error("a figure that is not there is subtracted")
	}
}

func TestMeasuresHaveWordsOfTheirOwn(t *testing.T) {
	seen := map[string]figure.Measure{}
	for m := range figure.Measure(figure.Measures) {
		s := m.Spec()
		if found, ok := figure.MeasureByID(s.ID); !ok || found != m {
			t.Errorf("%s is found as %s", s.ID, found)
		}
		if s.Title == "" || s.Unit == "" || len([]rune(s.Short)) > 9 || s.Short == "" {
			t.Errorf("%s: title %q, unit %q, short %q", s.ID, s.Title, s.Unit, s.Short)
		}
		if s.Line == "" || s.Brief == "" || len([]rune(s.Brief)) > 14 || s.Units == "" {
			t.Errorf("%s: line %q, brief %q, units %q", s.ID, s.Line, s.Brief, s.Units)
		}
		if other, taken := seen[s.Word]; taken {
			t.Errorf("%s and %s share the word %s", s.ID, other, s.Word)
		}
		seen[s.Word] = m
	}
	if figure.Measures != 15 {
		t.Errorf("%d measures, want NATO's 15", figure.Measures)
	}
	if _, ok := figure.MeasureByID("shares"); ok {
		t.Error("an unknown measure is found")
	}
	if figure.Measure(200).String() != "share_gdp" {
		t.Error("an unknown measure is not answered as the first")
	}
}

func TestMeasuresInOrder(t *testing.T) {
	got := figure.InOrder(figure.Personnel, figure.ShareGDP, figure.Personnel)
	if len(got) != figure.Measures || got[0] != figure.Personnel || got[1] != figure.ShareGDP || got[2] != figure.RealChange {
		t.Error(got)
	}
}

// The unit of a difference is a unit, never the name of the measure.
func TestDifferencesHaveUnits(t *testing.T) {
	for m, want := range map[figure.Measure]string{
		figure.ShareGDP: "pp", figure.RealChange: "pp", figure.EquipmentPct: "pp", figure.USDCurrent: "US$ m", figure.GDPCurrent: "US$ m",
		figure.GDPConstant: "US$ m", figure.GDPPerCapita: "thousand US$", figure.DefPerCapita: "US$/head", figure.NatCurrent: "nat. m", figure.Personnel: "thousand",
	} {
		if got := m.Spec().DifferenceUnit(); got != want {
			t.Errorf("%s: %q, want %q", m, got, want)
		}
	}
}

// Editions before June 2024 print GDP in billions: the unit shown follows the table, and has no
// scale if tables of both scales are shown.
func TestAmountsHaveTheScaleOfTheirTable(t *testing.T) {
	const m, bn = "USD m, 2021 prices and exchange rates", "USD bn, 2015 prices and exchange rates"
	for _, c := range []struct {
		units                   []string
		unit, short, difference string
		mixed                   bool
	}{
		{nil, "US$ m, constant prices", "GDP US$ m", "US$ m", false},
		{[]string{m}, "US$ m, constant prices", "GDP US$ m", "US$ m", false},
		{[]string{bn, "", bn}, "US$ bn, constant prices", "GDP US$ bn", "US$ bn", false},
		{[]string{bn, m}, "US$, constant prices", "GDP US$", "US$", true},
	} {
		s := figure.GDPConstant.In(c.units...)
		if s.Unit != c.unit || s.Short != c.short || s.DifferenceUnit() != c.difference || figure.Mixed(c.units...) != c.mixed {
			t.Errorf("%q: %q, %q, %q", c.units, s.Unit, s.Short, s.DifferenceUnit())
		}
	}
	if got := figure.GDPPerCapita.In("thousand USD, 2015 prices and exchange rates"); got != figure.GDPPerCapita.Spec() {
		t.Errorf("GDP per head: %+v", got)
	}
}
