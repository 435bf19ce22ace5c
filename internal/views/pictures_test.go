package views_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/svg"
	"allyscope/internal/testing/film"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/views"
)

// Each view is kept at three sizes as the picture that the program exports, which a reviewer of a
// change can open.
func TestThePicturesOfTheViews(t *testing.T) {
	ds := frozen.Data(t)
	kept, err := filepath.Glob(filepath.Join("testdata", "*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	sizes := [][2]int{{80, 24}, {120, 40}, {160, 50}}
	for v := range query.View(query.Views) {
		for _, size := range sizes {
			p, err := views.Picture(ds, query.Query{View: v, Focus: "NOR"}, size[0], size[1])
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := svg.Write(&got, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence}); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.svg", v, size[0], size[1]))
			golden.Picture(t, path, got.Bytes())
		}
	}
	if n := query.Views * len(sizes); !golden.Updating() && len(kept) != n {
		t.Errorf("%d pictures are kept of %d", len(kept), n)
	}
}

// The pictures in the documentation are those of the program and its latest edition: a few views,
// and a film of the years with all allies, rules, sentence and source.
func TestThePicturesOfTheDocuments(t *testing.T) {
	ds, err := dataset.Open(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	drawn := func(text string, width, height int) *document.Picture {
		p, err := views.Picture(ds, frozen.Query(t, ds, text), width, height)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	folder := filepath.Join("..", "..", "docs", "pictures")
	for name, text := range map[string]string{"trend": "trend 2% EST LVA LTU POL", "heat": "heat 2% 2024", "balance": "balance 2024 2%"} {
		p := drawn(text, 0, 0)
		var got bytes.Buffer
		if err := svg.Write(&got, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence}); err != nil {
			t.Fatal(err)
		}
		golden.Picture(t, filepath.Join(folder, name+".svg"), got.Bytes())
	}
	a := frozen.Answer(t, ds, "2%")
	var frames []*cell.Grid
	var p *document.Picture
	for y := a.First; y <= a.Last; y++ {
		p = drawn(fmt.Sprintf("%d 2%%", y), 64, 46)
		frames = append(frames, p.Cells)
	}
	o := svg.Options{Title: fmt.Sprintf("Allies by share of GDP, %d to %d, and the target of 2 %%", a.First, a.Last), Description: p.Sentence}
	golden.Picture(t, filepath.Join(folder, "years.svg"), film.Of(frames, o))
}

// A picture cites the same tables as its document, and mentions no keys, because there are none
// to press.
func TestAPictureIsHandedOn(t *testing.T) {
	ds := frozen.Data(t)
	cited := map[query.View]string{
		query.Ranking: "table: share_gdp,", query.Balance: "tables: share_gdp and equipment_pct,",
		query.Compare: "the tables of the measures named;", query.Path: "Real GDP grows as forecast by the IMF,",
	}
	keys := regexp.MustCompile(`\bspace\b|\bz: `)
	for v := range query.View(query.Views) {
		p, err := views.Picture(ds, query.Query{View: v, Focus: "NOR"}, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(viewtest.Text(p.Cells, chart.ASCII)), " ")
		if key := keys.FindString(text); key != "" || !strings.Contains(text, cited[v]) {
			t.Errorf("%s names the key %q, or does not cite %q:\n%s", v, key, cited[v], text)
		}
	}
}
