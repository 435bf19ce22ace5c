// Package large makes a data set about a hundred times as large as the program's: 3,200 allies, 76
// years, 50 editions and 1,600 statements. It is for tests and benchmarks of what grows with the
// data. Each table is made in memory when it is read.
//
// It knows no real figures: all of them are made up by a rule, and none is ever shown or kept.
package large

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"allyscope/internal/testing/frozen"
)

// The size of the data set.
const (
	Allies   = 3200
	Years    = 76
	Editions = 50
)

// first is the first year; the last two of an edition are estimates.
const first = 1951

// Files returns the tables of the full-sized data set.
func Files() (fs.FS, error) { return Of(Allies, Years, Editions) }

// made is a file system of files by name, each made when it is opened.
type made map[string]func() string

// Open opens a file.
func (m made) Open(name string) (fs.File, error) {
	text, ok := m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}

	return fstest.MapFS{name: {Data: []byte(text())}}.Open(name)
}

// Of returns tables of the given size, laid out as in package data. Pledges and events are the
// program's; allies, figures and statements are made up. Every edition holds shares of GDP. The
// latest also holds what a balance and a path need: equipment, money, GDP and forecasts.
func Of(allies, years, editions int) (fs.FS, error) {
	tree, err := frozen.Tree()
	if err != nil {
		return nil, err
	}

	files := made{}
	head := []string{"groups.csv", "group_names.csv", "iiss_quotes.csv", "quirks.csv", "nato/breaks.csv", "nato/footnotes.csv"}
	for _, name := range append(head, "targets.csv", "events.csv") {
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, err
		}

		if slices.Contains(head, name) { // their lines name allies that do not exist here
			content, _, _ = bytes.Cut(content, []byte("\n"))
		}

		files[name] = func() string { return string(content) + "\n" }
	}

	d := data{allies, years}
	put := func(name, head string, rows int, line func(i int) string) {
		files[name] = func() string { return head + "\n" + lines(rows, line) }
	}
	put("allies.csv", "code,iso2,name,official_name,accession,currency,region,subregion,founding,currency_note", allies, func(i int) string {
		code := codeOf(i)

		return fmt.Sprintf("%s,%s,Ally %s,Ally %s,%d-04-04,EUR,Europe,Region %d,0,", code, code[:2], code, code, 1949+i%60, i%9)
	})
	put("neighbours.csv", "code,neighbours,note", allies, func(i int) string { return codeOf(i) + "," + codeOf((i+1)%allies) + "," })
	put("claims.csv", "id,said_on,said_by,statement,question,said,unit,edition_at_the_time,hint", allies/2, func(i int) string {
		return fmt.Sprintf("2017-five-of-28,2026-01-01,Nobody,Synthetic statement %d,how many,%d,allies,%s,", i, i, idOf(editions-1-i%2))
	})

	const table = "%s,%s,%s,0,0,0\n"

	list, tables := "edition,title,published,cutoff,years,price_base,definition,coverage,confidence,witness\n", "edition,measure,unit,rows,cells,sum\n"
	imf := tables + fmt.Sprintf(table, "2026-04", "NGDPD", "billion US$") + fmt.Sprintf(table, "2026-04", "NGDP_RPCH", "% change")

	for n := range editions {
		id := idOf(n)
		list += fmt.Sprintf("%s,Synthetic edition %d,%s-10,,%d-%d,2015,defence expenditure,complete,high,made up\n", id, n, id, first, first+years-1)
		tables += fmt.Sprintf(table, id, "share_gdp", "% of GDP")
		files["nato/"+id+"/share_gdp.csv"] = func() string { return d.table("", 0, 2, func(i, y int) int { return share(i, y, n) }) }
	}

	files["sipri/2026-04.csv"] = files["nato/"+idOf(0)+"/share_gdp.csv"]

	for _, t := range d.latest(editions - 1) {
		tables += fmt.Sprintf(table, idOf(editions-1), t.name, t.unit)
		files["nato/"+idOf(editions-1)+"/"+t.name+".csv"] = t.text
	}

	for _, name := range []string{"NGDPD", "NGDP_RPCH"} {
		files["imf/2026-04/"+name+".csv"] = func() string { return d.table("", years-4, 1, func(i, y int) int { return 10 + (i*7+y)%50 }) }
	}

	files["nato/editions.csv"] = func() string { return list }
	files["nato/tables.csv"] = func() string { return tables }
	files["imf/tables.csv"] = func() string { return imf }

	return files, nil
}

// idOf returns the identifier of an edition. There are two a year.
func idOf(n int) string { return fmt.Sprintf("%d-%02d", 2002+n/2, 3+n%2*4) }

// codeOf returns the code of an ally.
func codeOf(i int) string {
	return string([]byte{byte('A' + i/676%26), byte('A' + i/26%26), byte('A' + i%26)})
}

// lines returns n lines of text.
func lines(n int, line func(i int) string) string {
	var b strings.Builder

	for i := range n {
		b.WriteString(line(i))
		b.WriteByte('\n')
	}

	return b.String()
}

// data is the size of a table.
type data struct{ allies, years int }

// named is a table of an edition.
type named struct {
	name, unit string
	text       func() string
}

// latest returns the tables that only the latest edition holds.
func (d data) latest(edition int) []named {
	gdp := func(i, y int) int { return (1000 + i*977%90_000) * (20 + y) / 20 }
	usd := func(i, y int) int { return gdp(i, y) * share(i, y, edition) / 10_000 }
	table := func(name, unit, currency string, places int, cell func(i, y int) int) named {
		return named{name, unit, func() string { return d.table(currency, 0, places, cell) }}
	}

	return []named{
		table("equipment_pct", "% of defence expenditure", "", 2, func(i, y int) int { return 500 + (i*53+y*31)%3500 }),
		table("gdp_current", "USD m", "", 0, gdp), table("gdp_constant", "USD m", "", 0, gdp),
		table("usd_current", "USD m", "", 0, usd), table("usd_constant", "USD m", "", 0, usd),
		table("nat_current", "national currency m", "EUR", 0, usd),
	}
}

// share returns a share of GDP in hundredths of a per cent, between 0.5 and 4.5 %. It varies a
// little from year to year and from edition to edition.
func share(i, y, edition int) int { return 50 + (i*37+y*7+(i*y)%13*9+edition%3)%400 }

// table returns a table of the years from index from on, the last two of them estimates. Its
// numbers have the given number of decimals, and a currency column if one is named.
func (d data) table(currency string, from, places int, cell func(i, y int) int) string {
	var head strings.Builder

	head.WriteString("code")

	if currency != "" {
		head.WriteString(",currency")
		currency = "," + currency
	}

	years, unit := d.years, [...]int{1, 10, 100}[places]
	if from > 0 {
		years += 5 // a forecast
	}

	for y := from; y < years; y++ {
		fmt.Fprintf(&head, ",%d", first+y)

		if y >= years-2 {
			head.WriteByte('e')
		}
	}

	return head.String() + "\n" + lines(d.allies, func(i int) string {
		line := append(make([]byte, 0, 7*years), codeOf(i)+currency...)

		for y := from; y < years; y++ {
			v := cell(i, y)
			line = strconv.AppendInt(append(line, ','), int64(v/unit), 10)

			if places > 0 {
				line = append(append(line, '.'), strconv.Itoa(unit + v%unit)[1:]...)
			}
		}

		return string(line)
	})
}
