package analysis

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// parseStatement parses a statement: an ally's figure in a year, a count, a comparison of two
// allies, or which allies fell or rose; the rest is as in a query. The error is a *query.Error.
func parseStatement(ds *dataset.Dataset, text string) (statement, error) {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "�")), " ")
	p := &statementParser{text: text, ds: ds, vocabulary: Vocabulary(ds), offer: func() []string { return nil }}
	p.tokens = p.scan(text)
	p.refuse(len(p.tokens) == 0, "", "says nothing")
	p.refuseUncomputable()
	switch {
	case p.err != nil:
	case p.take("fell|fall|falls|fallen|dropped|drop|drops|decreased|decrease|decreases"):
		p.move("fell")
	case p.take("rose|rise|rises|risen|grew|grow|grows|increased|increase|increases"):
		p.move("rose")
	case p.take("count"):
		p.count(meetVerbs + "|" + missVerbs + "|below|under")
	case p.has(func(t piece) bool { // "22 allies met 2% in 2024", "5 of 31 met 3.5% in 2026"
		return isOneOf(t.text, query.Nations) || isAllyCount(t.text) && query.Counts(texts(p.tokens[t.at:]), p.vocabulary)
	}):
		p.count("")
	default:
		p.figure()
	}
	return p.statement, p.err
}

// statementParser takes the words of statements off the tokens; the rest is parsed as a query.
type statementParser struct {
	statement
	ds         *dataset.Dataset
	vocabulary *query.Vocabulary
	text       string
	tokens     []piece
	offer      func() []string // returns correct statements of the same kind, ally and year
	err        error           // the first error
}

// next returns the text of the token after the i-th; "" for the last.
func (p *statementParser) next(i int) string {
	if i+1 == len(p.tokens) {
		return ""
	}
	return p.tokens[i+1].text
}

func texts(tokens []piece) []string {
	return format.Each(tokens, func(t piece) string { return t.text })
}

func (p *statementParser) has(is func(piece) bool) bool { return slices.ContainsFunc(p.tokens, is) }

// take drops the first token that is one of the words, and reports whether there was one.
func (p *statementParser) take(words string) bool {
	i := slices.IndexFunc(p.tokens, func(t piece) bool { return isOneOf(t.text, words) })
	if i >= 0 {
		p.drop(p.tokens[i])
	}
	return i >= 0
}

// dropOnly drops the first "only" or "just" if before reports true for the token after it.
func (p *statementParser) dropOnly(before func(next string) bool) {
	i := slices.IndexFunc(p.tokens, func(t piece) bool { return isOneOf(t.text, "only|just") })
	if i >= 0 && before(p.next(i)) {
		p.drop(p.tokens[i])
	}
}

func (p *statementParser) drop(t piece) {
	p.tokens = slices.DeleteFunc(slices.Clone(p.tokens), func(x piece) bool { return x == t })
}

// claimWords are the kinds of query words that a statement may have.
const claimWords = query.WordMeasure | query.WordRange | query.WordYear | query.WordLevel | query.WordAllies |
	query.WordGroup | query.WordMembers | query.WordEdition | query.WordSource

// read parses tokens as a query.
func (p *statementParser) read(tokens []piece) (query.Reading, error) {
	return query.Read(strings.Join(texts(tokens), " "), p.vocabulary, claimWords, "a claim")
}

// spendVerbs are the verbs between an ally and its figure.
const spendVerbs = "spend|spends|spent"

// fillerWords are words without a meaning of their own, which are ignored without a message.
const fillerWords = spendVerbs + "|spending|budget|defence spending|defence expenditure|defence budget|military spending|military expenditure|" +
	"-|–|—|in|the|a|an|of|on|for|to|at|by|and|that|there|with|its|their|whose|" +
	"is|are|was|were|do|does|did|has|have|had|" + query.Nations + "|" + query.Nation

// query parses the remaining tokens as the query of the statement.
func (p *statementParser) query() {
	r, err := p.read(p.tokens)
	p.err = cmp.Or(p.err, err)
	for _, word := range r.Soft {
		p.refuse(true, word, "has no place in a claim: it would be skipped")
	}
	p.Query, p.codes = r.Query, r.Pins.Codes()
	if r.Given&query.WordEdition != 0 && r.Source == query.NATO { // no Edition stands for the latest
		p.Edition = cmp.Or(r.Edition, p.ds.Latest().ID)
	}
	p.skipped = format.Each(r.Skipped, func(word string) string { return format.When(!isOneOf(word, fillerWords), word) })
}

// compared drops the comparison for which is returns true. It returns that comparison, a zero piece
// if there is none, and the tokens before and after it.
func (p *statementParser) compared(is func(t piece, next string) bool) (sign piece, before, behind []piece) {
	for i, t := range p.tokens {
		switch {
		case !t.compares || !is(t, p.next(i)):
		case sign.compares:
			p.refuse(true, t.text, "is a second comparison: a claim has one")
		default:
			sign, before, behind = t, p.tokens[:i], p.tokens[i+1:]
		}
	}
	p.drop(sign)
	return sign, before, behind
}

// move parses "only USA fell 2014..2024".
func (p *statementParser) move(verb string) {
	p.kind, p.rises, p.only = aMove, verb == "rose", p.take("only")
	const noPlace = "cannot be combined with fell or rose"
	for _, t := range p.tokens {
		p.refuse(t.compares, t.text, noPlace)
		p.refuse(isAllyCount(t.text), t.text, "is a number of allies: name the allies that moved")
	}
	p.query()
	p.refuse(len(p.codes) == 0, "", "names no ally that moved")
	p.refuse(p.Level.Units != 0, p.Level.String()+"%", noPlace)
	p.offer = func() []string {
		first, last := p.span()
		last = cmp.Or(p.To, p.Year, last)
		if first = cmp.Or(p.From, first); first >= last {
			return nil
		}
		who := strings.Join(format.Each(p.codes, func(c ally.Code) string { return string(c) }), " ")
		return []string{format.Join(" ", format.When(p.only, "only"), who, verb, p.restText(first, last))}
	}
	p.refuse(p.From == 0 || p.To == 0 || p.From == p.To || p.Year != 0, "", "needs two years, such as 2014..2024")
	p.refuse(p.Group != "", p.Group, "is a group: name the allies that moved")
	p.Year = p.To
}

// fewestMembers is how many members NATO had at first: a count of fewer is a share, "1 in 3".
const fewestMembers = 12

// count parses "count 2024 2% = 22" and "count not meeting 2024 2% = 10 of 32". The words in level
// never compare with the number of allies.
func (p *statementParser) count(level string) {
	p.kind = aCount
	p.dropOnly(isAllyCount)
	sign, _, behind := p.compared(func(t piece, next string) bool {
		words := strings.Fields(t.text)
		return strings.ContainsAny(t.text, "<=>") || isAllyCount(next) && !isOneOf(words[len(words)-1], level)
	})
	if !sign.compares { // the number of allies needs no sign: it cannot be a year or a level
		behind = p.tokens
	}
	judged, _, _ := p.compared(func(piece, string) bool { return true })
	uncounted := judged.compares && judged.relation == equal || judged.relation == atMost
	p.refuse(uncounted, judged.text, "is not counted: allies meet a level or are below it", "below")
	p.relation, p.below = sign.relation, judged.relation == under || p.take("not")
	p.above = judged.relation == over && !p.below
	numbers := p.tally(behind)
	p.query()
	isShare := p.of > 0 && p.of < fewestMembers && p.Group == ""
	if isShare { // the offer then has the true number
		numbers, p.of = 0, 0
	}
	p.offer = func() []string {
		if p.above && numbers == 0 { // an answer also counts the allies exactly at the level
			return nil
		}
		return p.countOf(p.Query, p.below, p.above, func(c *Count) string {
			switch {
			case numbers > 0:
				return p.relation.String() + " " + p.number.String() + format.Whenf(p.of > 0, " of %d", p.of)
			case p.below:
				return "= " + strconv.Itoa(c.Below)
			default:
				return "= " + strconv.Itoa(c.Meets)
			}
		})
	}
	p.refuse(isShare, "", "gives a share of the allies: give their number")
	p.refuse(numbers == 0, "", "gives no number of allies")
	pin, _, _ := strings.Cut(string(p.Pins), " ")
	p.refuse(pin != "", pin, "is one ally: a count is of all allies or of a group")
	p.refuse(p.From != 0 || p.To != 0, "", "needs one year, not several")
	p.refuse(p.Year == 0, "", "names no year")
	p.refuse(p.Level.Units == 0, "", "names no level, such as 2%")
}

// isAllyCount reports whether a word can be a number of allies.
func isAllyCount(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && len(s) <= 2
}

// tally takes the number of allies, and the whole it is of, and returns how many numbers it found.
func (p *statementParser) tally(from []piece) int {
	var said [2]int
	numbers := slices.DeleteFunc(slices.Clone(from), func(t piece) bool { return !isAllyCount(t.text) })
	for i, t := range numbers {
		p.refuse(i == len(said), t.text, "is one number too many: a count is 22, or 22 of 32")
		said[min(i, len(said)-1)], _ = strconv.Atoi(t.text)
		p.drop(t)
	}
	p.number, p.of = whole(said[0]), said[1]
	p.take("of")
	return len(numbers)
}

// figure parses "NOR 2016 national = 54 bn", "NOR does not meet 2% 2016" and "FRA > USA 2024".
func (p *statementParser) figure() {
	sign, before, behind := p.compared(func(piece, string) bool { return true })
	found := sign.compares
	if !found {
		p.dropOnly(func(next string) bool { return isOneOf(next, spendVerbs+"|at") || strings.HasSuffix(next, "%") })
	}
	p.relation, p.judges = sign.relation, isOneOf(sign.text[strings.LastIndex(sign.text, " ")+1:], meetVerbs+"|"+missVerbs)
	number, unit, ok := p.findNumber(behind, found)
	p.drop(number)
	if !isOneOf(unit.text, soldiers) { // those words name the measure too
		p.drop(unit)
	}
	p.query()
	p.offer = func() []string {
		_, last := p.span()
		year := cmp.Or(p.Year, p.To, last)
		rest, pledge := p.restText(0, year), p.ds.Targets().For(p.Measure, year)
		switch {
		case year == 0 || len(p.codes) == 0:
			return nil
		case ok:
			return format.Each(p.codes[:min(3, len(p.codes))], func(c ally.Code) string {
				return format.Join(" ", string(c), rest, p.relation.String(), number.text, unit.text)
			})
		case len(p.codes) > 1:
			return []string{format.Join(" ", string(p.codes[0]), cmp.Or(p.relation, over).String(), string(p.codes[1]), rest)}
		case pledge == nil:
			return nil
		default:
			return []string{format.Join(" ", string(p.codes[0]), rest, ">=", pledge.Level.String()+"%")}
		}
	}
	aside, _ := p.read(before)
	p.refuse(p.Group != "", p.Group, "is a group: a claim about a figure is about one ally")
	p.refuse(p.From != 0 || p.To != 0, "", "needs one year, not several")
	p.refuse(len(p.codes) == 0, "", "names no ally")
	p.refuse(p.Year == 0, "", "names no year")
	p.refuse(p.Level.Units != 0, p.Level.String()+"%", "is a second number: a claim about a figure has one")
	p.refuse(ok && len(p.codes) > 1, "", "names several allies: a claim about a figure is about one")
	p.refuse(ok && found && !p.judges && !slices.Contains(behind, number), sign.text, "has to come before its number")
	p.refuse(!ok && !found && len(p.codes) == 1, "", "gives no number, such as 1.56%")
	p.refuse(!ok && !found, "", "gives neither a number nor a comparison of the allies")
	p.refuse(!ok && len(p.codes) != 2, "", "has neither a number nor two allies to compare")
	p.refuse(!ok && aside.Pins.Len() != 1, "", "names both allies on one side of the comparison")
	if p.kind = anOrder; ok {
		p.kind = aFigure
		p.quantity(number, unit)
	}
}

// findNumber finds the number that was said, and its unit: the one with a percent sign, else the
// first after the comparison, or anywhere if there is none. A number that looks like a year is one
// unless a unit follows it, or the statement has another year.
func (p *statementParser) findNumber(behind []piece, found bool) (number, unit piece, ok bool) {
	if i := slices.IndexFunc(p.tokens, isPercent); i >= 0 {
		return p.tokens[i], piece{}, true
	}
	years := slices.DeleteFunc(slices.Clone(p.tokens), func(t piece) bool { return !isYear(t.text) })
	if !found {
		behind = p.tokens
	}
	for i, t := range behind {
		switch {
		case t.text[0] < '0' || t.text[0] > '9' || isRange(t.text):
			continue
		case i+1 < len(behind) && (scaleOf(behind[i+1].text) != 0 || isOneOf(behind[i+1].text, thousand+"|"+soldiers)):
			number, unit = t, behind[i+1]
		case !isYear(t.text) || found && len(years) > 1:
			number = t
		default:
			continue
		}
		if r, _ := p.read(behind[:i]); found && r.Pins != "" {
			break // an ally follows the comparison, not a number with its currency
		}
		return number, unit, true
	}
	return piece{}, piece{}, false
}

func isPercent(t piece) bool { return strings.HasSuffix(t.text, "%") && t.text != "%" }

func isRange(s string) bool {
	from, to, found := strings.Cut(s, "..")
	return found && (from == "" || isYear(from)) && (to == "" || isYear(to))
}

func isYear(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == "" && (s[0] == '1' || s[0] == '2')
}

// Personnel is in thousands; a number of soldiers is not.
const (
	thousand = "thousand"
	soldiers = "troops|soldiers"
)

// scaleOf returns a unit of money in millions, or 0 for any other word.
func scaleOf(s string) int64 {
	return map[string]int64{"bn": 1000, "billion": 1000, "m": 1, "million": 1}[strings.ToLower(s)]
}

// quantity sets the number of a figure, and refuses a unit that is not one of the measure.
func (p *statementParser) quantity(number, unit piece) {
	spec, share := p.Measure.Spec(), inPoints(p.Measure)
	text, percent := strings.CutSuffix(number.text, "%")
	p.refuse(percent && !share, number.text, "is a percentage, but "+spec.Word+" is in "+spec.Unit, text)
	p.refuse(!percent && share, number.text, "is not a share: a share has a per cent sign", text+"%")
	if glued := strings.TrimLeft(text, "0123456789.,"); scaleOf(glued) != 0 {
		text, unit.text = strings.TrimSuffix(text, glued), glued
	}
	scale, persons := scaleOf(unit.text), p.Measure == figure.Personnel
	if spec.Kind == figure.Money {
		p.scale = max(1, scale)
	} else {
		p.refuse(scale != 0, unit.text, "is a unit of money, but "+spec.Word+" is in "+spec.Unit)
	}
	p.refuse(isOneOf(unit.text, thousand) && !persons, unit.text, "is a unit of personnel, but "+spec.Word+" is in "+spec.Unit)
	low, high, ranged := strings.Cut(text, "..")
	if p.number = p.decimal(strings.TrimSuffix(low, "%"), number); ranged {
		p.refuse(p.relation != equal, number.text, "is a range: the only sign before it is =")
		p.relation, p.upto = inRange, p.decimal(high, number)
		p.refuse(p.upto.Cmp(p.number) < 0, number.text, "runs backwards", high+".."+low+strings.TrimPrefix(number.text, text))
	}
	thousands := figure.Decimal{Units: p.number.Units, Places: p.number.Places + 3}
	tooMany := persons && p.number.Cmp(whole(mostThousands)) > 0
	p.refuse(tooMany && isOneOf(unit.text, thousand), number.text, "is more than any ally's personnel in thousands", thousands.String())
	p.refuse(tooMany || isOneOf(unit.text, soldiers), number.text, "is in persons, but personnel is in thousand", thousands.String())
}

// mostThousands is more than any ally's personnel, in thousands.
const mostThousands = 2500

// decimal parses a number, which may have a decimal comma.
func (p *statementParser) decimal(s string, t piece) figure.Decimal {
	if whole, part, found := strings.Cut(s, ","); found && len(part) < 3 {
		s = whole + "." + part
	}
	d, err := figure.ParseDecimal(s)
	p.refuse(err != nil && strings.Contains(s, ","), t.text, "is not understood: a number is written without commas", strings.ReplaceAll(t.text, ",", ""))
	p.refuse(err != nil, t.text, "is not understood: a number is written as 1.56 or 54022")
	p.refuse(d.Units > 1e12, t.text, "is out of range") // scaling up a larger number could overflow
	return d
}
