//go:build linux

package main

import (
	"io"
	"strconv"
	"time"

	"allyscope/internal/testing/termtest"
	"allyscope/internal/views"
)

// keyTarget is the most a key may send, as a multiple of the cheapest change.
const keyTarget = 1.5

// steps is the number of years between the edition's first year and its last.
const steps = 12

// keys steps through the years in every view, over SSH.
func (b *bench) keys() error {
	b.sayf("| 120x40 over SSH, a change of year, settled | worst year | cheapest change | | all years | time of a key, median | target | |")
	b.sayf("|---|---|---|---|---|---|---|---|")
	for i, v := range views.All() {
		key := strconv.Itoa(i + 1)
		if i >= len(views.Tabs()) {
			key = "\r" // the sheet
		}
		c := b.view(key)
		b.sayf("| %s | %d B | %d B | %.2f × | %.2f × | %.1f ms | ≤ %.1f × | %s |", v.ID, c.sent, c.least, c.worst, float64(c.all)/float64(max(1, c.allLeast)),
			median(c.times), keyTarget, b.verdict(c.worst, keyTarget))
	}
	b.sayf("")
	return nil
}

// cost is the cost of the steps in one view.
type cost struct {
	worst         float64 // the worst year's bytes, as a multiple of the cheapest change
	sent, least   int     // the bytes and the cheapest change of that year
	all, allLeast int
	times         []float64 // from a key to the end of its first frame, ms
}

// view opens a view by its key and goes back through the years. The window's title counts both as
// sent and as part of the cheapest change.
func (b *bench) view(key string) cost {
	x, _ := b.at(120, 40, []string{"SSH_TTY=/dev/pts/9"}, b.explorer, "2%", "DEU", "FRA", "POL")
	screen := termtest.NewTerminal(120, 40, io.Discard)
	defer func() { _ = screen.Close() }()
	x.WaitFor("meet 2 %", 0)
	x.Type(key)
	shown := 0
	show := func() {
		out := x.Output()
		_, _ = io.WriteString(screen, out[shown:]) // the emulator never fails
		shown = len(out)
	}
	x.Quiet(settled)
	show()
	var c cost
	for range steps {
		before, title, from := screen.Cells(), screen.Title(), shown
		typed := time.Now()
		x.Type("[")
		if bytes, last := x.Quiet(settled / 5); bytes > from {
			c.times = append(c.times, ms(last.Sub(typed)))
		}
		x.Quiet(settled)
		show()
		sent, least := shown-from, termtest.Cheapest(before, screen.Cells())
		if now := screen.Title(); now != title {
			least += len("\x1b]2;\a") + len(now)
		}
		if sent == 0 {
			continue // the first year
		}
		c.all, c.allLeast = c.all+sent, c.allLeast+least
		if r := float64(sent) / float64(max(1, least)); r > c.worst {
			c.worst, c.sent, c.least = r, sent, least
		}
	}
	b.end()
	return c
}

// settled is longer than any delay after which the explorer draws more, even on a busy machine.
const settled = 1200 * time.Millisecond
