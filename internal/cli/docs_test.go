package cli_test

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/golden"
)

// page compares a page of docs with the wanted text or, with -update, writes it.
func page(t *testing.T, name, want string) {
	t.Helper()
	path := "../../docs/" + name
	if golden.Updating() {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is stale: run go generate ./internal/cli", path)
	}
}

// TestGrammarPage checks that docs/grammar.md lists the words of the grammar.
func TestGrammarPage(t *testing.T) {
	ds, err := dataset.Open(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	want := grammarPage(ds)
	page(t, "grammar.md", want)
	for _, word := range []string{"`NOR`", "`nordic`", "`equipment`", "`3.5%`", "`sort:`", "value, name, gap, money", "`only`", "`trend`", "2024-06"} {
		if !strings.Contains(want, word) {
			t.Errorf("the page lacks %s", word)
		}
	}
}

// TestDataPage checks that docs/data.md lists the measures and editions.
func TestDataPage(t *testing.T) {
	ds, err := dataset.Open(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(dataIntroduction + "\n| word | in files | is | unit | editions that hold it |\n|---|---|---|---|---|\n")
	for m := range figure.Measure(figure.Measures) {
		var held []string
		for _, e := range ds.Editions() {
			if e.Holds(m) {
				held = append(held, e.ID)
			}
		}
		unit := m.Spec().Unit
		if !m.Spec().Comparable {
			unit += "; never summed or ranked across allies"
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s |\n", m.Spec().Word, m, m.Spec().Title, unit, strings.Join(held, ", "))
	}
	b.WriteString("\n## Editions\n\n| edition | published | prices of | counts | tables |\n|---|---|---|---|---|\n")
	for _, e := range ds.All() {
		tables, err := e.Tables()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %d |\n", e.ID, e.Published, cmp.Or(e.PriceBase, "the year"), e.Definition, len(tables))
	}
	page(t, "data.md", b.String())
}

// dataIntroduction is the part of docs/data.md that does not depend on the tables.
const dataIntroduction = `<!-- Made by go generate ./internal/cli from the tables. Do not edit. -->

# The data

Every figure is one cell of one table of one edition, kept as it was printed. [data/README.md](../data/README.md) has the files, codes, sources, terms and every known oddity; [json.md](json.md) the names in JSON and CSV; [data/CHANGES.md](../data/CHANGES.md) the changes to the tables.

    allyscope data list           what is held
    allyscope data sources        the sources, and their terms
    allyscope data check          reads the tables again, and recomputes sums and shares
    allyscope why NOR 2016        everything known about one figure

A figure has a status: an actual, or an estimate (` + "`e`" + `). A missing figure has a reason: ` + "`–`" + ` not a member then, ` + "`·`" + ` no armed forces, ` + "`n/a`" + ` not published or not held, ` + "`?`" + ` not measurable.

Verdicts use the figures as printed. If an edition's workbook has unrounded cells, they are held as well: they show which figures are on the knife-edge, and gaps in money and growth are computed from them.

## Measures
`

// grammarPage returns the text of docs/grammar.md.
func grammarPage(ds *dataset.Dataset) string {
	var b strings.Builder
	b.WriteString(`<!-- Made by go generate ./internal/cli from the words themselves. Do not edit. -->

# The words of allyscope

There is one grammar. It is used in the arguments of a command, after ` + "`:`" + ` in the explorer, as the command of an SSH session, and in copied links.

    allyscope EST POL LVA 2014..2024 3.5%        allies pinned, range, target
    allyscope equipment 2024 20% sort:gap        measure, year, target, order
    allyscope nordic 2024 edition:2024-06        group, year, edition

Words may be in any order and case. Within a name, a blank, a hyphen and an underscore are the same (` + "`north macedonia`, `north-macedonia`" + `). Whatever you leave out has a default: the latest edition, its last year, the pledge in force in that year. An unknown word is an error that names it and offers the nearest.
`)
	for _, c := range query.Chapters(analysis.Vocabulary(ds)) {
		fmt.Fprintf(&b, "\n## %s\n", c.Title)
		if c.About != "" {
			fmt.Fprintf(&b, "\n%s\n", c.About)
		}
		b.WriteString("\n| word | means |\n|---|---|\n")
		for _, o := range c.Words {
			fmt.Fprintf(&b, "| `%s` | %s |\n", o.Text, strings.ReplaceAll(o.Note, "|", `\|`))
		}
	}
	return b.String()
}
