// Package tty is the terminal that a process is run at: its keys, its modes, its
// size, the signals it sends and the shell that waits behind it.
//
// It knows nothing of what is drawn. A session at the other end of a line has no
// such terminal and uses a Line alone.
package tty

import (
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// KilledError says that a signal ended the program.
type KilledError struct{ Signal syscall.Signal }

// Error names the signal.
func (e *KilledError) Error() string { return "ended by the signal " + e.Signal.String() }

// ExitCode is what a shell makes of it.
func (e *KilledError) ExitCode() int { return 128 + int(e.Signal) }

// Dumps tells whether a signal that somebody sends ends a process with what it was
// doing at the time.
func Dumps(s syscall.Signal) bool {
	return s != syscall.SIGINT && s != syscall.SIGTERM && s != syscall.SIGHUP
}

// Terminal is the terminal a process is run at.
type Terminal interface {
	// Raw makes the terminal hand over every key as it is pressed. A new line goes
	// on returning to the first column, as at the other end of an SSH line.
	Raw() error
	// Restore gives the terminal back as Raw found it. A process in the background
	// leaves it to whoever is at it.
	Restore()
	// Discard drops what a blocked terminal has not taken yet, so that whoever
	// waits for it goes on.
	Discard()
	// Size is what the terminal says of its size in cells, 0 where it says nothing.
	Size() (columns, lines int)
	// Events starts to tell of signals: Resized, Stopping, Resumed, and any other, by
	// which somebody asks the process to end; Close ends that, and leaves a hang-up without
	// effect. A signal that the process was started to ignore, as nohup does, stays ignored.
	Events() <-chan syscall.Signal
	Close()
	// Stoppable tells whether a shell waits that stopping the process would go back
	// to.
	Stoppable() bool
	// Stop stops the process, and those piped together with it, until the shell
	// lets them go on.
	Stop()
	// Die ends the process as the signal would have without this package.
	Die(s syscall.Signal)
}

// Size is how large a terminal says it is, in cells.
type Size struct{ Columns, Lines int }

// Keys is where keys are read: the input itself where that is a terminal, else
// the terminal of the process, so that an input full of data stays untouched.
func Keys(in io.Reader) (io.Reader, error) {
	if isTerminal(in) {
		return in, nil
	}
	f, err := os.OpenFile(device, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("there is no terminal to read keys from: %w", err)
	}
	return f, nil
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}
