// Package read reads files that others made: no more of them than a limit, without
// waiting for what never comes, and as the text they are meant to be.
//
// It does not know what they hold.
package read

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"
	"unicode/utf16"
	"unicode/utf8"
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

// Text is the text of a file: UTF-8, or UTF-16 that begins with its mark. Marks of
// byte order at the beginning are no part of it. What is neither is named with its
// line, and what would be of use.
func Text(content []byte) (string, error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return wide(content[2:], binary.LittleEndian)
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return wide(content[2:], binary.BigEndian)
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if at := bytes.IndexByte(content, 0); at >= 0 {
		const holdsNUL = "line %d holds a NUL byte: it is no text, or UTF-16 without a byte order mark; save it as UTF-8"
		return "", fmt.Errorf(holdsNUL, line(content, at))
	}
	for at := 0; at < len(content); {
		r, n := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && n == 1 {
			return "", fmt.Errorf("line %d is not UTF-8, but perhaps Latin-1 or Windows-1252 (byte %#02x); save it as UTF-8", line(content, at), content[at])
		}
		at += n
	}
	return string(content), nil
}

func wide(content []byte, order binary.ByteOrder) (string, error) {
	if len(content)%2 != 0 {
		return "", errors.New("it begins as UTF-16 does, and is cut off within a character; save it as UTF-8")
	}
	units := make([]uint16, len(content)/2)
	for i := range units {
		if units[i] = order.Uint16(content[2*i:]); units[i] == 0 {
			return "", errors.New("it begins as UTF-16 does, and holds a NUL character: it is UTF-32, or no text; save it as UTF-8")
		}
	}
	return string(utf16.Decode(units)), nil
}

func line(content []byte, at int) int { return 1 + bytes.Count(content[:at], []byte("\n")) }

// Fault says in plain words what is wrong with CSV that cannot be parted into fields,
// and in which line; nil is that the error is another.
func Fault(err error) (line int, plain error) {
	at, ok := errors.AsType[*csv.ParseError](err)
	switch {
	case !ok:
		return 0, nil
	case errors.Is(err, csv.ErrBareQuote):
		return at.Line, errors.New("a quotation mark stands within a field that does not begin with one")
	case errors.Is(err, csv.ErrQuote):
		return at.StartLine, errors.New("a quoted field does not end with its closing quotation mark")
	}
	return at.Line, at.Err
}
