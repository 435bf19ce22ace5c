package save_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

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

// Writing to a pipe without a reader fails at once.
func TestAPipeNobodyReads(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.csv")
	if err := makePipe(pipe); err != nil {
		t.Skip(err)
	}
	if err := save.File(pipe, []byte("x"), true); err == nil || !strings.Contains(err.Error(), "nobody reads from this pipe") {
		t.Errorf("%v", err)
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

// TestReplacedFileStaysWhatItWas replaces a file that only its owner and a group may read.
func TestReplacedFileStaysWhatItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	owner := func() string { return "" }
	if os.Getuid() == 0 {
		if err := os.Chown(path, 4711, 4712); err != nil {
			t.Skip(err)
		}
		owner = func() string { return ownerOf(t, path) }
	}
	before := owner()
	if err := save.File(path, []byte("two"), true); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o640) || owner() != before {
		t.Errorf("%v, mode %v, owner %q, was %q", err, info.Mode(), owner(), before)
	}
}

// ownerOf returns the owner and the group of a file as ls prints them.
func ownerOf(t *testing.T, path string) string {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	v := reflect.Indirect(reflect.ValueOf(info.Sys()))
	return fmt.Sprint(v.FieldByName("Uid"), ":", v.FieldByName("Gid"))
}

// TestLinkToNoFile writes through a link to a file that does not exist yet, and through links
// that lead in a circle.
func TestLinkToNoFile(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "deep")
	if err := os.Mkdir(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	link, again, round := filepath.Join(dir, "link"), filepath.Join(deep, "again"), filepath.Join(dir, "round")
	for name, to := range map[string]string{link: filepath.Join("deep", "again"), again: filepath.Join("..", "new.csv"), round: "round"} {
		if err := os.Symlink(to, name); err != nil {
			t.Skip(err)
		}
	}
	for _, replace := range []bool{false, true} {
		file := filepath.Join(dir, "new.csv")
		if err := save.File(link, []byte("x"), replace); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(file); err != nil || string(b) != "x" {
			t.Errorf("replace %v: %q, %v", replace, b, err)
		}
		for _, l := range []string{link, again} {
			if info, err := os.Lstat(l); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("replace %v: the link %s was replaced by a file", replace, l)
			}
		}
		_ = os.Remove(file)
	}
	if err := save.File(round, []byte("x"), true); err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("links in a circle: %v", err)
	}
}

// TestKilledRunsAreSwept writes into a folder with a temporary file of a run killed an hour ago,
// one that is being written now, and files of other programs with similar names.
func TestKilledRunsAreSwept(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-2 * time.Hour)
	for name, swept := range map[string]bool{".allyscope-123": true, ".allyscope-124": false, ".allyscope-notes": false, "allyscope-1": false} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if name != ".allyscope-124" {
			if err := os.Chtimes(path, old, old); err != nil {
				t.Fatal(err)
			}
		}
		if err := save.File(filepath.Join(dir, "a.csv"), []byte("x"), true); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); (err != nil) != swept {
			t.Errorf("%s: %v, swept should be %v", name, err, swept)
		}
	}
}

func TestFolder(t *testing.T) {
	top := t.TempDir()
	dir, left := filepath.Join(top, "out"), filepath.Join(top, ".allyscope-1")
	old := time.Now().Add(-2 * time.Hour)
	if err := errors.Join(os.MkdirAll(filepath.Join(left, "nato"), 0o755), os.Chtimes(left, old, old)); err != nil {
		t.Fatal(err)
	}
	if err := save.Folder(dir, map[string][]byte{"nato/a.csv": []byte("a"), "b.csv": nil}); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "nato", "a.csv")); err != nil || string(b) != "a" {
		t.Errorf("%q, %v", b, err)
	}
	if err := save.Folder(dir, nil); !errors.Is(err, save.ErrExists) {
		t.Errorf("a second time: %v", err)
	}
	if entries, err := os.ReadDir(top); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestAtHome(t *testing.T) {
	for _, c := range []struct{ path, home, want string }{
		{"~/a.csv", "/home/a", "/home/a/a.csv"}, {"~", "/home/a", "/home/a"}, {"~b/a.csv", "/home/a", "~b/a.csv"},
		{"a~.csv", "/home/a", "a~.csv"}, {"~/a.csv", "", "~/a.csv"},
	} {
		if got := save.AtHome(c.path, c.home); got != filepath.FromSlash(c.want) {
			t.Errorf("%q of %q is %q, want %q", c.path, c.home, got, c.want)
		}
	}
}
