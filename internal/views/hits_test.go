package views_test

import (
	"testing"

	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/views"
)

// A click may arrive after a new answer but before its drawing. The tag of the old drawing is
// then looked up in the new answer, which may not have that year or ally.
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
