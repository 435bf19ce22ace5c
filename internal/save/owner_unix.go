//go:build unix

package save

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a new file the owner and the group of the file it replaces, nil
// where it replaces none.
func keepOwner(f *os.File, replaced fs.FileInfo) error {
	if replaced == nil {
		return nil
	}
	made, err := f.Stat()
	if err != nil {
		return err
	}
	old, known := replaced.Sys().(*syscall.Stat_t)
	mine, also := made.Sys().(*syscall.Stat_t)
	if !known || !also || (old.Uid == mine.Uid && old.Gid == mine.Gid) {
		return nil
	}
	return f.Chown(int(old.Uid), int(old.Gid))
}
