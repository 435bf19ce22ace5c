package ally_test

import (
	"slices"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
)

// No two allies share a name, and the other names come after the code, name and short form.
func TestOtherNames(t *testing.T) {
	r, err := dataset.Allies(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]ally.Code{}
	for _, a := range r.All() {
		for _, name := range a.Names() {
			if other, taken := owner[name]; taken || name != strings.TrimSpace(name) || name == "" {
				t.Errorf("%s is called %q, as %s is", a.Code, name, other)
			}
			owner[name] = a.Code
		}
	}
	a, _ := r.Ally("GBR")
	if want := []string{"GBR", "United Kingdom", "UK", "Britain", "Great Britain"}; !slices.Equal(a.Names(), want) {
		t.Errorf("%q", a.Names())
	}
	if a, _ = r.Ally("SVK"); !slices.Equal(a.Names(), []string{"SVK", "Slovakia", "Slovak Republic", "Slovensko"}) {
		t.Errorf("%q", a.Names())
	}
}
