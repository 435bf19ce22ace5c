package tui_test

import (
	"testing"

	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/tui"
)

func newExplorer(tb testing.TB, text string, env ...string) *tui.Model {
	tb.Helper()
	ds, err := dataset.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	v := &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
	q, err := query.Parse(text, v)
	if err != nil {
		tb.Fatal(err)
	}
	m, err := tui.New(tui.Options{Data: ds, Query: q, Environment: terminal.Detect(env)})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}
