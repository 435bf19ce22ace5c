package views_test

import (
	"testing"

	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/views"
)

// A click may come between an answer and its drawing: what was drawn where it came is read in
// the new answer, which need not have that year or that ally.
func TestAClickOnWhatWasDrawnBefore(t *testing.T) {
	ds := viewtest.Data(t)
	questions := [...]string{"edition:2016-01 EST", "2026 NOR nordic-total", "edition:2023-07 filter:zzz"}
	for _, spec := range views.All() {
		for _, drawn := range questions {
			for _, asked := range questions {
				v := viewtest.New(spec)()
				viewtest.Draw(v, viewtest.Scene(t, ds, drawn, "NOR", chart.Braille), 120, 34)
				v.Sentence(viewtest.Scene(t, ds, asked, "NOR", chart.Braille))
				viewtest.Found(v)
			}
		}
	}
}
