package dataset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

// own returns an own edition with one table.
func own(id, day string, m figure.Measure) dataset.Stored {
	return dataset.Stored{
		Record: dataset.Record{ID: id, Source: dataset.NATO, Title: "Own", Published: day, Years: "2014-2015", PriceBase: "2021",
			Definition: "defence expenditure", Coverage: "1 of 15 tables", Confidence: "imported", Witness: "by hand"},
		Tables: []dataset.TableRecord{{Edition: id, Measure: m.String(), Unit: m.Spec().Unit, Rows: 1, Cells: 2, Sum: figure.Decimal{Units: 31, Places: 1}}},
		Files:  map[string]string{"nato/" + id + "/" + m.String() + ".csv": "code,2014,2015e\nNOR,1.50,1.60\n"},
	}
}

// owned returns three own editions: one of a month without an embedded edition, one of a
// month with one, and one of the future.
func owned() []dataset.Stored {
	warned := own("2018-07", "2018-07-10", figure.ShareGDP)
	warned.Warnings = []dataset.Warning{
		{Kind: "total", Wrong: true, Measure: figure.ShareGDP, Code: "NOR", Year: 2014, Text: "wrong"},
		{Kind: "share", Measure: figure.ShareGDP, Code: "NOR", Year: 2015, Text: "odd"},
	}
	return []dataset.Stored{warned, own("2024-06", "2024-06-17", figure.ShareGDP), own("2027-06", "2027-06-30", figure.Personnel)}
}

func openWith(t *testing.T, own []dataset.Stored) (*dataset.Dataset, []dataset.Problem) {
	t.Helper()
	ds, problems, err := dataset.OpenWith(frozen.Files(t), own)
	must(t, err)
	return ds, problems
}

// A draft is found by its name, and Editions does not include it.
func TestDraftsStandBesideNATOsEditions(t *testing.T) {
	ds, problems := openWith(t, owned())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, want := ds.EditionIDs(), frozen.Data(t).EditionIDs(); !slices.Equal(got, want) {
		t.Errorf("editions %v, want %v", got, want)
	}
	for _, id := range []string{"2018-07", "2024-06-own", "2027-06"} {
		e, ok := ds.Edition(id)
		if !ok || !e.Draft() || !slices.Contains(ds.All(), e) || !slices.Contains(ds.With(e), e) {
			t.Errorf("%s: %v, %+v", id, ok, e)
		}
	}
	if latest := ds.Latest(); len(ds.With(latest)) != len(ds.Editions()) {
		t.Error("the latest is listed twice among the editions")
	}
	own, ok := ds.Edition("2024-06-own")
	if !ok || !own.Own || own.StoredID() != "2024-06" || own.Name() != "NATO, June 2024 edition (own)" {
		t.Errorf("%+v", own)
	}
	if got := own.Figure(figure.ShareGDP, "NOR", 2015).String(); got != "1.60e" {
		t.Error(got)
	}
	for id, want := range map[string]string{"2024-06-draft": "NATO, June 2024 edition (own, draft)", "2024": "NATO, June 2024 edition (own)"} {
		named := &dataset.Edition{Record: dataset.Record{ID: id, Source: "NATO", Published: "2024-06-17"}, Own: true}
		if got := named.Name(); got != want {
			t.Errorf("%s is called %s", id, got)
		}
	}
	theirs, _ := ds.Edition("2024-06")
	if got := theirs.Figure(figure.ShareGDP, "NOR", 2024).String(); theirs.Own || got != "2.20e" {
		t.Errorf("the embedded edition says %s", got)
	}
	if n, err := own.Cells(); n != 2 || err != nil {
		t.Errorf("%d cells, %v", n, err)
	}
	for wanted, free := range map[string]string{
		"2028-06": "2028-06", "2027-06": "2027-06-own", "2024-06": "2024-06-own2", "sipri-2026-04": "sipri-2026-04-own",
	} {
		if got := ds.FreeID(wanted); got != free {
			t.Errorf("free beside %s: %s, want %s", wanted, got, free)
		}
	}
}

// An own edition is the latest if the reader declared it so, it was published after the
// embedded ones and it has shares of GDP.
func TestTheLatestEditionMayBeOnesOwn(t *testing.T) {
	for _, c := range []struct {
		id, day string
		latest  bool
		want    string
	}{
		{"2024-06", "2026-07-11", false, "2026-07"},
		{"2024-06", "2026-07-11", true, "2024-06-own"},
		{"2024-06", "2026-07-10", true, "2026-07"},
		{"2027-06", "2027-06-30", true, "2026-07"}, // personnel alone
	} {
		list := owned()
		for i := range list {
			if list[i].ID == c.id {
				list[i].Published, list[i].Latest = c.day, c.latest
			}
		}
		if ds, problems := openWith(t, list); ds.Latest().ID != c.want || len(problems) > 0 || !slices.Contains(ds.EditionIDs(), c.want) {
			t.Errorf("%v: the latest is %s, %v", c, ds.Latest().ID, problems)
		}
	}
}

func TestWarningsOfAnOwnEdition(t *testing.T) {
	ds, _ := openWith(t, owned())
	e, _ := ds.Edition("2018-07")
	if len(e.Warnings) != 2 || e.Wrong() != 1 {
		t.Errorf("%+v", e.Warnings)
	}
	of := func(m figure.Measure) []dataset.Warning {
		return slices.DeleteFunc(slices.Clone(e.Warnings), func(w dataset.Warning) bool { return w.Code != "NOR" || w.Measure != m || w.Year != 2014 })
	}
	if w := of(figure.ShareGDP); len(w) != 1 || w[0].Text != "wrong" || !w[0].Wrong {
		t.Errorf("%+v", w)
	}
	if w := of(figure.Personnel); len(w) != 0 {
		t.Errorf("%+v", w)
	}
}

// With own editions, opening reads the same files of the embedded tree, and no own table.
func TestOwnEditionsAreReadWhenAskedFor(t *testing.T) {
	files, alone := &counting{FS: frozen.Files(t)}, &counting{FS: frozen.Files(t)}
	if _, err := dataset.Open(alone); err != nil {
		t.Fatal(err)
	}
	list := owned()
	list[0].Files["nato/2018-07/share_gdp.csv"] = "no table"
	ds, problems, err := dataset.OpenWith(files, list)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if got, want := files.drain(), alone.drain(); !slices.Equal(got, want) {
		t.Errorf("with own editions %v is read, want %v", got, want)
	}
	e, _ := ds.Edition("2018-07")
	if _, err := e.Table(figure.ShareGDP); err == nil {
		t.Error("what is no table is read")
	}
}

// A damaged own edition or table is left out, and a problem says why.
func TestDamagedOwnEditionsAreLeftOut(t *testing.T) {
	for _, c := range []struct {
		harm func(s *dataset.Stored)
		says string
		left bool
	}{
		{func(s *dataset.Stored) { s.Published = "in summer" }, "2018-07: it is left out: published on \"in summer\", which is not a date such as 2006-01-02", true},
		{func(s *dataset.Stored) { s.CutOff = "soon" }, "2018-07: it is left out: closed on \"soon\", which is not a date such as 2006-01-02", true},
		{func(s *dataset.Stored) { s.Source = "IMF" }, "2018-07: it is left out: \"IMF\" is not a source of editions", true},
		{func(s *dataset.Stored) { s.Tables[0].Measure = "shares" }, "2018-07: it is left out: it has no table\n2018-07: unknown measure \"shares\"", true},
		{func(s *dataset.Stored) { s.Tables = nil }, "2018-07: it is left out: it has no table", true},
		{func(s *dataset.Stored) { s.Imported = "one day" }, "2018-07: it is left out: imported on \"one day\", which is not a date such as 2006-01-02", true},
		{func(s *dataset.Stored) { s.Tables[0].Edition = "2018-08" }, "2018-07: it is left out: it has no table\n2018-07: its table of share_gdp is listed under edition \"2018-08\"", true},
		{func(s *dataset.Stored) { s.Warnings[0].Year = 1200 }, "2018-07: one of its warnings names an impossible figure: NOR in 1200", false},
		{func(s *dataset.Stored) { s.Warnings[1].Code = "XXX" }, "2018-07: one of its warnings names an impossible figure: XXX in 2015", false},
		{func(s *dataset.Stored) { s.Tables = append(s.Tables, s.Tables[0]) }, "2018-07: 2018-07 share_gdp is listed twice", false},
		{func(s *dataset.Stored) { s.Tables = append(s.Tables, dataset.TableRecord{Measure: "tanks"}) }, "2018-07: unknown measure \"tanks\"", false},
	} {
		list := owned()
		c.harm(&list[0])
		ds, problems := openWith(t, list)
		var said []string
		for _, p := range problems {
			said = append(said, p.String())
		}
		if strings.Join(said, "\n") != c.says {
			t.Errorf("%q is not said but:\n%s", c.says, strings.Join(said, "\n"))
		}
		if f := ds.Latest().Figure(figure.ShareGDP, "NOR", 2024); f.String() != "2.16" {
			t.Errorf("%s: the rest does not open", c.says)
		}
		if _, found := ds.Edition("2018-07"); found == c.left {
			t.Errorf("%s: it is there: %v", c.says, found)
		}
		if _, found := ds.Edition("2024-06-own"); !found {
			t.Errorf("%s: another is left out, too", c.says)
		}
	}
	if ds, problems := openWith(t, nil); len(problems) > 0 || len(ds.Editions()) != 13 {
		t.Errorf("none: %v", problems)
	}
	list := owned()
	clear(list[0].Files)
	ds, _ := openWith(t, list)
	e, _ := ds.Edition("2018-07")
	if _, err := e.Table(figure.ShareGDP); err == nil {
		t.Error("a table that is gone is read")
	}
	if _, err := e.Cells(); err == nil {
		t.Error("a table that is gone is counted")
	}
}

// Own SIPRI editions are found by name, and never replace the embedded one, even if they
// are later.
func TestOwnEditionOfSIPRI(t *testing.T) {
	for _, c := range []struct{ id, day, want, name string }{
		{"sipri-2027-04", "2027-04-26", "sipri-2027-04", "SIPRI, April 2027 (own)"},
		{"sipri-2026-04", "2026-06-01", "sipri-2026-04-own", "SIPRI, June 2026 (own)"},
		{"sipri-2017-04", "2017-04-24", "sipri-2017-04", "SIPRI, April 2017 (own)"},
		{"sipri-2027-04", "soon", "", ""},
	} {
		edition := own(c.id, c.day, figure.ShareGDP)
		edition.Source, edition.Tables[0].Measure = dataset.SIPRI, "usd_current" // it is read as shares of GDP, whatever is listed
		edition.Files = map[string]string{"sipri/" + strings.TrimPrefix(c.id, "sipri-") + ".csv": "code,2024\nNOR,7.777\n"}
		ds, problems := openWith(t, []dataset.Stored{edition})
		if ds.SIPRI().ID != "sipri-2026-04" || ds.SIPRI().Own {
			t.Errorf("%v: %s took the place of the embedded edition", c, ds.SIPRI().ID)
		}
		e, found := ds.Find(c.want)
		if found != (c.day != "soon") || (len(problems) > 0) != (c.day == "soon") || (found && e.Name() != c.name) {
			t.Errorf("%v: %v, %v", c, e, problems)
		}
		if found && (e.Figure(figure.ShareGDP, "NOR", 2024).String() != "7.78" || e.StoredID() != c.id) {
			t.Errorf("%v: %v", c, e.Record)
		}
	}
}

// A series has a name of its own, may have no date, and is not one of NATO's editions.
func TestOwnSeries(t *testing.T) {
	bank := own("bank", "", figure.ShareGDP)
	bank.Source, bank.Title, bank.Credit = dataset.Series, "Bank", "The Bank"
	bank.Files = map[string]string{"series/bank/share_gdp.csv": "code,2024\nNOR,7.777777\n"}
	ds, problems := openWith(t, []dataset.Stored{bank})
	e, found := ds.Find("bank")
	if !found || len(problems) > 0 || e.Figure(figure.ShareGDP, "NOR", 2024).String() != "7.777777" || e.Name() != "Bank (own series)" || e.Credit != "The Bank" {
		t.Fatalf("%v, %v", e, problems)
	}
	if _, nato := ds.Edition("bank"); nato || ds.Latest().ID != "2026-07" || len(ds.Editions()) != len(frozen.Data(t).Editions()) {
		t.Error("it stands among NATO's editions")
	}
	for id, ok := range map[string]bool{"bank": true, "world-bank": true, "b2": true, "2027-06": false, "sipri-2027-04": false,
		"sipri-x": false, "nato": false, "latest": false, "": false, "-a": false, "a-": false, "../a": false, "A": false, strings.Repeat("a", 41): false} {
		if dataset.ValidName(id) != ok {
			t.Errorf("%q names a series: %v", id, !ok)
		}
	}
}

// Very long lists of editions are read in no time. It would take hours if each edition were
// compared with all others.
func TestManyEditions(t *testing.T) {
	const n = 100_000
	editions, tables := []byte("edition,title,published,cutoff,years\n"), []byte("edition,measure,unit,rows,cells,sum\n")
	for i := range n {
		editions = fmt.Appendf(editions, "2027-06-x%d,T,2027-06-01,,2014\n", i)
		tables = fmt.Appendf(tables, "2027-06-x%d,share_gdp,%% of GDP,1,1,1\n", i)
	}
	files := fstest.MapFS{"nato/editions.csv": {Data: editions}, "nato/tables.csv": {Data: tables}}
	list, err := dataset.ReadEditions(files, dataset.NATO, "nato/", func(ally.Code) bool { return true })
	if err != nil || len(list) != n || !list[n-1].Holds(figure.ShareGDP) {
		t.Errorf("%d editions, %v", len(list), err)
	}
}
