package importer

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/read"
)

// counter is an endless reader of zeros that counts them.
type counter struct{ n int }

func (c *counter) Read(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}

// A file that grows while it is read is read up to the limit only.
func TestReadAllIsBounded(t *testing.T) {
	c := &counter{}
	if _, err := read.All(c, MaxFile); !errors.Is(readError(err), ErrTooLarge) || c.n > MaxFile+1 {
		t.Errorf("%v after %d bytes", err, c.n)
	}
	if _, err := read.All(io.LimitReader(&counter{}, MaxFile), MaxFile); err != nil {
		t.Errorf("at the limit: %v", err)
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		v      float64
		places uint8
		want   string
	}{
		{1.346516857031259, 2, "1.35"}, {2.675, 2, "2.68"}, {-2.675, 2, "-2.68"}, {0.005, 2, "0.01"}, {0.00499, 2, "0.00"},
		{-0.001, 2, "0.00"}, {0, 1, "0.0"}, {1104.5, 0, "1105"}, {999999.5, 0, "1000000"}, {1e11 + 0.5, 0, "100000000001"},
		{3.0e-9, 2, "0.00"}, {12.3, 0, "12"},
	} {
		if got := round(c.v, c.places).String(); got != c.want {
			t.Errorf("%v to %d places: %s, not %s", c.v, c.places, got, c.want)
		}
	}
}

func TestYear(t *testing.T) {
	for text, want := range map[string]int{
		"2014": 2014, "2023e": -2023, "2015 e": -2015, "2024 (e)": -2024, "2024e*": -2024, " 2014 ": 2014, "2014.0": 2014,
		"": 0, "14": 0, "20145": 0, "2014-2024e": 0, "1948": 0, "2101": 0, "e": 0, "year": 0, "(0)": 0,
	} {
		y, estimate, ok := year(text)
		if got := int(y); ok != (want != 0) || (estimate && -got != want) || (ok && !estimate && got != want) {
			t.Errorf("%q: %d, %v, %v", text, y, estimate, ok)
		}
	}
}

func TestValue(t *testing.T) {
	for text, want := range map[string]float64{
		"1.5": 1.5, "-2": -2, "−2.5": -2.5, "1,234.5": 1234.5, "1 234": 1234, "6.15E-2": 0.0615, "2.03e": 2.03, "1,234,567": 1234567,
	} {
		if v, _, ok := value(text); !ok || v != want {
			t.Errorf("%q: %v, %v", text, v, ok)
		}
	}
	for _, text := range []string{"", "e", ".", "..", "1,23", "12,3456", "1.234,5", "0x1p-2", "NaN", "Inf", "1e999", "n/a", "#REF!", ",1"} {
		if v, _, ok := value(text); ok {
			t.Errorf("%q: %v", text, v)
		}
	}
	for _, text := range []string{"..", "...", ". .", "//", "-", "–", "xxx", "n/a", "…", " "} {
		if !missing(text) {
			t.Errorf("%q is not missing", text)
		}
	}
	for _, text := range []string{"0", "0.00", "a", "#REF!"} {
		if missing(text) {
			t.Errorf("%q is missing", text)
		}
	}
}

func TestClassifyRefuses(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""}, {"Table 4 : Defence expenditure real change 2014-2024e", ""},
		{"GDP per capita and defence expenditure per capita", ""},
		{"Defence expenditure Million euros", "Current prices"},
		{"Defence expenditure", "Current prices"}, // millions or billions?
		{"Distribution of defence expenditure", "Research"},
		{"Defence- and security-related expenditure Million US dollars", "Current prices"},
		{"Population Million", "Current prices"},
	} {
		if s, ok := classify(c[0], c[1]); ok {
			t.Errorf("%q: %s (%s)", c, s.measure, s.unit)
		}
	}
}

// The longest texts a hostile file can contain are copied a few times, not once for each
// character.
func TestLongTextsAreCopiedFewTimes(t *testing.T) {
	signs, dashes := strings.Repeat("_xab", 20_000), strings.Repeat("-", 100_000)
	ds, err := dataset.Open(data.Files())
	must(t, err)
	named := newNames(ds.Allies())
	var nested phrase
	must(t, xml.Unmarshal([]byte("<si>"+strings.Repeat("<r>", 2000)+"<t>a</t>"+strings.Repeat("</r>", 2000)+"</si>"), &nested))
	for name, c := range map[string]struct {
		read func() string
		most float64 // copies
	}{
		"escapes": {func() string { return unescape(signs) }, 100},
		"runs":    {nested.String, 100},
		"names": {func() string {
			_, code := named.near("Nobody who is near to an ally")
			return string(code)
		}, 100},
		"dashes": {func() string { return clean(dashes, maxTitle) }, 4 * maxCell},
	} {
		if n := testing.AllocsPerRun(1, func() { _ = c.read() }); n > c.most {
			t.Errorf("%s: %v copies", name, n)
		}
	}
	for text, want := range map[string]string{signs: signs, "a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "_x00": "_x00", "_xZZZZ_": "_xZZZZ_", "": ""} {
		if got := unescape(text); got != want {
			t.Errorf("%.20q: %.20q", text, got)
		}
	}
}
