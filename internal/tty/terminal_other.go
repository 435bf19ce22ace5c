//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tty

import "io"

// device is the console of whatever process opens it.
const device = "CONIN$"

// Own finds none: the terminal library handles a console by itself.
func Own(io.Reader, io.Writer) Terminal { return nil }
