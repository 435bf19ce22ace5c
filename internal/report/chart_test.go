package report

import (
	"errors"
	"io"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/testing/golden"
)

// drawn is a picture as text.
func drawn(p *document.Picture) string {
	var b strings.Builder
	b.WriteString(p.Title + "\n" + p.Sentence + "\n")
	for y := range p.Cells.Height() {
		line := ""
		for _, c := range p.Cells.Row(y) {
			line += string(c.Rune)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func path(t testing.TB, question string) *analysis.Path {
	t.Helper()
	p, err := analysis.PathFor(asked(t, question))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestChartGoldens(t *testing.T) {
	kept := golden.Open(t, "chart")
	kept.Check(t, "rank", drawn(Rank(answer(t, "2024 2%")).Chart))
	kept.Check(t, "nordic", drawn(Rank(answer(t, "nordic 2026 3.5%")).Chart))
	kept.Check(t, "show", drawn(Show(profile(t, "NOR 2026")).Chart))
	kept.Check(t, "compare", drawn(Compare(profile(t, "baltic")).Chart))
	kept.Check(t, "path", drawn(Path(path(t, "path NOR")).Chart))
	kept.Check(t, "start", drawn(Path(path(t, "path")).Chart))
}

// TestColumnsTellTheSides: who is below a level never reaches it, and who meets
// it always does.
func TestColumnsTellTheSides(t *testing.T) {
	for _, question := range []string{"2024 2%", "2026 3.5%", "2025 2% edition:2025-08", "equipment 2024 20%", "2024 1.99%", "2024 0.01%", "2024 99%"} {
		a := answer(t, question)
		p := Rank(a).Chart
		level := -1
		for y := range p.Cells.Height() {
			if p.Cells.At(barsLeft-1, y) == (cell.Cell{Rune: '▔', Role: cell.Target}) {
				level = y
			}
		}
		if level < 0 {
			t.Errorf("%s: no line for the level", question)
			continue
		}
		for x := range p.Cells.Width() {
			for y := range p.Cells.Height() {
				c := p.Cells.At(x, y)
				if c.Role == cell.BarBelow && (y < level || y == level && c.Rune == '█') {
					t.Errorf("%s: column %d is below the level and reaches it", question, x)
				}
			}
			if base := p.Cells.At(x, p.Cells.Height()-4); base.Role == cell.BarMeets && p.Cells.At(x, level).Rune != '█' {
				t.Errorf("%s: column %d meets the level and does not reach it", question, x)
			}
		}
	}
}

func TestNoChart(t *testing.T) {
	for _, d := range []*document.Document{Rank(answer(t, "usd 2024")), Rank(answer(t, "filter:nobody")), Rank(answer(t, "filter:iceland")), Show(profile(t, "ISL 2024")), Show(profile(t, "national NOR 2024")), Path(path(t, "path ESP=2.1%"))} {
		if d.Chart != nil {
			t.Errorf("%s: has a chart", d.Title)
		}
		if html := written(t, d, AsHTML, Options{}); strings.Contains(html, "<svg") {
			t.Errorf("%s: has a picture", d.Title)
		}
		if err := Write(io.Discard, d, AsSVG, Options{}); !errors.Is(err, ErrNoPicture) {
			t.Errorf("%s: %v", d.Title, err)
		}
	}
}

// TestChartInPage: the chart stands in the page with its title and sentence, and
// nothing in it comes from elsewhere.
func TestChartInPage(t *testing.T) {
	d := Rank(answer(t, "2024 2%"))
	page := written(t, d, AsHTML, Options{})
	for _, s := range []string{"<figure>\n<svg ", "<desc>" + d.Sentence + "</desc>", "prefers-color-scheme: dark", "table-header-group"} {
		if !strings.Contains(page, s) {
			t.Errorf("the page lacks %s", s)
		}
	}
	if strings.Contains(page, "<?xml") || strings.Count(page, "http") != 1 { // the name of the SVG namespace
		t.Error("the page asks for more than itself")
	}
}
