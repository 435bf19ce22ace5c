package query

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// meansAll reports whether a word stands for all allies, and namesSome whether it names some.
func (w word) meansAll() bool  { return w.is(WordGroup) && w.term.text == "" }
func (w word) namesSome() bool { return w.is(WordAllies|WordSum|WordGroup) && !w.meansAll() }

// settleGroups takes a single group for its allies. It takes each group as one if several are named
// or if a group is compared with an ally or a sum.
func (p *parser) settleGroups() {
	groups := slices.DeleteFunc(slices.Clone(p.groups), func(w word) bool { return w.term.kind == WordSum })
	compares := p.viewTerm != nil && p.viewTerm.soft && View(p.viewTerm.value) == Compare
	against := compares && (len(groups) < len(p.groups) || p.Query.Pins != "")
	ones := slices.ContainsFunc(groups, func(w word) bool { return against || w.term != groups[0].term })
	for _, w := range p.groups {
		t := w.term
		if ones && t.kind == WordGroup {
			t = find(p.lex.sums, t.text+totalSuffix)
		}
		p.choose(w, t.kind, t)
	}
	p.settle(WordGroup, p.Query.Group != "" || p.Given&WordSum != 0) // "all allies" adds nothing to them
}

// settle applies the deferred words of a kind, or skips all of them.
func (p *parser) settle(kind Words, skip bool) {
	for _, w := range p.deferred {
		switch {
		case w.term.kind != kind, w.term.currencies != "":
		case skip:
			p.skip(w)
		default:
			p.applyTerm(w)
		}
	}
}

// settleMeasure settles the currencies and the deferred measures, such as "spending". If a currency
// makes the answer an amount, it already says what they mean.
func (p *parser) settleMeasure() {
	// A currency makes an amount the measure if none is named, and if nothing else in the query calls
	// for shares, whose answers show the money as well.
	const shares = WordMeasure | WordLevel | WordOwnLevel | WordVerdict | WordDeadline
	shared := p.viewTerm != nil && slices.Contains([]View{Path, Balance, Claims}, View(p.viewTerm.value))
	judged := slices.Contains([]Sort{ByGap, ByMoney, ByNearest, ByStreak}, p.Query.Sort)
	asked := p.used&WordMeasure != 0 && p.Given&shares == 0 && !shared && !judged
	measured, priced := p.Given&WordMeasure != 0, false
	for _, w := range p.deferred {
		if w.term.currencies != "" {
			p.settleCurrency(w, asked || measured)
			priced = true
		}
	}
	if !asked || !priced {
		p.settle(WordMeasure, measured)
	}
}

// settleCurrency applies a named currency. If measured is true, it selects expenditure in US$ or,
// if that is the currency of all named allies, in their own. A gap and a path show money anyway; no
// other judged answer does.
func (p *parser) settleCurrency(w word, measured bool) {
	dollars, own := figure.USDCurrent.Spec().Word, figure.NatCurrent.Spec().Word
	inDollars, by := w.term.currencies == "USD", p.Query.Sort
	other := func(c ally.Code) bool {
		a, _ := p.lex.v.Allies.Ally(c)
		return !slices.Contains(strings.Fields(w.term.currencies), a.Currency)
	}
	switch {
	case !inDollars && (p.Query.Pins == "" || p.Query.Sums != "" || slices.ContainsFunc(p.Query.Pins.Codes(), other)):
		p.fail(w.fails("is not the currency of all allies asked about: figures are in US$, or in each ally's own", dollars, own))
	case inDollars && p.Given&WordMeasure != 0 && strings.Contains(p.Query.Measure.Spec().Unit, "US$"):
		p.skip(w)
	case measured && inDollars:
		p.applyValue(w, WordMeasure, dollars)
	case measured:
		p.applyValue(w, WordMeasure, own)
	case inDollars && by == ByGap:
		p.Query.Sort = ByMoney
	case by == ByGap, by == ByMoney, p.viewTerm != nil && View(p.viewTerm.value) == Path, p.Query.impliedView() == Path:
		p.skip(w)
	default:
		const judged = "does not go with a level: the share of GDP is judged by it, and only the gap is given in money"
		p.fail(w.fails(judged, ByMoney.Word()))
	}
}

// settleOrder makes "rose" and "fell" in a single year a change on the year before. It applies
// words such as "least" unless the order is ascending already: "fell" lists the greatest fall
// first, so "least" is skipped. "Descending" only affects names; all other orders descend.
func (p *parser) settleOrder() {
	if p.movement && p.Given&WordYear != 0 && p.Given&(WordRange|WordBase) == 0 {
		p.Query.Sort = ByChange
	}
	names := p.Query.Sort == ByName
	p.settle(WordReverse, strings.HasPrefix(p.order, "-") || names) // ascending already
	if !names || p.used&WordReverse == 0 {
		return
	}
	p.skipped = slices.DeleteFunc(p.skipped, func(w word) bool {
		if w.folded == descending {
			p.choose(w, WordReverse, find(p.lex.own, wordReverse))
		}
		return w.folded == descending
	})
}

// inferView sets the view if none is named, and skips words that imply another one.
func (p *parser) inferView() {
	if p.used&^p.Given&WordView == 0 {
		return
	}
	p.Query.View = p.Query.impliedView()
	first, _, _ := strings.Cut(p.typed, " ")
	yesOrNo := slices.Contains([]string{"did", "do", "does", "has", "have", "is", "was", "were"}, fold(first))
	const lists = WordGroup | WordSum | WordVerdict | WordLimit | WordSort | WordFilter | WordTransform | WordRange
	switch {
	case p.viewTerm != nil:
		p.Query.View = View(p.viewTerm.value)
	case p.isQuestion && p.Query.Pins.Len() == 1 && p.Given&lists == 0: // a question about one ally
		p.Query.View = Sheet
	case yesOrNo && p.Query.Pins.Len() == 1 && p.Given&lists == WordVerdict && p.Query.Verdict <= Below &&
		p.Query.Measure.Spec().Kind == figure.Percent: // the ally's sheet answers it
		p.Query.View, p.Query.Verdict = Sheet, AnyVerdict
		p.Given &^= WordVerdict
	}
	if p.Query.View != Ranking {
		p.Given |= WordView
	}
	for _, w := range p.deferred {
		switch {
		case w.term.kind != WordView:
		case w.term.value != int(p.Query.View):
			p.skip(w)
		case w.term == p.lex.exact[atPace] && p.Query.Verdict == Below:
			p.Query.Verdict = Late // "below at present pace"
		}
	}
}

// bothLevels reports whether a second level, together with the first, asks for the balance of both
// pledges: one is pledged for the share of GDP, the other for equipment. It then selects the
// balance view with the share's level.
func (p *parser) bothLevels(w word, value string) bool {
	level, err := readLevel(value)
	if err != nil || p.Given&WordLevel == 0 || p.used&WordView == 0 || p.viewTerm != nil && !p.viewTerm.soft {
		return false
	}
	first, v := p.Query.Level, p.lex.v
	switch {
	case v.isPledged(figure.ShareGDP, first) && v.isPledged(figure.EquipmentPct, level):
	case v.isPledged(figure.EquipmentPct, first) && v.isPledged(figure.ShareGDP, level):
		p.Query.Level, p.firstWords[WordLevel.index()] = level, w.typed
	default:
		return false
	}
	p.viewTerm = find(p.lex.own, Balance.String())
	return true
}

// comparisonWords are the words that compare figures with a level.
const comparisonWords = "above over more-than at-least below under less-than closest-to " + fellBelow + " " + roseAbove

// listsGroup reports whether the i-th word is a verdict before the group that it lists, as in "2023
// below eu". No ally or sum before it may be the one compared.
func listsGroup(words []word, i int) bool {
	return slices.Contains([]string{"above", "over", "below", "under"}, words[i].typed) &&
		i+1 < len(words) && words[i+1].is(WordGroup) &&
		!slices.ContainsFunc(words[:i], func(x word) bool { return x.isFiller() || x.namesSome() })
}

// dated reports whether a word is a year or a range of years.
func (w word) dated() bool {
	_, _, ranged := cutRange(w.text)
	return w.shape == WordRange || w.shape == WordYear && (ranged || fourDigits(w.text))
}

// comparisonError returns the error if the i-th word compares figures with a year, or in a text
// without a level with an ally, group or sum, else nil. "below 2024" is not an error: it lists the
// allies below the level in that year.
func (p *parser) comparisonError(i int) *Error {
	words := p.words
	w, compared := words[i], comparedWords(words, i)
	compares := slices.Contains(strings.Fields(comparisonWords), fold(w.text)) || strings.ContainsAny(w.typed, "<>≥")
	level := slices.ContainsFunc(words, func(w word) bool {
		kind, _ := cutKey(w.text)
		return w.shape == WordLevel || kind == WordLevel
	})
	if !compares || w.term == nil || len(compared) == 0 {
		return nil
	}
	other, typed := compared[0].term, strings.TrimRight(compared[0].typed, "?!,;")
	reason := "compares figures with a level, and " + typed + " is not one"
	if year := compared[0]; year.dated() && (fold(w.text) != wordBelow || w.typed == "<") {
		return w.fails(reason, format.Said(year.text, format.When(w.is(WordVerdict), w.term.text+" "+year.text))...)
	}
	if level || listsGroup(words, i) || !compared[0].namesSome() {
		return nil
	}
	switch other.kind {
	case WordGroup:
		return w.fails(reason, Ranking.String()+" "+other.text+totalSuffix)
	case WordSum:
		return w.fails(reason, Ranking.String()+" "+SumWord(other.code()))
	}
	for _, first := range slices.Backward(words[:i]) {
		if w.is(WordVerdict) && first.is(WordAllies) && !(p.isQuestion && first.inPassing()) {
			sign := ">"
			if w.text == fellBelow || w.term.value == int(Below) {
				sign = "<"
			}
			claim := format.Join(" ", first.term.text, sign, other.text, p.yearAsked())
			return w.fails(fmt.Sprintf("%s: check %q compares two allies", reason, claim))
		}
	}
	return w.fails(reason, ByValue.Word())
}

// comparedWords returns the words after the i-th, without leading words such as "the" or "than".
func comparedWords(words []word, i int) []word {
	passing := []string{"the", "of", "than", "that", format.When(strings.HasSuffix(fold(words[i].text), "-than"), "in")}
	for words = words[i+1:]; len(words) > 0 && slices.Contains(passing, words[0].folded); {
		words = words[1:]
	}
	return words
}

// yearAsked returns the last year in the text, or else the year of the latest edition.
func (p *parser) yearAsked() (year string) {
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
