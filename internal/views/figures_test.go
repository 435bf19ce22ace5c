package views_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// decimals matches figures with decimals, and words matches figures within sentences.
var (
	decimals = regexp.MustCompile(`[+−]?\d[\d,]*(\.\d+)`)
	words    = regexp.MustCompile(`to \d\.\d|\d[.\d]* (%|bn|→)|\d[.\d]*\.\.[.\d]*|pace .\d\.\d+|(Editions|Neighbours|Medians) .*`)
)

// points returns the columns of the figures in a line: of the first cell, of the decimal point,
// and after the last cell.
func points(line string) (out [][3]int) {
	line = words.ReplaceAllStringFunc(line, func(s string) string { return strings.Repeat(" ", utf8.RuneCountInString(s)) })
	for _, at := range decimals.FindAllStringSubmatchIndex(line, -1) {
		from := utf8.RuneCountInString(line[:at[0]])
		point := from + utf8.RuneCountInString(line[at[0]:at[2]])
		out = append(out, [3]int{from, point, point + at[3] - at[2]})
	}
	return out
}

// ragged returns two lines if a figure of one is above a figure of the other and their decimal
// points are in different columns; otherwise it returns an empty string.
func ragged(line, next string) string {
	for _, a := range points(line) {
		for _, b := range points(next) {
			if a[0] < b[2] && b[0] < a[2] && a[1] != b[1] {
				return fmt.Sprintf("%q\n%q", line, next)
			}
		}
	}
	return ""
}

// lines returns the rows of a grid as text.
func lines(g *cell.Grid) []string {
	out := make([]string, g.Height())
	for y := range out {
		for _, c := range g.Row(y) {
			if c.Rune == 0 {
				c.Rune = ' '
			}
			out[y] += string(c.Rune)
		}
	}
	return out
}

// figures returns a grid with only the right-aligned cells of a table.
func figures(t *table.Table) *cell.Grid {
	l := t.Fit(table.Everywhere|table.OnScreen, 0)
	g := cell.New(l.Width+1, len(t.Rows))
	for y := range t.Rows {
		pieces := l.Lines(y)[0]
		for k, c := range l.Columns {
			if p := pieces[k]; c.Right {
				g.Text(p.X, y, p.Text, p.Role)
			}
		}
	}
	return g
}

// Figures below each other have their decimal points in the same column, in every view and in
// the tables of its document.
func TestDecimalPointsStandBelowEachOther(t *testing.T) {
	ds := frozen.Data(t)
	check := func(what string, g *cell.Grid) {
		drawn := lines(g)
		for y := range len(drawn) - 1 {
			if r := ragged(drawn[y], drawn[y+1]); r != "" {
				t.Errorf("%s:\n%s", what, r)
			}
		}
	}
	for _, s := range views.All() {
		for _, question := range []string{"3.5%", "LUX NOR POL 2%", "usd"} {
			if s.ID == query.Path && question == "usd" {
				continue // paths are for shares only
			}
			a := frozen.Answer(t, ds, "view:"+s.ID.String()+" "+question)
			x, err := views.Show(ds, a)
			if err != nil {
				t.Fatal(err)
			}
			for _, size := range [][2]int{{80, 17}, {160, 44}} {
				g := cell.New(size[0], size[1])
				x.Draw(g, view.State{Focus: views.Focus(a), Order: a.Codes(), OrderYear: a.Year, Width: size[0], Height: size[1]})
				check(fmt.Sprintf("%s %s, %v", s.ID, question, size), g)
			}
			d := x.Document()
			for i := range d.Tables {
				check(s.ID.String()+" "+question+", written", figures(&d.Tables[i]))
			}
		}
	}
}
