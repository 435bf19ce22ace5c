package ally

import "slices"

// Outsider is a country or a body that is asked about as if it were an ally.
type Outsider struct {
	// Names are what it is called, in plain lower case with hyphens for blanks,
	// parted by blanks.
	Names string
	// What it is: "a partner of NATO and not a member".
	What string
}

// What outsiders are.
const (
	inUnion  = "a member of the European Union and not of NATO"
	partner  = "a partner of NATO and not a member"
	outside  = "a country outside NATO"
	inUK     = "a part of the United Kingdom, whose figures are GBR's"
	inDK     = "a part of the Kingdom of Denmark, whose figures are DNK's"
	noMember = "an organisation; its members that are allies are the group eu"
	noState  = "an organisation, and no country"
)

// outsiders is a constant table of them. One that joins NATO is taken off when it is put into the register.
var outsiders = [...]Outsider{
	{"austria", inUnion}, {"osterreich", inUnion}, {"cyprus", inUnion}, {"ireland", inUnion}, {"malta", inUnion},
	{"ukraine", partner}, {"georgia", partner}, {"moldova", partner}, {"bosnia bosnia-and-herzegovina", partner}, {"serbia", partner},
	{"switzerland", partner}, {"armenia", partner}, {"azerbaijan", partner}, {"kazakhstan", partner}, {"israel", partner},
	{"japan", partner}, {"south-korea korea republic-of-korea", partner}, {"australia", partner}, {"new-zealand", partner},
	{"russia russian-federation", outside}, {"china prc", outside}, {"belarus", outside}, {"india", outside}, {"iran", outside},
	{"north-korea dprk", outside}, {"kosovo", outside}, {"taiwan", outside}, {"brazil", outside}, {"mexico", outside}, {"saudi-arabia", outside},
	{"england", inUK}, {"scotland", inUK}, {"northern-ireland", inUK}, {"greenland", inDK}, {"faroe-islands", inDK},
	{"european-union", noMember}, {"united-nations un", noState}, {"osce", noState}, {"g20", noState},
}

// Outsiders are countries and bodies that are often asked about and are not in the
// register.
func (r *Register) Outsiders() []Outsider { return slices.Clone(outsiders[:]) }
