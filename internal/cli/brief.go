package cli

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/briefing"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
)

// wordAlliance asks for the briefing on all allies together.
const wordAlliance = "alliance"

// brief lays out the briefing on one ally, or on all together.
func brief(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	all := len(words) > 0 && strings.EqualFold(words[0], wordAlliance)
	if all {
		words = words[1:]
	}
	q, err := c.Parse(words, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	var code ally.Code
	switch n := q.Pins.Len(); {
	case all && n == 0:
	case !all && n == 1:
		code = q.Pins.Codes()[0]
	default:
		return nil, wants(c, "one ally, or the word "+wordAlliance)
	}
	b, err := analysis.BriefFor(ds, q, code)
	if err != nil {
		return nil, err
	}
	return briefing.Of(b), nil
}
