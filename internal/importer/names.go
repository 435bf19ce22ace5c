package importer

import (
	"maps"
	"slices"
	"strings"

	"allyscope/internal/ally"
)

// names finds allies, aggregates and currencies by what a publication calls
// them.
type names struct {
	allies *ally.Register
	codes  map[string]ally.Code // by folded name
}

func newNames(allies *ally.Register) *names {
	n := &names{allies: allies, codes: map[string]ally.Code{}}
	for _, a := range allies.All() {
		for _, name := range a.Names() {
			n.codes[fold(name)] = a.Code
		}
	}
	for name, code := range map[string]ally.Code{ // in full or cut short, as tables alone say it, today and in their time
		"republic of turkiye": "TUR", "republic of north macedonia": "MKD", "fyrom": "MKD", "macedonia fyr": "MKD", "fyr macedonia": "MKD",
		"czech rep": "CZE", "slovak rep": "SVK", "fed rep germany": "DEU", "german fr": "DEU", "germany fr": "DEU", "west germany": "DEU",
		"federal republic of germany": "DEU", "germany federal republic of": "DEU", "turkey turkiye": "TUR", "the former yugoslav republic of macedonia": "MKD", "former yugoslav republic of macedonia": "MKD",
	} {
		if allies.Has(code) {
			n.codes[name] = code
		}
	}
	maps.Copy(n.codes, map[string]ally.Code{
		"nato total": ally.Total, "total nato": ally.Total, "nato": ally.Total,
		"nato europe and canada": ally.EuropeCan, "european allies and canada": ally.EuropeCan,
		"nato europe": ally.Europe, "european allies": ally.Europe,
		"north america": ally.NorthAm, "nato north america": ally.NorthAm,
	})
	return n
}

// code finds whose row it is. note is what stands in brackets behind the name
// and is too long for the mark of a footnote: a currency.
func (n *names) code(label string) (code ally.Code, note string, ok bool) {
	s, note := bare(label)
	code, ok = n.codes[s]
	return code, note, ok
}

// bare is a label folded and without the marks of footnotes.
func bare(label string) (s, note string) {
	s = strings.TrimSpace(label)
	for {
		before := s
		s = strings.TrimRight(s, " \u00a0*†‡§¶‖^¹²³⁴⁵⁶⁷⁸⁹⁰0123456789")
		if open := strings.LastIndexByte(s, '('); open > 0 && strings.HasSuffix(s, ")") {
			if inside := strings.TrimSpace(s[open+1 : len(s)-1]); len(inside) > 2 {
				note = inside
			}
			s = s[:open]
		}
		if s == before {
			return fold(s), note
		}
	}
}

// near is the name that a label misses by one letter, which is no reason to take its
// row for that ally's: Ireland is so near to Iceland.
func (n *names) near(label string) (name string, code ally.Code) {
	folded, _ := bare(label)
	if len(folded) < 4 { // codes are near to one another
		return "", ""
	}
	for _, known := range slices.Sorted(maps.Keys(n.codes)) {
		if len(known) > 3 && oneOff(folded, known) {
			code = n.codes[known]
			return n.allies.Name(code), code
		}
	}
	return "", ""
}

// oneOff tells whether one letter is another, missing, too many, or changed places
// with its neighbour.
func oneOff(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return (len(a) <= 1 && len(b) <= 1 && a != b) || (len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0])
}

// currency finds the currency an ally's row is in. Words such as "Kroner" are
// several currencies: the one meant is the ally's own, of today or before.
func (n *names) currency(c ally.Code, word string) (string, bool) {
	a, ok := n.allies.Ally(c)
	if !ok {
		return "", false
	}
	own := []string{a.Currency}
	if former, _, _ := strings.Cut(a.CurrencyNote, " "); len(former) == 3 && former == strings.ToUpper(former) {
		own = append(own, former)
	}
	for _, iso := range own {
		if strings.EqualFold(strings.TrimSpace(word), iso) {
			return iso, true
		}
		if slices.Contains(currencies(fold(word)), iso) {
			return iso, true
		}
	}
	return "", false
}

// currencies are those a word can mean.
func currencies(word string) []string {
	for _, c := range []struct{ words, codes string }{
		{"euro euros", "EUR"}, {"lek leks leke", "ALL"}, {"lev leva levs", "BGN"},
		{"canadian-dollar canadian-dollars", "CAD"}, {"us-dollar us-dollars dollars", "USD CAD"},
		{"kuna kunas", "HRK"}, {"koruna koruny korunas", "CZK SKK"}, {"krone kroner krona kronor kronur", "DKK NOK SEK ISK"},
		{"kroon krooni kroons", "EEK"}, {"forint forints", "HUF"}, {"lat lats lati", "LVL"}, {"litas litai lits", "LTL"},
		{"zloty zlotys zlotych", "PLN"}, {"leu lei new-leu new-lei", "RON"}, {"lira liras turkish-lira turkish-liras", "TRY"},
		{"pound pounds pounds-sterling", "GBP"}, {"denar denars denari", "MKD"}, {"tolar tolars", "SIT"},
	} {
		if slices.Contains(strings.Fields(c.words), strings.ReplaceAll(word, " ", "-")) {
			return strings.Fields(c.codes)
		}
	}
	return nil
}
