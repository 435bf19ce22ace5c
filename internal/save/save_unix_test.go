//go:build unix

package save_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"allyscope/internal/save"
)

func makePipe(path string) error { return syscall.Mkfifo(path, 0o600) }

// The umask decides who may read a new file; a replaced file keeps its permissions.
func TestTheProcessSaysWhoMayRead(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	dir := t.TempDir()
	file, old, folder := filepath.Join(dir, "a.csv"), filepath.Join(dir, "old.csv"), filepath.Join(dir, "tables")
	if err := os.WriteFile(old, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(old, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		save.File(file, []byte("x"), false), save.File(old, []byte("y"), true), save.Folder(folder, map[string][]byte{"b/c.csv": []byte("x")}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]fs.FileMode{
		file: 0o600, old: 0o644, folder: 0o700, filepath.Join(folder, "b"): 0o700, filepath.Join(folder, "b", "c.csv"): 0o600,
	} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
}
