package figure_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

func dec(t testing.TB, s string) figure.Decimal {
	t.Helper()
	d, err := figure.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDecimalIsPrintedAsItWasRead(t *testing.T) {
	for _, s := range []string{"0", "0.00", "2.00", "2", "-1.25", "-0.01", "0.000001", "999999999999", "-999999999999.999999", "116326", "186.4"} {
		if got := dec(t, s).String(); got != s {
			t.Errorf("%s is printed as %s", s, got)
		}
	}
}

func TestDecimalRefusesWhatIsNoPlainNumber(t *testing.T) {
	for _, s := range []string{
		"", "-", ".", "1.", ".5", "-.5", "+1", "--1", "1,5", "1 000", "1e3", "NaN", "Inf", "0x1", "1.2.3", "1.-5", "٣",
		"1.1234567", "1234567890123", "2.00e", " 2", "2 ", "2\r", "2\x00", "−1",
	} {
		if d, err := figure.ParseDecimal(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
}

// A float64 gets these differences wrong; a Decimal is exact.
func TestDecimalIsExact(t *testing.T) {
	for _, c := range []struct{ a, b, difference string }{
		{"2.00", "2", "0.00"},
		{"0.3", "0.1", "0.2"}, // 0.19999999999999998 in floats
		{"1.99", "2.00", "-0.01"},
		{"2.01", "2", "0.01"}, // 0.009999999999999787
		{"-1.1", "2.2", "-3.3"},
		{"999999999999.999999", "-999999999999.999999", "1999999999999.999998"},
		{"3", "2.999999", "0.000001"},
	} {
		a, b := dec(t, c.a), dec(t, c.b)
		if got := a.Sub(b).String(); got != c.difference {
			t.Errorf("%s − %s = %s, want %s", c.a, c.b, got, c.difference)
		}
		ra, _ := new(big.Rat).SetString(c.a)
		rb, _ := new(big.Rat).SetString(c.b)
		if got, want := a.Cmp(b), ra.Cmp(rb); got != want || b.Cmp(a) != -want {
			t.Errorf("%s against %s: %d, want %d", c.a, c.b, got, want)
		}
	}
}

func TestDecimalSignsAndZeros(t *testing.T) {
	for _, c := range []struct{ in, trim, abs, signed string }{
		{"2.00", "2", "2.00", "+2.00"},
		{"3.50", "3.5", "3.50", "+3.50"},
		{"-0.06", "-0.06", "0.06", "−0.06"},
		{"0.00", "0", "0.00", "+0.00"},
		{"-20.0", "-20", "20.0", "−20.0"},
		{"100", "100", "100", "+100"},
	} {
		d := dec(t, c.in)
		if got := [3]string{d.Trim().String(), d.Abs().String(), format.Signed(d)}; got != [3]string{c.trim, c.abs, c.signed} {
			t.Errorf("%s: %v, want %s %s %s", c.in, got, c.trim, c.abs, c.signed)
		}
		if d.Negative() != strings.HasPrefix(c.in, "-") {
			t.Errorf("%s: negative is %v", c.in, d.Negative())
		}
	}
}

func TestRoundIsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		v      float64
		places uint8
		want   string
	}{
		{2.5, 0, "3"}, {-2.5, 0, "-3"}, {0.125, 2, "0.13"}, {-0.125, 2, "-0.13"},
		{0.145, 2, "0.15"}, {2.765, 2, "2.77"}, {-1.005, 2, "-1.01"}, {0.1449999, 2, "0.14"}, {1e12 + 0.4, 0, "1000000000000"}, // halves of decimals
		{96721027.36093625, 6, "96721027.360936"}, {96721027.3609365, 6, "96721027.360937"}, {12345678.1234499, 4, "12345678.1234"},
		{1000000000000000.4, 0, "1000000000000000"}, {1000000000000000.5, 0, "1000000000000001"}, // as exact as a float64 can be
		{-0.001, 2, "0.00"}, // never "-0.00"
		{1.994999, 2, "1.99"}, {1.995001, 2, "2.00"}, {411691.9188, 0, "411692"},
	} {
		if got := figure.Round(c.v, c.places).String(); got != c.want {
			t.Errorf("%v at %d places is %s, want %s", c.v, c.places, got, c.want)
		}
	}
}

// A number of fifteen digits is rounded as it is written, wherever it is cut. At most eleven digits
// are dropped, because Round treats what is nearer to a half as a half.
func TestRoundIsExactToFifteenDigits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		digits, decimals := random.Int64N(1_000_000_000_000_000), random.IntN(15)
		places := max(random.IntN(min(decimals, 6)+1), decimals-11)
		if random.IntN(3) == 0 { // exactly half, or one digit off
			digits = digits/pow10(decimals-places)*pow10(decimals-places) + pow10(decimals-places)/2 + random.Int64N(3) - 1
		}
		v, _ := big.NewRat(digits, pow10(decimals)).Float64()
		want := figure.Decimal{Units: (digits + pow10(decimals-places)/2) / pow10(decimals-places), Places: uint8(places)}
		if got := figure.Round(v, uint8(places)); got != want {
			t.Fatalf("%v to %d places is %s, want %s", v, places, got, want)
		}
	}
}

func pow10(n int) int64 { return int64(math.Pow10(n)) }

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"2.00", "-1.25", "0", "-0.00", "007", "999999999999.999999", "1.", "٣", "2.0\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := figure.ParseDecimal(s)
		if err != nil {
			return
		}
		again, err := figure.ParseDecimal(d.String())
		if err != nil || again != d {
			t.Fatalf("%q is %v, printed as %q and read again as %v, %v", s, d, d.String(), again, err)
		}
		want, ok := new(big.Rat).SetString(s)
		got, _ := new(big.Rat).SetString(d.String())
		if !ok || want.Cmp(got) != 0 {
			t.Fatalf("%q is printed as %s", s, d)
		}
		exact, _ := want.Float64()
		if math.Abs(d.Float()-exact) > math.Abs(exact)*1e-15 {
			t.Fatalf("%q is %v as a float, want %v", s, d.Float(), exact)
		}
		if d.Cmp(d.Trim()) != 0 || d.Sub(d).Units != 0 {
			t.Fatalf("%q: trimming or subtracting changes it", s)
		}
	})
}
