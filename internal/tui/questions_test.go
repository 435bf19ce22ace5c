package tui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/answers"
	"allyscope/internal/command"
	"allyscope/internal/deck"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// A question behind the colon and in a deck has the answer that its command has.
func TestAQuestionHasOneAnswer(t *testing.T) {
	ds := frozen.Data(t)
	for _, q := range frozen.Questions() {
		asked, _, err := command.Line(q.Line, vocabulary(ds))
		if err != nil {
			t.Errorf("%s: %v", q.Line, err)
			continue
		}
		d, err := answers.Of(ds, asked)
		if err != nil {
			t.Errorf("%s: %v", q.Line, err)
			continue
		}
		m := configured(t, "", func(*tui.Options) {})
		send(m, key(":"))
		send(m, tea.PasteMsg{Content: q.Line}, key("enter"))
		if got := m.Says(); got != d.Sentence {
			t.Errorf("%s, behind the colon: %s\nwant %s", q.Line, got, d.Sentence)
		}
		m = configured(t, "", func(o *tui.Options) {
			if o.Deck, err = deck.Parse(q.Line, vocabulary(ds)); err != nil {
				t.Fatal(err)
			}
		})
		if got := m.Says(); got != d.Sentence {
			t.Errorf("%s, in a deck: %s\nwant %s", q.Line, got, d.Sentence)
		}
	}
}
