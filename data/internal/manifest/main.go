// Command manifest writes MANIFEST.csv: the path, size and SHA-256 of every
// table below the working directory, which is the data folder when it is run
// with "go generate ./data". It knows nothing of what the tables say.
package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

const name = "MANIFEST.csv"

func main() {
	text, err := manifest(os.DirFS("."))
	if err == nil {
		err = os.WriteFile(name, []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "manifest:", err)
		os.Exit(1)
	}
}

// manifest lists the tables of fsys, sorted by path, without the manifest.
func manifest(fsys fs.FS) (string, error) {
	var lines []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".csv" || p == name {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("%s,%d,%x\n", p, len(b), sha256.Sum256(b)))
		return nil
	})
	if err != nil {
		return "", err
	}
	if len(lines) == 0 {
		return "", fmt.Errorf("no tables here: run it in the data folder")
	}
	slices.Sort(lines)
	return "path,bytes,sha256\n" + strings.Join(lines, ""), nil
}
