// Package ally knows who is an ally, since when, and which groups an ally
// belongs to in a given year.
//
// It does not know what any of them spends, and it makes no judgement. Its
// facts come from the tables of package data; package dataset reads them.
package ally

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Code is an ISO 3166 alpha-3 code, such as "NOR", or an aggregate of NATO's
// own, such as "NATO_TOTAL".
type Code string

// NATO's aggregates.
const (
	Total     Code = "NATO_TOTAL"
	EuropeCan Code = "NATO_EUR_CAN"
	Europe    Code = "NATO_EUR" // editions to 2016-01 only
	NorthAm   Code = "NATO_NAM" // editions to 2016-01 only
)

// Aggregate tells whether the code is one of NATO's sums or a group's, and no ally's.
func (c Code) Aggregate() bool { return strings.HasPrefix(string(c), "NATO_") || c.Group() }

// Group tells whether the code is a group's.
func (c Code) Group() bool { return strings.HasPrefix(string(c), groupCode) }

const groupCode = "GROUP_"

// withoutForces is the ally without armed forces: listed, and never counted as failing.
const withoutForces Code = "ISL"

// Ally is a member of the alliance: a line of allies.csv.
type Ally struct {
	Code         Code     `csv:"code"`
	ISO2         string   `csv:"iso2"`
	Name         string   `csv:"name"`          // as shown
	Official     string   `csv:"official_name"` // NATO's short form, where it differs
	Others       []string `csv:"other_names"`   // what else people call it
	Adjectives   []string `csv:"adjectives"`    // what belongs to it and its people are called
	Accession    string   `csv:"accession"`     // ISO date, such as "2023-04-04"
	Currency     string   `csv:"currency"`      // ISO 4217
	CurrencyNote string   `csv:"currency_note"` // an earlier currency and its last year
	Region       string   `csv:"region"`
	Subregion    string   `csv:"subregion"`
	Index        int      `csv:"-"` // its place among all allies, which are in order of codes
}

// HasForces tells whether the ally has armed forces.
func (a *Ally) HasForces() bool { return a.Code != withoutForces }

// CountsIn tells whether the ally, where it is a member, goes into one of NATO's sums.
func (a *Ally) CountsIn(sum Code) bool {
	switch sum {
	case EuropeCan:
		return a.Code != "USA"
	case Europe:
		return a.Region == "Europe"
	case NorthAm:
		return a.Region != "Europe"
	default:
		return true
	}
}

// MemberIn tells whether the ally was a member on 31 December of the year.
func (a *Ally) MemberIn(year int) bool { return a.Since() <= year }

// Since is the year of accession, the first on whose 31 December it was a member: nobody has left.
func (a *Ally) Since() int { return yearOf(a.Accession) }

// yearOf is the year of an ISO date, 0 of an empty one; the register has checked it.
func yearOf(date string) int {
	y, _ := strconv.Atoi(date[:min(len(date), len("2006"))])
	return y
}

func checkDate(date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return fmt.Errorf("%q is no date such as 2006-01-02", date)
	}
	return nil
}

// Group is a named set of allies whose membership is dated: a line of group_names.csv.
type Group struct {
	ID      string `csv:"group"`   // as the grammar prints it, such as "nordic"
	Title   string `csv:"title"`   // such as "Nordic allies"
	Aliases string `csv:"aliases"` // parted by blanks
	By      string `csv:"-"`       // the mean that it is one by: empty, Mean or Median
	spans   []span
}

// Membership is an ally's time in a group: a line of groups.csv.
type Membership struct {
	Group string `csv:"group"`
	Code  Code   `csv:"code"`
	From  string `csv:"from"` // a day; empty is open
	To    string `csv:"to"`
}

// Borders are the allies next to one: a line of neighbours.csv.
type Borders struct {
	Code       Code   `csv:"code"`
	Neighbours string `csv:"neighbours"` // their codes, parted by blanks
}

// span is the first and the last year on whose 31 December an ally belonged to a group.
type span struct {
	code     Code
	from, to int
}

// Code stands for the group as a whole.
func (g *Group) Code() Code { return GroupCode(g.ID) }

// GroupCode is the code of the group of an identifier.
func GroupCode(id string) Code { return Code(groupCode + strings.ToUpper(id)) }

// GroupID is the identifier of the group that a code stands for, or empty.
func (c Code) GroupID() string {
	id, is := strings.CutPrefix(string(c), groupCode)
	if !is {
		return ""
	}
	return strings.ToLower(id)
}

// Has tells whether the ally belonged to the group on 31 December of the year.
func (g *Group) Has(c Code, year int) bool {
	return slices.ContainsFunc(g.spans, func(s span) bool { return s.code == c && s.from <= year && year <= s.to })
}

// Register is all that is known of allies. It does not change once it is read: what adds to it
// is for whoever reads it, and refuses what is not as data/README.md says.
type Register struct {
	allies     []*Ally
	byCode     map[Code]*Ally
	groups     []*Group
	byGroup    map[string]*Group
	neighbours map[Code][]Code
}

// All returns the allies in order of their codes. The slice must not be changed.
func (r *Register) All() []*Ally { return r.allies }

// Groups returns the groups in order of their identifiers: not to be changed.
func (r *Register) Groups() []*Group { return r.groups }

// Ally finds an ally by its code.
func (r *Register) Ally(c Code) (*Ally, bool) {
	a, ok := r.byCode[c]
	return a, ok
}

// Known are those of some codes that are allies'.
func (r *Register) Known(codes []Code) []*Ally {
	out := make([]*Ally, 0, len(codes))
	for _, c := range codes {
		if a, ok := r.byCode[c]; ok {
			out = append(out, a)
		}
	}
	return out
}

// Has tells whether the code is that of an ally or of one of NATO's aggregates.
func (r *Register) Has(c Code) bool {
	return r.byCode[c] != nil || slices.Contains([]Code{Total, EuropeCan, Europe, NorthAm}, c)
}

// together stands between the codes of a group without a name.
const together = "+"

// Together is the identifier of the group of some allies, two at least: "NOR+SWE".
func Together(codes []Code) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, together)
}

// Nameless tells whether the code is of a group made by Together.
func (c Code) Nameless() bool { return strings.Contains(string(c), together) }

// The means that a group can be one by, else the weighted one or the sum.
const (
	Mean   = ".mean"   // of its members' figures, each counting alike
	Median = ".median" // the middle of them
)

// cutMean parts an identifier from the mean behind it.
func cutMean(id string) (group, by string) {
	for _, by := range [...]string{Mean, Median} {
		if group, found := strings.CutSuffix(id, by); found {
			return group, by
		}
	}
	return id, ""
}

// By is the mean that a group's code asks for; empty for that which is weighted.
func (c Code) By() string {
	_, by := cutMean(c.GroupID())
	return by
}

// Group finds a group by its identifier, or makes that of Together, or that of a mean.
func (r *Register) Group(id string) (*Group, bool) {
	g, ok := r.byGroup[id]
	if ok || !strings.ContainsAny(id, together+".") {
		return g, ok
	}
	if name, by := cutMean(id); by != "" {
		if g, ok = r.byGroup[name]; !ok {
			return nil, false
		}
		mean := *g
		mean.ID, mean.By, mean.Aliases = id, by, ""
		return &mean, true
	}
	var codes []Code
	var names []string
	for code := range strings.SplitSeq(strings.ToUpper(id), together) {
		a, ok := r.byCode[Code(code)]
		if !ok {
			return nil, false
		}
		codes, names = append(codes, a.Code), append(names, a.Name)
	}
	last := len(names) - 1
	return &Group{ID: id, Title: strings.Join(names[:last], ", ") + " and " + names[last], spans: always(codes)}, true
}

// always are allies that belong to a group in every year.
func always(codes []Code) []span {
	out := make([]span, len(codes))
	for i, c := range codes {
		out[i] = span{code: c, to: math.MaxInt}
	}
	return out
}

// With is the register with a group more, whose members belong to it in every year.
func (r *Register) With(id, title string, codes []Code) *Register {
	g := &Group{ID: id, Title: title, spans: always(codes)}
	out := *r
	out.byGroup = maps.Clone(r.byGroup)
	out.groups = slices.Clip(r.groups)
	out.put(g)
	return &out
}

// Neighbours returns the allies next to c, in order of their codes.
func (r *Register) Neighbours(c Code) []Code { return r.neighbours[c] }

// Name is what an ally or an aggregate is called, or the code itself.
func (r *Register) Name(c Code) string {
	switch c {
	case Total:
		return "NATO total"
	case EuropeCan:
		return "NATO Europe and Canada"
	case Europe:
		return "NATO Europe"
	case NorthAm:
		return "North America"
	}
	if a, ok := r.byCode[c]; ok {
		return a.Name
	}
	if g, ok := r.Group(c.GroupID()); ok {
		return g.Title
	}
	return string(c)
}

// NewRegister is a register without an ally.
func NewRegister() *Register {
	return &Register{byCode: map[Code]*Ally{}, byGroup: map[string]*Group{}, neighbours: map[Code][]Code{}}
}

// AddAlly takes up an ally.
func (r *Register) AddAlly(a Ally) error {
	if len(a.Code) != 3 || a.Name == "" {
		return fmt.Errorf("ally %q: wants a three-letter code and a name", a.Code)
	}
	if err := checkDate(a.Accession); err != nil {
		return fmt.Errorf("ally %q: accession %w", a.Code, err)
	}
	if r.byCode[a.Code] != nil {
		return fmt.Errorf("ally %q stands twice", a.Code)
	}
	r.byCode[a.Code] = &a
	r.allies = append(r.allies, &a)
	slices.SortFunc(r.allies, func(a, b *Ally) int { return strings.Compare(string(a.Code), string(b.Code)) })
	for i, x := range r.allies {
		x.Index = i
	}
	return nil
}

// AddGroup takes up a group.
func (r *Register) AddGroup(g Group) error {
	if g.ID == "" || r.byGroup[g.ID] != nil {
		return fmt.Errorf("group %q is empty or stands twice", g.ID)
	}
	r.put(&g)
	return nil
}

func (r *Register) put(g *Group) {
	r.byGroup[g.ID] = g
	r.groups = append(r.groups, g)
	slices.SortFunc(r.groups, func(a, b *Group) int { return strings.Compare(a.ID, b.ID) })
}

// AddMember takes up a membership of an ally and a group that are known.
func (r *Register) AddMember(m Membership) error {
	g := r.byGroup[m.Group]
	if g == nil {
		return fmt.Errorf("unknown group %q", m.Group)
	}
	if r.byCode[m.Code] == nil {
		return fmt.Errorf("group %s: unknown ally %q", g.ID, m.Code)
	}
	for _, day := range []string{m.From, m.To} {
		if err := checkDate(day); day != "" && err != nil {
			return fmt.Errorf("group %s: %s: %w", g.ID, m.Code, err)
		}
	}
	s := span{code: m.Code, from: yearOf(m.From), to: math.MaxInt}
	if m.To != "" {
		s.to = yearOf(m.To)
		if !strings.HasSuffix(m.To, "-12-31") {
			s.to-- // it had left before the year was over
		}
	}
	g.spans = append(g.spans, s)
	return nil
}

// AddNeighbours takes up who is next to an ally, all of them known.
func (r *Register) AddNeighbours(b Borders) error {
	for n := range strings.FieldsSeq(b.Neighbours) {
		if r.byCode[b.Code] == nil || r.byCode[Code(n)] == nil {
			return fmt.Errorf("neighbours of %q: unknown ally %q", b.Code, n)
		}
		r.neighbours[b.Code] = append(r.neighbours[b.Code], Code(n))
	}
	return nil
}
