package tui_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/deck"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/svg"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
)

const talk = `
# a comment
2024 2% | Who met the target
2026 LTU | The one that spends most
trend 2% EST POL
5% | What nobody can measure
source:sipri 1960 2% USA
`

// configured returns an explorer with more options than a question.
func configured(tb testing.TB, text string, change func(*tui.Options)) *tui.Model {
	tb.Helper()
	ds := frozen.Data(tb)
	q, err := query.Parse(text, vocabulary(ds))
	if err != nil {
		tb.Fatal(err)
	}
	o := tui.Options{Data: ds, Query: q, Environment: terminal.Detect(strings.Fields(local))}
	change(&o)
	m, err := tui.New(o)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func presenting(t *testing.T) func() *tui.Model {
	return func() *tui.Model {
		return configured(t, "", func(o *tui.Options) {
			slides, err := deck.Parse(talk, vocabulary(o.Data))
			if err != nil {
				t.Fatal(err)
			}
			o.Deck = slides
		})
	}
}

func TestPresenting(t *testing.T) {
	run(t, local, 120, 40, presenting(t), func(u *user) {
		u.sees("Who met the target", "1/5", "17 of 31 allies with forces met 2 %")
		u.misses("? help")
		u.Press("backspace")
		u.sees("1/5")
		u.Press("space")
		u.sees("The one that spends most", "2/5")
		u.focused("LTU")
		u.Press("right", "pgdown")
		u.sees("4/5", "What nobody can measure")
		u.misses(" of 31 allies with forces meet 5 %")
		u.Press("enter", "enter", "enter")
		u.sees("5/5")
		u.Press("esc")
		u.sees("5/5")
		u.Press("t") // a question from the audience: the explorer opens on the slide's question
		u.sees("? help")
		u.misses("5/5")
		u.Press("y", "esc")
		u.misses("5/5", "copy: l link")
		u.Press("esc")
		u.sees("5/5")
		u.Press("left", "left", "left")
		u.sees("2/5")
		u.Press("q")
		if _, err := u.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}

// Playing in the explorer does not go on when the slide comes back.
func TestNothingPlaysOnASlide(t *testing.T) {
	run(t, local, 120, 40, presenting(t), func(u *user) {
		at := u.query()
		u.Press("p")
		u.Advance(1500 * time.Millisecond)
		if u.query() == at {
			t.Error("nothing plays")
		}
		u.Press("esc")
		u.sees("1/5")
		u.Advance(5 * time.Second)
		u.is("question", u.query(), at)
	})
}

// The help page has the keys of a deck, however it is opened.
func TestHelpInADeck(t *testing.T) {
	for _, ways := range [][]string{{"?"}, {":", "h", "e", "l", "p", "enter"}} {
		run(t, local, 120, 40, presenting(t), func(u *user) {
			u.Press(ways...)
			u.sees("next slide; also")
		})
	}
}

// An estimate keeps its mark in large digits.
func TestASlidesFigureKeepsItsMark(t *testing.T) {
	m := presenting(t)()
	send(m, tea.WindowSizeMsg{Width: 60, Height: 12}, key("space"))
	text, _ := termtest.Grid(m.View().Content, 60, 12)
	if !strings.Contains(text, "5.33e Lithuania") {
		t.Errorf("no estimate:\n%s", text)
	}
}

// The mouse does not reach the view under a slide.
func TestTheMouseDoesNothingToASlide(t *testing.T) {
	run(t, local, 120, 40, presenting(t), func(u *user) {
		before, focus := u.query(), u.model.Focus()
		u.Click(60, 36)
		u.Click(10, 20)
		u.Wheel(10, 20, 3)
		u.Drag(60, 36, 90, 36)
		u.is("question", u.query(), before)
		u.focused(focus)
	})
}

func TestEverySlideFitsEverySize(t *testing.T) {
	m := presenting(t)()
	for n := range 5 {
		for i, size := range sizes() {
			if i%3 == 0 || size[0] > 30 {
				send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, m, fmt.Sprintf("slide %d", n+1))
			}
		}
		m.Update(key("space"))
	}
}

func TestAKioskPlaysUntilAKeyIsPressed(t *testing.T) {
	run(t, local, 120, 40, func() *tui.Model {
		return configured(t, "2014 2%", func(o *tui.Options) { o.Kiosk = true })
	}, func(u *user) {
		years := map[figure.Year]bool{}
		for range 40 {
			u.Advance(time.Second)
			years[u.model.Answer().Year] = true
		}
		u.is("years shown", len(years), 13)
		u.Press("t") // any key takes over, and does not do anything else
		u.is("level", u.model.Answer().Level.Value.String(), "2")
		at := u.model.Answer().Year
		u.Advance(time.Minute)
		u.is("year", u.model.Answer().Year, at)
		u.Press("q")
		if _, err := u.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}

// The answer of a command without a view is drawn on a slide, too.
func TestASlideOfACommand(t *testing.T) {
	begin := func() *tui.Model {
		return configured(t, "", func(o *tui.Options) {
			slides, err := deck.Parse("count 2% | Year by year\nrank 2024 2%", vocabulary(o.Data))
			if err != nil {
				t.Fatal(err)
			}
			o.Deck = slides
		})
	}
	run(t, local, 120, 40, begin, func(u *user) {
		u.sees("Year by year", "1/2", "2025e", "30 of 31 in 2026e")
		u.Press("space")
		u.sees("2/2", "17 of 31")
		u.misses("30 of 31 in 2026e")
		u.Press("left", "esc")
		u.sees("Year by year", "1/2")
	})
}

// A presenter can go to the ends of the deck, blank the screen, and read the deck again after a
// correction. The keys of a clicker work.
func TestAPresentersKeys(t *testing.T) {
	mended := false
	begin := func() *tui.Model {
		return configured(t, "", func(o *tui.Options) {
			read := func() ([]deck.Slide, error) {
				text := talk
				if mended {
					text = "2024 2% | Mended\n2026 2%\n"
				}
				return deck.Parse(text, vocabulary(o.Data))
			}
			o.Deck, _ = read()
			o.Reload = read
		})
	}
	run(t, local, 80, 24, begin, func(u *user) {
		u.Press("end")
		u.sees("5/5")
		u.Press("home", "pgdown", "pgdown", "pgup")
		u.sees("2/5")
		u.Press("B")
		if screen := strings.TrimSpace(u.Screen()); screen != "" {
			t.Errorf("the screen is not blank:\n%s", screen)
		}
		u.Press("space") // only shows the slide again
		u.sees("2/5")
		mended = true
		u.Press("end", "R")
		u.says("read again: 2 slides")
		u.Press("home")
		u.sees("Mended", "1/2")
		u.Press("?")
		u.sees("Slides", "blank the screen")
	})
	run(t, local, 80, 24, presenting(t), func(u *user) {
		u.Press("R")
		u.says("this deck cannot be read again")
	})
}

// If a deck that is read again is shorter, and its slide cannot be answered, the old deck stays.
func TestADeckThatCannotBeAnsweredIsNotTaken(t *testing.T) {
	m := configured(t, "", func(o *tui.Options) {
		o.Deck, _ = deck.Parse(talk, vocabulary(o.Data))
		o.Reload = func() ([]deck.Slide, error) { return deck.Parse("2024 2%\n1999", vocabulary(o.Data)) }
	})
	for _, k := range []string{"end", "R", "space", "backspace"} {
		send(m, tea.WindowSizeMsg{Width: 80, Height: 24}, key(k))
		shown, _ := termtest.Grid(m.View().Content, 80, 24)
		if want := map[string]string{"end": "5/5", "R": "1999", "space": "5/5", "backspace": "4/5"}[k]; !strings.Contains(shown, want) {
			t.Errorf("after %s %s is not shown:\n%s", k, want, shown)
		}
	}
}

// presented starts an explorer on a deck of that text, with the first slide on show.
func presented(tb testing.TB, text string) *tui.Model {
	tb.Helper()
	return configured(tb, "", func(o *tui.Options) {
		var err error
		if o.Deck, err = deck.Parse(text, vocabulary(o.Data)); err != nil {
			tb.Fatal(err)
		}
	})
}

// The large figure answers the slide's own question, of whichever kind, with words next to it. If
// no figure answers, the sentence does. A list that is longer than the slide says so.
func TestASlideAnswersItsOwnQuestion(t *testing.T) {
	for _, c := range []struct {
		text, big string
		says      []string
	}{
		{"2024 2%", "17/31", []string{"allies with forces meet 2 %, 2024"}},
		{"2024 2% EST", "3.31", []string{"Estonia, % of GDP, 2024"}},
		{"2024 2% EST POL NOR ESP", "3/4", []string{"of the 4 chosen meet 2 %, 2024", "3 of the 4 chosen met 2 %", "1 Poland", "1–15 of 32 · 1/1"}},
		{"2024 2% nordic", "4/4", []string{"Nordic allies with forces meet 2 %, 2024"}},
		{"2026 1% ISL", "", []string{"Iceland no armed forces"}},
		{"equipment 2026 20% NOR", "17.95e", []string{"31 Norway"}}, // for the last ally the list is scrolled
		{"2026 usd", "1,032,849e", []string{"United States spends most,"}},
		{"2026 usd EST POL", "53,080e", []string{"Poland, the highest of the 2 chosen,"}},
		{"2026 5%", "?", []string{"5 % is not measurable"}},
		{"2026 2% sort:since base:2022", "+2.96", []string{"Estonia, pp, 2022 to 2026e"}},
		{"below 2% 2024", "14/31", []string{"allies with forces below 2 %, 2024"}},
		{"edge 2% 2024", "3/31", []string{"allies with forces on the knife-edge of 2 %, 2024"}},
		{"crossed 2% 2024", "6", []string{"allies crossed 2 % since 2023, 2024"}},
		{"late 3.5%", "14", []string{"allies miss 3.5 % by 2035 at their present pace"}},
		{"trend 2% EST LVA LTU POL", "4/4", []string{"of the 4 chosen meet 2 %, 2026e"}},
		{"trend 2% EST as:index", "268.4e", []string{"Estonia 2026e, 2014 = 100"}},
		{"nordic baltic trend 2%", "7/7", []string{"of their allies with forces meet 2 %, 2026e"}},
		{`trend "Europe and Canada"`, "2.53e", []string{"NATO Europe and Canada, % of GDP, 2026e"}},
		{"compare NOR DNK SWE FIN", "0/4", []string{"of the 4 chosen meet 3.5 %, 2026e"}},
		{"grid 2024", "30/31", []string{"rose, 2014 to 2024"}},
		{"2019 base:2024 sort:since", "+1.22", []string{"Bulgaria, pp, 2019 against 2024"}},
		{"grid 2019 base:2024", "2/28", []string{"stood higher, 2019 against 2024"}},
		{"grid 2024 2% NOR", "2.16", []string{"Norway, % of GDP, 2024"}},
		{"heat 2024 2%", "17/31", []string{"allies with forces meet 2 %, 2024"}},
		{"balance 2024 2%", "16/31", []string{"meet 2 % and 20 % on equipment, 2024"}},
		{"balance 2024 2% NLD", "1/2", []string{"Netherlands, 2024: only 2 % of GDP"}},
		{"balance 2024 2% EST LVA ITA", "2/3", []string{"of the 3 chosen meet 2 % and 20 % on equipment, 2024"}},
		{"path 3.5%", "14/26", []string{"of those below miss 3.5 % by 2035"}},
		{"path 3.5% NOR", "+0.04", []string{"pp a year: Norway to 3.5 % by 2035"}},
		{"path 3.5% NOR ITA FRA POL", "2/3", []string{"of those chosen and below miss 3.5 % by 2035"}},
		{"path ESP=1%", "14/25", []string{"of those below miss their level by their deadline", "miss their level; 6 of 31"}},
		{"path 3.5% POL", "4.68e", []string{"Poland, % of GDP, 2026e"}},
		{"claims", "4/16", []string{"statements hold by the latest figures"}},
		{"sheet NOR", "3.17e", []string{"Norway, % of GDP, 2026e"}},
		{"show nordic 2024", "2.19", []string{"Nordic (4 with forces), % of GDP, 2024"}},
		{"brief NOR", "3.17e", []string{"Norway, % of GDP, 2026e"}},
		{"brief alliance", "5/31", []string{"allies with forces meet 3.5 %, 2026e"}},
		{"count 2%", "30/31", []string{"allies with forces meet 2 %, 2026e"}},
		{"editions count 2024 2%", "17/31", []string{"23 of 31 in 2024-06"}},
		{"editions NOR 2024", "2.16", []string{"Norway, % of GDP, 2024"}},
		{"why NLD 2024", "2.02", []string{"Netherlands, % of GDP, 2024"}},
		{"editions diff 2024-06 2026-07", "", []string{"for 2024, 17 of 31 meet 2 %, previously 23 of 31"}},
		{"sources NOR 2014..2025", "", []string{"SIPRI's share less NATO's, 12 figures"}},
		{"check NOR 2016 1.56%", "", []string{"differs in 2016-07"}},
		{"count both 2024", "16/31", []string{"meet 2 % and 20 % on equipment, 2024", "16 of 31 had both 2 %", "of GDP and 20 % on equipment in 2024."}},
	} {
		m := presented(t, c.text)
		send(m, tea.WindowSizeMsg{Width: 80, Height: 24})
		if big := m.Giant(); big != c.big {
			t.Errorf("%s: %q in giant figures, want %q", c.text, big, c.big)
		}
		shown, _ := termtest.Grid(m.View().Content, 80, 24)
		for _, w := range c.says {
			if !strings.Contains(strings.Join(strings.Fields(shown), " "), w) {
				t.Errorf("%s: no %q:\n%s", c.text, w, shown)
			}
		}
		if keys := regexp.MustCompile(`\bz: |\bspace pins`).FindString(shown); keys != "" {
			t.Errorf("%s: those who watch have no %q:\n%s", c.text, keys, shown)
		}
	}
}

// Each kind of slide is kept as a picture for reviewers, on a light page and on a dark one.
func TestThePicturesOfSlides(t *testing.T) {
	for name, text := range map[string]string{
		"count":  "2024 2% | Who met 2 % in 2024?",
		"chosen": "2024 2% EST POL NOR ESP | Four of them", "money": "2026 usd | Who spends most",
		"trend":   "trend 2% EST LVA LTU POL | The eastern flank",
		"compare": "compare NOR DNK SWE FIN | Side by side", "grid": "grid 2024 2% | All allies as small charts",
		"heat": "heat 2024 2% | Ten years at a glance", "balance": "balance 2024 2% | Both at once",
		"path": "path 3.5% NOR | What it takes by 2035", "claims": "claims | What is said, and what the figures say",
		"sheet": "sheet NOR | One ally", "brief": "brief NOR | A briefing", "changes": "editions diff 2024-06 2026-07 | What changed between the two",
	} {
		m := presented(t, text)
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			fits(t, m, text)
			if lost := m.Lost(); len(lost) > 0 {
				t.Errorf("%s at %v: %q is cut without a sign", text, size, lost)
			}
			var got bytes.Buffer
			if err := svg.Write(&got, m.Canvas(), svg.Options{Title: text, Description: m.Says()}); err != nil {
				t.Fatal(err)
			}
			golden.Picture(t, filepath.Join("testdata", "slides", fmt.Sprintf("%s-%dx%d.svg", name, size[0], size[1])), got.Bytes())
		}
	}
}

// At every common size, each slide of the decks that the program carries is answered, and no
// caption is cut.
func TestTheProgramsOwnDecks(t *testing.T) {
	for _, x := range deck.Examples() {
		text, _ := deck.ExampleText(x.Name)
		var slides []deck.Slide
		m := configured(t, "", func(o *tui.Options) {
			var err error
			if slides, err = deck.Parse(text, vocabulary(o.Data)); err != nil {
				t.Fatal(x.Name, err)
			}
			o.Deck = slides
		})
		for i, slide := range slides {
			for _, size := range [...][2]int{{80, 24}, {120, 40}, {160, 50}} {
				send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, m, fmt.Sprintf("%s, slide %d", x.Name, i+1))
				shown, _ := termtest.Grid(m.View().Content, size[0], size[1])
				if !strings.Contains(strings.Join(strings.Fields(shown), " "), slide.Caption) || slide.Caption == "" {
					t.Errorf("%s, slide %d at %v does not show its caption %q:\n%s", x.Name, i+1, size, slide.Caption, shown)
				}
			}
			if want := fmt.Sprintf("%d/%d", i+1, len(slides)); !strings.Contains(m.View().Content, want) {
				t.Errorf("%s does not come to slide %s", x.Name, want)
			}
			m.Update(key("space"))
		}
	}
}

// A slide starts at the top of its view's own list.
func TestASlideBeginsAtTheTop(t *testing.T) {
	m := presented(t, "2026 3.5%\npath 3.5%")
	send(m, tea.WindowSizeMsg{Width: 80, Height: 24}, key("space"))
	if m.Focus() != "SVN" {
		t.Errorf("the path of %s is at the top, and Slovenia's is the longest", m.Focus())
	}
}

// A slide does not depend on the one before it: it does not keep that one's order.
func TestASlideIsAsItIsAlone(t *testing.T) {
	alone := presented(t, "grid 2% 2024")
	for _, before := range []string{"grid 2% 2014", "grid 2% 2014\nsheet NOR 2014"} {
		m := presented(t, before+"\ngrid 2% 2024")
		send(m, key("end"))
		last := fmt.Sprint(strings.Count(before, "\n") + 2)
		if got := strings.ReplaceAll(m.View().Content, last+"/"+last, "1/1"); got != alone.View().Content {
			t.Errorf("behind %q:\n%s\nalone:\n%s", before, got, alone.View().Content)
		}
	}
}
