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

// deadline is how long to wait for anything, allowing for a loaded machine.
const deadline = 2 * time.Minute

// Terminal is a pseudo-terminal whose keyboard and screen belong to the test.
type Terminal struct {
	t      testing.TB
	master *os.File
	slave  *os.File
	path   string

	mu      sync.Mutex
	changed *sync.Cond
	output  strings.Builder
	last    time.Time // time of the last write
	blocked bool      // reading is to stop
	parked  bool      // reading has stopped
	gone    bool
	line    chan answer // answers on their way; nil if the terminal does not answer
	after   time.Duration
	heard   int // how many bytes of the output were searched for queries
	waiting sync.WaitGroup
}

// answer is a reply of the terminal and the time of its arrival.
type answer struct {
	text string
	due  time.Time
}

// New opens a terminal of the given size. It skips the test if the system provides none. The
// terminal answers no queries until [Terminal.Answer] is called.
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
	// Not os.OpenFile, which makes the file non-blocking: the program under test inherits it.
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

// Answer makes the terminal answer queries from now on, each after a delay as over a slow line.
func (x *Terminal) Answer(after time.Duration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	line := make(chan answer, 1000)
	x.after, x.line = after, line
	go func() {
		for a := range line {
			<-time.After(time.Until(a.due))
			_, _ = x.master.WriteString(a.text) // fails if the terminal is gone
			x.waiting.Done()
		}
	}()
}

// answerQueries schedules answers to the queries since its last call. The caller holds the lock.
func (x *Terminal) answerQueries() {
	if x.line == nil {
		return
	}
	text := x.output.String()
	for x.heard < len(text) {
		at, reply := firstQuery(text[x.heard:])
		if at < 0 {
			return
		}
		x.heard += at + 1
		x.waiting.Add(1)
		x.line <- answer{reply, time.Now().Add(x.after)}
	}
}

// firstQuery returns the position of the first query in a text, or −1, and the reply of an xterm.
func firstQuery(text string) (at int, reply string) {
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

// read reads what is written to the screen until it is blocked or gone.
func (x *Terminal) read() {
	buf := make([]byte, 32<<10)
	for {
		n, err := x.master.Read(buf)
		x.mu.Lock()
		x.output.Write(buf[:n])
		x.last = time.Now()
		x.answerQueries()
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

// Block stops the screen for good and fills the system's buffer, so that any further write blocks.
func (x *Terminal) Block() {
	x.t.Helper()
	fd, err := unix.Open(x.path, unix.O_WRONLY|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		x.t.Fatal(err)
	}
	defer func() { _ = unix.Close(fd) }()
	x.mu.Lock()
	x.blocked = true
	_, _ = unix.Write(fd, []byte{0}) // makes a pending read return, so that reading stops
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

// Resize sets the size of the terminal.
func (x *Terminal) Resize(columns, lines uint16) {
	x.t.Helper()
	if err := unix.IoctlSetWinsize(int(x.slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: columns, Row: lines}); err != nil {
		x.t.Fatal(err)
	}
}

// Type types text or the byte sequences of keys.
func (x *Terminal) Type(text string) {
	x.t.Helper()
	if _, err := x.master.WriteString(text); err != nil {
		x.t.Fatalf("typing %q: %v", text, err)
	}
}

// HangUp closes the terminal, as if its line were cut.
func (x *Terminal) HangUp() {
	_ = x.slave.Close()
	_ = x.master.Close()
	x.mu.Lock()
	x.gone = true
	x.changed.Broadcast()
	x.mu.Unlock()
}

// Screen returns the file that a program at the terminal has as its output.
func (x *Terminal) Screen() *os.File { return x.slave }

// Output returns everything written to the screen so far.
func (x *Terminal) Output() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.output.String()
}

// WaitFor waits until the output contains the text at or after byte from, and returns the position
// of its end.
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
			x.t.Fatalf("%q was not written; the output is:\n%q", text, x.output.String()[from:])
		}
		x.changed.Wait()
	}
}

// Quiet waits until nothing has been written for the given time. It returns the number of bytes
// written so far and the time of the last write.
func (x *Terminal) Quiet(pause time.Duration) (bytes int, last time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	timer := time.AfterFunc(pause, func() {
		x.mu.Lock() // so that the signal cannot fall between the check and the wait
		defer x.mu.Unlock()
		x.changed.Broadcast()
	})
	defer timer.Stop()
	for begun := time.Now(); !x.gone; {
		since := x.last
		if since.Before(begun) {
			since = begun
		}
		rest := pause - time.Since(since)
		if rest <= 0 {
			break
		}
		timer.Reset(rest)
		x.changed.Wait()
	}
	return x.output.Len(), x.last
}

// Modes returns the terminal's modes.
func (x *Terminal) Modes() unix.Termios {
	x.t.Helper()
	m, err := unix.IoctlGetTermios(int(x.slave.Fd()), unix.TCGETS)
	if err != nil {
		x.t.Fatal(err)
	}
	return *m
}

// Leftovers waits for all answers and returns the input that a shell would read now.
func (x *Terminal) Leftovers() string {
	x.t.Helper()
	x.waiting.Wait()
	m := x.Modes()
	m.Lflag &^= unix.ICANON // also return an unfinished line
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

// Process is a program running at a terminal.
type Process struct {
	t      testing.TB
	cmd    *exec.Cmd
	done   chan struct{}
	Errors *strings.Builder // standard error; read it only after the end
}

// Start starts a command at the terminal as the leader of a new session. Streams that the command
// has set already are kept. If control is true, the terminal becomes its controlling terminal,
// which sends it signals and which /dev/tty opens.
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
	if signal.Ignored(syscall.SIGHUP) { // under nohup: children would inherit the ignored signal, but not a caught one
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	cmd.WaitDelay = 10 * time.Second // children of a killed program may keep its streams open
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: control, Ctty: 1}
	if err := cmd.Start(); err != nil {
		x.t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // Process.Wait looks at the state
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

// ID returns the process ID.
func (p *Process) ID() int { return p.cmd.Process.Pid }

// Wait waits for the end of the program and returns its exit code, or −1 if a signal ended it.
func (p *Process) Wait() int {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(deadline):
		p.t.Fatal("the program has not ended")
	}
	return p.cmd.ProcessState.ExitCode()
}
