package query

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// term is a word that stands for a value, such as an ally or an order, or a key that wants one.
type term struct {
	kind  Words
	text  string // as it is printed and offered
	note  string // "": the kind's
	names string // all it is found by, folded and space separated, the text's own first
	n     int    // the value, where it is one of an enumeration
	key   bool   // it says nothing without a value
	soft  bool   // where its kind has no place it asks for nothing
	told  string // what it is taken for, said behind the word; "": just what it says
	sum   ally.Code
	// currency is what money is asked for in: the codes of ISO 4217 that it may be.
	currency string
}

func firstWord(words string) string {
	first, _, _ := strings.Cut(words, " ")
	return first
}

// nth is the first word of the table's entry for a value. An unknown value is
// answered as the first.
func nth[T ~uint8](table []string, value T) string {
	return cmp.Or(chosen(table, value), firstWord(table[0]))
}

// chosen is the word for a value that is not the default, which is the first.
func chosen[T ~uint8](table []string, value T) string {
	if value == 0 || int(value) >= len(table) {
		return ""
	}
	return firstWord(table[value])
}

// listed makes terms of a table that has the words for each value in its place. Their note is
// the kind's where it is "".
func listed(kind Words, table []string, note string) []term {
	out := make([]term, len(table))
	for i, names := range table {
		out[i] = term{kind: kind, text: firstWord(names), note: note, names: names, n: i}
	}
	return out
}

func viewTerms(*Vocabulary) []term { return listed(WordView, viewWords[:], "view") }

func sortTerms(*Vocabulary) []term {
	orders := listed(WordSort, sortWords[:], "")
	return append(orders, format.Each(orders, func(t term) term {
		t.names, t.note = "-"+t.names, "the same, reversed"
		return t.turned()
	})...)
}

// choices are what terms offer, an order turned round not among them.
func choices(terms []term) []string {
	return format.Each(terms, func(t term) string { return format.When(!t.reversed(), t.text) })
}

func (t term) reversed() bool { return strings.HasPrefix(t.text, "-") }

// allyTerms are the allies: found by code, name, NATO's short form, what else
// people say, and the two letters of ISO 3166, in this order.
func allyTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.All(), func(a *ally.Ally) term {
		return term{kind: WordAllies, text: string(a.Code), note: a.Name, names: folded(append(a.Names(), a.ISO2)...)}
	})
}

// adjectiveTerms are the allies by their adjectives, which are no beginnings of names: "polish".
func adjectiveTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.All(), func(a *ally.Ally) term {
		own := []string{string(a.Code), a.Name}
		return term{kind: WordAllies, text: own[0], note: a.Name, names: folded(append(own, a.Adjectives...)...)}
	})
}

func folded(names ...string) string { return strings.Join(format.Each(names, fold), " ") }

func (t term) code() ally.Code { return cmp.Or(t.sum, ally.Code(t.text)) }

func groupTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.Groups(), func(g *ally.Group) term {
		told := format.When(g.ID == "eu", "is the allies in the European Union")
		return term{kind: WordGroup, text: g.ID, note: g.Title, names: folded(g.ID) + " " + folded(strings.Fields(g.Aliases)...), told: told}
	})
}

// natoSums is a constant table of what the grammar calls NATO's own sums.
var natoSums = [...]struct {
	code        ally.Code
	text, names string
}{
	{ally.Total, "NATO-total", "nato-total"},
	{ally.EuropeCan, "Europe-and-Canada", "europe-and-canada nato-europe-and-canada european-allies-and-canada nato-eur-can"},
	{ally.Europe, "NATO-EUR", "nato-eur"},
	{ally.NorthAm, "NATO-NAM", "nato-nam nato-north-america"},
}

// mean is a way in which a group is one: what stands behind it, and what that means.
type mean struct{ by, as, note string }

// means is a constant table of them.
var means = [...]mean{
	{"", asOne, "as one"}, {ally.Mean, asMean, "as one, each counting alike"}, {ally.Median, asMedian, "as one, the middle of them"},
}

// SumWord is the grammar's word for a sum.
func SumWord(c ally.Code) string {
	for _, s := range natoSums {
		if s.code == c {
			return s.text
		}
	}
	m := means[slices.IndexFunc(means[:], func(m mean) bool { return m.by == c.By() })]
	return strings.TrimSuffix(c.GroupID(), m.by) + m.as
}

func sumTerms(v *Vocabulary) []term {
	var out []term
	for _, s := range natoSums {
		note := v.Allies.Name(s.code) + ", NATO's own sum"
		out = append(out, term{kind: WordSum, text: s.text, note: note, names: s.names, sum: s.code})
	}
	for _, g := range v.Allies.Groups() {
		for _, m := range means {
			text, note := g.ID+m.as, g.Title+" "+m.note+", computed"
			out = append(out, term{kind: WordSum, text: text, note: note, names: fold(text), sum: ally.GroupCode(g.ID + m.by)})
		}
	}
	return out
}

func sayingTerms(v *Vocabulary) []term {
	return format.Each(v.Sayings, func(s Option) term { return term{text: s.Text, note: "your own: " + s.Note, names: fold(s.Text)} })
}

func measureTerms(*Vocabulary) []term {
	out := make([]term, figure.Measures)
	for i := range out {
		s := figure.Measure(i).Spec()
		names := s.Word + " " + strings.ReplaceAll(s.ID+" "+s.Aliases, "_", "-") // their words are plain letters
		out[i] = term{kind: WordMeasure, text: s.Word, note: s.Name(), names: names, n: i}
	}
	return out
}

// levelTerms are the pledged levels. The newest pledge of a level speaks for it.
func levelTerms(v *Vocabulary) []term {
	var out []term
	for _, p := range v.Targets.All() {
		text := printLevel(p.Level)
		if same := find(out, text); same != nil {
			same.note = p.Label
			continue
		}
		out = append(out, term{kind: WordLevel, text: text, note: p.Label, names: text})
	}
	return out
}

func deadlineTerms(v *Vocabulary) []term {
	var out []term
	for _, p := range v.Targets.All() {
		if text := printYear(figure.Year(p.Deadline)); text != "" && find(out, text) == nil {
			out = append(out, term{kind: WordDeadline, text: text, note: p.Label, names: text})
		}
	}
	return out
}

// otherEditions is a constant table of what each source's editions are that are none of NATO's.
var otherEditions = [...]string{
	NATO: "an edition of your own", SIPRI: "edition of SIPRI's", Series: "a series of your own, never NATO's",
}

func editionTerms(v *Vocabulary) []term {
	out := []term{{kind: WordEdition, text: latest, note: "the newest edition, whichever it is", names: latest}}
	for _, id := range slices.Backward(v.Editions) {
		out = append(out, term{kind: WordEdition, text: id, note: "edition", names: fold(id)})
	}
	for _, id := range slices.Sorted(maps.Keys(v.Others)) {
		out = append(out, term{kind: WordEdition, text: id, note: otherEditions[v.Others[id]], names: fold(id)})
	}
	return out
}

func sourceTerms(v *Vocabulary) []term {
	out := listed(WordSource, sourceWords[:], "")
	for _, id := range slices.Sorted(maps.Keys(v.Others)) {
		if v.Others[id] == Series {
			out = append(out, term{kind: WordSource, text: id, note: "a series of your own", names: fold(id), n: int(Series)})
		}
	}
	return out
}

// keyTerms are the keys, or the words that switch something on.
func keyTerms(alone bool) []term {
	var out []term
	for _, r := range rows {
		switch {
		case r.keys == "" || r.alone != alone:
		case alone:
			out = append(out, term{kind: r.kind, text: r.key(), note: r.note, names: r.keys})
		default:
			note := r.note + ", such as " + r.sample()
			out = append(out, term{kind: r.kind, text: r.key() + ":", note: note, names: r.keys, key: true})
		}
	}
	return out
}

func ownTerms() []term {
	return slices.Concat(viewTerms(nil), measureTerms(nil), verdictTerms(nil), keyTerms(true), keyTerms(false))
}

// verdictTerms are the verdicts that rows are listed by. Where all are listed, who
// meets a level is told in any case.
func verdictTerms(*Vocabulary) []term {
	out := listed(WordVerdict, verdictWords[:], "")[1:]
	out[0].soft = true
	return out
}

// The words that mean a trend, and a path at an ally's own pace.
const (
	overTime = "over-time"
	present  = "pace"
)

// looseTerms are further words for values that are the grammar's or the default.
func looseTerms() []term {
	return []term{
		priced("USD", "dollars us$ us-dollars"), priced("EUR", "euro euros"), priced("DKK NOK", "kroner"), priced("SEK", "kronor"),
		priced("CZK", "koruna"), priced("GBP", "pounds sterling pounds-sterling"), priced("PLN", "zloty"), priced("TRY", "lira"),
		priced("RON", "lei"),
		ordered(ByGap, ByGap.String()+" gaps distance distances"),
		{kind: WordEdition, text: latest, names: latest + " newest latest-edition newest-edition last-edition"},
		ordered(BySince, "risen rise rises rose raised increased increase increases grew grown improved"),
		ordered(BySince, "fallen fell fall falls cut cuts decreased decrease drop dropped reduced declined shrank").turned(),
		{kind: WordSum, sum: ally.Total, names: "nato alliance otan", told: "is the alliance's own sum"},
		{
			kind: WordVerdict, text: wordMet, n: int(Met), names: wordAbove + " over more-than",
			soft: true, told: "is at or above the level",
		},
		ordered(ByName, "alphabetical alphabetically"),
		ordered(ByNearest, "closest closest-to close-to"),
		ordered(ByStreak, "since-when how-long without-a-break"),
		{
			kind: WordSort, text: ByStreak.String(), n: int(ByStreak), names: "when-first-met",
			soft: true, told: "is answered by since when it is met without a break",
		},
		ordered(ByPlaces, "change-of-place place-change rank-change change-in-rank change-in-place climbed"),
		ordered(ByMoney, "shortfall shortfalls missing-money").turned(),
		measured(figure.USDConstant, "", "constant-prices at-constant-prices in-real-terms constant-dollars constant-usd constant-us$ "+
			"inflation-adjusted inflation-adjusted-spending"),
		measured(figure.NatCurrent, "", "own-currency in-own-currency own-money in-own-money national-currency in-national-currency"),
		measured(figure.GDPPerCapita, "", "gdp-per-head gdp-per-person gdp-a-head"),
		measured(figure.GDPConstant, "", "gdp-at-constant-prices"),
		viewed(Trend, overTime+" over-the-years plot graph chart draw history"),
		{kind: WordReverse, text: wordReverse, names: "lowest least fewest slowest smallest weakest ascending", soft: true},
		measured(figure.DefPerCapita, "", "per-person spending-per-person spending-per-capita spending-per-head spending-a-head"),
		measured(figure.Personnel, "", "soldiers troops military-personnel"),
		measured(figure.PersonnelPct, "", "on-personnel on-military-personnel on-soldiers on-troops spending-on-personnel "+
			"personnel-spending personnel-expenditure personnel-costs military-personnel-share"),
		measured(figure.ShareGDP, "is the share of GDP", "on-defence on-defense on-defence-spending on-defence-expenditure "+
			"spending-on-defence spending-on-defense military-spending defence-spending defense-spending "+
			"defence-expenditure military-expenditure core-defence core-defense core-defence-spending core-defence-expenditure"),
		measured(figure.USDCurrent, "is the expenditure in US$", "defence-budget defense-budget military-budget budget spending expenditure "+
			"current-prices at-current-prices current-dollars current-usd current-us$ nominal-spending in-nominal-terms in-billions in-millions"),
		measured(figure.RealChange, "", "spending-growth annual-change yearly-change"),
		measured(figure.EquipmentPct, "", "major-equipment equipment-share major-equipment-share equipment-spending spending-on-equipment"),
		{kind: WordSource, n: int(SIPRI), names: sourceWords[SIPRI]},
		{kind: WordGroup, names: "in-nato of-nato in-the-alliance all-allies everyone everybody", told: "is all allies"},
		viewed(Compare, "vs v versus against beside side-by-side compared compared-with next-to"),
		viewed(Path, present+" present-pace at-present-pace current-pace at-current-pace extra"),
		viewed(Balance, "both both-pledges both-targets scatter scatter-plot"),
		viewed(Sheet, "by-category breakdown categories profile details fact-sheet factsheet"),
		viewed(Grid, "small-multiples"),
		viewed(Heat, "heatmap heat-map"),
		viewed(Claims, "statements public-statements"),
		{kind: WordTransform, text: nth(transformWords[:], Index), n: int(Index), names: "index indexed"},
	}
}

// ordered, viewed, measured and priced are the loose terms of a kind; what a measure's words are
// taken for is told, where it is not just what they say, and a price has the codes it may be in.
func ordered(s Sort, names string) term {
	return term{kind: WordSort, text: s.String(), n: int(s), names: names, soft: true}
}

func viewed(v View, names string) term {
	return term{kind: WordView, n: int(v), names: names, soft: true}
}

func measured(m figure.Measure, told, names string) term {
	return term{kind: WordMeasure, text: m.Spec().Word, n: int(m), names: names, told: told}
}

func priced(codes, names string) term { return term{kind: WordMeasure, currency: codes, names: names} }

// turned is the term of an order turned round.
func (t term) turned() term {
	t.text = "-" + t.text
	return t
}

func currencyTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.All(), func(a *ally.Ally) term { return priced(a.Currency, fold(a.Currency)) })
}

func (t term) option() Option {
	if t.note == "" {
		t.note = t.kind.row().note
	}
	return Option{t.text, t.note}
}

// meant is what an error offers where the i-th of the term's names was meant.
func (t term) meant(i int) string {
	switch {
	case t.key:
		return t.kind.row().sample()
	case t.kind == WordAllies && i > 0:
		return t.note
	case t.kind == WordSort && !t.soft && t.told == "":
		return WordSort.row().keyed(t.text)
	case t.soft || t.text == "" || t.told != "":
		return strings.ReplaceAll(strings.Fields(t.names)[i], "-", " ")
	case t.kind == WordView: // of which each name is a command too
		return strings.Fields(t.names)[i]
	}
	return t.text
}

func (t term) has(is func(name string) bool) bool {
	for name := range strings.FieldsSeq(t.names) {
		if is(name) {
			return true
		}
	}
	return false
}

// find finds a term by its text, else by its own name, else by any of its
// names; nil where there is none.
func find(terms []term, word string) *term {
	folded := fold(word)
	for _, fits := range [...]func(t term) bool{
		func(t term) bool { return t.text == word },
		func(t term) bool { return firstWord(t.names) == folded },
		func(t term) bool { return t.has(func(name string) bool { return name == folded }) },
	} {
		if i := slices.IndexFunc(terms, fits); i >= 0 {
			return &terms[i]
		}
	}
	return nil
}

// Vocabulary is what the grammar is told of the data: the words that are not
// its own. Both registers are there, if only empty ones.
type Vocabulary struct {
	Allies  *ally.Register
	Targets *target.Register
	// Editions are the editions' identifiers, newest last, such as "2026-07".
	// Those of the reader's own editions may have any other form.
	Editions []string
	// Others are the identifiers of what is no edition of NATO's, with the source of each.
	Others map[string]Source
	// Sayings are the reader's own words, each with the question that it stands for.
	Sayings []Option
}
