package analysis

import (
	"fmt"

	"allyscope/internal/dataset"
	"allyscope/internal/query"
)

// Profile is all that one edition says of some allies in one year.
type Profile struct {
	// Answer is the ranking that the allies are rows of, with the profile's own
	// citation and, of a single ally, its headline as the sentence.
	Answer
	// Sheets are the allies' sheets, in the order they are named.
	Sheets []*Sheet
}

// Vintages are the measure asked about as each edition printed it for the year, for
// who wants more of it than a sheet's Said; nil where no other edition is asked, as
// with SIPRI. The error is that of VintagesFor.
func (p *Profile) Vintages() (*Vintages, error) {
	if p.Query.Source != query.NATO || len(p.Sheets) == 0 {
		return nil, nil
	}
	q := p.Query
	q.Edition = ""
	return VintagesFor(p.w.ds, q)
}

// ProfileFor gathers what an edition says of the allies named in a query, as
// NamedFor finds them. The error wraps ErrAllies where there is none, or too many.
func ProfileFor(ds *dataset.Dataset, q query.Query) (*Profile, error) {
	q, err := NamedFor(ds, q)
	if err != nil {
		return nil, err
	}
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	w, err := resolve(ds, a.Query)
	if err != nil {
		return nil, err
	}
	p := &Profile{Answer: *a}
	for _, c := range a.Query.Pins.Codes() {
		x, ok := ds.Allies().Ally(c)
		if !ok {
			return nil, &query.Error{Word: string(c), At: -1, Reason: "is not the code of an ally"}
		}
		p.Sheets = append(p.Sheets, w.sheet(a, x))
	}
	p.Citation = w.tablesCitation()
	p.Notes = w.namedNotes(a, a.Query.Pins.Codes())
	if len(p.Sheets) == 1 {
		p.Sentence = p.Sheets[0].Headline
	}
	return p, nil
}

// Named are the rows of the profile's allies.
func (p *Profile) Named() []*Row {
	out := make([]*Row, len(p.Sheets))
	for i, s := range p.Sheets {
		out[i] = s.Row
	}
	return out
}

// Names are the names of the profile's allies.
func (p *Profile) Names() []string {
	out := make([]string, len(p.Sheets))
	for i, s := range p.Sheets {
		out[i] = s.Ally.Name
	}
	return out
}

// tablesCitation names the edition; the tables are named by the measures.
func (w *work) tablesCitation() string {
	if e := w.Edition; w.Query.Source == query.NATO {
		return fmt.Sprintf("%s, the tables of the measures named; %s.", publication(e), e.Definition)
	}
	return citation(&w.Header)
}
