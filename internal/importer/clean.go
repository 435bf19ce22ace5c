package importer

import (
	"fmt"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/format"
)

// How many characters an edition's title may have, and each of its other words.
const (
	maxTitle = 200
	maxWords = 1000
)

// unfit says why words cannot be kept of an edition, or nothing.
func unfit(s string, most int) string {
	switch {
	case cell.Visible(s) != s:
		return "it holds a character that would steer a terminal"
	case format.Field(s) != s:
		return "a spreadsheet would take what begins so for a formula"
	case len([]rune(s)) > most:
		return fmt.Sprintf("at most %d characters are kept", most)
	default:
		return ""
	}
}

// clean makes words of a file fit to be kept: without what would steer a terminal
// or be a formula, on one line, and cut where they are too long.
func clean(s string, most int) string {
	if unfit(s, most) == "" {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case cell.Mark(r) != r:
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, "�"))
	s = strings.Join(strings.Fields(s), " ")
	for format.Field(s) != s {
		s = strings.TrimSpace(s[1:])
	}
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}

// cleanse cleans all words that an edition is kept with, and reports where that
// changed them.
func (im *importer) cleanse(r *dataset.Record, tables []*dataset.Table) {
	tidy := func(what string, s *string, most int) {
		if why := unfit(*s, most); why != "" {
			*s = clean(*s, most)
			im.report.notef("%s: not as in the file: %s", what, why)
		}
	}
	tidy("title", &r.Title, maxTitle)
	tidy("cutoff", &r.CutOff, maxWords)
	tidy("years", &r.Years, maxWords)
	tidy("price base", &r.PriceBase, maxWords)
	tidy("definition", &r.Definition, maxWords)
	tidy("coverage", &r.Coverage, maxWords)
	for _, t := range tables {
		tidy("the unit of "+t.Measure.String(), &t.Unit, maxWords)
	}
}
