package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/answers"
	"allyscope/internal/command"
	"allyscope/internal/deck"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// A question after the colon, or in a deck, has the same answer as the command.
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

// A page about an ally uses the year, level and edition on show unless it names others.
func TestAPageKeepsWhatIsOnShow(t *testing.T) {
	for line, want := range map[string]string{
		"show nordic":      "Nordic (2 with forces) 2022, defence expenditure: 1.42 % of GDP, −0.09 pp on 2021, +0.05 pp since 2014, 0 of 2 with forces met 2 %.",
		"why nordic":       "Nordic (2 with forces) 2022, ",
		"brief nordic":     "In 2022, 0 of 2 with forces met 2 % (Nordic allies)",
		"show nordic 2024": "Nordic (4 with forces) 2024e, ",
	} {
		m := configured(t, "2022 2% edition:2024-06", func(*tui.Options) {})
		send(m, key(":"))
		send(m, tea.PasteMsg{Content: line}, key("enter"))
		if got := m.Says(); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}
