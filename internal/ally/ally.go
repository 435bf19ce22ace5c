// Package ally knows who is an ally, since when, and which groups an ally
// belongs to in a given year.
//
// It does not know what an ally spends, and it does not judge. Its facts are
// in the tables of package data, which package dataset reads.
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

// Code names an ally by its ISO 3166 alpha-3 code ("NOR"), one of NATO's aggregates
// ("NATO_TOTAL") or a group as a whole ("GROUP_NORDIC").
type Code string

// NATO's aggregates.
const (
	Total     Code = "NATO_TOTAL"
	EuropeCan Code = "NATO_EUR_CAN"
	Europe    Code = "NATO_EUR" // editions to 2016-01 only
	NorthAm   Code = "NATO_NAM" // editions to 2016-01 only
)

// Aggregate reports whether the code is of one of NATO's aggregates or of a group, not of an ally.
func (c Code) Aggregate() bool { return strings.HasPrefix(string(c), "NATO_") || c.Group() }

// Group reports whether the code is of a group.
func (c Code) Group() bool { return strings.HasPrefix(string(c), groupCode) }

const groupCode = "GROUP_"

// withoutForces is Iceland, the ally without armed forces: listed, and never counted as failing.
const withoutForces Code = "ISL"

// Ally is a member of the alliance: a line of allies.csv.
type Ally struct {
	Code         Code     `csv:"code"`
	ISO2         string   `csv:"iso2"`
	Name         string   `csv:"name"`          // as shown
	Official     string   `csv:"official_name"` // NATO's short form, where it differs
	Others       []string `csv:"other_names"`   // other names in use
	Adjectives   []string `csv:"adjectives"`    // such as "Dutch"
	Accession    string   `csv:"accession"`     // ISO date, such as "2023-04-04"
	Currency     string   `csv:"currency"`      // ISO 4217
	CurrencyNote string   `csv:"currency_note"` // an earlier currency and its last year
	Region       string   `csv:"region"`
	Subregion    string   `csv:"subregion"`
	Index        int      `csv:"-"` // its index in Register.All
}

// HasForces reports whether the ally has armed forces.
func (a *Ally) HasForces() bool { return a.Code != withoutForces }

// CountsIn reports whether one of NATO's aggregates includes the ally while it is a member.
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

// MemberIn reports whether the ally was a member on 31 December of the year.
func (a *Ally) MemberIn(year int) bool { return a.Since() <= year }

// Since returns the year of accession, which is the first year the ally counts as a member. No
// ally has ever left.
func (a *Ally) Since() int { return yearOf(a.Accession) }

// yearOf returns the year of an ISO date that the register has checked, or 0 if date is empty.
func yearOf(date string) int {
	y, _ := strconv.Atoi(date[:min(len(date), len("2006"))])
	return y
}

func checkDate(date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return fmt.Errorf("%q is not a date such as 2006-01-02", date)
	}
	return nil
}

// Group is a named set of allies whose membership has dates: a line of group_names.csv.
type Group struct {
	ID      string `csv:"group"`   // as the grammar prints it, such as "nordic"
	Title   string `csv:"title"`   // such as "Nordic allies"
	Aliases string `csv:"aliases"` // separated by spaces
	By      string `csv:"-"`       // how its figure is made: Mean, Median, or "" for sum and weighted mean
	spans   []span
}

// Membership is a period in which an ally belongs to a group: a line of groups.csv.
type Membership struct {
	Group string `csv:"group"`
	Code  Code   `csv:"code"`
	From  string `csv:"from"` // ISO date of the first day; empty is open
	To    string `csv:"to"`   // ISO date of the last day; empty is open
}

// Borders lists the neighbours of an ally: a line of neighbours.csv.
type Borders struct {
	Code       Code   `csv:"code"`
	Neighbours string `csv:"neighbours"` // their codes, separated by spaces
}

// span is the first and the last year in which an ally belonged to a group on 31 December.
type span struct {
	code     Code
	from, to int
}

// Code returns the code of the group as a whole.
func (g *Group) Code() Code { return GroupCode(g.ID) }

// GroupCode returns the code of the group with that identifier.
func GroupCode(id string) Code { return Code(groupCode + strings.ToUpper(id)) }

// GroupID returns the identifier of the code's group, or "" if the code is not of a group.
func (c Code) GroupID() string {
	id, is := strings.CutPrefix(string(c), groupCode)
	if !is {
		return ""
	}
	return strings.ToLower(id)
}

// Has reports whether the ally belonged to the group on 31 December of the year.
func (g *Group) Has(c Code, year int) bool {
	return slices.ContainsFunc(g.spans, func(s span) bool { return s.code == c && s.from <= year && year <= s.to })
}

// Register holds the allies, groups and neighbours. It does not change once it is read: only the
// code that reads the tables may call the Add methods, which refuse what data/README.md does not allow.
type Register struct {
	allies     []*Ally
	byCode     map[Code]*Ally
	groups     []*Group
	byGroup    map[string]*Group
	neighbours map[Code][]Code
}

// All returns the allies in order of their codes. Callers must not modify the slice.
func (r *Register) All() []*Ally { return r.allies }

// Groups returns the groups in order of their identifiers. Callers must not modify the slice.
func (r *Register) Groups() []*Group { return r.groups }

// Ally returns the ally with that code, and whether there is one.
func (r *Register) Ally(c Code) (*Ally, bool) {
	a, ok := r.byCode[c]
	return a, ok
}

// Known returns the allies among the codes, in the order of the codes; other codes are skipped.
func (r *Register) Known(codes []Code) []*Ally {
	out := make([]*Ally, 0, len(codes))
	for _, c := range codes {
		if a, ok := r.byCode[c]; ok {
			out = append(out, a)
		}
	}
	return out
}

// Has reports whether the code is of an ally or of one of NATO's aggregates.
func (r *Register) Has(c Code) bool {
	return r.byCode[c] != nil || slices.Contains([]Code{Total, EuropeCan, Europe, NorthAm}, c)
}

// codeSeparator stands between the codes in the identifier of a nameless group.
const codeSeparator = "+"

// Together returns the identifier of the nameless group of at least two allies: "NOR+SWE".
func Together(codes []Code) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, codeSeparator)
}

// Nameless reports whether the code is of a group made by Together.
func (c Code) Nameless() bool { return strings.Contains(string(c), codeSeparator) }

// The suffixes of a group's identifier that ask for the mean or the median of its members'
// figures instead of the sum or the weighted mean.
const (
	Mean   = ".mean" // every member counts the same
	Median = ".median"
)

// cutMean splits an identifier into the group and its suffix Mean or Median, which may be missing.
func cutMean(id string) (group, by string) {
	for _, by := range [...]string{Mean, Median} {
		if group, found := strings.CutSuffix(id, by); found {
			return group, by
		}
	}
	return id, ""
}

// By returns Mean or Median if a group's code asks for that, else "".
func (c Code) By() string {
	_, by := cutMean(c.GroupID())
	return by
}

// Group returns the group with that identifier: one of the table, one named by Together, or one
// of the table by its mean or median. It returns false if there is no such group or ally.
func (r *Register) Group(id string) (*Group, bool) {
	g, ok := r.byGroup[id]
	if ok || !strings.ContainsAny(id, codeSeparator+".") {
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
	for code := range strings.SplitSeq(strings.ToUpper(id), codeSeparator) {
		a, ok := r.byCode[Code(code)]
		if !ok {
			return nil, false
		}
		codes, names = append(codes, a.Code), append(names, a.Name)
	}
	last := len(names) - 1
	return &Group{ID: id, Title: strings.Join(names[:last], ", ") + " and " + names[last], spans: always(codes)}, true
}

// always returns spans with which the allies belong to a group in every year.
func always(codes []Code) []span {
	out := make([]span, len(codes))
	for i, c := range codes {
		out[i] = span{code: c, to: math.MaxInt}
	}
	return out
}

// With returns a copy of the register with one more group, whose members belong to it in all years.
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

// Name returns the name of an ally, an aggregate or a group, or the code itself if it is unknown.
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

// NewRegister returns an empty register.
func NewRegister() *Register {
	return &Register{byCode: map[Code]*Ally{}, byGroup: map[string]*Group{}, neighbours: map[Code][]Code{}}
}

// AddAlly adds an ally. It fails on a malformed code, name or accession date, and on a duplicate.
func (r *Register) AddAlly(a Ally) error {
	if len(a.Code) != 3 || a.Name == "" {
		return fmt.Errorf("ally %q: needs a three-letter code and a name", a.Code)
	}
	if err := checkDate(a.Accession); err != nil {
		return fmt.Errorf("ally %q: accession %w", a.Code, err)
	}
	if r.byCode[a.Code] != nil {
		return fmt.Errorf("ally %q is listed twice", a.Code)
	}
	r.byCode[a.Code] = &a
	r.allies = append(r.allies, &a)
	slices.SortFunc(r.allies, func(a, b *Ally) int { return strings.Compare(string(a.Code), string(b.Code)) })
	for i, x := range r.allies {
		x.Index = i
	}
	return nil
}

// AddGroup adds a group without members. It fails on an empty identifier or a duplicate.
func (r *Register) AddGroup(g Group) error {
	if g.ID == "" || r.byGroup[g.ID] != nil {
		return fmt.Errorf("group %q is empty or listed twice", g.ID)
	}
	r.put(&g)
	return nil
}

func (r *Register) put(g *Group) {
	r.byGroup[g.ID] = g
	r.groups = append(r.groups, g)
	slices.SortFunc(r.groups, func(a, b *Group) int { return strings.Compare(a.ID, b.ID) })
}

// AddMember adds a membership. Its ally and its group must have been added before.
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
			s.to-- // it left before the end of the year
		}
	}
	g.spans = append(g.spans, s)
	return nil
}

// AddNeighbours adds the neighbours of an ally. All of them must have been added as allies before.
func (r *Register) AddNeighbours(b Borders) error {
	for n := range strings.FieldsSeq(b.Neighbours) {
		if r.byCode[b.Code] == nil || r.byCode[Code(n)] == nil {
			return fmt.Errorf("neighbours of %q: unknown ally %q", b.Code, n)
		}
		r.neighbours[b.Code] = append(r.neighbours[b.Code], Code(n))
	}
	return nil
}
