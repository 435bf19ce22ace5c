package workbook

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
		for _, name := range []string{a.Name, a.Official, string(a.Code)} {
			n.codes[fold(name)] = a.Code
		}
	}
	for name, code := range map[string]ally.Code{
		"czech republic": "CZE", "slovak republic": "SVK", "turkey": "TUR", "republic of turkiye": "TUR",
		"the netherlands": "NLD", "united states of america": "USA", "great britain": "GBR", "uk": "GBR", "us": "USA",
		"the former yugoslav republic of macedonia": "MKD", "former yugoslav republic of macedonia": "MKD",
		"republic of north macedonia": "MKD", "fyrom": "MKD", "macedonia": "MKD",
	} {
		if _, known := allies.Ally(code); known {
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
	s := strings.TrimSpace(label)
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
			break
		}
	}
	code, ok = n.codes[fold(s)]
	return code, note, ok
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
	switch word {
	case "euro", "euros":
		return []string{"EUR"}
	case "lek", "leks", "leke":
		return []string{"ALL"}
	case "lev", "leva", "levs":
		return []string{"BGN"}
	case "canadian dollar", "canadian dollars":
		return []string{"CAD"}
	case "us dollar", "us dollars", "dollars":
		return []string{"USD", "CAD"}
	case "kuna", "kunas":
		return []string{"HRK"}
	case "koruna", "koruny", "korunas":
		return []string{"CZK", "SKK"}
	case "krone", "kroner", "krona", "kronor", "kronur":
		return []string{"DKK", "NOK", "SEK", "ISK"}
	case "kroon", "krooni", "kroons":
		return []string{"EEK"}
	case "forint", "forints":
		return []string{"HUF"}
	case "lat", "lats", "lati":
		return []string{"LVL"}
	case "litas", "litai", "lits":
		return []string{"LTL"}
	case "zloty", "zlotys", "zlotych":
		return []string{"PLN"}
	case "leu", "lei", "new leu", "new lei":
		return []string{"RON"}
	case "lira", "liras", "turkish lira", "turkish liras":
		return []string{"TRY"}
	case "pound", "pounds", "pounds sterling":
		return []string{"GBP"}
	case "denar", "denars", "denari":
		return []string{"MKD"}
	case "tolar", "tolars":
		return []string{"SIT"}
	}
	return nil
}
