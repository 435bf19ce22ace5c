package report

import (
	"errors"
	"io"
	"strings"
	"testing"

	"allyscope/internal/document"
)

func TestNoChart(t *testing.T) {
	for _, d := range []*document.Document{rank(t, answer(t, "usd 2024")), rank(t, answer(t, "filter:nobody")), rank(t, answer(t, "filter:iceland")), show(t, "ISL 2024"), show(t, "national NOR 2024"), rank(t, answer(t, "path ESP=2.1%"))} {
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

// TestChartInPage checks that the page contains the chart with its title and sentence, and loads
// nothing from elsewhere.
func TestChartInPage(t *testing.T) {
	d := rank(t, answer(t, "2024 2%"))
	page := written(t, d, AsHTML, Options{})
	for _, s := range []string{"<figure>\n<svg ", "<desc>" + d.Sentence + "</desc>", "prefers-color-scheme: dark", "table-header-group"} {
		if !strings.Contains(page, s) {
			t.Errorf("the page lacks %s", s)
		}
	}
	if strings.Contains(page, "<?xml") || strings.Count(page, "http") != 1 { // only the name of the SVG namespace
		t.Error("the page asks for more than itself")
	}
}
