package query

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/figure"
)

// anyYear returns a random year or 0.
func anyYear(r *rand.Rand) figure.Year {
	if r.IntN(2) == 0 {
		return 0
	}
	return figure.FirstYear + figure.Year(r.IntN(int(figure.LastYear-figure.FirstYear)+1))
}

// anyLevel returns a random level or 0.
func anyLevel(r *rand.Rand) figure.Decimal {
	if r.IntN(3) == 0 {
		return figure.Decimal{}
	}
	d := figure.Decimal{Units: 1 + int64(r.IntN(10000)), Places: 2}
	if r.IntN(2) == 0 { // a pledged level
		d = []figure.Decimal{{Units: 2}, {Units: 20}, {Units: 35, Places: 1}, {Units: 5}}[r.IntN(4)]
	}
	return d.Trim()
}

// anyQuery returns a random query of those that Parse can return.
func anyQuery(r *rand.Rand, v *Vocabulary) Query {
	allies, groups := v.Allies.All(), v.Allies.Groups()
	q := Query{
		View: View(r.IntN(Views)), Measure: figure.Measure(r.IntN(figure.Measures)),
		Year: anyYear(r), From: anyYear(r), To: anyYear(r), Base: anyYear(r), Deadline: anyYear(r),
		Level: anyLevel(r), Source: Source(r.IntN(2)), Only: r.IntN(2) == 0, Reverse: r.IntN(2) == 0,
		Sort: Sort(r.IntN(Sorts)), Members: Membership(r.IntN(Memberships)), Transform: Transform(r.IntN(len(transformWords))),
	}
	if q.To != 0 && q.From > q.To {
		q.From, q.To = q.To, q.From
	}
	if r.IntN(2) == 0 {
		q.Measure = figure.ShareGDP
	}
	for range r.IntN(MaxPins + 1) {
		q.Pins = q.Pins.With(allies[r.IntN(len(allies))].Code)
	}
	for sums := sumTerms(v); q.Pins.Len() < MaxPins && r.IntN(2) == 0 && q.Pins.Len()+q.Sums.Len() < MaxPins; {
		q.Sums = q.Sums.With(sums[r.IntN(len(sums))].code())
	}
	if r.IntN(2) == 0 {
		q.Group = groups[r.IntN(len(groups))].ID
	}
	if r.IntN(2) == 0 && q.Source == NATO { // SIPRI has editions of its own
		q.Edition = v.Editions[r.IntN(len(v.Editions))]
	}
	if r.IntN(2) == 0 {
		q.Focus = allies[r.IntN(len(allies))].Code
	}
	if r.IntN(2) == 0 {
		letters := []rune("abcxyz0129:=%.-_…äß中\u0301")
		var b strings.Builder
		for range 1 + r.IntN(maxFilter-1) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		q.Filter = FilterOf(b.String())
	}
	for range r.IntN(4) {
		q = q.WithOverride(Override{Code: allies[r.IntN(len(allies))].Code, Level: anyLevel(r), By: anyYear(r)})
	}
	return q
}

func TestPrintedQueriesParseToThemselves(t *testing.T) {
	v := testVocabulary(t)
	r := rand.New(rand.NewPCG(2, 35))
	for range 20_000 {
		q := anyQuery(r, v)
		text := q.String()
		got, err := Parse(text, v)
		if err != nil || got != q {
			t.Fatalf("Parse(%q)\n got %+v, %v\nwant %+v", text, got, err, q)
		}
		if got.String() != text {
			t.Fatalf("%q is parsed and printed as %q", text, got)
		}
	}
}

// TestOrderIsFree shuffles the words of printed queries. The queries have one ally and one sum at
// most, as their order matters.
func TestOrderIsFree(t *testing.T) {
	v := testVocabulary(t)
	r := rand.New(rand.NewPCG(3, 14))
	for range 3_000 {
		q := anyQuery(r, v)
		if codes := q.Pins.Codes(); len(codes) > 1 {
			q.Pins = List(codes[0])
		}
		if codes := q.Sums.Codes(); len(codes) > 1 {
			q.Sums = List(codes[0])
		}
		words := strings.Fields(q.String())
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for i, w := range words {
			if !strings.Contains(w, "edition:") && r.IntN(2) == 0 {
				words[i] = strings.ToUpper(w)
			}
		}
		if strings.Contains(q.Filter, "ß") { // its capital folds to other letters
			continue
		}
		if got, err := Parse(strings.Join(words, " "), v); err != nil || got != q {
			t.Fatalf("Parse(%q)\n got %+v, %v\nwant %+v", words, got, err, q)
		}
	}
}

// A word that changes nothing is reported as skipped, or asks for the same as another word.
func TestNoWordIsDroppedInSilence(t *testing.T) {
	v := testVocabulary(t)
	words := []string{"sort:gap", "sort:-gap", "trend", "met", "below", "fell"}
	for _, own := range aliasTerms() {
		words = append(words, firstWord(own.names))
	}
	alone := map[string]Reading{}
	for _, w := range words {
		if r, err := Read(w, v, AllWords, ""); err == nil {
			alone[w] = r
		}
	}
	for first := range alone {
		for second := range alone {
			r, err := Read(first+" "+second, v, AllWords, "")
			for word, with := range map[string]string{first: second, second: first} {
				if err != nil || alone[with].Query != r.Query || slices.Contains(r.Skipped, word) {
					continue
				}
				if dropped, _ := alone[word].Since(r.Query); dropped != "" {
					t.Errorf("%q is read as %q: %s of %q is dropped", r.typed, r, dropped, word)
				}
			}
		}
	}
}

func TestStringOfOddQueries(t *testing.T) {
	v := testVocabulary(t)
	odd := []Query{
		{View: 99}, {Measure: 99}, {Sort: 99}, {Members: 99}, {Transform: 99}, {Source: 99},
		{Level: figure.Decimal{Units: 200, Places: 2}}, {Pins: " NOR  EST "}, {Scenario: " DEU=2%  "},
	}
	for _, q := range odd {
		if _, err := Parse(q.String(), v); err != nil {
			t.Errorf("%+v is printed as %q: %v", q, q, err)
		}
	}
}

func TestOverrides(t *testing.T) {
	q := Query{}.WithOverride(Override{"ESP", level("2.1"), 0}).WithOverride(Override{"DEU", level("3.50"), 2029})
	if q.Scenario != "DEU=3.5%@2029 ESP=2.1%" {
		t.Errorf("scenario %q", q.Scenario)
	}
	if got := q.Overrides(); len(got) != 2 || got[0] != (Override{"DEU", level("3.5"), 2029}) || got[1] != (Override{"ESP", level("2.1"), 0}) {
		t.Errorf("overrides %+v", got)
	}
	q = q.WithOverride(Override{"DEU", level("4"), 0}).WithOverride(Override{Code: "ESP"})
	if q.Scenario != "DEU=4%" {
		t.Errorf("scenario %q", q.Scenario)
	}
	if got := (Query{Scenario: "x =2% DEU= DEU=@2029 DEU=2%@9 =="}).Overrides(); len(got) != 0 {
		t.Errorf("overrides of nonsense: %+v", got)
	}
	if got := q.WithOverride(Override{Code: "DEU"}).Scenario; got != "" {
		t.Errorf("scenario %q, want none", got)
	}
}

func TestFilterOf(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""}, {" Ice LAND\t", "iceland"}, {"\x1b[2Ja\xff", "[2ja"}, {strings.Repeat("É", 50), strings.Repeat("é", 40)},
	}
	for _, tt := range tests {
		if got := FilterOf(tt.text); got != tt.want {
			t.Errorf("FilterOf(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestList(t *testing.T) {
	l := List("").With("NOR").With("EST").With("NOR").With("")
	if l != "NOR EST" || l.Len() != 2 || l.Index("EST") != 1 || l.Index("LVA") != -1 || l.Without("NOR") != "EST" {
		t.Errorf("list %q", l)
	}
}

// The difference between two queries is given in words of the queries.
func TestSince(t *testing.T) {
	v := testVocabulary(t)
	for _, c := range []struct{ was, is, now, gone string }{
		{"2024 2%", "2025 2%", "2025", ""},
		{"2024 2% nordic", "2024 2%", "", "nordic"},
		{"EST POL 2024", "EST 2024 sort:gap", "EST sort:gap", ""},
		{"trend only EST", "2019", "2019", "trend EST only"},
		{"2019", "2019", "", ""},
	} {
		was, _ := Parse(c.was, v)
		is, _ := Parse(c.is, v)
		if now, gone := is.Since(was); now != c.now || gone != c.gone {
			t.Errorf("%s, then %s: %q and %q, want %q and %q", c.was, c.is, now, gone, c.now, c.gone)
		}
	}
}
