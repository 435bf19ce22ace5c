package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"allyscope/internal/testing/ptytest"
	"allyscope/internal/testing/termtest"
)

// afterwards is a shell script that runs the program and then writes a line, prints what is left in
// the input, and waits.
const afterwards = `$SELF 2024 2%; echo after it; stty -icanon -echo min 0 time 5; left=$(head -c 100 | od -An -c | tr -s " \n" " "); stty sane; echo left over: $left.; read x`

// Inside a multiplexer or mosh the program is drawn and leaves nothing behind: no style, no answer
// of the terminal as input of the shell, no alternate screen.
func TestNothingIsLeftOverWithin(t *testing.T) {
	for _, c := range []struct {
		name  string
		needs []string
		start func(t *testing.T, dir string) *exec.Cmd
	}{
		{"screen", []string{"screen"}, func(_ *testing.T, dir string) *exec.Cmd {
			return exec.Command("screen", "-c", "/dev/null", "-S", "allyscope-test", filepath.Join(dir, "shell"))
		}},
		{"tmux", []string{"tmux"}, func(_ *testing.T, dir string) *exec.Cmd {
			return exec.Command("tmux", "-S", filepath.Join(dir, "tmux"), "-f", "/dev/null", "new-session", filepath.Join(dir, "shell"))
		}},
		{"mosh", []string{"mosh-server", "mosh-client"}, mosh},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, program := range c.needs {
				if _, err := exec.LookPath(program); err != nil {
					t.Skipf("there is no %s", program)
				}
			}
			inTime(t, func() (fault string, took time.Duration) { return leftOver(t, c.name, c.start) })
		})
	}
}

// leftOver runs the program inside another one. It returns what is left behind, "" for nothing, and
// how long the program took to end.
func leftOver(t *testing.T, name string, start func(t *testing.T, dir string) *exec.Cmd) (fault string, took time.Duration) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "own")
	if err := os.Mkdir(dir, 0o700); err != nil { // as GNU Screen requires
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "shell"), []byte("#!/bin/sh\n"+afterwards+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	x := ptytest.New(t, 80, 24)
	x.Answer(20 * time.Millisecond)
	cmd := start(t, dir)
	cmd.Env = environment(t, append(cmd.Env, "SCREENDIR="+dir)...)
	begun := time.Now()
	p := x.Start(cmd, true)
	at := x.WaitFor("Lithuania", 0)
	x.Type("q")
	at = x.WaitFor("after it", at)
	took = time.Since(begun)
	at = x.WaitFor("left over: ", at)
	x.WaitFor(".", at)
	if out := x.Output(); name == "screen" && strings.Contains(out, "+q") {
		t.Errorf("what was asked in a string is shown: %q", out)
	}
	screen := termtest.NewTerminal(80, 24, io.Discard)
	defer func() { _ = screen.Close() }()
	if _, err := io.WriteString(screen, strings.ReplaceAll(x.Output(), "\r\n", "\n")); err != nil {
		t.Fatal(err)
	}
	if text := screen.Screen(); !strings.Contains(text, "left over: .") || strings.Contains(text, "Lithuania") {
		fault = "on the screen then:\n" + text
	}
	lines := strings.Split(screen.Screen(), "\n")
	styles := strings.Split(screen.Styles(), "\n")
	for y, line := range lines {
		if strings.HasPrefix(line, "after it") && strings.TrimSpace(styles[y]) != "" {
			t.Errorf("what the shell writes has a style: %q", screen.Styles())
		}
	}
	x.Type("\n")
	p.Wait()
	return fault, took
}

// mosh returns the client of a mosh server that it starts on this machine.
func mosh(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	server := exec.Command("mosh-server", "new", "-i", "127.0.0.1", "-p", "60100:60999", "--", filepath.Join(dir, "shell"))
	server.Env = environment(t)
	out, err := server.Output()
	if err != nil {
		t.Skipf("mosh-server: %v", err)
	}
	_, rest, _ := strings.Cut(string(out), "MOSH CONNECT ")
	words := strings.Fields(rest)
	if len(words) < 2 {
		t.Skipf("mosh-server says %q", out)
	}
	c := exec.Command("mosh-client", "127.0.0.1", words[0])
	c.Env = []string{"MOSH_KEY=" + words[1], "MOSH_NO_TERM_INIT="}
	return c
}
