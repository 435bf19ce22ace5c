package tui_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"allyscope/internal/follow"
	"allyscope/internal/query"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
)

// The number of sessions of the walk, and the first of them, which is the same each time unless
// -session sets another. A walk of an hour, with random sessions, is go test ./internal/tui -run
// TestWalk -walk 1h -session 0 -timeout 0. By default the number is fixed, and not the time, so
// that the result does not depend on the machine.
var (
	walkMost = flag.Uint64("sessions", 4, "how many sessions the random walk has at least")
	walkFor  = flag.Duration("walk", 0, "how long it takes at least")
	walkFrom = flag.Uint64("session", 1, "its first session; 0: any")
)

// stepsOfASession keeps the log of a failing session short enough to read.
const stepsOfASession = 150

// sessions walks the requested number of sessions.
func sessions(t *testing.T, walk func(session uint64)) {
	t.Helper()
	begun, first := time.Now(), *walkFrom
	if first == 0 {
		first = rand.Uint64()
	}
	n := uint64(0)
	for ; !t.Failed() && (n < *walkMost || time.Since(begun) < *walkFor); n++ {
		walk(first + n)
	}
	t.Logf("%d sessions of %d steps", n, stepsOfASession)
}

// After any step of any session, at any size and in any look, the terminal shows what the explorer
// has drawn.
func TestWalk(t *testing.T) {
	sessions(t, func(session uint64) { walk(t, session) })
}

// walker is a user who takes random actions.
type walker struct {
	*user

	random *rand.Rand
	keys   []string
	vocab  *query.Vocabulary
	w, h   int
	did    []string
	bus    follow.Memory
	leads  *follow.Presenter   // the presenter that the session follows, or nil
	shared []*follow.Presenter // the presentations that the session has started
	ends   []func()
}

// walk is one session.
func walk(t *testing.T, session uint64) {
	t.Helper()
	x := &walker{random: rand.New(rand.NewPCG(session, 0)), keys: walkable()}
	env := one(x, local, remote, vivid, plain, ascii, bare, remote+" LANG=C", vivid+" SSH_TTY=/dev/pts/1")
	x.w, x.h = 1+x.random.IntN(130), 1+x.random.IntN(45)
	x.did = []string{fmt.Sprintf("%s %dx%d", env, x.w, x.h)}
	defer func() { // also after t.Fatal
		if t.Failed() {
			t.Logf("after %q\ngo test ./internal/tui -run TestWalk -sessions 1 -session %d", x.did, session)
		}
	}()
	run(t, env, x.w, x.h, func() *tui.Model { return x.begin(t, env) }, func(u *user) {
		x.user = u
		defer func() {
			for _, end := range x.ends {
				end()
			}
		}()
		x.look()
		for range stepsOfASession {
			x.step()
			if x.look(); t.Failed() {
				return
			}
		}
	})
}

// Anything typed in a conversation is answered in lines of text without control characters.
func TestTalkingWalk(t *testing.T) {
	sessions(t, func(session uint64) {
		synctest.Test(t, func(t *testing.T) {
			x := &walker{random: rand.New(rand.NewPCG(session, 1)), keys: walkable()}
			defer func() {
				if r := recover(); r != nil || t.Failed() {
					t.Errorf("after %q\ngo test ./internal/tui -run TestTalkingWalk -sessions 1 -session %d\n%v\n%s", x.did, session, r, debug.Stack())
				}
				for _, end := range x.ends {
					end()
				}
			}()
			x.talk(t)
		})
	})
}

// talk is one conversation.
func (x *walker) talk(t *testing.T) {
	o := x.options(t, plain)
	o.Plain = true
	for range stepsOfASession {
		line := one(x, one(x, x.keys...), x.says(), one(x, pasted()...), one(x, "y", "w", "T", "V", ":", "/", "a.csv", "2 %", "l", "esc", ""))
		x.did = append(x.did, strings.ReplaceAll(line, "\n", " "))
	}
	var said bytes.Buffer
	if err := tui.Run(t.Context(), o, tui.Streams{In: &typist{x.did[len(x.did)-stepsOfASession:], &bytes.Buffer{}}, Out: &said}); err != nil {
		t.Error(err)
	}
	if at := bytes.IndexFunc(said.Bytes(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) }); at >= 0 {
		t.Errorf("a control character: %q", said.Bytes()[max(0, at-100):min(at+100, said.Len())])
	}
}

// walkable returns the keys of a walk, which are those that do not quit.
func walkable() []string {
	var out []string
	for _, k := range typeable() {
		if _, err := termtest.Keys(k); err == nil && k != "q" && k != "ctrl+c" && k != "ctrl+z" {
			out = append(out, k)
		}
	}
	return out
}

// step takes a random action.
func (x *walker) step() {
	at := x.anywhere
	var did string
	switch n := x.random.IntN(100); {
	case n < 50:
		did = one(x, x.keys...)
		x.Press(did)
	case n < 70:
		did = x.opens()
	case n < 75:
		did = x.resize()
	case n < 78:
		did = x.others()
	case n < 82:
		a, b := at()
		did = fmt.Sprintf("click %d,%d", a, b)
		x.Click(a, b)
	case n < 84:
		a, b := at()
		c, d := at()
		did = fmt.Sprintf("drag %d,%d %d,%d", a, b, c, d)
		x.Drag(a, b, c, d)
	case n < 87:
		a, b := at()
		did = fmt.Sprintf("wheel %d,%d", a, b)
		x.Wheel(a, b, 1-2*x.random.IntN(2))
	case n < 90:
		text := one(x, pasted()...)
		did = fmt.Sprintf("paste %q", text)
		text = strings.ReplaceAll(text, "🇳🇴", "") // the emulator may give it two or three cells
		x.Type("\x1b[200~" + text + "\x1b[201~")
		x.Idle()
	case n < 93:
		did = strings.Repeat("right ", 3)
		x.Type("\x1b[C\x1b[C\x1b[C")
		x.Idle()
	default:
		did = "settle"
		x.Advance(settled)
	}
	x.did = append(x.did, did)
}

// anywhere returns a random cell, usually one that is not empty.
func (x *walker) anywhere() (column, line int) {
	lines := strings.Split(x.Screen(), "\n")
	for range 10 {
		column, line = x.random.IntN(x.w), x.random.IntN(x.h)
		if line >= len(lines) {
			continue
		}
		if runes := []rune(lines[line]); column < len(runes) && runes[column] != ' ' {
			break
		}
	}
	return column, line
}

// look fails if the screen is not what was drawn. While years are played, a frame may have been
// drawn but not sent yet.
func (x *walker) look() {
	x.t.Helper()
	if err := x.model.Sound(); err != nil {
		x.t.Error(err)
	}
	const frame = 20 * time.Millisecond
	d := ""
	for range 3 {
		want := termtest.Drawn(x.model.View().Content, x.w, x.h)
		if d = termtest.Differs(x.Cells(), want); d == "" {
			return
		}
		x.Advance(frame)
	}
	x.t.Error(d)
}
