// Package server serves allyscope over SSH: the explorer if the client asks for a terminal, and
// the commands that answer questions if it does not. It runs and forwards nothing else, and gives
// no access to files.
//
// It computes no figures and draws nothing: a session is one run of package cli on the client's
// streams. Sessions share only the figures. Nothing that a client sends is trusted: sizes, names
// and environment variables are checked against limits before memory is allocated for them.
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

// Options configure a server.
type Options struct {
	Access    Access
	Limits    Limits
	HostKey   string   // the file of the host key; it is created if it does not exist
	Balancers []string // the load balancers, as CIDR, whose PROXY headers name the client
	Invite    string   // the host and ssh options in the line for followers; empty: HOST
	Bus       follow.Bus
	Log       *slog.Logger
	// Program is what a session runs. Its Data must be set; the server sets Explore and Guest.
	Program cli.Program
}

// Limits bound what clients may use. Zero means no limit for Login and AtMost, else nothing at all.
type Limits struct {
	Sessions      int           // sessions at once
	PerAddress    int           // connections from one address
	PerConnection int           // sessions on one connection
	Login         time.Duration // time to log in
	Idle          time.Duration // time without a key before a session ends
	AtMost        time.Duration // total time of a connection
}

// DefaultLimits returns the limits that apply unless a flag changes them.
func DefaultLimits() Limits {
	return Limits{
		Sessions: 200, PerAddress: 8, PerConnection: 2,
		Login: 15 * time.Second, Idle: 15 * time.Minute, AtMost: 4 * time.Hour,
	}
}

// Server serves sessions over SSH. New makes one.
type Server struct {
	options Options
	ssh     *ssh.Server

	// The metrics: sessions started, clients refused, bytes sent, and the seconds from a key to
	// the next bytes of the screen. They contain nothing of what users ask.
	metrics                *metrics.Set
	started, refused, sent *metrics.Counter
	frames                 *metrics.Histogram

	// Quotas for the connections of an address, the sessions of a connection, all sessions, and
	// the wrong follow codes of an address.
	addresses, connections, sessions, tries quota

	ctx     context.Context //nolint:containedctx // ends with the server and ends all sessions
	stop    context.CancelCauseFunc
	open    sync.WaitGroup // the open sessions
	closing sync.Mutex     // no session begins while stop cancels ctx
}

// version begins like OpenSSH's: only to such a server does OpenSSH's client report that a session
// was killed while others share its connection.
const version = "OpenSSH_allyscope"

// New returns a server. It returns an error if the options cannot be used.
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
		sessions: quota{limit: o.Limits.Sessions}, tries: quota{limit: maxCodeTries, renew: codeTriesReset},
	}
	set.NewGauge("allyscope_sessions", func() float64 { return float64(s.sessions.count(nil)) })
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	s.ssh, err = wish.NewServer(wish.WithHostKeyPath(o.HostKey), func(x *ssh.Server) error {
		x.Version, x.PublicKeyHandler = version, keys
		x.HandshakeTimeout, x.MaxTimeout = o.Limits.Login, o.Limits.AtMost
		x.ConnCallback, x.ConnectionFailedCallback = s.accept, s.loginFailed
		x.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.session}
		x.RequestHandlers = map[string]ssh.RequestHandler{} // no forwarding
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("the server cannot be set up: %w", err)
	}
	return s, nil
}

// Serve serves clients until Shutdown is called, and returns nil then.
func (s *Server) Serve(l net.Listener) error {
	l, err := proxied(l, s.options.Balancers)
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

// errClosing is the reason why sessions end when the server shuts down.
var errClosing = errors.New("the server is closing")

// Shutdown ends all sessions and waits until they have restored their terminals or ctx is done.
func (s *Server) Shutdown(ctx context.Context) {
	s.options.Log.Info("closing", "sessions", s.sessions.count(nil))
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
	_ = s.ssh.Close() // disconnects the clients that are left
}

// accept is called for every new connection. It refuses an address that has too many, and closes a
// connection that has had no session for too long.
func (s *Server) accept(ctx ssh.Context, c net.Conn) net.Conn {
	host := address(c.RemoteAddr())
	if !s.addresses.take(network(host)) {
		s.refused.Inc()
		s.options.Log.Warn("refused", "address", host, "why", "too many connections from this address")
		return nil
	}
	unused := time.AfterFunc(s.options.Limits.Idle, func() { _ = c.Close() })
	ctx.SetValue(unusedTimerKey{}, unused)
	context.AfterFunc(ctx, func() {
		unused.Stop()
		s.addresses.give(network(host))
	})
	return c
}

// unusedTimerKey is the context key of the timer that closes a connection without sessions.
type unusedTimerKey struct{}

func (s *Server) loginFailed(c net.Conn, err error) {
	s.refused.Inc()
	s.options.Log.Warn("login failed", "address", address(c.RemoteAddr()), "why", err.Error())
}

// address returns the host part of a network address.
func address(a net.Addr) string {
	host, _, _ := net.SplitHostPort(a.String()) // empty for a Unix socket behind a balancer
	return cmp.Or(host, a.String())
}

// network returns what counts as one address: with IPv6 a whole /64, all of which one host can use.
func network(host string) string {
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}

// Health serves /healthz, with status 200 or, once the server is closing, 503, and /metrics in
// Prometheus' text format. It returns nil when ctx is done.
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
		return fmt.Errorf("the health port has failed: %w", err)
	}
	return nil
}

// Access says who may log in.
type Access struct {
	// Keys is a file in the format of OpenSSH's authorized_keys. A line with the option
	// cert-authority lets in everybody who has a certificate of that authority.
	Keys string
	Open bool // everybody may log in
}

const maxKeys = 1 << 20 // bytes of the file of keys

// handler returns the function that accepts or refuses a key at login, or nil if everybody may log
// in. The file is read again at each login, so that a key removed from it no longer works.
func (a Access) handler(log *slog.Logger) (ssh.PublicKeyHandler, error) {
	if a.Open && a.Keys == "" {
		return nil, nil //nolint:nilnil // without a handler everybody is let in
	}
	if _, _, err := a.read(); err != nil {
		return nil, err
	}
	return func(ctx ssh.Context, key ssh.PublicKey) bool {
		keys, authorities, err := a.read()
		if err != nil {
			log.Error("login refused", "why", err.Error())
			return false
		}
		cert, ok := key.(*gossh.Certificate)
		if !ok {
			return contains(keys, key)
		}
		known := cert.CertType == gossh.UserCert && contains(authorities, cert.SignatureKey)
		var checker gossh.CertChecker
		return known && checker.CheckCert(ctx.User(), cert) == nil
	}, nil
}

func contains(list []ssh.PublicKey, key ssh.PublicKey) bool {
	return slices.ContainsFunc(list, func(k ssh.PublicKey) bool { return bytes.Equal(k.Marshal(), key.Marshal()) })
}

// read returns the keys and the certificate authorities in the file. It returns an error for a line
// that it does not understand, since ignoring the line would silently lock its user out.
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
			return nil, nil, fmt.Errorf("%s: line %d is not a key", a.Keys, i+1)
		case slices.Contains(options, "cert-authority"):
			authorities = append(authorities, key)
		case len(options) > 0:
			return nil, nil, fmt.Errorf("%s: line %d: the option %s is not understood, only cert-authority is", a.Keys, i+1, options[0])
		default:
			keys = append(keys, key)
		}
	}
	if len(keys)+len(authorities) == 0 {
		return nil, nil, errors.New(a.Keys + " holds no key: nobody could log in")
	}
	return keys, authorities, nil
}

const proxyHeaderTimeout = 5 * time.Second // for a balancer to send its PROXY header

// proxied returns a listener that takes the client's address from the PROXY header of a balancer.
// Such a header from any other address is refused, because the sender could pose as anyone.
func proxied(l net.Listener, balancers []string) (net.Listener, error) {
	if len(balancers) == 0 {
		return l, nil
	}
	for _, b := range balancers {
		if _, err := proxyproto.PolicyFromRanges([]string{b}, proxyproto.REQUIRE, proxyproto.REJECT); err != nil {
			return nil, fmt.Errorf("%q is not an address of a balancer, such as 10.0.0.0/8", b)
		}
	}
	ranges, _ := proxyproto.PolicyFromRanges(balancers, proxyproto.REQUIRE, proxyproto.REJECT) // cannot fail: each has been checked
	policy := func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
		p, _ := ranges(o) // fails for an IPv6 address with a zone, which is not a balancer's
		return p, nil
	}
	return &proxyproto.Listener{Listener: l, ReadHeaderTimeout: proxyHeaderTimeout, ConnPolicy: policy}, nil
}

// quota counts how many of something each holder has, up to a limit. It is safe for concurrent use.
type quota struct {
	limit int
	renew time.Duration // after this time all counts start again at 0; 0: never

	mu    sync.Mutex
	begun time.Time
	held  map[any]int
}

// take adds one for the holder. It returns false if the holder has reached the limit.
func (q *quota) take(holder any) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held == nil || q.renew > 0 && time.Since(q.begun) > q.renew {
		q.begun, q.held = time.Now(), map[any]int{}
	}
	if q.held[holder] >= q.limit {
		return false
	}
	q.held[holder]++
	return true
}

// give takes one back from the holder and returns how many it still has.
func (q *quota) give(holder any) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[holder]--; q.held[holder] <= 0 {
		delete(q.held, holder)
	}
	return q.held[holder]
}

func (q *quota) count(holder any) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.held[holder]
}

// Limits that keep follow codes from being guessed.
const (
	maxCodeTries   = 10               // wrong codes from one address
	codeTriesReset = 10 * time.Minute // after this time the counts start again
)
