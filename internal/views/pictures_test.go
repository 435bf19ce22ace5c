package views_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"allyscope/internal/query"
	"allyscope/internal/svg"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/views"
)

// Each view at three sizes is kept as a picture that whoever reviews a change can open:
// the one that the program exports.
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
			if golden.Updating() {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s differs from what is drawn, or is not kept: %v (-update writes it anew; look at it)", path, err)
			}
		}
	}
	if n := query.Views * len(sizes); !golden.Updating() && len(kept) != n {
		t.Errorf("%d pictures are kept of %d", len(kept), n)
	}
}
