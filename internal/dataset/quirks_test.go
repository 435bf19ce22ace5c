package dataset_test

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

// The lists that few questions need are read on first use, and once.
func TestRareListsAreReadOnFirstUse(t *testing.T) {
	files := &counting{FS: data.Files()}
	ds, err := dataset.Open(files)
	must(t, err)
	files.drain()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if _, err := ds.Quirks("2024-06", "SVK", figure.ShareGDP, 2024); err != nil {
				t.Error(err)
			}
			if list, err := ds.Claims(); err != nil || len(list) != 16 {
				t.Errorf("%d claims, %v", len(list), err)
			}
			if list, err := ds.Quotes(); err != nil || len(list) != 7 {
				t.Errorf("%d quotes, %v", len(list), err)
			}
		})
	}
	wait.Wait()
	opened := files.drain()
	slices.Sort(opened)
	if want := []string{"claims.csv", "iiss_quotes.csv", "quirks.csv"}; !slices.Equal(opened, want) {
		t.Errorf("read %v, want %v", opened, want)
	}
}

func TestQuirksOfACell(t *testing.T) {
	ds := embedded(t)
	sipri := ds.SIPRI().ID
	for _, c := range []struct {
		edition string
		code    ally.Code
		measure figure.Measure
		year    figure.Year
		first   string // what the closest note begins with
		without string // what no note may contain
	}{
		{"2024-06", "SVK", figure.ShareGDP, 2024, "typed as 2.00", "SIPRI"},
		{"2024-06", "SVK", figure.ShareGDP, 2023, "a share of GDP at constant prices", "typed"},
		{"2025-08", "DEU", figure.ShareGDP, 2025, "not held: of Germany only personnel was printed for 2025", ""},
		{"2025-08", "DEU", figure.USDCurrent, 2024, "not held: NATO's workbook has the table", ""},
		{"2016-07", "NOR", figure.ShareGDP, 2016, "fragment: ", ""},
		{sipri, "USA", figure.ShareGDP, 2016, "SIPRI's definition", "fiscal"},
		{sipri, "ESP", figure.ShareGDP, 2016, "pensions are treated otherwise", "constant prices"},
		{sipri, "NOR", figure.ShareGDP, 2016, "SIPRI's definition differs", "pensions"},
	} {
		notes, err := ds.Quirks(c.edition, c.code, c.measure, c.year)
		if err != nil || len(notes) == 0 || !strings.HasPrefix(notes[0], c.first) {
			t.Errorf("%s %s %s %d: %q, %v; want %q first", c.edition, c.code, c.measure, c.year, notes, err, c.first)
		}
		if all := strings.Join(notes, "\n"); c.without != "" && strings.Contains(all, c.without) {
			t.Errorf("%s %s %s %d says %q: %q", c.edition, c.code, c.measure, c.year, c.without, notes)
		}
	}
}

// overlaid is a tree in which own files replace others.
type overlaid struct {
	fs.FS
	own fstest.MapFS
}

func (o overlaid) Open(name string) (fs.File, error) {
	if _, ok := o.own[name]; ok {
		return o.own.Open(name)
	}
	return o.FS.Open(name)
}

// absent is a tree without the named file.
type absent struct {
	fs.FS
	name string
}

func (a absent) Open(name string) (fs.File, error) {
	if name == a.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return a.FS.Open(name)
}

func TestListsThatAreBadOrMissing(t *testing.T) {
	ds, err := dataset.Open(absent{data.Files(), "quirks.csv"})
	must(t, err)
	if notes, err := ds.Quirks("2024-06", "SVK", figure.ShareGDP, 2024); err != nil || len(notes) != 0 {
		t.Errorf("without quirks.csv: %v, %v", notes, err)
	}
	bad := fstest.MapFS{
		"quirks.csv":      {Data: []byte("edition,code,measure,from_year,to_year,note\n*,*,*,soon,,x\n")},
		"iiss_quotes.csv": {Data: []byte("source,edition,iso3,year,measure,value,unit,quote_or_note,url,tier\nIISS,x,GBR,2016,share,about 2,%,q,u,t\n")},
	}
	if ds, err = dataset.Open(overlaid{data.Files(), bad}); err != nil {
		t.Fatal(err)
	}
	if ds, err := dataset.Open(absent{data.Files(), "nato/breaks.csv"}); err != nil {
		t.Error(err)
	} else if breaks, err := ds.Breaks("2026-07", figure.ShareGDP, "LUX"); err != nil || breaks != nil {
		t.Errorf("without breaks.csv: %v, %v", breaks, err)
	}
	if _, err := ds.Quirks("2024-06", "SVK", figure.ShareGDP, 2024); err == nil || !strings.Contains(err.Error(), "quirks.csv:2") {
		t.Errorf("a quirk of the year soon: %v", err)
	}
	if _, err := ds.Quotes(); err == nil || !strings.Contains(err.Error(), "iiss_quotes.csv:2") {
		t.Errorf("a quote of about 2: %v", err)
	}
}

func TestBreaksAndFootnotesOfAFigure(t *testing.T) {
	ds := frozen.Data(t)
	breaks, err := ds.Breaks("2026-07", figure.GDPConstant, "LUX")
	if err != nil || len(breaks) != 1 || breaks[0].Year != 2023 || breaks[0].Words != "gross national income takes the place of GDP" {
		t.Errorf("%v, %v", breaks, err)
	}
	if breaks, _ := ds.Breaks("2026-07", figure.USDCurrent, "LUX"); len(breaks) != 0 {
		t.Errorf("of money: %v", breaks)
	}
	notes, err := ds.Footnotes("2024-06", "LTU", figure.ShareGDP, 2021)
	if err != nil || len(notes) != 2 || !strings.Contains(notes[0], "OECD figures of June 2021") {
		t.Errorf("%q, %v", notes, err)
	}
	if notes, _ := ds.Footnotes(ds.SIPRI().ID, "USA", figure.ShareGDP, 2021); notes != nil {
		t.Errorf("NATO's footnotes of SIPRI's: %q", notes)
	}
	every := func(string) bool { return true }
	if text, ok := ds.Footnote("2024-06", "USA", figure.ShareGDP, 2021, every); ok {
		t.Errorf("%q is not of just that figure", text)
	}
	if text, ok := ds.Footnote("2024-06", "LTU", figure.ShareGDP, 2021, every); !ok {
		t.Error("the note on Lithuania is gone")
	} else if other, ok := ds.Footnote("2024-06", "LTU", figure.ShareGDP, 2021, func(level string) bool { return level == "3.5" }); ok {
		t.Errorf("%q under 3.5 %%, of %q", other, text)
	}
}
