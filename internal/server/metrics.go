package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meter counts what a server does, without a word of what anybody has asked.
type meter struct {
	set     *metrics.Set
	started *metrics.Counter
	refused *metrics.Counter
	sent    *metrics.Counter   // bytes
	frames  *metrics.Histogram // from a key to the next bytes of the screen, in seconds
}

func newMeter(sessions func() int) *meter {
	set := metrics.NewSet()
	set.NewGauge("allyscope_sessions", func() float64 { return float64(sessions()) })
	return &meter{
		set: set, started: set.NewCounter("allyscope_sessions_started_total"),
		refused: set.NewCounter("allyscope_refusals_total"), sent: set.NewCounter("allyscope_sent_bytes_total"),
		frames: set.NewHistogram("allyscope_key_to_frame_seconds"),
	}
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
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) { s.metrics.set.WritePrometheus(w) })
	const longest = 5 * time.Second
	h := &http.Server{Handler: mux, ReadTimeout: longest, WriteTimeout: longest}
	defer context.AfterFunc(ctx, func() { _ = h.Close() })()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("health is not told: %w", err)
	}
	return nil
}
