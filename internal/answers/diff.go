package answers

import (
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

// TopRevisions is how many revisions are listed unless told otherwise.
const TopRevisions = 15

// Diff lays out what one edition changed of another, with at most so many of the
// largest revisions; 0 lists all. The words are the editions, else the latest and
// the one before, and levels besides the pledged ones.
func Diff(ds *dataset.Dataset, words []string, most int) (*document.Document, error) {
	older, newer, levels, err := twoEditions(ds, strings.Fields(strings.Join(words, " ")))
	if err != nil {
		return nil, err
	}
	return view.Lay(func(d *analysis.Diff) *document.Document { return listing.Diff(d, most) })(analysis.DiffFor(ds, older, newer, levels...))
}

// nearEdition is the edition that was perhaps meant.
func nearEdition(id string, ds *dataset.Dataset) []string {
	if near := query.Nearest(id, ds.EditionIDs()); near != "" {
		return []string{near}
	}
	return nil
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
			return "", "", nil, &query.Error{
				Word: id, At: -1, Reason: "is no edition", Nearest: nearEdition(id, ds),
			}
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
		return "", "", nil, &query.Error{Word: ids[2], At: -1, Reason: "is a third edition: two are compared"}
	}
}
