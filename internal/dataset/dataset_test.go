package dataset_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

// must fails the test if err is not nil.
func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func embedded(tb testing.TB) *dataset.Dataset {
	tb.Helper()
	ds, err := dataset.Open(data.Files())
	must(tb, err)
	return ds
}

// counting is a tree that records which files are opened.
type counting struct {
	fs.FS
	mu     sync.Mutex
	opened []string
}

func (c *counting) Open(name string) (fs.File, error) {
	c.mu.Lock()
	c.opened = append(c.opened, name)
	c.mu.Unlock()
	return c.FS.Open(name)
}

// drain returns the files opened since its last call.
func (c *counting) drain() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.opened
	c.opened = nil
	return out
}

func TestOpeningReadsNoTableOfFigures(t *testing.T) {
	files := &counting{FS: frozen.Files(t)}
	ds, err := dataset.Open(files)
	must(t, err)
	atStart := []string{
		"allies.csv", "groups.csv", "group_names.csv", "neighbours.csv", "targets.csv", "events.csv",
		"nato/editions.csv", "nato/tables.csv", "imf/tables.csv",
	}
	for _, name := range files.drain() {
		if !slices.Contains(atStart, name) {
			t.Errorf("opening reads %s", name)
		}
	}
	if !ds.Latest().Holds(figure.ShareGDP) {
		t.Error("the latest edition holds no share of GDP")
	}
	if opened := files.drain(); len(opened) > 0 {
		t.Errorf("asking what is held reads %v", opened)
	}
	for range 2 { // the second time the table is read already
		if f := ds.Latest().Figure(figure.ShareGDP, "NOR", 2024); f.String() != "2.16" {
			t.Errorf("Norway 2024: %s", f)
		}
	}
	want := []string{"nato/2026-07/share_gdp.csv", "nato/2026-07/share_gdp.unrounded.csv"}
	if opened := files.drain(); !slices.Equal(opened, want) {
		t.Errorf("one figure reads %v, want %v", opened, want)
	}
}

// For -race: sixteen sessions read the same tables concurrently.
func TestManySessionsShareOneDataSet(t *testing.T) {
	files := &counting{FS: frozen.Files(t)}
	ds, err := dataset.Open(files)
	must(t, err)
	files.drain()
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for _, e := range append(slices.Clone(ds.Editions()), ds.SIPRI()) {
				for m := range figure.Measure(figure.Measures) {
					if _, err := e.Table(m); err != nil && !errors.Is(err, dataset.ErrNotHeld) {
						t.Errorf("%s %s: %v", e.ID, m, err)
					}
				}
			}
			if _, err := ds.IMF("NGDPD"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	opened := files.drain()
	slices.Sort(opened)
	if n := len(opened); n == 0 || n != len(slices.Compact(opened)) {
		t.Errorf("%d files were opened, some of them more than once", n)
	}
}

func TestEveryEmbeddedTableCanBeRead(t *testing.T) {
	ds := embedded(t)
	for _, e := range append(slices.Clone(ds.Editions()), ds.SIPRI()) {
		held := 0
		for m := range figure.Measure(figure.Measures) {
			table, err := e.Table(m)
			if errors.Is(err, dataset.ErrNotHeld) {
				continue
			}
			if err != nil {
				t.Errorf("%s %s:\n%v", e.ID, m, err)
				continue
			}
			if table.Cells() == 0 {
				t.Errorf("%s %s holds nothing", e.ID, m)
			}
			held++
		}
		if held == 0 {
			t.Errorf("%s holds no table", e.ID)
		}
	}
	for _, subject := range []string{"NGDPD", "NGDP_RPCH", "PCPIPCH", "NGDP"} {
		if table, err := ds.IMF(subject); err != nil || table.Cells() < 500 {
			t.Errorf("IMF %s: %v", subject, err)
		}
	}
	if _, err := ds.IMF("LUR"); err == nil {
		t.Error("an IMF table that is not held is found")
	}
}

func TestFiguresAsPrinted(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		edition string
		measure figure.Measure
		code    ally.Code
		year    figure.Year
		want    string
	}{
		{"2026-07", figure.ShareGDP, "NOR", 2024, "2.16"},
		{"2026-07", figure.ShareGDP, "EST", 2026, "5.10e"},
		{"2026-07", figure.NatCurrent, "NOR", 2024, "116326"},
		{"2025-08", figure.ShareGDP, "DEU", 2025, "n/a"},
		{"2024-06", figure.ShareGDP, "USA", 2024, "3.38e"},
		{"2016-07", figure.ShareGDP, "GBR", 2016, "2.21e"},
		{"2016-07", figure.ShareGDP, "ISL", 2016, "n/a"},
		{"2026-07", figure.ShareGDP, "NOR", 2013, "n/a"},
		{"2026-07", figure.ShareGDP, "NOR", 2027, "n/a"},
		{"2016-07", figure.USDCurrent, "NOR", 2016, "n/a"},
	} {
		e, ok := ds.Edition(c.edition)
		if !ok {
			t.Fatalf("no edition %s", c.edition)
		}
		if got := e.Figure(c.measure, c.code, c.year).String(); got != c.want {
			t.Errorf("%s %s %s %d: %s, want %s", c.edition, c.measure, c.code, c.year, got, c.want)
		}
	}
	if f := ds.SIPRI().Figure(figure.ShareGDP, "ISL", 1990); f.String() != "0.00" {
		t.Errorf("Iceland, by SIPRI: %s, want a true zero", f)
	}
	if f := ds.SIPRI().Figure(figure.ShareGDP, "PRT", 1951); f.Known() {
		t.Errorf("Portugal 1951, by SIPRI: %s, want a gap", f)
	}
}

func TestUnroundedCellsAreHeldBesideThePrinted(t *testing.T) {
	e, _ := frozen.Data(t).Edition("2022-06")
	f := e.Figure(figure.ShareGDP, "LTU", 2021)
	if f.String() != "2.00e" || !f.Held || f.Unrounded < 1.99500 || f.Unrounded > 1.99502 {
		t.Errorf("Lithuania 2021: %s, unrounded %v", f, f.Unrounded)
	}
	latest := frozen.Data(t).Latest()
	if f := latest.Figure(figure.ShareGDP, "LTU", 2021); f.Held {
		t.Errorf("%s holds unrounded cells it was not published with", latest.ID)
	}
}

func TestCurrenciesFollowTheYears(t *testing.T) {
	e, _ := embedded(t).Edition("2016-01")
	table, err := e.Table(figure.NatCurrent)
	must(t, err)
	for year, want := range map[figure.Year]string{2010: "EEK", 2011: "EUR", 2007: "", 2016: ""} {
		if got := table.Currency("EST", year); got != want {
			t.Errorf("Estonia %d: %q, want %q", year, got, want)
		}
	}
	if table.Currency("ZZZ", 2010) != "" || table.Has("ZZZ") || table.Row("ZZZ") != nil {
		t.Error("an unknown ally has a row")
	}
	if row := table.Row("EST"); len(row) != 8 || row[0] != table.At("EST", 2008) {
		t.Errorf("row of Estonia: %v", row)
	}
	if !table.Estimated(2015) || table.Estimated(2014) || table.Estimated(2030) || table.HasYear(2016) {
		t.Error("the wrong years are estimates")
	}
}

func TestEditionsAreNamedAndOrdered(t *testing.T) {
	ds := embedded(t)
	ids := ds.EditionIDs()
	if !slices.IsSorted(ids) || len(ids) != 13 || ds.Latest().ID != ids[12] {
		t.Errorf("editions: %v", ids)
	}
	if got := ds.Latest().Name() + "; " + ds.SIPRI().Name(); got != "NATO, July 2026 edition; SIPRI, April 2026" {
		t.Error(got)
	}
	if _, ok := ds.Edition("2018-07"); ok {
		t.Error("an edition that is not held is found")
	}
	if _, err := ds.SIPRI().Table(figure.USDCurrent); !errors.Is(err, dataset.ErrNotHeld) {
		t.Errorf("SIPRI's money: %v", err)
	}
	for i, e := range ds.Events() {
		if len([]rune(e.Short)) > 9 || (i > 0 && e.Date < ds.Events()[i-1].Date) {
			t.Errorf("event %+v is out of order or too long", e)
		}
	}
}

// broken is the embedded tree with one file replaced.
type broken struct {
	fs.FS
	name, text string
}

func (b broken) ReadFile(name string) ([]byte, error) {
	if name == b.name {
		return []byte(b.text), nil
	}
	return fs.ReadFile(b.FS, name)
}

func TestTheErrorOfATableListsAllFaults(t *testing.T) {
	ds, err := dataset.Open(broken{frozen.Files(t), "nato/2026-07/share_gdp.csv", "code,2014,2015e\nNOR,1.50,x\nZZZ,1,2\nSWE,101,1.0\nNOR,1,2\n"})
	must(t, err)
	_, err = ds.Latest().Table(figure.ShareGDP)
	if err == nil {
		t.Fatal("no complaint")
	}
	for i, want := range []string{":2: NOR 2015", `:3: "ZZZ" is neither an ally nor an aggregate`, ":4: SWE 2014: 101 is not a share", ":5: duplicate row of NOR"} {
		lines := strings.Split(err.Error(), "\n")
		if i >= len(lines) || !strings.Contains(lines[i], "nato/2026-07/share_gdp.csv"+want) {
			t.Errorf("line %d of:\n%v\nwants %s", i+1, err, want)
		}
	}
	if f := ds.Latest().Figure(figure.ShareGDP, "NOR", 2014); f.Known() {
		t.Errorf("a figure of a table that cannot be read: %s", f)
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dataset.Open(data.Files()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadEverything(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ds, err := dataset.Open(data.Files())
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range ds.Editions() {
			for m := range figure.Measure(figure.Measures) {
				_, _ = e.Table(m)
			}
		}
	}
}
