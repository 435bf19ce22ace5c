package report

import (
	"bytes"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/terminal"
)

// writePlain writes one fact per line in ASCII, for screen readers and grep.
func writePlain(b *bytes.Buffer, d *document.Document) {
	say := func(s string) {
		if s != "" {
			b.WriteString(toASCII(cell.Visible(s)))
			b.WriteByte('\n')
		}
	}
	say(strings.ReplaceAll(d.Title, " · ", ", "))
	say(d.Edition)
	say(d.Level)
	if d.Result != "" {
		say("Result: " + d.Result)
	}
	if d.IsText() {
		say(d.Sentence)
	}
	for _, s := range d.Parts() {
		if s.Title != "" {
			b.WriteByte('\n')
			say(s.Title + ":")
		}
		for _, line := range s.Lines {
			say(line)
		}
		for i := range s.Tables {
			for j := range s.Tables[i].Rows {
				say(s.Tables[i].Said(j))
			}
		}
	}
	for _, s := range d.Remarks {
		say(s)
	}
	if d.IsText() {
		return
	}
	say(d.Sentence)
	for _, s := range d.Notes {
		say("Note: " + s)
	}
	say("Source: " + d.Citation)
}

func toASCII(s string) string { return strings.Map(terminal.ToASCII, s) }
