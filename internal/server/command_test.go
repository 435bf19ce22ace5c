package server

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/cli"
	"allyscope/internal/testing/frozen"
)

func TestOpenToOthersOnlyWithFlags(t *testing.T) {
	t.Parallel()
	for args, refused := range map[string]string{
		"":                                   "",
		"--listen localhost:1":               "",
		"--listen [::1]:1":                   "",
		"--listen :1":                        "--authorized-keys FILE says who may log in",
		"--listen 0.0.0.0:1":                 "--authorized-keys FILE says who may log in",
		"--listen example:1":                 "--authorized-keys FILE says who may log in",
		"--listen :1 --open":                 "",
		"--listen :1 --authorized-keys k":    "",
		"--open --authorized-keys k":         "leave one out",
		"--listen nowhere":                   "is not an address",
		"--listen :1 --open --idle 1m -x":    "unknown shorthand flag",
		"--listen :1 --open and more":        "unknown command",
		"--per-address many":                 "invalid argument",
		"--listen :1 --open --max-sessions1": "unknown flag",
	} {
		f := newFlags(cli.Program{}, io.Discard)
		c := f.command()
		c.RunE = nil
		c.Run = nil
		err := c.ParseFlags(strings.Fields(args))
		if err == nil {
			if err = c.ValidateArgs(c.Flags().Args()); err == nil {
				err = f.check()
			}
		}
		if (err == nil) != (refused == "") || (err != nil && !strings.Contains(err.Error(), refused)) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	s, err := New(Options{
		Access: Access{Open: true}, Limits: DefaultLimits(), HostKey: filepath.Join(t.TempDir(), "key"),
		Log: slog.New(slog.DiscardHandler), Program: cli.Program{Data: frozen.Data(t)},
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Health(ctx, l) }()
	get := func(path string) (int, string) {
		r, err := http.Get("http://" + l.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(b)
	}
	if code, text := get("/healthz"); code != http.StatusOK || text != "ok\n" {
		t.Errorf("status %d, body %q", code, text)
	}
	if _, text := get("/metrics"); !strings.Contains(text, "allyscope_sessions 0") || !strings.Contains(text, "allyscope_refusals_total 0") {
		t.Errorf("metrics: %q", text)
	}
	s.Shutdown(t.Context())
	if code, _ := get("/healthz"); code != http.StatusServiceUnavailable {
		t.Errorf("status %d while closing", code)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestApostrophesAreNotQuotationMarks(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"Norway's gap": `Norway\'s gap`, "the US' gap": `the US\' gap`, `"the allies' gap"`: `"the allies' gap"`,
		"'Norway's gap'": `'Norway'\''s gap'`, "filter:'land'": "filter:'land'", "rank 'x": "rank 'x",
	} {
		if got := escapeApostrophes(line); got != want {
			t.Errorf("%s is escaped as %s, want %s", line, got, want)
		}
	}
}

func TestOneHostOfIPv6HasOneAddress(t *testing.T) {
	t.Parallel()
	for a, b := range map[string]string{"2001:db8::1": "2001:db8::ffff:2", "203.0.113.7": "203.0.113.7", "::1": "::2"} {
		if network(a) != network(b) {
			t.Errorf("%s and %s count as different hosts", a, b)
		}
	}
	if network("203.0.113.7") == network("203.0.113.8") || network("2001:db8::1") == network("2001:db8:0:1::1") {
		t.Error("two hosts count as one")
	}
}

func TestBalancers(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := proxied(l, []string{"10.0.0.0/8", "x"}); err == nil {
		t.Error("x is taken for an address")
	}
	for balancer, want := range map[string]string{"127.0.0.0/8": "203.0.113.7", "127.0.0.1": "203.0.113.7", "10.0.0.0/8": ""} {
		b, err := proxied(l, []string{balancer})
		if err != nil {
			t.Fatal(err)
		}
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, "PROXY TCP4 203.0.113.7 127.0.0.1 4000 22\r\n"); err != nil {
			t.Fatal(err)
		}
		in, err := b.Accept()
		if err != nil {
			t.Fatal(err)
		}
		one := make([]byte, 1)
		_, _ = c.Write(one)
		_, err = in.Read(one)
		switch {
		case want == "" && err == nil:
			t.Errorf("%s: a header from an unknown sender is trusted", balancer)
		case want != "" && (err != nil || address(in.RemoteAddr()) != want):
			t.Errorf("%s: %v, %s", balancer, err, in.RemoteAddr())
		}
		_ = c.Close()
		_ = in.Close()
	}
}
