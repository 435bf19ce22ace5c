package query

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// inAll tells whether a word says that all allies are asked about, and ofSome that some are.
func (w word) inAll() bool  { return w.is(WordGroup) && w.term.text == "" }
func (w word) ofSome() bool { return w.is(WordAllies|WordSum|WordGroup) && !w.inAll() }

// settleGroups takes the groups for the allies in them, or each for one where several
// are named, or one is set against somebody else.
func (p *parser) settleGroups() {
	groups := slices.DeleteFunc(slices.Clone(p.groups), func(w word) bool { return w.term.kind == WordSum })
	compares := p.view != nil && p.view.soft && View(p.view.n) == Compare
	against := compares && (len(groups) < len(p.groups) || p.Query.Pins != "")
	ones := slices.ContainsFunc(groups, func(w word) bool { return against || w.term != groups[0].term })
	for _, w := range p.groups {
		t := w.term
		if ones && t.kind == WordGroup {
			t = find(p.lex.sums, t.text+asOne)
		}
		p.choose(w, t.kind, t)
	}
	p.settle(WordGroup, p.Query.Group != "" || p.Given&WordSum != 0) // whoever is named is in it
}

// settle takes the late words of a kind for what they stand for, or skips all of them.
func (p *parser) settle(kind Words, skip bool) {
	for _, w := range p.late {
		switch {
		case w.term.kind != kind, w.term.currency != "":
		case skip:
			p.skip(w)
		default:
			p.take(w)
		}
	}
}

// settleMeasure takes money in the currency that was named or, where that is only how
// the answer is told beside its share, the measure that words were taken for.
func (p *parser) settleMeasure() {
	asked, measured := p.asksMoney(), p.Given&WordMeasure != 0
	priced := false
	for _, w := range p.late {
		if w.term.currency != "" {
			p.money(w, asked || measured)
			priced = true
		}
	}
	if !asked || !priced { // else all of them mean what is spent, in that currency
		p.settle(WordMeasure, measured)
	}
}

// asksMoney tells whether an amount is what is asked: no other measure, and nothing that
// shares are judged or ordered by, of which the money is told as well.
func (p *parser) asksMoney() bool {
	const shares = WordMeasure | WordLevel | WordOwnLevel | WordVerdict | WordDeadline
	shared := p.view != nil && slices.Contains([]View{Path, Balance, Claims}, View(p.view.n))
	judged := slices.Contains([]Sort{ByGap, ByMoney, ByNearest, ByStreak}, p.Query.Sort)
	return p.used&WordMeasure != 0 && p.Given&shares == 0 && !shared && !judged
}

// money takes the expenditure in a currency, where a measure is asked: each ally's own where
// it is that of all who are named. A gap and a path are told in money as well; nothing else
// that is judged is.
func (p *parser) money(w word, measured bool) {
	dollars, own := figure.USDCurrent.Spec().Word, figure.NatCurrent.Spec().Word
	inDollars, by := w.term.currency == "USD", p.Query.Sort
	other := func(c ally.Code) bool {
		a, _ := p.lex.v.Allies.Ally(c)
		return !slices.Contains(strings.Fields(w.term.currency), a.Currency)
	}
	switch {
	case !inDollars && (p.Query.Pins == "" || p.Query.Sums != "" || slices.ContainsFunc(p.Query.Pins.Codes(), other)):
		p.fail(w.fails("is not the currency of all who are asked about: figures are in US$, or in each ally's own", dollars, own))
	case inDollars && p.Given&WordMeasure != 0 && strings.Contains(p.Query.Measure.Spec().Unit, "US$"):
		p.skip(w)
	case measured && inDollars:
		p.value(w, WordMeasure, dollars)
	case measured:
		p.value(w, WordMeasure, own)
	case inDollars && by == ByGap:
		p.Query.Sort = ByMoney
	case by == ByGap, by == ByMoney, p.view != nil && View(p.view.n) == Path, p.Query.implied() == Path:
		p.skip(w)
	default:
		const judged = "has no place beside a level: the share of GDP is judged by it, and its gap alone is told in money"
		p.fail(w.fails(judged, ByMoney.Word()))
	}
}

// settleOrder counts who rose or fell in one year from the year before, and turns the order
// round, unless the order that is named runs that way already: "fell" lists who fell most
// first, and "least" beside it is skipped. "Descending" turns round names alone: the other
// orders descend in any case.
func (p *parser) settleOrder() {
	if p.moved && p.Given&WordYear != 0 && p.Given&(WordRange|WordBase) == 0 {
		p.Query.Sort = ByChange
	}
	names := p.Query.Sort == ByName
	p.settle(WordReverse, strings.HasPrefix(p.order, "-") || names) // which ascend already
	if !names || p.used&WordReverse == 0 {
		return
	}
	p.unused = slices.DeleteFunc(p.unused, func(w word) bool {
		if w.folded == descending {
			p.choose(w, WordReverse, find(p.lex.own, wordReverse))
		}
		return w.folded == descending
	})
}

// inferView finds the view that is meant where none is named, and skips the words that
// mean another.
func (p *parser) inferView() {
	if p.used&^p.Given&WordView == 0 {
		return
	}
	p.Query.View = p.Query.implied()
	const lists = WordGroup | WordSum | WordVerdict | WordLimit | WordSort | WordFilter | WordTransform | WordRange
	switch {
	case p.view != nil:
		p.Query.View = View(p.view.n)
	case p.asks && p.Query.Pins.Len() == 1 && p.Given&lists == 0: // a question about one ally
		p.Query.View = Sheet
	case p.yesOrNo() && p.Query.Pins.Len() == 1 && p.Given&lists == WordVerdict && p.Query.Verdict <= Below &&
		p.Query.Measure.Spec().Kind == figure.Percent: // which its sheet answers
		p.Query.View, p.Query.Verdict = Sheet, AnyVerdict
		p.Given &^= WordVerdict
	}
	if p.Query.View != Ranking {
		p.Given |= WordView
	}
	for _, w := range p.late {
		switch {
		case w.term.kind != WordView:
		case w.term.n != int(p.Query.View):
			p.skip(w)
		case w.term == p.lex.exact[present] && p.Query.Verdict == Below:
			p.Query.Verdict = Late // who misses it at present pace
		}
	}
}

// yesOrNo tells whether the text is a question that wants no list.
func (p *parser) yesOrNo() bool {
	first, _, _ := strings.Cut(p.typed, " ")
	return slices.Contains([]string{"did", "do", "does", "has", "have", "is", "was", "were"}, fold(first))
}

// bothLevels reads the second of two levels, of which the one is pledged of the share of
// GDP and the other of another measure, as NATO's own balance of both; the share's is
// the level asked about.
func (p *parser) bothLevels(w word, value string) bool {
	level, err := readLevel(value)
	if err != nil || p.Given&WordLevel == 0 || p.used&WordView == 0 || p.view != nil && !p.view.soft {
		return false
	}
	first, v := p.Query.Level, p.lex.v
	switch {
	case v.pledged(figure.ShareGDP, first) && v.pledged(figure.EquipmentPct, level):
	case v.pledged(figure.EquipmentPct, first) && v.pledged(figure.ShareGDP, level):
		p.Query.Level, p.said[WordLevel.index()] = level, w.typed
	default:
		return false
	}
	p.view = find(p.lex.own, Balance.String())
	return true
}

// comparing are the words that set figures against a level.
const comparing = "above over more-than at-least below under less-than closest-to " + fellBelow + " " + roseAbove

// lists tells whether the i-th word is a verdict that stands alone before whom it lists, as
// in "2023 below eu": nobody is said to be compared.
func lists(words []word, i int) bool {
	return slices.Contains([]string{"above", "over", "below", "under"}, words[i].typed) &&
		i+1 < len(words) && words[i+1].is(WordGroup) &&
		!slices.ContainsFunc(words[:i], func(x word) bool { return x.asksNothing() || x.ofSome() })
}

// compared is the error where the i-th word is one of these, or a sign, and a year stands
// behind it, or somebody and no level anywhere: a list is judged by levels. The allies
// "below 2024" are those below the level in that year, as a query is printed.
func (p *parser) compared(i int) *Error {
	words := p.words
	w, behind := words[i], comparedWith(words, i)
	compares := slices.Contains(strings.Fields(comparing), fold(w.text)) || strings.ContainsAny(w.typed, "<>≥")
	level := slices.ContainsFunc(words, func(w word) bool {
		kind, _ := cutKey(w.text)
		return w.shape == WordLevel || kind == WordLevel
	})
	if !compares || w.term == nil || len(behind) == 0 {
		return nil
	}
	other, reason := behind[0].term, "sets figures against a level, and "+strings.TrimRight(behind[0].typed, "?!,;")+" is none"
	if year := behind[0]; year.dated() && (fold(w.text) != wordBelow || w.typed == "<") {
		return w.fails(reason, format.Said(year.text, format.When(w.is(WordVerdict), w.term.text+" "+year.text))...)
	}
	if level || lists(words, i) || !behind[0].ofSome() {
		return nil
	}
	switch other.kind {
	case WordGroup:
		return w.fails(reason, Ranking.String()+" "+other.text+asOne)
	case WordSum:
		return w.fails(reason, Ranking.String()+" "+SumWord(other.code()))
	}
	for _, first := range slices.Backward(words[:i]) {
		if w.is(WordVerdict) && first.is(WordAllies) && !(p.asks && first.inPassing()) {
			sign := ">"
			if w.text == fellBelow || w.term.n == int(Below) {
				sign = "<"
			}
			claim := format.Join(" ", first.term.text, sign, other.text, p.yearOf())
			return w.fails(fmt.Sprintf("%s: check %q compares two allies", reason, claim))
		}
	}
	return w.fails(reason, ByValue.Word())
}

// comparedWith is what stands behind the i-th word, without the words in passing: "more than in 2014".
func comparedWith(words []word, i int) []word {
	passing := []string{"the", "of", "than", "that", format.When(strings.HasSuffix(fold(words[i].text), "-than"), "in")}
	for words = words[i+1:]; len(words) > 0 && slices.Contains(passing, words[0].folded); {
		words = words[1:]
	}
	return words
}

func (w word) dated() bool {
	_, _, ranged := cutRange(w.text)
	return w.shape == WordRange || w.shape == WordYear && (ranged || fourDigits(w.text))
}

// yearOf is the last year that is named, else that of the newest edition.
func (p *parser) yearOf() (year string) {
	for _, id := range p.lex.v.Editions {
		if at, _, _ := strings.Cut(id, "-"); fourDigits(at) {
			year = at
		}
	}
	for _, w := range p.words {
		kind, value := cutKey(w.text)
		if kind == 0 {
			kind, value = w.shape, w.text
		}
		if end := len(value) - len("2024"); (kind == WordYear || kind == WordRange) && end >= 0 && fourDigits(value[end:]) {
			year = value[end:]
		}
	}
	return year
}
