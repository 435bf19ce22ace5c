//go:build unix

package read

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Reading ends, whatever kind of file the path names.
func TestReadingEnds(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	large, err := os.Create(at("sparse"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(large.Truncate(1<<40), large.Close(), syscall.Mkfifo(at("fifo"), 0o600), syscall.Mkfifo(at("silent"), 0o600),
		os.WriteFile(at("line"), []byte(strings.Repeat("x", 1001)), 0o600), os.Symlink("loop", at("loop"))); err != nil {
		t.Skip(err)
	}
	silent, err := os.OpenFile(at("silent"), os.O_RDWR, 0) // a writer that writes nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for name, want := range map[string]error{
		"sparse": ErrTooLarge, "line": ErrTooLarge, "/dev/zero": ErrTooLarge, "/dev/urandom": ErrTooLarge,
		"fifo": ErrSilent, "silent": ErrSilent, ".": ErrNotRegular, "none": fs.ErrNotExist, "loop": syscall.ELOOP,
	} {
		path := name
		if !filepath.IsAbs(name) {
			path = at(name)
		}
		if content, err := file(path, 1000, 20*time.Millisecond); !errors.Is(err, want) {
			t.Errorf("%s: %d bytes, %v, want %v", name, len(content), err, want)
		}
	}
	if content, err := File("/dev/null", 1000); err != nil || len(content) != 0 {
		t.Errorf("/dev/null: %q, %v", content, err)
	}
	for name, want := range map[string]error{"sparse": ErrTooLarge, "line": ErrTooLarge, "fifo": ErrNotRegular, ".": ErrNotRegular, "none": fs.ErrNotExist} {
		if content, err := In(os.DirFS(dir), name, 1000); !errors.Is(err, want) {
			t.Errorf("%s in a folder: %d bytes, %v, want %v", name, len(content), err, want)
		}
	}
}

// A pipe with a writer is read to its end.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	w, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan string)
	go func() {
		content, err := File(path, 10)
		if err != nil {
			content = []byte(err.Error())
		}
		done <- string(content)
	}()
	if _, err := w.WriteString("0123456789a"); err != nil { // one byte too many ends it before the writer closes it
		t.Fatal(err)
	}
	if got := <-done; !strings.HasPrefix(got, "too large: at most 10 bytes") {
		t.Errorf("%q", got)
	}
	_ = w.Close()
}
