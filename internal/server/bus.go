package server

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
)

// NATS is a bus across processes: a NATS server carries the messages. A lost
// connection comes back by itself.
type NATS struct{ conn *nats.Conn }

// Connect connects to a server by its URL, which may name several, with user and
// password in it; credentials is a file of NATS credentials and authority one of
// certificate authorities, both empty where there is none. A server that is not
// there yet is waited for. Trouble is logged, but never a subject: codes stand there.
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

// Close leaves the bus.
func (n *NATS) Close() { n.conn.Close() }

// Publish sends a message on its way.
func (n *NATS) Publish(subject string, data []byte) error { return n.conn.Publish(subject, data) }

// Subscribe listens to a subject.
func (n *NATS) Subscribe(subject string, receive func([]byte)) (func(), error) {
	s, err := n.conn.Subscribe(subject, func(m *nats.Msg) { receive(m.Data) })
	if err != nil {
		return nil, err
	}
	return func() { _ = s.Unsubscribe() }, nil
}

// Up tells whether the server is there.
func (n *NATS) Up(changed func(bool)) (bool, func()) {
	all := n.conn.StatusChanged(nats.CONNECTED, nats.RECONNECTING)
	go func() {
		for status := range all {
			changed(status == nats.CONNECTED)
		}
	}()
	return n.conn.IsConnected(), func() { n.conn.RemoveStatusListener(all) }
}
