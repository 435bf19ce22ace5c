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
	pressed atomic.Int64  // when the first key was, in ns, that no frame has answered; 0: none
	deaf    atomic.Bool   // the client takes nothing more
	ended   chan struct{} // closed when what was run has ended

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
func (s *Server) session(_ *ssh.Server, conn *gossh.ServerConn, asked gossh.NewChannel, ctx ssh.Context) {
	if !s.begin() {
		_ = asked.Reject(gossh.ResourceShortage, errClosing.Error())
		return
	}
	defer s.open.Done()
	if !s.connections.take(conn) {
		s.refused.Inc()
		_ = asked.Reject(gossh.ResourceShortage, "too many sessions of this connection")
		return
	}
	unused, _ := ctx.Value(unusedTimer{}).(*time.Timer)
	unused.Stop()
	defer func() {
		if s.connections.give(conn) == 0 {
			unused.Reset(s.options.Limits.Idle)
		}
	}()
	channel, requests, err := asked.Accept()
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
	context.AfterFunc(x.ctx, x.cutOff)
	for r := range requests {
		ok := x.heed(r)
		_ = r.Reply(ok, nil) // where one is wanted
		if ok && (r.Type == "shell" || r.Type == "exec") {
			var exec struct{ Line string }
			_ = gossh.Unmarshal(r.Payload, &exec) // a shell has none
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

const longestName = 64 // cells of a user's name that are logged

// begin counts a session in, unless the server is closing.
func (s *Server) begin() bool {
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.ctx.Err() != nil {
		return false
	}
	s.open.Add(1)
	return true
}

// toGo is how long a session has to end, and then its channel to be closed: a client that
// reads nothing holds up both.
const toGo = 5 * time.Second

// cutOff closes the channel of a session that does not end, and then its connection.
func (x *session) cutOff() {
	for _, end := range [...]func() error{x.channel.Close, x.conn.Close} {
		select {
		case <-x.ended:
			return
		case <-time.After(toGo):
			go func() { _ = end() }()
		}
	}
}

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
		begun := x.begun
		x.begun = true
		return !begun
	case "signal":
		var signal struct{ Name string }
		if gossh.Unmarshal(r.Payload, &signal) == nil && signal.Name != "WINCH" {
			x.leave(errGone)
		}
		return true
	case "eow@openssh.com": // a client that was killed while others share its connection
		x.deaf.Store(true)
		x.leave(errGone)
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

func (x *session) setenv(payload []byte) bool {
	var v struct{ Name, Value string }
	full := len(x.env) >= maxVariables
	if full || len(payload) > maxValue+64 || gossh.Unmarshal(payload, &v) != nil || len(v.Value) > maxValue {
		return false
	}
	known := slices.Contains([]string{"COLORTERM", "COLORFGBG", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE"}, v.Name)
	if steers := func(r rune) bool { return r < ' ' || r > '~' }; !known || strings.ContainsFunc(v.Value, steers) {
		return false
	}
	x.env = append(x.env, v.Name+"="+v.Value)
	return true
}

// terminal takes a name that is none for that of a terminal of which nothing is known.
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

// resize holds a size to what can be drawn on; only the last one waits.
func (x *session) resize(columns, lines uint32) {
	const most = 1 << 15 // whatever a client claims, it is a whole number of cells
	w, h := (terminal.Environment{Columns: 80, Lines: 24}).Clamp(int(min(columns, most)), int(min(lines, most)))
	x.columns.Store(int32(w))
	follow.Latest(x.sizes, tty.Size{Width: w, Height: h})
}

// run runs what is asked. A panic ends this session alone.
func (x *session) run(line string) {
	defer close(x.ended)
	begun, code := time.Now(), cli.ExitFailed
	defer func() {
		_, _ = x.channel.SendRequest("exit-status", false, gossh.Marshal(struct{ Code uint32 }{uint32(code)}))
		_ = x.channel.Close()
	}()
	if !x.sessions.take(nil) {
		x.refused.Inc()
		x.say("there are too many sessions; try again later", code)
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
	maxLine       = 4096 // bytes of what is asked
	framesASecond = 30   // at most: a line is slower than a terminal
)

// spoken has an apostrophe within a word stand for itself, as in "Norway's gap": of a
// shell it would begin a quotation.
func spoken(line string) string {
	var b strings.Builder
	runes, quote := []rune(line), rune(0)
	for i, r := range runes {
		switch {
		case r == quote:
			quote = 0
		case quote != 0:
		case r == '\'' && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]):
			b.WriteByte('\\')
		case r == '\'' || r == '"':
			quote = r
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (x *session) serve(line string) int {
	if len(line) > maxLine {
		return x.say(fmt.Sprintf("what was asked is too long: at most %d bytes", maxLine), cli.ExitUsage)
	}
	words, err := shlex.Split(spoken(line), true)
	if err != nil {
		return x.say("what was asked is not understood: a quotation mark stands alone", cli.ExitUsage)
	}
	// What completes words tells of what is wrong on the server's own streams.
	if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "__complete") }) {
		return x.say("words are completed by a shell on your own machine", cli.ExitUsage)
	}
	if len(words) > 0 && words[0] == "allyscope" { // as it is typed elsewhere
		words = words[1:]
	}
	env := append(slices.Clone(x.env), "SSH_TTY=served")
	out := stream{session: x, ReadWriter: x.channel}
	s := cli.Streams{In: out, Out: out, Err: x.stderr(), Env: env, Terminal: x.pty, ErrTerminal: x.pty}
	p := x.options.Program
	p.Guest, p.Explore = true, x.explorer(nil) // which without a terminal opens in lines of text alone
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

func (x *session) explorer(led *follow.Follower) cli.Explorer {
	return func(ctx context.Context, o tui.Options, s cli.Streams) error {
		o.Following, o.Invite = led, "ssh -t "+cmp.Or(x.options.Invite, "HOST")+" follow"
		o.Share = func(text string) (*follow.Presenter, error) {
			return follow.Present(ctx, x.options.Bus, text)
		}
		at := tui.Streams{In: s.In, Out: s.Out, Env: s.Env, Frames: framesASecond}
		if x.pty { // else it takes lines
			at.Sizes = x.sizes
		}
		if drawn, ours := s.Out.(stream); ours && !o.Plain { // on standard error, where the answer is to be piped
			drawn.drawn, drawn.led = true, led != nil
			at.Out = drawn
		}
		return tui.Run(ctx, o, at)
	}
}

func (x *session) follow(code string) (*follow.Follower, int) {
	switch whose := network(x.address); {
	case !x.pty || slices.Contains(x.env, "TERM=dumb"):
		return nil, x.say("following wants a terminal that can show a screen: ssh -t", cli.ExitUsage)
	case !x.tries.take(whose):
		return nil, x.say("too many codes were tried; try again later", cli.ExitFailed)
	default:
		f, err := follow.Follow(x.ctx, x.options.Bus, code)
		if !errors.Is(err, follow.ErrUnknown) {
			x.tries.give(whose)
		}
		if err != nil {
			return nil, x.say(err.Error(), cli.ExitFailed)
		}
		return f, cli.ExitOK
	}
}

// say tells the client why nothing is run, and returns the exit code.
func (x *session) say(text string, code int) int {
	_, _ = io.WriteString(x.stderr(), "allyscope: "+text+"\n") // a client that is gone is noticed
	return code
}

func (x *session) stderr() io.Writer { return stream{session: x, ReadWriter: x.channel.Stderr()} }

// stream is what the client types, and what it is sent.
type stream struct {
	*session
	io.ReadWriter

	drawn bool // by the explorer: it answers the keys before it
	led   bool // what is drawn is what somebody else asks
}

// Read reads what was typed; every piece of it shows that somebody is there.
func (l stream) Read(p []byte) (int, error) {
	n, err := l.ReadWriter.Read(p)
	if n > 0 {
		l.idle.Reset(l.options.Limits.Idle)
		l.pressed.CompareAndSwap(0, time.Now().UnixNano())
	}
	return n, err
}

// Write sends a piece: where the client has a terminal a new line begins at the left,
// which no terminal driver does for it here.
func (l stream) Write(p []byte) (int, error) {
	if l.led {
		l.idle.Reset(l.options.Limits.Idle)
	}
	if l.drawn {
		if at := l.pressed.Swap(0); at != 0 {
			l.frames.Update(time.Duration(time.Now().UnixNano() - at).Seconds())
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
