// Package read reads files from unknown sources safely: it reads no more than a limit, does not
// wait for a silent pipe for ever, and decodes text in UTF-8 and UTF-16.
//
// It does not know what the files contain.
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

// Errors of reading a file. The returned error wraps one of them and gives details.
var (
	ErrTooLarge   = errors.New("too large")                // larger than the limit
	ErrNotRegular = errors.New("it is not a regular file") // a folder or, for In, also a pipe or device
	ErrSilent     = errors.New("nothing can be read")      // a pipe or a terminal without input
)

// patience is how long File waits for the next bytes of a pipe.
const patience = 10 * time.Second

// File reads the file, pipe or device at path, at most limit bytes. It does not wait for a pipe
// without a writer, and waits at most ten seconds for the next bytes of a pipe with one.
func File(path string, limit int) ([]byte, error) { return file(path, limit, patience) }

func file(path string, limit int, wait time.Duration) ([]byte, error) {
	// O_NONBLOCK, because opening a pipe without a writer would block.
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
		return nil, tooLarge(limit)
	}
	content, err := All(&patient{f, wait}, limit)
	if err == nil && len(content) == 0 && info.Mode()&fs.ModeNamedPipe != 0 {
		return nil, fmt.Errorf("%w: no program writes to this pipe", ErrSilent)
	}
	return content, err
}

// In reads a regular file of a tree, at most limit bytes.
func In(files fs.FS, name string, limit int) ([]byte, error) {
	info, err := fs.Stat(files, name) // before opening, because opening a pipe would block
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	case info.Size() > int64(limit):
		return nil, tooLarge(limit)
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	return All(f, limit)
}

// All reads to the end, and fails with ErrTooLarge after limit bytes: a file may grow while
// it is read, and a device has no end.
func All(r io.Reader, limit int) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(content) > limit {
		return nil, tooLarge(limit)
	}
	return content, err
}

// Reason returns the cause of a file error without the operation and the path.
func Reason(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

func tooLarge(limit int) error {
	const k = 1 << 10
	size := fmt.Sprintf("%d bytes", limit)
	switch {
	case limit >= k*k:
		size = fmt.Sprintf("%d MB", limit/k/k)
	case limit >= k:
		size = fmt.Sprintf("%d kB", limit/k)
	}
	return fmt.Errorf("%w: at most %s are read", ErrTooLarge, size)
}

// patient reads from a file and gives up if no byte arrives for a while.
type patient struct {
	file *os.File
	wait time.Duration
}

func (p *patient) Read(b []byte) (int, error) {
	_ = p.file.SetReadDeadline(time.Now().Add(p.wait)) // fails for regular files, which need no deadline
	n, err := p.file.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = fmt.Errorf("%w: no data arrived for %v", ErrSilent, p.wait)
	}
	return n, err
}

// Text decodes the text of a file: UTF-8, or UTF-16 that begins with a byte order mark. The text
// does not include the mark. The error for anything else names the line and suggests an encoding.
func Text(content []byte) (string, error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return utf16Text(content[2:], binary.LittleEndian)
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return utf16Text(content[2:], binary.BigEndian)
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if at := bytes.IndexByte(content, 0); at >= 0 {
		const holdsNUL = "line %d contains a NUL byte: it is not text, or is UTF-16 without a byte order mark; save it as UTF-8"
		return "", fmt.Errorf(holdsNUL, lineAt(content, at))
	}
	for at := 0; at < len(content); {
		r, n := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && n == 1 {
			return "", fmt.Errorf("line %d is not UTF-8, but perhaps Latin-1 or Windows-1252 (byte %#02x); save it as UTF-8", lineAt(content, at), content[at])
		}
		at += n
	}
	return string(content), nil
}

func utf16Text(content []byte, order binary.ByteOrder) (string, error) {
	if len(content)%2 != 0 {
		return "", errors.New("it begins like UTF-16, but ends within a character; save it as UTF-8")
	}
	units := make([]uint16, len(content)/2)
	for i := range units {
		if units[i] = order.Uint16(content[2*i:]); units[i] == 0 {
			return "", errors.New("it begins like UTF-16, but contains a NUL character: it is UTF-32 or not text; save it as UTF-8")
		}
	}
	return string(utf16.Decode(units)), nil
}

func lineAt(content []byte, at int) int { return 1 + bytes.Count(content[:at], []byte("\n")) }

// Fault describes an error of encoding/csv in plain words, with its line; 0 and nil for any other.
func Fault(err error) (line int, plain error) {
	at, ok := errors.AsType[*csv.ParseError](err)
	switch {
	case !ok:
		return 0, nil
	case errors.Is(err, csv.ErrBareQuote):
		return at.Line, errors.New("a quotation mark is inside a field that does not begin with one")
	case errors.Is(err, csv.ErrQuote):
		return at.StartLine, errors.New("a quoted field does not end with its closing quotation mark")
	}
	return at.Line, at.Err
}
