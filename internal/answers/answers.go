// Package answers turns a question into a document, whichever command it is for. The command line,
// the prompt behind ":" and decks all get their answers here, so they agree.
//
// It computes no numbers: package analysis does, and a view, listing or briefing lays the answer
// out. It does not know formats, files or screens.
package answers

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/briefing"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/view"
	"allyscope/internal/view/provenance"
	"allyscope/internal/view/sheet"
	"allyscope/internal/views"
)

// answer returns the document that answers a question.
type answer func(*dataset.Dataset, command.Question) (*document.Document, error)

// answerBy returns an answer that gets its content from ask and is laid out by lay.
func answerBy[A any](ask func(*dataset.Dataset, query.Query) (A, error), lay func(A) *document.Document) answer {
	return func(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
		a, err := ask(ds, q.Query)
		return view.Lay(lay)(a, fewAllies(q, err))
	}
}

// Of lays out the answer to a question. The error is a *query.Error if the question has no answer.
func Of(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
	lay, found := map[string]answer{
		"count": count, "why": why, "check": check, "show": show,
		"editions": vintages, "editions " + command.WordCount: vintages,
		"sources": answerBy(analysis.SourcesFor, listing.Sources), "brief": answerBy(analysis.BriefFor, briefing.Of),
		"editions " + command.WordDiff: func(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
			return Diff(ds, []string{q.Statement}, TopRevisions)
		},
	}[q.Command.Name]
	switch {
	case found:
		return lay(ds, q)
	case !q.OnView():
		return nil, fmt.Errorf("no document is laid out for %s", q.Command.Name)
	}
	return named(ds, q, Shown)
}

// named lays out a view of the allies that a question is about.
func named(ds *dataset.Dataset, q command.Question, show func(*dataset.Dataset, query.Query) (view.Shown, error)) (*document.Document, error) {
	asked, err := Query(ds, q)
	if err != nil {
		return nil, err
	}
	return view.Lay(view.Shown.Document)(show(ds, asked))
}

// Shown returns the view that a query asks for.
func Shown(ds *dataset.Dataset, q query.Query) (view.Shown, error) {
	a, err := analysis.RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	return views.Show(ds, a)
}

// Query returns the query of a question. If its command needs allies, Pins name them: those pinned,
// or those of the group. A comparison without a group adds the allies that it lacks itself. The
// error says how many allies the command takes.
func Query(ds *dataset.Dataset, q command.Question) (query.Query, error) {
	if least := q.Command.MinAllies; least == 0 || (least > 1 && q.Group == "") {
		return q.Query, nil
	}
	named, err := analysis.NamedFor(ds, q.Query)
	return named, fewAllies(q, err)
}

// fewAllies replaces analysis.ErrAllies by an error that says how many allies the command takes.
func fewAllies(q command.Question, err error) error {
	if !errors.Is(err, analysis.ErrAllies) {
		return err
	}
	return q.Lacks(cmp.Or(format.When(q.Command.MinAllies > 1, "two"), "one") + " to eight allies")
}

// vintages lays out what each edition printed. It passes on the edition that is named, even the
// latest, so that VintagesFor refuses it.
func vintages(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
	if q.Given&query.WordEdition != 0 && q.Source == query.NATO {
		q.Edition = cmp.Or(q.Edition, ds.Latest().ID)
	}
	return answerBy(analysis.VintagesFor, listing.Editions)(ds, q)
}

func whole(ds *dataset.Dataset, q command.Question, sum ally.Code) (*document.Document, error) {
	return view.Lay(listing.Whole)(analysis.WholeFor(ds, q.Query, sum))
}

func show(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
	if sums := q.Sums.Codes(); len(sums) == 1 && q.Pins == "" {
		return whole(ds, q, sums[0])
	} else if len(sums) > 0 {
		return nil, q.Lacks("only allies, or one group or sum (compare shows them side by side)")
	}
	return named(ds, q, sheet.Of)
}

// count lays out how many allies met a level, in the year that is named or else year by year.
func count(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
	if q.Year != 0 && q.From == 0 && q.To == 0 {
		q.From, q.To = q.Year, q.Year
	}
	if q.Both {
		return view.Lay(listing.Both)(analysis.BalanceFor(ds, q.Query))
	}
	return view.Lay(listing.Count)(analysis.CountFor(ds, q.Query))
}

func why(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
	codes := append(q.Pins.Codes(), q.Sums.Codes()...)
	switch {
	case len(codes) != 1:
		return nil, q.Lacks("one ally")
	case codes[0].Group():
		return whole(ds, q, codes[0])
	}
	w, err := analysis.ProvenanceFor(ds, q.Query, codes[0])
	return view.Lay(provenance.Shown.Document)(provenance.Shown{Provenance: w}, err)
}

func check(ds *dataset.Dataset, q command.Question) (*document.Document, error) {
	if q.Statement == "" {
		return nil, q.Lacks("a claim")
	}
	return view.Lay(listing.Check)(analysis.CheckFor(ds, q.Statement))
}

// TopRevisions is how many revisions are listed by default.
const TopRevisions = 15

// Diff lays out the changes between two editions, with at most most of the largest revisions; 0
// means all. words name the editions, by default the latest and the one before, and levels in
// addition to the pledged ones.
func Diff(ds *dataset.Dataset, words []string, most int) (*document.Document, error) {
	older, newer, levels, err := twoEditions(ds, strings.Fields(strings.Join(words, " ")))
	if err != nil {
		return nil, err
	}
	return view.Lay(func(d *analysis.Diff) *document.Document { return listing.Diff(d, most) })(analysis.DiffFor(ds, older, newer, levels...))
}

// twoEditions parses the words of Diff. One edition that is named is compared with the latest.
func twoEditions(ds *dataset.Dataset, words []string) (older, newer string, levels []figure.Decimal, err error) {
	var ids []string
	for _, w := range words {
		if strings.HasSuffix(w, "%") {
			q, err := query.Parse(w, analysis.Vocabulary(ds))
			if err != nil {
				return "", "", nil, err
			}
			levels = append(levels, q.Level)
			continue
		}
		id, _ := strings.CutPrefix(w, "edition:")
		if _, ok := ds.Edition(id); !ok {
			return "", "", nil, query.Refused(id, "is not an edition", format.Said(query.Nearest(id, ds.EditionIDs()))...)
		}
		ids = append(ids, id)
	}
	all, latest := ds.EditionIDs(), ds.Latest().ID
	switch len(ids) {
	case 0:
		ids = []string{all[max(0, slices.Index(all, latest)-1)], latest}
	case 1:
		ids = append(ids, latest)
	case 2:
	default:
		return "", "", nil, query.Refused(ids[2], "is a third edition: two are compared")
	}
	return ids[0], ids[1], levels, nil
}
