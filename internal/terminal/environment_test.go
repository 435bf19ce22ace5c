package terminal_test

import (
	"strings"
	"testing"

	"allyscope/internal/terminal"
	"allyscope/internal/theme"
)

func TestDetect(t *testing.T) {
	const utf8 = "LANG=en_GB.UTF-8"
	for _, c := range []struct {
		env     string // separated by blanks
		screen  bool
		profile terminal.Profile
		glyphs  terminal.Glyphs
		remote  bool
	}{
		{"TERM=xterm-256color " + utf8, true, terminal.Colour256, terminal.Braille, false},
		{"TERM=xterm-256color COLORTERM=truecolor " + utf8, true, terminal.TrueColour, terminal.Braille, false},
		{"TERM=xterm-256color COLORTERM=24bit " + utf8, true, terminal.TrueColour, terminal.Braille, false},
		{"TERM=xterm-direct " + utf8, true, terminal.TrueColour, terminal.Braille, false},
		// Any value of NO_COLOR turns colour off.
		{"TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1 " + utf8, true, terminal.NoColour, terminal.Braille, false},
		{"TERM=xterm-256color NO_COLOR=0 " + utf8, true, terminal.NoColour, terminal.Braille, false},
		{"TERM=xterm-256color NO_COLOR=false " + utf8, true, terminal.NoColour, terminal.Braille, false},
		{"TERM=xterm-256color NO_COLOR=anything " + utf8, true, terminal.NoColour, terminal.Braille, false},
		{"TERM=xterm-256color NO_COLOR= " + utf8, true, terminal.Colour256, terminal.Braille, false}, // no-color.org: an empty string does not count
		// Locales.
		{"TERM=xterm LANG=C", true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=xterm LANG=POSIX", true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=xterm", true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=xterm LANG=C.UTF-8", true, terminal.Colour16, terminal.Braille, false},
		{"TERM=xterm LANG=de_DE.utf8", true, terminal.Colour16, terminal.Braille, false},
		{"TERM=xterm LANG=de_DE.ISO-8859-1", true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=xterm LC_ALL=C " + utf8, true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=xterm LC_ALL=C.UTF-8 LC_CTYPE=C LANG=C", true, terminal.Colour16, terminal.Braille, false},
		{"TERM=xterm LC_CTYPE=C " + utf8, true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=xterm LC_ALL= LC_CTYPE=C.UTF-8 LANG=C", true, terminal.Colour16, terminal.Braille, false}, // an empty variable counts as unset
		// Consoles with a font of 256 characters.
		{"TERM=linux " + utf8, true, terminal.Colour16, terminal.ASCII, false},
		{"TERM=linux-16color " + utf8, true, terminal.Colour16, terminal.ASCII, false},
		// Terminals without colour or full-screen drawing.
		{"TERM=dumb " + utf8, false, terminal.NoColour, terminal.Braille, false},
		{utf8, false, terminal.NoColour, terminal.Braille, false},
		{"TERM=", false, terminal.NoColour, terminal.ASCII, false},
		{"TERM=vt100 " + utf8, true, terminal.NoColour, terminal.Braille, false},
		{"TERM=vte-256color " + utf8, true, terminal.Colour256, terminal.Braille, false},
		{"TERM=xterm-mono " + utf8, true, terminal.NoColour, terminal.Braille, false},
		// Of repeated variables the last one wins.
		{"TERM=dumb TERM=xterm LANG=C LANG=C.UTF-8", true, terminal.Colour16, terminal.Braille, false},
		{"TERM=xterm SSH_TTY=/dev/pts/3 " + utf8, true, terminal.Colour16, terminal.Braille, true},
		{"TERM=xterm SSH_CONNECTION=1 " + utf8, true, terminal.Colour16, terminal.Braille, true},
		{"NOTERM=xterm XNO_COLOR=1 junk = ==", false, terminal.NoColour, terminal.ASCII, false},
	} {
		e := terminal.Detect(strings.Fields(c.env))
		if e.Screen != c.screen || e.Look.Profile != c.profile || e.Look.Glyphs != c.glyphs || e.Remote != c.remote {
			t.Errorf("%s:\n%+v", c.env, e)
		}
	}
	if e := terminal.Detect(nil); e.Screen || e.Columns != 80 || e.Lines != 24 {
		t.Errorf("nothing said: %+v", e)
	}
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		env          string
		w, h         int
		wantW, wantH int
	}{
		{"", 0, 0, 80, 24},
		{"COLUMNS=132 LINES=50", 0, 0, 132, 50},
		{"COLUMNS=132 LINES=50", 100, 30, 100, 30}, // the terminal's own size comes first
		{"COLUMNS=132 LINES=50", 100, 0, 132, 50},  // half a size counts as none
		{"COLUMNS=-3 LINES=many", 0, 0, 80, 24},
		{"COLUMNS=99999999999999999999 LINES=1001", 0, 0, 80, 24},
		{"COLUMNS=1000 LINES=1", 0, 0, 400, 1},
		{"COLUMNS=132 LINES=1000", 0, 0, 132, 150},
		{"", 65535, 65535, 400, 150},
		{"", 65535, 20, 400, 20},
		{"", 99999, 99999, 400, 150},
		{"", -1, -1, 80, 24},
		{"", 1, 1, 1, 1},
	} {
		w, h := terminal.Detect(strings.Fields(c.env)).Clamp(c.w, c.h)
		if w != c.wantW || h != c.wantH {
			t.Errorf("%q %dx%d: %dx%d, want %dx%d", c.env, c.w, c.h, w, h, c.wantW, c.wantH)
		}
	}
}

func TestLooksCycle(t *testing.T) {
	g, seen := terminal.Braille, map[string]bool{}
	for range 3 {
		seen[g.String()] = true
		g = g.Next()
	}
	if g != terminal.Braille || len(seen) != 3 {
		t.Errorf("glyphs: back at %s after %v", g, seen)
	}
}

// NextTheme goes through the themes on each background in turn, and skips those that the terminal
// has no colours for.
func TestThemesCycle(t *testing.T) {
	for profile, themes := range map[terminal.Profile]int{terminal.Colour16: 4, terminal.Colour256: 5, terminal.TrueColour: 5} {
		first := terminal.Look{Profile: profile}
		l, seen := first, map[string]bool{}
		for range 3 * themes {
			seen[l.Words()] = true
			l = l.NextTheme()
		}
		if l.Words() != first.Words() || len(seen) != 3*themes-2 { // without colour there are no backgrounds
			t.Errorf("%d: back at %s after %d: %v", profile, l.Words(), len(seen), seen)
		}
	}
	if l := (terminal.Look{Profile: terminal.Colour256}).NextTheme(); l.Words() != "terminal, for any background" {
		t.Errorf("after the vivid one: %s", l.Words())
	}
}

func TestBackgrounds(t *testing.T) {
	for env, want := range map[string]theme.Ground{
		"TERM=xterm": theme.Unknown, "TERM=xterm COLORFGBG=15;0": theme.Dark, "TERM=xterm COLORFGBG=0;15": theme.Light,
		"TERM=rxvt COLORFGBG=0;default;15": theme.Light, "TERM=rxvt COLORFGBG=7;default;8": theme.Dark, "TERM=xterm COLORFGBG=0;7": theme.Light,
		"TERM=rxvt COLORFGBG=default;default": theme.Unknown, "TERM=xterm COLORFGBG=0;99": theme.Unknown, "TERM=xterm COLORFGBG=15": theme.Unknown,
		"TERM=linux": theme.Dark, "TERM=linux COLORFGBG=0;15": theme.Light,
	} {
		if got := terminal.Detect(strings.Fields(env)).Look.Ground; got != want {
			t.Errorf("%s: %d, want %d", env, got, want)
		}
	}
}

// Each multiplexer has its own wrapping for sequences to pass on.
func TestClipboardSequences(t *testing.T) {
	long := strings.Repeat("x", 3000)
	for _, c := range []struct{ env, begins, ends string }{
		{"", "\x1b]52;c;", "\x07"},
		{"TMUX=/tmp/tmux-0/default,1,0", "\x1bPtmux;\x1b\x1b]52;c;", "\x07\x1b\\"},
		{"STY=1.pts-0.host", "\x1bP\x1b]52;c;", "\x07\x1b\\"},
	} {
		got := terminal.Detect(strings.Fields(c.env)).Clipboard(long)
		if !strings.HasPrefix(got, c.begins) || !strings.HasSuffix(got, c.ends) {
			t.Errorf("%q: %q … %q", c.env, got[:20], got[len(got)-10:])
		}
		for piece := range strings.SplitSeq(got, "\x1b\\") {
			if strings.HasPrefix(c.env, "STY") && len(piece) > 768 {
				t.Errorf("%d bytes in one piece", len(piece))
			}
		}
	}
}

// Numbers have the decimal comma of the language, except in countries that differ.
func TestDecimalCommaOfLocales(t *testing.T) {
	for locale, want := range map[string]bool{
		"": false, "C.UTF-8": false, "en_GB.UTF-8": false, "de_DE.UTF-8": true, "de.UTF-8": true, "de_CH.UTF-8": false, "es_MX": false, "el_GR": true,
	} {
		if got := terminal.Detect([]string{"LC_ALL=" + locale}).DecimalComma(); got != want {
			t.Errorf("%q: %v, want %v", locale, got, want)
		}
	}
}
