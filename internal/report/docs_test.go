package report

import (
	"os"
	"strings"
	"testing"
)

// TestContractIsDocumented: docs/json.md names every field there is.
func TestContractIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	want := func(id string) {
		if !strings.Contains(page, "`"+id+"`") {
			t.Errorf("docs/json.md does not name %s", id)
		}
	}
	d := Rank(answer(t, "2024 2%"))
	for _, f := range d.Fields {
		want(f.ID)
		for _, g := range f.Fields {
			want(g.ID)
		}
	}
	for _, x := range d.Tables {
		want(x.ID)
		for _, c := range x.Columns {
			if c.On&OnData != 0 {
				want(c.ID)
			}
		}
	}
}
