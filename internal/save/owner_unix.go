//go:build unix

package save

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a new file the owner and group of the file that it replaces. It does
// nothing if replaced is nil, that is if the file replaces none.
func keepOwner(f *os.File, replaced fs.FileInfo) error {
	if replaced == nil {
		return nil
	}
	made, err := f.Stat()
	if err != nil {
		return err
	}
	before, beforeOK := replaced.Sys().(*syscall.Stat_t)
	now, nowOK := made.Sys().(*syscall.Stat_t)
	if !beforeOK || !nowOK || (before.Uid == now.Uid && before.Gid == now.Gid) {
		return nil
	}
	return f.Chown(int(before.Uid), int(before.Gid))
}
