// Package figure holds what a single published figure is: a decimal as it was
// printed, its status, its year and the measure it belongs to.
//
// It knows neither which ally or edition a figure is of, nor whether it is good.
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

// maxPlaces bounds the decimals of a Decimal: more than any table prints, few
// enough that comparing two never overflows.
const maxPlaces = 6

// ParseDecimal reads a plain decimal such as "-1.25", of at most 12 digits
// before and 6 after the point.
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

// Round returns v rounded half away from zero to the given places (0–6). It is
// for figures computed here, which are rounded once, when they are shown. What was
// computed from decimals and is exactly half in them, such as 0.145, is so here
// too, whatever its nearest binary number; what fifteen digits tell from a half is not.
func Round(v float64, places uint8) Decimal {
	x := v * math.Pow10(int(places))
	down := math.Floor(math.Abs(x))
	units := math.Round(math.Abs(x))
	if near := math.Abs(x) - down - 0.5; math.Abs(near) < min(1e-12+5e-16*down, 0.05) {
		units = down + 1
	}
	return Decimal{Units: int64(math.Copysign(units, x)), Places: places}
}

// Float is the nearest float64.
func (d Decimal) Float() float64 { return float64(d.Units) / math.Pow10(int(d.Places)) }

// String prints the decimal with all its places, as it was printed.
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

// MarshalText is what String gives.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDecimal does.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}

// Sub is d − e, exactly, with the greater number of places of the two.
func (d Decimal) Sub(e Decimal) Decimal {
	d, e = Align(d, e)
	return Decimal{Units: d.Units - e.Units, Places: d.Places}
}

// Cmp is −1, 0 or +1 as d is less than, equal to or greater than e.
func (d Decimal) Cmp(e Decimal) int {
	d, e = Align(d, e)
	return cmp.Compare(d.Units, e.Units)
}

// Abs is the decimal without its sign.
func (d Decimal) Abs() Decimal {
	if d.Units < 0 {
		d.Units = -d.Units
	}
	return d
}

// Negative tells whether the decimal is less than zero.
func (d Decimal) Negative() bool { return d.Units < 0 }

// Trim drops zeros at the end of the fraction: 2.00 becomes 2, 3.50 becomes 3.5.
func (d Decimal) Trim() Decimal {
	for d.Places > 0 && d.Units%10 == 0 {
		d.Units /= 10
		d.Places--
	}
	return d
}

// Align gives both as many places as the one has that has more.
func Align(d, e Decimal) (Decimal, Decimal) {
	for d.Places < e.Places {
		d.Units, d.Places = d.Units*10, d.Places+1
	}
	for e.Places < d.Places {
		e.Units, e.Places = e.Units*10, e.Places+1
	}
	return d, e
}
