package importer

import (
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// fold returns text in the form in which it is compared: lower case, without accents,
// words separated by one space, and no punctuation except "%".
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\'' || r == '’' || r == '\u00ad' { // within words
			return -1
		}
		return r
	}, ally.Plain(strings.ToLower(s)))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r != '%' && !unicode.IsLetter(r) && (r < '0' || r > '9')
	}), " ")
}

// hasAny reports whether folded text contains one of the phrases as whole words.
func hasAny(folded string, phrases ...string) bool {
	for _, p := range phrases {
		if strings.Contains(" "+folded+" ", " "+p+" ") {
			return true
		}
	}
	return false
}

// squeeze returns text on one line with single spaces, shortened to 90 characters.
func squeeze(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ")
	if r := []rune(s); len(r) > 90 {
		return string(r[:89]) + "…"
	}
	return s
}

// missing reports whether a cell says that there is no figure: NATO prints "..",
// "//" and dashes, SIPRI "...", ". ." and "xxx".
func missing(text string) bool {
	t := strings.ToLower(strings.Join(strings.Fields(text), ""))
	return t == "n/a" || t == "na" || t == "n.a." || strings.Trim(t, "./-–—…x") == ""
}

// yearHead matches the head of a column: 2014, "2023e", "2015 e", "2024 (e)", "2024.0" if a
// program saved it as a decimal, and "2024 [YR2024]" from the World Bank's DataBank.
var yearHead = regexp.MustCompile(`^(\d{4})(?:\[yr(\d{4})\]|(?:\.0)?(\(e\)|est\.?|e)?)[*†‡]*$`)

// year parses the head of a column.
func year(text string) (y figure.Year, estimate, ok bool) {
	found := yearHead.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(text), "")))
	if found == nil || found[2] != "" && found[2] != found[1] {
		return 0, false, false
	}
	y, err := dataset.ReadYear(found[1])
	return y, found[3] != "", err == nil
}

// value parses the number in a cell, see plain.
func value(text string) (v float64, estimate, ok bool) {
	t, estimate, ok := plain(text)
	if !ok {
		return 0, false, false
	}
	v, err := strconv.ParseFloat(t, 64)
	return v, estimate, err == nil && !math.IsInf(v, 0)
}

// plain returns the number in a cell as plain digits. The cell may separate thousands by commas or
// spaces, and end in "e" for an estimate.
func plain(text string) (number string, estimate, ok bool) {
	t, estimate := strings.CutSuffix(strings.TrimSpace(text), "e")
	t = strings.TrimSpace(t)
	number = strings.Map(func(r rune) rune {
		switch {
		case r == '−': // a true minus sign
			return '-'
		case strings.ContainsRune(", \u00a0\u202f", r):
			return -1
		default:
			return r
		}
	}, t)
	const digits = "0123456789"
	ok = strings.Trim(number, digits+".+-eE") == "" && strings.ContainsAny(number, digits) && grouped.MatchString(t)
	if v, err := strconv.ParseFloat(number, 64); ok && err == nil && strings.ContainsAny(number, "eE") {
		number = inFull(v) // spreadsheets store 0.032 as 3.2E-2
	}
	return number, estimate, ok
}

// inFull returns the shortest decimal without an exponent that parses as v.
func inFull(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// grouped matches a number in which commas and spaces only separate thousands: "1,234.5", but not
// "1,23".
var grouped = regexp.MustCompile(`^[+−-]*([^.,\pZ]*|\w{1,3}([,\pZ]\w{3})+)(\.[^,\pZ]*)?$`)

// round rounds v as a spreadsheet shows it: half away from zero, from fifteen digits.
func round(v float64, places uint8) figure.Decimal {
	fifteen, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', 15, 64)) // v is finite
	d, err := figure.ParseDecimal(fifteen.FloatString(int(places)))
	if err != nil {
		return figure.Round(v, places) // too many digits for any figure
	}
	return d
}

// names finds allies and currencies by name.
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
	for name, code := range map[string]ally.Code{
		"nato total": ally.Total, "total nato": ally.Total, "nato": ally.Total,
		"nato europe and canada": ally.EuropeCan, "european allies and canada": ally.EuropeCan,
		"nato europe": ally.Europe, "european allies": ally.Europe, "north america": ally.NorthAm, "nato north america": ally.NorthAm,
		// long, short and former names that occur only in tables
		"republic of turkiye": "TUR", "republic of north macedonia": "MKD", "fyrom": "MKD", "macedonia fyr": "MKD", "fyr macedonia": "MKD",
		"czech rep": "CZE", "slovak rep": "SVK", "fed rep germany": "DEU", "german fr": "DEU", "germany fr": "DEU", "west germany": "DEU",
		"federal republic of germany": "DEU", "germany federal republic of": "DEU", "turkey turkiye": "TUR",
		"the former yugoslav republic of macedonia": "MKD", "former yugoslav republic of macedonia": "MKD",
	} {
		if allies.Has(code) {
			n.codes[name] = code
		}
	}
	return n
}

// code returns the ally or aggregate that a row's label names. note is a text in brackets after the
// name that is too long for a footnote mark, such as a currency.
func (n *names) code(label string) (code ally.Code, note string, ok bool) {
	s, note := splitLabel(label)
	code, ok = n.codes[s]
	return code, note, ok
}

// splitLabel returns a label folded and without footnote marks, and the note after it.
func splitLabel(label string) (s, note string) {
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

// near returns the ally whose name differs from a label in one letter, or "". Its row must not be
// taken for that ally's: Ireland is one letter from Iceland.
func (n *names) near(label string) (name string, code ally.Code) {
	folded, _ := splitLabel(label)
	if len(folded) < 4 { // codes often differ in one letter
		return "", ""
	}
	best, letters := "", utf8.RuneCountInString(folded)
	for known, c := range n.codes { // of several, the alphabetically first one
		off := utf8.RuneCountInString(known) - letters
		if len(known) > 3 && off*off <= 1 && (best == "" || known < best) && query.Distance(folded, known) == 1 {
			best, name, code = known, n.allies.Name(c), c
		}
	}
	return name, code
}

// currency returns the code of the currency that word means in an ally's row. Words such as
// "Kroner" name several currencies; the ally's own, current or former, is meant.
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
		if strings.EqualFold(strings.TrimSpace(word), iso) || slices.Contains(currencies(fold(word)), iso) {
			return iso, true
		}
	}
	return "", false
}

// currencies returns the codes of the currencies that a folded word can mean.
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
