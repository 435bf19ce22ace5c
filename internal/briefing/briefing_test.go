package briefing

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/table"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
)

// asked parses a question.
func asked(t testing.TB, question string) (*dataset.Dataset, query.Query) {
	t.Helper()
	ds := frozen.Data(t)
	return ds, frozen.Query(t, ds, question)
}

// brief is a briefing on an ally, or on whom the question names.
func brief(t testing.TB, code ally.Code, question string) *document.Document {
	t.Helper()
	ds, q := asked(t, question)
	q.Pins = q.Pins.With(code)
	b, err := analysis.BriefFor(ds, q)
	if err != nil {
		t.Fatalf("%s %s: %v", code, question, err)
	}
	return Of(b)
}

func briefAs(t testing.TB, d *document.Document, f report.Format) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, d, f, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBriefGoldens(t *testing.T) {
	kept := golden.Open(t, "brief")
	for _, c := range []struct {
		section string
		subject ally.Code
		words   string
	}{
		{"nor", "NOR", "edition:2026-07"},
		{"isl", "ISL", "edition:2026-07"},
		{"esp", "ESP", "edition:2026-07"},
		{"deu", "DEU", "2025 edition:2025-08"},
		{"alliance", "", "edition:2026-07"},
		{"nordic", "", "nordic edition:2026-07"},
		{"two", "", "NOR SWE 2024 2% edition:2026-07"},
	} {
		kept.Check(t, c.section, briefAs(t, brief(t, c.subject, c.words), report.AsMarkdown))
	}
	kept.Check(t, "nor plain", briefAs(t, brief(t, "NOR", "edition:2026-07"), report.AsPlain))
	kept.Check(t, "nordic plain", briefAs(t, brief(t, "", "nordic edition:2026-07"), report.AsPlain))
}

// TestNotesAreOfWhatStandsThere: a sum that a briefing does not show has no note.
func TestNotesAreOfWhatStandsThere(t *testing.T) {
	for question, beside := range map[string]bool{"ISL 2024": false, "USA 2024 2%": false, "NOR 2024": true} {
		code, words, _ := strings.Cut(question, " ")
		text := briefAs(t, brief(t, ally.Code(code), words), report.AsMarkdown)
		if shown, noted := strings.Contains(text, "| Europe and Canada |"), strings.Contains(text, "NATO Europe and Canada 2024 counts"); shown != beside || noted != beside {
			t.Errorf("%s: shown %v, noted %v, want %v", question, shown, noted, beside)
		}
	}
}

// The least and the greatest share are those of a member: figures from before stand beside them.
func TestTheCourseOfWhoJoined(t *testing.T) {
	for code, want := range map[ally.Code]string{
		"FIN": "As a member, Finland's share was lowest in 2024 (2.11 %) and highest in 2025 (2.75e %).",
		"NOR": "\nNorway's share was lowest in 2022",
	} {
		if text := briefAs(t, brief(t, code, "2024 2%"), report.AsPlain); !strings.Contains(text, want) {
			t.Errorf("%s: %q is not in\n%s", code, want, text)
		}
	}
}

var (
	digit    = regexp.MustCompile(`\d`)
	nonsense = regexp.MustCompile(`NaN|Inf|%!|\bn/a\b|<nil>|  |\.\.|−−|\+−| \?|: \.|\(\)`)
)

// TestEverySentenceHasAFigure: nothing in a briefing is there to fill it, and
// nothing is said of what is not known.
func TestEverySentenceHasAFigure(t *testing.T) {
	subjects := []ally.Code{""}
	for _, a := range frozen.Data(t).Allies().All() {
		subjects = append(subjects, a.Code)
	}
	for _, question := range []string{"", "2024 2%", "2025 edition:2025-08", "2016 2% edition:2016-07", "2019 edition:2019-06", "2026 5%", "2016 5%", "2026 3% by:2030", "2024 2% members:everyone", "nordic 2%", "post-1999 2016 2% edition:2016-07", "DEU ISL 2025"} {
		for _, code := range subjects {
			if code != "" && strings.ContainsAny(question, "nD") {
				continue // a group's
			}
			d := brief(t, code, question)
			lines := []string{d.Sentence}
			for _, s := range d.Parts() {
				if s.Title != "Notes" { // they say how the figures are to be read
					lines = append(lines, s.Lines...)
				}
				if len(s.Lines) == 0 && len(s.Tables) == 0 && s.Chart == nil {
					t.Errorf("%s %s: the section %q is empty", code, question, s.Title)
				}
			}
			for _, line := range lines {
				if !digit.MatchString(line) {
					t.Errorf("%s %s: no figure in %q", code, question, line)
				}
				if m := nonsense.FindString(line); m != "" {
					t.Errorf("%s %s: %q in %q", code, question, m, line)
				}
			}
			if code == "" || code == "ISL" || code == "DEU" {
				wellFormed(t, briefAs(t, d, report.AsHTML))
			}
			if plain := briefAs(t, d, report.AsPlain); strings.ContainsFunc(plain, func(r rune) bool { return r > 0x7e }) {
				t.Errorf("%s %s: plain is not ASCII", code, question)
			}
		}
	}
}

// wellFormed parses a page as XML, but for what HTML leaves open.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
	}
}

// Each level has a column, in the words of the year: nobody meets one before it was
// agreed, and none that was agreed later has a column.
func TestEachAllyAgainstEachPledge(t *testing.T) {
	for question, want := range map[string]string{
		"nordic 2026":                       "2 % 3.5 % 20 %: Denmark: meets 2 %, below 3.5 % (on the knife-edge), meets 20 %",
		"nordic 2024 2%":                    "2 % 20 %: Denmark: meets 2 %, meets 20 %",
		"NOR USA 2016 3.5% edition:2026-07": "2 % 3.5 % 20 %: United States: meets 2 %, under 3.5 % (on the knife-edge), meets 20 %",
	} {
		d := brief(t, "", question)
		i := slices.IndexFunc(d.Data(), func(x table.Table) bool { return x.ID == "allies" })
		x := d.Data()[i]
		var heads, said []string
		for k := range x.Columns {
			if h := x.Columns[k].Head; strings.HasSuffix(h, " %") {
				heads, said = append(heads, h), append(said, x.Rows[0].Cells[k].Said)
			}
		}
		if got := strings.Join(heads, " ") + ": " + x.Rows[0].Cells[1].Shown + ": " + strings.Join(said, ", "); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
}

// TestBriefIsNotOfEverything: a briefing is of the share of GDP, by NATO's
// figures.
func TestBriefIsNotOfEverything(t *testing.T) {
	for _, question := range []string{"equipment", "source:sipri"} {
		ds, q := asked(t, question)
		q.Pins = "NOR"
		if _, err := analysis.BriefFor(ds, q); err == nil {
			t.Errorf("%s: no error", question)
		}
	}
	ds, q := asked(t, "")
	q.Pins = "XXX"
	if _, err := analysis.BriefFor(ds, q); err == nil {
		t.Error("an unknown ally has a briefing")
	}
}

// TestBriefInEveryFormat: what is written for people is there for programs, too,
// under names of its own.
func TestBriefInEveryFormat(t *testing.T) {
	for code, tables := range map[ally.Code][]string{
		"NOR": {"measures", "series", "peers"},
		"":    {"totals", "allies", "series", "counts", "gaps", "path", "groups"},
	} {
		d := brief(t, code, "edition:2026-07")
		var object struct {
			Sections []struct {
				Title string   `json:"title"`
				Lines []string `json:"lines"`
			} `json:"sections"`
		}
		text := []byte(briefAs(t, d, report.AsJSON))
		if err := json.Unmarshal(text, &object); err != nil {
			t.Fatal(err)
		}
		for i, s := range d.Sections {
			if x := object.Sections[i]; x.Title != s.Title || !slices.Equal(x.Lines, s.Lines) {
				t.Errorf("%s: JSON has %v, the document %v", code, x, s.Lines)
			}
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, x := range d.Data() {
			ids = append(ids, x.ID)
			if _, found := fields[x.ID]; !found {
				t.Errorf("%s: JSON lacks %s", code, x.ID)
			}
		}
		if !slices.Equal(ids, tables) {
			t.Errorf("%s: the tables are %v, not %v", code, ids, tables)
		}
		if csv := briefAs(t, d, report.AsCSV); strings.Count(csv, "\n") != len(d.Data()[0].Rows)+1 {
			t.Errorf("%s: CSV is not the first table:\n%s", code, csv)
		}
		table := briefAs(t, d, report.AsTable)
		for _, s := range d.Sections {
			if !strings.Contains(table, "\n"+s.Title+"\n") {
				t.Errorf("%s: the table format lacks %q:\n%s", code, s.Title, table)
			}
		}
	}
}

// Where the edition prints no figure of the year and others do, they are told, and named
// among the sources.
func TestOtherEditionsAreNamedWhereTheyAreTold(t *testing.T) {
	for code, question := range map[ally.Code]string{"FIN": "2015 edition:2019-06", "MKD": "2015 edition:2019-06"} {
		text := briefAs(t, brief(t, code, question), report.AsPlain)
		for _, want := range []string{"this edition prints no figure; edition 2024-06 prints", "Where editions disagree: the same table of"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s %s: no %q", code, question, want)
			}
		}
	}
}

// In a workbook, the columns of a briefing are headed in words with their units, as those of
// every other answer are.
func TestHeadsOfAWorkbookHaveUnits(t *testing.T) {
	var heads []string
	for _, x := range brief(t, "", "nordic 2024 2%").Data() {
		for _, c := range x.Columns {
			heads = append(heads, x.ID+": "+c.Field(false))
		}
	}
	for _, want := range []string{"allies: Ally", "allies: 2024 (% of GDP)", "allies: Equipment (%)", "allies: Vs 2014 (pp)", "counts: Allies"} {
		if !slices.Contains(heads, want) {
			t.Errorf("%q is none of %q", want, heads)
		}
	}
}
