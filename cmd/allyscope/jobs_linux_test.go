package main

import (
	"strconv"
	"strings"
	"syscall"
	"testing"

	"allyscope/internal/testing/ptytest"
)

// Without a shell to continue it, a stopped explorer would stay stopped: it refuses to stop.
func TestNothingStopsWhereNoShellWaits(t *testing.T) {
	for _, text := range []string{"exec $SELF", "$SELF; exit $?"} {
		x := ptytest.New(t, 80, 24)
		p := x.Start(shell(t, text), true)
		x.WaitFor("Lithuania", 0)
		x.Type("\x1a")
		at := x.WaitFor("there is no shell to go back to", 0)
		x.Type("t")
		at = x.WaitFor(newTitle, at) // of the other target: the message is gone
		if strings.HasPrefix(text, "exec") {
			p.Signal(syscall.SIGTSTP)
			x.WaitFor("there is no shell to go back to", at)
		}
		x.Type("q")
		ends(t, p, 0, text)
	}
}

func TestStoppingAsAJob(t *testing.T) {
	for _, c := range []struct {
		name string
		stop func(x *ptytest.Terminal, pid int)
		back bool // the terminal is restored first
	}{
		{"ctrl+z", func(x *ptytest.Terminal, _ int) { x.Type("\x1a") }, true},
		{"kill -TSTP", func(_ *ptytest.Terminal, pid int) { _ = syscall.Kill(pid, syscall.SIGTSTP) }, true},
		{"kill -STOP", func(_ *ptytest.Terminal, pid int) { _ = syscall.Kill(pid, syscall.SIGSTOP) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := ptytest.New(t, 80, 24)
			p := atPrompt(t, x)
			x.Type("sh -c 'echo pid $$.; exec $SELF'\n")
			at := x.WaitFor("Lithuania", 0)
			pid := jobOf(t, x.Output())
			raw := x.Modes()
			c.stop(x, pid)
			stopped := x.WaitFor("Stopped", at)
			if back := strings.Contains(x.Output()[at:stopped], leave); back != c.back {
				t.Errorf("given back before the stop: %v, want %v", back, c.back)
			}
			x.WaitFor("ready> ", stopped)
			x.Type("fg\n")
			drawn := x.WaitFor("Lithuania", x.WaitFor(enter, stopped))
			sameModes(t, x, raw)
			x.Type("?")
			x.WaitFor("Moving", drawn)
			x.Type("\x03")
			end := x.WaitFor(leave, drawn)
			end = x.WaitFor("ready> ", end)
			x.Type("echo over $?.\n")
			x.WaitFor("over 0.", end)
			x.Type("exit\n")
			p.Wait()
			balanced(t, x)
		})
	}
}

// An explorer that is told to end while it is stopped ends as soon as it continues.
func TestEndingWhileStopped(t *testing.T) {
	for sig, told := range map[syscall.Signal]string{syscall.SIGTERM: "over 143.", syscall.SIGHUP: "over 129."} {
		x := ptytest.New(t, 80, 24)
		p := atPrompt(t, x)
		x.Type("sh -c 'echo pid $$.; exec $SELF'\n")
		at := x.WaitFor("Lithuania", 0)
		pid := jobOf(t, x.Output())
		x.Type("\x1a")
		// Wait for this prompt, so that it is not mistaken for the one after the end: anything
		// typed before that one would go to the explorer.
		stopped := x.WaitFor("ready> ", x.WaitFor("Stopped", at))
		if err := syscall.Kill(pid, sig); err != nil {
			t.Fatal(err)
		}
		x.Type("fg\n")
		x.WaitFor("ready> ", stopped)
		x.Type("echo over $?.\n")
		x.WaitFor(told, stopped)
		x.Type("exit\n")
		p.Wait()
		balanced(t, x)
	}
}

// An explorer started in the background can be ended there.
func TestEndingInTheBackground(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	before := x.Modes()
	p := atPrompt(t, x)
	x.Type("$SELF & wait; jobs\n")
	at := x.WaitFor("Stopped", 0)
	x.Type("kill %1; while kill -0 %1; do :; done 2>&-; echo over $((6*7)).\n")
	x.WaitFor("over 42.", at)
	x.Type("exit\n")
	p.Wait()
	sameModes(t, x, before)
	if out := x.Output(); strings.Contains(out, enter) {
		t.Errorf("the explorer opens: %q", out)
	}
}

// balanced fails unless the window's title was restored as often as it was saved.
func balanced(t *testing.T, x *ptytest.Terminal) {
	t.Helper()
	if kept, back := strings.Count(x.Output(), keepTitle), strings.Count(x.Output(), oldTitle); kept != back {
		t.Errorf("the title is kept %d times and brought back %d times", kept, back)
	}
}

// jobOf returns the process ID that the job has printed.
func jobOf(t *testing.T, out string) int {
	t.Helper()
	for _, part := range strings.Split(out, "pid ")[1:] {
		if n, _, ok := strings.Cut(part, "."); ok {
			if pid, err := strconv.Atoi(n); err == nil {
				return pid
			}
		}
	}
	t.Fatalf("no number in %q", out)
	return 0
}
