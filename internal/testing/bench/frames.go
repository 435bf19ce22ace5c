//go:build linux

package main

import (
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/large"
	"allyscope/internal/thin"
	"allyscope/internal/tui"
	"allyscope/internal/views"
)

// The targets for a frame.
const (
	frameTarget = 4.0 // ms, at the 99th percentile
	largeTarget = 1.2 // times that target, with the data a hundred times as large
)

// frames measures the processor time from a key to the bytes of its frame at 200x60. That excludes
// the wait for the renderer's clock and for a busy processor.
func (b *bench) frames() error {
	b.sayf("| 200x60, from a key to its frame, on a processor | median | 99 of 100 | data × 100, median | 99 of 100 | target | |")
	b.sayf("|---|---|---|---|---|---|---|")
	own, err := b.frame(frozen.Tree)
	if err != nil {
		return err
	}
	grown, err := b.frame(large.Files)
	if err != nil {
		return err
	}
	for _, v := range views.All() {
		o, g := own[v.ID], grown[v.ID]
		most := percentile(o, 99)
		verdict := b.verdict(most, frameTarget)
		if verdict == "met" {
			verdict = b.verdict(percentile(g, 99), largeTarget*frameTarget)
		}
		b.sayf("| %s | %.2f ms | %.2f ms | %.2f ms | %.2f ms | ≤ %.0f ms, with data × 100 %.1f × that | %s |", v.ID, percentile(o, 50), most,
			percentile(g, 50), percentile(g, 99), frameTarget, largeTarget, verdict)
	}
	b.sayf("")
	return nil
}

func percentile(list []float64, n int) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[(len(sorted)-1)*n/100]
}

// frame presses keys in every view of a data set and returns the processor time of each in ms.
func (b *bench) frame(files func() (fs.FS, error)) (map[query.View][]float64, error) {
	tree, err := files()
	if err != nil {
		return nil, err
	}
	ds, err := dataset.Open(tree)
	if err != nil {
		return nil, err
	}
	out := map[query.View][]float64{}
	for _, v := range views.All() {
		if out[v.ID], err = presses(ds, v.ID); err != nil {
			return nil, fmt.Errorf("%s: %w", v.ID, err)
		}
	}
	return out, nil
}

// presses presses keys in one view and returns the processor time of each in ms.
func presses(ds *dataset.Dataset, v query.View) ([]float64, error) {
	q, err := query.Parse(v.String()+" 2%", analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	env := strings.Fields("TERM=xterm-256color LANG=C.UTF-8")
	m, err := tui.New(tui.Options{Data: ds, Query: q, Environment: terminal.Detect(env)})
	if err != nil {
		return nil, err
	}
	const w, h = 200, 60
	screen := thin.New(io.Discard, "xterm-256color")
	screen.Resize(w, h)
	frame := func(msg tea.Msg) {
		m.Update(msg)
		screen.Draw(m.Frame())
	}
	frame(tea.WindowSizeMsg{Width: w, Height: h})
	runtime.GC() // garbage of the previous view is not part of this one's cost
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var times []float64
	for began, n := time.Now(), 0; n < keysOfAView && (n < leastKeys || time.Since(began) < enough); n++ {
		k := [...]rune{'[', 'j', '[', 'j', ']', 'k', '[', 'j'}[n%8]
		begun := onProcessor()
		frame(tea.KeyPressMsg{Code: k, Text: string(k)})
		if n >= warm {
			times = append(times, ms(onProcessor()-begun))
		}
	}
	return times, nil
}

// onProcessor returns the processor time of this thread.
func onProcessor() time.Duration {
	var t unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t) // every Linux has it
	return time.Duration(t.Nano())
}

// The number of keys pressed in a view.
const (
	keysOfAView = 320             // at most
	leastKeys   = 20              // at least
	warm        = 8               // the first ones, which do not count
	enough      = 3 * time.Second // after which no more are pressed
)
