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
	"strings"
	"syscall"
	"testing"

	"golang.org/x/crypto/ssh"

	"crypto/ed25519"
	"crypto/rand"

	"allyscope/internal/server"
	"allyscope/internal/testing/ptytest"
)

// openSSH is the real client, told of the server; the test is skipped without one.
func openSSH(t *testing.T, h *host, words ...string) *exec.Cmd {
	t.Helper()
	client, err := exec.LookPath("ssh")
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
	_, port, err := net.SplitHostPort(h.addr)
	if err != nil {
		t.Fatal(err)
	}
	options := []string{
		"-F", "none", "-i", id, "-p", port, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + filepath.Join(dir, "known"),
		"-o", "LogLevel=ERROR", "-o", "BatchMode=yes",
	}
	c := exec.Command(client, append(options, words...)...)
	c.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), "HOME=" + dir}
	return c
}

func TestOpenSSHCommands(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	for _, x := range []struct {
		words     []string
		code      int
		out, errs string
	}{
		{[]string{"127.0.0.1", "rank", "2024", "2%", "--format", "csv"}, 0, "POL,1,Poland,2024,3.75", ""},
		{[]string{"127.0.0.1", "cat", "/etc/passwd"}, 2, "", `"cat" is not understood`},
		{[]string{"127.0.0.1", "-s", "sftp"}, 255, "", "subsystem request failed"},
		{[]string{"-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "127.0.0.1", "version"}, 255, "", "forwarding failed"},
		{[]string{"-W", "127.0.0.1:1", "127.0.0.1"}, 255, "", "stdio forwarding failed"},
		{[]string{"-A", "-X", "127.0.0.1", "version"}, 0, "allyscope test", ""},
	} {
		c := openSSH(t, h, x.words...)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		err := c.Run()
		code := 0
		if e, ok := errors.AsType[*exec.ExitError](err); ok {
			code = e.ExitCode()
		}
		if code != x.code || !strings.Contains(out.String(), x.out) || !strings.Contains(errs.String(), x.errs) {
			t.Errorf("%v: code %d, out %.200q, err %.300q", x.words, code, out.String(), errs.String())
		}
	}
}

func TestOpenSSHAtATerminal(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	term := ptytest.New(t, 80, 24)
	c := openSSH(t, h, "-t", "-o", "SendEnv=LANG NO_COLOR", "127.0.0.1", "2024", "2%")
	p := term.Start(c, true)
	at := term.WaitFor("Poland", 0)
	at = term.WaitFor("\x1b[", at)
	term.Resize(120, 40)
	at = term.WaitFor("Europe+Can", at) // the panel, for which there is room now
	term.Type("\x03")
	term.WaitFor("\x1b[?1049l", at)
	p.Wait()
	quiet := openSSH(t, h, "-tt", "-o", "SendEnv=NO_COLOR", "127.0.0.1", "rank", "2024", "2%")
	quiet.Env = append(quiet.Env, "NO_COLOR=1")
	if out, err := quiet.Output(); err != nil || bytes.Contains(out, []byte("\x1b[")) || !bytes.Contains(out, []byte("\r\n")) {
		t.Errorf("%v: %.200q", err, out)
	}
}

// A client that shares a connection and is killed sends neither an end nor a close.
func TestOpenSSHKilledBesideOthers(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Limits.PerConnection = 5 })
	path := filepath.Join(t.TempDir(), "m")
	master := openSSH(t, h, "-M", "-N", "-o", "ControlPath="+path, "127.0.0.1")
	if err := master.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = master.Process.Kill()
		_ = master.Wait()
	}()
	eventually(t, "there is no shared connection", func() bool { _, err := os.Stat(path); return err == nil })
	term := ptytest.New(t, 80, 24)
	p := term.Start(openSSH(t, h, "-t", "-o", "ControlPath="+path, "127.0.0.1"), true)
	term.WaitFor("Lithuania", 0)
	p.Signal(syscall.SIGKILL)
	p.Wait()
	eventually(t, "the session of a killed client lives on: "+h.log.String(), func() bool { return strings.Contains(h.log.String(), "msg=session") })
}
