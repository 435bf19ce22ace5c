package save

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Folder writes files, by their paths with slashes, into a new folder: all of them
// or none. The error wraps ErrExists where something of that name is there.
func Folder(dir string, files map[string][]byte) error {
	dir = filepath.Clean(dir)
	if _, err := os.Lstat(dir); err == nil {
		return fmt.Errorf("%s %w", dir, ErrExists)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return plainly(err)
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), begun+"*")
	if err != nil {
		return plainly(err)
	}
	sweep(temp)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := New(filepath.Join(temp, filepath.FromSlash(name)), files[name], 0o755); err != nil {
			_ = os.RemoveAll(temp) // what is wrong is told by err
			return plainly(err)
		}
	}
	if err := errors.Join(os.Chmod(temp, 0o755), os.Rename(temp, dir)); err != nil {
		_ = os.RemoveAll(temp)
		return plainly(err)
	}
	return nil
}

// New writes a new file, and the folders above it that are not there, through to
// the disk.
func New(path string, content []byte, folders fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), folders); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
