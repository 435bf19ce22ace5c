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

// maxOffered is the length in bytes that no offered statement reaches.
const maxOffered = 80

// refuse sets the error if cond is true and there is none yet. It refuses word and offers better
// or, if word is empty, the whole statement and offers correct ones.
func (p *statementParser) refuse(cond bool, word, reason string, better ...string) {
	switch {
	case !cond || p.err != nil:
	case word == "":
		p.err = query.Refused(p.text, reason, quoted(p.offer())...)
	default:
		p.err = query.Refused(word, reason, better...)
	}
}

// quoted returns statements in quotation marks, without the long ones.
func quoted(offers []string) []string {
	return format.Each(offers, func(s string) string { return format.When(len(s) < maxOffered, strconv.Quote(s)) })
}

// span returns the first and last year of the statement's edition, by default the latest; 0 and 0
// if it does not hold the measure.
func (p *statementParser) span() (first, last figure.Year) {
	w, err := resolve(p.ds, query.Query{Measure: p.Measure, Edition: p.Edition, Source: p.Source})
	if err != nil {
		return 0, 0
	}
	return w.First, w.Last
}

// restText returns the rest of the statement (measure, edition, source, members) as query text, for
// one year or, if from is not 0, for the years from–year.
func (p *statementParser) restText(from, year figure.Year) string {
	q := query.Query{Measure: p.Measure, Members: p.Members, Edition: p.Edition, Source: p.Source, Year: year}
	if from != 0 {
		q.From, q.To, q.Year = from, year, 0
	}
	return q.String()
}

// countOf returns a statement that counts the allies of a query on one side of its level, by
// default the pledged one, or nil. number turns the edition's count into a comparison.
func (p *statementParser) countOf(q query.Query, below, above bool, number func(*Count) string) []string {
	q.Pins, q.From, q.To, q.Year = "", 0, 0, cmp.Or(q.Year, q.To)
	a, err := RankingFor(p.ds, q)
	if err != nil || !a.Verdicts() {
		return nil
	}
	q.Year, q.Level = a.Year, a.Level.Value
	return []string{format.Join(" ", "count", format.When(below, "below"), format.When(above, "above"), q.String(), number(&a.Count))}
}

// refuseUncomputable refuses the first word that asks for something that is not computed.
func (p *statementParser) refuseUncomputable() {
	const says = ": a claim says what a figure is, or sets a bound for it"
	for i, t := range p.tokens {
		switch {
		case t.compares, t.text == "NO":
		case negationLen([]string{t.text}) > 0 && isOneOf(p.tokens[0].text, "count"): // "count not meeting 2%"
		case isOneOf(t.text, "no") && !isOneOf(p.next(i), query.Nations+"|"+query.Nation+"|one|1|other"): // Norway's code
		case isOneOf(t.text, "all|each|every") && p.has(func(t piece) bool { return isAllyCount(t.text) }):
		case negationLen(texts(p.tokens[i:])) > 0:
			p.refuse(true, t.text, "only says what a figure is not"+says, "at most", "less than")
		case isOneOf(t.text, "aims"):
			aim := p.tokens[min(i+2, len(p.tokens)-1)] // after "to" or "at"
			if k := slices.IndexFunc(p.tokens[i:], isPercent); k >= 0 {
				aim = p.tokens[i+k]
			}
			p.refuse(true, aim.text, "is an aim, not a figure"+says)
		case isOneOf(t.text, "than"):
			p.refuse(true, t.text, "needs more or less right before it", "more than", "less than")
		case isOneOf(t.text, "first|again"):
			p.refuse(true, t.text, "compares with all earlier years: a claim is about one year, or a change between two")
		case isOneOf(t.text, "trillion|tn"):
			p.refuse(true, t.text, "is not a unit for claims: use billions", "bn")
		case isOneOf(t.text, "nearly|almost|about|around|roughly|approximately|up|or|twice|double|far"):
			p.refuse(true, t.text, "is neither a figure nor a bound"+says, "at least", "at most")
		case isOneOf(t.text, "no|nobody|none|neither|all|every|each"), isOneOf(t.text, "most") && (i == 0 || isOneOf(p.next(i), query.Nations)):
			p.refuse(true, t.text, "is not a number of allies: name the allies, or count them", quoted(p.asCount(t))...)
		case isOneOf(t.text, partWords), strings.HasSuffix(t.text, "%") && phraseLen(texts(p.tokens[i+1:]), "of allies") > 0:
			p.refuse(true, t.text, "is a share, not a number of allies: name the allies, or count them")
		case isOneOf(t.text, "most|least|highest|biggest|greatest|largest|strongest|smallest|fastest"):
			p.refuse(true, t.text, "compares with all others: a claim compares two allies")
		}
	}
}

// partWords are words for a part of the allies.
const partWords = "half|third|thirds|two-thirds|quarter|quarters|three-quarters|fifth|fifths|tenth|majority|minority"

// asCount restates a claim about all, most or no allies as a count; nil if it cannot be one.
func (p *statementParser) asCount(word piece) []string {
	judged := atLeast
	rest := slices.DeleteFunc(slices.Clone(p.tokens), func(t piece) bool {
		if t.compares {
			judged = t.relation
		}
		return t == word || t.compares || isOneOf(t.text, "one|1")
	})
	uncounted := judged == equal || judged == atMost
	r, err := p.read(rest)
	if err != nil || uncounted || r.Level.Units == 0 || r.Pins != "" || r.From != 0 || len(r.Soft) > 0 {
		return nil
	}
	return p.countOf(r.Query, judged == under, judged == over, func(c *Count) string {
		switch {
		case isOneOf(word.text, "most"):
			return "> " + strconv.Itoa(c.WithForces/2)
		case isOneOf(word.text, "all|every|each"):
			return "= " + strconv.Itoa(c.WithForces)
		default:
			return "= 0"
		}
	})
}
