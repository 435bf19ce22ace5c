package dataset_test

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"allyscope/data"
	"allyscope/internal/dataset"
)

func TestTheEmbeddedTablesAreSound(t *testing.T) {
	for _, p := range dataset.Check(data.Files()) {
		t.Error(p)
	}
}

// sound returns a small tree without faults: two allies, one edition with three tables.
func sound() map[string]string {
	return map[string]string{
		"allies.csv": "code,iso2,name,official_name,accession,currency,region,subregion,founding,currency_note\n" +
			"NOR,NO,Norway,Norway,1949-08-24,NOK,Europe,Nordic,1,\nSVK,SK,Slovakia,Slovak Republic,2004-03-29,EUR,Europe,Central Europe,0,\n",
		"groups.csv":      "group,title,code,from,to,note\n",
		"group_names.csv": "group,title,aliases\n",
		"neighbours.csv":  "code,neighbours,note\n",
		"targets.csv":     "id,label,measure,level,unit,agreed,deadline,status,meaning,applies,url\nw,W,share_gdp,2,%,2014-09-05,2024,in force,,,\n",
		"events.csv":      "date,label,short\n2014-09-05,Wales,Wales\n",
		"nato/editions.csv": "edition,title,published,cutoff,years,price_base,definition,coverage,confidence,witness\n" +
			"2024-06,T,2024-06-17,,2008-2010,2015,defence expenditure,all,high,w\n",
		"nato/tables.csv": "edition,measure,unit,rows,cells,sum\n" +
			"2024-06,share_gdp,% of real GDP (2015 prices),2,5,8.88\n" +
			"2024-06,nat_current,\"national currency m, current prices\",3,5,1100\n" +
			"2024-06,equipment_pct,% of defence expenditure,1,1,20.00\n",
		"nato/2024-06/share_gdp.csv":           "code,2008,2009,2010e\nNOR,1.50,1.60,1.70\nSVK,,2.00,2.08\n",
		"nato/2024-06/share_gdp.unrounded.csv": "code,2009,2010\nNOR,1.6,1.695\nSVK,1.996,2.08\n",
		"nato/2024-06/nat_current.csv":         "code,currency,2008,2009,2010e\nNOR,NOK,100,200,300\nSVK,SKK,400,,\nSVK,EUR,,,100\n",
		"nato/2024-06/equipment_pct.csv":       "code,2009\nNOR,20.00\n",
		"sipri/2026-04.csv":                    "code,1949,1950\nNOR,1.1,1.2e\n",
		"imf/tables.csv":                       "edition,measure,unit,rows,cells,sum\n2026-04,NGDP_RPCH,annual %,1,2,0.5\n",
		"imf/2026-04/NGDP_RPCH.csv":            "code,2014,2015\nNOR,1.5,-1.0f\n",
	}
}

func tree(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestASmallTreeIsSoundAndOpens(t *testing.T) {
	files := tree(sound())
	if problems := dataset.Check(files); len(problems) != 0 {
		t.Errorf("%v", problems)
	}
	if _, err := dataset.Open(files); err != nil {
		t.Error(err)
	}
}

// replace returns a function that replaces the first occurrence of from in a file.
func replace(name, from, to string) func(map[string]string) {
	return func(files map[string]string) {
		now := strings.Replace(files[name], from, to, 1)
		if now == files[name] {
			panic(name + " does not hold " + from)
		}
		files[name] = now
	}
}

func drop(name string) func(map[string]string) {
	return func(files map[string]string) { delete(files, name) }
}

func put(name, text string) func(map[string]string) {
	return func(files map[string]string) { files[name] = text }
}

const (
	shareFile  = "nato/2024-06/share_gdp.csv"
	exactFile  = "nato/2024-06/share_gdp.unrounded.csv"
	moneyFile  = "nato/2024-06/nat_current.csv"
	listFile   = "nato/tables.csv"
	editionsAt = "nato/editions.csv"
)

// Check reports each fault, and nothing else.
func TestCheckFindsEachFault(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(map[string]string)
		want   []string
	}{
		{"unknown ally", replace(shareFile, "SVK", "SVC"), []string{
			shareFile + `:3: "SVC" is neither an ally nor an aggregate`, exactFile + `:3: row of "SVK" has no matching row of the same length in the table of printed figures`,
		}},
		{"unknown ally, SIPRI", replace("sipri/2026-04.csv", "NOR", "XXX"), []string{`sipri/2026-04.csv:2: "XXX" is neither an ally nor an aggregate`, "sipri/2026-04.csv:1: no rows"}},
		{"unknown ally, IMF", replace("imf/2026-04/NGDP_RPCH.csv", "NOR", "XXX"), []string{"imf/2026-04/NGDP_RPCH.csv:1: no rows", `imf/2026-04/NGDP_RPCH.csv:2: "XXX" is neither an ally nor an aggregate`}},
		{"year out of range", replace(shareFile, "2008", "1908"), []string{
			shareFile + `:1: "1908" is not a year from 1949 to 2100`, exactFile + `:1: year "2009" is not in the table of printed figures`,
		}},
		{"year twice", replace("nato/2024-06/equipment_pct.csv", "code,2009\nNOR,20.00", "code,2009,2009\nNOR,20.00,"), []string{
			"nato/2024-06/equipment_pct.csv:1: year 2009 is out of order or repeated",
		}},
		{"breaks", put("nato/breaks.csv", "edition,code,measure,year,words\n2024-06,NOR,share_gdp,2009,x\n2024-07,NOR,share_gdp,2009,x\n"+
			"2024-06,SVK,share_gdp,2009,x\n2024-06,NOR,share,2009,x\n2024-06,NOR,share_gdp,2010,\n"), []string{
			`nato/breaks.csv:3: no edition "2024-07"`, "nato/breaks.csv:4: 2024-06 SVK share_gdp: no figure before or after the break of 2009",
			`nato/breaks.csv:5: unknown measure "share"`, "nato/breaks.csv:6: no words",
		}},
		{"footnotes", put("nato/footnotes.csv", "edition,code,measure,from_year,to_year,note\n*,NOR,*,,,x\n2024-07,*,*,,,x\n*,NRO,*,,,x\n*,*,*,2009,2009,\n"), []string{
			`nato/footnotes.csv:3: no edition "2024-07"`, `nato/footnotes.csv:4: no ally "NRO"`, "nato/footnotes.csv:5: no note",
		}},
		{"duplicate row", replace(shareFile, "SVK,,2.00", "NOR,1,1,1\nSVK,,2.00"), []string{shareFile + ":3: duplicate row of NOR"}},
		{"duplicate cell", replace(moneyFile, "SVK,EUR,,,100", "SVK,EUR,7,,100"), []string{moneyFile + ":4: duplicate cell: SVK 2008"}},
		{"duplicate unrounded", replace(exactFile, "SVK,", "NOR,1.6,\nSVK,"), []string{exactFile + ":3: duplicate cell: NOR 2009"}},
		{"share over 100", replace("nato/2024-06/equipment_pct.csv", "20.00", "120.00"), []string{
			"nato/2024-06/equipment_pct.csv:2: NOR 2009: 120.00 is not a share from 0 to 100 %",
		}},
		{"share under 0", replace(shareFile, "1.50", "-1.50"), []string{shareFile + ":2: NOR 2008: -1.50 is not a share from 0 to 100 %"}},
		{"money under 0", replace(moneyFile, ",100,", ",-100,"), []string{moneyFile + ":2: NOR 2008: -100 is negative"}},
		{"no number", replace(shareFile, "1.50", "n.a."), []string{shareFile + `:2: NOR 2008: "n.a." is not a plain decimal number`}},
		{"no unrounded number", replace(exactFile, "1.695", "NaN"), []string{exactFile + `:2: NOR 2010: "NaN" is not a number`}},
		{"unrounded without printed", replace(exactFile, "code,2009,2010\nNOR,1.6,1.695\nSVK,1.996,2.08", "code,2008\nNOR,1.5\nSVK,1.9"), []string{
			exactFile + ":3: SVK 2008: an unrounded value without a printed one",
		}},
		{"fields missing", replace(shareFile, "NOR,1.50,1.60,1.70", "NOR,1.50,1.60"), []string{shareFile + ":2: 3 fields, but the head line has 4", exactFile + `:2: row of "NOR" has no matching row of the same length in the table of printed figures`}},
		{"currency", replace(moneyFile, "NOR,NOK", "NOR,kroner"), []string{moneyFile + `:2: NOR: currency "kroner" is not three capital letters`}},
		{"unit of another measure", replace(listFile, "% of real GDP (2015 prices)", "USD m"), []string{
			listFile + `:2: 2024-06 share_gdp: unit "USD m", which should be "% of GDP (2015 prices)" or "% of real GDP (2015 prices)"`,
		}},
		{"unit of another price base", replace(listFile, "(2015 prices)", "(2021 prices)"), []string{
			listFile + `:2: 2024-06 share_gdp: unit "% of real GDP (2021 prices)", which should be "% of GDP (2015 prices)" or "% of real GDP (2015 prices)"`,
		}},
		{"unit of another definition", replace(listFile, "% of defence", "% of core defence"), []string{
			listFile + `:4: 2024-06 equipment_pct: unit "% of core defence expenditure", which should be "% of defence expenditure"`,
		}},
		{"edition without folder", replace(editionsAt, "2024-06,T", "2023-07,U,2023-07-07,,,2015,defence expenditure,all,high,w\n2024-06,T"), []string{
			editionsAt + ":2: edition 2023-07 has no folder",
		}},
		{"folder without edition", put("nato/2022-06/share_gdp.csv", "code,2008\nNOR,1.00\n"), []string{
			"nato/2022-06: a folder without a line in nato/editions.csv", "nato/2022-06/share_gdp.csv: a table without a line in nato/tables.csv",
		}},
		{"table of no edition", replace(listFile, "2024-06,equipment", "2022-06,equipment"), []string{
			"nato/2024-06/equipment_pct.csv: a table without a line in nato/tables.csv", listFile + `:4: edition "2022-06" has no line in nato/editions.csv`,
		}},
		{"unknown measure", replace(listFile, "equipment_pct", "equipment"), []string{
			"nato/2024-06/equipment_pct.csv: a table without a line in nato/tables.csv", listFile + `:4: unknown measure "equipment"`,
		}},
		{"table without file", drop("nato/2024-06/equipment_pct.csv"), []string{"nato/2024-06/equipment_pct.csv: open nato/2024-06/equipment_pct.csv: file does not exist"}},
		{"table listed twice", replace(listFile, "2024-06,equip", "2024-06,share_gdp,% of real GDP (2015 prices),2,5,8.88\n2024-06,equip"), []string{listFile + ":4: 2024-06 share_gdp is listed twice"}},
		{"edition twice", replace(editionsAt, "2024-06,T", "2024-06,T,2024-06-17,,,2015,defence expenditure,all,high,w\n2024-06,T"), []string{editionsAt + ":3: edition 2024-06 is listed twice"}},
		{"date of an edition", replace(editionsAt, "2024-06-17,", "June,soon"), []string{
			editionsAt + `:2: 2024-06: closed on "soon", which is not a date such as 2006-01-02`, editionsAt + `:2: 2024-06: published on "June", which is not a date such as 2006-01-02`,
		}},
		{"rows", replace(listFile, "prices\",3,5", "prices\",2,5"), []string{listFile + ":3: 2024-06 nat_current: 3 rows, the list has 2"}},
		{"cells", replace(listFile, ",2,5,8.88", ",2,6,8.88"), []string{listFile + ":2: 2024-06 share_gdp: 5 cells, the list has 6"}},
		{"sum", replace(listFile, "8.88", "8.89"), []string{listFile + ":2: 2024-06 share_gdp: the cells add up to 8.88, the list has 8.89"}},
		{"a figure changed", replace(moneyFile, ",200,", ",201,"), []string{listFile + ":3: 2024-06 nat_current: the cells add up to 1101, the list has 1100"}},
		{"IMF's sum", replace("imf/tables.csv", "0.5", "0.6"), []string{"imf/tables.csv:2: 2026-04 NGDP_RPCH: the cells add up to 0.5, the list has 0.6"}},
		{"IMF's table not listed", put("imf/2026-04/LUR.csv", "code,2014\nNOR,1\n"), []string{"imf/2026-04/LUR.csv: a table without a line in imf/tables.csv"}},
		{"rounding", replace(exactFile, "1.996", "1.986"), []string{exactFile + ":3: warning: SVK 2009: unrounded 1.986 is printed as 2.00"}},
		{"CRLF", replace(shareFile, "\nSVK", "\r\nSVK"), []string{
			shareFile + ":2: a carriage return: lines must end in a line feed only", shareFile + `:2: NOR 2010: "1.70\r" is not a plain decimal number`,
			exactFile + ":2: NOR 2010: an unrounded value without a printed one",
		}},
		{"byte order mark", replace(shareFile, "code", "\xef\xbb\xbfcode"), []string{
			shareFile + ":1: a byte order mark", shareFile + `:1: the first column is "\ufeffcode", not "code"`, exactFile + `:1: year "2009" is not in the table of printed figures`,
		}},
		{"NUL", replace("events.csv", "Wales,", "Wal\x00es,"), []string{"events.csv:2: a NUL byte"}},
		{"cut off", replace(shareFile, "2.08\n", "2.08"), []string{shareFile + ":3: the last line has no line feed: it may have been cut off"}},
		{"register", replace("allies.csv", "1949-08-24", "1949"), []string{`allies.csv:2: ally "NOR": accession "1949" is not a date such as 2006-01-02`}},
		{"every pledge", put("targets.csv", "id,label,measure,level,unit,agreed,deadline,status,meaning,applies,url\nw,W,,two,,2014-09-05,,,,,\nx,X\ny,Y,,2,,2014,,,,,\n"),
			[]string{`targets.csv:2: "two" is not a plain decimal number`, `targets.csv:3: 2 fields, but there are 11 columns`, `targets.csv:4: pledge "y": needs a date of agreement`}},
		{"pledge", replace("targets.csv", ",2,%", ",two,%"), []string{`targets.csv:2: "two" is not a plain decimal number`}},
		{"event", replace("events.csv", "2014-09-05", "2014-9-5"), []string{`events.csv:2: "2014-9-5" is not a date such as 2006-01-02`}},
		{"name of an edition", replace(editionsAt, "2024-06,T", "../x,T,2024-06-17,,,2015,defence expenditure,all,high,w\n2024-06,T"), []string{editionsAt + `:2: "../x" cannot name an edition`}},
		{"head of a list", replace("events.csv", "date", "when"), []string{`events.csv: needs a head line that begins with "date"`}},
		{"quotes of a list", replace("events.csv", ",Wales,", ",Wa\"les,"), []string{"events.csv:2: a quotation mark is inside a field that does not begin with one"}},
		{"number of a list", replace("imf/tables.csv", ",1,2,", ",one,2,"), []string{
			"imf/2026-04/NGDP_RPCH.csv: a table without a line in imf/tables.csv", `imf/tables.csv:2: "one" is not a number`,
		}},
		{"list missing", drop(listFile), []string{
			"nato/2024-06/equipment_pct.csv: a table without a line in nato/tables.csv", moneyFile + ": a table without a line in nato/tables.csv",
			shareFile + ": a table without a line in nato/tables.csv", exactFile + ": a table without a line in nato/tables.csv", "nato/tables.csv: open nato/tables.csv: file does not exist",
		}},
		{"group twice", put("group_names.csv", "group,title,aliases\nx,X,\nx,X,\n"), []string{`group_names.csv:3: group "x" is empty or listed twice`}},
		{"no event", put("events.csv", "date,label,short\n"), []string{"events.csv: no lines below the head line"}},
		{"IMF's table twice", replace("imf/tables.csv", "2026-04,", "2026-04,NGDP_RPCH,annual %,1,2,0.5\n2026-04,"), []string{
			"imf/tables.csv:3: imf/2026-04/NGDP_RPCH.csv is listed twice",
		}},
		{"price base", replace(editionsAt, ",2015,", ",then,"), []string{
			editionsAt + `:2: 2024-06: price base "then" is not a year`,
			listFile + `:2: 2024-06 share_gdp: unit "% of real GDP (2015 prices)", which should be "% of GDP (then prices)" or "% of real GDP (then prices)"`,
		}},
		{"no year", replace("nato/2024-06/equipment_pct.csv", "code,2009\nNOR,20.00", "code\nNOR"), []string{"nato/2024-06/equipment_pct.csv:1: no years"}},
		{"unrounded under 0", replace(exactFile, "1.695", "-1.695"), []string{exactFile + ":2: NOR 2010: -1.695 is not a share from 0 to 100 %"}},
		{"no change there can be", replace("imf/2026-04/NGDP_RPCH.csv", "1.5", "-150"), []string{
			"imf/2026-04/NGDP_RPCH.csv:2: NOR 2014: -150 is not a change from −100 to 1,000 %",
		}},
		{"money too long", replace(moneyFile, ",100,", ",1000000000000,"), []string{moneyFile + `:2: NOR 2008: "1000000000000" is not a plain decimal number`}},
		{"SIPRI missing", drop("sipri/2026-04.csv"), []string{"sipri/2026-04.csv: open sipri/2026-04.csv: file does not exist"}},
	} {
		files := sound()
		c.change(files)
		var got []string
		for _, p := range dataset.Check(tree(files)) {
			got = append(got, p.String())
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestAQuirkExplainsARounding(t *testing.T) {
	files := sound()
	replace(exactFile, "1.996", "1.986")(files)
	for quirk, explained := range map[string]bool{
		"2024-06,SVK,share_gdp,2009,2009,typed": true, "*,SVK,share_gdp,2009,2010,typed": true, "2024-06,SVK,share_gdp,2010,2010,typed": false,
		"2024-06,NOR,share_gdp,2009,2009,typed": false, "*,*,*,,,anything may be": false, "2024-06,SVK,real_change,2009,2009,typed": false,
	} {
		with := maps.Clone(files)
		with["quirks.csv"] = "edition,code,measure,from_year,to_year,note\n" + quirk + "\n"
		if problems := dataset.Check(tree(with)); (len(problems) == 0) != explained {
			t.Errorf("%s: %v", quirk, problems)
		}
	}
}

// Check reports all faults of a tree, in order of file and line.
func TestCheckReportsAllFaults(t *testing.T) {
	files := sound()
	for _, change := range []func(map[string]string){
		replace(shareFile, "1.50", "150"), replace(moneyFile, "NOR,", "NRO,"), replace("events.csv", "2014-09-05", "x"),
		replace("imf/tables.csv", "1,2,0.5", "1,3,0.5"), put("nato/1999-01/x.csv", "code\n"),
	} {
		change(files)
	}
	problems := dataset.Check(tree(files))
	if len(problems) != 6 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	if !slices.IsSortedFunc(problems, func(a, b dataset.Problem) int { return strings.Compare(a.File, b.File) }) {
		t.Errorf("out of order: %v", problems)
	}
}

func TestCheckOfNothing(t *testing.T) {
	if problems := dataset.Check(fstest.MapFS{}); len(problems) < 8 {
		t.Errorf("an empty tree: %v", problems)
	}
}

func TestNothingIsOpened(t *testing.T) {
	if _, _, err := dataset.OpenWith(fstest.MapFS{}, nil); err == nil {
		t.Error("an empty tree opens")
	}
}

func FuzzCheck(f *testing.F) {
	for name := range sound() {
		f.Add(name, "code,2008\nNOR,1\n")
	}
	f.Fuzz(func(_ *testing.T, name, text string) {
		files := sound()
		if _, ok := files[name]; ok {
			files[name] = text
		}
		_ = dataset.Check(tree(files)) // must not panic
	})
}

// Very long tables are checked in no time. It would take hours if each row were compared with
// all others.
func TestLongTables(t *testing.T) {
	for name := range sound() {
		files := sound()
		files[name] += strings.Repeat("NOR,1\n\"a\nb\",2\n", 50_000)
		if problems := dataset.Check(tree(files)); len(problems) == 0 {
			t.Errorf("%s with 100,000 odd rows is sound", name)
		}
	}
}
