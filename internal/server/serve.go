package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/anmitsu/go-shlex"

	"allyscope/internal/ally"
	"allyscope/internal/cli"
	"allyscope/internal/dataset"
	"allyscope/internal/follow"
	"allyscope/internal/tui"
)

// maxLine bounds what is asked, in bytes.
const maxLine = 4096

// framesASecond is how often a screen is drawn at most: a line is slower than a
// terminal.
const framesASecond = 30

// serve runs what was asked on the client's own streams and returns the exit code.
func (x *session) serve(line string) int {
	if len(line) > maxLine {
		x.say(fmt.Sprintf("what was asked is too long: at most %d bytes", maxLine))
		return cli.ExitUsage
	}
	words, err := shlex.Split(line, true)
	if err != nil {
		x.say("what was asked is not understood: a quotation mark stands alone")
		return cli.ExitUsage
	}
	if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "__complete") }) {
		x.say("words are completed by a shell on your own machine") // and that is told on the server's own streams
		return cli.ExitUsage
	}
	if len(words) > 0 && words[0] == "allyscope" { // as it is typed elsewhere
		words = words[1:]
	}
	env := append(slices.Clone(x.env), "SSH_TTY=served")
	in := &heard{session: x}
	s := cli.Streams{In: in, Out: x.written(x.channel), Err: x.written(x.channel.Stderr()), Env: env, Terminal: x.pty, ErrTerminal: x.pty}
	p := x.options.Program
	p.Guest, p.Explore = true, x.explorer(in, nil) // which without a terminal opens in lines of text alone
	if x.pty {
		s.Columns = int(x.columns.Load())
	}
	if len(words) == 2 && words[0] == "follow" {
		f, code := x.follow(words[1])
		if f == nil {
			return code
		}
		defer f.End()
		words, p.Explore = []string{}, x.explorer(in, f)
	}
	return cli.Run(x.ctx, p, words, s)
}

// explorer opens the explorer at the other end of the line.
func (x *session) explorer(in *heard, led *follow.Follower) cli.Explorer {
	return func(ctx context.Context, ds *dataset.Dataset, e cli.Session, s cli.Streams) (ally.Code, error) {
		o := e.Options(ds, s)
		o.Following, o.Invite = led, x.invite
		var shared *follow.Presenter
		defer func() {
			if shared != nil {
				shared.End()
			}
		}()
		o.Share = func(text string) (*follow.Presenter, error) {
			p, err := follow.Present(x.options.Bus, text)
			shared = p
			return p, err
		}
		at := tui.Streams{In: in, Out: s.Out, Env: s.Env, Sizes: x.sizes, Frames: framesASecond}
		switch {
		case !x.pty: // it takes lines
			at.Sizes = nil
			return tui.Converse(ctx, o, at)
		case e.Plain:
			return tui.Converse(ctx, o, at)
		}
		at.Out = &frames{to: s.Out, in: in, led: led != nil}
		return tui.Run(ctx, o, at)
	}
}

// follow finds whom a code is of.
func (x *session) follow(code string) (*follow.Follower, int) {
	switch whose := network(x.address); {
	case !x.pty || slices.Contains(x.env, "TERM=dumb"):
		x.say("following wants a terminal that can show a screen: ssh -t")
		return nil, cli.ExitUsage
	case !x.tries.take(whose):
		x.say("too many codes were tried; try again later")
		return nil, cli.ExitFailed
	default:
		f, err := follow.Follow(x.ctx, x.options.Bus, code)
		if !errors.Is(err, follow.ErrUnknown) {
			x.tries.give(whose)
		}
		if err != nil {
			x.say(err.Error())
			return nil, cli.ExitFailed
		}
		return f, cli.ExitOK
	}
}

// say tells the client something, beside what was asked.
func (x *session) say(text string) {
	_, _ = io.WriteString(x.written(x.channel.Stderr()), "allyscope: "+text+"\n") // a client that is gone is noticed
}

// invite is the line that others type to follow.
func (x *session) invite(code string) string {
	host := x.options.Invite
	if host == "" {
		host = "HOST"
	}
	return "ssh -t " + host + " follow " + code
}

// heard is what the client types; every piece of it shows that somebody is there.
type heard struct {
	*session

	at atomic.Int64 // when the first key was pressed that no frame has answered, in ns; 0: none
}

// Read reads what was typed.
func (h *heard) Read(p []byte) (int, error) {
	n, err := h.channel.Read(p)
	if n > 0 {
		h.idle.Reset(h.options.Limits.Idle)
		h.at.CompareAndSwap(0, time.Now().UnixNano())
	}
	return n, err
}

// written is what the client is sent: where it has a terminal a new line begins at
// the left, which no terminal driver does for it here.
func (x *session) written(to io.Writer) io.Writer { return &lines{session: x, to: to} }

type lines struct {
	*session

	to io.Writer
}

// Write sends a piece.
func (l *lines) Write(p []byte) (int, error) {
	if l.deaf.Load() {
		return 0, io.ErrClosedPipe
	}
	out := p
	if l.pty && bytes.IndexByte(p, '\n') >= 0 {
		out = []byte(strings.ReplaceAll(strings.ReplaceAll(string(p), "\r\n", "\n"), "\n", "\r\n"))
	}
	n, err := l.to.Write(out)
	l.metrics.sent.Add(n)
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// frames are what the explorer draws; each answers the keys before it.
type frames struct {
	to  io.Writer
	in  *heard
	led bool // what is drawn is what somebody else asks
}

// Write sends a frame.
func (f *frames) Write(p []byte) (int, error) {
	if f.led {
		f.in.idle.Reset(f.in.options.Limits.Idle)
	}
	if at := f.in.at.Swap(0); at != 0 {
		f.in.metrics.frames.Update(time.Duration(time.Now().UnixNano() - at).Seconds())
	}
	return f.to.Write(p)
}
