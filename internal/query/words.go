package query

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Words is a set of kinds of words: what a query says, or what a command or a
// view can use of it.
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

// row is a row of the word table: a kind of words, and all that the grammar knows of it.
// Parsing, printing, completion, suggestions and help are made from it.
type row struct {
	kind    Words
	name    string // what an error calls it
	keys    string // what stands before its colon, the printed one first; "": it has no key
	alone   bool   // the key is a word of its own, which switches something on
	bare    bool   // its values are words of their own, and are printed without the key
	begin   int    // how many letters are enough to name a value by its beginning; 0: none are
	example string // a value
	note    string
	forms   []Option // how it is written where its shape is enough to know it by

	// terms are the words for its values. They are all there are, unless it also reads others.
	terms func(*Vocabulary) []term
	// choose puts a term into a query.
	choose func(*Query, term)
	// read puts a value that is known by its shape into a query. Its error names no word.
	read func(*Query, string) *Error
	// print is the value as it is printed; "" where it is the default.
	print func(Query) string
}

// rows is the word table: a constant table, in the order of the kinds.
var rows = [...]row{{
	kind: WordView, name: "view", keys: "view", bare: true, example: "trend", note: "a way to look at the answer",
	terms:  viewTerms,
	choose: func(q *Query, t term) { q.View = View(t.n) },
	print: func(q Query) string {
		if q.View == Ranking && q.implied() != Ranking {
			return Ranking.String()
		}
		return chosen(viewWords[:], q.View)
	},
}, {
	kind: WordAllies, name: "ally", bare: true, begin: minPrefix, example: "NOR", note: "an ally, pinned",
	terms:  allyTerms,
	choose: func(q *Query, t term) { q.Pins = q.Pins.With(t.code()) },
	print:  func(q Query) string { return strings.Join(strings.Fields(string(q.Pins)), " ") },
}, {
	kind: WordSum, name: "sum", bare: true, example: "NATO-total", note: "a sum of NATO's, or a group as one",
	terms:  sumTerms,
	choose: func(q *Query, t term) { q.Sums = q.Sums.With(t.code()) },
	print:  func(q Query) string { return strings.Join(format.Each(q.Sums.Codes(), SumWord), " ") },
}, {
	kind: WordGroup, name: "group", keys: "group", bare: true, example: "nordic", note: "the allies of a group alone",
	terms:  groupTerms,
	choose: func(q *Query, t term) { q.Group = t.text },
	print:  func(q Query) string { return q.Group },
}, {
	kind: WordMeasure, name: "measure", keys: "measure", bare: true, example: "equipment", note: "what is measured",
	terms:  measureTerms,
	choose: func(q *Query, t term) { q.Measure = figure.Measure(t.n) },
	print:  printMeasure,
}, {
	kind: WordRange, name: "range of years", bare: true, example: "2014..2024", note: "the years shown",
	forms: []Option{{"2014..2024", "a range of years; 2014.. and ..2024 are open"}},
	read: func(q *Query, s string) (err *Error) {
		q.From, q.To, err = readRange(s)
		return err
	},
	print: func(q Query) string { return format.When(q.From != 0 || q.To != 0, printRange(q.From, q.To)) },
}, {
	kind: WordYear, name: "year", keys: "year", bare: true, example: "2019", note: "the year asked about",
	forms: []Option{{"2019", "a year; the deadline in the path view"}},
	read:  reads(readYear, func(q *Query) *figure.Year { return &q.Year }),
	print: func(q Query) string { return printYear(q.Year) },
}, {
	kind: WordLevel, name: "level", keys: "target level", bare: true, example: "2%", note: "the level figures are judged by",
	forms: []Option{{"3.5%", "the level figures are judged by"}},
	terms: levelTerms,
	read:  reads(readLevel, func(q *Query) *figure.Decimal { return &q.Level }),
	print: func(q Query) string { return format.When(q.Level.Units != 0, printLevel(q.Level)) },
}, {
	kind: WordOwnLevel, name: "level of an ally's own", bare: true, example: "ESP=2.1%", note: "what one ally is judged by",
	forms: []Option{
		{"ESP=2.1%", "a level of one ally's own"},
		{"DEU=3.5%@2029", "a level of one ally's own, and its deadline"},
	},
	print: func(q Query) string { return q.Scenario },
}, {
	kind: WordDeadline, name: "deadline", keys: "by deadline", example: "2035", note: "the year a path ends",
	terms: deadlineTerms,
	read:  reads(readYear, func(q *Query) *figure.Year { return &q.Deadline }),
	print: func(q Query) string { return printYear(q.Deadline) },
}, {
	kind: WordBase, name: "base year", keys: "base", example: "2014", note: "the year changes are counted from",
	read:  reads(readYear, func(q *Query) *figure.Year { return &q.Base }),
	print: func(q Query) string { return printYear(q.Base) },
}, {
	kind: WordEdition, name: "edition", keys: "edition", begin: 1, example: "2024-06", note: "whose figures, as of when",
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
		if q.Source = Source(t.n); q.Source == Series {
			q.Edition = t.text
		}
	},
	print: func(q Query) string { return format.When(q.Edition == "", chosen(sourceWords[:], q.Source)) }, // else the edition says it
}, {
	kind: WordMembers, name: "choice of members", keys: "members", example: "now", note: "whose figures are judged",
	terms:  func(*Vocabulary) []term { return listed(WordMembers, memberWords[:], "") },
	choose: func(q *Query, t term) { q.Members = Membership(t.n) },
	print:  func(q Query) string { return chosen(memberWords[:], q.Members) },
}, {
	kind: WordSort, name: "order", keys: "sort order", example: "gap", note: "the order of the rows; -gap reverses it",
	terms: sortTerms,
	choose: func(q *Query, t term) {
		q.Sort = Sort(t.n)
		q.Reverse = q.Reverse || t.reversed()
	},
	print: func(q Query) string {
		s := chosen(sortWords[:], q.Sort)
		return format.When(s != "" && q.Reverse, "-") + s
	},
}, {
	kind: WordReverse, name: "reverse", keys: wordReverse, alone: true, bare: true, note: "the order turned round",
	choose: func(q *Query, _ term) { q.Reverse = true },
	print:  func(q Query) string { return format.When(q.Reverse && chosen(sortWords[:], q.Sort) == "", wordReverse) },
}, {
	kind: WordTransform, name: "transform", keys: "as", example: "index", note: "what a trend draws",
	terms:  func(*Vocabulary) []term { return listed(WordTransform, transformWords[:], "") },
	choose: func(q *Query, t term) { q.Transform = Transform(t.n) },
	print:  func(q Query) string { return chosen(transformWords[:], q.Transform) },
}, {
	kind: WordFilter, name: "filter", keys: "filter", example: "land",
	note:  "rows whose name or code has these letters, or another name of theirs begins with them",
	read:  readFilter,
	print: func(q Query) string { return q.Filter },
}, {
	kind: WordVerdict, name: "verdict", keys: "verdict", bare: true, example: wordMet, note: "allies of that verdict alone",
	terms:  verdictTerms,
	choose: func(q *Query, t term) { q.Verdict = Verdict(t.n) },
	print:  func(q Query) string { return chosen(verdictWords[:], q.Verdict) },
}, {
	kind: WordLimit, name: "limit", keys: "limit top", example: "5", note: "so many rows and no more",
	read:  reads(readLimit, func(q *Query) *int { return &q.Limit }),
	print: func(q Query) string { return format.When(q.Limit != 0, strconv.Itoa(q.Limit)) },
}, {
	kind: WordOnly, name: "only", keys: wordOnly, alone: true, bare: true, example: "pins", note: "the named allies and no others",
	terms:  func(*Vocabulary) []term { return []term{{kind: WordOnly, text: "pins", names: "pins"}} },
	choose: func(q *Query, _ term) { q.Only = true },
	print:  func(q Query) string { return format.When(q.Only, wordOnly) },
}, {
	kind: WordFocus, name: "focus", keys: "focus", example: "NOR", note: "the ally the reader is at",
	terms:  allyTerms,
	choose: func(q *Query, t term) { q.Focus = t.code() },
	print:  func(q Query) string { return string(q.Focus) },
}}

func reads[T any](read func(string) (T, *Error), field func(*Query) *T) func(*Query, string) *Error {
	return func(q *Query, s string) (err *Error) {
		*field(q), err = read(s)
		return err
	}
}

const (
	wordOnly    = "only"
	wordReverse = "reverse"
)

const latest = "latest"

// index is where the set's first kind stands in the word table.
func (w Words) index() int { return bits.TrailingZeros32(uint32(w)) }

func (w Words) row() row { return rows[w.index()] }

func (r row) key() string { return firstWord(r.keys) }

func (r row) valued() bool { return r.keys != "" && (r.terms != nil || r.read != nil) }

func (r row) keyed(value string) string { return r.key() + ":" + value }

func (r row) sample() string {
	switch {
	case r.keys == "":
		return r.example
	case r.valued():
		return r.key() + ":" + r.example
	}
	return r.key()
}

func (r row) word(q Query) string {
	value, bare := r.print(q), r.bare
	switch {
	case value == "":
		return ""
	case r.kind == WordYear:
		bare = q.View != Path // where a bare year is the deadline
	case r.kind == WordGroup:
		bare = nothingElse(value)
	}
	if bare {
		return value
	}
	return r.key() + ":" + value
}

// Keyed is a value of a key as the grammar writes it, such as "top:5"; empty where there is
// no such key.
func Keyed(key string) string {
	if kind, _ := cutKey(key + ":"); kind != 0 {
		return key + ":" + kind.row().example
	}
	return ""
}

// nothingElse tells whether a bare group can be nothing else, whatever the
// vocabulary: not an alpha-3 code, nor one of the grammar's own words.
func nothingElse(group string) bool {
	word := fold(group)
	return len(word) != len("NOR") && shapeOf(word) == 0 &&
		find(append(ownTerms(), looseTerms()...), word) == nil && find([]term{{names: fillers + " " + asides}}, word) == nil &&
		!slices.ContainsFunc(rows[:], func(r row) bool { return slices.Contains(strings.Fields(r.keys), word) })
}

// String prints the query in its one canonical form: allies, group, measure, time and level
// first, then what needs a key. Defaults are left out. Parsing it gives the query again.
func (q Query) String() string {
	return strings.Join(format.EachOf(rows[:], func(r *row) string { return r.word(q) }), " ")
}

// Since says in the words of the grammar what the query asks that another did not
// and, where it says nothing in its place, what it asks no longer.
func (q Query) Since(was Query) (now, gone string) {
	var more, less []string
	for _, r := range rows {
		switch word, before := r.word(q), r.word(was); word {
		case before:
		case "":
			less = append(less, before)
		default:
			more = append(more, word)
		}
	}
	return strings.Join(more, " "), strings.Join(less, " ")
}

func noPlace(used Words, by string) string {
	names := format.EachOf(rows[:], func(r *row) string { return format.When(used&r.kind != 0, r.name) })
	takes := cmp.Or(format.After(": ", strings.Join(names, ", ")), " no words of a question")
	return "has no place in " + by + ", which takes" + takes
}

// inferFrom is the least level that can mean another measure than a share of
// GDP when no measure is said: 20% is the equipment pledge. It is a constant,
// rather than whatever the pledges are, because printing knows no pledges and
// has to say "share" for just the levels that parsing might take for others.
const inferFrom = 10

func mayMeanOther(level figure.Decimal) bool {
	return level.Cmp(figure.Decimal{Units: inferFrom}) >= 0
}

func printMeasure(q Query) string {
	if int(q.Measure) >= figure.Measures || q.Measure == figure.ShareGDP && !mayMeanOther(q.Level) {
		return ""
	}
	return q.Measure.Spec().Word
}

const maxFilter = 40

// FilterOf makes a filter of what a reader typed: lower case, without blanks and what cannot be
// printed, and not too long. Typing it letter by letter never fails.
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
		return because("is no filter: it takes up to 40 letters of a name or code")
	}
	return nil
}
