package thin_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"

	"allyscope/internal/cell"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/thin"
)

const (
	width  = 30
	height = 8
)

// picture is a screen of random words, changed a little from frame to frame.
type picture struct {
	random *rand.Rand
	screen uv.ScreenBuffer
}

func (p *picture) change() {
	words := []string{"a", "bc", "  ", "──", "⣀⡠", "12.5", "日", "é", "      ", "=========="}
	colours := []string{"", "\x1b[31m", "\x1b[1;94m", "\x1b[7m", "\x1b[4m", "\x1b[48;5;17m", "\x1b[2m"}
	switch n := p.random.IntN(12); n {
	case 0:
		p.screen.Clear()
	case 1, 2: // some lines move up, or down
		from, to := 0, height-1-p.random.IntN(3)
		for y := range to {
			for x := range width {
				if n == 1 {
					p.screen.SetCell(x, from+y, p.screen.CellAt(x, from+y+1))
				} else {
					p.screen.SetCell(x, to-y, p.screen.CellAt(x, to-y-1))
				}
			}
		}
	default:
		for range 1 + p.random.IntN(9) {
			x, y := p.random.IntN(width), p.random.IntN(height)
			text := colours[p.random.IntN(len(colours))] + words[p.random.IntN(len(words))]
			uv.NewStyledString(text).Draw(p.screen, uv.Rect(x, y, min(p.random.IntN(12)+1, width-x), 1))
		}
	}
}

// frame returns a styled text as a frame, cut at the edges.
func frame(text string) thin.Frame {
	screen := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(text).Draw(screen, screen.Bounds())
	return shot(screen)
}

// shot returns the content of a screen as a frame.
func shot(screen uv.ScreenBuffer) thin.Frame {
	return thin.Frame{Cells: func(put func(x, y int, r rune, begins string)) {
		for y, line := range screen.Lines {
			x := 0
			for _, c := range line { // the rest of a wide character has width 0
				begins := ""
				if !c.Style.IsZero() {
					begins = c.Style.String()
				}
				if r, _ := utf8.DecodeRuneInString(c.Content); c.Width > 0 {
					put(x, y, r, begins)
				}
				x += c.Width
			}
		}
	}}
}

// terminal returns an emulated terminal.
func terminal(t testing.TB) *termtest.Terminal {
	term := termtest.NewTerminal(width, height, io.Discard)
	t.Cleanup(func() { _ = term.Close() })
	return term
}

// Whatever was shown before, a frame looks the same as on an empty screen. It takes one write, and
// over a session fewer bytes than whole frames.
func TestAFrameShowsWhatItIs(t *testing.T) {
	for session := range uint64(20) {
		term := terminal(t)
		kind := []string{"xterm-256color", "vt100"}[session%2]
		screen := thin.New(term, kind)
		screen.Resize(width, height)
		p := &picture{rand.New(rand.NewPCG(session, 1)), uv.NewScreenBuffer(width, height)}
		sent, whole := 0, 0
		for frame := range 40 {
			p.change()
			f := shot(p.screen)
			f.Cursor, f.X, f.Y = frame%5 == 4, frame%width, frame%height
			before, writes := term.Bytes(), term.Writes()
			screen.Draw(f)
			if term.Writes() > writes+1 {
				t.Fatalf("session %d, frame %d takes %d writes", session, frame, term.Writes()-writes)
			}
			fresh := terminal(t)
			first := thin.New(fresh, kind)
			first.Resize(width, height)
			first.Draw(f)
			if d := termtest.Differs(term.Cells(), fresh.Cells()); d != "" {
				t.Fatalf("session %d, frame %d: %s\n%s\n%s", session, frame, d, term.Screen(), fresh.Screen())
			}
			sent, whole = sent+term.Bytes()-before, whole+fresh.Bytes()
			if before = term.Bytes(); frame > 0 {
				if screen.Draw(f); term.Bytes() != before {
					t.Fatalf("session %d, frame %d is sent twice", session, frame)
				}
			}
		}
		if 3*sent > 2*whole {
			t.Errorf("session %d: %d bytes, of %d for whole frames", session, sent, whole)
		}
	}
}

// A frame looks the same as when the terminal library renders it.
func TestAFrameIsReadAsItIsWritten(t *testing.T) {
	for session := range uint64(20) {
		p := &picture{rand.New(rand.NewPCG(session, 2)), uv.NewScreenBuffer(width, height)}
		for range 10 {
			p.change()
		}
		content := strings.ReplaceAll(p.screen.Render(), "\r\n", "\n")
		drawn, written := terminal(t), terminal(t)
		screen := thin.New(drawn, "xterm")
		screen.Resize(width, height)
		screen.Draw(shot(p.screen))
		_, _ = io.WriteString(written, "\x1b[?1049h\x1b[?25l"+content)
		if d := termtest.Differs(drawn.Cells(), written.Cells()); d != "" {
			t.Fatalf("session %d: %s\n%s\n%s", session, d, drawn.Screen(), written.Screen())
		}
	}
}

// Lines that have changed their place are moved if the terminal can move lines.
func TestLinesMove(t *testing.T) {
	list := strings.Split("title\nalpha is a long line\nbeta is another one\ngamma is the third\ndelta is one more\nepsilon comes last\nfoot", "\n")
	content := func(order ...int) string {
		var lines []string
		for _, i := range order {
			lines = append(lines, list[i])
		}
		return strings.Join(lines, "\n")
	}
	for kind, most := range map[string]int{"xterm": 45, "vt100": 120} {
		for _, orders := range [][2][]int{{{0, 1, 2, 3, 4, 6}, {0, 2, 3, 4, 5, 6}}, {{0, 2, 3, 4, 5, 6}, {0, 1, 2, 3, 4, 6}}} {
			term := terminal(t)
			screen := thin.New(term, kind)
			screen.Resize(width, height)
			screen.Draw(frame(content(orders[0]...)))
			term.Reset()
			screen.Draw(frame(content(orders[1]...)))
			if got, want := strings.TrimSpace(term.Screen()), content(orders[1]...); got != want {
				t.Errorf("%s: %q, want %q", kind, got, want)
			}
			if n := term.Bytes(); n > most {
				t.Errorf("%s: %d bytes: %q", kind, n, term.Output())
			}
		}
	}
}

// The first frame sets the modes, Leave resets them. Nothing is drawn until Enter, and the
// frame after it is whole.
func TestTheTerminalIsTakenAndGivenBack(t *testing.T) {
	var out bytes.Buffer
	s := thin.New(&out, "xterm")
	f := frame("ab")
	f.Title, f.Mouse = "t", true
	sends := func(want string) {
		t.Helper()
		if out.String() != want {
			t.Errorf("%q, want %q", out.String(), want)
		}
		out.Reset()
	}
	const begun = "\x1b[22;2t\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[>5u\x1b[?u"
	s.Draw(f)
	sends("") // the size is not known
	s.Resize(width, height)
	s.Draw(f)
	sends(begun + "\x1b[?1002h\x1b[?1006h\x1b]2;t\a\x1b[m\x1b[H\x1b[2Jab")
	_, _ = io.WriteString(s, "\x1b]11;?\a")
	sends("\x1b]11;?\a")
	f.Mouse, f.Cursor, f.X = false, true, 1
	s.Draw(f)
	sends("\x1b[?1002l\x1b[?1006l\x1b[1;2H\x1b[?25h")
	f.Cells = frame("cb").Cells
	s.Draw(f)
	sends("\x1b[?25l\rc\x1b[?25h")
	s.Synchronise()
	f.Cells, f.Cursor = frame("cd").Cells, false
	s.Draw(f)
	sends("\x1b[?2026hd\x1b[?25l\x1b[?2026l")
	s.Draw(f)
	sends("")
	s.Leave()
	s.Draw(f)
	sends("\x1b[m\x1b[H\x1b[J" + thin.Ordinary) // erased, since GNU Screen and mosh have no alternate screen
	s.Enter()
	s.Draw(f)
	sends("\x1b[?2026h" + begun + "\x1b]2;t\a\x1b[m\x1b[H\x1b[2Jcd\x1b[?2026l")
}

// A terminal that was not taken over is not restored: the title on its stack would be one that
// another program has saved.
func TestATerminalThatWasNotTakenIsLeftAsItIs(t *testing.T) {
	var out bytes.Buffer
	s := thin.New(&out, "xterm")
	s.Resize(width, height)
	func() {
		defer func() { _ = recover() }()
		s.Draw(thin.Frame{Cells: func(func(int, int, rune, string)) { panic("drawing fails") }})
	}()
	undo := s.Undo()()
	if s.Leave(); out.Len() > 0 || undo != "" {
		t.Errorf("a first frame that failed: %q, and %q to undo it", out.String(), undo)
	}
	s.Enter()
	s.Draw(frame("ab"))
	undo = s.Undo()()
	if s.Leave(); undo != thin.Ordinary || s.Undo()() != "" {
		t.Errorf("%q to undo what is shown, and %q when that was left", undo, s.Undo()())
	}
}

// blocked is a terminal that takes nothing until it is closed.
type blocked struct{ writing, closed chan struct{} }

func (b blocked) Write(p []byte) (int, error) {
	close(b.writing)
	<-b.closed
	return len(p), nil
}

// While the first frame is blocked, the title may not have been saved, and is not restored.
func TestATitleThatWasNotSavedIsNotRestored(t *testing.T) {
	to := blocked{make(chan struct{}), make(chan struct{})}
	s := thin.New(to, "xterm")
	s.Resize(width, height)
	drawn := make(chan struct{})
	go func() {
		s.Draw(frame("ab"))
		close(drawn)
	}()
	<-to.writing
	undo := s.Undo()
	close(to.closed) // as when the output is discarded
	<-drawn
	if got := undo(); got != strings.TrimSuffix(thin.Ordinary, "\x1b]2;\a\x1b[23;2t") {
		t.Errorf("%q to undo a frame that was blocked", got)
	}
	if got := s.Undo()(); got != thin.Ordinary {
		t.Errorf("%q to undo a frame that was taken", got)
	}
}

// FuzzDraw draws any text and never panics.
func FuzzDraw(f *testing.F) {
	f.Add("\x1b[3;4Hab\x1b[K\n\x1b[2@\x1b[38;5;300m\x1b[4:3mé日\n\n", "\x1b[m\tx\x00\xff", 3, -7)
	f.Fuzz(func(_ *testing.T, before, after string, x, y int) {
		s := thin.New(io.Discard, "xterm")
		s.Resize(width, height)
		s.Draw(frame(before))
		f := frame(after)
		f.Title, f.Cursor, f.X, f.Y = before, true, x, y
		s.Draw(f)
	})
}

// Terminals disagree on the width of characters that join others, so a line of them is sent whole.
func TestALineThatMayJoinIsSentWhole(t *testing.T) {
	for _, line := range []string{":aक्षिb", "Жﾞ b", "🇳🇴 b"} {
		var sent bytes.Buffer
		screen := thin.New(&sent, "xterm")
		screen.Resize(width, height)
		drawn := func(text string) string {
			sent.Reset()
			screen.Draw(thin.Frame{Cells: func(put func(x, y int, r rune, begins string)) {
				x := 0
				for _, r := range text {
					put(x, 0, r, "")
					x += max(1, cell.RuneWidth(r))
				}
			}})
			return sent.String()
		}
		drawn(line)
		if got := drawn(line[:len(line)-1] + "c"); !strings.Contains(got, "\x1b[K") || !strings.HasSuffix(got, "c") || len(got) < len(line)-4 {
			t.Errorf("%q is changed by %q", line, got)
		}
	}
}

// Cells beyond the terminal's size, as while it is being made smaller, are dropped.
func TestWhatLiesBeyondTheScreenIsDropped(t *testing.T) {
	var sent bytes.Buffer
	screen := thin.New(&sent, "xterm")
	screen.Resize(2, 1)
	screen.Draw(thin.Frame{Cells: func(put func(x, y int, r rune, begins string)) {
		put(0, 0, 'a', "")
		put(1, 0, '日', "")
		put(2, 0, 'b', "")
		put(0, 1, 'c', "")
	}})
	if !strings.HasSuffix(sent.String(), "\x1b[2Ja") {
		t.Errorf("sent %q", sent.String())
	}
}
