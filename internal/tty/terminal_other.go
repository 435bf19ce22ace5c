//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tty

import (
	"io"
	"syscall"
)

// device is the console of whatever process opens it.
const device = "CONIN$"

// Own finds none: the terminal library handles a console by itself.
func Own(io.Reader, io.Writer) Terminal { return nil }

// The signals that a Terminal tells of, of which there is none here.
const (
	Resized syscall.Signal = -1 - iota
	Stopping
	Resumed
)
