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

// parseStatement reads a statement: an ally, a year and a number; a count; two allies; or who
// fell or rose, the rest as in a query. The error is a *query.Error.
func parseStatement(ds *dataset.Dataset, text string) (statement, error) {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "�")), " ")
	p := &statementParser{text: text, ds: ds, vocabulary: Vocabulary(ds), offer: func() []string { return nil }}
	p.tokens = p.scan(text)
	p.refuse(len(p.tokens) == 0, "", "says nothing")
	p.outOfReach()
	switch {
	case p.err != nil:
	case p.take("fell|fall|falls|fallen|dropped|drop|drops|decreased|decrease|decreases"):
		p.move("fell")
	case p.take("rose|rise|rises|risen|grew|grow|grows|increased|increase|increases"):
		p.move("rose")
	case p.take("count"):
		p.count(meets + "|" + misses + "|below|under")
	case p.has(p.counts):
		p.count("")
	default:
		p.figure()
	}
	return p.statement, p.err
}

// statementParser takes the words that are a statement's own off a text; the rest is a query's.
type statementParser struct {
	statement
	ds         *dataset.Dataset
	vocabulary *query.Vocabulary
	text       string
	tokens     []piece
	offer      func() []string // statements of its kind, of whom and of when it is
	err        error           // the first
}

// next is what stands behind the i-th token; empty for the last.
func (p *statementParser) next(i int) string {
	if i+1 == len(p.tokens) {
		return ""
	}
	return p.tokens[i+1].text
}

// counts tells whether a word says that allies are counted, as in "22 allies met 2% in
// 2024" and "5 of 31 met 3.5% in 2026".
func (p *statementParser) counts(t piece) bool {
	return isOne(t.text, query.Nations) || counted(t.text) && query.Counts(texts(p.tokens[t.at:]), p.vocabulary)
}

func texts(tokens []piece) []string {
	return format.Each(tokens, func(t piece) string { return t.text })
}

func (p *statementParser) has(is func(piece) bool) bool { return slices.ContainsFunc(p.tokens, is) }

// take takes the first token that is one of the words.
func (p *statementParser) take(words string) bool {
	i := slices.IndexFunc(p.tokens, func(t piece) bool { return isOne(t.text, words) })
	if i >= 0 {
		p.drop(p.tokens[i])
	}
	return i >= 0
}

// dropOnly drops the first "only" or "just", where it adds nothing to what stands behind it.
func (p *statementParser) dropOnly(before func(next string) bool) {
	i := slices.IndexFunc(p.tokens, func(t piece) bool { return isOne(t.text, "only|just") })
	if i >= 0 && before(p.next(i)) {
		p.drop(p.tokens[i])
	}
}

func (p *statementParser) drop(t piece) {
	p.tokens = slices.DeleteFunc(slices.Clone(p.tokens), func(x piece) bool { return x == t })
}

// claimWords are the kinds of words that a statement has a place for.
const claimWords = query.WordMeasure | query.WordRange | query.WordYear | query.WordLevel | query.WordAllies |
	query.WordGroup | query.WordMembers | query.WordEdition | query.WordSource

func (p *statementParser) read(tokens []piece) (query.Reading, error) {
	return query.Read(strings.Join(texts(tokens), " "), p.vocabulary, claimWords, "a claim")
}

// spends are the verbs by which a figure is an ally's.
const spends = "spend|spends|spent"

// idle are words without a meaning of their own: that they are passed over need not be said.
const idle = spends + "|spending|budget|defence spending|defence expenditure|defence budget|military spending|military expenditure|" +
	"-|–|—|in|the|a|an|of|on|for|to|at|by|and|that|there|with|its|their|whose|" +
	"is|are|was|were|do|does|did|has|have|had|" + query.Nations + "|" + query.Nation

func (p *statementParser) query() {
	r, err := p.read(p.tokens)
	p.err = cmp.Or(p.err, err)
	for _, word := range r.Soft {
		p.refuse(true, word, "has no place in a claim: it would be skipped")
	}
	p.Query, p.codes = r.Query, r.Pins.Codes()
	if r.Given&query.WordEdition != 0 && r.Source == query.NATO { // the latest, where that was said
		p.Edition = cmp.Or(r.Edition, p.ds.Latest().ID)
	}
	p.skipped = format.Each(r.Skipped, func(word string) string { return format.When(!isOne(word, idle), word) })
}

// compared takes the comparison of a kind, if there is one, and returns the tokens before and
// behind it, which stay.
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

// move reads "only USA fell 2014..2024".
func (p *statementParser) move(verb string) {
	p.kind, p.rises, p.only = aMove, verb == "rose", p.take("only")
	const noPlace = "has no place beside fell or rose"
	for _, t := range p.tokens {
		p.refuse(t.compares, t.text, noPlace)
		p.refuse(counted(t.text), t.text, "is a number of allies: name those that moved")
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
		return []string{format.Join(" ", format.When(p.only, "only"), who, verb, p.beside(first, last))}
	}
	p.refuse(p.From == 0 || p.To == 0 || p.From == p.To || p.Year != 0, "", "wants the two years it is about, as 2014..2024")
	p.refuse(p.Group != "", p.Group, "is a group: name the allies that moved")
	p.Year = p.To
}

// fewestMembers is how many NATO had at first: what is of fewer is a share, as "1 in 3".
const fewestMembers = 12

// count reads "count 2024 2% = 22" and "count not meeting 2024 2% = 10 of 32". Some words
// compare with the level alone.
func (p *statementParser) count(level string) {
	p.kind = aCount
	p.dropOnly(counted)
	sign, _, behind := p.compared(func(t piece, next string) bool {
		words := strings.Fields(t.text)
		return strings.ContainsAny(t.text, "<=>") || counted(next) && !isOne(words[len(words)-1], level)
	})
	if !sign.compares { // the number may stand alone: it is neither a year nor a level
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
	if isShare { // so that a number is offered
		numbers, p.of = 0, 0
	}
	p.offer = func() []string {
		if p.above && numbers == 0 { // an answer counts those just at the level, too
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
	p.refuse(isShare, "", "says a share of allies: say how many they are")
	p.refuse(numbers == 0, "", "says no number of allies")
	pin, _, _ := strings.Cut(string(p.Pins), " ")
	p.refuse(pin != "", pin, "is one ally: a count is of all, or of a group")
	p.refuse(p.From != 0 || p.To != 0, "", "wants one year, not several")
	p.refuse(p.Year == 0, "", "names no year")
	p.refuse(p.Level.Units == 0, "", "names no level, such as 2%")
}

func counted(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && len(s) <= 2
}

// tally takes the number counted, and what it is of, off the tokens, and tells how many
// numbers there are.
func (p *statementParser) tally(from []piece) int {
	var said [2]int
	numbers := slices.DeleteFunc(slices.Clone(from), func(t piece) bool { return !counted(t.text) })
	for i, t := range numbers {
		p.refuse(i == len(said), t.text, "is one number too many: a count is 22, or 22 of 32")
		said[min(i, len(said)-1)], _ = strconv.Atoi(t.text)
		p.drop(t)
	}
	p.number, p.of = whole(said[0]), said[1]
	p.take("of")
	return len(numbers)
}

// figure reads "NOR 2016 national = 54 bn", "NOR does not meet 2% 2016" and "FRA > USA 2024".
func (p *statementParser) figure() {
	sign, before, behind := p.compared(func(piece, string) bool { return true })
	found := sign.compares
	if !found {
		p.dropOnly(func(next string) bool { return isOne(next, spends+"|at") || strings.HasSuffix(next, "%") })
	}
	p.relation, p.judges = sign.relation, isOne(sign.text[strings.LastIndex(sign.text, " ")+1:], meets+"|"+misses)
	number, unit, ok := p.findNumber(behind, found)
	p.drop(number)
	if !isOne(unit.text, soldiers) { // which are the measure, too
		p.drop(unit)
	}
	p.query()
	p.offer = func() []string {
		_, last := p.span()
		year := cmp.Or(p.Year, p.To, last)
		rest, pledge := p.beside(0, year), p.ds.Targets().For(p.Measure, year)
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
	p.refuse(p.Group != "", p.Group, "is a group: a claim of a figure is of one ally")
	p.refuse(p.From != 0 || p.To != 0, "", "wants one year, not several")
	p.refuse(len(p.codes) == 0, "", "names no ally")
	p.refuse(p.Year == 0, "", "names no year")
	p.refuse(p.Level.Units != 0, p.Level.String()+"%", "is a second number: a claim of a figure has one")
	p.refuse(ok && len(p.codes) > 1, "", "names several allies: a claim of a figure is of one")
	p.refuse(ok && found && !p.judges && !slices.Contains(behind, number), sign.text, "stands behind the number that it is to bound")
	p.refuse(!ok && !found && len(p.codes) == 1, "", "says no number, such as 1.56%")
	p.refuse(!ok && !found, "", "says neither a number nor how the allies compare")
	p.refuse(!ok && len(p.codes) != 2, "", "compares neither with a number nor two allies")
	p.refuse(!ok && aside.Pins.Len() != 1, "", "names both allies on one side of the comparison")
	if p.kind = anOrder; ok {
		p.kind = aFigure
		p.quantity(number, unit)
	}
}

// findNumber finds the number said: the one with a per cent sign, or the one the
// sign of relation points at, or one that is no year; with its unit.
func (p *statementParser) findNumber(behind []piece, found bool) (number, unit piece, ok bool) {
	if i := slices.IndexFunc(p.tokens, func(t piece) bool { return strings.HasSuffix(t.text, "%") && t.text != "%" }); i >= 0 {
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
		case i+1 < len(behind) && (scaleOf(behind[i+1].text) != 0 || isOne(behind[i+1].text, thousand+"|"+soldiers)):
			number, unit = t, behind[i+1]
		case !isYear(t.text) || found && len(years) > 1:
			number = t
		default:
			continue
		}
		if r, _ := p.read(behind[:i]); found && r.Pins != "" {
			break // the sign points at an ally, and not at a currency before a number
		}
		return number, unit, true
	}
	return piece{}, piece{}, false
}

func isRange(s string) bool {
	from, to, found := strings.Cut(s, "..")
	return found && (from == "" || isYear(from)) && (to == "" || isYear(to))
}

func isYear(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == "" && (s[0] == '1' || s[0] == '2')
}

// thousand is the unit of personnel, and soldiers are counted one by one.
const (
	thousand = "thousand"
	soldiers = "troops|soldiers"
)

// scaleOf is what a unit stands for in millions, or 0 for what is no unit.
func scaleOf(s string) int64 {
	return map[string]int64{"bn": 1000, "billion": 1000, "m": 1, "million": 1}[strings.ToLower(s)]
}

func (p *statementParser) quantity(number, unit piece) {
	spec, share := p.Measure.Spec(), inPoints(p.Measure)
	text, percent := strings.CutSuffix(number.text, "%")
	p.refuse(percent && !share, number.text, "is in per cent, and "+spec.Word+" is in "+spec.Unit, text)
	p.refuse(!percent && share, number.text, "is no share: a share has a per cent sign", text+"%")
	if glued := strings.TrimLeft(text, "0123456789.,"); scaleOf(glued) != 0 {
		text, unit.text = strings.TrimSuffix(text, glued), glued
	}
	scale, persons := scaleOf(unit.text), p.Measure == figure.Personnel
	if spec.Kind == figure.Money {
		p.scale = max(1, scale)
	} else {
		p.refuse(scale != 0, unit.text, "is a unit of money, and "+spec.Word+" is in "+spec.Unit)
	}
	p.refuse(isOne(unit.text, thousand) && !persons, unit.text, "is a unit of personnel, and "+spec.Word+" is in "+spec.Unit)
	low, high, ranged := strings.Cut(text, "..")
	if p.number = p.decimal(strings.TrimSuffix(low, "%"), number); ranged {
		p.refuse(p.relation != equal, number.text, "is a range: it takes no sign but =")
		p.relation, p.upto = inRange, p.decimal(high, number)
		p.refuse(p.upto.Cmp(p.number) < 0, number.text, "runs backwards", high+".."+low+strings.TrimPrefix(number.text, text))
	}
	thousands := figure.Decimal{Units: p.number.Units, Places: p.number.Places + 3}
	tooMany := persons && p.number.Cmp(whole(mostThousands)) > 0
	p.refuse(tooMany && isOne(unit.text, thousand), number.text, "is more thousands than any ally has of personnel", thousands.String())
	p.refuse(tooMany || isOne(unit.text, soldiers), number.text, "is in persons, and personnel is in thousand", thousands.String())
}

// mostThousands is more than any ally has of thousands of personnel.
const mostThousands = 2500

// decimal reads a number that may have a comma for its point.
func (p *statementParser) decimal(s string, t piece) figure.Decimal {
	if whole, part, found := strings.Cut(s, ","); found && len(part) < 3 {
		s = whole + "." + part
	}
	d, err := figure.ParseDecimal(s)
	p.refuse(err != nil && strings.Contains(s, ","), t.text, "is not understood: a number is written without commas", strings.ReplaceAll(t.text, ",", ""))
	p.refuse(err != nil, t.text, "is not understood: a number is written as 1.56 or 54022")
	p.refuse(d.Units > 1e12, t.text, "is out of range") // more than any table holds, and scaling it up must not overflow
	return d
}
