package report

import (
	"bytes"
	"strings"

	"allyscope/internal/document"
	"allyscope/internal/terminal"
)

// writePlain writes a fact a line, in seven bits and without borders: what a
// screen reader reads well and grep finds.
func writePlain(b *bytes.Buffer, d *document.Document) {
	say := func(s string) {
		if s != "" {
			b.WriteString(toASCII(s))
			b.WriteByte('\n')
		}
	}
	say(strings.ReplaceAll(d.Title, " · ", ", "))
	say(d.Edition)
	say(d.Level)
	if d.Result != "" {
		say("Result: " + d.Result)
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		for j := range t.Rows {
			say(t.Said(j))
		}
	}
	for _, s := range d.Remarks {
		say(s)
	}
	say(d.Sentence)
	for _, s := range d.Notes {
		say("Note: " + s)
	}
	say("Source: " + d.Citation)
}

func toASCII(s string) string { return strings.Map(terminal.ToASCII, s) }
