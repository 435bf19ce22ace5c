//go:build unix

package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// asProgram is the variable that makes the test binary run as the program.
const asProgram = "ALLYSCOPE_SERVE_TEST"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// running is a running server and its log.
type running struct {
	*exec.Cmd

	log *bufio.Reader
}

func start(t *testing.T, flags ...string) *running {
	t.Helper()
	c := exec.Command(os.Args[0], append([]string{"--listen", "127.0.0.1:0", "--host-key", filepath.Join(t.TempDir(), "new", "key")}, flags...)...)
	c.Env = []string{asProgram + "=1"}
	out, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	return &running{c, bufio.NewReader(out)}
}

// says waits for a line of the log that matches the pattern, and returns the last submatch.
func (r *running) says(t *testing.T, pattern string) string {
	t.Helper()
	wanted := regexp.MustCompile(pattern)
	for {
		line, err := r.log.ReadString('\n')
		if found := wanted.FindStringSubmatch(line); found != nil {
			return found[len(found)-1]
		}
		if err != nil {
			t.Fatalf("the log does not say %s: %v", pattern, err)
		}
	}
}

// A server that is terminated restores its clients' terminals, logs each session with its user,
// length and reason, and exits with 0. Only the server's user can read the host key.
func TestTermination(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := start(t, "--host-key", filepath.Join(dir, "key"), "--health", "127.0.0.1:0")
	health := r.says(t, `msg=health address=(\S+)`)
	addr := r.says(t, `msg=serving address=(\S+)`)
	if info, err := os.Stat(filepath.Join(dir, "key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v, %v", info, err)
	}
	c, err := ssh.Dial("tcp", addr, &ssh.ClientConfig{User: "staff", HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: 2 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.StdinPipe(); err != nil { // the client stays, but types nothing
		t.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Start("2024 2%"); err != nil {
		t.Fatal(err)
	}
	var shown bytes.Buffer
	for part := make([]byte, 4096); !bytes.Contains(shown.Bytes(), []byte("Poland")); {
		n, err := out.Read(part)
		if err != nil {
			t.Fatalf("%v after %q", err, shown.String())
		}
		shown.Write(part[:n])
	}
	if got, err := http.Get("http://" + health + "/metrics"); err != nil {
		t.Error(err)
	} else if text, err := io.ReadAll(got.Body); err != nil || !strings.Contains(string(text), "allyscope_sessions 1\n") {
		t.Errorf("%v, %s", err, text)
	}
	if err := r.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(out)
	if err != nil || !bytes.Contains(rest, []byte("\x1b[?1049l")) {
		t.Errorf("the terminal is not given back: %v, %q", err, rest)
	}
	if line := r.says(t, `(.*msg=session.*)`); !strings.Contains(line, "user=staff address=127.0.0.1 terminal=true seconds=") || !strings.Contains(line, `why="the server is closing"`) || strings.Contains(line, "2%") {
		t.Error(line)
	}
	_, _ = io.Copy(io.Discard, r.log)
	if err := r.Wait(); err != nil {
		t.Error(err)
	}
}

// Flags that cannot be used are reported, with a non-zero exit code.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ flags, says string }{
		{"--listen :0", "can be reached from other machines"},
		{"--authorized-keys /nonexistent", "the keys cannot be read"},
		{"--listen 127.0.0.1:99999", "cannot listen"},
		{"--proxy-protocol nowhere", "is not an address of a balancer"},
	} {
		r := start(t, strings.Fields(c.flags)...)
		r.says(t, "allyscope: .*"+c.says)
		_, _ = io.Copy(io.Discard, r.log)
		if err := r.Wait(); err == nil || r.ProcessState.ExitCode() != 1 {
			t.Errorf("%s: %v", c.flags, err)
		}
	}
}
