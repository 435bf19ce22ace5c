// Package figure defines a published figure: a decimal as it was printed and its
// status, together with the years and measures that figures belong to.
//
// It does not know which ally or edition a figure belongs to, or whether it is enough.
package figure

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Decimal is a number as printed: an exact count of units of its last place.
// 2.00 is {Units: 200, Places: 2}. The zero value is 0.
type Decimal struct {
	Units  int64
	Places uint8
}

// maxPlaces is the greatest number of places of a Decimal: more than any table
// prints, and few enough that comparing two decimals never overflows.
const maxPlaces = 6

// ParseDecimal parses a plain decimal such as "-1.25", with at most 12 digits
// before the point and 6 after it.
func ParseDecimal(s string) (Decimal, error) {
	whole, frac, _ := strings.Cut(s, ".")
	digits, negative := strings.CutPrefix(whole, "-")
	units, err := strconv.ParseUint(digits+frac, 10, 63) // which takes no sign
	if err != nil || digits == "" || len(digits) > 12 || len(frac) > maxPlaces || strings.HasSuffix(s, ".") {
		return Decimal{}, fmt.Errorf("%q is not a plain decimal number", s)
	}
	d := Decimal{Units: int64(units), Places: uint8(len(frac))}
	if negative {
		d.Units = -d.Units
	}
	return d, nil
}

// Round returns v rounded half away from zero to the given places (0–6). It is for
// computed figures, which are rounded once, when they are shown. A value that is a half
// in decimal, such as 0.145 to two places, is treated as a half even if its float64 is
// slightly less. A value that differs from a half within fifteen digits is not.
func Round(v float64, places uint8) Decimal {
	x := v * math.Pow10(int(places))
	down := math.Floor(math.Abs(x))
	units := math.Round(math.Abs(x))
	if near := math.Abs(x) - down - 0.5; math.Abs(near) < min(1e-12+5e-16*down, 0.05) {
		units = down + 1
	}
	return Decimal{Units: int64(math.Copysign(units, x)), Places: places}
}

// Float returns the nearest float64.
func (d Decimal) Float() float64 { return float64(d.Units) / math.Pow10(int(d.Places)) }

// String returns the decimal with all its places, as it was printed.
func (d Decimal) String() string {
	digits, places := strconv.FormatInt(d.Abs().Units, 10), int(d.Places)
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	if places > 0 {
		digits = digits[:len(digits)-places] + "." + digits[len(digits)-places:]
	}
	if d.Negative() {
		return "-" + digits
	}
	return digits
}

// MarshalText returns the same as String.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText parses text as ParseDecimal does.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}

// Sub returns d − e, exactly, with the greater number of places of the two.
func (d Decimal) Sub(e Decimal) Decimal {
	d, e = Align(d, e)
	return Decimal{Units: d.Units - e.Units, Places: d.Places}
}

// Cmp returns −1, 0 or +1 if d is less than, equal to or greater than e.
func (d Decimal) Cmp(e Decimal) int {
	d, e = Align(d, e)
	return cmp.Compare(d.Units, e.Units)
}

// Abs returns the decimal without its sign.
func (d Decimal) Abs() Decimal {
	if d.Units < 0 {
		d.Units = -d.Units
	}
	return d
}

// Negative reports whether the decimal is less than zero.
func (d Decimal) Negative() bool { return d.Units < 0 }

// Trim returns the decimal without zeros at the end of the fraction: 2.00 becomes 2.
func (d Decimal) Trim() Decimal {
	for d.Places > 0 && d.Units%10 == 0 {
		d.Units /= 10
		d.Places--
	}
	return d
}

// Align returns both decimals with the greater number of places of the two.
func Align(d, e Decimal) (Decimal, Decimal) {
	for d.Places < e.Places {
		d.Units, d.Places = d.Units*10, d.Places+1
	}
	for e.Places < d.Places {
		e.Units, e.Places = e.Units*10, e.Places+1
	}
	return d, e
}
