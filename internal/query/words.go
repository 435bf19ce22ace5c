package query

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Words is a set of kinds of words: those a query contains, or those a command or view accepts.
type Words uint32

// The kinds, in the order in which a query is printed.
const (
	WordView      Words = 1 << iota // trend
	WordAllies                      // NOR
	WordSum                         // NATO
	WordGroup                       // nordic
	WordMeasure                     // equipment
	WordRange                       // 2014..2024
	WordYear                        // 2019
	WordLevel                       // 2%
	WordOwnLevel                    // ESP=2.1%
	WordDeadline                    // by:2035
	WordBase                        // base:2014
	WordEdition                     // edition:2024-06
	WordSource                      // source:sipri
	WordMembers                     // members:now
	WordSort                        // sort:gap
	WordReverse                     // reverse
	WordTransform                   // as:index
	WordFilter                      // filter:land
	WordVerdict                     // met
	WordLimit                       // limit:5
	WordOnly                        // only
	WordFocus                       // focus:NOR
	wordEnd
	AllWords = wordEnd - 1
)

// row describes one kind of word. It drives parsing, printing, completion, suggestions and help.
type row struct {
	kind       Words
	name       string // what an error calls the kind
	keys       string // the keys before its colon, the printed one first; "" if it has no key
	isSwitch   bool   // the key is a word of its own, without a value
	bare       bool   // values may stand without the key, and are printed without it
	minLetters int    // how many letters of a value's beginning identify it; 0 requires all
	example    string // a value
	note       string
	forms      []Option // how a kind that is known by its shape is written, for help

	// terms returns the words for the values. Unless read is set, no other values exist.
	terms func(*Vocabulary) []term
	// choose sets a term's value in a query.
	choose func(*Query, term)
	// read parses a value that is known by its shape into a query. Its error names no word.
	read func(*Query, string) *Error
	// print returns the value as text, or "" for the default.
	print func(Query) string
}

// wordTable is a constant table with a row for each kind, in the order of the kinds.
var wordTable = [...]row{{
	kind: WordView, name: "view", keys: "view", bare: true, example: "trend", note: "a way to look at the answer",
	terms:  viewTerms,
	choose: func(q *Query, t term) { q.View = View(t.value) },
	print: func(q Query) string {
		if q.View == Ranking && q.impliedView() != Ranking {
			return Ranking.String()
		}
		return nonDefaultWord(viewWords[:], q.View)
	},
}, {
	kind: WordAllies, name: "ally", bare: true, minLetters: minPrefix, example: "NOR", note: "an ally, pinned",
	terms:  allyTerms,
	choose: func(q *Query, t term) { q.Pins = q.Pins.With(t.code()) },
	print:  func(q Query) string { return strings.Join(strings.Fields(string(q.Pins)), " ") },
}, {
	kind: WordSum, name: "sum", bare: true, example: "NATO-total", note: "one of NATO's sums, or a group as one",
	terms:  sumTerms,
	choose: func(q *Query, t term) { q.Sums = q.Sums.With(t.code()) },
	print:  func(q Query) string { return strings.Join(format.Each(q.Sums.Codes(), SumWord), " ") },
}, {
	kind: WordGroup, name: "group", keys: "group", bare: true, example: "nordic", note: "only the allies of a group",
	terms:  groupTerms,
	choose: func(q *Query, t term) { q.Group = t.text },
	print:  func(q Query) string { return q.Group },
}, {
	kind: WordMeasure, name: "measure", keys: "measure", bare: true, example: "equipment", note: "what is measured",
	terms:  measureTerms,
	choose: func(q *Query, t term) { q.Measure = figure.Measure(t.value) },
	print: func(q Query) string {
		if int(q.Measure) >= figure.Measures || q.Measure == figure.ShareGDP && !mayImplyMeasure(q.Level) {
			return ""
		}
		return q.Measure.Spec().Word
	},
}, {
	kind: WordRange, name: "range of years", bare: true, example: "2014..2024", note: "the years shown",
	forms: []Option{{"2014..2024", "a range of years; 2014.. and ..2024 are open"}},
	read: func(q *Query, s string) (err *Error) {
		q.From, q.To, err = readRange(s)
		return err
	},
	print: func(q Query) string { return format.When(q.From != 0 || q.To != 0, printRange(q.From, q.To)) },
}, {
	kind: WordYear, name: "year", keys: "year", bare: true, example: "2019", note: "the year of the figures",
	forms: []Option{{"2019", "a year; the deadline in the path view"}},
	read:  readInto(readYear, func(q *Query) *figure.Year { return &q.Year }),
	print: func(q Query) string { return printYear(q.Year) },
}, {
	kind: WordLevel, name: "level", keys: "target level", bare: true, example: "2%", note: "the level figures are judged by",
	forms: []Option{{"3.5%", "the level figures are judged by"}},
	terms: levelTerms,
	read:  readInto(readLevel, func(q *Query) *figure.Decimal { return &q.Level }),
	print: func(q Query) string { return format.When(q.Level.Units != 0, printLevel(q.Level)) },
}, {
	kind: WordOwnLevel, name: "level for one ally", bare: true, example: "ESP=2.1%", note: "what one ally is judged by",
	forms: []Option{
		{"ESP=2.1%", "a level for one ally"},
		{"DEU=3.5%@2029", "a level for one ally, and its deadline"},
	},
	print: func(q Query) string { return q.Scenario },
}, {
	kind: WordDeadline, name: "deadline", keys: "by deadline", example: "2035", note: "the year a path ends",
	terms: deadlineTerms,
	read:  readInto(readYear, func(q *Query) *figure.Year { return &q.Deadline }),
	print: func(q Query) string { return printYear(q.Deadline) },
}, {
	kind: WordBase, name: "base year", keys: "base", example: "2014", note: "the year changes are counted from",
	read:  readInto(readYear, func(q *Query) *figure.Year { return &q.Base }),
	print: func(q Query) string { return printYear(q.Base) },
}, {
	kind: WordEdition, name: "edition", keys: "edition", minLetters: 1, example: "2024-06", note: "whose figures, and as of when",
	terms: editionTerms,
	choose: func(q *Query, t term) {
		if q.Edition = t.text; t.text == latest {
			q.Edition = ""
		}
	},
	print: func(q Query) string { return q.Edition },
}, {
	kind: WordSource, name: "source", keys: "source", example: "sipri", note: "NATO's figures or SIPRI's",
	terms: sourceTerms,
	choose: func(q *Query, t term) {
		if q.Source = Source(t.value); q.Source == Series {
			q.Edition = t.text
		}
	},
	print: func(q Query) string { // an edition implies its source
		return format.When(q.Edition == "", nonDefaultWord(sourceWords[:], q.Source))
	},
}, {
	kind: WordMembers, name: "choice of members", keys: "members", example: "now", note: "whose figures are judged",
	terms:  func(*Vocabulary) []term { return enumTerms(WordMembers, memberWords[:], "") },
	choose: func(q *Query, t term) { q.Members = Membership(t.value) },
	print:  func(q Query) string { return nonDefaultWord(memberWords[:], q.Members) },
}, {
	kind: WordSort, name: "order", keys: "sort order", example: "gap", note: "the order of the rows; -gap reverses it",
	terms: sortTerms,
	choose: func(q *Query, t term) {
		q.Sort = Sort(t.value)
		q.Reverse = q.Reverse || t.isReversed()
	},
	print: func(q Query) string {
		s := nonDefaultWord(sortWords[:], q.Sort)
		return format.When(s != "" && q.Reverse, "-") + s
	},
}, {
	kind: WordReverse, name: "reverse", keys: wordReverse, isSwitch: true, bare: true, note: "the order reversed",
	choose: func(q *Query, _ term) { q.Reverse = true },
	print: func(q Query) string {
		return format.When(q.Reverse && nonDefaultWord(sortWords[:], q.Sort) == "", wordReverse)
	},
}, {
	kind: WordTransform, name: "transform", keys: "as", example: "index", note: "what a trend draws",
	terms:  func(*Vocabulary) []term { return enumTerms(WordTransform, transformWords[:], "") },
	choose: func(q *Query, t term) { q.Transform = Transform(t.value) },
	print:  func(q Query) string { return nonDefaultWord(transformWords[:], q.Transform) },
}, {
	kind: WordFilter, name: "filter", keys: "filter", example: "land",
	note:  "rows whose name or code contains these letters, or that have another name beginning with them",
	read:  readFilter,
	print: func(q Query) string { return q.Filter },
}, {
	kind: WordVerdict, name: "verdict", keys: "verdict", bare: true, example: wordMet, note: "only allies with that verdict",
	terms:  verdictTerms,
	choose: func(q *Query, t term) { q.Verdict = Verdict(t.value) },
	print:  func(q Query) string { return nonDefaultWord(verdictWords[:], q.Verdict) },
}, {
	kind: WordLimit, name: "limit", keys: "limit top", example: "5", note: "at most that many rows",
	read:  readInto(readLimit, func(q *Query) *int { return &q.Limit }),
	print: func(q Query) string { return format.When(q.Limit != 0, strconv.Itoa(q.Limit)) },
}, {
	kind: WordOnly, name: "only", keys: wordOnly, isSwitch: true, bare: true, example: "pins", note: "only the named allies",
	terms:  func(*Vocabulary) []term { return []term{{kind: WordOnly, text: "pins", names: "pins"}} },
	choose: func(q *Query, _ term) { q.Only = true },
	print:  func(q Query) string { return format.When(q.Only, wordOnly) },
}, {
	kind: WordFocus, name: "focus", keys: "focus", example: "NOR", note: "the focused ally",
	terms:  allyTerms,
	choose: func(q *Query, t term) { q.Focus = t.code() },
	print:  func(q Query) string { return string(q.Focus) },
}}

// readInto makes a row's read function of a parser for the value and the field that holds it.
func readInto[T any](read func(string) (T, *Error), field func(*Query) *T) func(*Query, string) *Error {
	return func(q *Query, s string) (err *Error) {
		*field(q), err = read(s)
		return err
	}
}

const (
	wordOnly    = "only"
	wordReverse = "reverse"
	latest      = "latest"
)

// index returns the position of the set's first kind in the word table.
func (w Words) index() int { return bits.TrailingZeros32(uint32(w)) }

func (w Words) row() row { return wordTable[w.index()] }

func (r row) key() string { return firstWord(r.keys) }

// valued reports whether the kind has a key that takes a value.
func (r row) valued() bool { return r.keys != "" && (r.terms != nil || r.read != nil) }

func (r row) withKey(value string) string { return r.key() + ":" + value }

// sample returns an example of the kind as an error or a note offers it.
func (r row) sample() string {
	switch {
	case r.keys == "":
		return r.example
	case r.valued():
		return r.withKey(r.example)
	}
	return r.key()
}

// word returns the kind's part of the printed query, or "" for the default.
func (r row) word(q Query) string {
	value, bare := r.print(q), r.bare
	switch {
	case value == "":
		return ""
	case r.kind == WordYear:
		bare = q.View != Path // where a bare year would be the deadline
	case r.kind == WordGroup:
		bare = clearlyGroup(value)
	}
	if bare {
		return value
	}
	return r.withKey(value)
}

// Keyed returns an example of a key and its value, such as "top:5", or "" if no such key exists.
func Keyed(key string) string {
	if kind, _ := cutKey(key + ":"); kind != 0 {
		return key + ":" + kind.row().example
	}
	return ""
}

// clearlyGroup reports whether a group's identifier can be printed without its key: it has neither
// the shape of an alpha-3 code nor that of a value, and is not one of the grammar's own words.
func clearlyGroup(group string) bool {
	word := fold(group)
	reserved := append(append(ownTerms(), aliasTerms()...), term{names: fillers + " " + asides})
	return len(word) != len("NOR") && shapeOf(word) == 0 && find(reserved, word) == nil &&
		!slices.ContainsFunc(wordTable[:], func(r row) bool { return slices.Contains(strings.Fields(r.keys), word) })
}

// String returns the query in its canonical form: view, allies, group, measure, time and level
// first, then the words that need a key. Defaults are left out. Parsing it returns the same query.
func (q Query) String() string {
	return strings.Join(format.EachOf(wordTable[:], func(r *row) string { return r.word(q) }), " ")
}

// Since returns the words of the query that differ from an earlier query, and the words of kinds
// that only the earlier one contains.
func (q Query) Since(earlier Query) (changed, gone string) {
	var more, less []string
	for _, r := range wordTable {
		switch word, before := r.word(q), r.word(earlier); word {
		case before:
		case "":
			less = append(less, before)
		default:
			more = append(more, word)
		}
	}
	return strings.Join(more, " "), strings.Join(less, " ")
}

// inferFrom is the lowest level, in per cent, that may imply a measure other than the share of GDP:
// 20% is the equipment pledge. It is a constant because printing has no list of pledges, yet must
// write "share" for exactly the levels that parsing might attribute to another measure.
const inferFrom = 10

func mayImplyMeasure(level figure.Decimal) bool {
	return level.Cmp(figure.Decimal{Units: inferFrom}) >= 0
}

const maxFilter = 40

// FilterOf turns typed text into a filter: lower case, at most 40 letters, without blanks and
// unprintable characters. It accepts any text, so typing letter by letter never fails.
func FilterOf(text string) string {
	n := 0
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar || n == maxFilter {
			return -1
		}
		n++
		return unicode.ToLower(r)
	}, text)
}

func readFilter(q *Query, s string) *Error {
	q.Filter = FilterOf(s)
	if q.Filter == "" || len([]rune(q.Filter)) < len([]rune(s)) {
		return wordless("is not a filter: a filter is up to 40 letters of a name or code")
	}
	return nil
}
