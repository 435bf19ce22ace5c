package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
)

// The link of a view restores the identical screen, to the last cell and style, whatever was done
// to get there.
func TestALinkRestoresTheScreen(t *testing.T) {
	ds := frozen.Data(t)
	vocab := &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
	for v := range query.View(query.Views) {
		for _, state := range []string{
			"EST POL NOR focus:POL 2021 2%", "nordic base:2018", "edition:2024-06 2023 sort:name focus:ITA",
			"equipment 2022 sort:gap", "members:everyone 2014 2%", "source:sipri 1999",
		} {
			text := "view:" + v.String() + " " + state
			first := opened(t, ds, vocab, text)
			again := opened(t, ds, vocab, strings.TrimPrefix(first.link(), "allyscope "))
			if first.View().Content != again.View().Content {
				t.Errorf("%s: %q gives another screen", text, first.link())
			}
			if first.title() != again.title() {
				t.Errorf("%s: the window is called %q, then %q", text, first.title(), again.title())
			}
		}
	}
}

// opened returns an explorer on a question, drawn and settled.
func opened(t *testing.T, ds *dataset.Dataset, vocab *query.Vocabulary, text string) *Model {
	t.Helper()
	q, err := query.Parse(text, vocab)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	m, err := New(Options{Data: ds, Query: q, Environment: terminal.Detect([]string{"TERM=xterm", "LANG=C.UTF-8"})})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.settle()
	m.View()
	return m
}
