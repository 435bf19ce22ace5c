package query

import (
	"slices"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// soMany is the error of a number of allies, of which a group or a word for allies stands
// behind it; nil where it is none.
func (p *parser) soMany(w word) *Error {
	number, counts := p.lex.in("C", []token{w.token})
	if w.next == nil || !counts || p.used&WordLimit == 0 {
		return nil
	}
	t := p.lex.exact[w.next.folded]
	if t == nil || !(word{term: t}).asksNothing() && t.kind != WordGroup {
		return nil
	}
	group := t.text
	if named := len(p.groups); group == "" && named > 0 && p.groups[named-1].is(WordGroup) { // "nordic three allies"
		group = p.groups[named-1].term.text
	}
	level := "2%"
	if i := slices.IndexFunc(p.words, func(w word) bool { return w.shape == WordLevel }); i >= 0 {
		level = p.words[i].text
	}
	return because("is not understood: so many are listed by a limit, and counted in a claim",
		WordLimit.row().keyed(number), "check \""+format.Join(" ", number, group, "met", level, "in", p.yearOf())+"\"")
}

const leavesNobodyOut = "leaves nobody out: name those that are asked about, or a group of them"

// lacking is a constant table of words that lack something, and of what could stand in their
// place, of which $ is the word.
var lacking = [...]struct{ words, reason, better string }{
	{"since from between until before after", "wants a year behind it", "since 2014, from 2014 to 2024"},
	{"average mean median total", "is of a group, or NATO's of a sum: say whose", "nordic $, Europe and Canada"},
	{"without except excluding but minus", leavesNobodyOut, ""},
	{"others rest", "names nobody: name those that are asked about, or a group of them", ""},
	{"bottom", "wants a number behind it", "bottom 5"},
	{"ever never always", "asks about all years, which these views show", "trend, heat"},
	{"more less fewer ahead higher lower", "compares with others: they are set side by side", "compare"},
	{"will may might", "asks about years to come, which this view is of", "path"},
	{"if", "asks about a level of an ally's own, which stands behind its code", "ESP=2.1%"},
	{"new changed changes", "asks what an edition changed, or what changed over the years", "editions diff, sort:change"},
	{"hague", "stands for several levels, of which figures show that of the core alone", "3.5%, 5%"},
}

func (p *parser) notUnderstood(w word) *Error {
	folded := w.folded
	if folded == "between" && w.next != nil {
		if level, err := readLevel(w.next.text); err == nil {
			return w.fails("is of years: figures are judged by one level", wordMet+" "+printLevel(level))
		}
	}
	for _, l := range lacking {
		if slices.Contains(strings.Fields(l.words), folded) {
			return w.fails(l.reason, format.Said(strings.Split(strings.ReplaceAll(l.better, "$", folded), ", ")...)...)
		}
	}
	if year := strings.TrimRight(folded, "ef"); len(year) == len(folded)-1 && fourDigits(year) {
		return w.fails("is not understood: a year is written without its mark of an estimate", year)
	}
	if w.next != nil && slices.Contains([]string{"last", "past", "this", "next", "previous", "current"}, folded) {
		return p.untold(w)
	}
	if err := p.soMany(w); err != nil {
		return err.of(w)
	}
	names := slices.Concat(p.lex.allies, adjectiveTerms(p.lex.v), p.lex.groups)
	known := candidates(slices.Concat(names, p.lex.own, sortTerms(nil), looseTerms()), term.meant)
	better, off := nearest(folded, likely(folded, known))
	if w.next != nil { // "unted kingdom" is nearer to a name than "unted"
		both := folded + "-" + w.next.folded
		known = slices.DeleteFunc(known, func(c candidate) bool { return !strings.Contains(c.word, "-") })
		two, offTwo := nearest(both, likely(both, known))
		if len(two) > 0 && (len(better) == 0 || offTwo < off) {
			w.typed, better = w.typed+" "+w.next.typed, two
		}
	}
	return w.fails("is not understood: not an ally, group, measure, year, target or key", better...)
}

// untold is the error of a word such as "last" or "current", which does not say of when: an
// edition, a level, the members, or else a year.
func (p *parser) untold(w word) *Error {
	v, known := p.lex.v, p.lex.exact[w.next.folded]
	what := strings.TrimSuffix(w.next.folded, "s")
	switch current := w.folded == "current"; {
	case what == "edition":
		newest := v.Editions[max(0, len(v.Editions)-2):]
		return w.fails("names no edition: say which", format.Each(newest, WordEdition.row().keyed)...)
	case what == "pledge" || slices.Contains(strings.Split(Goal, "|"), what):
		levels := format.Each(v.Targets.Levels(figure.ShareGDP), printLevel)
		return w.fails("names no level: say which", levels[max(0, len(levels)-mostNearest):]...)
	case current && slices.Contains(strings.Split(Nations, "|"), w.next.folded):
		const asked = "does not say of when: members are those of each year, or today's in every year"
		return w.fails(asked, WordMembers.row().keyed(Now.String()))
	case current && known != nil && known.kind == WordMeasure && known.told != "":
		return w.fails("can be of the year or of its prices: say which", p.yearOf(), "current prices")
	}
	return w.fails("names no year of the figures: say it with its four digits", "2024", "since 2014")
}

func namesOf(allies []*term) []string {
	return format.Each(allies, func(t *term) string { return t.note })
}
