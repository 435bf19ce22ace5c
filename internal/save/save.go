// Package save writes a file whole or not at all.
//
// It does not know what it writes.
package save

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrExists is wrapped by File where the file is there and may not be replaced.
var ErrExists = errors.New("exists already")

// File writes data to the file at path. It is written beside its place and then
// moved there, so that whoever reads the file finds the old or the new one and
// never a part, even if the disk is full or the power goes.
//
// An existing file is replaced only where replace says so; a symbolic link is
// followed. What is no file, such as a pipe or a terminal, is written to.
func File(path string, data []byte, replace bool) error {
	mode := fs.FileMode(0o644)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return through(path, data)
	case err == nil && !replace:
		return fmt.Errorf("%s %w", path, ErrExists)
	case err == nil:
		mode = info.Mode().Perm()
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return plainly(err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return plainly(err)
	}
	temp, err := beside(path, data, mode)
	if err != nil {
		return err
	}
	if replace {
		err = os.Rename(temp, path)
	} else {
		err = place(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp) // what is wrong is told by err
		return plainly(err)
	}
	return nil
}

// place moves a new file to where none may be: a link, unlike a rename, fails
// where somebody was faster.
func place(temp, path string) error {
	err := os.Link(temp, path)
	switch {
	case err == nil:
		return os.Remove(temp)
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s %w", path, ErrExists)
	default: // a file system without links
		return os.Rename(temp, path)
	}
}

// beside writes data to a new file in the folder of path and returns its name.
func beside(path string, data []byte, mode fs.FileMode) (name string, err error) {
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, ".allyscope-*")
	if err != nil {
		return "", fmt.Errorf("cannot write in the folder %s: %w", folder, reason(err))
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return "", fmt.Errorf("%s: %w", path, reason(err))
	}
	if err = f.Chmod(mode); err != nil {
		return "", plainly(err)
	}
	if err = f.Sync(); err != nil {
		return "", plainly(err)
	}
	if err = f.Close(); err != nil {
		return "", plainly(err)
	}
	return f.Name(), nil
}

// through writes to what is no regular file.
func through(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return plainly(err)
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, reason(err))
	}
	return nil
}

// reason is what is wrong, without the operation and the path around it.
func reason(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// plainly names the path and what is wrong, and no system call.
func plainly(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("%s: %w", l.New, l.Err)
	}
	return err
}
