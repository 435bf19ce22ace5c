//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package tty

import "golang.org/x/sys/unix"

func discard(fd int) error {
	return unix.IoctlSetPointerInt(fd, unix.TIOCFLUSH, unix.TCOFLUSH)
}

// parent is not known here: where the process was started by another of its own
// group, it is taken that no shell waits.
func parent(int) int { return 0 }
