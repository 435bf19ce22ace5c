package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/report"
)

const countExample = `  allyscope count 2%
  allyscope count 2% members:everyone      every row printed, members or not
  allyscope count 20% equipment europe --format csv`

const showExample = `  allyscope show NOR
  allyscope show Norway 2024 edition:2024-06 --format md`

const compareExample = `  allyscope compare EST LVA LTU 2024
  allyscope compare nordic --format csv`

const editionsExample = `  allyscope editions count 2024 2%         23, 18 or 17?
  allyscope editions USA 2024              a figure as each edition printed it`

const pathExample = `  allyscope path                           3.5 % by 2035
  allyscope path NOR 3.5% 2035 only
  allyscope path 3.5% 2035 ESP=2.1% DEU=3.5%@2029 --format json`

// path is the command that says what it takes. A bare year is the deadline, as
// in the explorer's view of that name.
func (r *run) path() *cobra.Command {
	return &cobra.Command{
		Use:               "path [word…]",
		Short:             "Tell what it takes to reach a target by its deadline",
		Example:           pathExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.complete,
		RunE: r.laying(func(_ *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			q, err := query.ParseWords(append([]string{query.Path.String()}, words...), vocabulary(ds))
			if err != nil {
				return nil, err
			}
			p, err := analysis.PathFor(ds, q)
			if err != nil {
				return nil, err
			}
			return report.Path(p), nil
		}),
	}
}

// profiling is a command about at least so many allies.
func (r *run) profiling(name, short, example string, lay func(*analysis.Profile) *document.Document, least int) *cobra.Command {
	return &cobra.Command{
		Use:               name + " ally… [word…]",
		Short:             short,
		Example:           example,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.complete,
		RunE: r.laying(func(c *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			q, err := query.ParseWords(words, vocabulary(ds))
			if err != nil {
				return nil, err
			}
			p, err := analysis.ProfileFor(ds, q)
			if errors.Is(err, analysis.ErrAllies) || (err == nil && len(p.Allies) < least) {
				return nil, tooFew(c, least)
			}
			if err != nil {
				return nil, err
			}
			return lay(p), nil
		}),
	}
}

// tooFew says how many allies a command is about.
func tooFew(c *cobra.Command, least int) error {
	many := "one to eight allies"
	if least > 1 {
		many = "two to eight allies"
	}
	first, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	return usagef("%s wants %s, such as: %s", c.CommandPath(), many, first)
}

// editions is the command that sets editions side by side.
func (r *run) editions() *cobra.Command {
	return &cobra.Command{
		Use:               "editions [count] [word…]",
		Short:             "Show a figure, or a count, as each edition printed it",
		Example:           editionsExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.completeEditions,
		RunE: r.laying(func(_ *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			words, counting := cutCount(words)
			q, err := query.ParseWords(words, vocabulary(ds))
			if err != nil {
				return nil, err
			}
			if counting {
				q.Pins = "" // a count is of all
			}
			b, err := analysis.VintagesFor(ds, q)
			if err != nil {
				return nil, err
			}
			return listing.Editions(b), nil
		}),
	}
}

// wordCount asks for the count, where another word would ask for a figure.
const wordCount = "count"

// cutCount takes the word for the count off the front.
func cutCount(words []string) ([]string, bool) {
	joined := strings.Fields(strings.Join(words, " "))
	if len(joined) > 0 && strings.EqualFold(joined[0], wordCount) {
		return joined[1:], true
	}
	return joined, false
}

// completeEditions offers the count, and words of the grammar.
func (r *run) completeEditions(c *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
	out, directive := r.complete(c, before, word)
	if text, ok := continued(word, wordCount); ok && len(before) == 0 {
		out = append([]string{cobra.CompletionWithDesc(text, "how many met the target, by edition")}, out...)
	}
	return out, directive
}
