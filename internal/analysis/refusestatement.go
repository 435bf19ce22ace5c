package analysis

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// maxOffered is how long a statement may be, in bytes, that is offered.
const maxOffered = 80

// refuse is the error where a statement is what it must not be: of the word that makes it so,
// or as a whole where that is empty, when the like of it are offered.
func (p *statementParser) refuse(so bool, word, reason string, better ...string) {
	switch {
	case !so || p.err != nil:
	case word == "":
		p.err = query.Refused(p.text, reason, quoted(p.offer())...)
	default:
		p.err = query.Refused(word, reason, better...)
	}
}

// quoted are statements as they are offered.
func quoted(offers []string) []string {
	return format.Each(offers, func(s string) string { return format.When(len(s) < maxOffered, strconv.Quote(s)) })
}

// span are the years of what the statement is checked by, the newest edition unless it names
// another; 0 where there are none.
func (p *statementParser) span() (first, last figure.Year) {
	w, err := resolve(p.ds, query.Query{Measure: p.Measure, Edition: p.Edition, Source: p.Source})
	if err != nil {
		return 0, 0
	}
	return w.First, w.Last
}

// beside is what was said beside allies and numbers, of a year or of those up to it.
func (p *statementParser) beside(from, year figure.Year) string {
	q := query.Query{Measure: p.Measure, Members: p.Members, Edition: p.Edition, Source: p.Source, Year: year}
	if from != 0 {
		q.From, q.To, q.Year = from, year, 0
	}
	return q.String()
}

// countOf is a count of those that a query asks for, on a side of its level or of the pledged
// one; the number follows from the newest edition. It is none where nothing is counted.
func (p *statementParser) countOf(q query.Query, below, above bool, number func(*Count) string) []string {
	q.Pins, q.From, q.To, q.Year = "", 0, 0, cmp.Or(q.Year, q.To)
	a, err := RankingFor(p.ds, q)
	if err != nil || !a.Verdicts() {
		return nil
	}
	q.Year, q.Level = a.Year, a.Level.Value
	return []string{format.Join(" ", "count", format.When(below, "below"), format.When(above, "above"), q.String(), number(&a.Count))}
}

// outOfReach refuses the first word that compares, counts or negates in a way that is not
// computed.
func (p *statementParser) outOfReach() {
	const says = ": a claim says what a figure is, or a bound of it"
	for i, t := range p.tokens {
		switch {
		case t.compares, t.text == "NO":
		case negation([]string{t.text}) > 0 && isOne(p.tokens[0].text, "count"): // those who do not meet a level can be counted
		case isOne(t.text, "no") && !isOne(p.next(i), query.Nations+"|"+query.Nation+"|one|1|other"): // Norway's code
		case isOne(t.text, "all|each|every") && p.has(func(t piece) bool { return counted(t.text) }):
		case negation(texts(p.tokens[i:])) > 0:
			p.refuse(true, t.text, "says only what is not so"+says, "at most", "less than")
		case isOne(t.text, "aims"):
			p.refuse(true, p.tokens[min(i+2, len(p.tokens)-1)].text, "is what is aimed at, and no figure"+says)
		case isOne(t.text, "than"):
			p.refuse(true, t.text, "has neither more nor less right before it", "more than", "less than")
		case isOne(t.text, "first|again"):
			p.refuse(true, t.text, "compares with all years before: a claim is of one year, or of a change between two")
		case isOne(t.text, "trillion|tn"):
			p.refuse(true, t.text, "is no unit of a claim: say it in billions", "bn")
		case isOne(t.text, "nearly|almost|about|around|roughly|approximately|up|or|twice|double|far"):
			p.refuse(true, t.text, "is neither a figure nor a bound"+says, "at least", "at most")
		case isOne(t.text, "no|nobody|none|neither|all|every|each"), isOne(t.text, "most") && (i == 0 || isOne(p.next(i), query.Nations)):
			p.refuse(true, t.text, "says of no number of allies what they do: name the allies, or count them", quoted(p.numbered(t))...)
		case isOne(t.text, shares), strings.HasSuffix(t.text, "%") && begins(texts(p.tokens[i+1:]), "of allies") > 0:
			p.refuse(true, t.text, "is a share, and says of no number of allies what they do: name the allies, or count them")
		case isOne(t.text, "most|least|highest|biggest|greatest|largest|strongest|smallest|fastest"):
			p.refuse(true, t.text, "compares with all others: a claim compares two allies")
		}
	}
}

// shares are words for a share of some whole, as "40% of allies" is one.
const shares = "half|third|thirds|two-thirds|quarter|quarters|three-quarters|fifth|fifths|tenth|majority|minority"

// numbered is the count that says in a number what a word says of all allies, of most or of
// none; there is none where the others are not those of a count.
func (p *statementParser) numbered(word piece) []string {
	judged := atLeast
	rest := slices.DeleteFunc(slices.Clone(p.tokens), func(t piece) bool {
		if t.compares {
			judged = t.relation
		}
		return t == word || t.compares || isOne(t.text, "one|1")
	})
	uncounted := judged == equal || judged == atMost
	r, err := p.read(rest)
	if err != nil || uncounted || r.Level.Units == 0 || r.Pins != "" || r.From != 0 || len(r.Soft) > 0 {
		return nil
	}
	return p.countOf(r.Query, judged == under, judged == over, func(c *Count) string {
		switch {
		case isOne(word.text, "most"):
			return "> " + strconv.Itoa(c.WithForces/2)
		case isOne(word.text, "all|every|each"):
			return "= " + strconv.Itoa(c.WithForces)
		default:
			return "= 0"
		}
	})
}
