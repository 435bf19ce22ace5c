package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"allyscope/internal/cli"
	"allyscope/internal/dataset"
	"allyscope/internal/follow"
)

const commandLong = `serve lets colleagues use allyscope with nothing but ssh: the explorer with
ssh -t HOST -p 23234, and the other commands without a terminal, as in
ssh HOST -p 23234 rank 2024 2% --format csv.

By default it listens on this machine only. Any other address needs
--authorized-keys, or --open to let anyone in.`

const commandExample = `  allyscope serve
  allyscope serve --listen :23234 --authorized-keys keys
  allyscope serve --listen :23234 --open --health :8080`

type flags struct {
	options               Options
	listen, health        string
	bus, busKey, busRoots string
}

// Command returns the command that serves until the process is interrupted or terminated.
func Command(p cli.Program, log io.Writer) *cobra.Command { return newFlags(p, log).command() }

func newFlags(p cli.Program, log io.Writer) *flags {
	return &flags{options: Options{Limits: DefaultLimits(), Program: p, Log: slog.New(slog.NewTextHandler(log, nil))}}
}

func (f *flags) command() *cobra.Command {
	c := &cobra.Command{
		Use: "allyscope serve", Short: "Serve allyscope over SSH", Long: commandLong, Example: commandExample,
		Version: f.options.Program.Version, SilenceErrors: true, SilenceUsage: true, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return f.serve(c.Context()) },
	}
	l, x := &f.options.Limits, c.Flags()
	x.SortFlags = false
	x.StringVar(&f.listen, "listen", "127.0.0.1:23234", "serve at `ADDRESS`")
	x.StringVar(&f.options.Access.Keys, "authorized-keys", "", "let in the keys in `FILE` and the certificates of its cert-authority lines")
	x.BoolVar(&f.options.Access.Open, "open", false, "let anyone in")
	x.StringVar(&f.options.HostKey, "host-key", defaultHostKey(), "the `FILE` of the server's own key, created if it does not exist")
	x.IntVar(&l.Sessions, "max-sessions", l.Sessions, "serve `N` sessions at once")
	x.IntVar(&l.PerAddress, "per-address", l.PerAddress, "accept `N` connections from one address")
	x.IntVar(&l.PerConnection, "per-connection", l.PerConnection, "accept `N` sessions on one connection")
	x.DurationVar(&l.Login, "login", l.Login, "wait `TIME` for a login")
	x.DurationVar(&l.Idle, "idle", l.Idle, "end a session after `TIME` without a key")
	x.DurationVar(&l.AtMost, "at-most", l.AtMost, "end a connection after `TIME`")
	x.StringSliceVar(&f.options.Balancers, "proxy-protocol", nil, "take the client's address from the balancers at `CIDR`")
	x.StringVar(&f.health, "health", "", "answer /healthz and /metrics at `ADDRESS`")
	x.StringVar(&f.options.Invite, "invite", "", "the `HOST` in the line for followers, as given to ssh")
	x.StringVar(&f.bus, "bus", "", "share follow mode between instances over the NATS server at `URL`")
	x.StringVar(&f.busKey, "bus-credentials", "", "log in to the bus with the credentials in `FILE`")
	x.StringVar(&f.busRoots, "bus-ca", "", "trust the certificate authorities in `FILE` for the bus")
	return c
}

// defaultHostKey returns the file of the host key, in the settings folder of the server's user.
func defaultHostKey() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "allyscope_ed25519"
	}
	return filepath.Join(dir, "allyscope", "host_ed25519")
}

// check refuses flags that would let everybody in by mistake.
func (f *flags) check() error {
	host, _, err := net.SplitHostPort(f.listen)
	if err != nil {
		return fmt.Errorf("--listen %s is not an address, such as :23234", f.listen)
	}
	ip := net.ParseIP(host)
	here := host == "localhost" || (ip != nil && ip.IsLoopback())
	switch a := f.options.Access; {
	case a.Open && a.Keys != "":
		return errors.New("--open lets anyone in, and --authorized-keys does not: leave one out")
	case !here && !a.Open && a.Keys == "":
		return fmt.Errorf("%s can be reached from other machines: --authorized-keys FILE says who may log in, --open lets anyone in", f.listen)
	case a.Keys == "":
		f.options.Access.Open = true // only this machine can connect
	}
	return nil
}

const shutdownTimeout = 5 * time.Second // for sessions to restore their terminals

func (f *flags) serve(ctx context.Context) error {
	if err := f.check(); err != nil {
		return err
	}
	ctx, done := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer done()
	o := f.options
	o.Bus = &follow.Memory{}
	if f.bus != "" {
		bus, err := Connect(f.bus, f.busKey, f.busRoots, o.Log)
		if err != nil {
			return err
		}
		defer bus.Close()
		o.Bus = bus
	}
	ds, err := dataset.Open(o.Program.Tables)
	if err != nil {
		return fmt.Errorf("cannot read the figures: %w", err)
	}
	o.Program.Data = ds
	if err := os.MkdirAll(filepath.Dir(o.HostKey), 0o700); err != nil {
		return fmt.Errorf("cannot make the folder of the server's key: %w", err)
	}
	s, err := New(o)
	if err != nil {
		return err
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", f.listen)
	if err != nil {
		return fmt.Errorf("cannot listen: %w", err)
	}
	ended := make(chan error, 2)
	if f.health != "" {
		h, err := config.Listen(ctx, "tcp", f.health)
		if err != nil {
			return fmt.Errorf("cannot listen: %w", err)
		}
		o.Log.Info("health", "address", h.Addr().String())
		go func() {
			if err := s.Health(context.WithoutCancel(ctx), h); err != nil {
				ended <- err
			}
		}()
	}
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer stop()
	s.Shutdown(closing)
	return nil
}

// NATS is a follow.Bus between processes, over a NATS server. It reconnects automatically.
type NATS struct{ *nats.Conn }

// Connect connects to the NATS servers in url, a comma-separated list that may hold a user and
// password. credentials is a file of NATS credentials and authority a file of certificate
// authorities; either may be empty. Connect does not wait for a server that is not there yet: the
// bus connects later. Errors are logged without the subject, because subjects contain codes.
func Connect(url, credentials, authority string, log *slog.Logger) (*NATS, error) {
	const again = 250 * time.Millisecond
	options := []nats.Option{
		nats.Name("allyscope"), nats.MaxReconnects(-1), nats.ReconnectWait(again), nats.RetryOnFailedConnect(true),
		nats.ReconnectJitter(again, again),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { log.Warn("bus", "why", err.Error()) }),
	}
	if credentials != "" {
		options = append(options, nats.UserCredentials(credentials))
	}
	if authority != "" {
		options = append(options, nats.RootCAs(authority))
	}
	conn, err := nats.Connect(url, options...)
	if err != nil {
		return nil, fmt.Errorf("the bus cannot be used: %w", err)
	}
	return &NATS{conn}, nil
}

// Subscribe returns a channel of the messages on a subject and of changes of the connection, and a
// function that ends the subscription.
func (n *NATS) Subscribe(subject string) (<-chan follow.Event, func(), error) {
	heard := make(chan follow.Event, follow.MaxWaiting)
	s, err := n.Conn.Subscribe(subject, func(m *nats.Msg) {
		if len(m.Data) > 0 { // an event without text is a change of the connection
			follow.Offer(heard, follow.Event{Text: string(m.Data), Up: true})
		}
	})
	if err != nil {
		return nil, nil, err
	}
	all := n.StatusChanged(nats.CONNECTED, nats.RECONNECTING)
	if !n.IsConnected() { // sent before the changes, so that the last event is the current state
		follow.Offer(heard, follow.Event{})
	}
	go func() {
		for status := range all {
			follow.Offer(heard, follow.Event{Up: status == nats.CONNECTED})
		}
	}()
	return heard, func() {
		n.RemoveStatusListener(all)
		_ = s.Unsubscribe()
	}, nil
}
