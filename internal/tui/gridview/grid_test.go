package gridview_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/gridview"
	"allyscope/internal/tui/view"
)

func embedded(tb testing.TB) *dataset.Dataset {
	tb.Helper()
	ds, err := dataset.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return ds
}

func scene(tb testing.TB, ds *dataset.Dataset, text string, focus ally.Code, ink chart.Ink) view.Scene {
	tb.Helper()
	q, err := query.Parse(text, &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()})
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	a, err := analysis.For(ds, q)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return view.Scene{Data: ds, Answer: a, Focus: focus, Ink: ink}
}

// printed is what a terminal without colour shows.
func printed(g *cell.Grid, ink chart.Ink) string {
	look := terminal.Look{Glyphs: terminal.Glyphs(ink)}
	var out []string
	for line := range strings.SplitSeq(terminal.NewWriter(look).String(g), "\n") {
		for {
			from := strings.IndexByte(line, 0x1b)
			if from < 0 {
				break
			}
			line = line[:from] + line[from+strings.IndexByte(line[from:], 'm')+1:]
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func draw(s view.Scene, w, h int) string {
	g := cell.New(w, h)
	gridview.New().Draw(g, s)
	return printed(g, s.Ink)
}

func TestGoldens(t *testing.T) {
	ds := embedded(t)
	for _, size := range [][2]int{{80, 18}, {120, 34}} {
		for ink := range chart.Ink(chart.Inks) {
			s := scene(t, ds, "grid 2024 2% POL", "NOR", ink)
			termtest.Golden(t, fmt.Sprintf("%dx%d.%s", size[0], size[1], ink), draw(s, size[0], size[1])+"\n"+gridview.New().Sentence(s))
		}
	}
	for name, text := range map[string]string{
		"default": "", "hole": "share edition:2023-07", "one-year": "edition:2016-07", "not-measurable": "5%",
		"money": "usd 2024", "national": "national 2024", "rates": "real-change 2024", "sipri": "source:sipri 1990", "equipment": "equipment 2024",
		"missing": "2025 2% edition:2025-08", "pins": "2024 EST LVA LTU POL NOR SWE FIN DNK only",
	} {
		s := scene(t, ds, text, "DEU", chart.Braille)
		termtest.Golden(t, name, draw(s, 120, 34)+"\n"+gridview.New().Sentence(s))
	}
	small := ""
	for _, size := range [][2]int{{64, 18}, {40, 7}, {20, 3}, {12, 4}, {9, 2}, {3, 1}} {
		small += fmt.Sprintf("== %dx%d\n%s\n", size[0], size[1], draw(scene(t, ds, "2024 2%", "NOR", chart.Braille), size[0], size[1]))
	}
	termtest.Golden(t, "small", small)
}

// No size, question or ink makes it fail, and what is asked about is in sight.
func TestSweep(t *testing.T) {
	ds := embedded(t)
	var scenes []view.Scene
	for _, text := range []string{"2024 2%", "usd", "source:sipri 1950", "edition:2016-07", "5%", "filter:zz", "national 2019", "real-change", "nordic 2020"} {
		for ink := range chart.Ink(chart.Inks) {
			scenes = append(scenes, scene(t, ds, text, "NOR", ink), scene(t, ds, text, "", ink))
		}
	}
	v := gridview.New()
	try := func(w, h int, s view.Scene) {
		g := cell.New(w, h)
		v.Draw(g, s)
		for _, at := range [][2]int{{0, 0}, {w - 1, h - 1}, {w / 2, h / 2}, {-1, -1}, {w, h}} {
			v.At(at[0], at[1])
		}
		v.Move(s, 0, 1)
		if w >= 3 && h > 0 && s.Focus != "" && len(s.Answer.Rows) > 0 {
			if text := printed(g, s.Ink); !strings.Contains(text, "NOR") && !strings.Contains(text, "Norway") {
				t.Fatalf("%dx%d of %s: Norway is out of sight:\n%s", w, h, s.Answer.Query, text)
			}
		}
	}
	for i, s := range scenes {
		for w := range 41 {
			for h := 0; h <= 20; h += 1 + i%3 {
				try(w, h, s)
			}
		}
		for _, size := range [][2]int{{80, 18}, {119, 33}, {255, 255}, {255, 1}, {1, 255}, {160, 44}} {
			try(size[0], size[1], s)
		}
	}
}

func TestPointingReadsWhatStandsThere(t *testing.T) {
	ds := embedded(t)
	for _, size := range [][2]int{{120, 34}, {160, 44}, {80, 18}, {40, 7}} {
		s := scene(t, ds, "2024 2%", "NOR", chart.Braille)
		v, g := gridview.New(), cell.New(size[0], size[1])
		v.Draw(g, s)
		years := map[ally.Code]map[figure.Year]bool{}
		for y := range size[1] {
			for x := range size[0] {
				hit := v.At(x, y)
				if hit.Code == "" || hit.Year == 0 {
					continue
				}
				r, _ := s.Answer.Row(hit.Code)
				if want := analysis.Reading(s.Answer, r, hit.Year); hit.Text != want {
					t.Fatalf("%v at %d,%d: %q, want %q", size, x, y, hit.Text, want)
				}
				if years[hit.Code] == nil {
					years[hit.Code] = map[figure.Year]bool{}
				}
				years[hit.Code][hit.Year] = true
			}
		}
		if n := len(years["NOR"]); n != int(s.Answer.Last-s.Answer.First)+1 {
			t.Errorf("%v: %d years of Norway can be pointed at", size, n)
		}
	}
	s := scene(t, ds, "2024 2%", "NOR", chart.Braille)
	v := gridview.New()
	v.Draw(cell.New(120, 34), s)
	if hit := v.At(101, 5); hit != (view.Hit{Code: "NOR", Text: "Norway 2024: 2.16 % of GDP, 0.16 pp above 2 %"}) {
		t.Errorf("on a header: %+v", hit)
	}
	if hit := v.At(101, 7); hit != (view.Hit{Code: "NOR", Year: 2014, Text: "Norway 2014: 1.50 % of GDP, 0.50 pp below 2 %"}) {
		t.Errorf("in a picture: %+v", hit)
	}
	if hit := v.At(101, 33); hit != (view.Hit{}) {
		t.Errorf("on the legend: %+v", hit)
	}
}

func TestMovingInTwoDimensions(t *testing.T) {
	ds := embedded(t)
	s := scene(t, ds, "2024 2%", "NOR", chart.Braille)
	v := gridview.New()
	v.Draw(cell.New(120, 34), s) // six boxes a line; Norway is the sixth of the second
	for _, c := range []struct {
		from   ally.Code
		dx, dy int
		want   ally.Code
	}{
		{"NOR", 0, 0, "NOR"}, {"NOR", -1, 0, "ROU"}, {"NOR", 1, 0, "FIN"}, {"NOR", 0, -1, "GRC"}, {"NOR", 0, 1, "CZE"},
		{"NOR", 0, -9, "GRC"}, {"POL", -1, 0, "POL"}, {"ISL", 1, 0, "ISL"}, {"ISL", 0, 1, "ISL"}, {"POL", 0, 99, "BEL"},
		{"LUX", 0, 1, "ISL"}, {"", 1, 0, "EST"},
	} {
		s.Focus = c.from
		if to, ok := v.Move(s, c.dx, c.dy); !ok || to != c.want {
			t.Errorf("%s %+d%+d: %s %v, want %s", c.from, c.dx, c.dy, to, ok, c.want)
		}
	}
}

// What a terminal is sent, at 120x40.
func TestBytes(t *testing.T) {
	for _, c := range []struct {
		text        string
		year, focus int
	}{
		{"2024 2%", 1500, 150},
		{"2026 2%", 1500, 150},
		{"usd 2020", 1500, 150},
	} {
		synctest.Test(t, func(t *testing.T) {
			m := &model{tb: t, ds: embedded(t), view: gridview.New(), writer: terminal.NewWriter(terminal.Look{Profile: terminal.Colour16})}
			m.scene = scene(t, m.ds, c.text, "NOR", chart.Braille)
			s := termtest.Start(t, m, termtest.Options{Width: 120, Height: 34, Profile: colorprofile.ANSI, Env: []string{"TERM=xterm-256color", "LANG=C.UTF-8"}})
			for _, key := range []string{"left", "left", "right", "left", "down", "down", "up", "j", "j", "k"} {
				s.Reset()
				s.Press(key)
				limit := c.focus
				if key == "left" || key == "right" {
					limit = c.year
				}
				t.Logf("%s %s: %d bytes", c.text, key, s.Bytes())
				if n := s.Bytes(); n == 0 || n > limit {
					t.Errorf("%s: %s costs %d bytes, the budget is %d:\n%q", c.text, key, n, limit, s.Output())
				}
			}
			s.Quit()
		})
	}
}

// model is a view alone on a screen.
type model struct {
	tb     testing.TB
	ds     *dataset.Dataset
	view   view.View
	scene  view.Scene
	writer *terminal.Writer
	w, h   int
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "left":
			m.step(-1)
		case "right":
			m.step(1)
		case "up":
			m.scene.Focus, _ = m.view.Move(m.scene, 0, -1)
		case "down":
			m.scene.Focus, _ = m.view.Move(m.scene, 0, 1)
		case "j":
			m.scene.Focus, _ = m.view.Move(m.scene, 1, 0)
		case "k":
			m.scene.Focus, _ = m.view.Move(m.scene, -1, 0)
		case "q", "ctrl+c":
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m *model) step(by figure.Year) {
	q := m.scene.Answer.Query
	q.Year += by
	a, err := analysis.For(m.ds, q)
	if err != nil {
		m.tb.Fatal(err)
	}
	m.scene.Answer = a
}

func (m *model) View() tea.View {
	g := cell.New(m.w, m.h)
	m.view.Draw(g, m.scene)
	v := tea.NewView(m.writer.String(g))
	v.AltScreen = true
	return v
}

func BenchmarkStep(b *testing.B) {
	ds := embedded(b)
	scenes := [2]view.Scene{scene(b, ds, "2024 2%", "NOR", chart.Braille), scene(b, ds, "2023 2%", "NOR", chart.Braille)}
	v, g := gridview.New(), cell.New(100, 30)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		g.Clear()
		v.Draw(g, scenes[i&1])
		i++
	}
}

func BenchmarkRedraw(b *testing.B) {
	ds := embedded(b)
	s, g := scene(b, ds, "2024 2%", "NOR", chart.Braille), cell.New(100, 30)
	b.ReportAllocs()
	for b.Loop() {
		g.Clear()
		gridview.New().Draw(g, s)
	}
}
