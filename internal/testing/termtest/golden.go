package termtest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// updateFlag is the flag that makes [Golden] write instead of compare.
const updateFlag = "update"

// A flag has to be there before the test binary parses its arguments, which
// leaves no other place to register it.
func init() {
	flag.Bool(updateFlag, false, "write the golden files instead of comparing with them")
}

// Golden compares a text with testdata/<name>.golden beside the test. The name
// may contain slashes. Run the tests of one package with -update to write the
// files anew, and read the difference before committing it:
//
//	go test ./internal/tui/ranking -update && git diff
func Golden(t testing.TB, name, got string) {
	t.Helper()

	path := filepath.Join("testdata", filepath.FromSlash(name)+".golden")
	got = strings.TrimRight(got, "\n") + "\n"

	if updating() {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}

		return
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}

	if difference := diff(string(want), got); difference != "" {
		t.Errorf("%s differs (-update writes it anew):\n%s", path, difference)
	}
}

// updating says whether the tests were run with -update.
func updating() bool {
	set := flag.Lookup(updateFlag)

	return set != nil && set.Value.String() == "true"
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
