package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Error says which word of a text was not understood, why, and what was perhaps meant.
type Error struct {
	Word string // as it was written
	// Reason reads on after the word: "is ambiguous".
	Reason string
	// Nearest are words that could stand in its place, best first.
	Nearest []string
}

// Refused says why a question cannot be asked so: of which word, for a reason that reads on
// after it, and what could stand in its place.
func Refused(word, reason string, nearest ...string) *Error {
	return &Error{Word: word, Reason: reason, Nearest: nearest}
}

// longestWord bounds how much of a word an error repeats, and how long a word
// may be to be compared with others.
const longestWord = 40

// Error is one sentence, such as
//
//	"Norwya" is not understood: not an ally, …; did you mean Norway?
func (e *Error) Error() string {
	s := quoted(e.Word) + " " + e.Reason
	if len(e.Nearest) > 0 {
		s += "; did you mean " + format.Either(e.Nearest) + "?"
	}
	return s
}

// quoted is what was written, in quotes; what is long is cut.
func quoted(text string) string {
	if r := []rune(text); len(r) > longestWord {
		text = string(r[:longestWord]) + "…"
	}
	return strconv.Quote(text)
}

// because is an error that names no word yet, and of is that of a word.
func because(reason string, better ...string) *Error { return Refused("", reason, better...) }
func (e *Error) of(w word) *Error {
	if e == nil {
		return nil
	}
	return w.fails(e.Reason, e.Nearest...)
}

type candidate struct {
	word string // folded, what is compared
	say  string // what is offered
	also bool   // it is another word than the grammar's own, or than an ally's code and name

	distance, shared int // how far it is from a word, and how many letters they begin alike with
}

// candidates are the names of terms, each offered as say has it. Names of allies of two letters
// are not among them: they are near to everything.
func candidates(terms []term, say func(t term, i int) string) []candidate {
	out := make([]candidate, 0, 3*len(terms))
	for _, t := range terms {
		for i, name := range strings.Fields(t.names) {
			if t.kind == WordAllies && len(name) == len("no") {
				continue
			}
			own := i == 0 && !t.soft && t.told == "" || i == 1 && t.kind == WordAllies
			out = append(out, candidate{word: name, say: say(t, i), also: !own})
		}
	}
	return out
}

const mostNearest = 3

// The letters that a word needs for another one near to it to be more than chance: with fewer
// it begins alike at least. What people say besides the grammar's own words needs both.
const manyLetters = 5

// likely are the candidates that the folded word may be a slip for, or the beginning of: "ever"
// is a word in itself, and none for "over".
func likely(word string, from []candidate) []candidate {
	return slices.DeleteFunc(slices.Clone(from), func(c candidate) bool {
		alike, long := word != "" && strings.HasPrefix(c.word, word[:1]), len(word) >= manyLetters
		switch {
		case strings.HasPrefix(c.word, word):
			return false
		case c.also:
			return !alike || !long || Distance(word, c.word) > 1
		}
		return !alike && !long
	})
}

// nearest returns what the folded word was most likely meant to be: the candidates at the least
// distance, if that is near enough for a slip of the fingers, and that distance.
func nearest(word string, from []candidate) ([]string, int) {
	letters := len([]rune(word))
	if letters == 0 || letters > longestWord {
		return nil, 0
	}
	best := max(1, min(3, letters/3))
	var out []string
	for _, c := range rankByDistance(word, from) {
		if c.distance > best || len(out) == mostNearest {
			break
		}
		best = c.distance
		if !slices.Contains(out, c.say) {
			out = append(out, c.say)
		}
	}
	return out, best
}

// Nearest is which of some words another was most likely meant to be, whatever
// their case; "" where none is near.
func Nearest(word string, known []string) string {
	near, _ := nearest(fold(word), format.Each(known, func(k string) candidate { return candidate{word: fold(k), say: k} }))
	return strings.Join(near[:min(1, len(near))], "")
}

// closest returns the candidates nearest to the word, however far away.
func closest(word string, from []candidate) []string {
	w := []rune(word)
	ranked := rankByDistance(string(w[:min(longestWord, len(w))]), from)
	return format.Each(ranked[:min(mostNearest, len(ranked))], func(c candidate) string { return c.say })
}

// rankByDistance orders candidates by their distance; of equal ones that which
// begins like the word comes first.
func rankByDistance(word string, from []candidate) []candidate {
	w, ranked := []rune(word), slices.Clone(from)
	for i := range ranked {
		c := &ranked[i]
		r := []rune(c.word)
		for c.shared < min(len(w), len(r)) && w[c.shared] == r[c.shared] {
			c.shared++
		}
		if c.distance = distance(w, r); len(w) >= minPrefix && c.shared == len(w) {
			c.distance = min(c.distance, 1) // cut short is as near as a slip
		}
	}
	slices.SortStableFunc(ranked, func(a, b candidate) int { return cmp.Or(a.distance-b.distance, b.shared-a.shared) })
	return ranked
}

// Distance is how many slips of the fingers lie between two words.
func Distance(a, b string) int { return distance([]rune(a), []rune(b)) }

// distance counts the letters to add, drop, change or swap with their
// neighbour to make b of a (Damerau–Levenshtein, each place edited once).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// soMany is the error of a number of allies, of which a group or a word for allies stands
// behind it; nil where it is none.
func (p *parser) soMany(w word) *Error {
	number, counts := p.lex.in("C", []token{w.token})
	whose := word{term: p.lex.exact[w.next.folded]}
	if !counts || p.used&WordLimit == 0 || !whose.asksNothing() && !whose.is(WordGroup) {
		return nil
	}
	group := whose.term.text
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

// lacking is a constant table of words that lack something, of what stands behind them, where
// that matters, and of what could stand in their place.
var lacking = [...]struct{ words, behind, reason, better string }{
	{"since from between until before after", "", "wants a year behind it", "since 2014, from 2014 to 2024"},
	{"average mean median total", "", "is of a group, or NATO's of a sum: say whose", "nordic $word, Europe and Canada"},
	{"without except excluding but minus", "", leavesNobodyOut, "$others"},
	{"others rest", "", "names nobody: name those that are asked about, or a group of them", ""},
	{"bottom", "", "wants a number behind it", "bottom 5"},
	{"ever never always", "", "asks about all years, which these views show", "trend, heat"},
	{"more less fewer ahead higher lower", "", "compares with others: they are set side by side", "compare"},
	{"will may might", "", "asks about years to come, which this view is of", "path"},
	{"if", "", "asks about a level of an ally's own, which stands behind its code", "ESP=2.1%"},
	{"new changed changes", "", "asks what an edition changed, or what changed over the years", "editions diff, sort:change"},
	{"hague", "", "stands for several levels, of which figures show that of the core alone", "3.5%, 5%"},
	{untold, "edition|editions", "names no edition: say which", "$editions"},
	{untold, "pledges|levels|targets|goals|" + pledged, "names no level: say which", "$levels"},
	{"current", Nations, "does not say of when: members are those of each year, or today's in every year", "members:now"},
	{"current", "spending|expenditure|budget", "can be of the year or of its prices: say which", "$year, current prices"},
	{untold, "*", "names no year of the figures: say it with its four digits", "2024, since 2014"},
}

// untold are words that do not say of when.
const untold = "last past this next previous current"

// lacks is the error of a word that lacks something behind it; nil where it does not.
func (p *parser) lacks(w word) *Error {
	for _, l := range lacking {
		behind := l.behind == "" || l.behind == "*" && w.next.text != "" || slices.Contains(strings.Split(l.behind, "|"), w.next.folded)
		if !behind || !slices.Contains(strings.Fields(l.words), w.folded) {
			continue
		}
		ids, levels := p.lex.v.Editions, format.Each(p.lex.v.Targets.Levels(figure.ShareGDP), printLevel)
		newest := format.Each(ids[max(0, len(ids)-2):], WordEdition.row().keyed)
		left := append(comparedWith(p.words, w.place), word{})[0]
		others := format.When(left.is(WordAllies) && left.term.text == "USA", "Europe and Canada")
		said := strings.NewReplacer("$others", others, "$word", w.folded, "$year", p.yearOf(), "$editions", strings.Join(newest, ", "),
			"$levels", strings.Join(levels[max(0, len(levels)-mostNearest):], ", "))
		return w.fails(l.reason, format.Said(strings.Split(said.Replace(l.better), ", ")...)...)
	}
	return nil
}

func (p *parser) notUnderstood(w word) *Error {
	folded := w.folded
	if level, err := readLevel(w.next.text); folded == "between" && err == nil {
		return w.fails("is of years: figures are judged by one level", wordMet+" "+printLevel(level))
	}
	if year := strings.TrimRight(folded, "ef"); len(year) == len(folded)-1 && fourDigits(year) {
		return w.fails("is not understood: a year is written without its mark of an estimate", year)
	}
	if err := cmp.Or(p.lacks(w), p.soMany(w).of(w)); err != nil {
		return err
	}
	names := slices.Concat(p.lex.allies, adjectiveTerms(p.lex.v), p.lex.groups)
	known := candidates(slices.Concat(names, p.lex.own, sortTerms(nil), looseTerms()), term.meant)
	better, off := nearest(folded, likely(folded, known))
	if w.next.text != "" { // "unted kingdom" is nearer to a name than "unted"
		both := folded + "-" + w.next.folded
		known = slices.DeleteFunc(known, func(c candidate) bool { return !strings.Contains(c.word, "-") })
		two, offTwo := nearest(both, likely(both, known))
		if len(two) > 0 && (len(better) == 0 || offTwo < off) {
			w.typed, better = w.typed+" "+w.next.typed, two
		}
	}
	return w.fails("is not understood: not an ally, group, measure, year, target or key", better...)
}

func namesOf(allies []*term) []string {
	return format.Each(allies, func(t *term) string { return t.note })
}
