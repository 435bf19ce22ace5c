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

// term is a word that stands for a value, such as an ally or an order, or a key that needs one.
type term struct {
	kind    Words
	text    string // as printed and suggested
	note    string // "" uses the kind's note
	names   string // all names, folded and space separated, the text's own first
	value   int    // the value of an enumeration
	key     bool   // needs a value
	soft    bool   // has no effect where its kind is not accepted
	assumed string // what the word is taken for, to report after it; "" if it simply says so
	sum     ally.Code
	// currencies are the ISO 4217 codes that the name of a currency may stand for.
	currencies string
}

func firstWord(words string) string {
	first, _, _ := strings.Cut(words, " ")
	return first
}

// wordFor returns the first word of the table's entry for a value, by default of the first entry.
func wordFor[T ~uint8](table []string, value T) string {
	return cmp.Or(nonDefaultWord(table, value), firstWord(table[0]))
}

// nonDefaultWord returns the first word of the table's entry for a value, or "" for the default,
// which is the first entry, and for an unknown value.
func nonDefaultWord[T ~uint8](table []string, value T) string {
	if value == 0 || int(value) >= len(table) {
		return ""
	}
	return firstWord(table[value])
}

// enumTerms returns a term for each entry of a table of words. An empty note uses the kind's.
func enumTerms(kind Words, table []string, note string) []term {
	out := make([]term, len(table))
	for i, names := range table {
		out[i] = term{kind: kind, text: firstWord(names), note: note, names: names, value: i}
	}
	return out
}

func viewTerms(*Vocabulary) []term { return enumTerms(WordView, viewWords[:], "view") }

func sortTerms(*Vocabulary) []term {
	orders := enumTerms(WordSort, sortWords[:], "")
	return append(orders, format.Each(orders, func(t term) term {
		t.names, t.note = "-"+t.names, "the same, reversed"
		return t.reversed()
	})...)
}

// choices returns the texts of terms, without reversed orders.
func choices(terms []term) []string {
	return format.Each(terms, func(t term) string { return format.When(!t.isReversed(), t.text) })
}

func (t term) isReversed() bool { return strings.HasPrefix(t.text, "-") }

// allyTerms returns the allies, whose names are the code, the name, NATO's short form, other common
// names and the ISO 3166 alpha-2 code, in this order.
func allyTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.All(), func(a *ally.Ally) term {
		return term{kind: WordAllies, text: string(a.Code), note: a.Name, names: foldAll(append(a.Names(), a.ISO2)...)}
	})
}

// adjectiveTerms returns the allies by their adjectives, such as "polish". Unlike the beginning of
// a name, the beginning of an adjective is not a word.
func adjectiveTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.All(), func(a *ally.Ally) term {
		own := []string{string(a.Code), a.Name}
		return term{kind: WordAllies, text: own[0], note: a.Name, names: foldAll(append(own, a.Adjectives...)...)}
	})
}

func foldAll(names ...string) string { return strings.Join(format.Each(names, fold), " ") }

func (t term) code() ally.Code { return cmp.Or(t.sum, ally.Code(t.text)) }

func groupTerms(v *Vocabulary) []term {
	return format.Each(v.Allies.Groups(), func(g *ally.Group) term {
		return term{
			kind: WordGroup, text: g.ID, note: g.Title, names: foldAll(append([]string{g.ID}, strings.Fields(g.Aliases)...)...),
			assumed: format.When(g.ID == "eu", "means the allies in the European Union"),
		}
	})
}

// natoSums is a constant table of the grammar's words for NATO's own sums.
var natoSums = [...]struct {
	code        ally.Code
	text, names string
}{
	{ally.Total, "NATO-total", "nato-total"},
	{ally.EuropeCan, "Europe-and-Canada", "europe-and-canada nato-europe-and-canada european-allies-and-canada nato-eur-can"},
	{ally.Europe, "NATO-EUR", "nato-eur"},
	{ally.NorthAm, "NATO-NAM", "nato-nam nato-north-america"},
}

// aggregate is a way to compute one figure for a group.
type aggregate struct{ code, suffix, note string }

// aggregates is a constant table of the suffixes of groups' codes and words, and their meaning.
var aggregates = [...]aggregate{
	{"", totalSuffix, "as one"}, {ally.Mean, meanSuffix, "as one, each counted equally"}, {ally.Median, medianSuffix, "as one, their median"},
}

// SumWord returns the grammar's word for a sum.
func SumWord(c ally.Code) string {
	for _, s := range natoSums {
		if s.code == c {
			return s.text
		}
	}
	m := aggregates[slices.IndexFunc(aggregates[:], func(m aggregate) bool { return m.code == c.By() })]
	return strings.TrimSuffix(c.GroupID(), m.code) + m.suffix
}

func sumTerms(v *Vocabulary) []term {
	var out []term
	for _, s := range natoSums {
		note := v.Allies.Name(s.code) + ", NATO's own sum"
		out = append(out, term{kind: WordSum, text: s.text, note: note, names: s.names, sum: s.code})
	}
	for _, g := range v.Allies.Groups() {
		for _, m := range aggregates {
			text, note := g.ID+m.suffix, g.Title+" "+m.note+", computed"
			out = append(out, term{kind: WordSum, text: text, note: note, names: fold(text), sum: ally.GroupCode(g.ID + m.code)})
		}
	}
	return out
}

func measureTerms(*Vocabulary) []term {
	out := make([]term, figure.Measures)
	for i := range out {
		s := figure.Measure(i).Spec()
		names := s.Word + " " + strings.ReplaceAll(s.ID+" "+s.Aliases, "_", "-")
		out[i] = term{kind: WordMeasure, text: s.Word, note: s.Name(), names: names, value: i}
	}
	return out
}

// levelTerms returns the pledged levels. If several pledges share one, the newest has the note.
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

// editionNotes is a constant table of the notes on editions other than NATO's, by source.
var editionNotes = [...]string{
	NATO: "an edition of your own", SIPRI: "a SIPRI edition", Series: "a series of your own, never NATO's",
}

func editionTerms(v *Vocabulary) []term {
	out := []term{{kind: WordEdition, text: latest, note: "the latest edition, whichever it is", names: latest}}
	for _, id := range slices.Backward(v.Editions) {
		out = append(out, term{kind: WordEdition, text: id, note: "edition", names: fold(id)})
	}
	for _, id := range slices.Sorted(maps.Keys(v.Others)) {
		out = append(out, term{kind: WordEdition, text: id, note: editionNotes[v.Others[id]], names: fold(id)})
	}
	return out
}

func sourceTerms(v *Vocabulary) []term {
	out := enumTerms(WordSource, sourceWords[:], "")
	for _, id := range slices.Sorted(maps.Keys(v.Others)) {
		if v.Others[id] == Series {
			out = append(out, term{kind: WordSource, text: id, note: "a series of your own", names: fold(id), value: int(Series)})
		}
	}
	return out
}

// keyTerms returns the keys or, if switches is true, the words that switch something on.
func keyTerms(switches bool) []term {
	var out []term
	for _, r := range wordTable {
		switch {
		case r.keys == "" || r.isSwitch != switches:
		case switches:
			out = append(out, term{kind: r.kind, text: r.key(), note: r.note, names: r.keys})
		default:
			note := r.note + ", such as " + r.sample()
			out = append(out, term{kind: r.kind, text: r.key() + ":", note: note, names: r.keys, key: true})
		}
	}
	return out
}

// ownTerms returns the words that are the same for every vocabulary, without orders and aliases.
func ownTerms() []term {
	return slices.Concat(viewTerms(nil), measureTerms(nil), verdictTerms(nil), keyTerms(true), keyTerms(false))
}

// verdictTerms returns the verdicts. "met" is soft: lists of all allies say who meets the level.
func verdictTerms(*Vocabulary) []term {
	out := enumTerms(WordVerdict, verdictWords[:], "")[1:]
	out[0].soft = true
	return out
}

// Words that imply the trend, and a path at each ally's own pace.
const (
	overTime = "over-time"
	atPace   = "pace"
)

// aliasTerms returns further words for values of the grammar, including some for the default.
func aliasTerms() []term {
	return []term{
		currencyAlias("USD", "dollars us$ us-dollars"), currencyAlias("EUR", "euro euros"), currencyAlias("CZK", "koruna"),
		currencyAlias("DKK NOK", "kroner"), currencyAlias("SEK", "kronor"), currencyAlias("PLN", "zloty"),
		currencyAlias("GBP", "pounds sterling pounds-sterling"), currencyAlias("TRY", "lira"), currencyAlias("RON", "lei"),
		orderAlias(ByGap, ByGap.String()+" gaps distance distances"),
		{kind: WordEdition, text: latest, names: latest + " newest latest-edition newest-edition last-edition"},
		orderAlias(BySince, "risen rise rises rose raised increased increase increases grew grown improved"),
		orderAlias(BySince, "fallen fell fall falls cut cuts decreased decrease drop dropped reduced declined "+
			"shrank").reversed(),
		{kind: WordSum, sum: ally.Total, names: "nato alliance otan", assumed: "means the alliance's own sum"},
		{
			kind: WordVerdict, text: wordMet, value: int(Met), names: wordAbove + " over more-than",
			soft: true, assumed: "means at or above the level",
		},
		orderAlias(ByName, "alphabetical alphabetically"),
		orderAlias(ByNearest, "closest closest-to close-to"),
		orderAlias(ByStreak, "since-when how-long without-a-break"),
		{
			kind: WordSort, text: ByStreak.String(), value: int(ByStreak), names: "when-first-met",
			soft: true, assumed: "is answered by the first year of the present run at the level",
		},
		orderAlias(ByPlaces, "change-of-place place-change rank-change change-in-rank change-in-place climbed"),
		orderAlias(ByMoney, "shortfall shortfalls missing-money").reversed(),
		measureAlias(figure.USDConstant, "", "constant-prices at-constant-prices in-real-terms constant-dollars "+
			"constant-usd constant-us$ inflation-adjusted inflation-adjusted-spending"),
		measureAlias(figure.NatCurrent, "", "own-currency in-own-currency own-money in-own-money national-currency "+
			"in-national-currency"),
		measureAlias(figure.GDPPerCapita, "", "gdp-per-head gdp-per-person gdp-a-head"),
		measureAlias(figure.GDPConstant, "", "gdp-at-constant-prices"),
		viewAlias(Trend, overTime+" over-the-years plot graph chart draw history"),
		{kind: WordReverse, text: wordReverse, names: "lowest least fewest slowest smallest weakest ascending", soft: true},
		measureAlias(figure.DefPerCapita, "", "per-person spending-per-person spending-per-capita spending-per-head "+
			"spending-a-head"),
		measureAlias(figure.Personnel, "", "soldiers troops military-personnel"),
		measureAlias(figure.PersonnelPct, "", "on-personnel on-military-personnel on-soldiers on-troops "+
			"spending-on-personnel personnel-spending personnel-expenditure personnel-costs military-personnel-share"),
		measureAlias(figure.ShareGDP, "means the share of GDP", "on-defence on-defense on-defence-spending "+
			"on-defence-expenditure spending-on-defence spending-on-defense military-spending defence-spending "+
			"defense-spending defence-expenditure military-expenditure core-defence core-defense core-defence-spending "+
			"core-defence-expenditure"),
		measureAlias(figure.USDCurrent, "means the expenditure in US$", "defence-budget defense-budget military-budget budget "+
			"spending expenditure current-prices at-current-prices current-dollars current-usd current-us$ "+
			"nominal-spending in-nominal-terms in-billions in-millions"),
		measureAlias(figure.RealChange, "", "spending-growth annual-change yearly-change"),
		measureAlias(figure.EquipmentPct, "", "major-equipment equipment-share major-equipment-share equipment-spending "+
			"spending-on-equipment"),
		{kind: WordSource, value: int(SIPRI), names: sourceWords[SIPRI]},
		{kind: WordGroup, names: "in-nato of-nato in-the-alliance all-allies everyone everybody", assumed: "means all allies"},
		viewAlias(Compare, "vs v versus against beside side-by-side compared compared-with next-to"),
		viewAlias(Path, atPace+" present-pace at-present-pace current-pace at-current-pace extra"),
		viewAlias(Balance, "both both-pledges both-targets scatter scatter-plot"),
		viewAlias(Sheet, "by-category breakdown categories profile details fact-sheet factsheet"),
		viewAlias(Grid, "small-multiples"),
		viewAlias(Heat, "heatmap heat-map"),
		viewAlias(Claims, "statements public-statements"),
		{kind: WordTransform, text: wordFor(transformWords[:], Index), value: int(Index), names: "index indexed"},
	}
}

// orderAlias returns a term that stands for an order. viewAlias, measureAlias and currencyAlias do
// the same for their kinds; assumed and currencies are as in term.
func orderAlias(s Sort, names string) term {
	return term{kind: WordSort, text: s.String(), value: int(s), names: names, soft: true}
}

func viewAlias(v View, names string) term {
	return term{kind: WordView, value: int(v), names: names, soft: true}
}

func measureAlias(m figure.Measure, assumed, names string) term {
	return term{kind: WordMeasure, text: m.Spec().Word, value: int(m), names: names, assumed: assumed}
}

func currencyAlias(currencies, names string) term {
	return term{kind: WordMeasure, currencies: currencies, names: names}
}

// reversed returns the term of an order for the reversed order.
func (t term) reversed() term {
	t.text = "-" + t.text
	return t
}

func (t term) option() Option {
	if t.note == "" {
		t.note = t.kind.row().note
	}
	return Option{t.text, t.note}
}

// offerFor returns what an error suggests if the term's i-th name was probably meant.
func (t term) offerFor(i int) string {
	switch {
	case t.key:
		return t.kind.row().sample()
	case t.kind == WordAllies && i > 0:
		return t.note
	case t.kind == WordSort && !t.soft && t.assumed == "":
		return WordSort.row().withKey(t.text)
	case t.soft || t.text == "" || t.assumed != "":
		return strings.ReplaceAll(strings.Fields(t.names)[i], "-", " ")
	case t.kind == WordView: // each name of a view is also a command
		return strings.Fields(t.names)[i]
	}
	return t.text
}

func (t term) hasName(fits func(name string) bool) bool {
	for name := range strings.FieldsSeq(t.names) {
		if fits(name) {
			return true
		}
	}
	return false
}

// find returns the term with the word as its text, or as its first name, or as any name, else nil.
func find(terms []term, word string) *term {
	folded := fold(word)
	for _, fits := range [...]func(t term) bool{
		func(t term) bool { return t.text == word },
		func(t term) bool { return firstWord(t.names) == folded },
		func(t term) bool { return t.hasName(func(name string) bool { return name == folded }) },
	} {
		if i := slices.IndexFunc(terms, fits); i >= 0 {
			return &terms[i]
		}
	}
	return nil
}

// Vocabulary holds the words that come from the data. Both registers are required, even if empty.
type Vocabulary struct {
	Allies  *ally.Register
	Targets *target.Register
	// Editions are the identifiers of NATO's editions, such as "2026-07", and of the reader's own,
	// which may have any form. The newest is last.
	Editions []string
	// Others maps the identifiers of editions and series from other sources to their source.
	Others map[string]Source
	// Summits are the names of NATO's summits, such as "Vilnius", with their years.
	Summits map[string]figure.Year
	// Sayings are the reader's own words, each with the question it stands for as its note.
	Sayings []Option
}
