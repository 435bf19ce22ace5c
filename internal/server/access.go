package server

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"charm.land/ssh"
	"github.com/pires/go-proxyproto"
	gossh "golang.org/x/crypto/ssh"

	"allyscope/internal/read"
)

// Access is who may log in.
type Access struct {
	// Keys is a file in the form of OpenSSH's authorized_keys. A line marked
	// cert-authority is of an authority, whose certificates are let in.
	Keys string
	// Open lets in everybody.
	Open bool
}

// maxKeys bounds the file of keys, in bytes.
const maxKeys = 1 << 20

// handler decides about a key at login; nil where everybody is let in. The file is
// read anew at each login: a key that is taken out is locked out.
func (a Access) handler(log *slog.Logger) (ssh.PublicKeyHandler, error) {
	if a.Keys == "" && !a.Open {
		return nil, errors.New("nobody is let in: neither keys nor everybody")
	}
	if a.Keys == "" {
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
		checker := gossh.CertChecker{IsUserAuthority: func(k gossh.PublicKey) bool { return has(authorities, k) }}
		return cert.CertType == gossh.UserCert && checker.IsUserAuthority(cert.SignatureKey) && checker.CheckCert(ctx.User(), cert) == nil
	}, nil
}

func has(list []ssh.PublicKey, key ssh.PublicKey) bool {
	return slices.ContainsFunc(list, func(k ssh.PublicKey) bool { return bytes.Equal(k.Marshal(), key.Marshal()) })
}

// read reads the file. A line that is not understood lets nobody in, in silence:
// the file is refused.
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

// toSay is how long a balancer may take to say whom it brings.
const toSay = 5 * time.Second

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
	policy, _ := proxyproto.PolicyFromRanges(balancers, proxyproto.REQUIRE, proxyproto.REJECT) // each of them is one
	return &proxyproto.Listener{Listener: l, ReadHeaderTimeout: toSay, ConnPolicy: func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
		p, _ := policy(o) // an address with a zone is no balancer's, and may come by itself
		return p, nil
	}}, nil
}

// quota is how many of something each may have at once.
type quota struct {
	limit int
	renew time.Duration // after which all begin anew; 0: they do not

	mu    sync.Mutex
	begun time.Time
	held  map[any]int
}

// take takes one more; false where there are none left.
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

// give gives one back, and returns how many are left.
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

// How many codes an address may try in vain, and after which time all begin anew:
// nobody finds one by trying.
const (
	maxTries = 10
	tryAgain = 10 * time.Minute
)
