package deck

import (
	"embed"
	"strings"
)

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
	if strings.ContainsAny(name, `/\.`) {
		return "", false
	}
	b, err := files.ReadFile("decks/" + name + ".txt")
	return string(b), err == nil
}
