// Package frozen is the data that tests draw on: the program's tables as they
// stood when July 2026 was NATO's latest edition. A test that names no edition gets
// that one, and an edition that is added, corrected or withdrawn later changes
// neither its figures nor its goldens.
//
// The edition's own tables, what the lists say of it, and the pledges are kept in
// testdata as they were then, and editions that came after it are left out; the rest
// is the program's. It does not know what the program carries now: tests of the tables themselves, and of what is latest,
// use package data.
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

// Edition is NATO's latest edition here.
const Edition = "2026-07"

//go:embed testdata
var testdata embed.FS

var tree = sync.OnceValues(func() (fs.FS, error) { return build(data.Files()) })

// Tree returns the tables, laid out as those of package data, to what has no test.
// They must not be changed.
func Tree() (fs.FS, error) { return tree() }

// Files returns the tables, laid out as those of package data. They must not be
// changed.
func Files(tb testing.TB) fs.FS {
	tb.Helper()

	files, err := tree()
	if err != nil {
		tb.Fatal(err)
	}

	return files
}

// Data opens the tables. Each call opens them anew, so that nothing is shared
// between two tests.
func Data(tb testing.TB) *dataset.Dataset {
	tb.Helper()

	ds, err := dataset.Open(Files(tb))
	if err != nil {
		tb.Fatal(err)
	}

	return ds
}

// With opens the tables with some files in place of others, or beside them.
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

// Folder is a folder on the disk with the tables of one edition of NATO's; the
// folders above it have the lists of all and no other edition. It is gone when the
// test has ended.
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

// Text is the text of one table.
func Text(tb testing.TB, name string) string {
	tb.Helper()

	content, err := fs.ReadFile(Files(tb), name)
	if err != nil {
		tb.Fatal(err)
	}

	return string(content)
}

// lists is a constant table of the lists that speak of editions. Those of NATO's go by
// their months, which stand before the names of all others.
var lists = [...]string{"nato/editions.csv", "nato/tables.csv", "nato/breaks.csv", "nato/footnotes.csv", "nato/known.csv", "quirks.csv"}

// build copies the program's tables, less the edition and those after it, and adds
// the edition as it is kept.
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

	delete(files, "targets.csv") // a pledge that is added changes every path and verdict
	delete(files, "events.csv")  // and an event what stands below the years

	return files, add(files)
}

// copyTree copies the files of the wanted directories.
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

// without is a list less the lines of some editions.
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

// add adds the edition as it is kept: its tables, and its lines to the lists.
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
			return errors.New(kept.Name + " has other columns than the kept lines of " + Edition)
		}

		list.Data = append(list.Data, lines...)
	}

	return nil
}
