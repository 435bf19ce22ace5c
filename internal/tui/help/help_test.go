package help_test

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/tui/help"
	"allyscope/internal/tui/keymap"
)

// page is the whole page at a width, a line a row.
func page(w int) []string {
	g := cell.New(w, help.Page(w))
	help.Draw(g, 0)
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

// Every word of every explanation is there: what is long is wrapped, not cut.
func TestThePageExplainsEveryKey(t *testing.T) {
	for _, w := range []int{50, 60, 80, 99, 100, 120, 160, 255} {
		lines := page(w)
		all := strings.Join(lines, "\n")
		if strings.Contains(all, "…") {
			t.Errorf("%d wide: something is cut\n%s", w, all)
		}
		for _, b := range keymap.Table() {
			found := false
			for _, l := range lines {
				if i := strings.Index(l, " "+b.Shown+" "); i >= 0 && strings.Contains(l[i:], strings.Fields(b.Help)[0]) {
					found = true
				}
			}
			if !found {
				t.Errorf("%d wide: no line for %s\n%s", w, b.Shown, all)
				return
			}
			for word := range strings.FieldsSeq(b.Help) {
				if !strings.Contains(all, word) {
					t.Errorf("%d wide: %s: no %q", w, b.Shown, word)
				}
			}
		}
	}
}

// Reading on line by line shows every line and then no more.
func TestThePageIsAsLongAsItSays(t *testing.T) {
	for _, w := range []int{1, 5, 12, 20, 40, 80, 100, 120} {
		n := help.Page(w)
		last, after := cell.New(w, 1), cell.New(w, 1)
		help.Draw(last, n-1)
		help.Draw(after, n)
		if blank(after) != "" {
			t.Errorf("%d wide: line %d of %d holds %q", w, n+1, n, blank(after))
		}
		if w >= 20 && blank(last) == "" {
			t.Errorf("%d wide: the last of %d lines is blank", w, n)
		}
	}
}

func blank(g *cell.Grid) string {
	var b strings.Builder
	for _, c := range g.Row(0) {
		b.WriteRune(c.Rune)
	}
	return strings.TrimSpace(b.String())
}
