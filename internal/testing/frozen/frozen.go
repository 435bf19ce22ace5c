// Package frozen holds the data for tests: the program's tables as they were when July 2026 was
// NATO's latest edition. An edition that is added, corrected or withdrawn later changes no figures
// and no goldens of tests that use it.
//
// The edition's tables, its lines in the lists of editions, the pledges and the events are kept in
// testdata. Later editions are left out; everything else is the program's current data. Tests of
// the tables themselves, and of whatever is latest, use package data instead.
package frozen

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"allyscope/data"
	"allyscope/internal/dataset"
)

// Edition is the identifier of NATO's latest edition in the frozen data.
const Edition = "2026-07"

//go:embed testdata
var testdata embed.FS

var tree = sync.OnceValues(func() (fs.FS, error) { return build(data.Files()) })

// Tree returns the tables, laid out as in package data, for programs that run outside of a test.
// Callers must not modify them.
func Tree() (fs.FS, error) { return tree() }

// Files returns the tables, laid out as in package data. Callers must not modify them.
func Files(tb testing.TB) fs.FS {
	tb.Helper()

	files, err := tree()
	if err != nil {
		tb.Fatal(err)
	}

	return files
}

// Data opens the tables. Each call returns a new data set, so tests share nothing.
func Data(tb testing.TB) *dataset.Dataset {
	tb.Helper()

	ds, err := dataset.Open(Files(tb))
	if err != nil {
		tb.Fatal(err)
	}

	return ds
}

// With opens the tables with some files replaced or added.
func With(tb testing.TB, changed map[string]string) *dataset.Dataset {
	tb.Helper()

	files := fstest.MapFS{}

	err := copyTree(files, Files(tb), func(string) bool { return true })
	if err != nil {
		tb.Fatal(err)
	}

	for name, text := range changed {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}

	ds, err := dataset.Open(files)
	if err != nil {
		tb.Fatal(err)
	}

	return ds
}

// Folder returns the path of a folder with the tables of one NATO edition. The folders above it
// hold the lists of all editions and no other edition. It is deleted at the end of the test.
func Folder(tb testing.TB, edition string) string {
	tb.Helper()

	files := fstest.MapFS{}

	err := copyTree(files, Files(tb), func(dir string) bool {
		return dir == "." || dir == "nato" || dir == path.Join("nato", edition)
	})
	if err != nil {
		tb.Fatal(err)
	}

	top := tb.TempDir()

	err = os.CopyFS(top, files)
	if err != nil {
		tb.Fatal(err)
	}

	return filepath.Join(top, "nato", edition)
}

// Text returns the text of one table.
func Text(tb testing.TB, name string) string {
	tb.Helper()

	content, err := fs.ReadFile(Files(tb), name)
	if err != nil {
		tb.Fatal(err)
	}

	return string(content)
}

// lists is a constant table of the lists with lines for editions. The identifiers of NATO's
// editions are months, which sort before those of all others.
var lists = [...]string{"nato/editions.csv", "nato/tables.csv", "nato/breaks.csv", "nato/footnotes.csv", "nato/known.csv", "quirks.csv"}

// build copies the program's tables without the frozen edition and later ones, and adds the edition
// from testdata.
func build(program fs.FS) (fs.FS, error) {
	files := fstest.MapFS{}

	err := copyTree(files, program, func(dir string) bool {
		return path.Dir(dir) != "nato" || path.Base(dir) < Edition
	})
	if err != nil {
		return nil, err
	}

	for _, name := range lists {
		files[name].Data = without(files[name].Data, func(id string) bool { return id >= Edition && id < "3" })
	}

	delete(files, "targets.csv") // a new pledge would change every path and verdict
	delete(files, "events.csv")  // a new event would change the lines below the years

	return files, add(files)
}

// copyTree copies all files in the directories for which wanted returns true.
func copyTree(to fstest.MapFS, from fs.FS, wanted func(dir string) bool) error {
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !entry.IsDir():
			content, err := fs.ReadFile(from, name)
			to[name] = &fstest.MapFile{Data: content}

			return err
		case !wanted(name):
			return fs.SkipDir
		}

		return nil
	})
}

// without returns a list without the lines of the editions for which gone returns true.
func without(list []byte, gone func(id string) bool) []byte {
	head, lines, _ := strings.Cut(string(list), "\n")

	var out strings.Builder

	out.WriteString(head + "\n")

	for line := range strings.Lines(lines) {
		if id, _, _ := strings.Cut(line, ","); !gone(id) {
			out.WriteString(line)
		}
	}

	return []byte(out.String())
}

// add adds the edition from testdata: its tables, and its lines in the lists.
func add(files fstest.MapFS) error {
	content, err := testdata.ReadFile("testdata/" + Edition + ".txtar")
	if err != nil {
		return err
	}

	for _, kept := range txtar.Parse(content).Files {
		list, listed := files[kept.Name]
		if !listed {
			files[kept.Name] = &fstest.MapFile{Data: kept.Data}

			continue
		}

		head, lines, _ := strings.Cut(string(kept.Data), "\n")
		if !strings.HasPrefix(string(list.Data), head+"\n") {
			return errors.New(kept.Name + " has other columns than the frozen lines of " + Edition)
		}

		list.Data = append(list.Data, lines...)
	}

	return nil
}
