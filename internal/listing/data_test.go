package listing_test

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/listing"
	"allyscope/internal/report"
	"allyscope/internal/table"
	"allyscope/internal/testing/frozen"
)

// ownEdition is an edition a reader imported in spite of a wrong total.
func ownEdition() *dataset.Edition {
	return &dataset.Edition{
		Record: dataset.Record{ID: "2027-06-draft", Source: "NATO", Title: "A draft", Published: "2027-06-30", Definition: "core defence expenditure"}, Own: true, Imported: "2027-07-01",
		Warnings: []dataset.Warning{
			{Wrong: true, Measure: figure.Personnel, Code: "NATO_TOTAL", Year: 2027, Text: "9 is printed, its members add up to 8"},
			{Measure: figure.ShareGDP, Code: "NOR", Year: 2027, Text: "2.00 is printed, money over GDP is 1.99"},
		},
	}
}

func holdings(t *testing.T) []listing.Held {
	t.Helper()
	ds := frozen.Data(t)
	return []listing.Held{
		{ID: "2026-07", Edition: ds.Latest()}, {ID: "2027-06-draft", Edition: ownEdition()},
		{ID: "2028-06", Trouble: "it is damaged"}, {ID: "sipri-2017-04", Edition: &dataset.Edition{
			Record: dataset.Record{ID: "sipri-2017-04", Source: "SIPRI", Published: "2017-04-24"}, Own: true,
		}},
	}
}

func checks() []listing.Checked {
	return []listing.Checked{
		{Name: "2026-07", Tables: 15, Figures: 6273, Checks: 908, Unchecked: 54},
		{Name: "2027-06-draft", Tables: 1, Figures: 2, Wrong: 1, Findings: []listing.Finding{{Wrong: true, Text: "a total"}, {Text: "a share"}}},
	}
}

// TestDataIsDocumented: docs/json.md names every field of the data commands.
func TestDataIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	_, page, found := strings.Cut(string(b), "\n### data\n")
	if !found {
		t.Fatal("docs/json.md does not tell of the data commands")
	}
	want := func(id string) {
		if !strings.Contains(page, "`"+id+"`") {
			t.Errorf("docs/json.md does not name %s", id)
		}
	}
	for _, d := range []*document.Document{listing.Holdings(holdings(t), "/home"), listing.Holding(holdings(t)[1]), listing.Checks(checks())} {
		for _, f := range d.Fields {
			want(f.ID)
		}
		for _, x := range d.Tables {
			want(x.ID)
			for _, c := range x.Columns {
				if c.On&table.OnData != 0 {
					want(c.ID)
				}
			}
		}
	}
}

// What is to be known of an edition before its figures are used stands in every
// format.
func TestTroubleIsToldInEveryFormat(t *testing.T) {
	for _, c := range []struct {
		d    *document.Document
		says []string
	}{
		{listing.Holdings(holdings(t), "/home"), []string{"1 wrong total", "it is damaged", "asked for as edition:sipri-2017-04"}},
		{listing.Holding(holdings(t)[1]), []string{"its members add up to 8", "money over GDP is 1.99"}},
		{listing.Checks(checks()), []string{"a total", "a share"}},
	} {
		for _, f := range []report.Format{report.AsTable, report.AsPlain, report.AsJSON, report.AsMarkdown, report.AsHTML} {
			var b bytes.Buffer
			if err := report.Write(&b, c.d, f, report.Options{}); err != nil {
				t.Fatal(err)
			}
			for _, s := range c.says {
				if !strings.Contains(b.String(), s) {
					t.Errorf("%s, %s: %q is not said in:\n%s", c.d.Title, f, s, b.String())
				}
			}
		}
	}
}

// A row has a cell for each column, whatever the edition lacks.
func TestRowsOfHoldingsAreWhole(t *testing.T) {
	for _, d := range []*document.Document{listing.Holdings(holdings(t), ""), listing.Holding(holdings(t)[0]), listing.Holding(holdings(t)[1]), listing.Checks(checks())} {
		for _, x := range d.Tables {
			for i, r := range x.Rows {
				if len(r.Cells) != len(x.Columns) {
					t.Errorf("%s, %s: row %d has %d cells for %d columns", d.Title, x.ID, i, len(r.Cells), len(x.Columns))
				}
			}
		}
	}
}

// damaged are the tables of the tests, one of them no longer readable.
type damaged struct{ fs.FS }

func (d damaged) ReadFile(name string) ([]byte, error) {
	if strings.HasSuffix(name, "2026-07/personnel.csv") {
		return []byte("code,2014\nNOR,many\n"), nil
	}
	return fs.ReadFile(d.FS, name)
}

// Of a table that cannot be read nothing is shown but why.
func TestATableThatCannotBeRead(t *testing.T) {
	ds, _ := dataset.Open(damaged{frozen.Files(t)})
	var b bytes.Buffer
	d := listing.Holding(listing.Held{ID: "2026-07", Edition: ds.Latest()})
	if err := report.Write(&b, d, report.AsCSV, report.Options{Machine: true}); err != nil {
		t.Fatal(err)
	}
	if want := "\npersonnel,Military personnel,,,,,,"; !strings.Contains(b.String(), want) || !strings.Contains(b.String(), "many") {
		t.Errorf("%q is not in\n%s", want, b.String())
	}
}

// Two editions are named in full where one is the reader's own.
func TestADiffWithAnEditionOfOnesOwn(t *testing.T) {
	latest, own := frozen.Data(t).Latest(), ownEdition()
	d := listing.Diff(&analysis.Diff{Editions: [2]*dataset.Edition{latest, own}}, 0)
	if want := latest.Name() + " and " + own.Name(); d.Edition != want {
		t.Errorf("%q, want %q", d.Edition, want)
	}
}
