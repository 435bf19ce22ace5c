// Package read reads files that others made: no more of them than a limit, without
// waiting for what never comes, and as the text they are meant to be.
//
// It does not know what they hold.
package read

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// What a file fails with; the error says more.
var (
	ErrTooLarge   = errors.New("too large")             // larger than the limit
	ErrNotRegular = errors.New("it is no regular file") // such as a folder or, within one, a pipe
	ErrSilent     = errors.New("nothing can be read")   // a pipe or a terminal says nothing
)

// patience is how long a pipe may say nothing.
const patience = 10 * time.Second

// File reads what is at path, a file, a pipe or a device, but no more than limit
// bytes. A pipe nobody writes to is not waited for, and one that somebody writes to
// no longer than ten seconds for its next bytes.
func File(path string, limit int) ([]byte, error) { return file(path, limit, patience) }

func file(path string, limit int, wait time.Duration) ([]byte, error) {
	// Opened so, a pipe without a writer does not hold up whoever opens it.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%w but a folder", ErrNotRegular)
	case info.Mode().IsRegular() && info.Size() > int64(limit):
		return nil, larger(limit)
	}
	content, err := All(&patient{f, wait}, limit)
	if err == nil && len(content) == 0 && info.Mode()&fs.ModeNamedPipe != 0 {
		return nil, fmt.Errorf("%w: nobody writes to this pipe", ErrSilent)
	}
	return content, err
}

// In reads a regular file of a tree within the limit.
func In(files fs.FS, name string, limit int) ([]byte, error) {
	info, err := fs.Stat(files, name) // before opening: a pipe would wait for its writer
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	case info.Size() > int64(limit):
		return nil, larger(limit)
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	return All(f, limit)
}

// All reads to the end, but no more than limit bytes: a file may grow while it is
// read, and a device has no end.
func All(r io.Reader, limit int) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(content) > limit {
		return nil, larger(limit)
	}
	return content, err
}

// Reason is what is wrong with a file, without the operation and the path around it.
func Reason(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

func larger(limit int) error {
	return fmt.Errorf("%w: at most %s are read", ErrTooLarge, size(limit))
}

func size(n int) string {
	const k = 1 << 10
	switch {
	case n >= k*k:
		return fmt.Sprintf("%d MB", n/k/k)
	case n >= k:
		return fmt.Sprintf("%d kB", n/k)
	default:
		return fmt.Sprintf("%d bytes", n)
	}
}

type patient struct {
	file *os.File
	wait time.Duration
}

func (p *patient) Read(b []byte) (int, error) {
	_ = p.file.SetReadDeadline(time.Now().Add(p.wait)) // what cannot be waited for has no deadline
	n, err := p.file.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = fmt.Errorf("%w: it said nothing for %v", ErrSilent, p.wait)
	}
	return n, err
}
