package analysis

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Forms are the forms a statement can be typed in.
func Forms() []string {
	return []string{"NOR 2016 1.56%", "count 2024 2% = 22", "FRA > USA 2024", "only USA fell 2014..2024"}
}

// ParseStatement reads a statement: an ally, a year and a number; a count; two
// allies; or who fell or rose. Allies, years, measures, groups and editions are
// written as in a query. The error is a *query.Error.
func ParseStatement(ds *dataset.Dataset, text string) (Statement, error) {
	p := &statementParser{
		ds: ds, text: strings.Join(strings.Fields(text), " "), tokens: scan(text), length: len([]rune(text)),
		vocabulary: &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()},
	}
	if len(p.tokens) == 0 {
		return Statement{}, p.unclear("says nothing")
	}
	var err error
	switch {
	case p.take("fell", "falls", "fallen", "dropped", "drops", "decreased"):
		err = p.moved(false)
	case p.take("rose", "rises", "risen", "grew", "increased"):
		err = p.moved(true)
	case p.take("count"):
		err = p.count()
	default:
		err = p.value()
	}
	return p.s, err
}

// piece is a word, a number or a sign of a statement.
type piece struct {
	text string
	at   int // in runes
}

// statementParser takes the words that are a statement's own off a text; the
// rest is a query's, and is read by its grammar.
type statementParser struct {
	ds         *dataset.Dataset
	vocabulary *query.Vocabulary
	text       string
	tokens     []piece
	length     int // of the text, in runes
	s          Statement
}

// scan cuts a text at blanks and around signs of relation. A per cent sign
// standing alone is put to the number before it.
func scan(text string) []piece {
	var out []piece
	begun := false
	for at, r := range []rune(text) {
		last := len(out) - 1
		switch sign := strings.ContainsRune("<>=≤≥", r); {
		case unicode.IsSpace(r):
			begun = false
		case sign && last >= 0 && begun && strings.ContainsAny(out[last].text, "<>") && r == '=' && len(out[last].text) == 1:
			out[last].text += "="
		case sign:
			out, begun = append(out, piece{string(r), at}), true
		case r == '%' && !begun && last >= 0 && digits(out[last].text):
			out[last].text += "%"
		case begun && !strings.ContainsAny(out[last].text, "<>=≤≥"):
			out[last].text += string(r)
		default:
			out, begun = append(out, piece{string(r), at}), true
		}
	}
	return out
}

// digits tells whether a text begins and ends in a digit.
func digits(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// take takes the first token that is one of the words.
func (p *statementParser) take(words ...string) bool {
	for i, t := range p.tokens {
		if slices.Contains(words, strings.ToLower(t.text)) {
			p.tokens = slices.Delete(p.tokens, i, i+1)
			return true
		}
	}
	return false
}

// unclear is the error for a statement as a whole.
func (p *statementParser) unclear(reason string) error {
	return &query.Error{Word: p.text, At: -1, Reason: reason, Nearest: quoted(Forms()[:3])}
}

func quoted(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return out
}

// fails is the error for one token.
func fails(t piece, reason string, better ...string) error {
	return &query.Error{Word: t.text, At: t.at, Reason: reason, Nearest: better}
}

// rest is what is left of the text, in its place, so that an error's place is
// that in the text typed.
func (p *statementParser) rest() string {
	line := []rune(strings.Repeat(" ", p.length+1))
	end := 0
	for _, t := range p.tokens {
		end = t.at + copy(line[t.at:], []rune(t.text))
	}
	return string(line[:end])
}

// claimWords are the kinds of words that a statement has a place for.
const claimWords = query.WordMeasure | query.WordRange | query.WordYear | query.WordLevel | query.WordAllies |
	query.WordGroup | query.WordMembers | query.WordEdition | query.WordSource

// query reads what is left by the grammar of queries.
func (p *statementParser) query() (query.Query, error) {
	q, err := query.ParseUsing(p.rest(), p.vocabulary, claimWords, "a claim")
	if err != nil {
		return q, err
	}
	p.s.Measure, p.s.Year, p.s.Level, p.s.Codes = q.Measure, q.Year, q.Level, q.Pins.Codes()
	p.s.Group, p.s.Members, p.s.Edition, p.s.Source = q.Group, q.Members, q.Edition, q.Source
	return q, nil
}

// relation takes the sign of relation, if there is one, and returns the tokens
// behind it, which stay.
func (p *statementParser) relation() (behind []piece, found bool, err error) {
	for i, t := range p.tokens {
		r, ok := relationOf(t.text)
		if !ok {
			continue
		}
		p.s.Relation = r
		p.tokens = slices.Delete(slices.Clone(p.tokens), i, i+1)
		behind = p.tokens[i:]
		for _, again := range behind {
			if _, ok := relationOf(again.text); ok {
				return nil, true, fails(again, "is a second comparison: a claim has one")
			}
		}
		return behind, true, nil
	}
	return nil, false, nil
}

func relationOf(sign string) (Relation, bool) {
	switch sign {
	case "≥":
		return AtLeast, true
	case "≤":
		return AtMost, true
	}
	for i, s := range relationSigns {
		if s == sign && Relation(i) != Within {
			return Relation(i), true
		}
	}
	return Equal, false
}

// moved reads "only USA fell 2014..2024".
func (p *statementParser) moved(rises bool) error {
	p.s.Kind, p.s.Rises, p.s.Only = SaysMoved, rises, p.take("only")
	for _, t := range p.tokens {
		if _, ok := relationOf(t.text); ok {
			return fails(t, "has no place beside fell or rose")
		}
	}
	q, err := p.query()
	switch {
	case err != nil:
		return err
	case len(p.s.Codes) == 0:
		return p.unclear("names no ally that moved")
	case q.Level.Units != 0:
		return &query.Error{Word: q.Level.String() + "%", At: -1, Reason: "has no place beside fell or rose"}
	case q.From == 0 || q.To == 0 || q.From == q.To || q.Year != 0:
		return p.unclear("wants the two years it is about, as 2014..2024")
	case q.Group != "":
		return &query.Error{Word: q.Group, At: -1, Reason: "is a group: name the allies that moved"}
	}
	p.s.From, p.s.Year = q.From, q.To
	return nil
}

// count reads "count 2024 2% = 22", "count below 2024 2% = 10 of 32".
func (p *statementParser) count() error {
	p.s.Kind, p.s.Below = SaysCount, p.take("below")
	behind, found, err := p.relation()
	if err != nil {
		return err
	}
	if !found { // the number may stand alone: it is neither a year nor a level
		behind = p.tokens
	}
	if err := p.tally(behind); err != nil {
		return err
	}
	q, err := p.query()
	switch {
	case err != nil:
		return err
	case q.Pins != "":
		return &query.Error{Word: strings.Fields(string(q.Pins))[0], At: -1, Reason: "is one ally: a count is of all, or of a group"}
	case q.From != 0 || q.To != 0:
		return p.unclear("wants one year, not several")
	case q.Year == 0:
		return p.unclear("names no year")
	case q.Level.Units == 0:
		return p.unclear("names no level, such as 2%")
	}
	return nil
}

// tally takes the number counted, and what it is of, off the tokens.
func (p *statementParser) tally(from []piece) error {
	var numbers []piece
	for _, t := range from {
		if n, err := strconv.Atoi(t.text); err == nil && n >= 0 && len(t.text) <= 2 {
			numbers = append(numbers, t)
		}
	}
	p.take("of")
	switch len(numbers) {
	case 0:
		return p.unclear("says no number of allies")
	case 1, 2:
	default:
		return fails(numbers[2], "is one number too many: a count is 22, or 22 of 32")
	}
	for i, t := range numbers {
		n, _ := strconv.Atoi(t.text) // it was read before
		if i == 0 {
			p.s.Said = figure.Decimal{Units: int64(n)}
		} else {
			p.s.Of = n
		}
		p.tokens = slices.DeleteFunc(slices.Clone(p.tokens), func(x piece) bool { return x == t })
	}
	return nil
}
