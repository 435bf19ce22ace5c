package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// witness is a test that records its failures and whose cleanups run on demand.
type witness struct {
	testing.TB

	failures []string
	cleanups []func()
}

func (w *witness) Helper()          {}
func (w *witness) Name() string     { return "TestWitness" }
func (w *witness) Failed() bool     { return len(w.failures) > 0 }
func (w *witness) Skipped() bool    { return false }
func (w *witness) Cleanup(f func()) { w.cleanups = append(w.cleanups, f) }

func (w *witness) Logf(string, ...any) {}

func (w *witness) Errorf(format string, args ...any) {
	w.failures = append(w.failures, fmt.Sprintf(format, args...))
}

// Fatalf ends the test as a real one does.
func (w *witness) Fatalf(format string, args ...any) {
	w.Errorf(format, args...)
	panic(w)
}

func (w *witness) Fatal(args ...any) { w.Fatalf("%s", fmt.Sprint(args...)) }

// run runs a test that checks sections of the file, and returns its failures. A section is written
// as name=text.
func run(t *testing.T, f *File, sections ...string) (report string) {
	t.Helper()

	w := &witness{TB: t}

	defer func() {
		if r := recover(); r != nil && r != any(w) {
			panic(r)
		}

		for _, end := range w.cleanups {
			end()
		}

		report = strings.Join(w.failures, "\n")
	}()

	f.open(w)

	for _, s := range sections {
		name, text, _ := strings.Cut(s, "=")
		f.Check(w, name, text)
	}

	return ""
}

// inScratch changes to a new directory with a file of three sections, and returns its path.
func inScratch(t *testing.T) string {
	t.Helper()
	t.Chdir(t.TempDir())

	path := filepath.Join("testdata", "x.txtar")
	if report := run(t, &File{path: path, update: true}, "a 1=one", "b 2=two\ntoo\n\n", "c 3="); report != "" {
		t.Fatal(report)
	}

	return path
}

// contents returns the file without its first lines, which name the test.
func contents(t *testing.T, path string) string {
	t.Helper()

	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	comment, rest, _ := strings.Cut(string(b), "\n\n")
	if comment != "Kept by TestWitness; renewed by go test -run '^TestWitness$' -update." {
		t.Errorf("the file begins with %q", comment)
	}

	return rest
}

func TestUpdateWrites(t *testing.T) {
	path := inScratch(t)
	if got, want := contents(t, path), "-- a 1 --\none\n-- b 2 --\ntwo\ntoo\n-- c 3 --\n\n"; got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}

	// Sections that are no longer checked go, and the order is that of the checks.
	run(t, &File{path: path, update: true}, "c 3=three", "a 1=one")

	if got, want := contents(t, path), "-- c 3 --\nthree\n-- a 1 --\none\n"; got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}

	// If only part of the test runs, the other sections stay.
	run(t, &File{path: path, update: true, partial: true}, "a 1=eins", "d 4=vier")

	if got, want := contents(t, path), "-- c 3 --\nthree\n-- a 1 --\neins\n-- d 4 --\nvier\n"; got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}

	// A line of a text that looks like a name is not taken for one.
	marked := "c 3=three\n-- four --\nfive"
	run(t, &File{path: path, update: true}, marked)

	if got, want := contents(t, path), "-- c 3 --\n>three\n>-- four --\n>five\n"; got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}

	if report := run(t, &File{path: path}, marked); report != "" {
		t.Error(report)
	}

	// A failing test updates nothing.
	if report := run(t, &File{path: path, update: true}, "c 3=uno", "c 3=due"); !strings.Contains(report, "twice") {
		t.Errorf("checking twice: %q", report)
	}

	if got := contents(t, path); !strings.Contains(got, "five") {
		t.Errorf("a failed test wrote:\n%s", got)
	}
}

func TestCheckCompares(t *testing.T) {
	path := inScratch(t)

	for _, test := range []struct {
		name     string
		partial  bool
		sections []string
		want     string // part of the report; "" means no failures
		not      string
	}{
		{"same", false, []string{"a 1=one", "b 2=two\ntoo", "c 3=\n"}, "", ""},
		{"other", false, []string{"a 1=one", "b 2=two\nto", "c 3="}, "   2 want │too\n   2 got  │to\n", "│two"},
		{"longer", false, []string{"a 1=one\nmore", "b 2=two\ntoo", "c 3="}, "   2 want │\n   2 got  │more\n   3 got  │", ""},
		{"new", false, []string{"a 1=one", "b 2=two\ntoo", "c 3=", "d 4=x"}, `no section "d 4"`, ""},
		{"stale", false, []string{"a 1=one", "c 3="}, "out of date", ""},
		{"stale in part", true, []string{"a 1=one", "c 3="}, "", ""},
		{"order", false, []string{"b 2=two\ntoo", "a 1=one", "c 3="}, "out of date", ""},
		{"twice", false, []string{"a 1=one", "a 1=one"}, "twice", ""},
		{"no name", false, []string{"=one"}, "is not a name", ""},
		{"a name that would not be read back", false, []string{"a  1=one"}, "is not a name", ""},
	} {
		report := run(t, &File{path: path, partial: test.partial}, test.sections...)
		if (report == "") != (test.want == "") || !strings.Contains(report, test.want) {
			t.Errorf("%s: %q, want %q", test.name, report, test.want)
		}

		if test.not != "" && strings.Contains(report, test.not) {
			t.Errorf("%s: %q has %q", test.name, report, test.not)
		}
	}

	if report := run(t, &File{path: filepath.Join("testdata", "none.txtar")}); !strings.Contains(report, "-update") {
		t.Errorf("a missing file: %q", report)
	}
}
