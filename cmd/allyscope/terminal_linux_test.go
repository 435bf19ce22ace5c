package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"allyscope/internal/testing/ptytest"
)

// asProgram is the variable that makes the test binary run as the program.
const asProgram = "ALLYSCOPE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// The escape sequences at the start and the end of a session.
const (
	enter     = "\x1b[?1049h"
	leave     = "\x1b[?1049l"
	keepTitle = "\x1b[22;2t"
	newTitle  = "\x1b]2;allyscope"
	oldTitle  = "\x1b[23;2t"
)

// program returns the program with arguments and without any settings.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(self(t), args...)
	c.Env = environment(t)
	return c
}

func self(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func environment(t *testing.T, more ...string) []string {
	t.Helper()
	return append([]string{
		asProgram + "=1", "TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"), "SELF=" + self(t),
	}, more...)
}

// shell returns a shell with a script that runs the program as $SELF.
func shell(t *testing.T, text string, more ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command("/bin/sh", "-c", text)
	c.Env = environment(t, more...)
	return c
}

// atPrompt starts an interactive bash with job control; without bash the test is skipped.
func atPrompt(t *testing.T, x *ptytest.Terminal) *ptytest.Process {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	sh := exec.Command(bash, "--norc", "--noediting", "-i")
	sh.Env = environment(t, "PS1=ready> ")
	sh.Stderr = x.Screen()
	return x.Start(sh, true)
}

// sameModes fails unless the terminal has the same modes as before.
func sameModes(t *testing.T, x *ptytest.Terminal, before unix.Termios) {
	t.Helper()
	if after := x.Modes(); after != before {
		t.Errorf("the modes are not as they were:\n%+v\n%+v", before, after)
	}
}

// ends fails unless the program ends with the exit code; test says which of several it is.
func ends(t *testing.T, p *ptytest.Process, want int, test ...any) {
	t.Helper()
	if code := p.Wait(); code != want {
		t.Errorf("exit code %d, want %d: %s", code, want, fmt.Sprint(test...))
	}
}

// restored fails unless the terminal is as it was before.
func restored(t *testing.T, x *ptytest.Terminal, before unix.Termios) {
	t.Helper()
	sameModes(t, x, before)
	x.WaitFor(oldTitle, 0) // the last output may be read after the program has ended
	out := x.Output()
	for _, pair := range [][2]string{{enter, leave}, {"\x1b[?25l", "\x1b[?25h"}, {"\x1b[?1002h", "\x1b[?1002l"}, {"\x1b[?2004h", "\x1b[?2004l"}, {keepTitle, oldTitle}} {
		if on, off := strings.LastIndex(out, pair[0]), strings.LastIndex(out, pair[1]); on < 0 || off < on {
			t.Errorf("%q stays on", pair[0])
		}
	}
}

// inTime fails if try finds a fault every time, or finds one quickly. The program waits only for a
// limited time for the terminal's answers: on a loaded machine that time may be over before even
// an immediate answer arrives.
func inTime(t *testing.T, try func() (fault string, took time.Duration)) {
	t.Helper()
	const tries, moment = 10, 300 * time.Millisecond // half of the shortest time that the program waits
	for n := range tries {
		switch fault, took := try(); {
		case fault == "":
			return
		case took < moment || n == tries-1:
			t.Fatal(fault)
		}
	}
}

// A late answer of the terminal must not end up as input of the shell.
func TestNoAnswerReachesTheShell(t *testing.T) {
	for _, after := range []time.Duration{0, 50 * time.Millisecond, 400 * time.Millisecond} {
		for _, colour := range []string{"COLOUR=1", "NO_COLOR=1"} {
			t.Run(after.String()+" "+colour, func(t *testing.T) {
				inTime(t, func() (fault string, took time.Duration) {
					x := ptytest.New(t, 80, 24)
					x.Answer(after)
					c := program(t)
					c.Env = append(c.Env, colour)
					if after > 100*time.Millisecond { // over a slow connection the program waits longer
						c.Env = append(c.Env, "SSH_TTY=/dev/pts/9")
					}
					begun := time.Now()
					p := x.Start(c, true)
					x.WaitFor(enter, 0)
					x.Type("q")
					ends(t, p, 0)
					if left := x.Leftovers(); left != "" {
						fault = fmt.Sprintf("the shell gets %q", left)
					}
					return fault, time.Since(begun)
				})
			})
		}
	}
}

func TestLeavingGivesTheTerminalBack(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(x *ptytest.Terminal, p *ptytest.Process)
		code int
		says string
	}{
		{"q", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("q") }, 0, ""},
		{"ctrl+c", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("\x03") }, 0, ""},
		{"ctrl+c by name", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("\x1b[99;5u") }, 0, ""},
		{"after the end of a paste got lost", func(x *ptytest.Terminal, _ *ptytest.Process) { x.Type("\x1b[200~x\x03") }, 0, ""},
		{"SIGTERM", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGTERM) }, 143, ""},
		{"SIGHUP", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGHUP) }, 129, ""},
		{"SIGINT", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGINT) }, 130, ""},
		{"SIGQUIT", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGQUIT) }, 2, "SIGQUIT: quit"},
		{"SIGABRT", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGABRT) }, 2, "SIGABRT: abort"},
		{"SIGSEGV", func(_ *ptytest.Terminal, p *ptytest.Process) { p.Signal(syscall.SIGSEGV) }, 2, "SIG"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := ptytest.New(t, 80, 24)
			before := x.Modes()
			p := x.Start(program(t), true)
			x.WaitFor("Lithuania", 0)
			c.end(x, p)
			ends(t, p, c.code)
			if says := p.Errors.String(); !strings.HasPrefix(says, c.says) || c.says == "" && says != "" {
				t.Errorf("said: %q", says)
			}
			restored(t, x, before)
			if out := x.Output(); strings.Contains(out, "\x1b[>4") {
				t.Errorf("asks for keys in a way that other terminals take for a style: %q", out)
			}
		})
	}
}

// ctrl+c ends the program even if the terminal accepts no more output.
func TestCtrlCWhileTheScreenIsBlocked(t *testing.T) {
	x := ptytest.New(t, 200, 60)
	before := x.Modes()
	p := x.Start(program(t), true)
	x.WaitFor("Lithuania", 0)
	x.Block()
	x.Type("c")
	x.Type("t")
	x.Type("\x03")
	ends(t, p, 0)
	sameModes(t, x, before)
}

// A blocked terminal does not hold up a program that is being stopped or continued either.
func TestCtrlCWhileAStopIsBlocked(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGCONT, syscall.SIGTSTP} {
		x := ptytest.New(t, 200, 60)
		before := x.Modes()
		// A shell with job control waits, so that the program may stop.
		p := x.Start(shell(t, "set -m; sh -c 'echo pid $$.; exec $SELF'"), true)
		x.WaitFor("Lithuania", 0)
		pid := jobOf(t, x.Output())
		x.Block()
		x.Type("c")
		x.Type(strings.Repeat("t", 40)) // some are still being answered when the program gives up on the terminal
		if err := syscall.Kill(pid, s); err != nil {
			t.Fatal(err)
		}
		x.Type("\x03")
		ends(t, p, 0, s)
		if after := x.Modes(); after != before {
			t.Errorf("%v: the modes are not as they were:\n%+v\n%+v", s, before, after)
		}
	}
}

// The libraries do not ask tmux for its colours, since the start would wait for a tmux that hangs.
// The program itself still knows that it runs in tmux.
func TestTmuxIsNotAskedForColours(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tmux"), []byte("#!/bin/sh\necho \"$@\" >> $HOME/args\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"focus:LTU"}, {"--plain", "focus:LTU"}} {
		x := ptytest.New(t, 80, 24)
		cmd := program(t, args...)
		cmd.Env = append(cmd.Env, "PATH="+dir+":"+os.Getenv("PATH"), "TMUX=/tmp/tmux-0/default,1,0", "HOME="+dir)
		p := x.Start(cmd, true)
		x.WaitFor("Lithuania", 0)
		x.Type("q")
		p.Wait()
		if asked, err := os.ReadFile(filepath.Join(dir, "args")); err == nil {
			t.Errorf("%q: tmux is run: %q", args, asked)
		}
	}
}

// The program ends when its terminal is gone, even without a SIGHUP.
func TestATerminalThatIsGone(t *testing.T) {
	for _, text := range []string{"exec $SELF", `trap "" HUP; exec $SELF`} {
		x := ptytest.New(t, 80, 24)
		p := x.Start(shell(t, text), true)
		x.WaitFor("Lithuania", 0)
		x.HangUp()
		ends(t, p, 129, text)
	}
}

// Whatever size the terminal claims, something is drawn, on at most 400 by 150 cells.
func TestClaimedSizes(t *testing.T) {
	for _, c := range []struct {
		columns, lines uint16
		env, claim     string
	}{
		{0, 0, "", ""},
		{80, 0, "", ""},
		{0, 0, "COLUMNS=100 LINES=30", ""},
		{65535, 65535, "", ""},
		{80, 24, "", "\x1b[8;2000;2000t"},
		{80, 24, "", "\x1b[8;99999;99999t"},
	} {
		x := ptytest.New(t, c.columns, c.lines)
		cmd := program(t)
		cmd.Env = append(cmd.Env, strings.Fields(c.env)...)
		p := x.Start(cmd, true)
		at := x.WaitFor("Lithuania", 0)
		x.Type(c.claim + "\x0c")
		x.WaitFor("Lithuania", at)
		if most := peak(t, p.ID()); most > 250<<10 {
			t.Errorf("%dx%d, %q: %d KB of memory", c.columns, c.lines, c.claim, most)
		}
		x.Type("q")
		ends(t, p, 0, fmt.Sprintf("%dx%d, %q", c.columns, c.lines, c.claim))
	}
}

// Data on standard input is left alone: keys are read from the terminal itself.
func TestAnInputThatIsNoTerminal(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	list := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(list, []byte("2019\n2020\n2021\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := x.Start(shell(t, `while read y; do $SELF $y; done < "$LIST"`, "LIST="+list), true)
	at := 0
	for _, year := range []string{"2019", "2020", "2021"} {
		at = x.WaitFor("allyscope: share "+year, at) // the window's title
		x.Type("q")
		at = x.WaitFor(oldTitle, at)
	}
	ends(t, p, 0)
}

// A program started by xargs has no input, but a terminal.
func TestAnArgumentOfXargs(t *testing.T) {
	xargs, err := exec.LookPath("xargs")
	if err != nil {
		t.Skip("there is no xargs")
	}
	x := ptytest.New(t, 80, 24)
	p := x.Start(shell(t, "echo 2019 2020 | $XARGS -n 1 $SELF", "XARGS="+xargs), true)
	at := 0
	for _, year := range []string{"2019", "2020"} {
		at = x.WaitFor("allyscope: share "+year, at)
		x.Type("q")
		at = x.WaitFor(oldTitle, at)
	}
	ends(t, p, 0)
}

// With a terminal to draw on but none to read keys from, the table is printed.
func TestAScreenWithoutKeys(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	c := program(t, "2024")
	c.Stdin = strings.NewReader("")
	p := x.Start(c, false)
	if code := p.Wait(); code != 0 {
		t.Errorf("exit code %d, %s", code, p.Errors.String())
	}
	x.WaitFor("Poland", 0)
	if out := x.Output(); strings.Contains(out, enter) {
		t.Errorf("the explorer opens: %q", out)
	}
}

// A deck may come through a pipe; keys still come from the terminal.
func TestADeckFromTheInput(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	p := x.Start(shell(t, `echo '2024 2% | Who met it?' | $SELF present -`), true)
	x.WaitFor("Who met it?", x.WaitFor(enter, 0))
	x.Type("q")
	p.Wait()
	x.WaitFor(leave, 0)
}

// Under tmux, text is copied to tmux's buffer or, if that fails, with an escape sequence wrapped
// for tmux. The message says which.
func TestCopyingUnderTmux(t *testing.T) {
	for _, c := range []struct{ script, says, sends string }{
		{"#!/bin/sh\necho \"$@\" > $HOME/args\ncat > $HOME/copied\n", "tmux's buffer", ""},
		{"#!/bin/sh\nexit 1\n", "sent to your terminal's clipboard", "\x1bPtmux;\x1b\x1b]52;c;"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "tmux"), []byte(c.script), 0o700); err != nil {
			t.Fatal(err)
		}
		x := ptytest.New(t, 100, 24)
		cmd := program(t)
		cmd.Env = append(cmd.Env, "PATH="+dir+":"+os.Getenv("PATH"), "TMUX=/tmp/tmux-0/default,1,0", "HOME="+dir)
		p := x.Start(cmd, true)
		x.WaitFor("Lithuania", 0)
		x.Type("yl")
		x.WaitFor(c.sends, 0)
		x.WaitFor(c.says, 0)
		x.Type("q")
		p.Wait()
		copied, _ := os.ReadFile(filepath.Join(dir, "copied"))
		args, _ := os.ReadFile(filepath.Join(dir, "args"))
		if c.sends == "" && (!strings.HasPrefix(string(copied), "allyscope ") || string(args) != "load-buffer -w -\n") {
			t.Errorf("tmux %q is given %q", args, copied)
		}
	}
}

// peak returns the peak memory of a process, in KB.
func peak(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A huge paste is refused with a message, and takes little memory.
func TestAHugePaste(t *testing.T) {
	x := ptytest.New(t, 80, 24)
	cmd := program(t)
	cmd.Env = append(cmd.Env, "GOGC=10") // so that garbage adds little to the peak
	p := x.Start(cmd, true)
	at := x.WaitFor("Lithuania", 0)
	before := peak(t, p.ID())
	x.Type(":")
	x.Type("\x1b[200~" + strings.Repeat("Norway ", 12<<20/7) + "\x1b[201~")
	x.WaitFor("more than 1 MB", at)
	if most := peak(t, p.ID()); most > before+80<<10 { // generous: the race detector doubles memory
		t.Errorf("%d KB of memory, %d before", most, before)
	}
	x.Type("\x03")
	ends(t, p, 0)
}
