// Package golden compares what is drawn or written with what a person has looked
// at and kept: many texts, each under a name, in one file of testdata.
//
// # Reading
//
// A file is a txtar archive. Each text stands below a line with its name:
//
//	-- pins 120x34 braille --
//
// The first line of the file names the test that keeps it. A section ends at the
// next such line; white space at the end of its lines counts, blank lines at its
// end do not. A text with a line that would start a section has ">" before each of
// its lines.
//
// # Renewing
//
// Run the test that keeps the file with -update and read the difference before
// committing it. A drawing that changed without a reason is a fault:
//
//	go test ./internal/tui/trend -run '^TestGoldens$' -update && git diff
//
// That writes the file anew in the order in which the test asks for the texts, and
// drops those it asks for no more. Without -update such a text, or another order,
// fails the test. Where a part of the test's subtests runs only, the others' texts
// stay as they are and are not asked about. A test that fails renews nothing.
//
// # Writing
//
// One test opens a file and asks for every text in it, in an order that does not
// change from run to run:
//
//	kept := golden.Open(t, "trend")
//	kept.Check(t, "pins 120x34 braille", drawn)
//
// Name a section by what it shows, then its size and how it is drawn, with blanks
// between. The package knows nothing of screens: it is given text.
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

// updateFlag is the flag that makes a test write instead of compare.
const updateFlag = "update"

// A flag has to be there before the test binary parses its arguments, which
// leaves no other place to register it.
func init() {
	flag.Bool(updateFlag, false, "write the golden files instead of comparing with them")
}

// Updating says whether the tests were run with -update. It is for tests that keep
// what they renew in another way, as scripts do.
func Updating() bool { return flagged(updateFlag) == "true" }

// Picture compares a picture with the file that keeps it, for a person to open, or writes
// it there.
func Picture(t testing.TB, path string, got []byte) {
	t.Helper()

	if Updating() {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}

		return
	}

	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs from what is drawn, or is not kept: %v (-update writes it anew; look at it)", path, err)
	}
}

// File is one file of goldens. It belongs to the test that opened it.
type File struct {
	path    string
	update  bool         // write instead of comparing
	partial bool         // some subtests do not run
	kept    []txtar.File // as the file has them
	asked   []txtar.File // as the test asked for them
}

// Open opens testdata/<name>.txtar beside the test. When the test has ended, the
// file is written anew if that was asked for, or the test fails if it did not ask
// for every section of the file in the file's order.
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

// flagged is the value of a flag of the test binary.
func flagged(name string) string {
	if f := flag.Lookup(name); f != nil {
		return f.Value.String()
	}

	return ""
}

// open reads the file and sees to its end.
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

// Check compares a text with the section of that name. Blank lines at its end do
// not count. A section is asked for once.
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
		t.Fatalf("%q is no name of a section", section)
	case find(f.asked, section) >= 0:
		t.Fatalf("%s: %q is asked for twice", f.path, section)
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
		t.Errorf("%s: %q differs (-update writes it anew):\n%s", f.path, section, difference)
	}
}

// end writes the file, or looks for sections that nobody asked for.
func (f *File) end(t testing.TB) {
	t.Helper()

	switch {
	case t.Failed() || t.Skipped():
		if f.update {
			t.Logf("%s is not renewed: the test did not pass", f.path)
		}
	case f.update:
		f.write(t)
	case !f.partial && !slices.EqualFunc(f.kept, f.asked, sameName):
		t.Errorf("%s is out of date (-update writes it anew): it has\n\t%s\nand the test asks for\n\t%s", f.path, names(f.kept), names(f.asked))
	}
}

// write writes what was asked for, and keeps the rest where a part of the test
// ran only.
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

// find is where a section stands, or less than nothing.
func find(sections []txtar.File, name string) int {
	return slices.IndexFunc(sections, func(s txtar.File) bool { return s.Name == name })
}

// sameName says whether two sections have one name.
func sameName(a, b txtar.File) bool { return a.Name == b.Name }

// names lists the names of sections.
func names(sections []txtar.File) string {
	list := make([]string, len(sections))
	for i, s := range sections {
		list[i] = s.Name
	}

	return strings.Join(list, "\n\t")
}

// diff lists the lines that differ, by number. Pictures keep their rows, so
// comparing line by line says more than looking for what moved.
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

// lineAt returns a line and whether there is one.
func lineAt(lines []string, i int) (string, bool) {
	if i >= len(lines) {
		return "", false
	}

	return lines[i], true
}
