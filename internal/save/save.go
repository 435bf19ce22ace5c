// Package save writes a file, or a folder of files, whole or not at all, and knows where
// files are kept that nobody names.
//
// It does not know what it writes.
package save

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"allyscope/internal/read"
)

// ErrExists is wrapped by File where the file is there and may not be replaced.
var ErrExists = errors.New("exists already")

// File writes data to the file at path. It is written beside its place and then
// moved there, so that whoever reads the file finds the old or the new one and
// never a part, even if the disk is full or the power goes.
//
// A new file may be read by whom the process lets read its files. An existing one is
// replaced only where replace says so, and keeps its permissions, owner and group;
// where it cannot keep them it stays as it is. A symbolic link is followed, also to
// where no file is yet. What is no file, such as a pipe or a terminal, is written to,
// and not waited for where nobody reads it.
func File(path string, data []byte, replace bool) error {
	path, err := followed(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return through(path, data, info.Mode()&fs.ModeNamedPipe != 0)
	case err == nil && !replace:
		return fmt.Errorf("%s %w", path, ErrExists)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return plainly(err)
	}
	var f *os.File
	begin := func(name string) (err error) {
		f, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		return err
	}
	move := place
	if replace {
		move = os.Rename
	}
	return whole(path, begin, func(string) error { return fill(f, path, data, info) }, move)
}

// AtHome is a path with "~" at its beginning for the home folder given. Another's
// home is not known, and stays as it is.
func AtHome(path, home string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || home == "" || (rest != "" && !os.IsPathSeparator(rest[0])) {
		return path
	}
	return filepath.Join(home, rest)
}

// Place is where a file of the reader's own is kept that nobody named: in the folder
// allyscope of a base, as the XDG standard has it, or of one below the home folder where
// the base is no absolute path. It is empty where neither is known.
func Place(base, home, below, name string) string {
	if !filepath.IsAbs(base) {
		base = filepath.Join(home, below)
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "allyscope", name)
}

const maxLinks = 40

// followed is where a path leads when its symbolic links are followed: unlike
// filepath.EvalSymlinks, also where the last one leads to a file that is not there.
func followed(path string) (string, error) {
	for range maxLinks {
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil //nolint:nilerr // it is no link, or whoever writes is told what is wrong
		}
		if target, err := os.Stat(path); err == nil && !target.Mode().IsRegular() {
			return path, nil // such as /dev/stdout: its link names no file
		}
		if !filepath.IsAbs(to) {
			// Through the folder as it really stands: ".." in a link starts there.
			folder, err := filepath.EvalSymlinks(filepath.Dir(path))
			if err != nil {
				return "", plainly(err)
			}
			to = filepath.Join(folder, to)
		}
		path = to
	}
	return "", fmt.Errorf("%s: its links lead round in a circle", path)
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

// begun is what the names of files and folders begin with that are being written.
const begun = ".allyscope-"

// leftover is the age from which a file begun is not one that is being written.
const leftover = time.Hour

// sweep removes, beside a file or folder just begun, those that a run left which
// was killed while it wrote. It is not important enough to fail for.
func sweep(temp string) {
	now, err := os.Lstat(temp) // by the clock of the disk, as the others are
	if err != nil {
		return
	}
	folder := filepath.Dir(temp)
	entries, _ := os.ReadDir(folder) // as far as it can be read
	for _, e := range entries {
		digits, ours := strings.CutPrefix(e.Name(), begun)
		if !ours || digits == "" || strings.Trim(digits, "0123456789") != "" || (!e.IsDir() && !e.Type().IsRegular()) {
			continue
		}
		if info, err := e.Info(); err == nil && now.ModTime().Sub(info.ModTime()) >= leftover {
			_ = os.RemoveAll(filepath.Join(folder, e.Name())) // else the next run does
		}
	}
}

// whole begins something beside its place, fills it, and moves it there; where that fails,
// nothing is left of it. Unlike os.CreateTemp it leaves to the process who else may read it.
func whole(path string, begin, fill func(name string) error, move func(from, to string) error) error {
	const tries = 1000
	folder, temp, err := filepath.Dir(path), "", fs.ErrExist
	for i := 0; i < tries && errors.Is(err, fs.ErrExist); i++ { // until a name is not taken yet
		temp = filepath.Join(folder, begun+strconv.FormatUint(uint64(rand.Uint32()), 10)) //nolint:gosec // it need not be hard to guess: nothing of that name is opened
		err = begin(temp)
	}
	if err != nil {
		return fmt.Errorf("cannot write in the folder %s: %w", folder, read.Reason(err))
	}
	sweep(temp)
	if err = fill(temp); err == nil {
		err = move(temp, path)
	}
	if err != nil {
		_ = os.RemoveAll(temp) // what is wrong is told by err
	}
	return plainly(err)
}

// fill writes data through to the disk, and closes the file, which keeps the owner and the
// permissions of one that it replaces.
func fill(f *os.File, path string, data []byte, replaced fs.FileInfo) error {
	defer f.Close() //nolint:errcheck // where it matters it is closed before
	if _, err := f.Write(data); err != nil {
		return fmt.Errorf("%s: %w", path, read.Reason(err))
	}
	if err := keepOwner(f, replaced); err != nil {
		return fmt.Errorf("%s belongs to another user or group, and what replaces it could not: %w", path, read.Reason(err))
	}
	if replaced != nil {
		if err := f.Chmod(replaced.Mode().Perm()); err != nil { // after the owner: a change of that takes permissions away
			return err
		}
	}
	return cmp.Or(f.Sync(), f.Close())
}

// through writes to what is no file, such as a pipe.
func through(path string, data []byte, pipe bool) error {
	f, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0) // a pipe nobody reads would hold up whoever opens it
	switch {
	case pipe && errors.Is(err, syscall.ENXIO):
		return fmt.Errorf("%s: nobody reads from this pipe", path)
	case err != nil:
		return plainly(err)
	}
	_, err = f.Write(data)
	return plainly(cmp.Or(err, f.Close()))
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

// Folder writes files, by their paths with slashes, into a new folder: all of them
// or none. The error wraps ErrExists where something of that name is there.
func Folder(dir string, files map[string][]byte) error {
	dir = filepath.Clean(dir)
	switch _, err := os.Lstat(dir); {
	case err == nil:
		return fmt.Errorf("%s %w", dir, ErrExists)
	case !errors.Is(err, fs.ErrNotExist):
		return plainly(err)
	}
	begin := func(name string) error {
		return os.Mkdir(name, 0o755) //nolint:gosec // others may read what is exported
	}
	return whole(dir, begin, func(temp string) error {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if err := add(filepath.Join(temp, filepath.FromSlash(name)), files[name]); err != nil {
				return err
			}
		}
		return nil
	}, os.Rename)
}

func add(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // others may read what is exported
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return fill(f, path, content, nil)
}
