package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Error reports a word that was not understood or cannot be used.
type Error struct {
	Word string // as typed
	// Reason continues the sentence that the word begins: "is ambiguous".
	Reason string
	// Nearest are suggestions to replace the word, best first.
	Nearest []string
}

// Refused returns an error about a word. The reason continues the sentence that the word begins,
// and nearest are words that could replace it.
func Refused(word, reason string, nearest ...string) *Error {
	return &Error{Word: word, Reason: reason, Nearest: nearest}
}

// longestWord is the most letters of a word that an error repeats or compares with others.
const longestWord = 40

// Error returns one sentence, such as
//
//	"Norwya" is not understood: not an ally, …; did you mean Norway?
func (e *Error) Error() string {
	s := quoted(e.Word) + " " + e.Reason
	if len(e.Nearest) > 0 {
		s += "; did you mean " + format.Either(e.Nearest) + "?"
	}
	return s
}

// quoted returns the text in quotes, cut at longestWord.
func quoted(text string) string {
	if r := []rune(text); len(r) > longestWord {
		text = string(r[:longestWord]) + "…"
	}
	return strconv.Quote(text)
}

// wordless returns an error that does not name its word yet; forWord completes it.
func wordless(reason string, nearest ...string) *Error { return Refused("", reason, nearest...) }

func (e *Error) forWord(w word) *Error {
	if e == nil {
		return nil
	}
	return w.fails(e.Reason, e.Nearest...)
}

// candidate is a name that a misspelt word may stand for.
type candidate struct {
	word    string // folded, for comparing
	offer   string // what an error suggests
	synonym bool   // neither the grammar's own word nor an ally's code or name

	distance, sharedPrefix int // from a word, in edits and in letters; rankByDistance sets them
}

// candidates returns the names of terms, with the suggestion that offer makes of the i-th name. It
// leaves out the allies' two-letter codes, which are close to any short word.
func candidates(terms []term, offer func(t term, i int) string) []candidate {
	out := make([]candidate, 0, 3*len(terms))
	for _, t := range terms {
		for i, name := range strings.Fields(t.names) {
			if t.kind == WordAllies && len(name) == len("no") {
				continue
			}
			own := i == 0 && !t.soft && t.assumed == "" || i == 1 && t.kind == WordAllies
			out = append(out, candidate{word: name, offer: offer(t, i), synonym: !own})
		}
	}
	return out
}

const maxNearest = 3

// manyLetters is the length from which a close match is unlikely to be chance. The grammar's own
// words need that length or the same first letter as the typed word; synonyms need both.
const manyLetters = 5

// plausible returns the candidates that the folded word may be a misspelling or the beginning of.
// It rules out chance matches between short words, such as "ever" and "over".
func plausible(word string, from []candidate) []candidate {
	return slices.DeleteFunc(slices.Clone(from), func(c candidate) bool {
		alike, long := word != "" && strings.HasPrefix(c.word, word[:1]), len(word) >= manyLetters
		switch {
		case strings.HasPrefix(c.word, word):
			return false
		case c.synonym:
			return !alike || !long || Distance(word, c.word) > 1
		}
		return !alike && !long
	})
}

// nearest returns the suggestions at the smallest distance from the folded word, at most three, and
// that distance. It returns none if all candidates are too far away to be typing errors.
func nearest(word string, from []candidate) ([]string, int) {
	letters := len([]rune(word))
	if letters == 0 || letters > longestWord {
		return nil, 0
	}
	best := max(1, min(3, letters/3))
	var out []string
	for _, c := range rankByDistance(word, from) {
		if c.distance > best || len(out) == maxNearest {
			break
		}
		best = c.distance
		if !slices.Contains(out, c.offer) {
			out = append(out, c.offer)
		}
	}
	return out, best
}

// Nearest returns the known word that was most likely meant, ignoring case, or "" if none is close.
func Nearest(word string, known []string) string {
	from := format.Each(known, func(k string) candidate { return candidate{word: fold(k), offer: k} })
	near, _ := nearest(fold(word), from)
	return strings.Join(near[:min(1, len(near))], "")
}

// rankByDistance sorts a copy of the candidates by distance from the word. At equal distances, the
// longest shared beginning comes first.
func rankByDistance(word string, from []candidate) []candidate {
	w, ranked := []rune(word), slices.Clone(from)
	for i := range ranked {
		c := &ranked[i]
		r := []rune(c.word)
		for c.sharedPrefix < min(len(w), len(r)) && w[c.sharedPrefix] == r[c.sharedPrefix] {
			c.sharedPrefix++
		}
		if c.distance = Distance(word, c.word); len(w) >= minPrefix && c.sharedPrefix == len(w) {
			c.distance = min(c.distance, 1) // an unfinished word counts as one typing error
		}
	}
	slices.SortStableFunc(ranked, func(a, b candidate) int {
		return cmp.Or(a.distance-b.distance, b.sharedPrefix-a.sharedPrefix)
	})
	return ranked
}

// Distance returns the number of typing errors between two words: the letters to add, drop, change
// or swap with their neighbour. It is the Damerau–Levenshtein distance with each place edited once.
func Distance(first, second string) int {
	a, b := []rune(first), []rune(second)
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

// countError returns the error for a number of allies, as in "3 nordic allies". It returns nil if
// the word is not a number before a group or a word for allies.
func (p *parser) countError(w word) *Error {
	number, counts := p.lex.readPlace("C", []token{w.token})
	counted := word{term: p.lex.exact[w.next.folded]}
	if !counts || p.used&WordLimit == 0 || !counted.isFiller() && !counted.is(WordGroup) {
		return nil
	}
	group := counted.term.text
	if named := len(p.groups); group == "" && named > 0 && p.groups[named-1].is(WordGroup) { // "nordic three allies"
		group = p.groups[named-1].term.text
	}
	level := "2%"
	if i := slices.IndexFunc(p.words, func(w word) bool { return w.shape == WordLevel }); i >= 0 {
		level = p.words[i].text
	}
	return wordless("is not understood: a limit lists that many allies, and a claim counts them",
		WordLimit.row().withKey(number), "check \""+format.Join(" ", number, group, "met", level, "in", p.yearAsked())+"\"")
}

const noExclusion = "cannot exclude allies: name the allies to show, or a group of them"

// incomplete is a constant table of words that say too little. It holds the words, the words that
// must follow for the row to apply ("" for none, "*" for any), the reason and the suggestions.
var incomplete = [...]struct{ words, next, reason, offer string }{
	{"since from between until before after", "", "needs a year after it", "since 2014, from 2014 to 2024"},
	{"average mean median total", "", "needs a group or one of NATO's sums: say which", "nordic $word, Europe and Canada"},
	{"without except excluding but minus", "", noExclusion, "$others"},
	{"others rest", "", "names no ally: name the allies to show, or a group of them", ""},
	{"bottom", "", "needs a number after it", "bottom 5"},
	{"ever never always", "", "asks about all years, which these views show", "trend, heat"},
	{"more less fewer ahead higher lower", "", "compares allies, which are shown side by side", "compare"},
	{"will may might", "", "asks about future years, which this view shows", "path"},
	{"if", "", "asks about a level for one ally, which is written after its code", "ESP=2.1%"},
	{"new changed changes", "", "asks what an edition changed, or what changed over the years", "editions diff, sort:change"},
	{"hague", "", "stands for several levels, of which figures show only the core one", "3.5%, 5%"},
	{undated, "edition|editions", "names no edition: say which", "$editions"},
	{undated, "pledges|levels|targets|goals|" + pledgeWords, "names no level: say which", "$levels"},
	{"current", Nations, "does not say when: members are those of each year, or today's in every year", "members:now"},
	{"current", "spending|expenditure|budget", "can refer to the year or to its prices: say which", "$year, current prices"},
	{undated, "*", "names no year: write it with its four digits", "2024, since 2014"},
}

// undated are words that refer to a time without naming it.
const undated = "last past this next previous current"

// incompleteError returns the error for a word in the table of incomplete words, else nil.
func (p *parser) incompleteError(w word) *Error {
	for _, l := range incomplete {
		follows := l.next == "" || l.next == "*" && w.next.text != "" ||
			slices.Contains(strings.Split(l.next, "|"), w.next.folded)
		if !follows || !slices.Contains(strings.Fields(l.words), w.folded) {
			continue
		}
		ids, levels := p.lex.v.Editions, format.Each(p.lex.v.Targets.Levels(figure.ShareGDP), printLevel)
		newest := format.Each(ids[max(0, len(ids)-2):], WordEdition.row().withKey)
		excluded := append(comparedWords(p.words, w.index), word{})[0]
		others := format.When(excluded.is(WordAllies) && excluded.term.text == "USA", "Europe and Canada")
		offer := strings.NewReplacer("$others", others, "$word", w.folded, "$year", p.yearAsked(),
			"$editions", strings.Join(newest, ", "), "$levels", strings.Join(levels[max(0, len(levels)-maxNearest):], ", "))
		return w.fails(l.reason, format.Said(strings.Split(offer.Replace(l.offer), ", ")...)...)
	}
	return nil
}

// notUnderstood returns the most helpful error for a word without a meaning.
func (p *parser) notUnderstood(w word) *Error {
	folded := w.folded
	if level, err := readLevel(w.next.text); folded == "between" && err == nil {
		return w.fails("takes years: figures are judged by one level", wordMet+" "+printLevel(level))
	}
	if year := strings.TrimRight(folded, "ef"); len(year) == len(folded)-1 && fourDigits(year) {
		return w.fails("is not understood: a year is written without the mark of an estimate", year)
	}
	if err := cmp.Or(p.incompleteError(w), p.countError(w).forWord(w)); err != nil {
		return err
	}
	for name, year := range p.lex.v.Summits {
		if fold(name) == folded {
			levels := format.Each(p.lex.v.Targets.All(), func(t *target.Pledge) string {
				return format.When(strings.HasSuffix(t.Label, "("+name+")"), printLevel(t.Level))
			})
			return w.fails("is a summit: name a level or a year", append(levels, printYear(year))...)
		}
	}
	names := slices.Concat(p.lex.allies, adjectiveTerms(p.lex.v), p.lex.groups)
	known := candidates(slices.Concat(names, p.lex.own, sortTerms(nil), aliasTerms()), term.offerFor)
	near, off := nearest(folded, plausible(folded, known))
	if w.next.text != "" { // "unted kingdom" is closer to a name than "unted" alone
		both := folded + "-" + w.next.folded
		known = slices.DeleteFunc(known, func(c candidate) bool { return !strings.Contains(c.word, "-") })
		two, offTwo := nearest(both, plausible(both, known))
		if len(two) > 0 && (len(near) == 0 || offTwo < off) {
			w.typed, near = w.typed+" "+w.next.typed, two
		}
	}
	return w.fails("is not understood: not an ally, group, measure, year, target or key", near...)
}

func namesOf(allies []*term) []string {
	return format.Each(allies, func(t *term) string { return t.note })
}
