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

// parent is the process that started another, 0 where that cannot be told.
func parent(pid int) int {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))                 // of one that is gone there is nothing
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // behind the name: state, parent
	if len(fields) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(fields[1]) // the system writes a number
	return n
}
