package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/importer"
)

// hostile sets a terminal's title and reverses the direction of text.
const hostile = "\x1b]0;owned\a\u202e\u009b"

// Texts in options are refused if they cannot be stored.
func TestUnfitWordsAreRefused(t *testing.T) {
	content := []byte("code,2014\nALB,1.35\n")
	for _, c := range []struct {
		opt  importer.Options
		says string
	}{
		{importer.Options{Title: hostile}, "title \"\\x1b]0;owned"},
		{importer.Options{Title: "a\nb"}, "control a terminal"},
		{importer.Options{Title: "=HYPERLINK(1)"}, "formula"},
		{importer.Options{Definition: "@x"}, "definition \"@x\": a spreadsheet"},
		{importer.Options{PriceBase: "2\x00"}, "price base"},
		{importer.Options{Title: strings.Repeat("ü", 201)}, "at most 200 characters"},
	} {
		c.opt.Edition = "2027-06"
		_, _, err := importer.ImportBytes(held(t), "share_gdp.csv", content, c.opt)
		if !errors.Is(err, importer.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want %s", c.opt, err, c.says)
		}
	}
	ok := importer.Options{Edition: "2027-06", Title: strings.Repeat("ü", 200)}
	if e, _, err := importer.ImportBytes(held(t), "share_gdp.csv", content, ok); err != nil || e.Title != ok.Title {
		t.Errorf("%v", err)
	}
}

// Texts in files are cleaned, and the report says so.
func TestWordsOfFilesAreCleaned(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nato"+"\x1b")
	quoted := func(s string) string { return `"` + s + `"` }
	must(t, os.MkdirAll(filepath.Join(dir, "2027-06"), 0o755),
		os.WriteFile(filepath.Join(dir, "editions.csv"), []byte("edition,title,published,cutoff,years,price_base,definition,coverage,confidence,witness\n2027-06,"+
			strings.Join([]string{quoted("==1 " + hostile + "Title\nof " + strings.Repeat("x", 300)), "2027-06-30", "", "2014", "2021", quoted("+core"), quoted(hostile), "high", quoted(hostile)}, ",")+"\n"), 0o644),
		os.WriteFile(filepath.Join(dir, "tables.csv"), []byte("edition,measure,unit,rows,cells,sum\n2027-06,share_gdp,"+quoted(hostile+"% of GDP")+",1,1,1.35\n"), 0o644),
		os.WriteFile(filepath.Join(dir, "2027-06", "share_gdp.csv"), []byte("code,2014\nALB,1.35\n"), 0o644))
	e, r, err := importer.Import(held(t), dir, importer.Options{})
	must(t, err)
	sound(t, e)
	if !strings.HasPrefix(e.Title, "1 ]0;ownedTitle of xxx") || len([]rune(e.Title)) != 200 || e.Definition != "core" || e.Coverage != "]0;owned" {
		t.Errorf("%+v", e.Record)
	}
	if unit := tablesOf(t, e)[0].Unit; unit != "]0;owned% of GDP" {
		t.Errorf("unit %q", unit)
	}
	for _, want := range []string{"title: changed from the file", "definition: changed from the file: a spreadsheet", "the unit of share_gdp"} {
		if !strings.Contains(r.String(), want) {
			t.Errorf("the report lacks %s:\n%s", want, r)
		}
	}
}
