// Package deck reads a deck: slides to present, one a line, each a question in
// the grammar, or a command's, with an optional caption. It knows no figure and draws nothing.
package deck

import (
	"embed"
	"errors"
	"fmt"
	"strings"

	"allyscope/internal/command"
	"allyscope/internal/query"
)

// Slide is one line of a deck.
type Slide struct {
	command.Question
	Caption string // may be empty
	Line    int    // where it stands in the deck
}

// Bounds of a deck: more is another kind of file.
const (
	MaxSize   = 1 << 20 // bytes
	maxSlides = 500
	maxLine   = 2000 // bytes of a line
)

// Parse reads a deck. A line is a question; behind a "|" stands its caption.
// Empty lines and what follows a "#" at the start of a line or after a blank are
// left out. The error names the first line that cannot be understood.
func Parse(text string, v *query.Vocabulary) ([]Slide, error) {
	var out []Slide
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(" "+strings.ReplaceAll(line, "\t", " "), " #")
		switch line = strings.TrimSpace(line); {
		case line == "":
			continue
		case len(line) > maxLine:
			return nil, fmt.Errorf("line %d: a slide is a line of at most %d bytes, not %d", i+1, maxLine, len(line))
		}
		words, caption, _ := strings.Cut(line, "|")
		q, _, err := command.Line(words, v)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if len(out) == maxSlides {
			return nil, fmt.Errorf("line %d: a deck has at most %d slides", i+1, maxSlides)
		}
		out = append(out, Slide{Question: q, Caption: strings.TrimSpace(caption), Line: i + 1})
	}
	if len(out) == 0 {
		return nil, errors.New(`no slide: a deck has a question a line, such as "2024 2% | Who met the target"`)
	}
	return out, nil
}

//go:embed decks
var files embed.FS

// Example is a deck the program carries, to be presented or copied.
type Example struct {
	Name  string // what it is asked for by
	About string // what it tells, in a line
}

// Tour is the name of the example that explains the program.
const Tour = "tour"

// Examples are the decks the program carries.
func Examples() []Example {
	return []Example{
		{Tour, "ten slides on reading what is shown"},
		{"ally", "a briefing of one ally, Norway for example"},
		{"alliance", "the alliance in a decade, from Wales to The Hague"},
	}
}

// ExampleText is the text of an example, which ends in a line break; ok tells
// whether there is one of that name.
func ExampleText(name string) (text string, ok bool) {
	b, err := files.ReadFile("decks/" + name + ".txt")
	return string(b), err == nil
}
