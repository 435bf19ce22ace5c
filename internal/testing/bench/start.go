//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/testing/ptytest"
)

// The targets for starting.
const (
	startTarget  = 1.15 // of the bare program's time
	memoryTarget = 22.0 // MB resident at most
)

// at starts a program at a new terminal, without any user's settings.
func (b *bench) at(columns, lines uint16, env []string, program string, args ...string) (*ptytest.Terminal, *ptytest.Process) {
	x := ptytest.New(b, columns, lines)
	x.Answer(0)
	c := exec.CommandContext(context.Background(), program, args...)
	c.Env = append([]string{"TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + b.home, "PATH=" + os.Getenv("PATH")}, env...)
	return x, x.Start(c, true)
}

// start measures both programs in turn: their start, and their memory and output when idle.
func (b *bench) start() error {
	type program struct {
		path, says string
		args       []string
		first, cpu []float64 // ms
		resident   []float64 // peak MB
		idle       int       // bytes in two seconds
	}
	programs := []*program{{path: b.bare, says: "bare: q quits"}, {path: b.explorer, says: "Lithuania", args: []string{"2024"}}}
	for range b.runs {
		for _, p := range programs {
			begun := time.Now()
			x, process := b.at(120, 40, nil, p.path, p.args...)
			x.WaitFor(p.says, 0)
			p.first = append(p.first, ms(time.Since(begun)))
			p.cpu = append(p.cpu, cpu(process.ID()))
			x.Quiet(500 * time.Millisecond)
			p.resident = append(p.resident, resident(process.ID()))
			if len(p.first) == b.runs {
				before, _ := x.Quiet(0)
				<-time.After(2 * time.Second)
				after, _ := x.Quiet(0)
				p.idle = after - before
			}
			b.end()
		}
	}
	b.sayf("| 120x40, median of %d starts in turn | bare Bubble Tea program | allyscope | target | |", b.runs)
	b.sayf("|---|---|---|---|---|")
	bare, own := programs[0], programs[1]
	ratio := median(own.first) / median(bare.first)
	b.sayf("| start to first frame | %.1f ms | %.1f ms, %.2f × | ≤ %.2f × | %s |", median(bare.first), median(own.first), ratio, startTarget, b.verdict(ratio, startTarget))
	b.sayf("| the fastest of them | %.1f ms | %.1f ms, %.2f × | | |", slices.Min(bare.first), slices.Min(own.first), slices.Min(own.first)/slices.Min(bare.first))
	b.sayf("| of that, on a processor | %.1f ms | %.1f ms | | |", median(bare.cpu), median(own.cpu))
	most := slices.Max(own.resident)
	b.sayf("| resident at most | %.1f MB | %.1f MB | ≤ %.0f MB | %s |", slices.Max(bare.resident), most, memoryTarget, b.verdict(most, memoryTarget))
	load, _ := os.ReadFile("/proc/loadavg")
	waiting, _, _ := strings.Cut(string(load), " ")
	b.sayf("| waiting for a processor meanwhile | | %s programs, on %d processors | | |", waiting, runtime.NumCPU())
	b.sayf("| sent when idle | %d B | %d B | 0 B | %s |", bare.idle, own.idle, b.verdict(float64(own.idle), 0))
	b.sayf("")
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// cpu returns the processor time of a process in ms.
func cpu(pid int) float64 {
	total := 0.0
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, t := range tasks {
		text, _ := os.ReadFile(t) // a thread that has just ended is not counted
		field, _, _ := strings.Cut(string(text), " ")
		n, _ := strconv.ParseFloat(field, 64)
		total += n / 1e6
	}
	return total
}

// resident returns the peak memory of a process in MB.
func resident(pid int) float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	for field := range strings.FieldsSeq(rest) {
		n, _ := strconv.ParseFloat(field, 64)
		return n / 1024
	}
	return 0
}
