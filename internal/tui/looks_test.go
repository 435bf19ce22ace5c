package tui_test

import (
	"image/color"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
)

// keysOfATour visits every view once.
func keysOfATour() []string {
	return strings.Fields("left down space s S t m m v u o ? down esc : e q tab esc / n enter esc T 3 enter p p tab tab enter esc z z y esc b F")
}

// colours matches every style sequence with a colour, of the palette or beyond.
func colours(output string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`\x1b\[([0-9;:]*)m`).FindAllStringSubmatch(output, -1) {
		for _, p := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ';' }) {
			if len(p) > 1 && strings.ContainsRune("349", rune(p[0])) && p != "39" && p != "49" || strings.HasPrefix(p, "10") {
				out = append(out, m[0])
			}
		}
	}
	return out
}

func TestNoColourMeansNoColour(t *testing.T) {
	for _, more := range []string{"NO_COLOR=1", "NO_COLOR=0 COLORTERM=truecolor", "NO_COLOR=false SSH_TTY=/dev/pts/1", "NO_COLOR=anything"} {
		sit(t, "2024 2% NOR", local+" "+more, 120, 40, func(u *user) {
			u.Press(keysOfATour()...)
			if c := colours(u.Output()); len(c) > 0 {
				t.Errorf("%s: %q", more, c[0])
			}
			u.sees("●", "○")
		})
	}
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		if len(colours(u.Output())) == 0 {
			t.Error("a terminal with colours gets none")
		}
	})
}

func TestATerminalWithoutColours(t *testing.T) {
	for _, term := range []string{"vt100", "vt220", "xterm-mono"} {
		sit(t, "2024 2%", "LANG=en_US.UTF-8 NO_COLOR= TERM="+term, 80, 24, func(u *user) {
			u.sees("Ranking", "●")
			if c := colours(u.Output()); len(c) > 0 {
				t.Errorf("%s: %q", term, c[0])
			}
		})
	}
}

func TestALocaleWithoutUnicodeGetsSevenBits(t *testing.T) {
	questions := []string{"2024 2%", "source:sipri 2% TUR", "5%", "usd"}
	for n, env := range []string{ascii, bare, "TERM=linux LANG=en_US.UTF-8", "TERM=xterm-256color", "TERM=xterm LC_ALL=POSIX LANG=en_US.UTF-8", ascii + " SSH_TTY=/dev/pts/1"} {
		for _, text := range questions[n%4 : n%4+1] {
			sit(t, text, env, 120, 40, func(u *user) {
				u.Press(keysOfATour()...)
				for i, b := range []byte(u.Output()) {
					if b >= 0x80 {
						out := u.Output()
						t.Fatalf("%s, %q: byte %#x in %q", env, text, b, out[max(0, i-40):min(len(out), i+40)])
					}
				}
			})
		}
	}
}

// A seven-bit terminal shows the same marks with other characters.
func TestSevenBitsSayTheSame(t *testing.T) {
	sit(t, "2024 2% TUR", bare, 80, 24, func(u *user) {
		u.sees("Turkiye", "* 2.08", "~ 2.00", "o 1.", "meet 2 %", ".= on the way to 2 %")
		u.Press("up", "down")
		u.Advance(settled)
		u.sees("<> year")
		u.misses("?urkiye", "T?rkiye")
	})
}

// After another program has written over the screen, ctrl+l sends all of it again, even while a
// line is open or on a page.
func TestDrawingAnew(t *testing.T) {
	for _, keys := range []string{"", ": N O", "?"} {
		sit(t, "2024 2%", local, 80, 24, func(u *user) {
			u.Press(strings.Fields(keys)...)
			before := u.Screen()
			_, _ = u.Write([]byte("\x1b[H\x1b[2Jsomebody was here"))
			u.Press("ctrl+l")
			u.is("the screen", u.Screen(), before)
		})
	}
}

// A size of zero is replaced by another one, and drawn once.
func TestASizeThatSaysNothing(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		env           string
		width, height int
	}{{local, 80, 24}, {local + " COLUMNS=132 LINES=43", 132, 43}, {local + " COLUMNS=0 LINES=-3", 80, 24}, {local + " COLUMNS=x LINES=100000000", 80, 24}} {
		m := explorer(t, ds, "", c.env)
		check := func(when string) {
			t.Helper()
			if w, h := m.Size(); w != c.width || h != c.height {
				t.Errorf("%s, %s: %dx%d, want %dx%d", c.env, when, w, h, c.width, c.height)
			}
			fits(t, m, when)
		}
		check("before any size")
		send(m, tea.WindowSizeMsg{})
		check("0x0")
		send(m, tea.WindowSizeMsg{Width: 100, Height: 30}, tea.WindowSizeMsg{Width: 0, Height: 30})
		check("0x30")
	}
	m := explorer(t, ds, "", local)
	send(m, tea.WindowSizeMsg{Width: 1 << 20, Height: 1 << 20})
	if w, h := m.Size(); w > 400 || h > 150 {
		t.Errorf("%dx%d is drawn", w, h)
	}
	fits(t, m, "an absurd size")
}

func TestALightBackgroundChangesTheLook(t *testing.T) {
	ds := frozen.Data(t)
	for _, env := range []string{tmux, tmux + " COLORTERM=truecolor", remote, sixteen} {
		m := explorer(t, ds, "2024 2%", env)
		unknown := m.View().Content
		send(m, tea.BackgroundColorMsg{Color: color.Black})
		dark := m.View().Content
		if dark == unknown {
			t.Errorf("%s: the colours on black are those on any background", env)
		}
		send(m, tea.BackgroundColorMsg{Color: color.White})
		light := m.View().Content
		if dark == light {
			t.Errorf("%s: the accents are the same on black and on white", env)
		}
		darkText, _ := termtest.Grid(dark, 80, 24)
		lightText, _ := termtest.Grid(light, 80, 24)
		if darkText != lightText {
			t.Error("the background changes what is said")
		}
		send(m, tea.BackgroundColorMsg{Color: color.Black})
		if m.View().Content != dark {
			t.Error("it does not come back")
		}
	}
}

// The background that the reader sets comes before the one that the terminal reports. Keys can set
// it too.
func TestTheReaderKnowsTheBackgroundBetter(t *testing.T) {
	m := explorer(t, frozen.Data(t), "2024 2%", tmux)
	send(m, key("c"), key("c"), key("c"), key("c"), key("c"))
	if text, _ := termtest.Grid(m.View().Content, 80, 24); !strings.Contains(text, "theme: vivid, for a light background") {
		t.Errorf("after the last theme:\n%s", text)
	}
	send(m, key("down"), key("up"))
	light := m.View().Content
	send(m, tea.BackgroundColorMsg{Color: color.Black})
	if m.View().Content != light {
		t.Error("what the terminal says goes before what the reader said")
	}
}

func TestThemesAndGlyphsGoRound(t *testing.T) {
	sit(t, "2024 2%", tmux, 120, 40, func(u *user) {
		first := u.Cells()
		for _, ground := range []string{"", ", for any background", ", for a light background"} {
			for _, theme := range []string{"terminal", "contrast", "lean", "mono"} {
				u.Press("c")
				u.says(strings.TrimSuffix("theme: "+theme+ground, map[bool]string{true: ground}[theme == "mono"]))
				u.sees("Poland", "17 of 31 meet 2 %")
			}
			u.Press("c")
			u.says("theme: vivid, for a") // the next background
		}
		u.Press("up")
		if d := termtest.Differs(u.Cells(), first); d != "" {
			t.Errorf("the last theme is not the first again: %s", d)
		}
		u.Press("a")
		u.says("glyphs: blocks")
		u.misses("⣀", "⠉")
		u.Press("a")
		u.says("glyphs: ascii")
		u.misses("●", "▁")
		u.Press("a")
		u.says("glyphs: braille")
	})
}

// A terminal of sixteen colours has no vivid theme to show.
func TestAThemeThatWouldShowNothingIsPassedOver(t *testing.T) {
	sit(t, "2024 2%", sixteen, 120, 40, func(u *user) {
		u.Press("c")
		u.says("theme: contrast")
	})
}

// A terminal without colours is not asked any questions.
func TestNothingIsAskedWithoutColours(t *testing.T) {
	sit(t, "", plain, 80, 24, func(u *user) {
		for _, question := range []string{"\x1b]11;?", "\x1bP+q5247", "\x1bP+q5463"} {
			if strings.Contains(u.Output(), question) {
				t.Errorf("the terminal is asked %q", question)
			}
		}
	})
	sit(t, "", local, 80, 24, func(u *user) {
		if !strings.Contains(u.Output(), "\x1b]11;?") {
			t.Error("the background is not asked for")
		}
	})
}
