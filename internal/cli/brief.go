package cli

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/query"
	"allyscope/internal/report"
)

const briefExample = `  allyscope brief NOR                      one to two pages, as Markdown
  allyscope brief ESP 2024 2% -o esp.html  as a page that prints to A4
  allyscope brief alliance --format plain`

// wordAlliance asks for the briefing on all allies together.
const wordAlliance = "alliance"

// brief is the command that writes a briefing.
func (r *run) brief() *cobra.Command {
	return &cobra.Command{
		Use:               "brief ally|alliance [word…]",
		Short:             "Write a briefing of one to two pages",
		Example:           briefExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.completeBrief,
		RunE:              r.writeBrief,
	}
}

// writeBrief writes the briefing, as Markdown where no format is asked for.
func (r *run) writeBrief(c *cobra.Command, words []string) error {
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
	words = strings.Fields(strings.Join(words, " "))
	all := len(words) > 0 && strings.EqualFold(words[0], wordAlliance)
	if all {
		words = words[1:]
	}
	q, err := query.ParseWords(words, vocabulary(ds))
	if err != nil {
		return err
	}
	var code ally.Code
	switch n := q.Pins.Len(); {
	case all && n == 0 && q.Group == "":
	case !all && n == 1:
		code = q.Pins.Codes()[0]
	default:
		return usagef("%s wants one ally, or the word %s, such as: allyscope brief NOR", c.CommandPath(), wordAlliance)
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

// completeBrief offers the alliance, and words of the grammar.
func (r *run) completeBrief(c *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
	out, directive := r.complete(c, before, word)
	if text, ok := continued(word, wordAlliance); ok && len(before) == 0 {
		out = append([]string{cobra.CompletionWithDesc(text, "all allies together")}, out...)
	}
	return out, directive
}
