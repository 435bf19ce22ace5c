// Command fuzzall searches for inputs that break the program. For half of the time it walks through
// the explorer at random, both on a screen and in lines of text; in the other half it runs each
// fuzz test in turn. It stops at the first failure.
//
//	go run ./internal/testing/fuzzall -for 1h
//
// An input that fails a fuzz test is saved in its package's testdata/fuzz and runs with the tests
// from then on; inputs that only extend the coverage stay in Go's cache. A failing walk prints the
// session that repeats it.
package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

func main() {
	long := flag.Duration("for", time.Hour, "how long to run in all")
	workers := flag.Int("parallel", 2, "how many inputs to try at a time")
	flag.Parse()
	if err := run(*long, *workers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// target is a fuzz test.
type target struct{ pkg, name string }

func run(long time.Duration, workers int) error {
	targets, err := list()
	if err != nil {
		return err
	}
	half := long / 2
	fmt.Printf("the walk, %v\n", half)
	if err := test("./internal/tui", "-run", "Walk$", "-walk", (half / 2).String(), "-session", "0", "-timeout", "0", "-v"); err != nil {
		return err
	}
	turn := (half / time.Duration(len(targets))).Round(time.Second)
	for _, t := range targets {
		fmt.Printf("%s %s, %v\n", t.pkg, t.name, turn)
		err := test(t.pkg, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", turn.String(), "-parallel", fmt.Sprint(workers))
		if err != nil {
			return err
		}
	}
	return nil
}

// list returns the fuzz tests of the module.
func list() ([]target, error) {
	out, err := exec.CommandContext(context.Background(), "go", "test", "-list", "^Fuzz", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("the fuzz tests cannot be listed: %w", err)
	}
	var found []target
	var names []string
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 1 && strings.HasPrefix(fields[0], "Fuzz"):
			names = append(names, fields[0])
		case len(fields) > 1 && fields[0] == "ok": // the package of the names before it
			for _, n := range names {
				found = append(found, target{fields[1], n})
			}
			names = nil
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no fuzz tests found")
	}
	return found, nil
}

// test runs tests of a package and shows their output.
func test(pkg string, args ...string) error {
	c := exec.CommandContext(context.Background(), "go", append([]string{"test", pkg}, args...)...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", pkg, err)
	}
	return nil
}
