package analysis_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/testing/frozen"
)

func lens(tb testing.TB, text string, c ally.Code) *analysis.Lens {
	tb.Helper()
	ds := frozen.Data(tb)
	l, err := analysis.LensFor(ds, answer(tb, ds, text), c)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return l
}

func TestTheLensHoldsWhatEachEditionPrinted(t *testing.T) {
	l := lens(t, "2024 2% nordic edition:2025-08", "USA") // an ally the group leaves out
	if l.Scope == "allies" || l.Rows[0].Count.WithForces != 4 {
		t.Errorf("the count is of %q, %d with forces", l.Scope, l.Rows[0].Count.WithForces)
	}
	l = lens(t, "2024 2% edition:2025-08", "USA")
	want := []struct {
		edition, figure, revision string
		meets                     int
	}{{"2024-06", "3.38e", "", 23}, {"2025-08", "3.21e", "−0.17", 18}, {"2026-07", "3.30", "+0.09", 17}}
	if len(l.Rows) != len(want) {
		t.Fatalf("%d editions, want %d", len(l.Rows), len(want))
	}
	for i, w := range want {
		r := &l.Rows[i]
		revision := ""
		if r.Revision.OK {
			revision = format.Signed(r.Revision.Value)
		}
		if r.Edition.ID != w.edition || r.Figure.String() != w.figure || revision != w.revision || !r.Counted || r.Count.Meets != w.meets || r.Count.WithForces != 31 {
			t.Errorf("%s: %s, revised %q, %d of %d, want %+v", r.Edition.ID, r.Figure, revision, r.Count.Meets, r.Count.WithForces, w)
		}
		if r.Shown != (w.edition == "2025-08") {
			t.Errorf("%s on show: %v", w.edition, r.Shown)
		}
	}
	if e := l.Before(); e == nil || e.ID != "2024-06" {
		t.Errorf("before 2025-08: %v", e)
	}
	if len(l.Without) != 9 || !strings.Contains(strings.Join(l.Notes, "; "), "2024 is n/a in 2016-01, 2016-07") {
		t.Errorf("%d without 2024: %q", len(l.Without), l.Notes)
	}
}

func TestTheLensNeverJoinsEditions(t *testing.T) {
	l := lens(t, "2024 2%", "NOR")
	for i := range l.Lines {
		line := &l.Lines[i]
		for k, f := range line.Figures {
			if y := line.First + figure.Year(k); f != line.Edition.Figure(figure.ShareGDP, "NOR", y) {
				t.Errorf("%s %d: %s is not the edition's own", line.Edition.ID, y, f)
			}
		}
	}
	if len(l.Lines) < 9 || l.Lines[0].Edition.ID != "2016-01" || !l.Lines[len(l.Lines)-1].Shown {
		t.Errorf("%d lines", len(l.Lines))
	}
}

func TestTheLensSaysWhatIsNotHeld(t *testing.T) {
	l := lens(t, "2025", "DEU")
	if r := &l.Rows[0]; r.Edition.ID != "2025-08" || r.Figure.Known() || r.Missing == "" || l.Rows[1].Revision.OK {
		t.Errorf("%+v", r)
	}
	l = lens(t, "2016 2%", "USA")
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Counted != (r.Edition.ID != "2023-07") {
			t.Errorf("%s is counted: %v", r.Edition.ID, r.Counted)
		}
	}
	if l := lens(t, "2026", "POL"); l.Before() != nil {
		t.Error("2026 is held by one edition")
	}
	if l := lens(t, "2024 5%", "POL"); l.Rows[0].Counted || !strings.Contains(l.Notes[0], "no verdict") {
		t.Errorf("%q", l.Notes)
	}
	ds := frozen.Data(t)
	_, err := analysis.LensFor(ds, answer(t, ds, "source:sipri 2020"), "NOR")
	refused(t, "SIPRI", err, "source:sipri", "")
	_, err = analysis.LensFor(ds, answer(t, ds, "2020"), "XXX")
	refused(t, "no ally", err, "XXX", "")
}

// Two price bases, or two currencies, have no place on one scale.
func TestTheLensDrawsOneUnit(t *testing.T) {
	for _, c := range []struct{ text, drawn, note string }{
		{"2016 usd-constant", "2025-08 2026-07", "2015 prices"},
		{"2016 national", "2024-06 2025-08 2026-07", "HRK"},
		{"2016", "2016-01 2016-07 2017-06 2019-06 2021-06 2022-03 2022-06 2023-07 2024-03 2024-06 2025-08 2026-07", ""},
	} {
		l := lens(t, c.text, "HRV")
		for i := range l.Lines {
			if id := l.Lines[i].Edition.ID; !strings.Contains(c.drawn, id) {
				t.Errorf("%s: %s is drawn", c.text, id)
			}
		}
		if notes := strings.Join(l.Notes, "; "); !strings.Contains(notes, c.note) {
			t.Errorf("%s: %s", c.text, notes)
		}
	}
}
