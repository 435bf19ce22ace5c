package cli

import (
	"bytes"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/command"
	"allyscope/internal/report"
)

// wordAlliance asks for the briefing on all allies together.
const wordAlliance = "alliance"

// brief writes the briefing, as Markdown where no format is asked for.
func (r *run) brief(c command.Command, words []string) error {
	if err := r.check(report.BriefFormats()); err != nil {
		return err
	}
	format := r.format()
	if format == report.AsTable {
		format = report.BriefFormats()[0]
	}
	ds, err := r.open()
	if err != nil {
		return err
	}
	all := len(words) > 0 && strings.EqualFold(words[0], wordAlliance)
	if all {
		words = words[1:]
	}
	q, err := c.Parse(words, vocabulary(ds))
	if err != nil {
		return err
	}
	var code ally.Code
	switch n := q.Pins.Len(); {
	case all && n == 0:
	case !all && n == 1:
		code = q.Pins.Codes()[0]
	default:
		return wants(c, "one ally, or the word "+wordAlliance)
	}
	b, err := analysis.BriefFor(ds, q, code)
	if err != nil {
		return err
	}
	subject := string(code)
	if all {
		subject = wordAlliance
	}
	again := b.Answer.Query
	again.Pins = ""
	var out bytes.Buffer
	if err := report.WriteBrief(&out, report.Brief(b, strings.TrimSpace("allyscope brief "+subject+" "+again.String())), format); err != nil {
		return err
	}
	return r.deliver(out.Bytes())
}
