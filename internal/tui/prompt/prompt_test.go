package prompt_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui/prompt"
)

func vocabulary(t *testing.T) *query.Vocabulary {
	t.Helper()
	ds := frozen.Data(t)
	return &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
}

func write(l *prompt.Line, text string) {
	for _, r := range text {
		l.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func text(g *cell.Grid, y int) string {
	var b strings.Builder
	for _, c := range g.Row(y) {
		b.WriteRune(c.Rune)
	}
	return strings.TrimRight(b.String(), " ")
}

func TestTabGoesThroughWhatIsOffered(t *testing.T) {
	l := prompt.Open(prompt.Command, "", vocabulary(t))
	write(&l, "2024 nor")
	tab, back := tea.KeyPressMsg{Code: tea.KeyTab}, tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	seen := map[string]bool{}
	first := ""
	for range 20 {
		l.Update(tab)
		if !strings.HasPrefix(l.Value(), "2024 ") {
			t.Fatalf("completion changes the words before: %q", l.Value())
		}
		if first == "" {
			first = l.Value()
		}
		seen[l.Value()] = true
	}
	if len(seen) < 2 {
		t.Errorf("offered: %v", seen)
	}
	l = prompt.Open(prompt.Command, "", vocabulary(t))
	write(&l, "2024 nor")
	l.Update(tab)
	l.Update(tab)
	l.Update(back)
	if l.Value() != first {
		t.Errorf("back from the second one comes to %q, want %q", l.Value(), first)
	}
	write(&l, " 2%")
	if _, err := query.Parse(l.Value(), vocabulary(t)); err != nil {
		t.Errorf("what was completed cannot be asked: %v", err)
	}
}

// Completing a word in the middle keeps the text after the cursor.
func TestCompletingInTheMiddle(t *testing.T) {
	l := prompt.Open(prompt.Command, "equip 2024", vocabulary(t))
	l.Update(tea.KeyPressMsg{Code: tea.KeyHome})
	for range len("equip") {
		l.Update(tea.KeyPressMsg{Code: tea.KeyRight})
	}
	write(&l, "m")
	l.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	if l.Value() != "equipment 2024" {
		t.Errorf("%q", l.Value())
	}
}

func TestALineFitsEveryWidth(t *testing.T) {
	v := vocabulary(t)
	for _, kind := range []prompt.Kind{prompt.Filter, prompt.Command, prompt.Target, prompt.Write} {
		for _, content := range []string{"", "e", "日本語 Ångström", strings.Repeat("2024 EST ", 30)} {
			l := prompt.Open(kind, content, v)
			for w := 1; w < 130; w++ {
				outer := cell.New(w+1, 10)
				g := outer.Window(0, 0, w, 10)
				x := l.Draw(g, 9)
				l.Options(g, 9, 8)
				if x < 0 || x >= w {
					t.Fatalf("kind %d, %q, %d wide: the cursor is at %d", kind, content, w, x)
				}
				for y := range 10 {
					if c := outer.Row(y)[w]; c.Rune != ' ' {
						t.Fatalf("kind %d, %q, %d wide: %q outside", kind, content, w, c.Rune)
					}
				}
			}
		}
	}
}

// The cursor stays after the typed text, however long that is.
func TestALongLineShowsItsEnd(t *testing.T) {
	l := prompt.Open(prompt.Command, strings.Repeat("2024 ", 40)+"END", vocabulary(t))
	g := cell.New(60, 1)
	x := l.Draw(g, 0)
	if line := text(g, 0); !strings.HasSuffix(line, "END") || x != len(line) {
		t.Errorf("the cursor is at %d of %q", x, line)
	}
}

func TestNoMoreIsTakenThanAQuestionHolds(t *testing.T) {
	l := prompt.Open(prompt.Command, "", vocabulary(t))
	l.Update(tea.PasteMsg{Content: strings.Repeat("x", 1<<20) + "\n\x1b[31m"})
	if n := len(l.Value()); n > 300 {
		t.Errorf("%d bytes are taken", n)
	}
	l = prompt.Open(prompt.Command, "", vocabulary(t))
	l.Update(tea.PasteMsg{Content: "2024\n2%\x1b]0;x\x07\x00"})
	for _, r := range l.Value() {
		if r < ' ' {
			t.Errorf("%q is taken as it is: %q", r, l.Value())
		}
	}
}

// Pasting by the library is off: it would use the clipboard of the machine that allyscope runs on.
func TestTheMachinesClipboardIsNotRead(t *testing.T) {
	l := prompt.Open(prompt.Command, "2024", vocabulary(t))
	l.Update(tea.KeyPressMsg{Code: 'v', Mod: tea.ModCtrl})
	if l.Value() != "2024" {
		t.Errorf("%q", l.Value())
	}
}

func TestClosing(t *testing.T) {
	l := prompt.Open(prompt.Filter, "nor", nil)
	if l.Kind != prompt.Filter || l.Value() != "nor" {
		t.Errorf("%v %q", l.Kind, l.Value())
	}
	if l.Close(); l.Kind != prompt.Closed {
		t.Error("it is still open")
	}
}

// Deleting the word after the cursor works even for a single last letter, where the library would
// read past the end.
func TestDeletingTheWordAhead(t *testing.T) {
	left := tea.KeyPressMsg{Code: tea.KeyLeft}
	for _, k := range []tea.KeyPressMsg{{Code: 'd', Mod: tea.ModAlt}, {Code: tea.KeyDelete, Mod: tea.ModAlt}, {Code: tea.KeyDelete, Mod: tea.ModCtrl}} {
		for back, want := range []string{"2024 NOR", "2024 NO", "2024 N", "2024 ", "2024", "202", "20 NOR", "2 NOR", " NOR"} {
			l := prompt.Open(prompt.Command, "2024 NOR", vocabulary(t))
			for range back {
				l.Update(left)
			}
			l.Update(k)
			if l.Value() != want {
				t.Errorf("%s, %d from the end: %q, want %q", k, back, l.Value(), want)
			}
		}
	}
}
