package cell_test

import (
	"math"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"allyscope/internal/cell"
)

// text returns a row as a terminal without styles shows it.
func text(g *cell.Grid, y int) string {
	var b strings.Builder
	for _, c := range g.Row(y) {
		if c.Rune != 0 {
			b.WriteRune(c.Rune)
		}
	}
	return b.String()
}

func TestTextIsCutAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		x    int
		s    string
		want string
		end  int
	}{
		{0, "Norway", "Norway", 6},
		{2, "Norway", "  Norw", 8},
		{-2, "Norway", "rway  ", 4},
		{6, "Norway", "      ", 12},
		{-9, "Norway", "      ", -3},
		{0, "日本語", "日本語", 6},
		{1, "日本語", " 日本 ", 7}, // the second half does not fit
		{0, "a\x1b[31\u009bb\x00", "a␛[31�", 8},
		{0, "e\u0301a", "ea    ", 2}, // a combining mark has no cell of its own
	} {
		g := cell.New(6, 1)
		end := g.Text(c.x, 0, c.s, cell.Plain)
		if got := text(g, 0); got != c.want || end != c.end {
			t.Errorf("%q at %d: %q ending at %d, want %q at %d", c.s, c.x, got, end, c.want, c.end)
		}
	}
}

func TestDrawingOutsideDoesNothing(t *testing.T) {
	sides := []int{math.MinInt32, -1, 0, 1, 2, 7}
	for _, w := range sides {
		for _, h := range sides {
			g := cell.New(w, h)
			src := cell.New(3, 3)
			src.Fill(0, 0, 3, 'x', cell.Meets)
			for _, x := range []int{math.MinInt32, -3, -1, 0, 1, 6, 7, 1 << 30} {
				for _, y := range []int{-1, 0, 6, 7} {
					g.Put(x, y, cell.Blank())
					g.Text(x, y, "Türkiye 日本", cell.Plain, cell.Bold, cell.Reverse)
					g.Right(x, y, "12,345", cell.Plain)
					g.Draw(x, y, src)
					g.Window(x, y, 3, 3).Text(0, 0, "wide", cell.Plain)
					if x > -100 {
						g.Fill(x, y, 5, '─', cell.Axis)
					}
					_ = g.At(x, y)
				}
			}
			if g.Width() != max(0, w) || g.Height() != max(0, h) {
				t.Errorf("%dx%d is %dx%d", w, h, g.Width(), g.Height())
			}
		}
	}
	if g := cell.New(1<<40, 1); g.Width() != 2000 {
		t.Errorf("a hostile width is held to %d", g.Width())
	}
	var zero cell.Grid
	zero.Text(0, 0, "x", cell.Plain)
	zero.Clear()
}

func TestAWindowSharesCellsAndClips(t *testing.T) {
	g := cell.New(8, 3)
	w := g.Window(2, 1, 4, 1)
	w.Text(-1, 0, "abcdefgh", cell.Strong)
	w.Window(1, 0, 99, 99).Set(0, 0, '!', cell.Plain)
	w.Set(0, 1, 'x', cell.Plain)
	for y, want := range []string{"        ", "  b!de  ", "        "} {
		if got := text(g, y); got != want {
			t.Errorf("row %d: %q, want %q", y, got, want)
		}
	}
	if w.Width() != 4 || w.Height() != 1 || w.At(0, 0).Role != cell.Strong {
		t.Errorf("window is %dx%d, first cell %+v", w.Width(), w.Height(), w.At(0, 0))
	}
	row := w.Row(0)
	if row = append(row, cell.Cell{Rune: 'z'}); g.At(6, 1).Rune != ' ' {
		t.Errorf("appending to a row writes beyond it: %v", row)
	}
}

func TestRightEndsBeforeTheColumn(t *testing.T) {
	g := cell.New(10, 1)
	if at := g.Right(10, 0, "3.50", cell.Plain); at != 6 || text(g, 0) != "      3.50" {
		t.Errorf("%q from %d", text(g, 0), at)
	}
}

func TestWidthAndCut(t *testing.T) {
	for _, c := range []struct {
		s     string
		width int
		n     int
		cut   string
	}{
		{"Norway", 6, 6, "Norway"}, {"Norway", 6, 5, "Norw…"}, {"Norway", 6, 1, "…"}, {"Norway", 6, 0, ""}, {"Norway", 6, -4, ""},
		{"日本語", 6, 5, "日本…"}, {"日本語", 6, 4, "日…"}, {"日本語", 6, 2, "…"}, {"", 0, 3, ""}, {"●≈○▁█─…−⣿", 9, 9, "●≈○▁█─…−⣿"},
		{"a\u202eb\x1b\u0085", 5, 9, "a\u202eb\x1b\u0085"}, // each as wide as the rune shown for it
	} {
		if got := cell.Width(c.s); got != c.width {
			t.Errorf("%q is %d wide, want %d", c.s, got, c.width)
		}
		got := cell.Cut(c.s, c.n)
		if got != c.cut || cell.Width(got) > max(0, c.n) {
			t.Errorf("%q cut to %d is %q, want %q", c.s, c.n, got, c.cut)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s        string
		n, lines int
		want     string
	}{
		{"one two three", 7, 3, "one two|three"}, {"one two three", 7, 1, "one tw…"}, {"one two three", 3, 2, "one|tw…"},
		{"overlong word", 5, 3, "over…"}, {"", 5, 3, ""}, {"one", 5, 0, ""}, {"one two", 0, 2, ""}, {"日本 語", 4, 2, "日本|語"},
		{"met 3.5 % in 2024", 7, 9, "met|3.5 %|in 2024"}, {"by US$ 2.2 bn, +0.41 pp", 12, 9, "by|US$ 2.2 bn,|+0.41 pp"}, {"1.66e %; more", 7, 2, "1.66e …"},
	} {
		lines := cell.Wrap(c.s, c.n, c.lines)
		if got := strings.Join(lines, "|"); got != c.want || len(lines) > max(0, c.lines) {
			t.Errorf("%q in %d×%d: %q, want %q", c.s, c.n, c.lines, got, c.want)
		}
		for _, l := range lines {
			if cell.Width(l) > max(0, c.n) {
				t.Errorf("%q is wider than %d", l, c.n)
			}
		}
	}
}

func TestWrapWithoutALimitCutsNothing(t *testing.T) {
	if got := strings.Join(cell.Wrap("an overlong word", 5, cell.AllLines), "|"); got != "an|overlong|word" {
		t.Error(got)
	}
}

func TestSeriesRepeatAfterEight(t *testing.T) {
	if cell.Series(0) != cell.Series1 || cell.Series(7) != cell.Series8 || cell.Series(8) != cell.Series1 || cell.Series(-1) != cell.Series8 {
		t.Error("series do not repeat after eight")
	}
}

func TestDrawingAllocatesNothing(t *testing.T) {
	g := cell.New(80, 24)
	if n := testing.AllocsPerRun(20, func() {
		g.Clear()
		g.Text(0, 0, "Türkiye ●", cell.Plain)
		g.Right(80, 1, "3.50", cell.Plain)
		g.Fill(0, 2, 80, '─', cell.Axis)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// The widths returned without asking the library are those the library returns.
func TestWidthsAreTheLibrarys(t *testing.T) {
	library := &runewidth.Condition{}
	for r := rune(0x300); r < 0x3000; r++ {
		if got, want := cell.RuneWidth(r), library.RuneWidth(cell.Mark(r)); got != want {
			t.Errorf("%U %c: %d, want %d", r, r, got, want)
		}
	}
}

func TestHitsAreWhereTheyWereDrawn(t *testing.T) {
	g := cell.New(20, 5)
	g.Tag(0, 0, 20, 1, cell.Hit{Code: "NOR"})
	w := g.Window(10, 1, 5, 2)
	w.Tag(-2, 0, 4, 9, cell.Hit{Code: "SWE", Year: 2016})
	w.Tag(1, 1, 1, 1, cell.Hit{Item: 3})
	for _, c := range []struct {
		x, y int
		want cell.Hit
		ok   bool
	}{
		{0, 0, cell.Hit{Code: "NOR"}, true}, {19, 0, cell.Hit{Code: "NOR"}, true}, {9, 1, cell.Hit{}, false},
		{10, 1, cell.Hit{Code: "SWE", Year: 2016}, true}, {11, 2, cell.Hit{Item: 3}, true}, {12, 1, cell.Hit{}, false},
		{10, 3, cell.Hit{}, false}, {-1, 0, cell.Hit{}, false}, {0, 5, cell.Hit{}, false},
	} {
		if got, ok := g.HitAt(c.x, c.y); got != c.want || ok != c.ok {
			t.Errorf("at %d, %d: %v %v, want %v %v", c.x, c.y, got, ok, c.want, c.ok)
		}
	}
	if got, ok := w.HitAt(1, 1); !ok || got.Item != 3 {
		t.Errorf("a window's own column and row: %v %v", got, ok)
	}
	w.Clear()
	if _, ok := g.HitAt(0, 0); !ok {
		t.Error("clearing a window takes the tags of the rest")
	}
	other := cell.New(30, 9)
	other.Draw(3, 2, g)
	if got, _ := other.HitAt(13, 3); got.Code != "SWE" {
		t.Errorf("copied: %v", got)
	}
	g.Clear()
	if got, ok := g.HitAt(0, 0); ok {
		t.Errorf("after clearing: %v", got)
	}
	var zero cell.Grid
	zero.Tag(0, 0, 1, 1, cell.Hit{Item: 1})
}

// BeforePoint counts the cells of marks, signs and grouping before the decimal point too.
func TestCellsBeforeTheDecimalPoint(t *testing.T) {
	for text, want := range map[string]int{"2.06": 1, "116,326e": 7, "−14,620.5 ": 7, "┊3.50e": 2, "12 ": 2, "0": 1, "": 0} {
		if got := cell.BeforePoint(text); got != want {
			t.Errorf("%q: %d cells, want %d", text, got, want)
		}
	}
}
