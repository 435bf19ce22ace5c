package report

import (
	"bytes"
	"strings"

	"allyscope/internal/terminal"
)

// writePlain writes a fact a line, in seven bits and without borders: what a
// screen reader reads well and grep finds.
func writePlain(b *bytes.Buffer, d *Document) {
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
			say(t.line(&t.Rows[j]))
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

// line is a row in words: "1 Poland: 3.75 % of GDP, meets 2 %".
func (t *Table) line(r *Row) string {
	var lead, facts []string
	for i, c := range t.Columns {
		said := r.Cells[i].Said
		switch {
		case said == "" || c.On&OnPlain == 0:
		case c.Lead:
			lead = append(lead, said)
		default:
			facts = append(facts, said)
		}
	}
	if len(facts) == 0 {
		return ""
	}
	return strings.Join(lead, " ") + ": " + strings.Join(facts, ", ")
}

func toASCII(s string) string { return strings.Map(terminal.ToASCII, s) }
