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

// device is the terminal of whatever process opens it.
const device = "/dev/tty"

// What the signals of a terminal say.
const (
	Resized  = syscall.SIGWINCH // the terminal has another size
	Stopping = syscall.SIGTSTP  // somebody asks the process to stop
	Resumed  = syscall.SIGCONT  // the process was stopped without being asked, and goes on
)

type local struct {
	in, out  *os.File
	before   *term.State
	signals  chan os.Signal
	resumed  chan struct{} // the stop that was asked for is over
	stopping atomic.Bool
	heeding  bool // the process was not started to ignore the request to stop
}

// Own is the terminal that two streams of the process belong to, if both are one.
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
	if t.before == nil || t.behind() {
		return
	}
	_ = term.Restore(t.in.Fd(), t.before) // a terminal that is gone needs no modes
	t.before = nil
}

// behind tells whether the terminal's keys are another job's.
func (t *local) behind() bool {
	group, err := unix.IoctlGetInt(int(t.in.Fd()), unix.TIOCGPGRP)
	return err == nil && group != unix.Getpgrp()
}

func (t *local) Discard() { _ = discard(int(t.out.Fd())) }

func (t *local) Size() Size {
	w, h, _ := term.GetSize(t.out.Fd()) // 0 where it cannot be asked
	return Size{w, h}
}

// caught are the signals that are told of. A constant table.
var caught = [...]os.Signal{
	syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, Stopping, Resumed, Resized,
	syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGTRAP, syscall.SIGILL, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSEGV, syscall.SIGSYS,
}

func (t *local) Events() <-chan syscall.Signal {
	// In the background this stops the process until it comes to the fore, and does so
	// while a signal still ends it: later it would be told of one when it goes on. The
	// system stops it again as soon as it goes on: one that ends it needs a moment before.
	if t.behind() && syscall.Kill(0, syscall.SIGTTOU) == nil {
		const looks, apart = 100, 10 * time.Millisecond // counted, since time passes while it is stopped, too
		for n := 0; n < looks && t.behind(); n++ {
			time.Sleep(apart)
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
	events := make(chan syscall.Signal, len(caught)) // who is stopped takes none: that it goes on is heard behind all others
	go func() {
		for s := range t.signals {
			if s == Resumed && t.stopping.Load() {
				Tell(t.resumed)
				continue
			}
			n, _ := s.(syscall.Signal) // all signals are, on Unix
			events <- n
		}
	}()
	return events
}

// Close leaves the signal of a terminal that is gone caught: it may come after the end of
// the terminal has been read, and is to end nothing that ends already.
func (t *local) Close() {
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	signal.Stop(t.signals)
}

// Stop uses the signal that nobody can catch: once Go has caught the one of the
// keyboard, it never stops the process again, not even after signal.Reset.
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

// Stoppable finds no shell where no process of the same session and another group is an
// ancestor of the group: the system then ignores the request to stop, or nobody is left to
// end the stop.
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
