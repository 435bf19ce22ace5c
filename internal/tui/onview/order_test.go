package onview_test

import (
	"slices"
	"testing"

	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui/onview"
)

func TestTheOrderIsKeptThroughYearsOnly(t *testing.T) {
	ds := frozen.Data(t)
	var o onview.Order
	then := frozen.Answer(t, ds, "2026 2%")
	first := slices.Clone(o.Codes(then))
	if y := o.Year(); y != 2026 {
		t.Errorf("the order is of %d", y)
	}
	now := frozen.Answer(t, ds, "heat 2019 2% NOR focus:NOR")
	if !slices.Equal(o.Codes(now), first) {
		t.Error("the order has followed the year")
	}
	if y := o.Year(); y != 2026 {
		t.Errorf("the order is of %d", y)
	}
	for _, text := range []string{"2019 3.5%", "2019 2% sort:name", "2019 2% members:now", "2019 2% edition:2024-06", "2019 usd", "nordic 2019 2%"} {
		a := frozen.Answer(t, ds, text)
		if got := o.Codes(a); !slices.Equal(got, a.Codes()) {
			t.Errorf("%s: %v, want the ranking's own order", text, got)
		}
		if o.Year() != a.Year {
			t.Errorf("%s: said to be of another year", text)
		}
	}
}

// If a group gains a member with the year, the order is that of the new year.
func TestAGroupThatGrows(t *testing.T) {
	ds := frozen.Data(t)
	var o onview.Order
	for _, text := range []string{"2014 2% eu", "2026 2% eu", "2014 2% eu"} {
		a := frozen.Answer(t, ds, text)
		if got := o.Codes(a); len(got) != a.Len() {
			t.Errorf("%s: %d of %d rows", text, len(got), a.Len())
		}
	}
}
