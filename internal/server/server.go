// Package server serves allyscope over SSH: the explorer where the client asks for
// a terminal, and the commands that read where it does not. Nothing else is run,
// read, written or forwarded.
//
// It makes no number and draws nothing: a session is one run of package cli on the
// client's own streams. Sessions share the figures and nothing else. It trusts
// nothing that a client says: sizes, names, environments and their number are held
// to limits before anything takes memory for them.
package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	"github.com/VictoriaMetrics/metrics"

	"allyscope/internal/cli"
	"allyscope/internal/follow"
	"allyscope/internal/format"
)

// Options are what a server is started with.
type Options struct {
	Access Access
	Limits Limits
	// HostKey is the file of the key by which clients know the server again; it is
	// made where there is none.
	HostKey string
	// Balancers are the addresses, as CIDR, whose word is taken for whom they bring.
	Balancers []string
	// Invite is the host, with what else ssh is told to reach it; empty: HOST.
	Invite string
	Bus    follow.Bus
	Log    *slog.Logger
	// Program is what sessions run. Its Data must be given; Explore and Guest are the
	// server's own.
	Program cli.Program
}

// Limits hold what clients may take. Zero stands for no session at all, not for no
// limit.
type Limits struct {
	Sessions      int           // at once
	PerAddress    int           // connections of one address
	PerConnection int           // sessions of one connection
	Login         time.Duration // to log in
	Idle          time.Duration // without a key
	AtMost        time.Duration // a connection in all
}

// DefaultLimits are the limits where none are asked for.
func DefaultLimits() Limits {
	return Limits{Sessions: 200, PerAddress: 8, PerConnection: 2, Login: 15 * time.Second, Idle: 15 * time.Minute, AtMost: 4 * time.Hour}
}

// Server is a server of sessions.
type Server struct {
	options Options
	ssh     *ssh.Server

	// What is counted, without a word of what anybody has asked: sessions, clients that
	// were refused, bytes, and the seconds from a key to the next bytes of the screen.
	metrics                *metrics.Set
	started, refused, sent *metrics.Counter
	frames                 *metrics.Histogram

	// Who is inside: connections by address, sessions by connection, sessions; and the
	// codes that addresses have tried in vain.
	addresses, connections, sessions, tries quota

	ctx     context.Context //nolint:containedctx // it ends with the server, and all sessions with it
	stop    context.CancelCauseFunc
	open    sync.WaitGroup // sessions
	closing sync.Mutex     // over the end of ctx and the first of open
}

// version begins as OpenSSH's own: to no other server does its client say that a
// session was killed while others share the connection.
const version = "OpenSSH_allyscope"

// New makes a server. The error says what of the options cannot be used.
func New(o Options) (*Server, error) {
	keys, err := o.Access.handler(o.Log)
	if err != nil {
		return nil, err
	}
	set := metrics.NewSet()
	s := &Server{
		metrics: set, started: set.NewCounter("allyscope_sessions_started_total"), refused: set.NewCounter("allyscope_refusals_total"),
		sent: set.NewCounter("allyscope_sent_bytes_total"), frames: set.NewHistogram("allyscope_key_to_frame_seconds"),
		options: o, addresses: quota{limit: o.Limits.PerAddress}, connections: quota{limit: o.Limits.PerConnection},
		sessions: quota{limit: o.Limits.Sessions}, tries: quota{limit: maxTries, renew: tryAgain},
	}
	set.NewGauge("allyscope_sessions", func() float64 { return float64(s.sessions.of(nil)) })
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	s.ssh, err = wish.NewServer(wish.WithHostKeyPath(o.HostKey), func(x *ssh.Server) error {
		x.Version, x.PublicKeyHandler = version, keys
		x.HandshakeTimeout, x.MaxTimeout = o.Limits.Login, o.Limits.AtMost
		x.ConnCallback, x.ConnectionFailedCallback = s.enter, s.failed
		x.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.session}
		x.RequestHandlers = map[string]ssh.RequestHandler{} // no forwarding
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("the server cannot be set up: %w", err)
	}
	return s, nil
}

// Serve serves clients until it is shut down. The error is nil then.
func (s *Server) Serve(l net.Listener) error {
	l, err := behind(l, s.options.Balancers)
	if err != nil {
		return err
	}
	s.options.Log.Info("serving", "address", l.Addr().String(), "access", cmp.Or(format.After("keys in ", s.options.Access.Keys), "everybody"))
	if err := s.ssh.Serve(l); !errors.Is(err, ssh.ErrServerClosed) {
		return fmt.Errorf("serving has ended: %w", err)
	}
	return nil
}

// errClosing is why sessions end when the server does.
var errClosing = errors.New("the server is closing")

// Shutdown has every session give its terminal back, waits for them until the
// context ends, and closes.
func (s *Server) Shutdown(ctx context.Context) {
	s.options.Log.Info("closing", "sessions", s.sessions.of(nil))
	s.closing.Lock()
	s.stop(errClosing)
	s.closing.Unlock()
	left := make(chan struct{})
	go func() {
		s.open.Wait()
		close(left)
	}()
	select {
	case <-left:
	case <-ctx.Done():
	}
	_ = s.ssh.Close() // whoever has not left is cut off
}

// enter lets a connection in, or not where its address has too many.
func (s *Server) enter(ctx ssh.Context, c net.Conn) net.Conn {
	host := address(c.RemoteAddr())
	if !s.addresses.take(network(host)) {
		s.refused.Inc()
		s.options.Log.Warn("refused", "address", host, "why", "too many connections of this address")
		return nil
	}
	unused := time.AfterFunc(s.options.Limits.Idle, func() { _ = c.Close() })
	ctx.SetValue(unusedTimer{}, unused)
	context.AfterFunc(ctx, func() {
		unused.Stop()
		s.addresses.give(network(host))
	})
	return c
}

// unusedTimer is what the library keeps by it for a connection: the timer that closes one
// that has had no session for too long.
type unusedTimer struct{}

func (s *Server) failed(c net.Conn, err error) {
	s.refused.Inc()
	s.options.Log.Warn("not logged in", "address", address(c.RemoteAddr()), "why", err.Error())
}

// address is who is at the other end, without the port.
func address(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return host
}

// network is whose an address is, for limits: of IPv6 one host has all of a /64.
func network(host string) string {
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}

// Health answers balancers and those who measure: /healthz with 200, or with 503
// once the server is closing, and /metrics in Prometheus' text form. It returns when
// the context ends.
func (s *Server) Health(ctx context.Context, l net.Listener) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if s.ctx.Err() != nil {
			http.Error(w, "closing", http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) { s.metrics.WritePrometheus(w) })
	const longest = 5 * time.Second
	h := &http.Server{Handler: mux, ReadTimeout: longest, WriteTimeout: longest}
	defer context.AfterFunc(ctx, func() { _ = h.Close() })()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("health is not told: %w", err)
	}
	return nil
}
