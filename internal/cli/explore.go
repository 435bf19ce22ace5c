package cli

import (
	"context"
	"errors"

	"github.com/atotto/clipboard"

	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
	"allyscope/internal/tui"
)

// Explore opens the explorer on the run's own terminal. Over SSH the machine's
// clipboard is not the reader's, but its files are: the reader has a shell on it.
func Explore(ctx context.Context, ds *dataset.Dataset, q query.Query, s Streams) error {
	o := tui.Options{
		Data: ds, Query: q, Environment: terminal.Detect(s.Env), Suspendable: true,
		Save: save.File, Exists: func(err error) bool { return errors.Is(err, save.ErrExists) },
	}
	if !o.Environment.Remote {
		o.Clipboard = clipboard.WriteAll
	}
	return tui.Run(ctx, o, tui.Streams{In: s.In, Out: s.Out, Env: s.Env})
}
