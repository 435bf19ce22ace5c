// Package deck parses decks: slides to present, one per line, each a question in the grammar
// or a command, with an optional caption. It knows no figures and draws nothing.
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
	Line    int    // the line number in the deck, from 1
}

// Limits of a deck; a file that exceeds them is not a deck.
const (
	MaxSize   = 1 << 20 // of the file, in bytes
	maxSlides = 500
	maxLine   = 2000 // bytes in a line
)

// Parse parses a deck. Each line holds a question and optionally, after a "|", its caption.
// Empty lines are skipped, and so is everything after a "#" at the start of a line or after a
// blank. Parse returns at least one slide, or an error that names the line.
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
		return nil, errors.New(`no slides: a deck has one question per line, such as "2024 2% | Who met the target"`)
	}
	return out, nil
}

//go:embed decks
var files embed.FS

// Example describes a deck that the program carries, to present or to copy.
type Example struct {
	Name  string // the word that selects it
	About string // its subject, in one line
}

// Tour is the name of the example that explains the program.
const Tour = "tour"

// Examples returns the decks that the program carries.
func Examples() []Example {
	return []Example{
		{Tour, "ten slides on how to read what is shown"},
		{"ally", "a briefing on one ally, Norway for example"},
		{"alliance", "the alliance over a decade, from Wales to The Hague"},
	}
}

// ExampleText returns the text of the named example, which ends in a line break. Ok is false
// if there is no such example.
func ExampleText(name string) (text string, ok bool) {
	b, err := files.ReadFile("decks/" + name + ".txt")
	return string(b), err == nil
}
