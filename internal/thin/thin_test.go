package thin_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"allyscope/internal/testing/termtest"
	"allyscope/internal/thin"
)

const (
	width  = 30
	height = 8
)

// both are two terminals: one is written to by the terminal library, one through a
// thin writer.
type both struct {
	plain, thinned *termtest.Terminal
	sent, less     int
	through        *thin.Writer
}

func (b *both) Write(p []byte) (int, error) {
	_, _ = b.plain.Write(p)
	before := b.thinned.Bytes()
	_, err := b.through.Write(p)
	b.sent += len(p)
	b.less += b.thinned.Bytes() - before
	return len(p), err
}

func open(t testing.TB) *both {
	b := &both{plain: termtest.NewTerminal(width, height, io.Discard), thinned: termtest.NewTerminal(width, height, io.Discard)}
	b.through = thin.NewWriter(b.thinned)
	b.through.Resize(width, height)
	t.Cleanup(func() { _, _ = b.plain.Close(), b.thinned.Close() })
	return b
}

// picture is a screen of random words, changed a little from frame to frame.
type picture struct {
	random *rand.Rand
	screen uv.ScreenBuffer
}

func (p *picture) change() {
	words := []string{"a", "bc", "  ", "──", "⣀⡠", "12.5", "日", "é", "      ", "=========="}
	colours := []string{"", "\x1b[31m", "\x1b[1;94m", "\x1b[7m", "\x1b[4m", "\x1b[48;5;17m", "\x1b[2m"}
	switch p.random.IntN(12) {
	case 0:
		p.screen.Clear()
	case 1: // the lines move up
		for y := range height - 1 {
			for x := range width {
				p.screen.SetCell(x, y, p.screen.CellAt(x, y+1))
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

// What is sent in other bytes shows the same, and is never more.
func TestTheScreenIsTheSame(t *testing.T) {
	for session := range uint64(60) {
		b := open(t)
		p := &picture{rand.New(rand.NewPCG(session, 1)), uv.NewScreenBuffer(width, height)}
		out := uv.NewTerminalRenderer(b, []string{"TERM=xterm-256color"})
		out.SetColorProfile(colorprofile.TrueColor)
		out.SetFullscreen(true)
		out.SetScrollOptim(true)
		out.SetMapNewline(true)
		out.EnterAltScreen()
		for frame := range 40 {
			p.change()
			if frame%17 == 16 {
				out.Erase()
			}
			out.Render(p.screen.RenderBuffer)
			if err := out.Flush(); err != nil {
				t.Fatal(err)
			}
			if d := termtest.Differs(b.thinned.Cells(), b.plain.Cells()); d != "" {
				t.Fatalf("session %d, frame %d: %s\n%s\n%s", session, frame, d, b.thinned.Screen(), b.plain.Screen())
			}
		}
		if b.less > b.sent {
			t.Errorf("session %d: %d bytes are made %d", session, b.sent, b.less)
		}
		if session == 0 {
			t.Logf("%d bytes are made %d", b.sent, b.less)
		}
	}
}

// What is no drawing passes, in its place; a cursor that is shown is where it was put;
// outside of the other screen all passes.
func TestWhatPasses(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain\r\n\x1b[5Ctext", "plain\r\n\x1b[5Ctext"},
		{"\x1b[?1049h\x1b[?25l\x1b]2;title\x07\x1b[2;3Ha", "\x1b[?1049h\x1b[m\x1b[?25l\x1b]2;title\x07\x1b[2;3Ha"},
		{"\x1b[?1049h\x1b[3;1Hab\x1b[1;5H\x1b[?25h", "\x1b[?1049h\x1b[m\x1b[3;1Hab\x1b[1;5H\x1b[?25h"},
		{"\x1b[?1049h\x1b[1;1Hab\x1b[?1049lc", "\x1b[?1049h\x1b[m\x1b[Hab\x1b[?1049lc"},
		{"\x1b[?1049h\x1b[1;1Hab\x1b[?2026$p", "\x1b[?1049h\x1b[m\x1b[Hab\x1b[?2026$p"},
	} {
		var out bytes.Buffer
		w := thin.NewWriter(&out)
		w.Resize(width, height)
		if n, err := w.Write([]byte(c.in)); n != len(c.in) || err != nil {
			t.Errorf("%q: %d, %v", c.in, n, err)
		}
		if out.String() != c.want {
			t.Errorf("%q is sent as\n%q, want\n%q", c.in, out.String(), c.want)
		}
	}
}

// FuzzWriter writes anything: it never panics, and what has no sequence of the screen
// in it passes.
func FuzzWriter(f *testing.F) {
	f.Add("\x1b[?1049h\x1b[3;4Hab\x1b[K\x1b[2@\x1b[3P\x1b[L\x1b[M\x1b[2J\x1b[5b\x1b[7X\x1b[3;5r\n\n\x1bM")
	f.Fuzz(func(_ *testing.T, text string) {
		w := thin.NewWriter(io.Discard)
		w.Resize(width, height)
		_, _ = w.Write([]byte(text))
	})
}
