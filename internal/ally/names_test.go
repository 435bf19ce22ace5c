package ally

import (
	"slices"
	"testing"

	"allyscope/data"
)

// Other names are of allies that there are, and come after the register's own.
func TestOtherNames(t *testing.T) {
	r, err := Parse(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range otherNames {
		if _, ok := r.Ally(o.code); !ok {
			t.Errorf("other names of no ally: %s", o.code)
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
