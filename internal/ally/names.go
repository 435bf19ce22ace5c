package ally

import (
	"slices"
	"strings"
	"unicode"
)

// Names returns the names of the ally: its code, its name, NATO's short form if that differs,
// and then the others of the register.
func (a *Ally) Names() []string {
	names := []string{string(a.Code), a.Name}
	if a.Official != "" && a.Official != a.Name {
		names = append(names, a.Official)
	}
	return append(names, a.Others...)
}

// Outsider is a country or an organisation that people ask about as if it were an ally.
type Outsider struct {
	Names string // in lower case without accents, with hyphens for spaces, separated by spaces
	What  string // what it is instead: "a partner of NATO and not a member"
}

// The values of Outsider.What.
const (
	inUnion  = "a member of the European Union and not of NATO"
	partner  = "a partner of NATO and not a member"
	outside  = "a country outside NATO"
	inUK     = "a part of the United Kingdom, whose figures are GBR's"
	inDK     = "a part of the Kingdom of Denmark, whose figures are DNK's"
	noMember = "an organisation; its members that are allies are the group eu"
	noState  = "an organisation, not a country"
)

// outsiders is a constant table. A country that joins NATO is removed from it.
var outsiders = [...]Outsider{
	{"austria austrian osterreich", inUnion}, {"cyprus cypriot", inUnion}, {"ireland irish", inUnion},
	{"malta maltese", inUnion}, {"ukraine ukrainian", partner}, {"georgia", partner}, {"moldova", partner},
	{"bosnia bosnia-and-herzegovina", partner}, {"serbia serbian", partner}, {"switzerland swiss", partner},
	{"armenia", partner}, {"azerbaijan", partner}, {"kazakhstan", partner}, {"israel", partner}, {"japan", partner},
	{"south-korea korea republic-of-korea", partner}, {"australia", partner}, {"new-zealand", partner},
	{"russia russian russian-federation", outside}, {"china chinese prc", outside}, {"belarus", outside}, {"india", outside},
	{"iran", outside}, {"north-korea dprk", outside}, {"kosovo", outside}, {"taiwan", outside}, {"brazil", outside},
	{"mexico", outside}, {"saudi-arabia", outside}, {"england english", inUK}, {"scotland scottish", inUK},
	{"wales welsh", inUK}, {"northern-ireland", inUK}, {"greenland", inDK}, {"faroe-islands", inDK},
	{"european-union", noMember}, {"united-nations un", noState}, {"osce", noState}, {"g20", noState},
}

// Outsiders returns a copy of the countries and organisations that people ask about like allies.
func (r *Register) Outsiders() []Outsider { return slices.Clone(outsiders[:]) }

// letters is a constant table: each plain form of the lower-case accented letters in the
// allies' languages.
var letters = [...]struct{ plain, accented string }{
	{"a", "àáâãäåāăą"}, {"c", "çćč"}, {"d", "ďđð"}, {"e", "èéêëēėęě"}, {"g", "ğģ"}, {"i", "ìíîïīįı"}, {"k", "ķ"},
	{"l", "ĺļľł"}, {"n", "ñńņň"}, {"o", "òóôõöøő"}, {"r", "ŕř"}, {"s", "śşšș"}, {"t", "ťţț"}, {"u", "ùúûüūůűų"},
	{"y", "ýÿ"}, {"z", "źżž"}, {"ae", "æ"}, {"oe", "œ"}, {"ss", "ß"}, {"th", "þ"},
}

// Plain returns the text without diacritics; upper and lower case stay as they are.
func Plain(text string) string {
	if IsASCII(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !unicode.Is(unicode.Mn, r) { // a combining mark: in decomposed text the accent is a rune
			b.WriteString(plainLetter(r))
		}
	}
	return b.String()
}

func plainLetter(r rune) string {
	lower := unicode.ToLower(r)
	for _, l := range letters {
		switch {
		case r < 0x80 || !strings.ContainsRune(l.accented, lower):
		case lower != r:
			return strings.ToUpper(l.plain[:1]) + l.plain[1:]
		default:
			return l.plain
		}
	}
	return string(r)
}

// IsASCII reports whether the text has only ASCII characters.
func IsASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}
