// Package golden compares output with texts that a person has reviewed: many of them, each
// under a name, in one file of testdata.
//
// # Reading
//
// A file is a txtar archive. Each text stands below a line with its name:
//
//	-- pins 120x34 braille --
//
// The first line of the file names the test that uses it. A section ends at the next name.
// White space at the ends of lines counts, blank lines at the end of a section do not. A text that
// contains a line like a name has ">" before each of its lines.
//
// # Updating
//
// Run the test with -update and read the difference before committing it. A drawing that changed
// without a reason is a bug:
//
//	go test ./internal/tui/trend -run '^TestGoldens$' -update && git diff
//
// That rewrites the file in the order in which the test checks the texts, without those it no
// longer checks. Without -update, such a text or a different order fails the test. If only some
// subtests run, the texts of the others are left alone. A failing test updates nothing.
//
// # Writing
//
// One test opens a file and checks every text in it, always in the same order:
//
//	kept := golden.Open(t, "trend")
//	kept.Check(t, "pins 120x34 braille", drawn)
//
// Name a section after what it shows, then its size and its glyphs, separated by blanks. The
// package knows nothing about screens: it is given text.
package golden

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// updateFlag is the flag that makes tests write instead of compare.
const updateFlag = "update"

// The flag has to be registered before the test binary parses its arguments.
func init() {
	flag.Bool(updateFlag, false, "write the golden files instead of comparing with them")
}

// Updating reports whether the tests run with -update. It is for tests with golden files of their
// own, such as scripts.
func Updating() bool { return flagged(updateFlag) == "true" }

// Picture compares a picture with the file at path or, with -update, writes it there.
func Picture(t testing.TB, path string, got []byte) {
	t.Helper()

	if Updating() {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}

		return
	}

	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is missing or differs from what is drawn: %v (-update rewrites it; look at it)", path, err)
	}
}

// File is one file of goldens. It belongs to the test that opened it.
type File struct {
	path    string
	update  bool         // write instead of comparing
	partial bool         // only some subtests run
	kept    []txtar.File // the sections of the file
	asked   []txtar.File // the sections checked so far
}

// Open opens testdata/<name>.txtar. At the end of the test it rewrites the file if -update is set.
// Otherwise, it fails the test unless all sections of the file were checked in order.
func Open(t testing.TB, name string) *File {
	t.Helper()

	f := &File{
		path:    filepath.Join("testdata", name+".txtar"),
		update:  Updating(),
		partial: strings.Contains(flagged("test.run"), "/") || flagged("test.skip") != "",
	}
	f.open(t)

	return f
}

// flagged returns the value of a flag of the test binary, or "" if it is not defined.
func flagged(name string) string {
	if f := flag.Lookup(name); f != nil {
		return f.Value.String()
	}

	return ""
}

// open reads the file and registers the work to do at the end of the test.
func (f *File) open(t testing.TB) {
	t.Helper()

	archive, err := txtar.ParseFile(f.path)
	switch {
	case err == nil:
		f.kept = archive.Files
	case !f.update:
		t.Fatalf("%v (run the test with -update to write it)", err)
	}

	t.Cleanup(func() { f.end(t) })
}

// Check compares a text with a section, ignoring blank lines at its end. It is called once for
// each.
func (f *File) Check(t testing.TB, section, got string) {
	t.Helper()

	data := []byte(strings.TrimRight(got, "\n") + "\n")
	if txtar.NeedsQuote(data) {
		quoted, err := txtar.Quote(data)
		if err != nil {
			t.Fatal(err)
		}

		data = quoted
	}

	switch {
	case section != strings.Join(strings.Fields(section), " ") || section == "":
		t.Fatalf("%q is not a name for a section", section)
	case find(f.asked, section) >= 0:
		t.Fatalf("%s: %q is checked twice", f.path, section)
	}

	f.asked = append(f.asked, txtar.File{Name: section, Data: data})

	if f.update {
		return
	}

	at := find(f.kept, section)
	if at < 0 {
		t.Errorf("%s has no section %q (-update adds it)", f.path, section)

		return
	}

	if difference := diff(string(f.kept[at].Data), string(data)); difference != "" {
		t.Errorf("%s: %q differs (-update rewrites it):\n%s", f.path, section, difference)
	}
}

// end writes the file, or looks for sections that were not checked.
func (f *File) end(t testing.TB) {
	t.Helper()

	switch {
	case t.Failed() || t.Skipped():
		if f.update {
			t.Logf("%s is not updated: the test did not pass", f.path)
		}
	case f.update:
		f.write(t)
	case !f.partial && names(f.kept) != names(f.asked):
		t.Errorf("%s is out of date (-update rewrites it): it has\n\t%s\nand the test checks\n\t%s", f.path, names(f.kept), names(f.asked))
	}
}

// write writes the checked sections and, if only part of the test ran, keeps the others.
func (f *File) write(t testing.TB) {
	t.Helper()

	sections := f.asked
	if f.partial {
		sections = slices.Clone(f.kept)
		for _, asked := range f.asked {
			if at := find(sections, asked.Name); at >= 0 {
				sections[at] = asked
			} else {
				sections = append(sections, asked)
			}
		}
	}

	if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
		t.Fatal(err)
	}

	comment := fmt.Sprintf("Kept by %s; renewed by go test -run '^%[1]s$' -update.\n\n", t.Name())
	if err := os.WriteFile(f.path, txtar.Format(&txtar.Archive{Comment: []byte(comment), Files: sections}), 0o644); err != nil {
		t.Fatal(err)
	}
}

// find returns the index of a section, or −1.
func find(sections []txtar.File, name string) int {
	return slices.IndexFunc(sections, func(s txtar.File) bool { return s.Name == name })
}

// names lists the names of sections, one a line.
func names(sections []txtar.File) string {
	list := make([]string, len(sections))
	for i, s := range sections {
		list[i] = s.Name
	}

	return strings.Join(list, "\n\t")
}

// diff lists the lines that differ, with their numbers. Rows of pictures keep their places, so a
// comparison line by line tells more than a search for moved lines.
func diff(want, got string) string {
	if want == got {
		return ""
	}

	const most = 40

	var (
		out       strings.Builder
		listed    int
		wantLines = strings.Split(want, "\n")
		gotLines  = strings.Split(got, "\n")
	)

	for i := range max(len(wantLines), len(gotLines)) {
		w, inWant := lineAt(wantLines, i)
		g, inGot := lineAt(gotLines, i)

		if w == g && inWant == inGot {
			continue
		}

		if listed++; listed > most {
			out.WriteString("and more\n")

			break
		}

		if inWant {
			fmt.Fprintf(&out, "%4d want │%s\n", i+1, w)
		}

		if inGot {
			fmt.Fprintf(&out, "%4d got  │%s\n", i+1, g)
		}
	}

	return out.String()
}

// lineAt returns the i-th line and whether it exists.
func lineAt(lines []string, i int) (string, bool) {
	if i >= len(lines) {
		return "", false
	}

	return lines[i], true
}
