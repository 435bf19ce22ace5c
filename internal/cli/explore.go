package cli

import (
	"context"

	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/tui"
)

// Explore opens the explorer on the run's own terminal.
func Explore(ctx context.Context, ds *dataset.Dataset, q query.Query, s Streams) error {
	return tui.Run(ctx, tui.Options{
		Data: ds, Query: q, Environment: terminal.Detect(s.Env), Suspendable: true,
	}, tui.Streams{In: s.In, Out: s.Out, Env: s.Env})
}
