package analysis_test

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// finite fails where any number in v, however deep, is not one: a chart handed a
// NaN hangs, and a table prints it.
func finite(t *testing.T, where string, v reflect.Value, depth int) {
	t.Helper()
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Errorf("%s is %v", where, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); depth < 6 && f.Type != reflect.TypeFor[*analysis.Answer]() {
				finite(t, where+"."+f.Name, v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct || v.Type().Elem().Kind() == reflect.Float64 {
			for i := range v.Len() {
				finite(t, where, v.Index(i), depth+1)
			}
		}
	default: // nothing else holds a number made here
	}
}

// FuzzQuestions asks whatever the grammar lets through. Every answer is finite
// and says something, every refusal is a *query.Error.
func FuzzQuestions(f *testing.F) {
	for _, s := range []string{
		"", "2024 2% edition:2024-06", "path 3.5% 2035 ESP=2.1%", "path DEU=3.5%@2029 year:2016", "path 0.01% 2100", "path 100% 2027",
		"nordic 2014..2018 equipment 20% sort:-gap members:everyone", "usd 2008 edition:2016-01", "1949 source:sipri 2%",
		"path 2% year:2008 2016 edition:2016-01", "path source:sipri", "balance 2025 edition:2025-08", "ISL 2024 gdp", "2021 edition:2021-06 usd",
		"path edition:2021-06", "path edition:2023-07 year:2018", "heat 2023 edition:2023-07",
	} {
		f.Add(s)
	}
	ds := frozen.Data(f)
	words := &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := query.Parse(text, words)
		if err != nil {
			return
		}
		check := func(what string, answer any, sentence string, err error) {
			var refusal *query.Error
			switch {
			case err != nil && !errors.As(err, &refusal):
				t.Errorf("%s %q: %v is no *query.Error", what, text, err)
			case err == nil && (sentence == "" || strings.Contains(sentence, "NaN") || strings.Contains(sentence, "%!")):
				t.Errorf("%s %q: says %q", what, text, sentence)
			case err == nil:
				finite(t, what+" "+text, reflect.ValueOf(answer).Elem(), 0)
			}
		}
		if a, err := analysis.RankingFor(ds, q); err != nil {
			check("answer", a, "", err)
		} else {
			check("answer", a, a.Sentence, nil)
		}
		if p, err := analysis.PathFor(ds, q); err != nil {
			check("path", p, "", err)
		} else {
			check("path", p, p.Sentence, nil)
		}
		if b, err := analysis.BalanceFor(ds, q); err != nil {
			check("balance", b, "", err)
		} else {
			check("balance", b, b.Sentence, nil)
		}
		code := ds.Allies().All()[len(text)%32].Code
		if s, err := sheetFor(ds, q, code); err != nil {
			check("sheet", s, "", err)
		} else {
			check("sheet", s, s.Headline, nil)
		}
	})
}
