package ptytest

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// deadline is how long anything waited for may take on a loaded machine.
const deadline = 2 * time.Minute

// Terminal is a pseudo-terminal: the test is at its keyboard and screen.
type Terminal struct {
	t      testing.TB
	master *os.File
	slave  *os.File
	path   string

	mu      sync.Mutex
	changed *sync.Cond
	output  strings.Builder
	last    time.Time // when something was written last
	blocked bool
	parked  bool // it is blocked indeed
	gone    bool
	line    chan answer // answers under way; nil while none is given
	after   time.Duration
	heard   int // how much of the output was looked at for questions
	waiting sync.WaitGroup
}

// answer is what the terminal says, and when it arrives.
type answer struct {
	text string
	due  time.Time
}

// New opens a terminal of a size. It skips the test where there is none to be had.
// The terminal says nothing of itself; see Answer.
func New(t testing.TB, columns, lines uint16) *Terminal {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	raw, err := master.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	number := 0
	err = raw.Control(func(fd uintptr) {
		if err := unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); err != nil {
			t.Skipf("no pseudo-terminal: %v", err)
		}
		if number, err = unix.IoctlGetInt(int(fd), unix.TIOCGPTN); err != nil {
			t.Skipf("no pseudo-terminal: %v", err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	// Not os.OpenFile: the program under test gets the file as it is, and shall not
	// find it set to what Go's own waiting needs.
	path := fmt.Sprintf("/dev/pts/%d", number)
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	x := &Terminal{t: t, master: master, slave: os.NewFile(uintptr(fd), "terminal"), path: path}
	x.changed = sync.NewCond(&x.mu)
	x.Resize(columns, lines)
	go x.read()
	t.Cleanup(x.HangUp)
	return x
}

// Answer makes the terminal answer what it is asked from now on, each answer a
// while later, as over a long line.
func (x *Terminal) Answer(after time.Duration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	line := make(chan answer, 1000)
	x.after, x.line = after, line
	go func() {
		for a := range line {
			<-time.After(time.Until(a.due))
			_, _ = x.master.WriteString(a.text) // one that is gone hears nothing
			x.waiting.Done()
		}
	}()
}

// asked schedules the answers to what has been asked since the last time. The lock
// is held.
func (x *Terminal) asked() {
	if x.line == nil {
		return
	}
	text := x.output.String()
	for x.heard < len(text) {
		question, reply := first(text[x.heard:])
		if question < 0 {
			return
		}
		x.heard += question + 1
		x.waiting.Add(1)
		x.line <- answer{reply, time.Now().Add(x.after)}
	}
}

// first finds the first question in a text, and what an xterm says to it.
func first(text string) (at int, reply string) {
	at = -1
	for _, r := range [...][2]string{
		{"\x1b[c", "\x1b[?64;1;22c"},
		{"\x1b[?u", "\x1b[?0u"},
		{"\x1b[?2026$p", "\x1b[?2026;2$y"},
		{"\x1b[?2027$p", "\x1b[?2027;0$y"},
		{"\x1b]11;?", "\x1b]11;rgb:0000/0000/0000\x1b\\"},
		{"\x1bP+q", "\x1bP0+r\x1b\\"},
	} {
		if i := strings.Index(text, r[0]); i >= 0 && (at < 0 || i < at) {
			at, reply = i, r[1]
		}
	}
	return at, reply
}

// read takes what is written to the screen, unless that is blocked.
func (x *Terminal) read() {
	buf := make([]byte, 32<<10)
	for {
		n, err := x.master.Read(buf)
		x.mu.Lock()
		x.output.Write(buf[:n])
		x.last = time.Now()
		x.asked()
		if err != nil {
			x.gone = true
			if x.line != nil {
				close(x.line)
				x.line = nil
			}
		}
		x.changed.Broadcast()
		for x.blocked && !x.gone {
			x.parked = true
			x.changed.Broadcast()
			x.changed.Wait()
		}
		gone := x.gone
		x.mu.Unlock()
		if gone {
			return
		}
	}
}

// Block stops the screen for good: it takes nothing more, not even into the
// system's own buffer.
func (x *Terminal) Block() {
	x.t.Helper()
	fd, err := unix.Open(x.path, unix.O_WRONLY|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		x.t.Fatal(err)
	}
	defer func() { _ = unix.Close(fd) }()
	x.mu.Lock()
	x.blocked = true
	_, _ = unix.Write(fd, []byte{0}) // what is being read is read, and then no more
	for !x.parked {
		x.changed.Wait()
	}
	x.mu.Unlock()
	for size := 4096; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = unix.Write(fd, make([]byte, size))
		}
	}
}

// Resize changes the size, whatever it is.
func (x *Terminal) Resize(columns, lines uint16) {
	x.t.Helper()
	if err := unix.IoctlSetWinsize(int(x.slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: columns, Row: lines}); err != nil {
		x.t.Fatal(err)
	}
}

// Type types text, or the bytes that keys send.
func (x *Terminal) Type(text string) {
	x.t.Helper()
	if _, err := x.master.WriteString(text); err != nil {
		x.t.Fatalf("typing %q: %v", text, err)
	}
}

// HangUp cuts the line.
func (x *Terminal) HangUp() {
	_ = x.slave.Close()
	_ = x.master.Close()
	x.mu.Lock()
	x.gone = true
	x.changed.Broadcast()
	x.mu.Unlock()
}

// Screen is what a program at the terminal has as its output.
func (x *Terminal) Screen() *os.File { return x.slave }

// Output is all that was written to the screen.
func (x *Terminal) Output() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.output.String()
}

// WaitFor waits until a text has been written after the first "from" bytes, and
// returns how many bytes there were up to its end.
func (x *Terminal) WaitFor(text string, from int) int {
	x.t.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	late := false
	timer := time.AfterFunc(deadline, func() {
		x.mu.Lock()
		late = true
		x.changed.Broadcast()
		x.mu.Unlock()
	})
	defer timer.Stop()
	for {
		if at := strings.Index(x.output.String()[from:], text); at >= 0 {
			return from + at + len(text)
		}
		if late || x.gone {
			x.t.Fatalf("%q is not written, but:\n%q", text, x.output.String()[from:])
		}
		x.changed.Wait()
	}
}

// Quiet waits until nothing has been written for a while. It returns how many bytes
// there are, and when the last of them came.
func (x *Terminal) Quiet(while time.Duration) (bytes int, last time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	timer := time.AfterFunc(while, func() {
		x.mu.Lock() // not between the look at the clock and the wait
		defer x.mu.Unlock()
		x.changed.Broadcast()
	})
	defer timer.Stop()
	for begun := time.Now(); !x.gone; {
		since := x.last
		if since.Before(begun) {
			since = begun
		}
		rest := while - time.Since(since)
		if rest <= 0 {
			break
		}
		timer.Reset(rest)
		x.changed.Wait()
	}
	return x.output.Len(), x.last
}

// Modes are the terminal's modes as a shell finds them.
func (x *Terminal) Modes() unix.Termios {
	x.t.Helper()
	m, err := unix.IoctlGetTermios(int(x.slave.Fd()), unix.TCGETS)
	if err != nil {
		x.t.Fatal(err)
	}
	return *m
}

// Leftovers are what a shell would read now, once every answer has arrived.
func (x *Terminal) Leftovers() string {
	x.t.Helper()
	x.waiting.Wait()
	m := x.Modes()
	m.Lflag &^= unix.ICANON // half a line is no less typed
	m.Cc[unix.VMIN], m.Cc[unix.VTIME] = 0, 0
	fd := int(x.slave.Fd())
	if err := unix.IoctlSetTermios(fd, unix.TCSETS, &m); err != nil {
		x.t.Fatal(err)
	}
	buf := make([]byte, 4096)
	n, err := unix.Read(fd, buf)
	if err != nil {
		x.t.Fatal(err)
	}
	return string(buf[:n])
}

// Process is a program at a terminal.
type Process struct {
	t      testing.TB
	cmd    *exec.Cmd
	done   chan struct{}
	Errors *strings.Builder // what it wrote to standard error, once it has ended
}

// Start starts a command at the terminal, as the leader of a session of its own.
// Streams that the command has set already stay. With control the terminal is its
// controlling terminal, from which signals come and which /dev/tty opens.
func (x *Terminal) Start(cmd *exec.Cmd, control bool) *Process {
	x.t.Helper()
	p := &Process{t: x.t, cmd: cmd, done: make(chan struct{}), Errors: &strings.Builder{}}
	if cmd.Stdin == nil {
		cmd.Stdin = x.slave
	}
	if cmd.Stdout == nil {
		cmd.Stdout = x.slave
	}
	if cmd.Stderr == nil {
		cmd.Stderr = p.Errors
	}
	if signal.Ignored(syscall.SIGHUP) { // by nohup: a signal that is caught is not handed down as ignored
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	cmd.WaitDelay = 10 * time.Second // what a killed program had started may hold its streams
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: control, Ctty: 1}
	if err := cmd.Start(); err != nil {
		x.t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // its state is looked at
		close(p.done)
	}()
	x.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-p.done
	})
	return p
}

// Signal sends a signal.
func (p *Process) Signal(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// ID is the process's number.
func (p *Process) ID() int { return p.cmd.Process.Pid }

// Wait waits for the program's end and returns its exit code, -1 where a signal
// that it did not catch ended it.
func (p *Process) Wait() int {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(deadline):
		p.t.Fatal("the program has not ended")
	}
	return p.cmd.ProcessState.ExitCode()
}
