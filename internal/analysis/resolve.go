package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// work is a query with its defaults filled in, and the tables needed to answer it.
type work struct {
	Header // without sentence, citation and notes, which each kind of answer sets itself
	ds     *dataset.Dataset
	table  *dataset.Table
	group  *ally.Group // nil for all allies
	money  money

	due      figure.Year // the deadline that Late is judged by; 0 unless the query asks for it
	latePath *Path       // the path to that deadline; nil unless the query asks for it
}

// Vocabulary returns what the query grammar needs to know about the data.
func Vocabulary(ds *dataset.Dataset) *query.Vocabulary {
	v := &query.Vocabulary{
		Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs(),
		Others: map[string]query.Source{}, Summits: map[string]figure.Year{},
	}
	for _, e := range ds.Events() {
		if name, _, is := strings.Cut(e.Label, " summit"); is {
			v.Summits[name] = e.Year
		}
	}
	for _, s := range ds.Sayings() {
		v.Sayings = append(v.Sayings, query.Option{Text: s.Word, Note: s.Question})
	}
	for _, e := range ds.All()[len(v.Editions):] {
		v.Others[e.ID] = sourceOf(e)
	}
	return v
}

func sourceOf(e *dataset.Edition) query.Source {
	return map[string]query.Source{dataset.SIPRI: query.SIPRI, dataset.Series: query.Series}[e.Source]
}

// queryFor returns the query with its edition and source set to e. The embedded SIPRI edition
// is identified by its source only.
func queryFor(ds *dataset.Dataset, q query.Query, e *dataset.Edition) query.Query {
	if q.Edition, q.Source = e.ID, sourceOf(e); e == ds.SIPRI() {
		q.Edition = ""
	}
	return q
}

// resolve fills in the query's defaults. It fails if the edition cannot answer the query.
func resolve(ds *dataset.Dataset, q query.Query) (*work, error) {
	w := &work{ds: ds, Header: Header{Query: q, Measure: q.Measure, Scope: "allies"}}
	for _, step := range []func() error{w.findEdition, w.findTable, w.findYears, w.findGroup} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	w.Unit = w.table.Unit
	w.findLevel()
	w.money.usd, _ = w.Edition.Table(figure.USDCurrent)
	w.money.national, _ = w.Edition.Table(figure.NatCurrent)
	w.money.gdp, _ = w.Edition.Table(figure.GDPCurrent)
	w.money.usdConstant, _ = w.Edition.Table(figure.USDConstant)
	w.money.gdpConstant, _ = w.Edition.Table(figure.GDPConstant)
	return w, nil
}

func (w *work) findEdition() error {
	found := true
	switch {
	case w.Query.Edition != "":
		w.Edition, found = w.ds.Find(w.Query.Edition)
	case w.Query.Source == query.SIPRI:
		w.Edition = w.ds.SIPRI()
	default:
		w.Edition = w.ds.Latest()
	}
	if !found {
		ids := w.ds.EditionIDs()
		return query.Refused(w.Query.Edition, "is not an edition that is held", ids[max(0, len(ids)-3):]...)
	}
	w.Query = queryFor(w.ds, w.Query, w.Edition)
	return nil
}

func (w *work) findTable() (err error) {
	if w.Edition.Holds(w.Measure) {
		w.table, err = w.Edition.Table(w.Measure)
		return err
	}
	var held []string
	for _, e := range slices.Backward(w.ds.Editions()) {
		if e.Holds(w.Measure) {
			held = append(held, "edition:"+e.ID)
		}
	}
	reason := "it holds: " + w.Edition.Coverage
	if w.Edition.Whole() {
		reason = missing(w.ds, w.Edition, w.Measure, "", 0)
	}
	return query.Refused(w.Spec().Word, "is not in "+w.Edition.Name()+" ("+reason+")", held[:min(len(held), 3)]...)
}

// findYears checks the query's years and fills in those that it leaves open.
func (w *work) findYears() error {
	for _, y := range []figure.Year{w.Query.From, w.Query.To, w.Query.Year, w.Query.Base} {
		if y != 0 && (y < w.table.First || y > w.table.Last) {
			return w.noYear(y)
		}
	}
	w.First, w.Last = cmp.Or(w.Query.From, w.table.First), cmp.Or(w.Query.To, w.table.Last)
	w.Query.Year = cmp.Or(w.Query.Year, w.Last)
	// A year outside the query's range widens the range instead of being refused.
	w.First, w.Last = min(w.First, w.Query.Year), max(w.Last, w.Query.Year)
	w.Query.Base = cmp.Or(w.Query.Base, w.First)
	w.Year, w.Base, w.Estimated = w.Query.Year, w.Query.Base, w.table.Estimated(w.Query.Year)
	return nil
}

// noYear returns the error for a year outside the edition's table, and suggests editions that
// have it. A range that ends too early has its own reason: "before 2014" names no year 2013.
func (w *work) noYear(y figure.Year) error {
	e := query.Refused(strconv.Itoa(int(y)),
		fmt.Sprintf("is not held: %s has %s only for %s", w.Edition.Name(), w.Spec().Word, format.Years(w.table.First, w.table.Last)))
	if q := w.Query; y == q.To && q.From == 0 && y < w.table.First {
		e.Word = ".." + e.Word
		e.Reason = strings.Replace(e.Reason, "is not", fmt.Sprintf("asks for years before %d, none of which is", y+1), 1)
	}
	for _, ed := range slices.Backward(w.ds.Editions()) {
		if t, err := ed.Table(w.Measure); err == nil && t.HasYear(y) && len(e.Nearest) < 2 {
			e.Nearest = append(e.Nearest, e.Word+" edition:"+ed.ID)
		}
	}
	if t, err := w.ds.SIPRI().Table(w.Measure); len(e.Nearest) == 0 && err == nil && t.HasYear(y) {
		e.Nearest = append(e.Nearest, e.Word+" source:sipri")
	}
	if len(e.Nearest) == 0 {
		e.Nearest = []string{strconv.Itoa(int(max(w.table.First, min(y, w.table.Last))))}
	}
	return e
}

func (w *work) findGroup() error {
	var ok bool
	if w.group, ok = w.ds.Allies().Group(w.Query.Group); !ok && w.Query.Group != "" {
		return query.Refused(w.Query.Group, "is not a group")
	}
	for _, c := range w.Query.Sums.Codes() {
		if w.groupOf(c) == nil && !w.ds.Allies().Has(c) {
			return query.Refused(string(c), "is not a sum of allies")
		}
		if w.groupOf(c) == nil && !w.table.Has(c) {
			return query.Refused(w.ds.Allies().Name(c), "is not in "+w.Edition.Name()+": it prints no such sum of "+format.Lower(w.Spec().Title))
		}
	}
	if w.group != nil {
		w.Scope = w.group.Title
	}
	return nil
}

// findLevel sets the level that figures are judged by, or the reason why they cannot be judged.
func (w *work) findLevel() {
	spec, p := w.Spec(), w.ds.Targets().For(w.Measure, w.Query.Year)
	if ahead := pathPledge(w.ds); w.Query.View == query.Path && w.Measure == figure.ShareGDP && ahead.Deadline != 0 {
		p = ahead // a path leads to the next deadline, whatever pledge was in force
	}
	switch given := w.Query.Level != (figure.Decimal{}); {
	case w.Edition.Source == dataset.Series:
		w.Unjudged = w.Edition.Name() + " is not NATO's: no pledge is judged by it"
		return
	case spec.Kind != figure.Percent:
		w.Unjudged = "no pledge covers " + format.Lower(spec.Title) + " in " + spec.Unit
		return
	case !given && p == nil:
		w.Unjudged = "no pledge covers " + format.Lower(spec.Title) + " as " + spec.Unit
		return
	case !given:
		w.Query.Level, w.Query.Kept = p.Level, true
	}
	w.Judged = true
	w.Level = w.levelOf(w.Query.Level)
	w.Level.Asked = true
	if !w.Level.Measurable {
		why := "defence- and security-related spending is in no published table"
		if w.Query.Level.Cmp(figure.Decimal{Units: 5}) == 0 {
			why = "it adds 3.5 % core defence and 1.5 % related spending, and the second part is in no published table"
		}
		w.Unjudged = format.Percent(w.Query.Level) + " cannot be measured from published figures: " + why
	}
}

// levelOf returns a level with the years of all its pledges.
func (w *work) levelOf(v figure.Decimal) Level {
	p := w.ds.Targets().At(w.Measure, v, w.Query.Year)
	foreign := w.Query.Source == query.SIPRI || (w.Edition != nil && w.Edition.Source == dataset.SIPRI)
	l := Level{Value: v, At: v, Pledge: p, Measurable: p == nil || p.Measurable, Foreign: foreign}
	for _, p := range w.ds.Targets().All() {
		if p.Level.Cmp(v) != 0 || (p.Measurable && p.Measure != w.Measure) || p.Measurable != l.Measurable {
			continue
		}
		if l.From == 0 {
			l.From = p.AgreedIn()
		}
		l.Until, l.Due, l.Open = p.Superseded, p.Deadline, 0
		if p.Open {
			l.Open = p.AgreedIn()
		}
	}
	return l
}

// levels returns the pledged levels of the measure and the one judged by, in ascending order.
func (w *work) levels() []Level {
	if w.Spec().Kind != figure.Percent || w.Edition.Source == dataset.Series {
		return nil
	}
	var out []Level
	if w.Judged {
		out = append(out, w.Level)
	}
	for _, v := range w.ds.Targets().Levels(w.Measure) {
		if !w.Judged || v.Cmp(w.Query.Level) != 0 {
			out = append(out, w.levelOf(v))
		}
	}
	slices.SortFunc(out, func(a, b Level) int { return a.Value.Cmp(b.Value) })
	return out
}

// member reports whether an ally is judged in a year, under the query's membership policy.
func (w *work) member(a *ally.Ally, y figure.Year) bool {
	return w.Query.Members != query.Then || a.MemberIn(int(y))
}

// counted reports whether an ally is in the query's group in a year, or there is no group.
func (w *work) counted(a *ally.Ally, y figure.Year) bool {
	return w.group == nil || w.group.Has(a.Code, int(y))
}

// foreignNote is the note on SIPRI figures that are compared with a level.
const foreignNote = "SIPRI counts by its own definition: its figures are compared with the level, but are not a verdict on a pledge"

func (w *work) notes() []string {
	e, wrong := w.Edition, w.Edition.Wrong()
	return format.Said(
		w.Unjudged,
		format.When(w.Verdicts() && w.Level.Foreign, foreignNote),
		format.When(w.Query.Members == query.Everyone, "every row the edition prints is judged, whether the ally was a member that year or not"),
		format.When(w.Query.Members == query.Now, "today's members are judged in every year"),
		format.When(e.Redefined, redefinition(e)),
		format.When(!w.Spec().Comparable, "national currencies are not ranked against each other"),
		format.Whenf(wrong > 0, "%s was imported with wrong totals (%d): allyscope data show %s lists them", e.Name(), wrong, e.ID),
		format.When(w.Judged && w.money.usd == nil, "no gap in money: "+e.Name()+" is held without its money tables"))
}
