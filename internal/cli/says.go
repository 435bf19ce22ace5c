package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/view/provenance"
)

const whyExample = `  allyscope why NOR 2016
  allyscope why DEU 2025 edition:2025-08   why there is no figure
  allyscope why NATO_TOTAL 2024 usd`

const sourcesExample = `  allyscope sources NOR 2016
  allyscope sources GBR FRA 2014..2025 --format csv`

const checkExample = `  allyscope check "NOR 2016 1.56%"
  allyscope check "count 2024 2% = 22"
  allyscope check "FRA > USA 2024"
  allyscope check "only USA fell 2014..2024"`

const diffExample = `  allyscope editions diff                  the latest against the one before
  allyscope editions diff 2025-08 2026-07
  allyscope editions diff 2024-06 2026-07 2.5% --top 0`

// says are the commands that tell who says what, and whether it is so.
func (r *run) says() []*cobra.Command {
	return []*cobra.Command{r.why(), r.sources(), r.claims(), r.checking()}
}

// saying is a command whose words ask for a document.
func (r *run) saying(use, short, example string, lay layer) *cobra.Command {
	return &cobra.Command{
		Use:               use,
		Short:             short,
		Example:           example,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: r.complete,
		RunE: r.laying(func(c *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			return lay(c, ds, strings.Fields(strings.Join(words, " ")))
		}),
	}
}

// layer lays out the document that a command's words ask for.
type layer func(c *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error)

// laying runs a command whose words ask for a document, in whatever format.
func (r *run) laying(lay layer) func(c *cobra.Command, words []string) error {
	return func(c *cobra.Command, words []string) error {
		if err := r.check(allFormats()); err != nil {
			return err
		}
		ds, err := r.open()
		if err != nil {
			return err
		}
		d, err := lay(c, ds, words)
		if err != nil {
			return err
		}
		return r.put(d)
	}
}

// why is the command that says where a figure comes from.
func (r *run) why() *cobra.Command {
	return r.saying("why ally [year] [measure] [edition:…]", "Say where a figure comes from, and what others printed", whyExample,
		func(c *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			words, sums := cutSums(words)
			q, err := query.ParseWords(words, vocabulary(ds))
			if err != nil {
				return nil, err
			}
			codes := append(q.Pins.Codes(), sums...)
			if len(codes) != 1 || q.Group != "" {
				return nil, wants(c, "one ally")
			}
			if q.Year == 0 && (q.From != 0 || q.To != 0) {
				return nil, wants(c, "one year")
			}
			edition := q.Edition
			if q.Source == query.SIPRI {
				edition = ds.SIPRI().ID
			}
			w, err := analysis.ProvenanceFor(ds, q.Measure, codes[0], q.Year, edition)
			if err != nil {
				return nil, err
			}
			return provenance.Shown{Provenance: w}.Document(), nil
		})
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

// wants says what a command lacks, with an example of its own.
func wants(c *cobra.Command, what string) error {
	first, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	return usagef("%s wants %s, such as: %s", c.CommandPath(), what, first)
}

// sources is the command that sets SIPRI's figures beside NATO's.
func (r *run) sources() *cobra.Command {
	return r.saying("sources ally… [year|range] [edition:…]", "Set SIPRI's figures beside NATO's", sourcesExample,
		func(c *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			q, err := query.ParseWords(words, vocabulary(ds))
			if err != nil {
				return nil, err
			}
			s, err := analysis.SourcesFor(ds, q)
			if errors.Is(err, analysis.ErrAllies) {
				return nil, wants(c, "one to eight allies")
			}
			if err != nil {
				return nil, err
			}
			return listing.Sources(s), nil
		})
}

// claims is the command that computes public statements.
func (r *run) claims() *cobra.Command {
	c := r.saying("claims", "Compute public statements, as of then and as of now", "  allyscope claims\n  allyscope claims --format md -o claims.md",
		func(_ *cobra.Command, ds *dataset.Dataset, _ []string) (*document.Document, error) {
			list, err := analysis.ClaimsFor(ds)
			if err != nil {
				return nil, err
			}
			return report.Claims(list), nil
		})
	c.Args, c.ValidArgsFunction = none, cobra.NoFileCompletions
	return c
}

// checking is the command that computes a statement of the reader's own.
func (r *run) checking() *cobra.Command {
	return r.saying(`check "claim"`, "Compute a statement of your own, by each edition", checkExample,
		func(c *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			if len(words) == 0 {
				return nil, wants(c, "a claim")
			}
			x, err := analysis.CheckFor(ds, strings.Join(words, " "))
			if err != nil {
				return nil, err
			}
			return report.Check(x), nil
		})
}

// topRevisions is how many revisions are listed unless told otherwise.
const topRevisions = 15

// withDiff gives the command that sets editions side by side the one that
// compares two of them.
func (r *run) withDiff(editions *cobra.Command) *cobra.Command {
	top := topRevisions
	c := r.saying("diff [older [newer]] [level…]", "Say what an edition changed of an older one", diffExample,
		func(_ *cobra.Command, ds *dataset.Dataset, words []string) (*document.Document, error) {
			if top < 0 {
				return nil, usagef("--top %d is no number of revisions: 0 lists all", top)
			}
			older, newer, levels, err := twoEditions(ds, words)
			if err != nil {
				return nil, err
			}
			d, err := analysis.DiffFor(ds, older, newer, levels...)
			if err != nil {
				return nil, err
			}
			return listing.Diff(d, top), nil
		})
	c.Flags().IntVar(&top, "top", topRevisions, "list so many of the largest revisions; 0: all")
	c.ValidArgsFunction = r.completeIDs
	editions.AddCommand(c)
	return editions
}

// twoEditions reads which editions are compared: the latest and the one before
// where they are not named, and levels besides the pledged ones.
func twoEditions(ds *dataset.Dataset, words []string) (older, newer string, levels []figure.Decimal, err error) {
	var ids []string
	for _, w := range words {
		if strings.HasSuffix(w, "%") {
			q, err := query.ParseWords([]string{w}, vocabulary(ds))
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
			out = append(out, cobra.CompletionWithDesc(e.ID, e.Name()))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}
