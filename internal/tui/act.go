package tui

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/follow"
	"allyscope/internal/query"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
)

// act runs a binding, or says why it does nothing here.
func (m *Model) act(key keymap.Binding) {
	switch entry := m.view.Spec.Entry; {
	case m.options.Plain && key.Use&keymap.Draws != 0:
		m.say("this key only changes the drawing, and nothing is drawn here")
	case entry != "" && key.Use&keymap.Asks != 0:
		m.say("a " + entry + " has its own year, level and allies: this key is for other views")
	default:
		m.playing = m.playing && key.Action == keymap.Play
		key.Do()
	}
}

// then runs a command after the current message.
func (m *Model) then(cmd tea.Cmd) { m.next = tea.Batch(m.next, cmd) }

// follows returns the commands queued by then.
func (m *Model) follows() tea.Cmd {
	next := m.next
	m.next = nil
	return next
}

func (m *Model) steps(n int) func() { return func() { m.step(intent.Step(m.answer, n)) } }

func (m *Model) asks(wish func(*analysis.Answer) (query.Query, string)) func() {
	return func() { m.change(wish(m.answer)) }
}

// arrow returns an action that moves the focus in a view with two dimensions, and else does other.
func (m *Model) arrow(dx, dy int, other func()) func() {
	return func() {
		if !m.across(dx, dy) {
			other()
		}
	}
}

func (m *Model) openFilter() {
	m.line = prompt.Open(prompt.Filter, m.answer.Query.Filter, m.vocab)
	m.historyBefore, m.focusBefore = m.history, m.focus
}

func (m *Model) openTarget() {
	if m.answer.Levels == nil {
		m.say("a target is a percentage, and this measure is not")
		return
	}
	m.line = prompt.Open(prompt.Target, "", m.vocab)
}

func (m *Model) openCommand() {
	m.line = prompt.Open(prompt.Command, "", m.vocab)
	m.line.Recall(m.asked)
}

func (m *Model) nextTheme() {
	m.setLook(m.look.NextTheme())
	m.say("theme: " + m.look.Words())
}

func (m *Model) nextGlyphs() {
	m.look.Glyphs = m.look.Glyphs.Next()
	m.setLook(m.look)
	m.say("glyphs: " + m.look.Glyphs.String())
}

func (m *Model) toggleMouse() {
	if m.mouse = !m.mouse; m.mouse {
		m.say("mouse on")
	} else {
		m.say("mouse off: text can be selected")
	}
}

func (m *Model) toShell() {
	m.playing = false
	if m.suspend == nil || !m.suspend() {
		m.say(noShell)
	}
}

const noShell = "there is no shell to go back to"

// back leaves the zoom, the sheet, or the narrowest restriction of the list. It never quits.
func (m *Model) back() {
	q := m.answer.Query
	switch {
	case m.zoom:
		m.toggleZoom()
		return
	case q.View == query.Sheet:
		m.turn(m.under.Spec.ID)
		return
	case m.view.Spec.Entry != "": // the restrictions below belong to other views
	case q.Filter != "":
		q.Filter = ""
	case q.Verdict != query.AnyVerdict, q.Limit > 0:
		q.Verdict, q.Limit = query.AnyVerdict, 0
	case q.Only:
		q.Only = false
	default:
		q.Group = ""
	}
	if q == m.answer.Query {
		m.say("nothing to leave; q quits")
		return
	}
	m.change(q, "")
}

// doMsg is a message to run a function in the model's loop, after something outside has happened.
type doMsg func()

// after calls do after a while, unless it is called again with the same count before that.
func (m *Model) after(wait time.Duration, count *int, do func()) {
	*count++
	n := *count
	then := doMsg(func() {
		if n == *count {
			do()
		}
	})
	m.then(tea.Tick(wait, func(time.Time) tea.Msg { return then }))
}

// say, warn and fail set the message at the foot. It is verbatim, since many quote what was typed.

func (m *Model) say(text string) { m.note = note{text, cell.Notice, cell.Verbatim} }

func (m *Model) warn(text string) { m.note = note{text, cell.Warning, cell.Verbatim} }

func (m *Model) fail(err error) {
	if bad, ok := errors.AsType[*query.Error](err); ok {
		err = bad
	}
	m.warn(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// answerTo answers a question. It returns false, with a message, if why is given or the question
// cannot be answered.
func (m *Model) answerTo(q query.Query, why string) (*analysis.Answer, bool) {
	if why != "" {
		m.say(why)
		return nil, false
	}
	a, err := analysis.RankingAfter(m.options.Data, q, m.answer)
	if err != nil {
		m.fail(err)
		return nil, false
	}
	return a, true
}

// step changes the year. Undo takes successive steps back as one.
func (m *Model) step(q query.Query, why string) {
	a, ok := m.answerTo(q, why)
	if !ok {
		return
	}
	h := m.history.Push(a.Query)
	if m.stepping {
		h = m.history.Replace(a.Query)
	}
	m.show(a, h, false)
	m.stepping = true
}

func (m *Model) change(q query.Query, why string) {
	if a, ok := m.answerTo(q, why); ok {
		m.take(a)
	}
}

func (m *Model) take(a *analysis.Answer) { m.show(a, m.history.Push(a.Query), true) }

// travel undoes or redoes: it shows the question of to, or says why there is none.
func (m *Model) travel(to func() (query.History, bool), why string) {
	h, found := to()
	if found {
		why = ""
	}
	if a, ok := m.answerTo(h.Current(), why); ok {
		m.show(a, h, true)
	}
}

// show shows an answer. The parts that settle a moment later are drawn at once if rests is true.
func (m *Model) show(a *analysis.Answer, h query.History, rests bool) {
	if rests {
		m.settled.answer = a
	}
	m.history, m.answer, m.stepping = h, a, false
	m.publish()
	m.arrange()
	if rests {
		m.settle()
		return
	}
	m.later()
}

// far is more than the length of any list or range of years.
const far = 1 << 20

// jump moves the focus by n entries of the view.
func (m *Model) jump(n int) {
	if m.view.Spec.Entry == "" || !m.across(0, n) {
		m.walk(n)
	}
}

// walk moves the focus by n allies.
func (m *Model) walk(n int) {
	at, step := m.at, cmp.Compare(n, 0)
	for k := at + step; n != 0 && k >= 0 && k < len(m.lines); k += step {
		if m.lines[k] != "" {
			at, n = k, n-step
		}
	}
	if at >= 0 && at < len(m.lines) && m.lines[at] != "" {
		m.reveal(at, step)
	}
	m.later()
}

// reveal focuses the ally of item at and scrolls to it, and to any rules or sums next to it in the
// direction of step. Next to a panel the list scrolls by half a page, since a terminal cannot
// scroll parts of lines.
func (m *Model) reveal(at, step int) {
	h := max(1, m.screen.Body.H)
	edge := at
	for k := at + step; k >= 0 && k < len(m.lines) && m.lines[k] == ""; k += step {
		edge = k // rules and sums
	}
	first, last := min(edge, at), max(edge, at)
	if last-first >= h {
		first, last = at, at
	}
	turn := 1
	if m.screen.Side.Shown() {
		turn = max(1, h/2)
	}
	if first < m.offset {
		m.offset = min(first, m.offset-turn)
	}
	if last >= m.offset+h {
		m.offset = max(last-h+1, m.offset+turn)
	}
	m.offset = max(0, min(m.offset, len(m.lines)-h))
	m.focus, m.at, m.home = m.lines[at], at, at-m.offset
}

// match goes to the next pinned ally or, if none is pinned, to the next ally of the filtered list.
func (m *Model) match(step int) {
	n := len(m.lines)
	switch q := m.answer.Query; {
	case q.Pins == "" && q.Filter == "":
		m.say("nothing to go to: pin allies with space, or filter with /")
	case q.Pins == "":
		m.walk(step)
	default:
		for i := 1; i <= n; i++ {
			k := ((m.at+i*step)%n + n) % n
			if q.Pins.Index(m.lines[k]) >= 0 {
				m.reveal(k, step)
				break
			}
		}
	}
	m.later()
}

// speeds is a constant table of the speeds of playing, in years per minute.
var speeds = [...]int{20, 40, 60, 120, 240}

const firstSpeed = 2 // index of a year a second

func (m *Model) togglePlay() {
	m.playing = !m.playing
	switch {
	case !m.playing:
		m.say("stopped")
		m.later()
		return
	case !m.options.Plain:
		m.say(m.speedWords())
	}
	if m.answer.Year == m.answer.Last { // start again at the beginning
		m.step(intent.Year(m.answer, m.answer.First))
	}
	m.tick()
}

func (m *Model) speedWords() string {
	pace := fmt.Sprintf("%d years a minute", speeds[m.speed])
	if speeds[m.speed] == 60 {
		pace = "a year a second"
	}
	if m.playing {
		return "playing " + pace + "; , slower . faster p stops"
	}
	return pace + "; p plays"
}

func (m *Model) setSpeed(by int) {
	m.speed = max(0, min(m.speed+by, len(speeds)-1))
	m.say(m.speedWords())
}

func (m *Model) tick() {
	wait := time.Minute / time.Duration(speeds[m.speed])
	if m.options.Plain {
		wait = 0
	}
	m.after(wait, &m.plays, m.played)
}

func (m *Model) played() {
	switch last := m.answer.Year == m.answer.Last; {
	case !m.playing:
	case last && !m.options.Kiosk:
		m.playing = false
		m.note = note{}
		m.later()
	default:
		n := 1
		if last {
			n = -far
		}
		m.step(intent.Step(m.answer, n))
		m.tick()
	}
}

// share starts or ends sharing the question on show with followers.
func (m *Model) share() {
	switch {
	case m.options.Plain:
		m.say("a conversation cannot be shared: others can only follow a screen")
	case m.options.Share == nil:
		m.say("others can only follow if allyscope is served over SSH: allyscope serve")
	case m.shared != nil:
		m.shared.End()
		m.shared = nil
		m.say("sharing has ended; the code is no longer valid")
	default:
		p, err := m.options.Share(m.link())
		if err != nil {
			m.fail(err)
			return
		}
		m.shared, m.audience = p, follow.Audience{Up: true}
		m.say("to follow: " + m.options.Invite + " " + p.Code())
		listen(m, p.Updates(), func(now follow.Audience, ok bool) bool { return ok && p == m.shared && m.audienceChanged(now) })
	}
}

// listen passes each value of a channel to take, until take returns false. Ok is false at its end.
func listen[T any](m *Model, told <-chan T, take func(x T, ok bool) (goesOn bool)) {
	m.then(func() tea.Msg {
		x, ok := <-told
		return doMsg(func() {
			if take(x, ok) {
				listen(m, told, take)
			}
		})
	})
}

func (m *Model) audienceChanged(now follow.Audience) (goesOn bool) {
	switch was := m.audience; {
	case was.Up && !now.Up:
		m.warn("followers cannot be reached at the moment; the connection comes back by itself")
	case !was.Up && now.Up:
		m.say("followers can be reached again")
	}
	m.audience = now
	return true
}

func (m *Model) publish() {
	if m.shared != nil {
		m.shared.Show(m.link())
	}
}

// sharing returns a few words on following or being followed, or "" if neither is the case.
func (m *Model) sharing() string {
	switch {
	case m.options.Following != nil:
		return "following"
	case m.shared == nil:
		return ""
	case !m.audience.Up:
		return "shared, out of reach"
	default:
		return fmt.Sprintf("shared with %d", m.audience.Followers)
	}
}

// followed shows what the presenter shows; ok is false if the presenter has ended.
func (m *Model) followed(e follow.Event, ok bool) (goesOn bool) {
	if !ok {
		m.options.Following = nil
		m.warn("the presenter has stopped sharing; from here on you choose")
		return false
	}
	q, err := query.Parse(strings.TrimPrefix(e.Text, "allyscope "), m.vocab)
	switch {
	case !e.Up:
		m.warn("the presenter cannot be reached at the moment; the connection comes back by itself")
	case err != nil:
		m.fail(err)
	default:
		m.turnTo(q)
	}
	return true
}
