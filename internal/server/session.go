package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"allyscope/internal/follow"
	"allyscope/internal/terminal"
	"allyscope/internal/tty"
)

// session is a session from the moment its channel is opened.
type session struct {
	*Server

	channel gossh.Channel
	user    string
	address string
	env     []string
	pty     bool
	sizes   chan tty.Size
	columns atomic.Int32
	begun   bool

	ctx   context.Context //nolint:containedctx // it ends with the channel
	leave context.CancelCauseFunc
	idle  *time.Timer
}

// Why a session ends that has not ended itself.
var (
	errGone = errors.New("the client is gone")
	errIdle = errors.New("no key was pressed for too long")
)

// session serves a channel of the kind "session". Its requests are read here and
// nowhere else: the library's own session takes any number of variables, opens a
// file by TERM's name, blocks on a size, and does not hear of a client that was
// killed.
func (s *Server) session(_ *ssh.Server, conn *gossh.ServerConn, asked gossh.NewChannel, _ ssh.Context) {
	if !s.connections.take(conn) {
		s.metrics.refused.Inc()
		_ = asked.Reject(gossh.ResourceShortage, "too many sessions of this connection")
		return
	}
	defer s.connections.give(conn)
	channel, requests, err := asked.Accept()
	if err != nil {
		return
	}
	x := &session{Server: s, channel: channel, user: conn.User(), address: address(conn.RemoteAddr()), sizes: make(chan tty.Size, 1)}
	x.ctx, x.leave = context.WithCancelCause(s.ctx)
	ended := make(chan struct{})
	for r := range requests {
		ok := x.heed(r)
		if r.WantReply {
			_ = r.Reply(ok, nil)
		}
		if ok && (r.Type == "shell" || r.Type == "exec") {
			go x.run(command(r), ended)
		}
	}
	x.leave(errGone) // the channel is closed
	if x.begun {
		<-ended
	}
	_ = channel.Close()
}

// heed acts on a request; false refuses it.
func (x *session) heed(r *gossh.Request) bool {
	switch r.Type {
	case "env":
		return !x.begun && x.setenv(r.Payload)
	case "pty-req":
		return !x.begun && !x.pty && x.terminal(r.Payload)
	case "window-change":
		var size struct{ Columns, Lines, Width, Height uint32 }
		if !x.pty || gossh.Unmarshal(r.Payload, &size) != nil {
			return false
		}
		x.resize(size.Columns, size.Lines)
		return true
	case "shell", "exec":
		if x.begun {
			return false
		}
		x.begun = true
		return true
	case "signal":
		var signal struct{ Name string }
		if gossh.Unmarshal(r.Payload, &signal) == nil && signal.Name != "WINCH" {
			x.leave(errGone)
		}
		return true
	case "eow@openssh.com": // a client that was killed while others share its connection
		x.leave(errGone)
		_ = x.channel.Close()
		return true
	default: // forwarding, agents, subsystems
		return false
	}
}

// What a client may say of itself: these variables, so many, so long.
const (
	maxVariables = 16
	maxValue     = 256
)

// setenv takes a variable that says what the terminal can do.
func (x *session) setenv(payload []byte) bool {
	var v struct{ Name, Value string }
	if len(payload) > maxValue+64 || len(x.env) >= maxVariables || gossh.Unmarshal(payload, &v) != nil || len(v.Value) > maxValue {
		return false
	}
	switch v.Name {
	case "COLORTERM", "COLORFGBG", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE":
	default:
		return false
	}
	if !plain(v.Value) {
		return false
	}
	x.env = append(x.env, v.Name+"="+v.Value)
	return true
}

// plain tells whether a text steers no terminal.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// terminal takes what a client says of its terminal. A name that is none stands
// for one of which nothing is known.
func (x *session) terminal(payload []byte) bool {
	var t struct {
		Term                          string
		Columns, Lines, Width, Height uint32
		Modes                         string
	}
	if gossh.Unmarshal(payload, &t) != nil {
		return false
	}
	if ok, err := regexp.MatchString(`^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$`, t.Term); err != nil || !ok || strings.Contains(t.Term, "..") {
		t.Term = "vt100"
	}
	x.pty = true
	x.env = append(x.env, "TERM="+t.Term)
	x.resize(t.Columns, t.Lines)
	return true
}

// resize takes a size, held to what can be drawn on; only the last one waits.
func (x *session) resize(columns, lines uint32) {
	const most = 1 << 15 // whatever a client claims, it is a whole number of cells
	w, h := (terminal.Environment{Columns: 80, Lines: 24}).Clamp(int(min(columns, most)), int(min(lines, most)))
	x.columns.Store(int32(w))
	follow.Latest(x.sizes, tty.Size{Columns: w, Lines: h})
}

// command is what a client asks to have run; empty for a shell.
func command(r *gossh.Request) string {
	var c struct{ Line string }
	_ = gossh.Unmarshal(r.Payload, &c) // a shell has none
	return c.Line
}

// run runs what is asked and tells the client how it ended. A panic ends this
// session alone.
func (x *session) run(line string, ended chan<- struct{}) {
	defer close(ended)
	begun, code := time.Now(), failed
	if !x.sessions.take(nil) {
		x.metrics.refused.Inc()
		_, _ = io.WriteString(x.channel.Stderr(), "allyscope: there are too many sessions; try again later\r\n")
		x.exit(code)
		return
	}
	x.open.Add(1)
	defer x.open.Done()
	defer x.sessions.give(nil)
	x.metrics.started.Inc()
	x.idle = time.AfterFunc(x.options.Limits.Idle, func() { x.leave(errIdle) })
	defer x.idle.Stop()
	defer func() {
		why := ""
		if p := recover(); p != nil {
			why = fmt.Sprint(p)
			x.options.Log.Error("panic", "user", x.user, "address", x.address, "panic", why, "stack", string(debug.Stack()))
		}
		if err := context.Cause(x.ctx); err != nil {
			why = err.Error()
		}
		x.leave(nil)
		x.options.Log.Info("session", "user", x.user, "address", x.address, "terminal", x.pty, "seconds", time.Since(begun).Seconds(), "code", code, "why", why)
		x.exit(code)
	}()
	code = x.serve(line)
}

// failed is the code of a session that did not come to its own end.
const failed = 1

// exit tells the code and closes the channel.
func (x *session) exit(code int) {
	_, _ = x.channel.SendRequest("exit-status", false, gossh.Marshal(struct{ Code uint32 }{uint32(code)}))
	_ = x.channel.Close()
}
