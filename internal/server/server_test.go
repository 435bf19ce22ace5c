package server_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/command"
	"allyscope/internal/follow"
	"allyscope/internal/server"
	"allyscope/internal/testing/frozen"
)

func TestCommandsWithoutATerminal(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	for _, c := range []struct {
		ask, out, err string
		code          int
	}{
		{"rank 2024 2% --format csv", "POL,1,Poland,2024,3.75", "", 0},
		{"allyscope rank 2024 2% --format csv", "POL,1,Poland,2024,3.75", "", 0},
		{"show NOR 2024 'edition:2024-06'", "2.20e", "", 0},
		{"", "Lithuania", "", 0},
		{"version", "allyscope test", "", 0},
		{"cat /etc/passwd", "", `"cat" is not understood`, 2},
		{"scp -t /tmp/x", "", `"-t" is not a flag`, 2},
		{"rank 2024 'x", "", "quotation mark", 2},
		{"rank -o x.csv", "", "the server writes no files", 2},
		{"data import x.xlsx", "", `"import" is not a command`, 2},
		{"data export 2024-06 x", "", `"export" is not a command`, 2},
		{"data check /etc/passwd", "", `"check" is not a command`, 2},
		{"present tour", "1. The allies by their share of GDP.", "", 0},
		{"present /etc/passwd", "", "files stay on your own machine", 2},
		{"serve", "", `"serve"`, 2},
		{"follow abcd-efgh-jkmn", "", "needs a terminal", 2},
		{strings.Repeat("x", 5000), "", "too long", 2},
		{"__complete rank '--bo\ntime=now msg=forged \x1b[31mX' y", "", "completion only works in a shell on your own machine", 2},
	} {
		out, errs, code := h.run(c.ask)
		if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(errs, c.err) || (code != 0 && out != "") {
			t.Errorf("%.40q: code %d, out %.200q, err %.200q", c.ask, code, out, errs)
		}
	}
}

// A question typed over SSH gets the same answer as from the command.
func TestQuestionsOverSSH(t *testing.T) {
	t.Parallel()
	ds := frozen.Data(t)
	h := serve(t, func(o *server.Options) { o.Limits.Sessions, o.Limits.PerConnection = 1000, 1000 }) // the server may notice an end late
	c := h.client()
	for _, q := range frozen.Questions() {
		asked, _, err := command.Line(q.Line, analysis.Vocabulary(ds))
		if err != nil {
			t.Fatal(err)
		}
		d, err := answers.Of(ds, asked)
		if err != nil {
			t.Fatal(err)
		}
		out, errs, code := h.runOn(c, q.Line+" -f json")
		var said struct {
			Sentence string `json:"sentence"`
		}
		if err := json.Unmarshal([]byte(out), &said); err != nil || code != 0 || said.Sentence != d.Sentence || !strings.Contains(said.Sentence, q.Fact) {
			t.Errorf("%s: code %d, %s%s; want %s", q.Line, code, said.Sentence, errs, d.Sentence)
		}
	}
	for line, want := range map[string]string{
		"rank filter:'land' 2024 -f csv --machine": "POL,1,Poland", `"Norway's gap" -f plain`: "Norway 0.33 pp below",
		`'Norway's gap' -f plain`: "Norway 0.33 pp below", "rank 'NOR 2024' -f plain": "Norway: 2.16",
	} {
		if out, errs, code := h.runOn(c, line); code != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: code %d, %.200s%s; want %s", line, code, out, errs, want)
		}
	}
}

func TestExplorer(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	x := h.screen(h.client(), "EST POL 2014..2024 2%")
	x.shows("Estonia")
	x.press("\x1a") // ctrl+z does not suspend the server
	x.shows("no shell")
	x.press("w")
	x.shows("no files can be written")
	x.press("q")
	x.ends()
	x.restored()
}

// pick draws on standard error, so that only the code is piped.
func TestAPickCanBePiped(t *testing.T) {
	var picked buffer
	h := serve(t, nil)
	x := h.withOutput(h.client(), 80, 24, "pick nordic", &picked)
	x.shows("Denmark")
	x.press("\r")
	x.ends()
	if got := picked.String(); got != "DNK\r\n" {
		t.Errorf("standard output: %q", got)
	}
}

// --plain starts a conversation, as it does on one's own machine, and writes only text.
func TestConversation(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	x := h.screen(h.client(), "--plain 2024 2%")
	x.shows("1 Poland: ")
	x.press("j")
	x.shows("2 Estonia: ")
	x.press(":2019\r")
	x.shows("Now: 2019")
	x.press("q")
	x.ends()
	if out := x.term.Output(); strings.Contains(out, "\x1b") || !strings.Contains(out, "\r\n2 Estonia") {
		t.Errorf("%q", out)
	}
}

// Without a terminal a conversation reads lines, as from a pipe.
func TestConversationByLines(t *testing.T) {
	t.Parallel()
	s := newSession(t, serve(t, nil).client())
	s.Stdin = strings.NewReader("j\ntrend NOR SWE\nq\nnot asked any more\n")
	out, err := s.Output("--plain 2024 2%")
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"type a key or a question", "2 Estonia: ", "Norway 2.16, meets 2 %"} {
		if !strings.Contains(string(out), said) {
			t.Errorf("the output lacks %q: %s", said, out)
		}
	}
	if bytes.ContainsAny(out, "\x1b\r") {
		t.Errorf("not only lines of text: %q", out)
	}
}

// Every weakness found in a standard set-up of the libraries is tried here. No goroutines may be
// left behind.
func TestHoles(t *testing.T) {
	h := serve(t, func(o *server.Options) { o.Limits.PerConnection = 3 })
	before := runtime.NumGoroutine()
	for name, try := range map[string]func(*testing.T, *host, *ssh.Client){
		"closes the channel and keeps the connection": func(t *testing.T, h *host, c *ssh.Client) {
			x := h.screen(c, "")
			x.shows("Lithuania")
			_ = x.Close()
			x.ends()
		},
		"a client that was killed says no more than eow": func(t *testing.T, h *host, c *ssh.Client) {
			x := h.screen(c, "")
			x.shows("Lithuania")
			if _, err := x.SendRequest("eow@openssh.com", false, nil); err != nil {
				t.Fatal(err)
			}
			x.ends()
		},
		"a size beyond all bounds": func(t *testing.T, h *host, c *ssh.Client) {
			x := h.screen(c, "")
			x.shows("Lithuania")
			for _, n := range []int{100_000, 1 << 31, 3000, 0, 1} {
				if err := x.WindowChange(n, n); err != nil {
					t.Fatal(err)
				}
			}
			if err := x.WindowChange(24, 80); err != nil {
				t.Fatal(err)
			}
			x.press("?")
			x.shows("Moving")
		},
		"keys that the library's reader fails at": func(t *testing.T, h *host, c *ssh.Client) {
			x := h.screen(c, "")
			x.shows("Lithuania")
			for range 5 {
				x.press(strings.Repeat("j", 59) + "\x9bM=27") // fills the buffer of the input
			}
			eventually(t, "no more keys are read", func() bool {
				x.press("?") // a single key may be lost among the others
				return strings.Contains(x.term.Screen(), "Moving")
			})
		},
		"a size before there is a session": func(t *testing.T, h *host, c *ssh.Client) {
			s := newSession(t, c)
			if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
				t.Fatal(err)
			}
			for range 20 {
				if err := s.WindowChange(30, 90); err != nil {
					t.Fatal(err)
				}
			}
			out, err := s.Output("count 2%")
			if err != nil || !strings.Contains(string(out), "2024") {
				t.Errorf("%v: %.100q", err, out)
			}
		},
		"any number of variables of any size": func(t *testing.T, h *host, c *ssh.Client) {
			s := newSession(t, c)
			for _, v := range [][2]string{{"TTY_FORCE", "1"}, {"TMUX", "x"}, {"PATH", "/tmp"}, {"HOME", "/root"}, {"LANG", strings.Repeat("x", 100_000)}, {"LANG", "a\x1b]0;b\a"}} {
				if s.Setenv(v[0], v[1]) == nil {
					t.Errorf("%s=%.20q was taken", v[0], v[1])
				}
			}
			taken := 0
			for range 2000 {
				if s.Setenv("LC_ALL", "C") == nil {
					taken++
				}
			}
			if taken > 16 {
				t.Errorf("%d variables were taken", taken)
			}
			_ = s.Close()
		},
		"a terminal whose name is a path": func(t *testing.T, h *host, c *ssh.Client) {
			s := newSession(t, c)
			if err := s.RequestPty("../../../../etc/passwd", 24, 80, nil); err != nil {
				t.Fatal(err)
			}
			if out, err := s.Output("rank 2024 2%"); err != nil || strings.Contains(string(out), "\x1b[") {
				t.Errorf("%v: %.100q", err, out)
			}
		},
		"requests without what belongs to them": func(t *testing.T, h *host, c *ssh.Client) {
			x := h.screen(c, "")
			x.shows("Lithuania")
			for _, r := range []string{"pty-req", "window-change", "env", "shell"} {
				if ok, err := x.SendRequest(r, true, []byte("x")); ok || err != nil {
					t.Errorf("%s: %v, %v", r, ok, err)
				}
			}
			if err := x.Signal(ssh.SIGTERM); err != nil {
				t.Fatal(err)
			}
			x.ends()
		},
		"any number of channels": func(t *testing.T, h *host, c *ssh.Client) {
			var open []*ssh.Session
			for {
				s, err := c.NewSession()
				if err != nil {
					break
				}
				if open = append(open, s); len(open) > 3 {
					t.Fatal("a fourth session was opened")
				}
			}
			for _, s := range open {
				_ = s.Close()
			}
		},
		"forwarding, agents, X11, subsystems": func(t *testing.T, h *host, c *ssh.Client) {
			if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
				t.Errorf("listens for the client at %s", l.Addr())
			}
			if _, err := c.Dial("tcp", h.addr); err == nil {
				t.Error("connects for the client")
			}
			s := newSession(t, c)
			if err := s.RequestSubsystem("sftp"); err == nil {
				t.Error("sftp was granted")
			}
			for _, r := range []string{"auth-agent-req@openssh.com", "x11-req", "break"} {
				if ok, err := s.SendRequest(r, true, nil); ok || err != nil {
					t.Errorf("%s: %v %v", r, ok, err)
				}
			}
			_ = s.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Cleanup(func() {
				eventually(t, "goroutines stay behind", func() bool { return runtime.NumGoroutine() <= before+2 }) // those of this test
			})
			its := *h
			its.tb = t
			try(t, &its, its.client())
		})
	}
}

func TestLogin(t *testing.T) {
	t.Parallel()
	listed, authority, foreign := key(t), key(t), key(t)
	file := filepath.Join(t.TempDir(), "keys")
	line := func(k ssh.Signer) string { return string(ssh.MarshalAuthorizedKey(k.PublicKey())) }
	if err := os.WriteFile(file, []byte("# staff\n"+line(listed)+"\ncert-authority "+line(authority)), 0o600); err != nil {
		t.Fatal(err)
	}
	h := serve(t, func(o *server.Options) { o.Access = server.Access{Keys: file} })
	certified := func(by ssh.Signer, user string, until time.Time) ssh.Signer {
		own := key(t)
		c := &ssh.Certificate{Key: own.PublicKey(), CertType: ssh.UserCert, ValidPrincipals: []string{user}, ValidBefore: uint64(until.Unix())}
		c.Nonce = make([]byte, 32)
		if err := c.SignCert(rand.Reader, by); err != nil {
			t.Fatal(err)
		}
		s, err := ssh.NewCertSigner(c, own)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	tomorrow := time.Now().Add(24 * time.Hour)
	for name, c := range map[string]struct {
		key ssh.Signer
		in  bool
	}{
		"listed": {listed, true}, "foreign": {foreign, false}, "certified": {certified(authority, "staff", tomorrow), true},
		"certified by another": {certified(foreign, "staff", tomorrow), false}, "certified for another": {certified(authority, "boss", tomorrow), false},
		"expired": {certified(authority, "staff", time.Now().Add(-time.Hour)), false}, "the authority itself": {authority, false},
	} {
		client, err := h.dial(c.key)
		if (err == nil) != c.in {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			_ = client.Close()
		}
	}
}

func TestFilesOfKeysAreRefusedWhole(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "keys")
	for _, text := range []string{"", "# none\n", "ssh-ed25519 nonsense\n", `command="x" ` + string(ssh.MarshalAuthorizedKey(key(t).PublicKey()))} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := server.New(server.Options{Access: server.Access{Keys: file}, HostKey: filepath.Join(t.TempDir(), "k")}); err == nil {
			t.Errorf("%q lets a client in", text)
		}
	}
}

func TestWhoDoesNotLogInIsCutOff(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Limits.Login = 100 * time.Millisecond })
	c, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(patience))
	if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a connection that never logs in stays")
	}
}

// A user's name is escaped and shortened in the log.
func TestNamesDoNotForgeTheLog(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	c, err := ssh.Dial("tcp", h.addr, &ssh.ClientConfig{User: "a\x1b[31m\nmsg=forged" + strings.Repeat("x", 10_000), HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := newSession(t, c)
	if _, err := s.Output("version"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "nothing is logged", func() bool { return strings.Contains(h.log.String(), "msg=session") })
	if log := h.log.String(); strings.Contains(log, "\x1b") || strings.Contains(log, "\nmsg=") || len(log) > 1000 {
		t.Errorf("the log is %q", log)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Limits.Sessions, o.Limits.PerAddress = 1, 2 })
	first := h.screen(h.client(), "")
	first.shows("Lithuania")
	s := newSession(t, h.client())
	if _, err := s.Output("version"); err == nil {
		t.Error("a second session was accepted")
	}
	if c, err := h.dial(); err == nil {
		_ = c.Close()
		t.Error("a third connection from the address was accepted")
	}
}

func TestClosingGivesTerminalsBack(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	var all []*screen
	for range 3 {
		x := h.screen(h.client(), "")
		x.shows("Lithuania")
		all = append(all, x)
	}
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	h.server.Shutdown(ctx)
	for _, x := range all {
		x.ends()
		x.restored()
	}
}

// broken is a bus that panics when a session is shared.
type broken struct{ follow.Memory }

func (*broken) Subscribe(string) (<-chan follow.Event, func(), error) { panic("broken") }

func TestAPanicEndsItsOwnSessionAlone(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Bus = &broken{} })
	other := h.screen(h.client(), "")
	other.shows("Lithuania")
	for _, c := range []struct{ command, keys string }{{"", "F"}, {"follow 2222-2222-2222", ""}} {
		x := h.screen(h.client(), c.command)
		if c.keys != "" {
			x.shows("Lithuania")
			x.press(c.keys)
			x.ends()
			x.restored()
			continue
		}
		x.ends()
	}
	other.press("?")
	other.shows("Moving")
}
