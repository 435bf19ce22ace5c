package query

import (
	"testing"
	"testing/fstest"

	"allyscope/internal/dataset"
)

const testAllies = `code,iso2,name,official_name,accession,currency,region,subregion,founding,currency_note,other_names
ALB,AL,Albania,Albania,2009-04-01,ALL,Europe,South-East Europe,0,,Shqipëria
BEL,BE,Belgium,Belgium,1949-08-24,EUR,Europe,Western Europe,1,,Belgique;België
BGR,BG,Bulgaria,Bulgaria,2004-03-29,EUR,Europe,South-East Europe,0,,
CAN,CA,Canada,Canada,1949-08-24,CAD,North America,North America,1,,
HRV,HR,Croatia,Croatia,2009-04-01,EUR,Europe,South-East Europe,0,,Hrvatska
CZE,CZ,Czechia,Czechia,1999-03-12,CZK,Europe,Central Europe,0,,Czech Republic;Česko
DNK,DK,Denmark,Denmark,1949-08-24,DKK,Europe,Nordic,1,,Danmark
EST,EE,Estonia,Estonia,2004-03-29,EUR,Europe,Baltic,0,,Eesti
FIN,FI,Finland,Finland,2023-04-04,EUR,Europe,Nordic,0,,Suomi
FRA,FR,France,France,1949-08-24,EUR,Europe,Western Europe,1,,
DEU,DE,Germany,Germany,1955-05-06,EUR,Europe,Western Europe,0,,Deutschland;Federal Republic of Germany
GRC,GR,Greece,Greece,1952-02-18,EUR,Europe,Southern Europe,0,,Hellas
HUN,HU,Hungary,Hungary,1999-03-12,HUF,Europe,Central Europe,0,,Magyarország
ISL,IS,Iceland,Iceland,1949-08-24,ISK,Europe,Nordic,1,,
ITA,IT,Italy,Italy,1949-08-24,EUR,Europe,Southern Europe,1,,Italia
LVA,LV,Latvia,Latvia,2004-03-29,EUR,Europe,Baltic,0,,
LTU,LT,Lithuania,Lithuania,2004-03-29,EUR,Europe,Baltic,0,,Lietuva
LUX,LU,Luxembourg,Luxembourg,1949-08-24,EUR,Europe,Western Europe,1,,
MNE,ME,Montenegro,Montenegro,2017-06-05,EUR,Europe,South-East Europe,0,,Crna Gora
NLD,NL,Netherlands,Netherlands,1949-08-24,EUR,Europe,Western Europe,1,,Holland;the Netherlands;Nederland
MKD,MK,North Macedonia,North Macedonia,2020-03-27,MKD,Europe,South-East Europe,0,,Macedonia;FYROM
NOR,NO,Norway,Norway,1949-08-24,NOK,Europe,Nordic,1,,Norge
POL,PL,Poland,Poland,1999-03-12,PLN,Europe,Central Europe,0,,Polska
PRT,PT,Portugal,Portugal,1949-08-24,EUR,Europe,Southern Europe,1,,
ROU,RO,Romania,Romania,2004-03-29,RON,Europe,South-East Europe,0,,
SVK,SK,Slovakia,Slovak Republic,2004-03-29,EUR,Europe,Central Europe,0,,Slovensko
SVN,SI,Slovenia,Slovenia,2004-03-29,EUR,Europe,Central Europe,0,,Slovenija
ESP,ES,Spain,Spain,1982-05-30,EUR,Europe,Southern Europe,0,,España
SWE,SE,Sweden,Sweden,2024-03-07,SEK,Europe,Nordic,0,,Sverige
TUR,TR,Türkiye,Türkiye,1952-02-18,TRY,Europe,Southern Europe,0,,Turkey
GBR,GB,United Kingdom,United Kingdom,1949-08-24,GBP,Europe,Western Europe,1,,UK;Britain;Great Britain
USA,US,United States,United States,1949-08-24,USD,North America,North America,1,,US;America;United States of America
`

const testGroupNames = `group,title,aliases
nordic,Nordic allies,nordics nordic-countries
baltic,Baltic allies,baltics
europe,European allies,eu-allies
b9,Bucharest Nine,bucharest-nine eastern-flank
xyz,A group with the shape of a code,
grid,A group called as a view,gridded
3seas,Three Seas Initiative,three-seas
`

const testGroups = `group,title,code,from,to,note
nordic,Nordic allies,NOR,1949-08-24,,
baltic,Baltic allies,EST,2004-03-29,,
`

const testTargets = `id,label,measure,level,unit,agreed,deadline,status,meaning,applies,url
guideline-2006,2 % guideline,share_gdp,2,% of GDP,2006-06-08,,superseded 2014,,,
wales-2,2 % pledge (Wales),share_gdp,2,% of GDP,2014-09-05,2024,superseded 2023,,,
equipment-20,20 % on major equipment,equipment_pct,20,% of defence expenditure,2014-09-05,2024,in force,,,
hague-core-3.5,3.5 % core (The Hague),share_gdp,3.5,% of GDP,2025-06-25,2035,in force,,,
hague-total-5,5 % total (The Hague),,5,% of GDP,2025-06-25,2035,in force,,,
`

// testVocabulary returns all allies, a few groups, some of them with deliberately awkward
// identifiers, and some pledges and editions.
func testVocabulary(t testing.TB) *Vocabulary {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"allies.csv": testAllies, "group_names.csv": testGroupNames, "groups.csv": testGroups,
		"neighbours.csv": "code,neighbours\n", "targets.csv": testTargets,
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	allies, err := dataset.Allies(files)
	if err != nil {
		t.Fatal(err)
	}
	targets, err := dataset.Targets(files)
	if err != nil {
		t.Fatal(err)
	}
	return &Vocabulary{Allies: allies, Targets: targets, Editions: []string{
		"2016-01", "2016-07", "2017-06", "2024-03", "2024-06", "2025-08", "my-draft", "2026-07",
	}}
}
