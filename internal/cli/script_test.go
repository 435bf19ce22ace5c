package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"allyscope/internal/cli"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/tui"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"allyscope": func() {
		tables, err := frozen.Tree()
		if err != nil {
			panic(err)
		}
		p := cli.Program{Version: "1.2.3", Commit: "abc1234", Tables: tables, Explore: explorer, Now: func() time.Time {
			return time.Date(2027, 12, 1, 12, 0, 0, 0, time.UTC)
		}}
		os.Exit(cli.Run(context.Background(), p, os.Args[1:], cli.Standard()))
	}})
}

// explorer replaces the explorer: it prints the query that it is opened with.
func explorer(_ context.Context, e tui.Options, s cli.Streams) error {
	what := "explorer"
	if e.Plain {
		what = "conversation"
	}
	_, err := fmt.Fprintf(s.Out, "%s: %s\n", what, e.Query)
	return err
}

// TestScripts runs the scripts, which hold command lines and the output they must give.
func TestScripts(t *testing.T) {
	// The published workbooks are not part of the repository.
	samples, err := filepath.Abs("../../../shared/data/import-samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: golden.Updating(),
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "C.UTF-8")
			e.Setenv("TERM", "xterm-256color")
			e.Setenv("SAMPLES", samples)
			e.Setenv("PARTS", "\nallyscope: all is well\n")
			e.Setenv("STEERS", "\x1b[2J\u202e\u009b") // clears the screen and reverses the direction of text
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Getuid() == 0, nil // root ignores permissions
			case "samples":
				_, err := os.Stat(samples)
				return err == nil, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"json": checkJSON,
			"keep": keepJSON,
			"exit": checkExit,
		},
	})
}

// checkExit runs allyscope and compares its exit code, as in: exit 2 rank nonsense.
func checkExit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exit code [word…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("allyscope", args[1:]...)
	got := 0
	if err != nil {
		var code interface{ ExitCode() int }
		if e, ok := err.(interface{ ExitCode() int }); ok {
			code = e
		}
		if code == nil {
			ts.Fatalf("%v", err)
		}
		got = code.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// checkJSON compares a value in the JSON on standard output, as in: json count.meets 23. In a path,
// rows[DEU] is the row with that code, rows[] all rows, and rows[0] the first.
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json path value")
	}
	for _, v := range lookUp(ts, args[0]) {
		if got := show(v); (got == args[1]) == neg {
			ts.Fatalf("%s is %s, want %s", args[0], got, args[1])
		}
	}
}

// keepJSON writes the values at a path to a file, one per line, as in: keep rows[] rows.
func keepJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep path file")
	}
	var b strings.Builder
	for _, v := range lookUp(ts, args[0]) {
		b.WriteString(show(v) + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}

// lookUp returns the values at a path of the JSON on standard output.
func lookUp(ts *testscript.TestScript, path string) []any {
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	d.UseNumber() // keeps 2.00 as 2.00
	var root any
	ts.Check(d.Decode(&root))
	if _, err := d.Token(); err != io.EOF {
		ts.Fatalf("more than one value on standard output")
	}
	values := []any{root}
	for step := range strings.SplitSeq(path, ".") {
		values = follow(ts, values, step)
	}
	return values
}

func follow(ts *testscript.TestScript, values []any, step string) []any {
	name, index, indexed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
	var out []any
	for _, v := range values {
		object, ok := v.(map[string]any)
		if !ok {
			ts.Fatalf("%s: not in an object but in %v", step, v)
		}
		found, ok := object[name]
		if !ok {
			ts.Fatalf("%s: no such field", step)
		}
		if !indexed {
			out = append(out, found)
			continue
		}
		list, _ := found.([]any)
		before := len(out)
		for i, x := range list {
			row, _ := x.(map[string]any)
			if index == "" || index == strconv.Itoa(i) || row["code"] == index {
				out = append(out, x)
			}
		}
		if len(out) == before {
			ts.Fatalf("%s: no such value", step)
		}
	}
	return out
}

func show(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}
