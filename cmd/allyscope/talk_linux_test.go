package main

import (
	"strings"
	"syscall"
	"testing"

	"allyscope/internal/testing/ptytest"
)

// A conversation at a terminal reads single keys, writes only text, and restores the terminal
// however it ends.
func TestAConversationAtATerminal(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(x *ptytest.Terminal, p *ptytest.Process)
		code int
	}{
		{"q", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("q") }, 0},
		{"ctrl+c", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("\x03") }, 0},
		{"ctrl+c while one types", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("/x\x03") }, 0},
		{"SIGTERM", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGTERM) }, 143},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := ptytest.New(t, 80, 24)
			before := x.Modes()
			p := x.Start(program(t, "--plain", "2024", "2%", "edition:2025-08"), true)
			at := x.WaitFor("1 Poland: 3.79 % of GDP (estimate), meets 2 %", 0)
			x.Type("j")
			at = x.WaitFor("2 Estonia: ", at)
			x.Type("\x1b[C") // right
			at = x.WaitFor("Now: 2025", at)
			x.Type(":201x\x7f9\r")
			at = x.WaitFor(":201x\b \b9\r\nNow: 2019\r\n", at)
			x.Type("/lat\r")
			at = x.WaitFor("filter lat\r\n", at)
			x.Type("\x1b")
			x.WaitFor("No longer: filter:lat", at)
			c.end(x, p)
			ends(t, p, c.code)
			sameModes(t, x, before)
			if out := x.Output(); strings.Contains(out, "\x1b") {
				t.Errorf("a control sequence is written: %q", out)
			}
		})
	}
}

// On a dumb terminal and over a pipe, a conversation reads lines.
func TestAConversationInLines(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	c := program(t, "--plain", "edition:2025-08")
	c.Env = append(c.Env, "TERM=dumb")
	p := x.Start(c, true)
	at := x.WaitFor("> ", x.WaitFor("1 Poland: ", 0))
	x.Type("2024 2%\n")
	at = x.WaitFor("> ", x.WaitFor("Now: 2024 2%", at))
	x.Type("next ally\n")
	at = x.WaitFor("> ", x.WaitFor("2 Estonia: ", at))
	x.Type("\x04") // the end of the input
	ends(t, p, 0)
	if out := x.Output(); strings.Contains(out, "\x1b") {
		t.Errorf("a control sequence is written: %q", out)
	}
	sh := x.Start(shell(t, `printf '2024 2%%\nnext ally\nq\n' | $SELF --plain edition:2025-08 | cat`), false)
	sh.Wait()
	x.WaitFor("2 Estonia: ", x.WaitFor("Now: 2024 2%", at))
}

// A conversation can be stopped as a job and continued.
func TestAConversationAsAJob(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	p := atPrompt(t, x)
	x.Type("sh -c 'exec $SELF --plain 2024 2%'\n")
	at := x.WaitFor("1 Poland: ", 0)
	x.Type("\x1a")
	at = x.WaitFor("ready> ", x.WaitFor("Stopped", at))
	x.Type("fg\n")
	at = x.WaitFor("exec $SELF", at)
	x.Type("j")
	at = x.WaitFor("2 Estonia: ", at)
	x.Type("q")
	x.WaitFor("ready> ", at)
	x.Type("exit\n")
	p.Wait()
	if out := x.Output(); strings.Contains(out, "\x1b") {
		t.Errorf("a control sequence is written: %q", out)
	}
}
