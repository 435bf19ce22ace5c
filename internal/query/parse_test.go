package query

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// level parses a level. It panics if s is not a number.
func level(s string) figure.Decimal {
	d, err := figure.ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d.Trim()
}

// parseTest is a text, the query it is parsed as and the printed form of the query.
type parseTest struct {
	text  string
	want  Query
	print string
}

func checkParse(t *testing.T, tests []parseTest) {
	t.Helper()
	v := testVocabulary(t)
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := Parse(tt.text, v)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("Parse(%q)\n got %+v\nwant %+v", tt.text, got, tt.want)
			}
			if s := got.String(); s != tt.print {
				t.Errorf("String() = %q, want %q", s, tt.print)
			}
			again, err := Parse(got.String(), v)
			if err != nil || again != got {
				t.Errorf("Parse(%q) = %+v, %v, want %+v", got.String(), again, err, got)
			}
		})
	}
}

func TestParseExamples(t *testing.T) {
	checkParse(t, []parseTest{
		{"", Query{}, ""},
		{"  \t\n ", Query{}, ""},
		{"EST POL LVA 2014..2024 3.5%", Query{Pins: "EST POL LVA", From: 2014, To: 2024, Level: level("3.5")}, "EST POL LVA 2014..2024 3.5%"},
		{"equipment 2024 20% sort:gap", Query{Measure: figure.EquipmentPct, Year: 2024, Level: level("20"), Sort: ByGap}, "equipment 2024 20% sort:gap"},
		{"nordic 2024 edition:2024-06", Query{Group: "nordic", Year: 2024, Edition: "2024-06"}, "nordic 2024 edition:2024-06"},
	})
}

func TestParseViews(t *testing.T) {
	checkParse(t, []parseTest{
		{"trend", Query{View: Trend}, "trend"},
		{"TREND trend view:trend", Query{View: Trend}, "trend"},
		{"rank", Query{}, ""},
		{"ranking view:rank", Query{}, ""},
		{"show NOR", Query{View: Sheet, Pins: "NOR"}, "sheet NOR"},
		{"view:balance", Query{View: Balance}, "balance"},
	})
}

func TestParseAllies(t *testing.T) {
	checkParse(t, []parseTest{
		{"nor", Query{Pins: "NOR"}, "NOR"},
		{"no is it us", Query{Pins: "NOR ISL ITA USA"}, "NOR ISL ITA USA"},
		{"norw NOR Norway", Query{Pins: "NOR"}, "NOR"},
		{"united kingdom united states", Query{Pins: "GBR USA"}, "GBR USA"},
		{"United-Kingdom united_states", Query{Pins: "GBR USA"}, "GBR USA"},
		{"united states of america", Query{Pins: "USA"}, "USA"},
		{"great britain", Query{Pins: "GBR"}, "GBR"},
		{"united king", Query{Pins: "GBR"}, "GBR"},
		{"NORTH  macedonia", Query{Pins: "MKD"}, "MKD"},
		{"north mac", Query{Pins: "MKD"}, "MKD"},
		{"north", Query{Pins: "MKD"}, "MKD"},
		{"macedonia", Query{Pins: "MKD"}, "MKD"},
		{"lat", Query{Pins: "LVA"}, "LVA"},
		{"Türkiye", Query{Pins: "TUR"}, "TUR"},
		{"TÜRKİYE tu\u0308rkiye turkiye turkey tr turk", Query{Pins: "TUR"}, "TUR"},
		{"uk usa america britain gb", Query{Pins: "GBR USA"}, "GBR USA"},
		{"czech republic holland", Query{Pins: "CZE NLD"}, "CZE NLD"},
		{"czech", Query{Pins: "CZE"}, "CZE"},
		{"slovak republic", Query{Pins: "SVK"}, "SVK"},
		{"slovak", Query{Pins: "SVK"}, "SVK"},
		{"EST LVA LTU POL FIN SWE NOR DNK EST", Query{Pins: "EST LVA LTU POL FIN SWE NOR DNK"}, "EST LVA LTU POL FIN SWE NOR DNK"},
	})
}

func TestParseGroups(t *testing.T) {
	checkParse(t, []parseTest{
		{"Nordics group:nordic nordic", Query{Group: "nordic"}, "nordic"},
		{"eastern flank", Query{Group: "b9"}, "b9"},
		{"nordic countries", Query{Group: "nordic"}, "nordic"},
		{"group:xyz", Query{Group: "xyz"}, "group:xyz"},
		{"group:grid", Query{Group: "grid"}, "group:grid"},
		{"group:gridded", Query{Group: "grid"}, "group:grid"},
		{"three seas", Query{Group: "3seas"}, "3seas"},
		{"grid", Query{View: Grid}, "grid"},
		{"est europe", Query{Pins: "EST", Group: "europe"}, "EST europe"},
	})
}

func TestParseMeasures(t *testing.T) {
	checkParse(t, []parseTest{
		{"usd", Query{Measure: figure.USDCurrent}, "usd"},
		{"spending usd_current measure:usd", Query{Measure: figure.USDCurrent}, "usd"},
		{"real", Query{Measure: figure.USDConstant}, "usd-constant"},
		{"real change", Query{Measure: figure.RealChange}, "real-change"},
		{"gdp per capita", Query{Measure: figure.GDPPerCapita}, "gdp-per-capita"},
		{"share", Query{}, ""},
		{"share-gdp", Query{}, ""},
	})
}

func TestParseTime(t *testing.T) {
	checkParse(t, []parseTest{
		{"2019", Query{Year: 2019}, "2019"},
		{"1949 year:1949", Query{Year: 1949}, "1949"},
		{"2100", Query{Year: 2100}, "2100"},
		{"2014-2024", Query{From: 2014, To: 2024}, "2014..2024"},
		{"2014–2024 2014…2024 2014..2024", Query{From: 2014, To: 2024}, "2014..2024"},
		{"2014..", Query{From: 2014}, "2014.."},
		{"..2024", Query{To: 2024}, "..2024"},
		{"…2024", Query{To: 2024}, "..2024"},
		{"2014..2014", Query{From: 2014, To: 2014}, "2014..2014"},
		{"2019 2014..2024 base:2016", Query{Year: 2019, From: 2014, To: 2024, Base: 2016}, "2014..2024 2019 base:2016"},
	})
}

func TestParsePathView(t *testing.T) {
	checkParse(t, []parseTest{
		{"path 2035", Query{View: Path, Deadline: 2035}, "path by:2035"},
		{"2035 path", Query{View: Path, Deadline: 2035}, "path by:2035"},
		{"2035 view:path by:2035", Query{View: Path, Deadline: 2035}, "path by:2035"},
		{"path year:2024 2035", Query{View: Path, Year: 2024, Deadline: 2035}, "path year:2024 by:2035"},
		{"path 2014..2024", Query{View: Path, From: 2014, To: 2024}, "path 2014..2024"},
		{"trend deadline:2032 2024", Query{View: Trend, Year: 2024, Deadline: 2032}, "trend 2024 by:2032"},
	})
}

func TestParseLevels(t *testing.T) {
	checkParse(t, []parseTest{
		{"2%", Query{Level: level("2")}, "2%"},
		{"2 %", Query{Level: level("2")}, "2%"},
		{"3,5% 3.50% target:3.5% level:3.5", Query{Level: level("3.5")}, "3.5%"},
		{"target:2 %", Query{Level: level("2")}, "2%"},
		{"0.01%", Query{Level: level("0.01")}, "0.01%"},
		{"100%", Query{Measure: figure.ShareGDP, Level: level("100")}, "share 100%"},
		{"20%", Query{Measure: figure.EquipmentPct, Level: level("20")}, "equipment 20%"},
		{"target:20%", Query{Measure: figure.EquipmentPct, Level: level("20")}, "equipment 20%"},
		{"share 20%", Query{Level: level("20")}, "share 20%"},
		{"pay 20%", Query{Measure: figure.PersonnelPct, Level: level("20")}, "personnel-share 20%"},
		{"12%", Query{Level: level("12")}, "share 12%"},
	})
}

func TestParseKeys(t *testing.T) {
	checkParse(t, []parseTest{
		{"edition:latest", Query{}, ""},
		{"edition:2026-07", Query{Edition: "2026-07"}, "edition:2026-07"},
		{"edition:2026", Query{Edition: "2026-07"}, "edition:2026-07"},
		{"edition:MY", Query{Edition: "my-draft"}, "edition:my-draft"},
		{"source:SIPRI", Query{Source: SIPRI}, "source:sipri"},
		{"source:nato", Query{}, ""},
		{"source:sipri edition:latest", Query{Source: SIPRI}, "source:sipri"},
		{"source:nato edition:2024-06", Query{Edition: "2024-06"}, "edition:2024-06"},
		{"sort:value", Query{}, ""},
		{"sort:-value", Query{Reverse: true}, "reverse"},
		{"reverse", Query{Reverse: true}, "reverse"},
		{"sort:-gap reverse", Query{Sort: ByGap, Reverse: true}, "sort:-gap"},
		{"reverse sort:name", Query{Sort: ByName, Reverse: true}, "sort:-name"},
		{"sort:money", Query{Sort: ByMoney}, "sort:money"},
		{"members:now", Query{Members: Now}, "members:now"},
		{"members:everyone", Query{Members: Everyone}, "members:everyone"},
		{"members:then", Query{}, ""},
		{"filter:LanD", Query{Filter: "land"}, "filter:land"},
		{"filter:a:b=c%", Query{Filter: "a:b=c%"}, "filter:a:b=c%"},
		{"only:pins NOR only", Query{Pins: "NOR", Only: true}, "NOR only"},
		{"focus:united-kingdom", Query{Focus: "GBR"}, "focus:GBR"},
		{"as:index", Query{View: Trend, Transform: Index}, "trend as:index"},
		{"as:level", Query{}, ""},
	})
}

func TestParseScenarios(t *testing.T) {
	checkParse(t, []parseTest{
		{"spain=2.1% deu=3.5%@2029", Query{View: Path, Scenario: "DEU=3.5%@2029 ESP=2.1%"}, "path DEU=3.5%@2029 ESP=2.1%"},
		{"ES=2,10 % ESP=2.1", Query{View: Path, Scenario: "ESP=2.1%"}, "path ESP=2.1%"},
		{"united-kingdom=3%", Query{View: Path, Scenario: "GBR=3%"}, "path GBR=3%"},
	})
}

// TestParseAllAtOnce has words of all kinds, in another order than they are printed in.
func TestParseAllAtOnce(t *testing.T) {
	checkParse(t, []parseTest{
		{
			"focus:EST only filter:a as:share sort:-since members:now edition:2017-06 base:2015 by:2030 POL=4% 2.5% 2020 2014.. personnel baltic EST trend",
			Query{
				View: Trend, Measure: figure.Personnel, Year: 2020, From: 2014, Base: 2015, Level: level("2.5"), Edition: "2017-06",
				Pins: "EST", Only: true, Group: "baltic", Filter: "a", Sort: BySince, Reverse: true, Members: Now,
				Focus: "EST", Transform: Share, Deadline: 2030, Scenario: "POL=4%",
			},
			"trend EST baltic personnel 2014.. 2020 2.5% POL=4% by:2030 base:2015 edition:2017-06 members:now sort:-since as:share filter:a only focus:EST",
		},
	})
}

func TestParseNamesOfSeveralWords(t *testing.T) {
	got, err := Parse("United Kingdom north macedonia 2 %", testVocabulary(t))
	want := Query{Pins: "GBR MKD", Level: level("2")}
	if err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestParseWithoutVocabulary(t *testing.T) {
	v := &Vocabulary{Allies: &ally.Register{}, Targets: &target.Register{}}
	got, err := Parse("trend equipment 2019 20% edition:latest", v)
	want := Query{View: Trend, Measure: figure.EquipmentPct, Year: 2019, Level: level("20")}
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := Parse("20%", v); err != nil || got.Measure != figure.ShareGDP {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := Parse("NOR", v); err == nil {
		t.Error("an ally was understood without a vocabulary")
	}
	if _, err := Parse("edition:2024-06 focus:NOR", v); err == nil {
		t.Error("an edition was understood without a vocabulary")
	}
	Complete("no", 2, v)
}

func BenchmarkParse(b *testing.B) {
	v := testVocabulary(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("EST POL united kingdom nordic 2014..2024 3.5% sort:-gap edition:2024-06 ESP=2.1%", v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkString(b *testing.B) {
	q := Query{Pins: "EST POL", Group: "nordic", From: 2014, Level: level("3.5"), Sort: ByGap}
	b.ReportAllocs()
	for b.Loop() {
		_ = q.String()
	}
}
