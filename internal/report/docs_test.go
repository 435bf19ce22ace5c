package report

import (
	"os"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/listing"
	"allyscope/internal/table"
	"allyscope/internal/testing/frozen"
)

// both returns a balance, which counts the allies that meet both pledges.
func both(t *testing.T) *analysis.Balance {
	t.Helper()
	b, err := analysis.BalanceFor(frozen.Data(t), frozen.Query(t, frozen.Data(t), "2%"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestContractIsDocumented checks that docs/json.md names every field of JSON.
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
	check, err := analysis.CheckFor(frozen.Data(t), "NOR 2016 1.56%")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []*document.Document{
		rank(t, answer(t, "2024 2%")), rank(t, answer(t, "sort:places")), rank(t, answer(t, "2% sort:streak")), listing.Both(both(t)), listing.Count(answer(t, "2%")), show(t, "NOR 2024"), rank(t, answer(t, "compare baltic")), rank(t, answer(t, "compare NOR SWE 2020..2024")),
		listing.Editions(byEdition(t, "2024 2%")), listing.Editions(byEdition(t, "USA 2024")), rank(t, answer(t, "path ESP=2.1%")), rank(t, answer(t, "balance 2024 2%")), rank(t, answer(t, "claims")), listing.Check(check), brief(t, "NOR", ""), brief(t, "", ""),
	} {
		for _, f := range d.Fields {
			want(f.ID)
		}
		for _, x := range d.Data() {
			want(x.ID)
			for _, c := range x.Columns {
				if c.On&table.OnData != 0 && strings.ToLower(c.ID[:1]) != strings.ToUpper(c.ID[:1]) && (c.ID[0] < 'A' || c.ID[0] > 'Z') { // columns of compare are allies, and of briefings years
					want(c.ID)
				}
			}
		}
	}
}
