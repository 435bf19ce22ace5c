package page_test

import (
	"slices"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/tui"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/page"
)

// rows returns the lines of a grid.
func rows(g *cell.Grid) []string {
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

// laid returns the lines of the whole help page at a width.
func laid(w int) []string { return whole(page.Help{Keys: tui.Keys(false)}, w) }

// whole returns the lines of a whole page at a width.
func whole(p page.Help, w int) []string {
	g := cell.New(w, 1000)
	p.Draw(g)
	all := rows(g)
	for len(all) > 0 && all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// slides returns the keys of a deck.
func slides() keymap.Table { return tui.Keys(true)[:len(tui.Keys(true))-len(tui.Keys(false))] }

// No word of an explanation is lost: long ones are wrapped, not cut.
func TestThePageExplainsEveryKey(t *testing.T) {
	for _, w := range []int{20, 30, 43, 44, 50, 60, 80, 99, 100, 120, 160, 255} {
		lines := laid(w)
		all := strings.Join(lines, "\n")
		if strings.Contains(all, "…") {
			t.Errorf("%d wide: something is cut\n%s", w, all)
		}
		for _, b := range tui.Keys(false) {
			found := false
			for _, l := range lines {
				i := strings.Index(l+" ", " "+b.Help().Key+" ")
				found = found || i >= 0 && (w < 44 || strings.Contains(l[i:], strings.Fields(b.Help().Desc)[0]))
			}
			if !found {
				t.Errorf("%d wide: no line for %s\n%s", w, b.Help().Key, all)
				return
			}
			for word := range strings.FieldsSeq(b.Help().Desc) {
				if !strings.Contains(all, word) {
					t.Errorf("%d wide: %s: no %q", w, b.Help().Key, word)
				}
			}
		}
	}
}

// At every size, scrolling shows each line of the page and then stops.
func TestReadingOnShowsThePage(t *testing.T) {
	for _, size := range [][2]int{{1, 3}, {12, 1}, {20, 1}, {20, 7}, {40, 24}, {80, 2}, {80, 24}, {100, 9}, {120, 40}, {120, 300}} {
		w, h := size[0], size[1]
		whole := laid(w)
		for _, a := range []keymap.Action{keymap.Down, keymap.PageDown} {
			p := page.Help{Keys: tui.Keys(false)}
			g := cell.New(w, h)
			p.Draw(g)
			seen := rows(g)
			for range whole {
				before := rows(g)
				if !p.Scroll(a) {
					t.Fatalf("action %d does not scroll", a)
				}
				g.Clear()
				p.Draw(g)
				after := rows(g)
				for n := range h + 1 { // n rows have scrolled off the top
					if slices.Equal(before[n:], after[:h-n]) {
						seen = append(seen, after[h-n:]...)
						break
					}
				}
			}
			if more := strings.Contains(p.Foot(), "↑↓ scroll"); w > 1 && more != (len(whole) > h) {
				t.Errorf("%dx%d: %q below a page of %d lines", w, h, p.Foot(), len(whole))
			}
			if got, want := strings.TrimRight(strings.Join(seen, "\n"), "\n"), strings.Join(whole, "\n"); got != want {
				t.Errorf("%dx%d, action %d: seen are\n%s\nof\n%s", w, h, a, got, want)
			}
			p.Scroll(keymap.PageUp)
			p.Scroll(keymap.Up)
			for range whole {
				p.Scroll(keymap.Up)
			}
			g.Clear()
			if p.Draw(g); !slices.Equal(rows(g), seen[:h]) {
				t.Errorf("%dx%d: going back does not end at the top", w, h)
			}
		}
	}
}

// At every size, scrolling to the end shows each line, with the keys of a deck if one is presented.
// A page that is longer than the screen says so.
func TestHelpIsCompleteAtEverySize(t *testing.T) {
	for _, deck := range []bool{false, true} {
		for _, w := range []int{12, 20, 30, 40, 44, 60, 80, 99, 100, 120, 160} {
			all := whole(page.Help{Keys: tui.Keys(deck)}, w)
			for _, h := range []int{3, 5, 8, 12, 24, 40} {
				p, g, seen := page.Help{Keys: tui.Keys(deck)}, cell.New(w, h), map[string]bool{}
				for before := []string(nil); ; {
					g.Clear()
					p.Draw(g)
					now := rows(g)
					if slices.Equal(now, before) {
						break
					}
					before = now
					for _, line := range now {
						seen[line] = true
					}
					if !strings.Contains(p.Foot(), "scroll") && len(all) > h {
						t.Errorf("%dx%d: %q says nothing of %d lines", w, h, p.Foot(), len(all))
					}
					p.Scroll(keymap.PageDown)
				}
				for _, line := range all {
					if !seen[line] {
						t.Errorf("%dx%d, in a deck %v: %q is never on the screen", w, h, deck, line)
					}
				}
			}
			for _, k := range slides() {
				if text := strings.Join(strings.Fields(strings.Join(all, " ")), " "); w >= 100 && strings.Contains(text, k.Help().Key+" "+strings.Fields(k.Help().Desc)[0]) != deck {
					t.Errorf("%d wide, in a deck %v: %s", w, deck, k.Help().Key)
				}
			}
		}
	}
}

// A section is in one column, below its heading.
func TestNoSectionIsParted(t *testing.T) {
	for _, w := range []int{100, 120, 160, 255} {
		lines := laid(w)
		left := 0
		for _, l := range lines {
			if r := []rune(l); len(r) > 2 && r[2] != ' ' {
				left++
			}
		}
		if right := strings.TrimSpace(string([]rune(lines[0])[w/2:])); !slices.ContainsFunc(tui.Keys(false), func(b keymap.Binding) bool { return b.Group == right }) || left < len(lines)/3 {
			t.Errorf("%d wide: the second column begins with %q:\n%s", w, right, strings.Join(lines, "\n"))
		}
	}
}

func TestThePageIsSearched(t *testing.T) {
	p := page.Help{Keys: tui.Keys(false)}
	g := cell.New(80, 40)
	for _, key := range []string{"k", "n", "i", "f", "x", "backspace"} {
		if key == "k" {
			p.Press("/", keymap.Filter)
		}
		if !p.Press(key, keymap.Up) {
			t.Fatalf("%s leaves the page while one types", key)
		}
	}
	p.Draw(g)
	if text := strings.TrimSpace(strings.Join(rows(g), "\n")); !strings.HasPrefix(text, "Marks\n") || strings.Count(text, "\n") != 1 || !strings.Contains(text, "knife-edge") {
		t.Errorf("with %q:\n%s", p.Foot(), text)
	}
	p.Press("zzz", keymap.None) // not a letter
	if !p.Press("enter", keymap.Other) || !strings.Contains(p.Foot(), "knif") {
		t.Errorf("entered: %q", p.Foot())
	}
	if !p.Press("esc", keymap.Back) || p.Press("esc", keymap.Back) {
		t.Error("esc shows all again, and then leaves")
	}
	p.Press("/", keymap.Filter)
	p.Press("q", keymap.Quit)
	p.Press("q", keymap.Quit)
	g.Clear()
	if p.Draw(g); !strings.Contains(strings.Join(rows(g), ""), `nothing here contains "qq"`) {
		t.Error("nothing is found, and nothing says so")
	}
}

func TestADeckHasItsKeys(t *testing.T) {
	for _, deck := range []bool{false, true} {
		p, g := page.Help{Keys: tui.Keys(deck)}, cell.New(80, 200)
		p.Draw(g)
		text := strings.Join(rows(g), "\n")
		for _, k := range slides() {
			if words := strings.Fields(k.Help().Desc); strings.Contains(text, strings.Join(words[:min(4, len(words))], " ")) != deck {
				t.Errorf("in a deck %v: %s", deck, k.Help().Desc)
			}
		}
	}
}

func TestOtherActionsDoNotScroll(t *testing.T) {
	var p page.Help
	for _, a := range []keymap.Action{keymap.None, keymap.Back, keymap.Quit, keymap.Other, keymap.Play} {
		if p.Scroll(a) {
			t.Errorf("action %d scrolls", a)
		}
	}
}
