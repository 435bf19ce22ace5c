package analysis_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

func row(tb testing.TB, a *analysis.Answer, c ally.Code) *analysis.Row {
	tb.Helper()
	r, ok := a.Row(c)
	if !ok {
		tb.Fatalf("no row of %s", c)
	}
	return r
}

func codes(a *analysis.Answer) []ally.Code {
	out := make([]ally.Code, a.Len())
	for i, r := range a.Rows() {
		out[i] = r.Ally.Code
	}
	return out
}

// near fails unless the amount is held and agrees to a thousandth.
func near(tb testing.TB, what string, got analysis.Amount, want float64) {
	tb.Helper()
	if !got.OK || math.Abs(got.Value-want) > 0.001 {
		tb.Errorf("%s: %.4f (held %v), want %.4f", what, got.Value, got.OK, want)
	}
}

// refused fails unless the error is a *query.Error of the word that offers what
// is wanted.
func refused(tb testing.TB, what string, err error, word, offers string) {
	tb.Helper()
	var e *query.Error
	if !errors.As(err, &e) {
		tb.Errorf("%s: %v is no *query.Error", what, err)
		return
	}
	if e.Word != word || e.Reason == "" || (offers != "" && !slices.Contains(e.Nearest, offers)) {
		tb.Errorf("%s: %+v, want word %q, offering %q", what, e, word, offers)
	}
	if strings.Contains(e.Error(), "%!") {
		tb.Errorf("%s: badly formatted: %v", what, e)
	}
}

func dec(tb testing.TB, s string) figure.Decimal {
	tb.Helper()
	d, err := figure.ParseDecimal(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d.Trim()
}
