package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/listing"
	"allyscope/internal/query"
)

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
				older, newer, levels, err := twoEditions(ds, strings.Fields(strings.Join(words, " ")))
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
