//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tty

import (
	"io"
	"syscall"
)

// device is the console of the process that opens it.
const device = "CONIN$"

// Own returns nil: the terminal library handles a console by itself.
func Own(io.Reader, io.Writer) Terminal { return nil }

// The signals of a Terminal. None of them occurs on this system.
const (
	Resized syscall.Signal = -1 - iota
	Stopping
	Resumed
)
