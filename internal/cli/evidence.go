package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/answers"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
)

const diffExample = `  allyscope editions diff                  the latest against the one before
  allyscope editions diff 2025-08 2026-07
  allyscope editions diff 2024-06 2026-07 2.5% --top 0`

// diff is the command that compares two editions.
func (r *run) diff() *cobra.Command {
	top := answers.TopRevisions
	c := &cobra.Command{
		Use: "diff [older [newer]] [level…]", Short: "Say what an edition changed of an older one", Example: diffExample,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: r.completeIDs,
		RunE: func(_ *cobra.Command, words []string) error {
			return r.lay(func(ds *dataset.Dataset) (*document.Document, error) {
				if top < 0 {
					return nil, usagef("--top %d is no number of revisions: 0 lists all", top)
				}
				return answers.Diff(ds, words, top)
			})
		},
	}
	c.Flags().IntVar(&top, "top", answers.TopRevisions, "list so many of the largest revisions; 0: all")
	return c
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
