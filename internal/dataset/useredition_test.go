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

func TestOwnEditionsStandAmongTheOthers(t *testing.T) {
	ds, problems := openWith(t, ownTree())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := slices.Concat(frozen.Data(t).EditionIDs(), []string{"2018-07", "2024-06-own", "2027-06"})
	slices.Sort(want)
	if got := ds.EditionIDs(); !slices.Equal(got, want) {
		t.Errorf("editions %v, want %v", got, want)
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

// The latest edition is what is asked for without a word: it has shares of GDP.
func TestTheLatestEditionMayBeOnesOwn(t *testing.T) {
	tree := ownTree()
	if ds, _ := openWith(t, tree); ds.Latest().ID != "2026-07" {
		t.Errorf("%s is the latest, without shares of GDP", ds.Latest().ID)
	}
	list := string(tree["nato/editions.csv"].Data)
	for day, want := range map[string]string{"2026-07-10": "2026-07", "2026-07-11": "2024-06-own"} {
		tree["nato/editions.csv"].Data = []byte(strings.Replace(list, "2024-06-17", day, 1))
		if ds, _ := openWith(t, tree); ds.Latest().ID != want {
			t.Errorf("published %s: the latest is %s, want %s", day, ds.Latest().ID, want)
		}
	}
}

func TestWarningsOfAnOwnEdition(t *testing.T) {
	ds, _ := openWith(t, ownTree())
	e, _ := ds.Edition("2018-07")
	if len(e.Warnings) != 2 || e.Wrong() != 1 {
		t.Errorf("%+v", e.Warnings)
	}
	if w := e.WarningsOf("NOR", figure.ShareGDP, 2014); len(w) != 1 || w[0].Text != "wrong" || !w[0].Wrong {
		t.Errorf("%+v", w)
	}
	if w := e.WarningsOf("NOR", figure.Personnel, 2014); len(w) != 0 {
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
	lists := []string{"nato/editions.csv", "nato/tables.csv", "nato/warnings.csv", "sipri/editions.csv"}
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

// A newer edition of SIPRI's takes the place of the older one; it is one source.
func TestOwnEditionOfSIPRI(t *testing.T) {
	for _, c := range []struct{ id, day, want, name string }{
		{"sipri-2027-04", "2027-04-26", "sipri-2027-04", "SIPRI, April 2027 (own)"},
		{"sipri-2026-04", "2026-06-01", "sipri-2026-04-own", "SIPRI, June 2026 (own)"},
		{"sipri-2026-04", "2026-04-27", "sipri-2026-04", "SIPRI, April 2026"},
		{"sipri-2020-04", "2020-04-27", "sipri-2026-04", "SIPRI, April 2026"},
		{"sipri-2027-04", "soon", "sipri-2026-04", "SIPRI, April 2026"},
	} {
		tree := fstest.MapFS{
			"sipri/editions.csv": {Data: []byte(editionsHead + c.id + ",S," + c.day + ",,,current,military expenditure,share of GDP,imported,by hand\n")},
			"sipri/" + strings.TrimPrefix(c.id, "sipri-") + ".csv": {Data: []byte("code,2024\nNOR,7.777\n")},
		}
		ds, problems := openWith(t, tree)
		e := ds.SIPRI()
		for _, x := range ds.Superseded() {
			if n, err := x.Cells(); err != nil || n < 1 {
				t.Errorf("%v: %s has %d figures, %v", c, x.ID, n, err)
			}
		}
		if n := len(ds.Superseded()); (n == 0) != (c.day == "soon") {
			t.Errorf("%v: %d are not in use", c, n)
		}
		if e.ID != c.want || e.Name() != c.name || (len(problems) > 0) != (c.day == "soon") {
			t.Errorf("%v: %s, %s, %v", c, e.ID, e.Name(), problems)
		}
		if f := e.Figure(figure.ShareGDP, "NOR", 2024); e.Own && (f.String() != "7.78" || e.StoredID() != c.id) {
			t.Errorf("%v: %s, stored as %s", c, f, e.StoredID())
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
