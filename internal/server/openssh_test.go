//go:build linux

package server_test

import (
	"bytes"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"crypto/ed25519"
	"crypto/rand"

	"allyscope/internal/server"
	"allyscope/internal/testing/ptytest"
)

// openSSH returns a program of OpenSSH's client, set up for the server. Without OpenSSH the test is
// skipped.
func openSSH(t *testing.T, h *host, program string, words ...string) *exec.Cmd {
	t.Helper()
	client, err := exec.LookPath(program)
	if err != nil {
		t.Skip("there is no OpenSSH client")
	}
	dir := t.TempDir()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	id := filepath.Join(dir, "id")
	if err := os.WriteFile(id, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	options := []string{"-F", "none"}
	for _, o := range []string{
		"IdentityFile=" + id, "IdentitiesOnly=yes", "Port=" + port(t, h.addr), "StrictHostKeyChecking=no", "UserKnownHostsFile=" + filepath.Join(dir, "known"), "BatchMode=yes",
	} {
		options = append(options, "-o", o)
	}
	c := exec.Command(client, append(options, words...)...)
	c.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), "HOME=" + dir}
	return c
}

func port(t *testing.T, addr string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// ran runs a program and returns its output and exit code.
func ran(t *testing.T, c *exec.Cmd) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if e, ok := errors.AsType[*exec.ExitError](c.Run()); ok {
		code = e.ExitCode()
	}
	return out.String(), errs.String(), code
}

func TestOpenSSHCommands(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Limits.PerAddress = 50 })
	dir := t.TempDir()
	mine, theirs := filepath.Join(dir, "mine"), filepath.Join(dir, "theirs")
	if err := os.WriteFile(mine, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		words     []string
		code      int
		out, errs string
	}{
		"a command":                    {[]string{"ssh", "127.0.0.1", "rank", "2024", "2%", "--format", "csv"}, 0, "POL,1,Poland,2024,3.75", ""},
		"a command of the server's":    {[]string{"ssh", "127.0.0.1", "cat", "/etc/passwd"}, 2, "", `"cat" is not understood`},
		"scp":                          {[]string{"scp", mine, "127.0.0.1:" + theirs}, 255, "", "onnection closed"},
		"scp as it was":                {[]string{"scp", "-O", mine, "127.0.0.1:" + theirs}, 1, "", `"-t" is not a flag`},
		"scp from there":               {[]string{"scp", "-O", "127.0.0.1:/etc/passwd", theirs}, 1, "", `is not a format`},
		"sftp":                         {[]string{"sftp", "-b", os.DevNull, "127.0.0.1"}, 255, "", "onnection closed"},
		"-s":                           {[]string{"ssh", "127.0.0.1", "-s", "sftp"}, 255, "", "subsystem request failed"},
		"-R":                           {[]string{"ssh", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "127.0.0.1", "version"}, 255, "", "forwarding failed"},
		"-W":                           {[]string{"ssh", "-W", "127.0.0.1:1", "127.0.0.1"}, 255, "", "stdio forwarding failed"},
		"-X":                           {[]string{"ssh", "-X", "-o", "ForwardX11Trusted=yes", "127.0.0.1", "version"}, 0, "allyscope test", "X11 forwarding request failed"},
		"colours where there are some": {[]string{"ssh", "-tt", "127.0.0.1", "rank", "2024", "2%"}, 0, "\x1b[", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := openSSH(t, h, x.words[0], x.words[1:]...)
			c.Env = append(c.Env, "DISPLAY=127.0.0.1:9")
			out, errs, code := ran(t, c)
			if code != x.code || !strings.Contains(out, x.out) || !strings.Contains(errs, x.errs) {
				t.Errorf("code %d, out %.200q, err %.300q", code, out, errs)
			}
			if _, err := os.Stat(theirs); err == nil {
				t.Error("a file was copied")
			}
		})
	}
	for _, without := range []string{"TERM=vt100", "TERM=nonsense/../x", "TERM=", "NO_COLOR=1"} {
		t.Run("no colours with "+without, func(t *testing.T) {
			c := openSSH(t, h, "ssh", "-tt", "-o", "SendEnv=NO_COLOR", "127.0.0.1", "rank", "2024", "2%")
			c.Env = append(c.Env, without)
			if out, errs, code := ran(t, c); code != 0 || strings.Contains(out, "\x1b[") || !strings.Contains(out, "Poland") || !strings.Contains(out, "\r\n") {
				t.Errorf("code %d, %.200q, %s", code, out, errs)
			}
		})
	}
}

// Neither ports nor the agent are forwarded, although the client listens on the port.
func TestOpenSSHForwardsNothing(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	reach := func(l net.Listener) (reached <-chan struct{}) {
		c := make(chan struct{})
		go func() {
			if conn, err := l.Accept(); err == nil {
				_ = conn.Close()
				close(c)
			}
		}()
		return c
	}
	t.Run("-A", func(t *testing.T) {
		socket := filepath.Join(t.TempDir(), "agent")
		agent, err := net.Listen("unix", socket)
		if err != nil {
			t.Fatal(err)
		}
		defer agent.Close()
		asked := reach(agent)
		if out, errs, code := ran(t, openSSH(t, h, "ssh", "-A", "-o", "ForwardAgent="+socket, "127.0.0.1", "version")); code != 0 || !strings.Contains(out, "allyscope") {
			t.Errorf("code %d, %q, %s", code, out, errs)
		}
		select {
		case <-asked:
			t.Error("the agent was asked")
		default:
		}
	})
	t.Run("-L", func(t *testing.T) {
		local := filepath.Join(t.TempDir(), "l") // a socket: a free port could be taken by then
		target := listen(t)
		defer target.Close()
		reached := reach(target)
		c := openSSH(t, h, "ssh", "-N", "-L", local+":"+target.Addr().String(), "127.0.0.1")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			_ = c.Process.Kill()
			_ = c.Wait()
		}()
		var conn net.Conn
		eventually(t, "the client does not listen", func() (up bool) {
			var err error
			conn, err = net.Dial("unix", local)
			return err == nil
		})
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(patience))
		if n, err := conn.Read(make([]byte, 1)); n > 0 || errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%d bytes, %v", n, err)
		}
		select {
		case <-reached:
			t.Error("a port was reached")
		default:
		}
	})
}

// At a terminal the explorer draws, follows a new size, and ends with ctrl+c. It uses the colours
// that the client's terminal has.
func TestOpenSSHAtATerminal(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	for kind, coloured := range map[string]bool{"xterm-256color": true, "xterm": true, "vt100": false} {
		t.Run(kind, func(t *testing.T) {
			term := ptytest.New(t, 80, 24)
			c := openSSH(t, h, "ssh", "-t", "-o", "SendEnv=LANG", "127.0.0.1", "2024", "2%")
			c.Env = append(c.Env, "TERM="+kind)
			p := term.Start(c, true)
			at := term.WaitFor("Poland", 0)
			term.Resize(120, 40)
			at = term.WaitFor("Europe+Can", at) // in the panel, which now has room
			term.Type("\x03")
			end := term.WaitFor("\x1b[?1049l", at)
			p.Wait()
			colour := regexp.MustCompile(`\x1b\[([0-9]+;)*(3[0-7]|9[0-7]|38;5;[0-9]+)[;m]`)
			if out := term.Output()[:end]; colour.MatchString(out) != coloured {
				t.Errorf("colours: %v", !coloured)
			}
		})
	}
}

// Keep-alive messages do not count as activity.
func TestOpenSSHKeepAlives(t *testing.T) {
	t.Parallel()
	whenIdle(t, func(h *host) bool {
		term := ptytest.New(t, 80, 24)
		p := term.Start(openSSH(t, h, "ssh", "-t", "-o", "ServerAliveInterval=1", "127.0.0.1"), true)
		p.Wait()
		const end = "\x00" // marks the end of the output, which may be read after the client has ended
		_, _ = term.Screen().WriteString(end)
		term.WaitFor(end, 0)
		_, shown, came := strings.Cut(term.Output(), "Lithuania")
		if !came {
			return false
		}
		if !strings.Contains(shown, "\x1b[?1049l") {
			t.Errorf("the terminal is not restored: %q", shown)
		}
		eventually(t, "the log does not say why", func() bool { return strings.Contains(h.log.String(), "no key was pressed") })
		return true
	})
}

// A client that is killed while it shares a connection sends neither an EOF nor a close.
func TestOpenSSHKilledBesideOthers(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Limits.PerConnection = 5 })
	path := filepath.Join(t.TempDir(), "m")
	master := openSSH(t, h, "ssh", "-M", "-N", "-o", "ControlPath="+path, "127.0.0.1")
	if err := master.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = master.Process.Kill()
		_ = master.Wait()
	}()
	eventually(t, "there is no shared connection", func() bool { _, err := os.Stat(path); return err == nil })
	term := ptytest.New(t, 80, 24)
	p := term.Start(openSSH(t, h, "ssh", "-t", "-o", "ControlPath="+path, "127.0.0.1"), true)
	term.WaitFor("Lithuania", 0)
	p.Signal(syscall.SIGKILL)
	p.Wait()
	eventually(t, "the session of a killed client lives on: "+h.log.String(), func() bool { return strings.Contains(h.log.String(), "msg=session") })
}
