package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/view/provenance"
	"allyscope/internal/view/sheet"
)

// wants says what a command lacks, with an example of its own.
func wants(c command.Command, what string) error {
	return usagef("allyscope %s wants %s, such as: %s", c.Name, what, c.FirstExample())
}

// fewAllies says how many allies a command is about.
func fewAllies(c command.Command) error {
	if c.Least > 1 {
		return wants(c, "two to eight allies")
	}
	return wants(c, "one to eight allies")
}

// named reads a question about the allies it names, or about those its group
// leaves. A comparison, of at least two, finds those that it lacks itself; too many
// are too many.
func named(c command.Command, ds *dataset.Dataset, words []string) (query.Query, error) {
	q, err := c.Parse(words, analysis.Vocabulary(ds))
	if err != nil || c.Least == 0 || (c.Least > 1 && q.Group == "") {
		return q, err
	}
	q, err = analysis.NamedFor(ds, q)
	if errors.Is(err, analysis.ErrAllies) {
		return q, fewAllies(c)
	}
	return q, err
}

// show lays out all that is known of some allies.
func show(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	q, err := named(c, ds, words)
	if err != nil {
		return nil, err
	}
	x, err := sheet.Of(ds, q)
	if err != nil {
		return nil, err
	}
	return x.Document(), nil
}

// countByYear lays out how many met a level, year by year; a year that is named
// is the only one.
func countByYear(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	q, err := c.Parse(words, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	if q.Year != 0 && q.From == 0 && q.To == 0 {
		q.From, q.To = q.Year, q.Year
	}
	a, err := analysis.RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	return listing.Count(a), nil
}

// wordCount asks for the count, where another word would ask for a figure.
const wordCount = "count"

// vintages sets editions side by side.
func vintages(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	if counting := len(words) > 0 && strings.EqualFold(words[0], wordCount); counting { // a count is of all
		words, c.Name, c.Uses = words[1:], c.Name+" "+wordCount, c.Uses&^query.WordAllies
	}
	q, err := c.Parse(words, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	b, err := analysis.VintagesFor(ds, q)
	if err != nil {
		return nil, err
	}
	return listing.Editions(b), nil
}

// why lays out where a figure comes from.
func why(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	words, sums := cutSums(words)
	q, err := c.Parse(words, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	codes := append(q.Pins.Codes(), sums...)
	if len(codes) != 1 {
		return nil, wants(c, "one ally")
	}
	w, err := analysis.ProvenanceFor(ds, q, codes[0])
	if err != nil {
		return nil, err
	}
	return provenance.Shown{Provenance: w}.Document(), nil
}

// cutSums takes the codes of NATO's own sums off the words: the grammar knows
// allies alone.
func cutSums(words []string) (rest []string, sums []ally.Code) {
	for _, w := range words {
		if code := ally.Code(strings.ToUpper(w)); code.Aggregate() {
			sums = append(sums, code)
			continue
		}
		rest = append(rest, w)
	}
	return rest, sums
}

// sources sets SIPRI's figures beside NATO's.
func sources(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	q, err := c.Parse(words, analysis.Vocabulary(ds))
	if err != nil {
		return nil, err
	}
	s, err := analysis.SourcesFor(ds, q)
	if errors.Is(err, analysis.ErrAllies) {
		return nil, fewAllies(c)
	}
	if err != nil {
		return nil, err
	}
	return listing.Sources(s), nil
}

// check computes a statement of the reader's own.
func check(c command.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
	if len(words) == 0 {
		return nil, wants(c, "a claim")
	}
	x, err := analysis.CheckFor(ds, strings.Join(words, " "))
	if err != nil {
		return nil, err
	}
	return listing.Check(x), nil
}

// topRevisions is how many revisions are listed unless told otherwise.
const topRevisions = 15

const diffExample = `  allyscope editions diff                  the latest against the one before
  allyscope editions diff 2025-08 2026-07
  allyscope editions diff 2024-06 2026-07 2.5% --top 0`

// diff is the command that compares two editions.
func (r *run) diff() *cobra.Command {
	top := topRevisions
	c := &cobra.Command{
		Use: "diff [older [newer]] [level…]", Short: "Say what an edition changed of an older one", Example: diffExample,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: r.completeIDs,
		RunE: func(_ *cobra.Command, words []string) error {
			return r.lay(func(ds *dataset.Dataset) (*document.Document, error) {
				if top < 0 {
					return nil, usagef("--top %d is no number of revisions: 0 lists all", top)
				}
				older, newer, levels, err := twoEditions(ds, split(words))
				if err != nil {
					return nil, err
				}
				d, err := analysis.DiffFor(ds, older, newer, levels...)
				if err != nil {
					return nil, err
				}
				return listing.Diff(d, top), nil
			})
		},
	}
	c.Flags().IntVar(&top, "top", topRevisions, "list so many of the largest revisions; 0: all")
	return c
}

// twoEditions reads which editions are compared: the latest and the one before
// where they are not named, and levels besides the pledged ones.
func twoEditions(ds *dataset.Dataset, words []string) (older, newer string, levels []figure.Decimal, err error) {
	var ids []string
	for _, w := range words {
		if strings.HasSuffix(w, "%") {
			q, err := query.ParseWords([]string{w}, analysis.Vocabulary(ds))
			if err != nil {
				return "", "", nil, err
			}
			levels = append(levels, q.Level)
			continue
		}
		id, _ := strings.CutPrefix(w, "edition:")
		if _, ok := ds.Edition(id); !ok {
			return "", "", nil, unknown(id, "edition", ds.EditionIDs())
		}
		ids = append(ids, id)
	}
	all, latest := ds.EditionIDs(), ds.Latest().ID
	switch len(ids) {
	case 0:
		at := slices.Index(all, latest)
		return all[max(0, at-1)], latest, levels, nil
	case 1:
		return ids[0], latest, levels, nil
	case 2:
		return ids[0], ids[1], levels, nil
	default:
		return "", "", nil, usagef("%s is a third edition: two are compared", strconv.Quote(ids[2]))
	}
}

// completeIDs offers the editions, newest first.
func (r *run) completeIDs(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	ds, err := r.open()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, e := range slices.Backward(ds.Editions()) {
		if strings.HasPrefix(e.ID, word) {
			out = append(out, cobra.CompletionWithDesc(e.ID, cell.Visible(e.Name())))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}
