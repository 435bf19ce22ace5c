//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package tty

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// device is the terminal of the process that opens it.
const device = "/dev/tty"

// The signals of a Terminal that do not end the process.
const (
	Resized  = syscall.SIGWINCH // the terminal has a new size
	Stopping = syscall.SIGTSTP  // a request to stop, such as ctrl+z
	Resumed  = syscall.SIGCONT  // the process goes on after a stop that it did not handle
)

type local struct {
	in, out  *os.File
	before   *term.State
	signals  chan os.Signal
	resumed  chan struct{} // the stop by Stop is over
	stopping atomic.Bool   // Stop is under way
	heeding  bool          // Stopping was not set to be ignored when the process started
}

// Own returns the terminal that the two streams belong to, or nil unless both are terminals.
func Own(in io.Reader, out io.Writer) Terminal {
	if !isTerminal(in) || !isTerminal(out) {
		return nil
	}
	return &local{
		in: in.(*os.File), out: out.(*os.File), //nolint:forcetypeassert // a terminal is a file
		signals: make(chan os.Signal, len(caught)), resumed: make(chan struct{}, 1),
	}
}

func (t *local) Raw() error {
	before, err := term.MakeRaw(t.in.Fd())
	if err != nil {
		return fmt.Errorf("the terminal's keys cannot be read one by one: %w", err)
	}
	t.before = cmp.Or(t.before, before)
	modes, err := term.GetState(t.in.Fd())
	if err == nil {
		modes.Oflag |= unix.OPOST | unix.ONLCR
		err = term.SetState(t.in.Fd(), modes)
	}
	if err != nil {
		t.Restore()
		return fmt.Errorf("the terminal's modes cannot be set: %w", err)
	}
	return nil
}

func (t *local) Restore() {
	if t.before == nil || t.inBackground() {
		return
	}
	_ = term.Restore(t.in.Fd(), t.before) // a terminal that is gone needs no modes
	t.before = nil
}

// inBackground reports whether another job has the terminal's keys.
func (t *local) inBackground() bool {
	group, err := unix.IoctlGetInt(int(t.in.Fd()), unix.TIOCGPGRP)
	return err == nil && group != unix.Getpgrp()
}

func (t *local) Discard() { _ = discard(int(t.out.Fd())) }

func (t *local) Size() Size {
	w, h, _ := term.GetSize(t.out.Fd()) // 0 if the terminal does not say
	return Size{w, h}
}

// caught is a constant table of the signals that Events reports.
var caught = [...]os.Signal{
	syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, Stopping, Resumed, Resized,
	syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGTRAP, syscall.SIGILL, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSEGV, syscall.SIGSYS,
}

func (t *local) Events() <-chan syscall.Signal {
	// A process in the background stops here until it is brought to the foreground. It does so
	// before it catches signals, so that a signal can still end it. SetState below would stop it
	// again at once; a signal that is to end it needs a moment before that.
	if t.inBackground() && syscall.Kill(0, syscall.SIGTTOU) == nil {
		const looks, interval = 100, 10 * time.Millisecond // not a deadline, since the clock runs on during a stop
		for n := 0; n < looks && t.inBackground(); n++ {
			time.Sleep(interval)
		}
	}
	if modes, err := term.GetState(t.in.Fd()); err == nil {
		_ = term.SetState(t.in.Fd(), modes)
	}
	t.heeding = !signal.Ignored(Stopping)
	for _, s := range caught {
		if !signal.Ignored(s) {
			signal.Notify(t.signals, s)
		}
	}
	events := make(chan syscall.Signal, len(caught)) // holds all signals of a stop, of which Resumed comes last
	go func() {
		for s := range t.signals {
			if s == Resumed && t.stopping.Load() {
				Tell(t.resumed)
				continue
			}
			n, _ := s.(syscall.Signal) // true of all signals on Unix
			events <- n
		}
	}()
	return events
}

// Close goes on catching the hang-up signal. It may arrive after the end of the terminal has been
// read, and must not kill a process that is ending already.
func (t *local) Close() {
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	signal.Stop(t.signals)
}

// Stop uses SIGSTOP, which cannot be caught: once Go has caught SIGTSTP, that never stops the
// process again, not even after signal.Reset.
func (t *local) Stop() {
	t.stopping.Store(true)
	if syscall.Kill(0, syscall.SIGSTOP) == nil {
		<-t.resumed
	}
	t.stopping.Store(false)
}

func (t *local) Die(s syscall.Signal) {
	signal.Reset(s)
	if syscall.Kill(os.Getpid(), s) == nil {
		select {}
	}
}

// Stoppable looks for an ancestor in the same session but another process group, which is the
// shell. Without one the system ignores the request to stop, or nothing would end the stop.
func (t *local) Stoppable() bool {
	session, err := unix.Getsid(0)
	if err != nil || session == os.Getpid() || !t.heeding {
		return false
	}
	group, pid := unix.Getpgrp(), os.Getppid()
	const generations = 64
	for range generations {
		s, err := unix.Getsid(pid)
		if err != nil || s != session {
			return false
		}
		if g, err := unix.Getpgid(pid); err != nil || g != group {
			return err == nil
		}
		if pid = parent(pid); pid <= 1 {
			return false
		}
	}
	return false
}
