// Package prompt is the input line at the foot of the explorer, for a filter, a target, a file
// name, or a question in the grammar with completion.
//
// It does not know how the input is used.
package prompt

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"

	"allyscope/internal/cell"
	"allyscope/internal/query"
)

// Kind is the kind of input.
type Kind uint8

// The kinds.
const (
	Closed  Kind = iota
	Filter       // part of an ally's name; takes effect while it is typed
	Command      // a question in the grammar
	Target       // a level
	Write        // a file's name
)

// Line is the input line with its completions. The zero value is closed.
type Line struct {
	Kind Kind
	Hint string // on the keys; displayed if there is room

	input   textinput.Model
	vocab   *query.Vocabulary
	from    int // where the word to complete starts
	options []query.Option
	chosen  int // index of the chosen option; −1: none

	// past holds the earlier lines, oldest first, and at its end the one being typed; at is the
	// index of the displayed one.
	past []string
	at   int
}

// Limit is the largest number of characters in the line.
const Limit = 300

// Open returns an open line that contains text.
func Open(kind Kind, text string, vocab *query.Vocabulary) Line {
	in := textinput.New()
	in.CharLimit = Limit
	in.SetVirtualCursor(false)
	// The library would paste from the clipboard of the machine the program runs
	// on, which over SSH is not the reader's. Terminals paste by themselves.
	in.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	in.SetValue(text)
	in.CursorEnd()
	in.Focus()
	l := Line{Hint: kinds[kind].hint, Kind: kind, input: in, vocab: vocab, chosen: -1}
	l.offer()
	return l
}

// Recall makes the arrow keys go through earlier lines, given oldest first.
func (l *Line) Recall(past []string) { l.past, l.at = append(slices.Clone(past), ""), len(past) }

// recall goes back by that many lines, or forward if steps is negative.
func (l *Line) recall(steps int) {
	to := max(0, min(l.at-steps, len(l.past)-1))
	if to == l.at {
		return
	}
	if l.at == len(l.past)-1 {
		l.past[l.at] = l.Value()
	}
	l.at = to
	l.input.SetValue(l.past[to])
	l.input.CursorEnd()
	l.offer()
}

// Value returns the input.
func (l *Line) Value() string { return l.input.Value() }

// Text returns the whole line: the prompt and the input.
func (l *Line) Text() string { return kinds[l.Kind].name + l.input.Value() }

// Full reports whether the line has reached its limit.
func (l *Line) Full() bool { return len([]rune(l.Value())) >= Limit }

// Clear empties the line.
func (l *Line) Clear() {
	l.input.SetValue("")
	l.offer()
}

// Close closes the line.
func (l *Line) Close() { *l = Line{} }

// Update handles a key or a paste. In a Command, tab goes through the completions and the arrow
// keys through the earlier lines.
func (l *Line) Update(msg tea.Msg) {
	k, typed := msg.(tea.KeyPressMsg)
	option := map[string]int{"tab": 1, "ctrl+n": 1, "shift+tab": -1, "ctrl+p": -1}[k.String()]
	past := map[string]int{"up": 1, "down": -1}[k.String()]
	switch {
	case !typed || l.Kind != Command:
	case option != 0:
		l.choose(option)
		return
	case past != 0:
		l.recall(past)
		return
	}
	last := l.input.Position() >= len([]rune(l.input.Value()))-1
	if typed && last && key.Matches(k, l.input.KeyMap.DeleteWordForward) {
		msg = tea.KeyPressMsg{Code: tea.KeyDelete} // the library would read beyond a last word of one letter
	}
	before := l.input.Value()
	l.input, _ = l.input.Update(msg) // the command would only blink a cursor that is not drawn
	if l.input.Value() != before {
		l.offer()
	}
}

func (l *Line) offer() {
	l.options, l.chosen = nil, -1
	if l.Kind == Command {
		l.from, _, l.options = query.Complete(l.input.Value(), l.input.Position(), l.vocab)
	}
}

func (l *Line) choose(step int) {
	n := len(l.options)
	if n == 0 {
		return
	}
	if l.chosen < 0 && step < 0 {
		l.chosen = 0
	}
	l.chosen = (l.chosen + step + n) % n
	runes, word := []rune(l.input.Value()), []rune(l.options[l.chosen].Text)
	at, from := min(l.input.Position(), len(runes)), min(l.from, len(runes))
	l.input.SetValue(string(slices.Concat(runes[:from], word, runes[at:])))
	l.input.SetCursor(from + len(word))
}

// kinds is a constant table of the prompts and their hints on keys.
var kinds = [...]struct{ name, hint string }{
	Filter:  {"filter ", "enter keeps it, esc drops it"},
	Command: {":", "enter to ask, tab completes, esc leaves"},
	Target:  {"target % ", "enter keeps it, esc drops it"},
	Write:   {"write to ", "enter writes"},
}

// Draw draws the line at y and returns the column of the cursor.
func (l *Line) Draw(g *cell.Grid, y int) (cursorX int) {
	x := g.Text(1, y, kinds[l.Kind].name, cell.Key)
	runes := []rune(l.input.Value())
	at := min(l.input.Position(), len(runes))
	room := max(1, g.Width()-x-2)
	start := max(0, at-room)
	cursorX = x + cell.Width(string(runes[start:at]))
	end := g.Text(x, y, string(runes[start:]), cell.Plain, cell.Verbatim)
	if g.Width()-end > cell.Width(l.Hint)+4 {
		g.Right(g.Width()-1, y, l.Hint, cell.Faint)
	}
	return min(cursorX, g.Width()-1)
}

// Options draws the completions in the lines above y, at most n of them.
func (l *Line) Options(g *cell.Grid, y, n int) {
	count := max(0, min(n, len(l.options)))
	first := max(0, l.chosen-count+1)
	width := 24
	for _, o := range l.options[first : first+count] {
		width = max(width, cell.Width(o.Text)+cell.Width(o.Note)+5)
	}
	width = min(width, g.Width())
	for i, o := range l.options[first : first+count] {
		g.Window(0, y-count+i, g.Width(), 1).Clear()
		line := g.Window(0, y-count+i, width, 1)
		role, note := cell.Plain, cell.Faint
		if first+i == l.chosen {
			role, note = cell.Selection, cell.Selection
			line.Fill(0, 0, width, ' ', cell.Selection)
		}
		x := line.Text(2, 0, o.Text, role, cell.Verbatim)
		line.Text(x+2, 0, cell.Cut(o.Note, width-x-3), note)
	}
}
