package onview_test

import (
	"slices"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui/onview"
)

func codes(rows []*analysis.Row) (out []ally.Code) {
	for _, r := range rows {
		out = append(out, r.Ally.Code)
	}
	return out
}

func TestTheOrderIsKeptThroughYearsOnly(t *testing.T) {
	ds := frozen.Data(t)
	var o onview.Order
	then := frozen.Answer(t, ds, "2026 2%")
	first := slices.Clone(codes(o.Rows(then)))
	if y, other := o.Year(); y != 2026 || other {
		t.Errorf("the order is of %d, another: %v", y, other)
	}
	now := frozen.Answer(t, ds, "heat 2019 2% NOR focus:NOR")
	rows := o.Rows(now)
	if !slices.Equal(codes(rows), first) {
		t.Error("the order has followed the year")
	}
	for i, r := range rows {
		if want, _ := now.Row(r.Ally.Code); r != want {
			t.Errorf("row %d is of another answer", i)
		}
	}
	if y, other := o.Year(); y != 2026 || !other {
		t.Errorf("the order is of %d, another: %v", y, other)
	}
	if o.Find("POL") < 0 || o.Find("XXX") != -1 || o.At(o.Find("POL")) != "POL" || o.At(-9) != first[0] || o.At(99) != first[len(first)-1] {
		t.Error("places are not those of the order")
	}
	for _, text := range []string{"2019 3.5%", "2019 2% sort:name", "2019 2% members:now", "2019 2% edition:2024-06", "2019 usd", "nordic 2019 2%"} {
		a := frozen.Answer(t, ds, text)
		var fresh []ally.Code
		for i := range a.Rows {
			fresh = append(fresh, a.Rows[i].Ally.Code)
		}
		if got := codes(o.Rows(a)); !slices.Equal(got, fresh) {
			t.Errorf("%s: %v, want the ranking's own order", text, got)
		}
		if _, other := o.Year(); other {
			t.Errorf("%s: said to be of another year", text)
		}
	}
}

// A group that gains a member on the way is laid out anew.
func TestAGroupThatGrows(t *testing.T) {
	ds := frozen.Data(t)
	var o onview.Order
	for _, text := range []string{"2014 2% eu", "2026 2% eu", "2014 2% eu"} {
		a := frozen.Answer(t, ds, text)
		if got := codes(o.Rows(a)); len(got) != len(a.Rows) {
			t.Errorf("%s: %d of %d rows", text, len(got), len(a.Rows))
		}
	}
}
