package query

import (
	"allyscope/internal/ally"
	"allyscope/internal/target"
)

// Vocabulary is what the grammar is told of the data: the words that are not
// its own. A nil Vocabulary, or a nil part of one, has no such words.
type Vocabulary struct {
	Allies  *ally.Register
	Targets *target.Register
	// Editions are the editions' identifiers, newest last, such as "2026-07".
	// Those of the reader's own editions may have any other form.
	Editions []string
}

// allies returns the allies, if there are any.
func (v *Vocabulary) allies() []*ally.Ally {
	if v == nil || v.Allies == nil {
		return nil
	}
	return v.Allies.All()
}

// groups returns the groups, if there are any.
func (v *Vocabulary) groups() []*ally.Group {
	if v == nil || v.Allies == nil {
		return nil
	}
	return v.Allies.Groups()
}

// pledges returns the pledges, if there are any.
func (v *Vocabulary) pledges() []*target.Pledge {
	if v == nil || v.Targets == nil {
		return nil
	}
	return v.Targets.All()
}

// editions returns the editions' identifiers, if there are any.
func (v *Vocabulary) editions() []string {
	if v == nil {
		return nil
	}
	return v.Editions
}

// otherNames is a constant table of what people call allies besides the names
// of the register, folded and space separated.
var otherNames = [...]struct {
	code  ally.Code
	names string
}{
	{"CZE", "czech-republic"},
	{"GBR", "uk britain great-britain"},
	{"MKD", "macedonia"},
	{"NLD", "holland the-netherlands"},
	{"TUR", "turkey"},
	{"USA", "us america united-states-of-america"},
}
