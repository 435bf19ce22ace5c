package save_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/save"
)

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	write := func(text string, replace bool) error { return save.File(path, []byte(text), replace) }
	read := func() string {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if err := write("one", false); err != nil || read() != "one" {
		t.Fatalf("a new file: %v, holds %q", err, read())
	}
	if err := write("two", false); !errors.Is(err, save.ErrExists) || read() != "one" {
		t.Errorf("an existing file: %v, holds %q", err, read())
	}
	if err := write("three", true); err != nil || read() != "three" {
		t.Errorf("replacing: %v, holds %q", err, read())
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path, link); err == nil {
		if err := save.File(link, []byte("four"), true); err != nil || read() != "four" {
			t.Errorf("through a link: %v, holds %q", err, read())
		}
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Error("the link was replaced by a file")
		}
		_ = os.Remove(link)
	}
	for bad, says := range map[string]string{
		dir:                               "is a folder",
		filepath.Join(dir, "no", "x.csv"): "cannot write in the folder",
	} {
		if err := save.File(bad, []byte("x"), true); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", bad, err, says)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	if err := save.File("/dev/full", []byte("x"), false); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("%v", err)
	}
}
