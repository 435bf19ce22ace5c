//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package tty

import "golang.org/x/sys/unix"

func discard(fd int) error {
	return unix.IoctlSetPointerInt(fd, unix.TIOCFLUSH, unix.TCOFLUSH)
}

// parent returns 0, since the parent is not known here. A process whose parent is in its own
// group is therefore taken to have no shell behind it.
func parent(int) int { return 0 }
