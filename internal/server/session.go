package server

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"charm.land/ssh"
	"github.com/anmitsu/go-shlex"
	gossh "golang.org/x/crypto/ssh"

	"allyscope/internal/cell"
	"allyscope/internal/cli"
	"allyscope/internal/follow"
	"allyscope/internal/terminal"
	"allyscope/internal/tty"
	"allyscope/internal/tui"
)

// session is one session of a client, from the opening of its channel to the end of its command.
type session struct {
	*Server

	conn    *gossh.ServerConn
	channel gossh.Channel
	user    string
	address string
	env     []string
	pty     bool
	sizes   chan tty.Size
	columns atomic.Int32
	begun   bool
	pressed atomic.Int64  // Unix time in ns of the first key not yet answered by a frame; 0: none
	deaf    atomic.Bool   // the client no longer reads
	ended   chan struct{} // closed when the command has ended

	ctx   context.Context //nolint:containedctx // ends with the channel
	leave context.CancelCauseFunc
	idle  *time.Timer
}

// The reasons why the server ends a session.
var (
	errGone = errors.New("the client is gone")
	errIdle = errors.New("no key was pressed for too long")
)

// session serves a channel of type "session". It reads the requests itself, because the library's
// own session accepts any number of variables, opens a file named by TERM, blocks on a change of
// size, and does not notice that a client was killed.
func (s *Server) session(_ *ssh.Server, conn *gossh.ServerConn, offered gossh.NewChannel, ctx ssh.Context) {
	if !s.begin() {
		_ = offered.Reject(gossh.ResourceShortage, errClosing.Error())
		return
	}
	defer s.open.Done()
	if !s.connections.take(conn) {
		s.refused.Inc()
		_ = offered.Reject(gossh.ResourceShortage, "too many sessions on this connection")
		return
	}
	unused, _ := ctx.Value(unusedTimerKey{}).(*time.Timer)
	unused.Stop()
	defer func() {
		if s.connections.give(conn) == 0 {
			unused.Reset(s.options.Limits.Idle)
		}
	}()
	channel, requests, err := offered.Accept()
	if err != nil {
		return
	}
	x := &session{
		Server: s, conn: conn, channel: channel, user: cell.Cut(conn.User(), longestName), address: address(conn.RemoteAddr()),
		sizes: make(chan tty.Size, 1), ended: make(chan struct{}),
	}
	x.ctx, x.leave = context.WithCancelCause(s.ctx)
	x.idle = time.AfterFunc(s.options.Limits.Idle, func() { x.leave(errIdle) })
	defer x.idle.Stop()
	context.AfterFunc(x.ctx, x.closeIfStuck)
	for r := range requests {
		ok := x.handle(r)
		_ = r.Reply(ok, nil) // does nothing if no reply is wanted
		if ok && (r.Type == "shell" || r.Type == "exec") {
			var exec struct{ Line string }
			_ = gossh.Unmarshal(r.Payload, &exec) // a shell request has no command
			go x.run(exec.Line)
		}
	}
	x.leave(errGone) // the channel is closed
	if !x.begun {
		close(x.ended)
	}
	<-x.ended
	_ = channel.Close()
}

const longestName = 64 // cells of a user's name in the log

// begin adds a session to the open ones. It returns false if the server is closing.
func (s *Server) begin() bool {
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.ctx.Err() != nil {
		return false
	}
	s.open.Add(1)
	return true
}

// endTimeout is how long a session may take to end, and then its channel to close: a client that
// does not read blocks both.
const endTimeout = 5 * time.Second

// closeIfStuck closes the channel and then the connection of a session that does not end in time.
func (x *session) closeIfStuck() {
	for _, end := range [...]func() error{x.channel.Close, x.conn.Close} {
		select {
		case <-x.ended:
			return
		case <-time.After(endTimeout):
			go func() { _ = end() }()
		}
	}
}

// handle handles a request of the client and reports whether it is accepted. run starts the command
// of a "shell" or "exec" request later.
func (x *session) handle(r *gossh.Request) bool {
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
		begun := x.begun
		x.begun = true
		return !begun
	case "signal":
		var signal struct{ Name string }
		if gossh.Unmarshal(r.Payload, &signal) == nil && signal.Name != "WINCH" {
			x.leave(errGone)
		}
		return true
	case "eow@openssh.com": // the client was killed while others share its connection
		x.deaf.Store(true)
		x.leave(errGone)
		return true
	default: // such as forwarding, agents and subsystems
		return false
	}
}

// Limits on the environment variables of a client.
const (
	maxVariables = 16
	maxValue     = 256 // bytes
)

// setenv stores an environment variable. It returns false for one that does not describe the
// client's terminal or language, or that exceeds the limits.
func (x *session) setenv(payload []byte) bool {
	var v struct{ Name, Value string }
	full := len(x.env) >= maxVariables
	if full || len(payload) > maxValue+64 || gossh.Unmarshal(payload, &v) != nil || len(v.Value) > maxValue {
		return false
	}
	known := slices.Contains([]string{"COLORTERM", "COLORFGBG", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE"}, v.Name)
	if odd := func(r rune) bool { return r < ' ' || r > '~' }; !known || strings.ContainsFunc(v.Value, odd) {
		return false
	}
	x.env = append(x.env, v.Name+"="+v.Value)
	return true
}

// terminal handles a request for a terminal. If its name is malformed, it is taken for a vt100.
func (x *session) terminal(payload []byte) bool {
	var t struct {
		Term                          string
		Columns, Lines, Width, Height uint32
		Modes                         string
	}
	if gossh.Unmarshal(payload, &t) != nil {
		return false
	}
	const name = `^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$`
	if ok, err := regexp.MatchString(name, t.Term); err != nil || !ok || strings.Contains(t.Term, "..") {
		t.Term = "vt100"
	}
	x.pty = true
	x.env = append(x.env, "TERM="+t.Term)
	x.resize(t.Columns, t.Lines)
	return true
}

// resize sets the size of the terminal, limited to what can be drawn. The explorer sees only the
// latest of several changes.
func (x *session) resize(columns, lines uint32) {
	const largest = 1 << 15 // a client may claim any size: this fits an int everywhere
	w, h := (terminal.Environment{Columns: 80, Lines: 24}).Clamp(int(min(columns, largest)), int(min(lines, largest)))
	x.columns.Store(int32(w))
	follow.Latest(x.sizes, tty.Size{Width: w, Height: h})
}

// run runs the command and ends the session with its exit code. A panic ends only this session.
func (x *session) run(line string) {
	defer close(x.ended)
	begun, code := time.Now(), cli.ExitFailed
	defer func() {
		_, _ = x.channel.SendRequest("exit-status", false, gossh.Marshal(struct{ Code uint32 }{uint32(code)}))
		_ = x.channel.Close()
	}()
	if !x.sessions.take(nil) {
		x.refused.Inc()
		x.refuse("there are too many sessions; try again later", code)
		return
	}
	defer x.sessions.give(nil)
	x.started.Inc()
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
		x.options.Log.Info("session", "user", x.user, "address", x.address,
			"terminal", x.pty, "seconds", time.Since(begun).Seconds(), "code", code, "why", why)
	}()
	code = x.serve(line)
}

const (
	maxLine       = 4096 // bytes of a command line
	framesASecond = 30   // at most: a network is slower than a local terminal
)

// escapeApostrophes puts a backslash before the apostrophes of words, as in "Norway's gap" and
// "the US' gap", which a shell would take for quotation marks.
func escapeApostrophes(line string) string {
	var b strings.Builder
	runes, quote := []rune(line), rune(0)
	for i, r := range runes {
		afterWord := i > 0 && (unicode.IsLetter(runes[i-1]) || unicode.IsDigit(runes[i-1]) || runes[i-1] == '.')
		within := afterWord && i+1 < len(runes) && unicode.IsLetter(runes[i+1])
		switch {
		case r == '\'' && quote == r && within:
			b.WriteString(`'\'`) // with r, ends the quotation for an escaped apostrophe
		case r == quote:
			quote = 0
		case quote != 0:
		case r == '\'' && afterWord:
			b.WriteByte('\\')
		case r == '\'' || r == '"':
			quote = r
		}
		b.WriteRune(r)
	}
	return b.String()
}

// serve runs the command line through package cli and returns the exit code.
func (x *session) serve(line string) int {
	if len(line) > maxLine {
		return x.refuse(fmt.Sprintf("the command line is too long: at most %d bytes", maxLine), cli.ExitUsage)
	}
	words, err := shlex.Split(escapeApostrophes(line), true)
	if err != nil {
		return x.refuse("the command line is not understood: a quotation mark is not closed", cli.ExitUsage)
	}
	// Cobra's hidden completion commands would write errors to the server's own streams.
	if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "__complete") }) {
		return x.refuse("completion only works in a shell on your own machine", cli.ExitUsage)
	}
	if len(words) > 0 && words[0] == "allyscope" { // as typed on one's own machine
		words = words[1:]
	}
	env := append(slices.Clone(x.env), "SSH_TTY=served")
	out := stream{session: x, ReadWriter: x.channel}
	s := cli.Streams{In: out, Out: out, Err: x.stderr(), Env: env, Terminal: x.pty, ErrTerminal: x.pty}
	p := x.options.Program
	p.Guest, p.Explore = true, x.explorer(nil) // without a terminal it only opens with --plain
	if x.pty {
		s.Columns = int(x.columns.Load())
	}
	if len(words) == 2 && words[0] == "follow" {
		f, code := x.follow(words[1])
		if f == nil {
			return code
		}
		defer f.End()
		words, p.Explore = []string{}, x.explorer(f)
	}
	return cli.Run(x.ctx, p, words, s)
}

// explorer returns the function that opens the explorer; follower is nil unless it follows another.
func (x *session) explorer(follower *follow.Follower) cli.Explorer {
	return func(ctx context.Context, o tui.Options, s cli.Streams) error {
		o.Following, o.Invite = follower, "ssh -t "+cmp.Or(x.options.Invite, "HOST")+" follow"
		o.Share = func(text string) (*follow.Presenter, error) {
			return follow.Present(ctx, x.options.Bus, text)
		}
		at := tui.Streams{In: s.In, Out: s.Out, Env: s.Env, Frames: framesASecond}
		if x.pty { // without a terminal it reads lines
			at.Sizes = x.sizes
		}
		if out, ours := s.Out.(stream); ours && !o.Plain { // pick draws on standard error
			out.drawn, out.led = true, follower != nil
			at.Out = out
		}
		return tui.Run(ctx, o, at)
	}
}

// follow joins the session that is shared under the code. If it cannot, it tells the client why and
// returns nil and the exit code.
func (x *session) follow(code string) (*follow.Follower, int) {
	switch from := network(x.address); {
	case !x.pty || slices.Contains(x.env, "TERM=dumb"):
		return nil, x.refuse("follow needs a terminal that can show a screen: use ssh -t", cli.ExitUsage)
	case !x.tries.take(from):
		return nil, x.refuse("too many wrong codes; try again later", cli.ExitFailed)
	default:
		f, err := follow.Follow(x.ctx, x.options.Bus, code)
		if !errors.Is(err, follow.ErrUnknown) {
			x.tries.give(from)
		}
		if err != nil {
			return nil, x.refuse(err.Error(), cli.ExitFailed)
		}
		return f, cli.ExitOK
	}
}

// refuse tells the client why no command is run, and returns the exit code.
func (x *session) refuse(text string, code int) int {
	_, _ = io.WriteString(x.stderr(), "allyscope: "+text+"\n") // a client that is gone is noticed elsewhere
	return code
}

func (x *session) stderr() io.Writer { return stream{session: x, ReadWriter: x.channel.Stderr()} }

// stream carries the client's input and one of its outputs.
type stream struct {
	*session
	io.ReadWriter

	drawn bool // the explorer draws on it, and so answers the keys pressed before
	led   bool // the session follows another, so that output counts as activity too
}

// Read reads the client's input. Any input restarts the idle timer.
func (l stream) Read(p []byte) (int, error) {
	n, err := l.ReadWriter.Read(p)
	if n > 0 {
		l.idle.Reset(l.options.Limits.Idle)
		l.pressed.CompareAndSwap(0, time.Now().UnixNano())
	}
	return n, err
}

// Write sends p. For a terminal it writes "\n" as "\r\n", since no terminal driver does that here.
func (l stream) Write(p []byte) (int, error) {
	if l.led {
		l.idle.Reset(l.options.Limits.Idle)
	}
	if l.drawn {
		if pressed := l.pressed.Swap(0); pressed != 0 {
			l.frames.Update(time.Duration(time.Now().UnixNano() - pressed).Seconds())
		}
	}
	if l.deaf.Load() {
		return 0, io.ErrClosedPipe
	}
	out := p
	if l.pty && bytes.IndexByte(p, '\n') >= 0 {
		out = []byte(strings.ReplaceAll(strings.ReplaceAll(string(p), "\r\n", "\n"), "\n", "\r\n"))
	}
	n, err := l.ReadWriter.Write(out)
	l.sent.Add(n)
	if err != nil {
		return 0, err
	}
	return len(p), nil
}
