package plot_test

import (
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/plot"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
)

// drawn returns a picture as text.
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

// course returns the picture of the allies that a query names.
func course(t *testing.T, text string) *document.Picture {
	t.Helper()
	p, err := analysis.ProfileFor(frozen.Data(t), frozen.Query(t, frozen.Data(t), text))
	if err != nil {
		t.Fatal(err)
	}
	return plot.CoursePicture(&p.Answer, p.Named())
}

func path(t *testing.T, text string) *analysis.Path {
	t.Helper()
	p, err := analysis.PathFor(frozen.Data(t), frozen.Query(t, frozen.Data(t), text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPictures(t *testing.T) {
	kept := golden.Open(t, "pictures")
	kept.Check(t, "rank", drawn(plot.RankingPicture(frozen.Answer(t, frozen.Data(t), "2024 2%"))))
	kept.Check(t, "nordic", drawn(plot.RankingPicture(frozen.Answer(t, frozen.Data(t), "nordic 2026 3.5%"))))
	kept.Check(t, "show", drawn(course(t, "NOR 2026")))
	kept.Check(t, "compare", drawn(course(t, "baltic")))
	kept.Check(t, "path", drawn(plot.PathsPicture(path(t, "path NOR"))))
	kept.Check(t, "start", drawn(plot.PathsPicture(path(t, "path"))))
}

// The column of an ally below a level never reaches it, and that of one that meets it always does.
func TestColumnsTellTheSides(t *testing.T) {
	for _, question := range []string{"2024 2%", "2026 3.5%", "2025 2% edition:2025-08", "equipment 2024 20%", "2024 1.99%", "2024 0.01%", "2024 99%"} {
		a := frozen.Answer(t, frozen.Data(t), question)
		p := plot.RankingPicture(a)
		const axis = 4 // the column before the axis ends
		level := -1
		for y := range p.Cells.Height() {
			if p.Cells.At(axis, y) == (cell.Cell{Rune: '▔', Role: cell.Target}) {
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
