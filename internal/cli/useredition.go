package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/command"
	"allyscope/internal/config"
	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/importer/store"
	"allyscope/internal/query"
)

// owned are the reader's own editions as they are stored.
type owned struct {
	files fs.FS // nil where there are none
	metas []store.Meta
	bad   []store.Problem   // editions that are not what was stored
	odd   []dataset.Problem // what else of them cannot be used
	err   error             // nothing of them can be read
	where string
}

// open opens the data, once: what is embedded, and the reader's own editions.
// What is wrong with one of these is told, and the rest is there.
func (r *run) open() (*dataset.Dataset, error) {
	if r.ds != nil {
		return r.ds, nil
	}
	o, err := r.load()
	for _, p := range o.bad {
		r.tell(fmt.Sprintf("your own edition %s cannot be used: %v (allyscope data remove %s forgets it)", p.ID, p.Err, p.ID))
	}
	for _, p := range o.odd {
		r.tell("in your own editions, " + p.String())
	}
	o.tellErr(r)
	if err == nil {
		r.sayOwn()
	}
	return r.ds, err
}

// sayOwn gives the data the groups and questions of the settings. What cannot be used
// is told, and left out.
func (r *run) sayOwn() {
	own := r.defaults().Own
	if own == nil || r.Data != nil {
		return
	}
	allies, v := r.ds.Allies(), analysis.Vocabulary(r.ds)
	cannot := func(w config.Word, err error) {
		r.ignore(w.Name+" in the settings is not used", fmt.Errorf("%s: line %d: %w", r.settings(), w.Line, err))
	}
	free := func(w config.Word) bool {
		_, err := query.Parse(w.Name, v)
		if _, is := command.Find(w.Name); err == nil || is || slices.Contains(command.Others(), w.Name) {
			cannot(w, errors.New("it is a word already"))
			return false
		}
		return true
	}
	for _, w := range own.Groups {
		codes, err := query.Allies(w.Text, v)
		switch {
		case !free(w):
		case err != nil:
			cannot(w, err)
		default:
			allies = allies.With(w.Name, format.Capital(strings.ReplaceAll(w.Name, "-", " "))+", your own", codes)
		}
	}
	var sayings []dataset.Saying
	r.ds.Say(allies, nil)
	v = analysis.Vocabulary(r.ds)
	for _, w := range own.Questions {
		if !free(w) {
			continue
		}
		if _, _, err := command.Line(w.Text, v); err != nil {
			cannot(w, err)
			continue
		}
		sayings = append(sayings, dataset.Saying{Word: w.Name, Question: w.Text})
	}
	r.ds.Say(allies, sayings)
}

// tellErr tells why there are no own editions, where they cannot be read.
func (o *owned) tellErr(r *run) {
	if o.err != nil {
		r.tell(fmt.Sprintf("your own editions in %s cannot be read: %v", o.where, bare(o.err)))
	}
}

// load opens the data and returns what it found of the reader's own.
func (r *run) load() (*owned, error) {
	if r.Data != nil {
		r.ds = r.Data
		return &owned{}, nil
	}
	o := r.own()
	ds, odd, err := dataset.OpenWith(r.Tables, o.files)
	if err != nil {
		return o, fmt.Errorf("cannot read the figures: %w", err)
	}
	r.ds, o.odd = ds, odd
	return o, nil
}

// store is where the reader's own editions are kept.
func (r *run) store() (*store.Store, error) {
	dir, err := store.Dir(r.getenv)
	if err != nil {
		return nil, err
	}
	return store.Open(dir), nil
}

// own looks at the reader's own editions. Where there are none, nothing but the
// list of them is looked at.
func (r *run) own() *owned {
	o := &owned{}
	s, err := r.store()
	if err != nil || r.Guest {
		return o // nobody's editions: nothing can be kept, and nothing is
	}
	o.where = s.Where()
	if o.metas, o.bad, o.err = s.List(); o.err != nil || len(o.metas) == 0 {
		return o
	}
	files, bad, err := s.Files()
	if err != nil {
		o.err = err
		return o
	}
	o.files, o.bad = files, bad
	return o
}
