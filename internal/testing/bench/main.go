//go:build linux

// Command bench drives the whole program in a pseudo-terminal, and says what it
// costs: the time to the first frame and the memory beside a bare Bubble Tea program
// in the same run, the bytes and the time of a key in every view beside the cheapest
// change of the cells, what it sends when idle, and the time of a frame with the data
// a hundred times as large. It reads no more of the program than what it writes.
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
	runs := flag.Int("runs", 41, "how often each program is started")
	only := flag.String("only", "", "run only the part of this name: start, keys, frames")
	flag.Parse()
	if err := inFolder(func(dir string) error { return run(dir, *runs, *only, *write) }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// failure is what ends the run, as a test's Fatal does.
type failure struct{ what string }

func (f failure) Error() string { return f.what }

// inFolder does something in a folder of its own, which is gone afterwards.
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

// run measures, and prints each table as it is made.
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

// bench is a run of the benchmark. It stands in for a test where the terminal wants
// one.
type bench struct {
	testing.TB

	explorer, bare, home string
	runs                 int
	text                 strings.Builder
	missed               int
	ends                 []func()
}

// Helper, Cleanup, Fatal, Fatalf and Skipf are those of a test: what fails ends the run.

func (b *bench) Helper()          {}
func (b *bench) Cleanup(f func()) { b.ends = append(b.ends, f) }

func (b *bench) Fatal(args ...any) { panic(failure{fmt.Sprint(args...)}) }

func (b *bench) Fatalf(format string, args ...any) { b.Fatal(fmt.Sprintf(format, args...)) }
func (b *bench) Skipf(format string, args ...any)  { b.Fatal(fmt.Sprintf(format, args...)) }

// end closes what is open, the last first.
func (b *bench) end() {
	for len(b.ends) > 0 {
		last := b.ends[len(b.ends)-1]
		b.ends = b.ends[:len(b.ends)-1]
		last()
	}
}

// sayf adds a line to the tables.
func (b *bench) sayf(format string, args ...any) { fmt.Fprintf(&b.text, format+"\n", args...) }

// verdict is how a figure stands to its target.
func (b *bench) verdict(got, most float64) string {
	if got <= most {
		return "met"
	}
	b.missed++
	return "**missed**"
}

// page is where the tables stand, between these lines.
const (
	page  = "docs/performance.md"
	begin = "<!-- bench: made by go run ./internal/testing/bench -write -->\n"
	end   = "<!-- bench ends -->\n"
)

// keep puts the tables into the page.
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
