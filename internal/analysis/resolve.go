package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// work is a query with its defaults filled in, and the tables it needs.
type work struct {
	ds          *dataset.Dataset
	q           query.Query
	edition     *dataset.Edition
	table       *dataset.Table
	group       *ally.Group
	first, last figure.Year
	judged      bool
	level       Level
	unjudged    string
	money       money
}

// resolve fills in the defaults and finds out whether the edition can answer.
func resolve(ds *dataset.Dataset, q query.Query) (*work, error) {
	w := &work{ds: ds, q: q}
	for _, step := range []func() error{w.findEdition, w.findTable, w.findYears, w.findGroup} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	w.findLevel()
	w.money = openMoney(w.edition)
	return w, nil
}

func (w *work) findEdition() error {
	switch {
	case w.q.Source == query.SIPRI:
		w.edition, w.q.Edition = w.ds.SIPRI(), ""
	case w.q.Edition == "":
		w.edition = w.ds.Latest()
		w.q.Edition = w.edition.ID
	default:
		var ok bool
		if w.edition, ok = w.ds.Edition(w.q.Edition); !ok {
			ids := w.ds.EditionIDs()
			return &query.Error{Word: w.q.Edition, At: -1, Reason: "is no edition that is held", Nearest: ids[max(0, len(ids)-3):]}
		}
	}
	return nil
}

func (w *work) findTable() (err error) {
	if w.edition.Holds(w.q.Measure) {
		w.table, err = w.edition.Table(w.q.Measure)
		return err
	}
	var held []string
	for _, e := range slices.Backward(w.ds.Editions()) {
		if e.Holds(w.q.Measure) {
			held = append(held, "edition:"+e.ID)
		}
	}
	return &query.Error{
		Word: w.q.Measure.Spec().Word, At: -1,
		Reason:  "is not in " + w.edition.Name() + " (it holds: " + w.edition.Coverage + ")",
		Nearest: held[:min(len(held), 3)],
	}
}

// findYears bounds the years and checks those asked for.
func (w *work) findYears() error {
	for _, y := range []figure.Year{w.q.From, w.q.To, w.q.Year, w.q.Base} {
		if y != 0 && (y < w.table.First || y > w.table.Last) {
			return w.noYear(y)
		}
	}
	w.first, w.last = cmp.Or(w.q.From, w.table.First), cmp.Or(w.q.To, w.table.Last)
	w.q.Year = cmp.Or(w.q.Year, w.last)
	// A year outside the range asked for widens what is shown: nothing is lost.
	w.first, w.last = min(w.first, w.q.Year), max(w.last, w.q.Year)
	w.q.Base = cmp.Or(w.q.Base, w.first)
	return nil
}

// noYear explains which years the edition has and which editions have the year.
func (w *work) noYear(y figure.Year) error {
	e := &query.Error{Word: strconv.Itoa(int(y)), At: -1}
	e.Reason = fmt.Sprintf("is not held: %s has %s for %s only", w.edition.Name(), w.q.Measure.Spec().Word, format.Years(w.table.First, w.table.Last))
	for _, ed := range slices.Backward(w.ds.Editions()) {
		if t, err := ed.Table(w.q.Measure); err == nil && t.HasYear(y) && len(e.Nearest) < 2 {
			e.Nearest = append(e.Nearest, fmt.Sprintf("%d edition:%s", y, ed.ID))
		}
	}
	if t, err := w.ds.SIPRI().Table(w.q.Measure); len(e.Nearest) == 0 && err == nil && t.HasYear(y) {
		e.Nearest = append(e.Nearest, fmt.Sprintf("%d source:sipri", y))
	}
	if len(e.Nearest) == 0 {
		e.Nearest = []string{strconv.Itoa(int(max(w.table.First, min(y, w.table.Last))))}
	}
	return e
}

func (w *work) findGroup() error {
	var ok bool
	if w.group, ok = w.ds.Allies().Group(w.q.Group); !ok && w.q.Group != "" {
		return &query.Error{Word: w.q.Group, At: -1, Reason: "is no group"}
	}
	return nil
}

// findLevel sets the level figures are judged by, or says why none can be.
func (w *work) findLevel() {
	spec := w.q.Measure.Spec()
	if spec.Kind != figure.Percent {
		w.unjudged = "no pledge speaks of " + format.Lower(spec.Title) + " in " + spec.Unit
		return
	}
	if w.q.Level == (figure.Decimal{}) {
		p := w.ds.Targets().InForce(w.q.Measure, w.q.Year)
		if p == nil {
			p = w.firstPledge()
		}
		if ahead := pathPledge(w.ds); w.q.View == query.Path && w.q.Measure == figure.ShareGDP && ahead.Deadline != 0 {
			p = ahead // whatever was in force: a path leads on
		}
		if p == nil {
			w.unjudged = "no pledge speaks of " + format.Lower(spec.Title) + " as " + spec.Unit
			return
		}
		w.q.Level = p.Level
	}
	w.judged = true
	w.level = w.levelOf(w.q.Level)
	w.level.Asked = true
	if !w.level.Measurable {
		w.unjudged = w.q.Level.String() + " % cannot be measured from published figures: "
		if w.q.Level.Cmp(figure.Decimal{Units: 5}) == 0 {
			w.unjudged += "it adds 3.5 % core defence and 1.5 % related spending, and the second part is in no published table"
		} else {
			w.unjudged += "defence- and security-related spending is in no published table"
		}
	}
}

// firstPledge is the oldest measurable pledge of the measure, for years before
// any was made.
func (w *work) firstPledge() *target.Pledge {
	for _, p := range w.ds.Targets().All() {
		if p.Measurable && p.Measure == w.q.Measure {
			return p
		}
	}
	return nil
}

// levelOf is a level with the years of all its pledges.
func (w *work) levelOf(v figure.Decimal) Level {
	p := w.ds.Targets().At(w.q.Measure, v, w.q.Year)
	l := Level{Value: v, At: v, Pledge: p, Measurable: p == nil || p.Measurable}
	for _, p := range w.ds.Targets().All() {
		if p.Level.Cmp(v) != 0 || (p.Measurable && p.Measure != w.q.Measure) || p.Measurable != l.Measurable {
			continue
		}
		if l.From == 0 {
			l.From = p.AgreedIn()
		}
		l.Until, l.Due = p.Superseded, p.Deadline
	}
	return l
}

// levels lists the pledged levels and the one asked about, ascending.
func (w *work) levels() []Level {
	if w.q.Measure.Spec().Kind != figure.Percent {
		return nil
	}
	var out []Level
	if w.judged {
		out = append(out, w.level)
	}
	for _, v := range w.ds.Targets().Levels(w.q.Measure) {
		if !w.judged || v.Cmp(w.q.Level) != 0 {
			out = append(out, w.levelOf(v))
		}
	}
	slices.SortFunc(out, func(a, b Level) int { return a.Value.Cmp(b.Value) })
	return out
}

func (w *work) events() []dataset.Event {
	return slices.DeleteFunc(slices.Clone(w.ds.Events()), func(e dataset.Event) bool { return e.Year < w.first || e.Year > w.last })
}

// member tells whether an ally is judged in a year, under the query's policy.
func (w *work) member(a *ally.Ally, y figure.Year) bool {
	return w.q.Members != query.Then || a.MemberIn(int(y))
}

// counted tells whether an ally is in the scope of the counts.
func (w *work) counted(a *ally.Ally, y figure.Year) bool {
	return w.group == nil || w.group.Has(a.Code, int(y))
}

func (w *work) notes() []string {
	var out []string
	if w.unjudged != "" {
		out = append(out, w.unjudged)
	}
	if w.q.Members == query.Everyone {
		out = append(out, "every row the edition prints is judged, members or not in that year")
	}
	if w.q.Members == query.Now {
		out = append(out, "today's members are judged in every year")
	}
	if !w.q.Measure.Spec().Comparable {
		out = append(out, "national currencies are not ranked against each other")
	}
	if n := w.edition.Wrong(); n > 0 {
		out = append(out, fmt.Sprintf("%s was imported with wrong totals (%d): allyscope data show %s lists them", w.edition.Name(), n, w.edition.ID))
	}
	if w.judged && w.money.usd == nil {
		out = append(out, "no gap in money: "+w.edition.Name()+" is held without its money tables")
	}
	return out
}

// header is what every answer to the question begins with; sentence, citation and
// notes are the answer's own.
func (w *work) header() Header {
	h := Header{
		Query: w.q, Edition: w.edition, Measure: w.q.Measure, Unit: w.table.Unit,
		Year: w.q.Year, First: w.first, Last: w.last, Base: w.q.Base,
		Estimated: w.table.Estimated(w.q.Year), Judged: w.judged, Level: w.level, Unjudged: w.unjudged,
		Scope: "allies",
	}
	if w.group != nil {
		h.Scope = w.group.Title
	}
	return h
}
