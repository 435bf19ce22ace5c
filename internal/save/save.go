// Package save writes a file, or a folder of files, completely or not at all, and knows the
// default locations of the reader's own files.
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

// ErrExists is wrapped by the error of File or Folder if the target exists and may not be replaced.
var ErrExists = errors.New("exists already")

// File writes data to the file at path. It writes a temporary file in the same folder and
// moves it into place, so that a reader of the file finds the old or the new content and
// never a part of it, even if the disk is full or the power fails.
//
// A new file gets the permissions that the process's umask allows. An existing file is replaced
// only if replace is true, and keeps its permissions, owner and group; if these cannot be kept, the
// file stays as it is. Symbolic links are followed, even to a file that does not exist yet. A pipe
// or a device, such as a terminal, is written to directly; a pipe without a reader is an error.
func File(path string, data []byte, replace bool) error {
	path, err := resolveLinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return writeDirectly(path, data, info.Mode()&fs.ModeNamedPipe != 0)
	case err == nil && !replace:
		return fmt.Errorf("%s %w", path, ErrExists)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return plainError(err)
	}
	var f *os.File
	create := func(name string) (err error) {
		f, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		return err
	}
	move := moveNew
	if replace {
		move = os.Rename
	}
	return viaTemporary(path, create, func(string) error { return fill(f, path, data, info) }, move)
}

// AtHome returns path with a leading "~" replaced by home. A path that begins with another
// user's home, such as "~ann/x", is returned unchanged.
func AtHome(path, home string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || home == "" || (rest != "" && !os.IsPathSeparator(rest[0])) {
		return path
	}
	return filepath.Join(home, rest)
}

// Place returns the default path of one of the reader's own files: base/allyscope/name, where
// base is a folder that an XDG variable names. If base is not an absolute path, the folder
// below in home stands in for it. Place returns "" if that is not absolute either.
func Place(base, home, below, name string) string {
	if !filepath.IsAbs(base) {
		base = filepath.Join(home, below)
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "allyscope", name)
}

// resolveLinks returns the path that path leads to when its symbolic links are followed.
// Unlike filepath.EvalSymlinks it accepts a last link whose target does not exist.
func resolveLinks(path string) (string, error) {
	const maxLinks = 40
	for range maxLinks {
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil //nolint:nilerr // it is not a link, or the write that follows will report the error
		}
		if target, err := os.Stat(path); err == nil && !target.Mode().IsRegular() {
			return path, nil // such as /dev/stdout, whose link does not name a file
		}
		if !filepath.IsAbs(to) {
			// ".." in a link is relative to the real folder, behind any links in the path.
			folder, err := filepath.EvalSymlinks(filepath.Dir(path))
			if err != nil {
				return "", plainError(err)
			}
			to = filepath.Join(folder, to)
		}
		path = to
	}
	return "", fmt.Errorf("%s: its links lead round in a circle", path)
}

// moveNew moves temp to path, where no file may exist. It uses a hard link because a link,
// unlike a rename, fails if another process has created the file meanwhile.
func moveNew(temp, path string) error {
	err := os.Link(temp, path)
	switch {
	case err == nil:
		return os.Remove(temp)
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s %w", path, ErrExists)
	default: // a file system without hard links
		return os.Rename(temp, path)
	}
}

// tempPrefix begins the name of every temporary file and folder.
const tempPrefix = ".allyscope-"

// staleAfter is the age from which no run can still be writing a temporary file.
const staleAfter = time.Hour

// sweep removes temporary files that killed runs have left in the folder of temp, which has
// just been created. It ignores errors: the next run tries again.
func sweep(temp string) {
	now, err := os.Lstat(temp) // the file system's clock, as for the other files
	if err != nil {
		return
	}
	folder := filepath.Dir(temp)
	entries, _ := os.ReadDir(folder) // as far as it can be read
	for _, e := range entries {
		digits, ours := strings.CutPrefix(e.Name(), tempPrefix)
		if !ours || digits == "" || strings.Trim(digits, "0123456789") != "" || (!e.IsDir() && !e.Type().IsRegular()) {
			continue
		}
		if info, err := e.Info(); err == nil && now.ModTime().Sub(info.ModTime()) >= staleAfter {
			_ = os.RemoveAll(filepath.Join(folder, e.Name()))
		}
	}
}

// viaTemporary creates a file or folder under a temporary name next to path, fills it and
// moves it to path; if any step fails, it removes what it created. Unlike os.CreateTemp it
// leaves the permissions to the umask.
func viaTemporary(path string, create, fill func(name string) error, move func(from, to string) error) error {
	const tries = 1000
	folder, temp, err := filepath.Dir(path), "", fs.ErrExist
	for i := 0; i < tries && errors.Is(err, fs.ErrExist); i++ {
		temp = filepath.Join(folder, tempPrefix+strconv.FormatUint(uint64(rand.Uint32()), 10)) //nolint:gosec // it may be guessed: an existing file of that name is never opened
		err = create(temp)
	}
	if err != nil {
		return fmt.Errorf("cannot write in the folder %s: %w", folder, read.Reason(err))
	}
	sweep(temp)
	if err = fill(temp); err == nil {
		err = move(temp, path)
	}
	if err != nil {
		_ = os.RemoveAll(temp) // err already says what failed
	}
	return plainError(err)
}

// fill writes data to f, syncs it to the disk and closes it. If f is to replace a file, it
// gets the owner and the permissions of that file; replaced is nil otherwise.
func fill(f *os.File, path string, data []byte, replaced fs.FileInfo) error {
	defer f.Close() //nolint:errcheck // on success the file has been closed, and its error checked, below
	if _, err := f.Write(data); err != nil {
		return fmt.Errorf("%s: %w", path, read.Reason(err))
	}
	if err := keepOwner(f, replaced); err != nil {
		return fmt.Errorf("%s belongs to another user or group, and its replacement could not: %w", path, read.Reason(err))
	}
	if replaced != nil {
		if err := f.Chmod(replaced.Mode().Perm()); err != nil { // last, since chown clears permission bits
			return err
		}
	}
	return cmp.Or(f.Sync(), f.Close())
}

// writeDirectly writes to an existing pipe or device.
func writeDirectly(path string, data []byte, pipe bool) error {
	f, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0) // else opening a pipe without a reader would block
	switch {
	case pipe && errors.Is(err, syscall.ENXIO):
		return fmt.Errorf("%s: nobody reads from this pipe", path)
	case err != nil:
		return plainError(err)
	}
	_, err = f.Write(data)
	return plainError(cmp.Or(err, f.Close()))
}

// plainError reduces err to the path and the cause, without the name of the system call.
func plainError(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("%s: %w", l.New, l.Err)
	}
	return err
}

// Folder creates the folder dir with files in it, all of them or none. The keys of files are
// slash-separated paths relative to dir. The error wraps ErrExists if dir exists.
func Folder(dir string, files map[string][]byte) error {
	dir = filepath.Clean(dir)
	switch _, err := os.Lstat(dir); {
	case err == nil:
		return fmt.Errorf("%s %w", dir, ErrExists)
	case !errors.Is(err, fs.ErrNotExist):
		return plainError(err)
	}
	create := func(name string) error {
		return os.Mkdir(name, 0o755) //nolint:gosec // others may read what is exported
	}
	return viaTemporary(dir, create, func(temp string) error {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			path := filepath.Join(temp, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // others may read what is exported
				return err
			}
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if err != nil {
				return err
			}
			if err := fill(f, path, files[name], nil); err != nil {
				return err
			}
		}
		return nil
	}, os.Rename)
}
