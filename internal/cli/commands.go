package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/views"
)

const rootLong = `allyscope compares NATO allies' defence expenditure with their pledges, from
figures as NATO published them, edition by edition.

On a terminal it opens the explorer. With its output in a pipe or a file it
prints the ranking. What is asked is said in words, in any order: allies, a
group, a measure, a year or a range, a target, and key:value for the rest.`

const rootExample = `  allyscope                                opens the explorer
  allyscope EST POL LVA 2014..2024 3.5%    with three allies pinned
  allyscope equipment 2024 20% sort:gap    another measure and target
  allyscope nordic 2024 edition:2024-06    a group, as it was known then
  allyscope rank 2024 2% --format csv      the ranking as data`

// root is the command allyscope itself.
func (r *run) root() *cobra.Command {
	c := &cobra.Command{
		Use:               "allyscope [word…]",
		Short:             "Compare NATO allies' defence expenditure with their pledges",
		Long:              rootLong,
		Example:           rootExample,
		Version:           r.Version,
		Args:              cobra.ArbitraryArgs, // the words of the grammar
		SilenceErrors:     true,
		SilenceUsage:      true,
		ValidArgsFunction: r.complete,
		RunE:              r.explore,
	}
	c.SetVersionTemplate("allyscope {{.Version}}\n")
	c.SetFlagErrorFunc(badFlag)
	r.addFlags(c)
	r.picturing(c, asItIs, 0)
	r.addExploring(c)
	c.AddCommand(
		r.picturing(r.viewing("rank", query.Ranking, "Rank the allies in a year", rankExample), looking(query.Ranking), 0),
		r.answering("count", "Count who met the target, year by year", countExample, listing.Count),
		r.picturing(r.profiling("show", "Show all that is known of an ally", showExample, report.Show, 1), looking(query.Sheet), 1),
		r.picturing(r.profiling("compare", "Set allies side by side", compareExample, report.Compare, 2), looking(query.Compare), 2),
		r.withDiff(r.editions()),
		r.picturing(r.path(), looking(query.Path), 0),
		r.present(),
		r.data(),
		r.pick(),
		r.brief(),
		r.manual(),
		r.version(),
	)
	c.AddCommand(r.says()...)
	return c
}

const rankExample = `  allyscope rank 2024 2%
  allyscope rank 2024 2% edition:2024-06 --format json
  allyscope rank eastern-flank equipment 20% sort:gap -o equipment.csv`

// answering is a command that answers a query and writes the answer.
func (r *run) answering(name, short, example string, lay func(*analysis.Answer) *document.Document) *cobra.Command {
	return &cobra.Command{
		Use:               name + " [word…]",
		Short:             short,
		Example:           example,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.complete,
		RunE:              func(_ *cobra.Command, words []string) error { return r.print(lay, words) },
	}
}

// print answers a query and writes the answer.
func (r *run) print(lay func(*analysis.Answer) *document.Document, words []string) error {
	if err := r.check(allFormats()); err != nil {
		return err
	}
	a, err := r.ask(words)
	if err != nil {
		return err
	}
	return r.put(lay(a))
}

// viewing is a command that writes a view.
func (r *run) viewing(name string, id query.View, short, example string) *cobra.Command {
	return &cobra.Command{
		Use:               name + " [word…]",
		Short:             short,
		Example:           example,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.complete,
		RunE:              func(_ *cobra.Command, words []string) error { return r.printView(words, looking(id)) },
	}
}

// printView writes the view that the words ask for, or another.
func (r *run) printView(words []string, view func(*query.Query)) error {
	if err := r.check(allFormats()); err != nil {
		return err
	}
	a, err := r.ask(words)
	if err != nil {
		return err
	}
	view(&a.Query)
	if _, ok := views.Find(a.Query.View); !ok {
		a.Query.View = query.Ranking
	}
	x, err := views.Show(r.ds, a)
	if err != nil {
		return err
	}
	return r.put(x.Document())
}

// allFormats are the formats of commands that have all but a picture.
func allFormats() []report.Format {
	return []report.Format{report.AsTable, report.AsPlain, report.AsCSV, report.AsJSON, report.AsMarkdown, report.AsHTML}
}

func (r *run) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  none,
		RunE: func(c *cobra.Command, _ []string) error {
			return r.deliverText(c, "allyscope "+r.Version+"\n")
		},
	}
}

// none refuses any argument.
func none(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no words, but was given %s", c.CommandPath(), strings.Join(args, " "))
	}
	return nil
}

// complete offers words of the grammar to the shell.
func (r *run) complete(_ *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
	ds, err := r.open()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	text := strings.Join(append(append([]string(nil), before...), word), " ")
	_, _, options := query.Complete(text, len([]rune(text)), vocabulary(ds))
	directive := cobra.ShellCompDirectiveNoFileComp
	var out []string
	for _, o := range options {
		text, ok := continued(word, o.Text)
		if !ok {
			continue
		}
		if strings.HasSuffix(text, ":") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		out = append(out, cobra.CompletionWithDesc(text, o.Note))
	}
	return out, directive
}

// continued is an option in the case its user began to type it in: a shell shows
// only what begins so, and the grammar takes any case.
func continued(typed, option string) (string, bool) {
	begun, rest := []rune(typed), []rune(option)
	if len(rest) < len(begun) || !strings.EqualFold(string(rest[:len(begun)]), typed) {
		return "", false
	}
	return typed + string(rest[len(begun):]), true
}
