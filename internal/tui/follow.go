package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/follow"
	"allyscope/internal/query"
)

// share begins to show others the question on show, or ends it.
func (m *Model) share() {
	switch {
	case m.options.Plain:
		m.say("a conversation is not shared: others follow a screen")
		return
	case m.options.Share == nil:
		m.say("others can follow where allyscope is served over SSH: allyscope serve")
		return
	case m.shared != nil:
		m.shared.End()
		m.shared = nil
		m.say("nobody follows any more; the code is void")
		return
	}
	p, err := m.options.Share(m.link())
	if err != nil {
		m.fail(err)
		return
	}
	m.shared, m.audience = p, follow.Audience{Up: true}
	m.say("to follow: " + m.options.Invite + " " + p.Code())
	m.attend(p)
}

// hears has what a channel tells next taken; ok is false where it tells nothing more.
func hears[T any](m *Model, told <-chan T, take func(x T, ok bool)) {
	m.then(func() tea.Msg {
		x, ok := <-told
		return doMsg(func() { take(x, ok) })
	})
}

func (m *Model) attend(p *follow.Presenter) {
	hears(m, p.Told(), func(now follow.Audience, ok bool) { m.heard(p, now, ok) })
}

// heard takes a change of the audience; ok is false where nobody follows any more.
func (m *Model) heard(p *follow.Presenter, now follow.Audience, ok bool) {
	if !ok || p != m.shared {
		return
	}
	switch was := m.audience; {
	case was.Up && !now.Up:
		m.warn("followers cannot be reached; this comes back by itself")
	case !was.Up && now.Up:
		m.say("followers are reached again")
	}
	m.audience = now
	m.attend(p)
}

// publish shows followers the question on show.
func (m *Model) publish() {
	if m.shared != nil {
		m.shared.Show(m.link())
	}
}

// sharing says in a few words that others follow, or are followed; empty: neither.
func (m *Model) sharing() string {
	switch {
	case m.options.Following != nil:
		return "following"
	case m.shared == nil:
		return ""
	case !m.audience.Up:
		return "shared, out of reach"
	default:
		return fmt.Sprintf("shared, %d follow", m.audience.Followers)
	}
}

// followed waits for what the session that is followed shows.
func (m *Model) followed() { hears(m, m.options.Following.Told(), m.led) }

// led shows what is shown to followers; ok is false where that has ended.
func (m *Model) led(e follow.Event, ok bool) {
	if !ok {
		m.options.Following = nil
		m.warn("whoever was followed has ended it; from here on you choose")
		return
	}
	q, err := query.Parse(strings.TrimPrefix(e.Text, "allyscope "), m.vocab)
	switch {
	case !e.Up:
		m.warn("whoever is followed cannot be heard; this comes back by itself")
	case err != nil:
		m.fail(err)
	default:
		m.turnTo(q)
	}
	m.followed()
}
