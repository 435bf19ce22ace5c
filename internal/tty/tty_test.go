package tty_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"allyscope/internal/tty"
)

// at returns the typing end of a terminal that takes all output, and the line to it.
func at(t *testing.T) (typed *io.PipeWriter, line *tty.Line) {
	t.Helper()
	return sent(t, func(io.Writer) io.Writer { return io.Discard })
}

// sent returns the typing end of a terminal and the line to it, which writes to the result of to.
func sent(t *testing.T, to func(typed io.Writer) io.Writer) (typed *io.PipeWriter, line *tty.Line) {
	t.Helper()
	from, typed := io.Pipe()
	line = tty.NewLine(from, to(typed), time.Second)
	t.Cleanup(func() {
		line.Close()
		_ = typed.Close()
	})
	return typed, line
}

// write types a text in one write.
func write(t *testing.T, to io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(to, text); err != nil {
		t.Fatal(err)
	}
}

func interrupted(i *tty.Line) bool {
	synctest.Wait()
	select {
	case <-i.Interrupted():
		return true
	default:
		return false
	}
}

func TestKeysArriveAsTheyWereTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		typed, line := at(t)
		const text = "j\x1b[B\x1b[200~a\x03b\x1b[201~\x1b]11;rgb:0/0/0\x07ü"
		write(t, typed, text)
		got := make([]byte, len(text))
		if _, err := io.ReadFull(line, got); err != nil || string(got) != text {
			t.Errorf("%q, %v", got, err)
		}
	})
}

// ctrl+c is recognised in every encoding, even while the program does not read.
func TestCtrlCIsHeard(t *testing.T) {
	flood := strings.Repeat("\x1b[<35;10;10M", 400_000)
	for _, c := range []struct {
		name  string
		typed []string
		want  bool
	}{
		{"plain", []string{"\x03"}, true},
		{"Kitty", []string{"\x1b[99;5u"}, true},
		{"Kitty, with locks", []string{"\x1b[99;197u"}, true},
		{"Kitty, on a Cyrillic keyboard", []string{"\x1b[1089::99;5u"}, true},
		{"Kitty, the key in the place of c on a Latin keyboard of another order", []string{"\x1b[106::99;5u"}, false},
		{"Kitty, released", []string{"\x1b[99;5:3u"}, false},
		{"xterm", []string{"\x1b[27;5;99~"}, true},
		{"in pieces", []string{"\x1b[9", "9;5", "u"}, true},
		{"another key", []string{"c\x1b[99;3u\x1b[100;5u\x1b[27;5;100~"}, false},
		{"among what is pasted", []string{"\x1b[200~a\x03b"}, false},
		{"after the end of a paste got lost", []string{"\x1b[200~ab", "\x03"}, true},
		{"behind a flood of mouse events", []string{flood, "\x03"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				typed, line := at(t)
				for _, text := range c.typed {
					write(t, typed, text)
				}
				if got := interrupted(line); got != c.want {
					t.Errorf("heard: %v", got)
				}
			})
		})
	}
}

// Input that the program has not read is kept up to a limit; the end of a paste is kept in any
// case.
func TestTypedAheadIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		typed, line := at(t)
		write(t, typed, "k")
		synctest.Wait() // the program has this one; all others are queued
		write(t, typed, strings.Repeat("k", 1<<17)+"\x1b[200~"+strings.Repeat("x", 4<<20))
		write(t, typed, "\x1b[201~")
		write(t, typed, "more")
		synctest.Wait() // a write returns once it is read, which may be before it is dropped
		got := make(chan []byte)
		go func() {
			var b bytes.Buffer
			_, _ = io.Copy(&b, line)
			got <- b.Bytes()
		}()
		synctest.Wait()
		write(t, typed, "q")
		synctest.Wait()
		line.Close()
		all := <-got
		if len(all) > 2<<20 || !bytes.HasSuffix(all, []byte("\x1b[201~q")) {
			t.Errorf("%d bytes, the last: %q", len(all), all[max(0, len(all)-20):])
		}
	})
}

// Of a paste that is too long the program gets just enough to notice that, and everything after it.
func TestAPasteIsBounded(t *testing.T) {
	for _, size := range []int{100, tty.MaxPaste, tty.MaxPaste + 1, 5 << 20} {
		synctest.Test(t, func(t *testing.T) {
			typed, line := at(t)
			write(t, typed, "a\x1b[200~")
			synctest.Wait() // the program does not read yet
			write(t, typed, strings.Repeat("x", size)+"\x1b[2")
			write(t, typed, "01~b\x1b[200~y\x1b[201~c")
			synctest.Wait()
			want := "a\x1b[200~" + strings.Repeat("x", min(size, tty.MaxPaste+1)) + "\x1b[201~b\x1b[200~y\x1b[201~c"
			if all := taken(line, typed); all != want {
				t.Errorf("%d bytes: %d come, want %d; the last: %q", size, len(all), len(want), all[max(0, len(all)-40):])
			}
		})
	}
}

// taken returns all that the program reads until the terminal is lost.
func taken(line *tty.Line, typed io.Closer) string {
	got := make(chan string)
	go func() {
		var b strings.Builder
		_, _ = io.Copy(&b, line)
		got <- b.String()
	}()
	synctest.Wait()
	line.Close()
	_ = typed.Close()
	return <-got
}

// The limit cannot be evaded: a start mark within a paste does not start another, and a sequence
// that never ends is cut as well.
func TestNoPasteGoesRoundItsBound(t *testing.T) {
	const n = 3 * tty.MaxPaste
	for name, pasted := range map[string]string{
		"begun again":              strings.Repeat("\x1b[200~x", n/7),
		"a sequence without end":   "\x1b[" + strings.Repeat("1", n),
		"letters behind an escape": strings.Repeat("\x1bя", n/3),
	} {
		synctest.Test(t, func(t *testing.T) {
			typed, line := at(t)
			write(t, typed, "\x1b[200~"+pasted+"\x1b[201~c")
			synctest.Wait()
			if all := taken(line, typed); len(all) > tty.MaxPaste+100 || !strings.HasSuffix(all, "\x1b[201~c") {
				t.Errorf("%s: %d bytes come, the last: %q", name, len(all), all[max(0, len(all)-40):])
			}
		})
	}
}

// Answers that arrive after the program has left are kept from the shell, until the terminal has
// answered the last question or the time is up.
func TestLateAnswersAreTakenIn(t *testing.T) {
	const reply = "\x1b[?2026;2$y"
	for _, c := range []struct {
		name   string
		before time.Duration // the length of the session
		heard  bool          // the terminal has answered during the session
		after  time.Duration // the delay of the answer; 0: no answer
		want   time.Duration // that leaving takes
		asks   bool
	}{
		{"at once over a long line", 0, false, 400 * time.Millisecond, 400 * time.Millisecond, true},
		{"soon over a long line", 900 * time.Millisecond, false, 950 * time.Millisecond, 950 * time.Millisecond, true},
		{"later", time.Minute, true, 50 * time.Millisecond, 50 * time.Millisecond, true},
		{"at once from a silent terminal", 300 * time.Millisecond, false, 0, 700 * time.Millisecond, true},
		{"later from a silent terminal", time.Minute, false, 0, 0, false},
		{"a terminal that has fallen silent", time.Minute, true, 0, 2 * time.Second, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked bytes.Buffer
				typed, line := sent(t, func(io.Writer) io.Writer { return &asked })
				go func() { _, _ = io.Copy(io.Discard, line) }()
				write(t, line, "\x1b[?2026$p")
				if c.heard {
					write(t, typed, reply)
				} else if c.after > 0 {
					time.AfterFunc(c.after, func() { _, _ = io.WriteString(typed, reply) })
				}
				<-time.After(c.before)
				begun := time.Now()
				if c.after > 0 {
					time.AfterFunc(c.after, func() { _, _ = io.WriteString(typed, "\x1b[?62;22c") })
				}
				line.Drain()
				if took := time.Since(begun); took != c.want {
					t.Errorf("it takes %v, want %v", took, c.want)
				}
				if asks := strings.HasSuffix(asked.String(), "\x1b[c"); asks != c.asks {
					t.Errorf("asked: %q", asked.String())
				}
			})
		})
	}
}

// Text of a conversation may look like a part of a question.
func TestTextIsNoQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		_, line := sent(t, func(io.Writer) io.Writer { return &said })
		write(t, line, "us$per")
		if line.Drain(); said.String() != "us$per" {
			t.Errorf("%q", said.String())
		}
	})
}

// A multiplexer answers by itself at once, but passes on questions about colours.
func TestColoursAreAnsweredBehindAMultiplexer(t *testing.T) {
	for _, c := range []struct {
		name  string
		asked int
		after time.Duration // the delay of the colour; 0: no answer
		want  time.Duration
	}{
		{"answered", 1, 300 * time.Millisecond, 300 * time.Millisecond},
		{"not asked", 0, 300 * time.Millisecond, 0},
		{"never answered", 1, 0, time.Second},
		{"answered twice", 2, 300 * time.Millisecond, 300 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				typed, line := sent(t, func(typed io.Writer) io.Writer { return answering{typed} })
				go func() { _, _ = io.Copy(io.Discard, line) }()
				write(t, line, "\x1b[?2026$p"+strings.Repeat("\x1b]11;?\a", c.asked))
				begun := time.Now()
				if c.after > 0 {
					for range c.asked {
						time.AfterFunc(c.after, func() { _, _ = io.WriteString(typed, "\x1b]11;rgb:0/0/0\x1b\\") })
					}
				}
				line.Drain()
				if took := time.Since(begun); took != c.want {
					t.Errorf("it takes %v, want %v", took, c.want)
				}
				synctest.Wait()
			})
		})
	}
}

// The rest of an answer would be typed into the shell.
func TestAColourIsAwaitedToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		typed, line := sent(t, func(typed io.Writer) io.Writer { return answering{typed} })
		go func() { _, _ = io.Copy(io.Discard, line) }()
		write(t, line, "\x1b[?2026$p\x1b]11;?\a")
		for i, part := range []string{"\x1b]11;rgb:0/0/0", "\x1b", "\\"} {
			time.AfterFunc(time.Duration(i+1)*100*time.Millisecond, func() { _, _ = io.WriteString(typed, part) })
		}
		begun := time.Now()
		if line.Drain(); time.Since(begun) != 300*time.Millisecond {
			t.Errorf("it takes %v", time.Since(begun))
		}
		synctest.Wait()
	})
}

// answering is a multiplexer that identifies itself at once.
type answering struct{ typed io.Writer }

func (a answering) Write(p []byte) (int, error) {
	_, err := io.WriteString(a.typed, "\x1b[?2026;2$y\x1b[?1;2c")
	return len(p), err
}

func TestATerminalThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		typed, line := at(t)
		_ = typed.CloseWithError(errors.New("input/output error"))
		<-line.Gone()
	})
	_, line := sent(t, func(io.Writer) io.Writer { return broken{} })
	if _, err := line.Write([]byte("x")); err == nil {
		t.Error("nothing is wrong")
	}
	<-line.Gone()
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("input/output error") }

// Output goes to the terminal unchanged until the line is abandoned.
func TestALineIsAbandoned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // with a fake clock: on a busy machine the last write could be late
		var shown bytes.Buffer
		_, line := sent(t, func(io.Writer) io.Writer { return &shown })
		text := "a\x1b[>1ubc\x1b[4m"
		if n, err := line.Write([]byte(text)); n != len(text) || err != nil {
			t.Errorf("%d, %v", n, err)
		}
		if got := shown.String(); got != text {
			t.Errorf("%q", got)
		}
		line.Abandon(func() string {
			_, _ = line.Write([]byte("more"))
			return "last"
		})
		_, _ = line.Write([]byte("more"))
		if got := shown.String(); got != text+"last" {
			t.Errorf("%q", got)
		}
	})
}
