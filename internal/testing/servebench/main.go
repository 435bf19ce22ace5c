// Command servebench measures allyscope-serve from the outside. It opens many sessions and prints
// their memory, the time from a key to the screen's answer and the load when idle, then how soon
// followers on a second server see a presenter's step. It runs on Linux only and is not a test.
//
//	go run ./internal/testing/servebench
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

func main() {
	held := flag.Int("sessions", 200, "sessions held open")
	busy := flag.Int("busy", 100, "sessions in which keys are pressed")
	long := flag.Duration("for", 10*time.Second, "how long keys are pressed, and how long all sessions are idle")
	steps := flag.Int("steps", 100, "steps of the presenter")
	flag.Parse()
	if err := run(*held, *busy, *long, *steps); err != nil {
		log.Fatal(err)
	}
}

func run(held, busy int, long time.Duration, steps int) error {
	dir, err := os.MkdirTemp("", "servebench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	fmt.Printf("%d cores; load before: %s", runtime.NumCPU(), load())
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(dir, "allyscope-serve"), "./cmd/allyscope-serve").CombinedOutput(); err != nil { //nolint:noctx // it ends by itself
		return fmt.Errorf("%w: %s", err, out)
	}
	if err := measure(dir, held, busy, long); err != nil {
		return err
	}
	return following(dir, steps)
}

// load returns the load averages of the machine.
func load() string {
	b, _ := os.ReadFile("/proc/loadavg")
	return string(b)
}

// patience is how long to wait for anything before giving up.
const patience = 20 * time.Second

// host is the server being measured.
type host struct {
	cmd  *exec.Cmd
	addr string
}

func start(dir string, sessions int, flags ...string) (*host, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // this machine
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	_ = l.Close()
	many := strconv.Itoa(2 * sessions)
	flags = append(flags, "--listen", addr, "--host-key", filepath.Join(dir, "key"), "--max-sessions", many, "--per-address", many)
	h := &host{addr: addr, cmd: exec.Command(filepath.Join(dir, "allyscope-serve"), flags...)} //nolint:noctx // end kills it
	if err := h.cmd.Start(); err != nil {
		return nil, err
	}
	for range 200 {
		c, err := net.Dial("tcp", addr) //nolint:noctx // this machine
		if err == nil {
			return h, c.Close()
		}
		<-time.After(20 * time.Millisecond)
	}
	return nil, errors.New("the server does not start")
}

func (h *host) end() {
	_ = h.cmd.Process.Kill()
	_ = h.cmd.Wait()
}

// screen is one session.
type screen struct {
	client *ssh.Client
	keys   io.Writer
	drawn  chan time.Time // when the last output arrived
	keep   atomic.Bool    // whether output is added to kept

	mu   sync.Mutex
	kept []byte
}

// Write receives output of the session.
func (x *screen) Write(p []byte) (int, error) {
	if x.keep.Load() {
		x.mu.Lock()
		x.kept = append(x.kept, p...)
		x.mu.Unlock()
	}
	x.drain()
	x.drawn <- time.Now()
	return len(p), nil
}

// drain forgets output that arrived earlier.
func (x *screen) drain() {
	select {
	case <-x.drawn:
	default:
	}
}

func (h *host) open(columns, lines int, command string) (*screen, error) {
	c, err := ssh.Dial("tcp", h.addr, &ssh.ClientConfig{User: "bench", HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		return nil, err
	}
	s, err := c.NewSession()
	if err != nil {
		return nil, err
	}
	x := &screen{client: c, drawn: make(chan time.Time, 1)}
	s.Stdout = x
	if x.keys, err = s.StdinPipe(); err != nil {
		return nil, err
	}
	if err := s.RequestPty("xterm-256color", lines, columns, nil); err != nil {
		return nil, err
	}
	if err := s.Start(command); err != nil {
		return nil, err
	}
	_, err = x.wait()
	return x, err
}

// wait waits for output and returns the time of its arrival.
func (x *screen) wait() (time.Time, error) {
	select {
	case at := <-x.drawn:
		return at, nil
	case <-time.After(patience):
		return time.Time{}, errors.New("a session does not answer")
	}
}

// press presses ten keys a second and returns how long each took to be answered. Every key changes
// the screen. Output that comes late may be taken for the answer to the next key.
func (x *screen) press(long time.Duration) ([]time.Duration, error) {
	var took []time.Duration
	t := time.NewTicker(100 * time.Millisecond)
	defer t.Stop()
	for i, end := 0, time.Now().Add(long); time.Now().Before(end); i++ {
		<-t.C
		x.drain()
		began := time.Now()
		if _, err := io.WriteString(x.keys, "hjlk"[i/8%4:i/8%4+1]); err != nil {
			return nil, err
		}
		at, err := x.wait()
		if err != nil {
			return nil, err
		}
		took = append(took, at.Sub(began))
	}
	return took, nil
}

// pressAll presses keys in several sessions at once.
func pressAll(all []*screen, long time.Duration) ([]time.Duration, error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	var failed error
	for _, x := range all {
		wg.Go(func() {
			mine, err := x.press(long)
			mu.Lock()
			defer mu.Unlock()
			took, failed = append(took, mine...), errors.Join(failed, err)
		})
	}
	wg.Wait()
	return took, failed
}

func measure(dir string, held, busy int, long time.Duration) error {
	h, err := start(dir, held)
	if err != nil {
		return err
	}
	defer h.end()
	first, err := h.open(120, 40, "")
	if err != nil {
		return err
	}
	alone, err := first.press(long)
	if err != nil {
		return err
	}
	fmt.Printf("one session alone, key to frame: %s\n", spread(alone))
	var all []*screen
	for _, size := range [...][2]int{{80, 24}, {120, 40}} {
		before := h.resident()
		for range held / 2 {
			x, err := h.open(size[0], size[1], "")
			if err != nil {
				return err
			}
			all = append(all, x)
		}
		fmt.Printf("%d sessions of %dx%d: %d KB each\n", held/2, size[0], size[1], (h.resident()-before)/(held/2))
	}
	spent := h.spent()
	<-time.After(long)
	idle := float64(h.spent()-spent) / long.Seconds()
	fmt.Printf("%d sessions idle: %.1f %% of a core, for 100 of them %.1f %%\n", held, idle, idle*100/float64(held))
	spent = h.spent()
	took, err := pressAll(all[held-busy:], long)
	if err != nil {
		return err
	}
	fmt.Printf("%d sessions at ten keys a second, %d keys answered, key to frame: %s; %.0f %% of a core\n", busy, len(took), spread(took), float64(h.spent()-spent)/long.Seconds())
	return nil
}

func spread(took []time.Duration) string {
	slices.Sort(took)
	at := func(part float64) time.Duration {
		return took[int(part*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	return fmt.Sprintf("median %v, 99th percentile %v, most %v", at(0.5), at(0.99), at(1))
}

// resident returns the resident memory of the server in KB.
func (h *host) resident() int {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", h.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return n
}

// spent returns the processor time of the server in hundredths of a second.
func (h *host) spent() int {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", h.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(b), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return user + system
}
