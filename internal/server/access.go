package server

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"charm.land/ssh"
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

// String says it for the log.
func (a Access) String() string {
	if a.Keys != "" {
		return "keys in " + a.Keys
	}
	return "everybody"
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
