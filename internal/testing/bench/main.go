//go:build linux

// Command bench measures the whole program in a pseudo-terminal: the time to the first frame and
// the memory, compared with a bare Bubble Tea program in the same run; the bytes and the time of a
// key in every view, compared with the cheapest change of the cells; the bytes sent when idle; and
// the time of a frame with data a hundred times as large. It sees only what the program writes.
//
//	go run ./internal/testing/bench             the table, on standard output
//	go run ./internal/testing/bench -write      and in docs/performance.md
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func main() {
	write := flag.Bool("write", false, "write the table to docs/performance.md")
	runs := flag.Int("runs", 41, "how often to start each program")
	only := flag.String("only", "", "run only this part: start, keys or frames")
	flag.Parse()
	if err := inFolder(func(dir string) error { return run(dir, *runs, *only, *write) }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// failure is the panic value that ends the run, as Fatal ends a test.
type failure struct{ what string }

func (f failure) Error() string { return f.what }

// inFolder calls do with a new temporary folder, and returns its error or failure.
func inFolder(do func(dir string) error) (err error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() {
		_ = os.RemoveAll(dir)
		if f, failed := recover().(failure); failed {
			err = f
		}
	}()
	return do(dir)
}

// run measures and prints each table as soon as it is complete.
func run(dir string, runs int, only string, write bool) error {
	explorer, bare := filepath.Join(dir, "allyscope"), filepath.Join(dir, "bare")
	for _, p := range [][2]string{{explorer, "./cmd/allyscope"}, {bare, "./internal/testing/bare"}} {
		c := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", p[0], p[1]) // as it is released
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", p[1], err, out)
		}
	}
	b := &bench{explorer: explorer, bare: bare, home: dir, runs: runs}
	defer b.end()
	for _, part := range []struct {
		name string
		run  func() error
	}{{"start", b.start}, {"keys", b.keys}, {"frames", b.frames}} {
		if only != "" && only != part.name {
			continue
		}
		from := b.text.Len()
		if err := part.run(); err != nil {
			return err
		}
		fmt.Print(b.text.String()[from:])
	}
	if b.missed > 0 {
		fmt.Printf("%d targets are missed.\n", b.missed)
	}
	if write && only == "" {
		return keep(b.text.String())
	}
	return nil
}

// bench is a run of the benchmark. It acts as the test that package ptytest needs.
type bench struct {
	testing.TB

	explorer, bare, home string
	runs                 int
	text                 strings.Builder
	missed               int
	ends                 []func()
}

// Helper, Cleanup, Fatal, Fatalf and Skipf implement testing.TB. A failure ends the run.

func (b *bench) Helper()          {}
func (b *bench) Cleanup(f func()) { b.ends = append(b.ends, f) }

func (b *bench) Fatal(args ...any) { panic(failure{fmt.Sprint(args...)}) }

func (b *bench) Fatalf(format string, args ...any) { b.Fatal(fmt.Sprintf(format, args...)) }
func (b *bench) Skipf(format string, args ...any)  { b.Fatal(fmt.Sprintf(format, args...)) }

// end runs the cleanups, the last first.
func (b *bench) end() {
	for len(b.ends) > 0 {
		last := b.ends[len(b.ends)-1]
		b.ends = b.ends[:len(b.ends)-1]
		last()
	}
}

// sayf adds a line to the tables.
func (b *bench) sayf(format string, args ...any) { fmt.Fprintf(&b.text, format+"\n", args...) }

// verdict says whether a figure meets its target, and counts those that miss it.
func (b *bench) verdict(got, most float64) string {
	if got <= most {
		return "met"
	}
	b.missed++
	return "**missed**"
}

// The page with the tables, and the lines around them.
const (
	page  = "docs/performance.md"
	begin = "<!-- bench: made by go run ./internal/testing/bench -write -->\n"
	end   = "<!-- bench ends -->\n"
)

// keep writes the tables into the page.
func keep(tables string) error {
	old, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(old), begin)
	_, after, ends := strings.Cut(rest, end)
	if !found || !ends {
		return fmt.Errorf("%s has no place for the tables", page)
	}
	return os.WriteFile(page, []byte(before+begin+"\n"+tables+"\n"+end+after), 0o644)
}
