package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/large"
	"allyscope/internal/tui"
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// BenchmarkStart measures the start of a session up to its first frame, with tables that have been
// read; BenchmarkStartFirst reads them.
func BenchmarkStart(b *testing.B) {
	ds := frozen.Data(b)
	b.ReportAllocs()
	for b.Loop() {
		explorer(b, ds, "", local)
	}
}

func BenchmarkStartFirst(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		explorer(b, frozen.Data(b), "", local)
	}
}

// BenchmarkAnswer measures a new question up to the layout of its list.
func BenchmarkAnswer(b *testing.B) {
	ds := frozen.Data(b)
	q, err := query.Parse("2024 2%", vocabulary(ds))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		a, err := analysis.RankingFor(ds, q)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := views.Show(ds, a); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRows measures drawing only the list, and writing it.
func BenchmarkRows(b *testing.B) {
	ds := frozen.Data(b)
	a, err := analysis.RankingFor(ds, query.Query{})
	if err != nil {
		b.Fatal(err)
	}
	x, err := views.Show(ds, a)
	if err != nil {
		b.Fatal(err)
	}
	g := cell.New(80, 37)
	w := terminal.NewWriter(terminal.Detect(strings.Fields(local)).Look)
	b.Run("draw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g.Clear()
			x.Draw(g, view.State{Focus: "NOR"})
		}
	})
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.String(g)
		}
	})
}

// BenchmarkFrame measures the whole screen at 120x40: unchanged, after a change of the year, and
// after a change of the focus with a new chart.
func BenchmarkFrame(b *testing.B) {
	for _, c := range []struct{ name, text, there, back string }{
		{"still", "2024 2%", "", ""}, {"year", "2024 2%", "left", "right"}, {"ally", "2024 2%", "down", "up"},
	} {
		b.Run(c.name, func(b *testing.B) {
			m := explorer(b, frozen.Data(b), c.text, local)
			send(m, tea.WindowSizeMsg{Width: 120, Height: 40})
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				if name := [2]string{c.there, c.back}[n%2]; name != "" {
					m.Update(key(name))
					m.Update(m.Settle())
				}
				_ = m.View()
			}
		})
	}
}

// alone returns the frozen tables with only one edition.
func alone(tb testing.TB, id string) *dataset.Dataset {
	tb.Helper()
	changed := map[string]string{}
	for _, name := range []string{"nato/editions.csv", "nato/tables.csv"} {
		kept := ""
		for i, line := range strings.SplitAfter(frozen.Text(tb, name), "\n") {
			if i == 0 || strings.HasPrefix(line, id+",") {
				kept += line
			}
		}
		changed[name] = kept
	}
	return frozen.With(tb, changed)
}

func drawn(m *tui.Model) float64 {
	return testing.AllocsPerRun(20, func() { _ = m.View() })
}

// The cost of a frame must not depend on the number of editions, nor on the number of years of the
// one on show.
func TestAFrameDoesNotGrowWithWhatIsHeld(t *testing.T) {
	few, all := alone(t, "2026-07"), frozen.Data(t)
	if len(few.Editions()) != 1 || len(all.Editions()) < 12 {
		t.Fatalf("%d and %d editions", len(few.Editions()), len(all.Editions()))
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, text := range []string{"2026 2%", "2019 3.5% POL", "usd 2026"} {
			one, more := explorer(t, few, text, local), explorer(t, all, text, local)
			send(one, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			send(more, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			a, b := drawn(one), drawn(more)
			t.Logf("%v %q: %v allocations", size, text, b)
			// The panel has the figures of up to three other editions.
			if b > a+60 {
				t.Errorf("%v %q: %v allocations with one edition, %v with all", size, text, a, b)
			}
		}
	}
	short, long := explorer(t, all, "source:sipri 2014..2025 2% 2024", local), explorer(t, all, "source:sipri 2% 2024", local)
	for _, m := range []*tui.Model{short, long} {
		send(m, tea.WindowSizeMsg{Width: 80, Height: 24})
	}
	a, b := drawn(short), drawn(long)
	t.Logf("SIPRI: %v allocations for 12 years, %v for all", a, b)
	if years := long.Answer().Last - long.Answer().First; b > a+2*float64(years) {
		t.Errorf("%v allocations with twelve years, %v with %d", a, b, years)
	}
}

// The cost of a key depends only on what is on the screen: in no view does a change of the year
// make more allocations with thousands of allies than with a hundred, which already exceed a
// screen.
func TestAKeyDoesNotGrowWithTheAllies(t *testing.T) {
	grown := func(allies int) *dataset.Dataset {
		files, err := large.Of(allies, 13, 4)
		if err != nil {
			t.Fatal(err)
		}
		ds, err := dataset.Open(files)
		if err != nil {
			t.Fatal(err)
		}
		return ds
	}
	few, many := grown(100), grown(large.Allies)
	step := func(ds *dataset.Dataset, v query.View) float64 {
		m := explorer(t, ds, v.String()+" 1960 2%", local)
		send(m, tea.WindowSizeMsg{Width: 120, Height: 30}) // fewer lines than allies, and a page of boxes
		n := 0
		return testing.AllocsPerRun(20, func() {
			m.Update(key([2]string{"[", "]"}[n%2]))
			_ = m.View()
			m.Update(m.Settle())
			_ = m.View()
			n++
		})
	}
	for _, v := range views.All() {
		a, b := step(few, v.ID), step(many, v.ID)
		t.Logf("%s: %v allocations with 100 allies, %v with %d", v.ID, a, b, large.Allies)
		if b > 1.2*a {
			t.Errorf("%s: %v allocations with 100 allies, %v with %d", v.ID, a, b, large.Allies)
		}
	}
}
