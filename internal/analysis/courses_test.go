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

func lens(tb testing.TB, text string, c ally.Code) *analysis.Vintages {
	tb.Helper()
	ds := frozen.Data(tb)
	l, err := analysis.CoursesFor(ds, frozen.Answer(tb, ds, text), c)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return l
}

func TestTheCoursesHoldsWhatEachEditionPrinted(t *testing.T) {
	l := lens(t, "2024 2% nordic edition:2025-08", "USA") // an ally the group leaves out
	if l.Scope == "allies" || l.Editions[0].Count.WithForces != 4 {
		t.Errorf("the count is of %q, %d with forces", l.Scope, l.Editions[0].Count.WithForces)
	}
	l = lens(t, "2024 2% edition:2025-08", "USA")
	want := []struct {
		edition, figure, revision string
		meets                     int
	}{{"2024-06", "3.38e", "", 23}, {"2025-04", "3.19e", "−0.19", 22}, {"2025-08", "3.21e", "+0.02", 18}, {"2026-07", "3.30", "+0.09", 17}}
	if len(l.Editions) != len(want) {
		t.Fatalf("%d editions, want %d", len(l.Editions), len(want))
	}
	for i, w := range want {
		r := &l.Editions[i]
		v := &r.Figures[0]
		revision := ""
		if v.Revision.OK {
			revision = format.Signed(v.Revision.Value)
		}
		if r.Edition.ID != w.edition || v.Figure.String() != w.figure || revision != w.revision || !l.Counts(r) || r.Count.Meets != w.meets || r.Count.WithForces != 31 {
			t.Errorf("%s: %s, revised %q, %d of %d, want %+v", r.Edition.ID, v.Figure, revision, r.Count.Meets, r.Count.WithForces, w)
		}
	}
	if l.Edition.ID != "2025-08" {
		t.Errorf("%s is on show", l.Edition.ID)
	}
	if e := l.Before(); e == nil || e.ID != "2025-04" {
		t.Errorf("before 2025-08: %v", e)
	}
	if len(l.Without) != 9 || !strings.Contains(strings.Join(l.Asides, "; "), "2024 is n/a in 2016-01, 2016-07") {
		t.Errorf("%d without 2024: %q", len(l.Without), l.Asides)
	}
}

func TestTheCoursesNeverJoinsEditions(t *testing.T) {
	l := lens(t, "2024 2%", "NOR")
	for i := range l.Courses {
		line := &l.Courses[i]
		for k, f := range line.Figures {
			if y := line.First + figure.Year(k); f != line.Edition.Figure(figure.ShareGDP, "NOR", y) {
				t.Errorf("%s %d: %s is not the edition's own", line.Edition.ID, y, f)
			}
		}
	}
	if len(l.Courses) < 9 || l.Courses[0].Edition.ID != "2016-01" || l.Courses[len(l.Courses)-1].Edition != l.Edition {
		t.Errorf("%d lines", len(l.Courses))
	}
}

func TestTheCoursesSaysWhatIsNotHeld(t *testing.T) {
	l := lens(t, "2025", "DEU")
	if v := &l.Editions[0].Figures[0]; v.Edition.ID != "2025-08" || v.Figure.Known() || v.Missing == "" || l.Editions[1].Figures[0].Revision.OK {
		t.Errorf("%+v", v)
	}
	l = lens(t, "2016 2%", "USA")
	for i := range l.Editions {
		if r := &l.Editions[i]; l.Counts(r) != (r.Edition.ID != "2023-07") {
			t.Errorf("%s is counted: %v", r.Edition.ID, l.Counts(r))
		}
	}
	if l := lens(t, "2026", "POL"); l.Before() != nil {
		t.Error("2026 is held by one edition")
	}
	if l := lens(t, "2024 5%", "POL"); l.Counts(&l.Editions[0]) || !strings.Contains(l.Asides[0], "no verdict") {
		t.Errorf("%q", l.Asides)
	}
	ds := frozen.Data(t)
	_, err := analysis.CoursesFor(ds, frozen.Answer(t, ds, "source:sipri 2020"), "NOR")
	refused(t, "SIPRI", err, "source:sipri", "")
	_, err = analysis.CoursesFor(ds, frozen.Answer(t, ds, "2020"), "XXX")
	refused(t, "no ally", err, "XXX", "")
}

// Two price bases, or two currencies, have no place on one scale.
func TestTheCoursesDrawsOneUnit(t *testing.T) {
	for _, c := range []struct{ text, drawn, note string }{
		{"2016 usd-constant", "2025-08 2026-07", "2015 prices"},
		{"2016 national", "2024-06 2025-08 2026-07", "HRK"},
		{"2016", "2016-01 2016-07 2017-06 2019-06 2021-06 2022-03 2022-06 2023-07 2024-03 2024-06 2025-04 2025-08 2026-07", ""},
	} {
		l := lens(t, c.text, "HRV")
		for i := range l.Courses {
			if id := l.Courses[i].Edition.ID; !strings.Contains(c.drawn, id) {
				t.Errorf("%s: %s is drawn", c.text, id)
			}
		}
		if notes := strings.Join(l.Asides, "; "); !strings.Contains(notes, c.note) {
			t.Errorf("%s: %s", c.text, notes)
		}
	}
}

// Who looks at how the editions differ has pinned a sum that not all of them print.
func TestASumBesideTheCourses(t *testing.T) {
	for _, c := range []ally.Code{ally.EuropeCan, ally.Europe, ally.NorthAm} {
		ds := frozen.Data(t)
		q := frozen.Query(t, ds, "2016")
		q.Sums = q.Sums.With(c)
		a, err := analysis.RankingFor(ds, q)
		if err != nil {
			continue // no edition on show prints it
		}
		if b, err := analysis.CoursesFor(ds, a, "NOR"); err != nil || len(b.Editions) != 7 {
			t.Errorf("%s: %v", c, err)
		}
	}
}
