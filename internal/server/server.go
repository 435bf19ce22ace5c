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
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	"github.com/VictoriaMetrics/metrics"
	"github.com/pires/go-proxyproto"
	gossh "golang.org/x/crypto/ssh"

	"allyscope/internal/cli"
	"allyscope/internal/follow"
	"allyscope/internal/format"
	"allyscope/internal/read"
)

// Options are what a server is started with.
type Options struct {
	Access    Access
	Limits    Limits
	HostKey   string   // the file of the key that clients know; it is made where there is none
	Balancers []string // the addresses, as CIDR, whose word is taken for whom they bring
	Invite    string   // the host, with what else ssh is told to reach it; empty: HOST
	Bus       follow.Bus
	Log       *slog.Logger
	// Program is what sessions run. Its Data must be given; Explore and Guest are the
	// server's own.
	Program cli.Program
}

// Limits hold what clients may take; zero stands for nothing at all.
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
	return Limits{
		Sessions: 200, PerAddress: 8, PerConnection: 2,
		Login: 15 * time.Second, Idle: 15 * time.Minute, AtMost: 4 * time.Hour,
	}
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

	// Connections by address, sessions by connection, sessions; codes an address tried in vain.
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
	access := cmp.Or(format.After("keys in ", s.options.Access.Keys), "everybody")
	s.options.Log.Info("serving", "address", l.Addr().String(), "access", access)
	if err := s.ssh.Serve(l); !errors.Is(err, ssh.ErrServerClosed) {
		return fmt.Errorf("serving has ended: %w", err)
	}
	return nil
}

// errClosing is why sessions end when the server does.
var errClosing = errors.New("the server is closing")

// Shutdown has every session give its terminal back, at the latest when the context ends.
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

// unusedTimer is the key to a connection's timer, which closes it where it has had no session
// for too long.
type unusedTimer struct{}

func (s *Server) failed(c net.Conn, err error) {
	s.refused.Inc()
	s.options.Log.Warn("not logged in", "address", address(c.RemoteAddr()), "why", err.Error())
}

func address(a net.Addr) string {
	host, _, _ := net.SplitHostPort(a.String()) // of a socket that a balancer tells of there is no such part
	return cmp.Or(host, a.String())
}

// network is whose an address is, for limits: of IPv6 one host has all of a /64.
func network(host string) string {
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}

// Health answers /healthz with 200, or with 503 once the server is closing, and /metrics in
// Prometheus' text form. It returns when the context ends.
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

// Access is who may log in.
type Access struct {
	// Keys is a file in the form of OpenSSH's authorized_keys. A line marked
	// cert-authority is of an authority, whose certificates are let in.
	Keys string
	Open bool // to everybody
}

const maxKeys = 1 << 20 // bytes of that file

// handler decides about a key at login; nil where everybody is let in. The file is
// read anew at each login: a key that is taken out is locked out.
func (a Access) handler(log *slog.Logger) (ssh.PublicKeyHandler, error) {
	if a.Open && a.Keys == "" {
		return nil, nil //nolint:nilnil // no handler is what lets in everybody
	}
	if _, _, err := a.read(); err != nil {
		return nil, err
	}
	return func(ctx ssh.Context, key ssh.PublicKey) bool {
		keys, authorities, err := a.read()
		if err != nil {
			log.Error("nobody is let in", "why", err.Error())
			return false
		}
		cert, ok := key.(*gossh.Certificate)
		if !ok {
			return has(keys, key)
		}
		known := cert.CertType == gossh.UserCert && has(authorities, cert.SignatureKey)
		var checker gossh.CertChecker
		return known && checker.CheckCert(ctx.User(), cert) == nil
	}, nil
}

func has(list []ssh.PublicKey, key ssh.PublicKey) bool {
	return slices.ContainsFunc(list, func(k ssh.PublicKey) bool { return bytes.Equal(k.Marshal(), key.Marshal()) })
}

// read refuses a file with a line that is not understood, which would let in nobody in
// silence.
func (a Access) read() (keys, authorities []ssh.PublicKey, err error) {
	content, err := read.File(a.Keys, maxKeys)
	if err != nil {
		return nil, nil, fmt.Errorf("the keys cannot be read: %w", err)
	}
	for i, line := range bytes.Split(content, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, _, options, _, err := gossh.ParseAuthorizedKey(line)
		switch {
		case err != nil:
			return nil, nil, fmt.Errorf("%s: line %d is no key", a.Keys, i+1)
		case slices.Contains(options, "cert-authority"):
			authorities = append(authorities, key)
		case len(options) > 0:
			return nil, nil, fmt.Errorf("%s: line %d: %s is not understood: cert-authority is", a.Keys, i+1, options[0])
		default:
			keys = append(keys, key)
		}
	}
	if len(keys)+len(authorities) == 0 {
		return nil, nil, errors.New(a.Keys + " holds no key: nobody could log in")
	}
	return keys, authorities, nil
}

const toSay = 5 * time.Second // a balancer may take to say whom it brings

// behind takes from balancers, by the PROXY protocol, whom they bring. From any
// other address the protocol is refused: everybody could claim to be somebody else.
func behind(l net.Listener, balancers []string) (net.Listener, error) {
	if len(balancers) == 0 {
		return l, nil
	}
	for _, b := range balancers {
		if _, err := proxyproto.PolicyFromRanges([]string{b}, proxyproto.REQUIRE, proxyproto.REJECT); err != nil {
			return nil, fmt.Errorf("%q is no address of a balancer, such as 10.0.0.0/8", b)
		}
	}
	ranges, _ := proxyproto.PolicyFromRanges(balancers, proxyproto.REQUIRE, proxyproto.REJECT) // each of them is one
	policy := func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
		p, _ := ranges(o) // an address with a zone is no balancer's, and may come by itself
		return p, nil
	}
	return &proxyproto.Listener{Listener: l, ReadHeaderTimeout: toSay, ConnPolicy: policy}, nil
}

// quota is how many of something each may have at once.
type quota struct {
	limit int
	renew time.Duration // after which all begin anew; 0: they do not

	mu    sync.Mutex
	begun time.Time
	held  map[any]int
}

// take is false where there are none left.
func (q *quota) take(whose any) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held == nil || q.renew > 0 && time.Since(q.begun) > q.renew {
		q.begun, q.held = time.Now(), map[any]int{}
	}
	if q.held[whose] >= q.limit {
		return false
	}
	q.held[whose]++
	return true
}

// give gives one back, and returns how many are still held.
func (q *quota) give(whose any) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[whose]--; q.held[whose] <= 0 {
		delete(q.held, whose)
	}
	return q.held[whose]
}

func (q *quota) of(whose any) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.held[whose]
}

// Nobody finds a code by trying.
const (
	maxTries = 10               // of an address, in vain
	tryAgain = 10 * time.Minute // after which all begin anew
)
