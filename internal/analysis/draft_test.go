package analysis_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

// drafted is the frozen data with a draft of the reader's own of March 2025, by its title.
func drafted(t *testing.T, title string) *dataset.Dataset {
	t.Helper()
	const id = "2025-03-draft"
	ds, problems, err := dataset.OpenWith(frozen.Files(t), []dataset.Stored{{
		Record: dataset.Record{ID: id, Source: dataset.NATO, Title: title, Published: "2025-03-01", Years: "2023-2024",
			Definition: "defence expenditure", Coverage: "1 of 15 tables", Confidence: "imported", Witness: "by hand"},
		Tables: []dataset.TableRecord{{Edition: id, Measure: "share_gdp", Unit: "% of GDP"}},
		Files:  map[string]string{"nato/" + id + "/share_gdp.csv": "code,2023,2024e\nUSA,3.2,3.9\nNLD,1.5,2.9\n"},
	}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return ds
}

// A draft takes part in no question that does not name it.
func TestDraftsTakePartOnlyByName(t *testing.T) {
	const draft = "2025-03-draft"
	ds := drafted(t, "Own")
	check, err := analysis.CheckFor(ds, "NLD 2024 2.9%")
	if err != nil {
		t.Fatal(err)
	}
	if said := check.Sentence + check.Citation + strings.Join(check.Notes, " "); strings.Contains(said, draft) || strings.Contains(said, "holds in") {
		t.Errorf("unasked: %s", said)
	}
	check, err = analysis.CheckFor(ds, "NLD 2024 2.9% edition:"+draft)
	if err != nil {
		t.Fatal(err)
	}
	if len(check.Findings) != 1 || check.Findings[0].Outcome != analysis.Holds || !strings.Contains(check.Citation, draft+", imported (published 2025-03-01)") ||
		!strings.Contains(strings.Join(check.Notes, " "), draft+" was imported as your own edition") {
		t.Errorf("by name: %+v", check)
	}
	for _, question := range []string{"2024 2%", "USA 2024"} {
		b, err := analysis.VintagesFor(ds, frozen.Query(t, ds, question))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range b.Editions {
			for _, f := range e.Figures {
				if f.From == draft {
					t.Errorf("%s: %s revises it", question, e.Edition.ID)
				}
			}
			if e.Edition.Own {
				t.Errorf("%s: it is counted", question)
			}
		}
	}
	for edition, want := range map[string]bool{"": false, draft: true} {
		q := frozen.Query(t, ds, "2024")
		q.Edition = edition
		a, err := analysis.RankingFor(ds, q)
		if err != nil {
			t.Fatal(err)
		}
		b, err := analysis.CoursesFor(ds, a, "USA")
		if err != nil {
			t.Fatal(err)
		}
		last, course := b.Editions[len(b.Editions)-1], b.Courses[len(b.Courses)-1]
		if (last.Edition.ID == draft) != want || (course.Edition.ID == draft) != want {
			t.Errorf("lens on %q: %s, %s", edition, last.Edition.ID, course.Edition.ID)
		}
		if want && last.Figures[0].From != "" {
			t.Errorf("the draft revises %s", last.Figures[0].From)
		}
	}
	w := why(t, ds, figure.ShareGDP, "USA", 2024, draft)
	if notes := strings.Join(w.Notes, "; "); strings.Contains(notes, "from "+draft) {
		t.Errorf("why by name: %s", notes)
	}
	if d, err := analysis.DiffFor(ds, draft, "2025-04"); err != nil || !strings.Contains(d.Citation, "(edition "+draft+", imported)") {
		t.Errorf("diff: %v, %v", d, err)
	}
}

// What the reader laid out as NATO's tables is cited as the reader's own beside an edition
// of NATO's.
func TestDiffCitesTheReadersOwnTables(t *testing.T) {
	for title, want := range map[string]string{
		"Own":             "NATO, Own, published 2025-03-01 (edition 2025-03-draft, imported), and Secretary General's ",
		dataset.OwnTables: dataset.OwnTables + ", published 2025-03-01 (edition 2025-03-draft, imported), and NATO, Secretary General's ",
	} {
		d, err := analysis.DiffFor(drafted(t, title), "2025-03-draft", "2025-04")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(d.Citation, want) {
			t.Errorf("%s: %s", title, d.Citation)
		}
	}
}

// Where an edition has the year and its table is not held, a check says just that.
func TestCheckTellsWhatIsNotHeld(t *testing.T) {
	c, err := analysis.CheckFor(frozen.Data(t), "NOR 2024 gdp = 483")
	if err != nil {
		t.Fatal(err)
	}
	notes := strings.Join(c.Notes, "; ")
	if c.Measure != figure.GDPCurrent || !strings.Contains(notes, "editions held without the table gdp_current: 2025-04, 2025-08") ||
		!strings.Contains(notes, "2023-07, 2024-03;") {
		t.Error(notes)
	}
}

// A draft alone holds a measure: no other edition says which year is meant.
func TestEditionsOfWhatADraftAloneHolds(t *testing.T) {
	const id = "2025-03-draft"
	files := fstest.MapFS{}
	err := fs.WalkDir(frozen.Files(t), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, _ := fs.ReadFile(frozen.Files(t), path)
			files[path] = &fstest.MapFile{Data: text}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tables := files["nato/tables.csv"]
	tables.Data = []byte(regexp.MustCompile(`(?m)^[^,]*,def_per_capita,.*\n`).ReplaceAllString(string(tables.Data), ""))
	ds, _, err := dataset.OpenWith(files, []dataset.Stored{{
		Record: dataset.Record{ID: id, Source: dataset.NATO, Title: "Own", Published: "2025-03-01", Years: "2023-2024",
			Definition: "defence expenditure", Coverage: "1 of 15 tables", Confidence: "imported", Witness: "by hand"},
		Tables: []dataset.TableRecord{{Edition: id, Measure: "def_per_capita", Unit: "USD"}},
		Files:  map[string]string{"nato/" + id + "/def_per_capita.csv": "code,2023,2024e\nUSA,320,390\n"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := analysis.VintagesFor(ds, frozen.Query(t, ds, "def_per_capita edition:"+id)); err == nil {
		t.Errorf("%+v without an error", b)
	}
}

// A year that a draft alone has is told by no other edition: a briefing on it finds no dispute.
func TestABriefingOnAYearOfADraftAlone(t *testing.T) {
	const id = "2027-03-draft"
	ds, problems, err := dataset.OpenWith(frozen.Files(t), []dataset.Stored{{
		Record: dataset.Record{ID: id, Source: dataset.NATO, Title: "Own", Published: "2027-03-01", Years: "2026-2027",
			Definition: "defence expenditure", Coverage: "1 of 15 tables", Confidence: "imported", Witness: "by hand"},
		Tables: []dataset.TableRecord{{Edition: id, Measure: "share_gdp", Unit: "% of GDP"}},
		Files:  map[string]string{"nato/" + id + "/share_gdp.csv": "code,2026,2027e\nUSA,3.2,3.9\nNLD,1.5,2.9\n"},
	}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for _, question := range []string{"2027 edition:" + id, "USA 2027 edition:" + id} {
		b, err := analysis.BriefFor(ds, frozen.Query(t, ds, question))
		if err != nil {
			t.Errorf("%s: %v", question, err)
		} else if said := strings.Join(b.Disputes, " "); strings.Contains(said, "2027") {
			t.Errorf("%s: %s", question, said)
		}
	}
}

// A briefing that has no year to be of, or no path, says so.
func TestBriefingsRefuse(t *testing.T) {
	ds := frozen.Data(t)
	for _, question := range []string{"1990", "NOR 1990", "by:2020 2%"} {
		q := frozen.Query(t, ds, question)
		if b, err := analysis.BriefFor(ds, q); err == nil {
			t.Errorf("%s: %+v", question, b.Path)
		}
	}
	if b, err := analysis.BriefFor(ds, frozen.Query(t, ds, "2016 5%")); err != nil || b.Path != nil {
		t.Errorf("a path to what is not measurable, long before it was agreed: %v", err)
	}
}
