package ranking

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

// drawn returns the lines of the list with its heads.
func drawn(a *analysis.Answer, w int, focus ally.Code) []string {
	items := itemsOf(a)
	g := cell.New(w, len(items)+1)
	p := newPlan(a, w)
	p.Heads(g, 0)
	p.timeline(g)
	p.draw(g.Window(0, 1, w, len(items)), items, 0, focus)
	out := make([]string, g.Height())
	for y := range out {
		var b strings.Builder
		for _, c := range g.Row(y) {
			b.WriteRune(c.Rune)
		}
		out[y] = strings.TrimRight(b.String(), " ")
	}
	return out
}

// lines returns the items of the list with their rows.
func lines(a *analysis.Answer) (out []item) {
	for _, it := range itemsOf(a) {
		if it.level == nil && it.total == nil {
			it.row = a.At(it.place)
		}
		out = append(out, it)
	}
	return out
}

func find(t *testing.T, lines []string, text string) int {
	t.Helper()
	for y, l := range lines {
		if strings.Contains(l, text) {
			return y
		}
	}
	t.Fatalf("no %q in\n%s", text, strings.Join(lines, "\n"))
	return -1
}

// Every column of figures has its head, for every measure and width.
func TestEveryColumnOfFiguresHasItsHead(t *testing.T) {
	for _, text := range []string{"2024 2%", "2026 usd", "2026 usd-constant", "2026 personnel", "2026 per-head", "2026 equipment 20%", "2026 gdp", "2026 2% sort:since base:2022"} {
		a := frozen.Answer(t, frozen.Data(t), text)
		for _, w := range []int{40, 57, 60, 72, 80, 100, 120} {
			lines := drawn(a, w, "")
			head, first := []rune(lines[0]), ""
			for _, l := range lines[1:] { // the first row of an ally, after the rules
				if first == "" && strings.Contains(l, a.At(0).Name) || strings.Contains(l, string(a.At(0).Ally.Code)) {
					first = l
				}
			}
			end := len([]rune(first)) // each signed figure is below a part of a head
			for x, r := range []rune(first) {
				if (r == '+' || r == '−') && strings.TrimSpace(string(head[min(x, len(head)):min(x+8, end, len(head))])) == "" {
					t.Errorf("%s, %d wide: what stands at column %d has no head\n%s\n%s", text, w, x, lines[0], first)
				}
			}
		}
	}
}

// Every column of an ally shows its value or a mark for a missing one, as in the document.
func TestNoColumnIsBlank(t *testing.T) {
	for _, c := range []struct{ text, ally, behind string }{
		{"2022 2%", "Finland", "– 1.69 – +0.28 +0.23 –"},
		{"2022 2%", "Iceland", "· · · · ·"},
		{"2014 2%", "Sweden", "– 1.07 – n/a n/a –"},
		{"2014 2%", "Poland", "○ 1.86 −0.14 n/a n/a −0.74"},
	} {
		a := frozen.Answer(t, frozen.Data(t), c.text)
		all := drawn(a, 100, "")
		line := strings.Join(strings.Fields(all[find(t, all, c.ally)]), " ")
		if !strings.HasSuffix(line, " "+c.behind) {
			t.Errorf("%s: %q, want %q at its end", c.text, line, c.behind)
		}
	}
}

// The column that the list is sorted by is marked on the screen and in the table, and on the
// screen no other is. The headings of CSV are not marked.
func TestTheSortedColumnIsMarked(t *testing.T) {
	for _, c := range []struct {
		text, head, shown string
		width             int
	}{
		{"2024 2% sort:since", "vs 2014 ▾", "since 2014 ▾", 80}, {"2024 2% sort:since reverse", "vs 2014 △", "since 2014 △", 80},
		{"2024 2% sort:change", "vs 2023 ▾", "on 2023 ▾", 80}, {"2024 2% sort:money", "gap ▾", "US$ bn ▾", 80},
		{"2024 2% sort:gap", "to 2 % ▾", "to 2 ▾", 80}, {"2024 2% sort:gap", "to 2 % ▾", "to 2 ▾", Beside}, {"2026 sort:gap", "to 3.5 % ▾", "to 3.5▾", Beside},
		{"2024 2% sort:name", "Ally ▾", "Ally ▾", 80}, {"2024 2% sort:places", "places ▾", "places ▾", Beside},
		{"2024 2% sort:streak", "met since ▾", "met since ▾", 80}, {"2024 2% reverse", "2024 △", "△ Ally", 80},
	} {
		a := frozen.Answer(t, frozen.Data(t), c.text)
		head := drawn(a, c.width, "")[0]
		if !strings.Contains(head, c.shown) || strings.Count(head, "▾")+strings.Count(head, "△") != 1 {
			t.Errorf("%s, %d wide: %q, want %q", c.text, c.width, head, c.shown)
		}
		var heads []string
		for _, column := range (&list{Answer: a, items: itemsOf(a)}).Document().Tables[0].Columns {
			heads = append(heads, column.Head)
			if strings.ContainsAny(column.Field(false), "▾△") {
				t.Errorf("%s: the head of CSV is %q", c.text, column.Field(false))
			}
		}
		if !slices.Contains(heads, c.head) {
			t.Errorf("%s: %q, want %q among them", c.text, heads, c.head)
		}
	}
}

// In plain text a row includes the value that the list is sorted by.
func TestARowSaysWhatItIsSortedBy(t *testing.T) {
	for words, want := range map[string]string{
		"2024 2% sort:-money":           "27 Canada: 1.41 % of GDP, below 2 %, −0.59 pp, US$ −13,331 m, +0.40 pp since 2014",
		"2024 2% sort:-change":          "20 Bulgaria: 1.93 % of GDP, below 2 %, −0.07 pp, −0.02 pp on 2023, +0.62 pp since 2014",
		"2024 2% sort:change base:2023": "18 (joint) Czechia: 1.99 % of GDP, below 2 % (on the knife-edge), −0.01 pp, +0.68 pp since 2023",
		"2024 2% sort:gap":              "1 Poland: 3.75 % of GDP, meets 2 %, +1.75 pp, +1.89 pp since 2014",
	} {
		shown, err := Spec().Ask(nil, frozen.Answer(t, frozen.Data(t), words), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := shown.Document().Tables[0].Said(0); got != want {
			t.Errorf("%s: %s", words, got)
		}
	}
}

// In every year the rule of the level is between the last ally that meets it and the first that
// does not.
func TestTheLevelCutsTheListWhereItDoes(t *testing.T) {
	for year := 2014; year <= 2026; year++ {
		for _, order := range []string{"", " reverse", " sort:gap"} {
			a := frozen.Answer(t, frozen.Data(t), "2% "+strconv.Itoa(year)+order)
			above, asked := 0, 0
			passed := false
			for _, it := range lines(a) {
				switch {
				case it.level != nil && it.level.Asked:
					passed = true
					asked++
				case it.row != nil && it.row.Verdict.Counted():
					meets := it.row.Verdict == target.Meets
					if meets {
						above++
					}
					if meets == passed != a.Query.Reverse {
						t.Errorf("%d%s: %s, %v, is on the wrong side of the rule", year, order, it.row.Ally.Code, it.row.Verdict)
					}
				}
			}
			if asked != 1 || above != a.Count.Meets {
				t.Errorf("%d%s: %d rules, %d above of %d", year, order, asked, above, a.Count.Meets)
			}
		}
	}
}

func TestNoRuleCutsAnotherOrder(t *testing.T) {
	for _, order := range []string{"name", "change", "since", "money"} {
		for _, it := range lines(frozen.Answer(t, frozen.Data(t), "2% 2024 sort:"+order)) {
			if it.level != nil {
				t.Errorf("sort:%s: a rule at %s %%", order, it.level.Value)
			}
		}
	}
}

func TestSumsAreDroppedWhereThatSavesScrolling(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2% 2024")
	list := &list{Answer: a, items: itemsOf(a)}
	n, sums := len(list.items), len(a.Totals)
	if sums == 0 {
		t.Fatal("no sums")
	}
	for lines, want := range map[int]int{n: n, n - 1: n - sums, 10: n} { // a list that scrolls anyway includes the sums
		if got := list.fitting(lines); len(got) != want {
			t.Errorf("%d lines have room for %d of %d", lines, len(got), n)
		}
	}
}

func TestEveryKindOfRowSaysWhatItIs(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2014 2% FIN")
	lines := drawn(a, 106, "USA")
	for _, c := range []struct{ name, want string }{
		{"United States", "●"}, {"Poland", "○"}, {"Finland", "–"}, {"Iceland", "no armed forces"}, {"Türkiye", "1.44"},
	} {
		if l := lines[find(t, lines, c.name)]; !strings.Contains(l, c.want) {
			t.Errorf("no %q in %q", c.want, l)
		}
	}
	if l := lines[find(t, lines, "Finland")]; !strings.Contains(l, "◆") {
		t.Errorf("a pinned ally has no mark: %q", l)
	}
	if l := lines[find(t, lines, "United States")]; !strings.HasPrefix(l, "▌") {
		t.Errorf("the focused ally has no mark: %q", l)
	}
	lines = drawn(frozen.Answer(t, frozen.Data(t), "2024 2%"), 106, "POL")
	if l := lines[find(t, lines, "Germany")]; !strings.Contains(l, "≈ 2.00") {
		t.Errorf("no knife-edge in %q", l)
	}
	lines = drawn(frozen.Answer(t, frozen.Data(t), "2026 5%"), 106, "POL")
	if l := lines[find(t, lines, "Poland")]; !strings.Contains(l, "?") {
		t.Errorf("what is not measurable is judged: %q", l)
	}
	if l := lines[find(t, lines, "Estonia")]; !strings.Contains(l, "5.10e") {
		t.Errorf("an estimate has lost its mark: %q", l)
	}
	lines = drawn(frozen.Answer(t, frozen.Data(t), "2025 2% edition:2025-08"), 106, "POL")
	if l := lines[find(t, lines, "Germany")]; !strings.Contains(l, "n/a") || strings.Contains(l, "0.00") {
		t.Errorf("what is not published is %q", l)
	}
}

// At every width the list shows the name or code, the verdict and the figure, and the figures are
// aligned.
func TestEveryWidthShowsWhoAndHowMuch(t *testing.T) {
	for _, text := range []string{"2024 2%", "2024 2% sort:name", "source:sipri 2% 2024", "usd 2024", "5%", "personnel", "2016 2% edition:2016-07"} {
		a := frozen.Answer(t, frozen.Data(t), text)
		value := strings.TrimSpace(format.Hanging(find1(a, "POL").Figure))
		for w := 18; w <= 200; w++ {
			lines := drawn(a, w, "POL")
			row := ""
			for _, l := range lines {
				if strings.HasPrefix(l, "▌") {
					row = l
				}
			}
			if !strings.Contains(row, "POL") && !strings.Contains(row, "Poland") {
				t.Errorf("%q, %d wide: no name in %q", text, w, row)
			}
			if !strings.Contains(row, value) {
				t.Errorf("%q, %d wide: no %s in %q", text, w, value, row)
			}
		}
	}
}

func find1(a *analysis.Answer, c ally.Code) *analysis.Row {
	r, _ := a.Row(c)
	return r
}

// Changing the year moves nothing sideways.
func TestColumnsStayWhereTheyAre(t *testing.T) {
	for _, w := range []int{30, 44, 52, 60, 80, 106} {
		first := newPlan(frozen.Answer(t, frozen.Data(t), "2% 2014"), w)
		from, to, _ := first.At(picture)
		for year := 2015; year <= 2026; year++ {
			p := newPlan(frozen.Answer(t, frozen.Data(t), "2% "+strconv.Itoa(year)), w)
			if gotFrom, gotTo, _ := p.At(picture); gotFrom != from || gotTo != to || p.Width != first.Width {
				t.Errorf("%d wide, %d: the picture is at %d to %d, the list %d; in 2014 at %d to %d, %d", w, year, gotFrom, gotTo, p.Width, from, to, first.Width)
			}
		}
	}
}

// The sparkline cell of a year is full only if the level is met: a figure printed as 1.99 must
// not look like 2.00.
func TestAPictureIsFullOnlyWhereTheLevelIsMet(t *testing.T) {
	for _, level := range []string{"2%", "3.5%", "1.43%"} {
		a := frozen.Answer(t, frozen.Data(t), level+" 2024")
		s := plot.SparkOf(&a.Header, false)
		for i := range a.Len() {
			r := a.At(i)
			g := cell.New(s.Width(), 1)
			s.Draw(g, 0, 0, r.Readings)
			for k, f := range r.Readings {
				c := g.Row(0)[s.Column(a.First+figure.Year(k))]
				switch {
				case !f.Known():
					if c.Rune != '·' {
						t.Errorf("%s %d: what is missing is drawn as %q", r.Ally.Code, int(a.First)+k, c.Rune)
					}
				case f.Verdict == target.Meets:
					if c.Role != cell.BarOver {
						t.Errorf("%s %d: %s meets %s and is drawn as %q %v", r.Ally.Code, int(a.First)+k, f, level, c.Rune, c.Role)
					}
				case c.Role == cell.BarOver || (f.Verdict == target.Below && c.Rune == '█'):
					t.Errorf("%s %d: %s does not meet %s and is drawn full", r.Ally.Code, int(a.First)+k, f, level)
				}
			}
		}
	}
}

func TestBillions(t *testing.T) {
	for _, c := range []struct {
		millions float64
		want     string
	}{{0, "+0.00"}, {4, "+0.00"}, {-12, "−0.01"}, {949, "+0.95"}, {950, "+0.95"}, {-11512, "−11.51"}, {381700, "+381.70"}} {
		if got := format.Billions(c.millions); got != c.want {
			t.Errorf("%v m are %q, want %q", c.millions, got, c.want)
		}
	}
}

// A gap in money on the other side of the level than the verdict has a mark of its own.
func TestAGapOnTheOtherSideHasItsOwnMark(t *testing.T) {
	lines := drawn(frozen.Answer(t, frozen.Data(t), "2024 2%"), 80, "")
	for name, want := range map[string]string{"Netherlands": "● 2.02   +0.02   +0.56      +0.90  ○ −2.38", "France": "● 2.04   +0.04   +0.16      +0.22    +1.11"} {
		if l := lines[find(t, lines, name)]; !strings.HasSuffix(l, want) {
			t.Errorf("%q, want %q at its end", l, want)
		}
	}
}
