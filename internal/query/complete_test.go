package query

import (
	"slices"
	"strings"
	"testing"
)

func texts(options []Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Text
	}
	return out
}

func TestComplete(t *testing.T) {
	v := testVocabulary(t)
	tests := []struct {
		text string // "|" is the cursor
		from int
		to   int
		want []string // the first options
	}{
		{"nor|", 0, 3, []string{"NOR", "nordic", "North-Macedonia"}},
		{"norw|", 0, 4, []string{"Norway"}},
		{"NOR est|", 4, 7, []string{"EST"}},
		{"NOR e|st 2024", 4, 7, []string{"europe", "equipment", "edition:", "ESP", "Estonia", "eastern-flank"}},
		{"turk|", 0, 4, []string{"Turkiye"}},
		{"türk|", 0, 4, []string{"Türkiye"}},
		{"brit|", 0, 4, []string{"britain"}},
		{"uk|", 0, 2, []string{"uk"}},
		{"no|", 0, 2, []string{"NOR"}},
		{"tu|", 0, 2, []string{"Turkiye"}},
		{"united|", 0, 6, []string{"United-Kingdom", "United-States"}},
		{"2024 united ki|", 5, 14, []string{"GBR"}},
		{"2024 united ki|ngdom", 5, 19, []string{"GBR"}},
		{"tr|", 0, 2, []string{"TUR", "trend", "troops"}},
		{"rank|", 0, 4, []string{"rank"}},
		{"dead|", 0, 4, []string{"deadline:"}},
		{"edi|", 0, 3, []string{"edition:"}},
		{"equ|", 0, 3, []string{"equipment"}},
		{"mont|", 0, 4, []string{"Montenegro"}},
		{"2|", 0, 1, []string{"2%", "20%"}},
		{"3.|", 0, 2, []string{"3.5%"}},
		{"edition:|", 0, 8, []string{"edition:latest", "edition:2026-07", "edition:my-draft", "edition:2025-08"}},
		{"2024 edition:2016|", 5, 17, []string{"edition:2016-07", "edition:2016-01"}},
		{"source:s|", 0, 8, []string{"source:sipri"}},
		{"sort:|", 0, 5, []string{"sort:value", "sort:name", "sort:gap", "sort:money", "sort:change", "sort:since", "sort:nearest", "sort:places", "sort:streak", "sort:-value"}},
		{"sort:-g|", 0, 7, []string{"sort:-gap"}},
		{"members:|", 0, 8, []string{"members:then", "members:now", "members:everyone"}},
		{"as:|", 0, 3, []string{"as:level", "as:difference", "as:index", "as:share"}},
		{"focus:nor|", 0, 9, []string{"focus:NOR", "focus:North-Macedonia"}},
		{"group:|", 0, 6, []string{"group:3seas", "group:b9", "group:baltic"}},
		{"measure:eq|", 0, 10, []string{"measure:equipment"}},
		{"view:|", 0, 5, []string{"view:ranking", "view:trend"}},
		{"target:|", 0, 7, []string{"target:2%", "target:20%", "target:3.5%", "target:5%"}},
		{"by:|", 0, 3, []string{"by:2024", "by:2035"}},
		{"deadline:203|", 0, 12, []string{"deadline:2035"}},
		{"only:|", 0, 5, []string{"only:pins"}},
		{"ESP=|", 0, 4, []string{"ESP=2%", "ESP=20%", "ESP=3.5%", "ESP=5%"}},
		{"ESP=3|", 0, 5, []string{"ESP=3.5%"}},
		{"|", 0, 0, []string{"ranking", "trend", "grid"}},
		{"NOR |", 4, 4, []string{"ranking", "trend", "grid"}},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			before, _, _ := strings.Cut(tt.text, "|")
			cursor := len([]rune(before))
			from, to, options := Complete(strings.Replace(tt.text, "|", "", 1), cursor, v)
			if from != tt.from || to != tt.to {
				t.Errorf("from %d to %d, want %d to %d", from, to, tt.from, tt.to)
			}
			got := texts(options)
			if len(got) < len(tt.want) || !slices.Equal(got[:len(tt.want)], tt.want) {
				t.Errorf("got %q, want it to begin with %q", got, tt.want)
			}
		})
	}
}

func TestCompleteNothing(t *testing.T) {
	for _, text := range []string{"zzzz", "foo:", "year:20", "filter:a", "edition:zzz"} {
		if _, _, options := Complete(text, len(text), testVocabulary(t)); len(options) != 0 {
			t.Errorf("Complete(%q) offers %q", text, texts(options))
		}
	}
}

func TestCompleteFuzzyComesLast(t *testing.T) {
	v := testVocabulary(t)
	_, _, options := Complete("land", 4, v)
	got := texts(options)
	for _, want := range []string{"FIN", "ISL", "POL", "NLD"} { // Fin-land, Ice-land, Po-land, Nether-lands
		if !slices.Contains(got, want) {
			t.Errorf("options %q lack %s", got, want)
		}
	}
	_, _, options = Complete("eqpt", 4, v)
	if got := texts(options); !slices.Equal(got, []string{"equipment"}) {
		t.Errorf("options %q, want only equipment", got)
	}
}

// Every word that help lists or completion offers can be parsed.
func TestOptionsAreUnderstood(t *testing.T) {
	v := testVocabulary(t)
	var all []Option
	for _, c := range Chapters(v) {
		all = append(all, c.Words...)
	}
	for _, prefix := range []string{"", "edition:", "sort:", "focus:", "group:", "measure:", "view:", "by:", "target:", "NOR="} {
		_, _, options := Complete(prefix, len(prefix), v)
		if len(options) == 0 || len(options) > 50 {
			t.Errorf("%d options for %q", len(options), prefix)
		}
		all = append(all, options...)
	}
	for c := 'a'; c <= 'z'; c++ {
		_, _, options := Complete(string(c), 1, v)
		all = append(all, options...)
	}
	for _, o := range all {
		if o.Note == "" {
			t.Errorf("%q has no note", o.Text)
		}
		if strings.HasSuffix(o.Text, ":") {
			continue
		}
		if _, err := Parse(o.Text, v); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkComplete(b *testing.B) {
	v := testVocabulary(b)
	for b.Loop() {
		Complete("trend no", 8, v)
	}
}
