package tty

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

func discard(fd int) error {
	return unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCOFLUSH)
}

// parent returns the ID of a process's parent, or 0 if it is not known.
func parent(pid int) int {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))                 // empty if the process has ended
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // after the name: state, parent
	if len(fields) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(fields[1]) // always a number
	return n
}
