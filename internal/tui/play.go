package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/tui/intent"
)

// speeds is a constant table of years a minute.
var speeds = [...]int{20, 40, 60, 120, 240}

// firstSpeed is the place in speeds one starts with: a year a second.
const firstSpeed = 2

// playMsg moves the year on; its number tells a tick of an earlier play apart.
type playMsg struct{ rest int }

func (m *Model) togglePlay() tea.Cmd {
	if m.playing {
		m.playing = false
		m.say("stopped")
		return m.later()
	}
	m.playing = true
	if !m.plain {
		m.say(m.speedWords())
	}
	if m.answer.Year == m.answer.Last { // from the end one starts again at the beginning
		return tea.Batch(m.step(intent.Year(m.answer, m.answer.First)), m.tick())
	}
	return m.tick()
}

func (m *Model) speedWords() string {
	return fmt.Sprintf("playing %d years a minute; , slower . faster p stops", speeds[m.speed])
}

func (m *Model) setSpeed(by int) {
	m.speed = max(0, min(m.speed+by, len(speeds)-1))
	if m.playing {
		m.say(m.speedWords())
		return
	}
	m.say(fmt.Sprintf("%d years a minute; p plays", speeds[m.speed]))
}

func (m *Model) tick() tea.Cmd {
	m.plays++
	n := m.plays
	if m.plain {
		return func() tea.Msg { return playMsg{n} }
	}
	return tea.Tick(time.Minute/time.Duration(speeds[m.speed]), func(time.Time) tea.Msg { return playMsg{n} })
}

// played moves one year on, and stops at the last.
func (m *Model) played(msg playMsg) tea.Cmd {
	if !m.playing || msg.rest != m.plays {
		return nil
	}
	if m.answer.Year == m.answer.Last {
		if m.kiosk {
			return tea.Batch(m.step(intent.Year(m.answer, m.answer.First)), m.tick())
		}
		m.playing = false
		m.note = note{}
		return m.later()
	}
	return tea.Batch(m.step(intent.Step(m.answer, 1)), m.tick())
}
