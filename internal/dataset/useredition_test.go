package dataset_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

const (
	editionsHead = "edition,title,published,cutoff,years,price_base,definition,coverage,confidence,witness\n"
	tablesHead   = "edition,measure,unit,rows,cells,sum\n"
	warningsHead = "edition,kind,wrong,measure,code,year,text\n"
)

// ownTree is a tree of a reader's own: an edition to come, one of a month the
// program carries, and one of a month it does not.
func ownTree() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	table := file("code,2014,2015e\nNOR,1.50,1.60\n")
	line := func(id, day string) string {
		return id + ",Own," + day + ",,2014-2015,2021,defence expenditure,1 of 15 tables,imported,by hand\n"
	}
	return fstest.MapFS{
		"nato/editions.csv":          file(editionsHead + line("2018-07", "2018-07-10") + line("2024-06", "2024-06-17") + line("2027-06", "2027-06-30")),
		"nato/tables.csv":            file(tablesHead + "2018-07,share_gdp,% of GDP,1,2,3.1\n2024-06,share_gdp,% of GDP,1,2,3.1\n2027-06,personnel,thousand,1,2,3.1\n"),
		"nato/warnings.csv":          file(warningsHead + "2018-07,total,true,share_gdp,NOR,2014,wrong\n2018-07,share,false,share_gdp,NOR,2015,odd\n"),
		"nato/2018-07/share_gdp.csv": table,
		"nato/2024-06/share_gdp.csv": table,
		"nato/2027-06/personnel.csv": table,
		"sipri/editions.csv":         file(editionsHead),
	}
}

func openWith(t *testing.T, own fs.FS) (*dataset.Dataset, []dataset.Problem) {
	t.Helper()
	ds, problems, err := dataset.OpenWith(frozen.Files(t), own)
	if err != nil {
		t.Fatal(err)
	}
	return ds, problems
}

// A draft is found by its name, and stands among NATO's editions nowhere else.
func TestDraftsStandBesideNATOsEditions(t *testing.T) {
	ds, problems := openWith(t, ownTree())
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
		t.Error("the latest stands twice among the editions")
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

// An edition of the reader's own is the latest where the reader said so and it is
// younger, and never without shares of GDP.
func TestTheLatestEditionMayBeOnesOwn(t *testing.T) {
	tree := ownTree()
	list := strings.Replace(string(tree["nato/editions.csv"].Data), "witness\n", "witness,credit,latest\n", 1)
	for _, c := range []struct{ id, day, latest, want string }{
		{"2024-06", "2026-07-11", "", "2026-07"},
		{"2024-06", "2026-07-11", "false", "2026-07"},
		{"2024-06", "2026-07-11", "true", "2024-06-own"},
		{"2024-06", "2026-07-10", "true", "2026-07"},
		{"2027-06", "2027-06-30", "true", "2026-07"}, // personnel alone
	} {
		var lines []string
		for line := range strings.Lines(list) {
			line = strings.TrimSuffix(line, "\n")
			if id, _, _ := strings.Cut(line, ","); id == c.id {
				line = strings.NewReplacer("2024-06-17", c.day).Replace(line) + ",," + c.latest
			} else if id != "edition" {
				line += ",,false"
			}
			lines = append(lines, line+"\n")
		}
		tree["nato/editions.csv"].Data = []byte(strings.Join(lines, ""))
		if ds, problems := openWith(t, tree); ds.Latest().ID != c.want || len(problems) > 0 || !slices.Contains(ds.EditionIDs(), c.want) {
			t.Errorf("%v: the latest is %s, %v", c, ds.Latest().ID, problems)
		}
	}
}

func TestWarningsOfAnOwnEdition(t *testing.T) {
	ds, _ := openWith(t, ownTree())
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

// Opening reads the lists, and nothing at all where there is no second tree.
func TestOwnEditionsAreReadWhenAskedFor(t *testing.T) {
	count := func(own fs.FS) []string {
		files := &counting{FS: frozen.Files(t)}
		if _, problems, err := dataset.OpenWith(files, own); err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		return files.drain()
	}
	alone := &counting{FS: frozen.Files(t)}
	if _, err := dataset.Open(alone); err != nil {
		t.Fatal(err)
	}
	own := &counting{FS: ownTree()}
	want := alone.drain()
	if got := count(nil); !slices.Equal(got, want) {
		t.Errorf("without own editions %v is read, want %v", got, want)
	}
	if got := count(own); !slices.Equal(got, want) {
		t.Errorf("with own editions %v is read, want %v", got, want)
	}
	lists := []string{"nato/editions.csv", "nato/tables.csv", "nato/warnings.csv", "sipri/editions.csv", "series/editions.csv", "series/tables.csv"}
	if got := own.drain(); !slices.Equal(got, lists) {
		t.Errorf("%v is read of the own tree, want %v", got, lists)
	}
}

// What is wrong with an own edition leaves it out, and is told of.
func TestDamagedOwnEditionsAreLeftOut(t *testing.T) {
	for _, c := range []struct{ file, from, to, says string }{
		{"nato/editions.csv", "2018-07-10", "in summer", "edition 2018-07 is left out: published on \"in summer\", which is no date"},
		{"nato/editions.csv", "2018-07,", "../../x,", "names no edition"},
		{"nato/editions.csv", "2024-06,", "2018-07,", "edition 2018-07 stands twice"},
		{"nato/editions.csv", "Own", "\"Own", "nato/editions.csv"},
		{"nato/tables.csv", "2018-07,share_gdp", "2018-07,shares", "nato/tables.csv:2: unknown measure \"shares\""},
		{"nato/tables.csv", "2018-07,", "2099-01,", "edition 2018-07 is left out: it has no table"},
		{"nato/warnings.csv", "NOR,2014", "NOR,x", "nato/warnings.csv:2: \"x\" is no year"},
		{"nato/warnings.csv", warningsHead, "a\n", "wants a head line"},
		{"sipri/editions.csv", editionsHead, "", "wants a head line"},
	} {
		tree := maps.Clone(ownTree())
		text := strings.Replace(string(tree[c.file].Data), c.from, c.to, 1)
		tree[c.file] = &fstest.MapFile{Data: []byte(text)}
		ds, problems := openWith(t, tree)
		said := ""
		for _, p := range problems {
			said += p.String() + "\n"
		}
		if !strings.Contains(said, c.says) {
			t.Errorf("%s: %q is not said of %q but:\n%s", c.file, c.says, c.to, said)
		}
		if f := ds.Latest().Figure(figure.ShareGDP, "NOR", 2024); f.String() != "2.16" {
			t.Errorf("%s: the rest does not open", c.file)
		}
	}
	if ds, problems := openWith(t, fstest.MapFS{}); len(problems) > 0 || len(ds.Editions()) != 13 {
		t.Errorf("an empty tree: %v", problems)
	}
	own := ownTree()
	delete(own, "nato/2018-07/share_gdp.csv")
	ds, _ := openWith(t, own)
	e, _ := ds.Edition("2018-07")
	if _, err := e.Table(figure.ShareGDP); err == nil {
		t.Error("a table that is gone is read")
	}
	if _, err := e.Cells(); err == nil {
		t.Error("a table that is gone is counted")
	}
}

// Editions of SIPRI's that a reader has are asked for by name, and never take the
// place of the embedded one, however new.
func TestOwnEditionOfSIPRI(t *testing.T) {
	for _, c := range []struct{ id, day, want, name string }{
		{"sipri-2027-04", "2027-04-26", "sipri-2027-04", "SIPRI, April 2027 (own)"},
		{"sipri-2026-04", "2026-06-01", "sipri-2026-04-own", "SIPRI, June 2026 (own)"},
		{"sipri-2017-04", "2017-04-24", "sipri-2017-04", "SIPRI, April 2017 (own)"},
		{"sipri-2027-04", "soon", "", ""},
	} {
		tree := fstest.MapFS{
			"sipri/editions.csv": {Data: []byte(editionsHead + c.id + ",S," + c.day + ",,,current,military expenditure,share of GDP,imported,by hand\n")},
			"sipri/" + strings.TrimPrefix(c.id, "sipri-") + ".csv": {Data: []byte("code,2024\nNOR,7.777\n")},
		}
		ds, problems := openWith(t, tree)
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

// A series of the reader's own has a name of its own, may be without a date, and is
// none of NATO's editions.
func TestOwnSeries(t *testing.T) {
	head := "edition,title,published,cutoff,years,price_base,definition,coverage,confidence,witness,credit,latest\n"
	ds, problems := openWith(t, fstest.MapFS{
		"series/editions.csv":       {Data: []byte(head + "bank,Bank,,,,,military expenditure,share,imported,by hand,The Bank,false\n")},
		"series/tables.csv":         {Data: []byte(tablesHead + "bank,share_gdp,% of GDP,1,1,7.777777\n")},
		"series/bank/share_gdp.csv": {Data: []byte("code,2024\nNOR,7.777777\n")},
	})
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

// Lists of as many editions as a file can hold are read line by line, and none is
// looked for among all the others: that would take hours.
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
