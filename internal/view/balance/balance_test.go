package balance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/table"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view"
	"allyscope/internal/view/balance"
)

func TestGolden(t *testing.T) {
	viewtest.Goldens(t, viewtest.New(balance.Spec()), "balance",
		viewtest.Case{Name: "norway", Query: "2024 2%", Focus: "NOR"},
		viewtest.Case{Name: "latest", Query: "3.5%", Focus: "DEU"},
	)
}

func TestEdges(t *testing.T) {
	viewtest.Edges(t, viewtest.New(balance.Spec()), []viewtest.Edge{
		{Query: "", Focus: "ISL", W: 120, H: 34, Want: []string{"Iceland: no armed forces", "not counted"}},
		{Query: "2014 2%", Focus: "FIN", W: 120, H: 34, Want: []string{"Finland", "not a member then"}},
		{Query: "2026 5%", Focus: "NOR", W: 120, H: 34, Want: []string{"no quadrants: 5 % of GDP is not measurable"}},
		{Query: "2026 5%", Focus: "NOR", W: 40, H: 7, Want: []string{"5 %: not measurable"}},
		{Query: "edition:2016-07", Focus: "NOR", W: 80, H: 18, Want: []string{"not in NATO, July 2016 edition"}},
		{Query: "source:sipri", Focus: "NOR", W: 80, H: 18, Want: []string{"not in SIPRI"}},
		{Query: "source:sipri", Focus: "NOR", W: 20, H: 5, Want: []string{"equipment"}},
		{Query: "edition:2023-07 2021", Focus: "NOR", W: 120, H: 34, Want: []string{"not counted"}},
		{Query: "edition:2025-08 2025", Focus: "DEU", W: 120, H: 34, Want: []string{"Germany: no data", "n/a"}},
		{Query: "2024 30% equipment", Focus: "NOR", W: 120, H: 34, Want: []string{"30 %", "both 2 % and 30 %"}},
		{Query: "usd 2024", Focus: "NOR", W: 120, H: 34, Want: []string{"both 2 % and 20 %"}},
		{Query: "national 2024", Focus: "NOR", W: 80, H: 18, Want: []string{"NOR"}},
		{Query: "filter:zzz", Focus: "", W: 80, H: 18, Want: []string{"no ally is listed"}},
		{Query: "2024 EST LVA LTU POL NOR SWE FIN DNK", Focus: "EST", W: 120, H: 34, Want: []string{"Estonia"}},
	}...)
}

func TestAnySize(t *testing.T) {
	queries := []string{"2024 2%", "5%", "edition:2016-07", "source:sipri", "filter:zzz", "EST LVA LTU POL NOR SWE FIN DNK"}
	viewtest.AnySize(t, viewtest.New(balance.Spec()), queries, [2]int{50, 12}, [2]int{99, 30}, [2]int{160, 50})
}

// In every year of every edition and at every size, the mark and the name of an ally are in its
// quadrant, the name is next to the mark, and the lists have the allies without a name there.
func TestNamesAreInTheirQuadrants(t *testing.T) {
	ds, found := viewtest.Data(t), 0
	sizes := [...][2]int{{50, 12}, {60, 16}, {80, 18}, {100, 30}, {120, 34}, {160, 44}}
	for _, e := range ds.Editions() {
		a, err := analysis.RankingFor(ds, frozen.Query(t, ds, fmt.Sprintf("2%% edition:%s", e.ID)))
		if err != nil {
			continue // the edition holds no shares
		}
		q := a.Query
		for q.Year = a.First; q.Year <= a.Last; q.Year++ {
			b, err := analysis.BalanceFor(ds, q)
			if err != nil {
				continue // the edition does not hold equipment
			}
			for _, size := range sizes {
				s := viewtest.Scene(t, ds, q.String(), "NOR", chart.Braille)
				g := viewtest.Draw(viewtest.New(balance.Spec())(), s, size[0], size[1])
				found += inQuadrants(t, fmt.Sprint(q, size), g, b)
			}
		}
	}
	if found < 6000 {
		t.Errorf("%d names were found", found)
	}
}

// inQuadrants checks the picture of a balance, and counts the names found in it.
func inQuadrants(t *testing.T, text string, g *cell.Grid, b *analysis.Balance) (found int) {
	t.Helper()
	column, row := -1, -1
	for y := range g.Height() {
		for x := range g.Width() {
			if c := g.At(x, y); c.Rune == '┼' && c.Role == cell.Target {
				column, row = x, y
			}
		}
	}
	if column < 0 {
		t.Fatalf("%s: no quadrants", text)
	}
	edge := column
	for g.At(edge, row).Role == cell.Target {
		edge++
	}
	marks, named := map[string][2]int{}, map[string]bool{}
	for y := range g.Height() {
		for x := range g.Width() {
			hit, ok := g.HitAt(x, y)
			c := g.At(x, y)
			if hit.Code != "" && ok && unicode.IsLetter(c.Rune) {
				named[hit.Code] = true
			}
			if !ok || hit.Code == "" || hit.Year != 0 || x >= edge || c.Rune == ' ' || c.Role == cell.Target {
				continue
			}
			p, _ := b.Point(ally.Code(hit.Code))
			if right := p.Share.Printed.Cmp(b.Level.Value) >= 0; x == column || y == row || right != (x > column) {
				t.Errorf("%s: %q of %s at %d, the line at %d", text, c.Rune, hit.Code, x, column)
			}
			if above := p.Equipment.Printed.Cmp(b.EquipmentLevel.Value) >= 0; above != (y < row) {
				t.Errorf("%s: %q of %s on row %d, the line on %d", text, c.Rune, hit.Code, y, row)
			}
			if strings.ContainsRune("●○≈–", c.Rune) {
				marks[hit.Code] = [2]int{x, y}
			}
		}
	}
	for y := range g.Height() {
		for x := range edge {
			hit, ok := g.HitAt(x, y)
			if !ok || hit.Code == "" || hit.Code == "NOR" || hit.Year != 0 || !unicode.IsLetter(g.At(x, y).Rune) {
				continue
			}
			if unicode.IsLetter(g.At(x-1, y).Rune) || g.At(x-1, y).Rune == ' ' && unicode.IsLetter(g.At(x-2, y).Rune) {
				continue // not the first letter of a name
			}
			found++
			end, beside := x+cell.Width(label(g, x, y)), false
			for row := y - 1; row <= y+1; row++ {
				for at := x - 2; at <= end+1; at++ {
					beside = beside || strings.ContainsRune("●○≈–", g.At(at, row).Rune)
				}
			}
			at, seen := marks[hit.Code]
			if !beside || seen && (y < at[1]-1 || y > at[1]+1 || x > at[0]+2 || end < at[0]-2) {
				t.Errorf("%s: the name of %s at %d, %d, its mark at %v", text, hit.Code, x, y, at)
			}
		}
	}
	if g.Width() >= 100 && len(named) < len(b.Points) {
		t.Errorf("%s: %d of %d are named", text, len(named), len(b.Points))
	}
	return found
}

// label returns the name that begins at a cell.
func label(g *cell.Grid, x, y int) string {
	out := ""
	for r := g.At(x, y).Rune; unicode.IsLetter(r) || r == ' ' && unicode.IsLetter(g.At(x+1, y).Rune); r = g.At(x, y).Rune {
		out += string(r)
		x++
	}
	return out
}

// A label next to the name of the vertical line cannot be read together with it.
func TestNoNameRunsOnInALevel(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "edition:2016-01", "USA", chart.Braille)
	all := viewtest.Text(viewtest.Draw(viewtest.New(balance.Spec())(), s, 118, 34), chart.Braille)
	if !strings.Contains(all, "Slovenia ○  ") {
		t.Errorf("Slovenia, at 0.95 %%:\n%s", all)
	}
}

func TestNoCodeIsCutInTwo(t *testing.T) {
	v := viewtest.New(balance.Spec())()
	for w := 14; w <= 44; w++ {
		s := viewtest.Scene(t, viewtest.Data(t), "2026 3.5%", "LTU", chart.Braille)
		line := strings.TrimSpace(viewtest.Text(viewtest.Draw(v, s, w, 2), chart.Braille))
		for word := range strings.FieldsSeq(line) {
			if i := strings.IndexByte(word, '+'); i > 0 && unicode.IsLetter(rune(word[i-1])) {
				t.Errorf("%d wide: %q", w, line)
			}
		}
	}
}

func TestAtReadsPointsAndYears(t *testing.T) {
	s, v := viewtest.Scene(t, viewtest.Data(t), "2024 2%", "NOR", chart.Braille), viewtest.New(balance.Spec())()
	g := cell.New(120, 34)
	v.Draw(g, s)
	seen := map[string]bool{}
	for y := range 34 {
		for x := range 120 {
			hit := viewtest.At(v, x, y)
			if hit.Text != "" {
				seen[hit.Text] = true
			}
			if r := g.At(x, y).Rune; r == 'P' && g.At(x+1, y).Rune == 'O' && g.At(x+2, y).Rune == 'L' && (hit.Code != "POL" || hit.Year != 0) {
				t.Errorf("POL is read as %+v", hit)
			}
		}
	}
	for _, want := range []string{"Poland 2024: 3.75 % of GDP", "Norway 2016: 1.68 % of GDP, 23.37 % on equipment", "Belgium 2024"} {
		found := false
		for text := range seen {
			found = found || strings.HasPrefix(text, want)
		}
		if !found {
			t.Errorf("nowhere reads %q", want)
		}
	}
	if hit := viewtest.At(viewtest.New(balance.Spec())(), 3, 3); hit.Code != "" || hit.Text != "" {
		t.Errorf("nothing drawn, and yet %+v", hit)
	}
}

func TestSentence(t *testing.T) {
	ds, v := viewtest.Data(t), viewtest.New(balance.Spec())()
	if got := v.Sentence(viewtest.Scene(t, ds, "2024 2%", "NOR", 0)); !strings.HasPrefix(got, "In 2024, 16 of 31 met 2 % of GDP and 20 % on equipment") {
		t.Error(got)
	}
	s := viewtest.Scene(t, ds, "source:sipri", "NOR", 0)
	if got := v.Sentence(s); !strings.Contains(got, "not in SIPRI") {
		t.Error(got)
	}
	if _, err := balance.Spec().Ask(ds, s.Answer, s.Focus); err == nil || !strings.Contains(err.Error(), "not in SIPRI") {
		t.Error(err)
	}
	if _, ok := v.Move(viewtest.Scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}

// A pinned ally that is not judged is not counted among those that could be at both levels.
func TestCountOfTheChosen(t *testing.T) {
	ds := viewtest.Data(t)
	for text, want := range map[string][2]string{
		"2024 DNK NOR":     {"2/2", "of the 2 chosen meet 2 % and 20 % on equipment, 2024"},
		"2019 NOR SWE FIN": {"0/1", "of the 3 chosen (1 judged) meet 2 % and 20 % on equipment, 2019"},
		"2019 SWE FIN":     {"", "none of the 2 chosen is judged, 2019"},
		"2019 SWE":         {"", "Sweden, 2019: not a member then"},
		"2019 NOR":         {"1/2", "Norway, 2019: only 20 % on equipment"},
	} {
		s := viewtest.Scene(t, ds, "balance "+text, "NOR", 0)
		if n, what := viewtest.New(balance.Spec())().Shown(s).(view.Counting).Count(); n != want[0] || what != want[1] {
			t.Errorf("%s: %q %q", text, n, what)
		}
	}
}

// The document has a row for each point of the chart, with both verdicts and the quadrant.
func TestDocument(t *testing.T) {
	ds := viewtest.Data(t)
	s := viewtest.Scene(t, ds, "2024 2% edition:2026-07 nordic NOR", "NOR", 0)
	x, err := balance.Spec().Ask(ds, s.Answer, s.Focus)
	if err != nil {
		t.Fatal(err)
	}
	d := x.Document()
	if d.Level != "Targets: 2 % of GDP and 20 % on equipment" || d.Result != "4 of 4 meet both" || len(d.Tables) != 1 {
		t.Errorf("%s; %s", d.Level, d.Result)
	}
	rows := d.Tables[0]
	var got []string
	for i := range rows.Rows {
		line := ""
		for _, k := range rows.Shown(table.OnCSV) {
			switch c := rows.Columns[k].ID; c {
			case "code", "year", "share", "share_status", "share_verdict", "equipment", "equipment_verdict", "quadrant", "edition":
				line += rows.Rows[i].Cells[k].Data + " "
			}
		}
		got = append(got, strings.TrimSpace(line))
	}
	for _, want := range []string{"NOR 2024 2.16 actual meets 28.10 meets both 2026-07", "ISL 2024   no_forces  no_forces  2026-07"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if len(got) != 5 || rows.Rows[0].Marked || !rows.Rows[slices.IndexFunc(got, func(s string) bool { return strings.HasPrefix(s, "NOR") })].Marked {
		t.Errorf("%d rows", len(got))
	}
}

// The lists keep a margin, as all views do.
func TestTheListsKeepTheMargin(t *testing.T) {
	ds := viewtest.Data(t)
	for _, size := range [][2]int{{80, 18}, {100, 30}, {120, 34}, {160, 50}} {
		s, v := viewtest.Scene(t, ds, "", "LTU", chart.Braille), viewtest.New(balance.Spec())()
		g := cell.New(size[0], size[1])
		v.Draw(g, s)
		for y := range size[1] {
			if r := g.At(size[0]-1, y).Rune; r != ' ' {
				t.Errorf("%v: %q at the edge of line %d", size, r, y)
			}
		}
	}
}
