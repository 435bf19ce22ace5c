// Package large is a data set a hundred times as large as the program's: 3,200
// allies, 76 years, 50 editions. It is made in memory, for tests and benchmarks
// only, to see what grows with the data and what does not.
//
// Its figures are made up by a rule and are nobody's: nothing of it is shown or kept.
package large

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing/fstest"

	"allyscope/internal/testing/frozen"
)

// How much there is of it.
const (
	Allies   = 3200
	Years    = 76
	Editions = 50
)

// first is the first year; the last two of an edition are estimates.
const first = 1951

// Files are the tables of all of it.
func Files() (fs.FS, error) { return Of(Allies, Years, Editions) }

// Of are tables of so many, laid out as those of package data: pledges and events as the
// program has them, allies and figures of our own, and shares of GDP alone.
func Of(allies, years, editions int) (fs.FS, error) {
	tree, err := frozen.Tree()
	if err != nil {
		return nil, err
	}

	files := fstest.MapFS{}
	head := []string{
		"groups.csv", "group_names.csv", "claims.csv", "iiss_quotes.csv", "quirks.csv", "nato/breaks.csv", "nato/footnotes.csv", "imf/tables.csv",
	}
	for _, name := range append(head, "targets.csv", "events.csv") {
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, err
		}

		if slices.Contains(head, name) { // they speak of allies that are not here
			line, _, _ := strings.Cut(string(content), "\n")
			content = []byte(line + "\n")
		}

		files[name] = &fstest.MapFile{Data: content}
	}

	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	put("allies.csv", "code,iso2,name,official_name,accession,currency,region,subregion,founding,currency_note\n"+
		rows(allies, func(code string, i int) string {
			return fmt.Sprintf("%s,%s,Ally %s,Ally %s,%d-04-04,EUR,Europe,Region %d,0,", code, code[:2], code, code, 1949+i%60, i%9)
		}))
	put("neighbours.csv", "code,neighbours,note\n"+rows(allies, func(code string, i int) string { return code + "," + codeOf((i+1)%allies) + "," }))
	put("sipri/2026-04.csv", shares(allies, years, 0))

	list, tables := "edition,title,published,cutoff,years,price_base,definition,coverage,confidence,witness\n", "edition,measure,unit,rows,cells,sum\n"

	for n := range editions {
		id := fmt.Sprintf("%d-%02d", 2002+n/2, 3+n%2*4)
		list += fmt.Sprintf("%s,Edition %d,%s-10,,%d-%d,2015,defence expenditure,complete,high,made up\n", id, n, id, first, first+years-1)
		tables += fmt.Sprintf("%s,share_gdp,%% of GDP,%d,%d,0\n", id, allies, allies*years)
		put("nato/"+id+"/share_gdp.csv", shares(allies, years, n))
	}

	put("nato/editions.csv", list)
	put("nato/tables.csv", tables)

	return files, nil
}

// codeOf is the code of an ally.
func codeOf(i int) string {
	return string([]byte{byte('A' + i/676%26), byte('A' + i/26%26), byte('A' + i%26)})
}

// rows are the lines of all allies.
func rows(allies int, line func(code string, i int) string) string {
	var b strings.Builder

	for i := range allies {
		b.WriteString(line(codeOf(i), i))
		b.WriteByte('\n')
	}

	return b.String()
}

// shares is a table of shares of GDP: between 0.5 and 4.5 %, from year to year a
// little more or less, and in each edition a little different.
func shares(allies, years, edition int) string {
	var head strings.Builder

	head.WriteString("code")

	for y := range years {
		fmt.Fprintf(&head, ",%d", first+y)

		if y >= years-2 {
			head.WriteByte('e')
		}
	}

	return head.String() + "\n" + rows(allies, func(code string, i int) string {
		line := append(make([]byte, 0, 5*years), code...)

		for y := range years {
			v := 50 + (i*37+y*7+(i*y)%13*9+edition%3)%400
			line = append(line, ',', byte('0'+v/100), '.', byte('0'+v/10%10), byte('0'+v%10))
		}

		return string(line)
	})
}
