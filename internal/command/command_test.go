package command_test

import (
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/command"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// A sentence is turned into the command that answers it and the words that the command uses.
func TestSentencesAskForCommands(t *testing.T) {
	v := analysis.Vocabulary(frozen.Data(t))
	for text, want := range map[string]string{
		"who met 2% in 2024, by whose figures?":            "editions count: 2024 2%",
		"Norway 2016 in each edition":                      "", // refused: a count is over all allies
		"how many met 2%, year by year":                    "count: 2% met",
		"how many met 2% by year":                          "count: 2% met",
		"2% by year":                                       "count: 2%",
		"9 are below 2% in 2024":                           "check: 9 are below 2% in 2024",
		"NATO and SIPRI on Germany 2020":                   "sources: DEU 2020",
		"what did the newest edition change?":              "editions diff: ",
		"what changed in the latest edition":               "editions diff: ",
		"what changed in the latest edition since 2024-06": "editions diff: 2024-06",
		"what is new in the newest edition":                "editions diff: ",
		"what did the newest edition change for Norway":    "editions diff: Norway", // refused later: not an edition
		"one nordic ally met 2% in 2019":                   "check: one nordic ally met 2% in 2019",
		"3 nordic met 2% in 2025":                          "check: 3 nordic met 2% in 2025",
		"twenty-two allies met 2% in 2024":                 "check: twenty-two allies met 2% in 2024",
		"two eastern flank allies met 2% in 2019":          "check: two eastern flank allies met 2% in 2019",
		"years when 2% is met by the Nordics":              "", // "years when" asks for no count
		"how many allies met 2% each year":                 "count: 2% met",
		"number of nordic allies meeting 2% over time":     "count: nordic 2% met",
		"briefing on Norway":                               "brief: NOR",
		"brief me on Poland":                               "brief: POL",
		"brief me about the Nordics":                       "brief: nordic",
		"brief me Poland":                                  "brief: POL",
		"brief me":                                         "brief: MNE",
		"when did the nordic average reach 2%":             ": trend nordic-total 2%",
		"how far is NATO from 3.5%":                        ": trend NATO-total 3.5%",
		"Brief Me on Poland":                               "brief: POL",
		"brief NATO alliance":                              "brief: ",
		"Show Me Poland":                                   "show: sheet POL",
		"big":                                              ": big-five sort:gap", // the own question is expanded only once
		"rank by change since 2014":                        "rank: 2014.. sort:since",
		"show me Poland":                                   "show: sheet POL",
		"show me who met 2%":                               ": 2% met",
		"show me the trend of Norway":                      ": trend NOR",
		"show me the nordic gap":                           ": nordic sort:gap",
		"show me Ukraine":                                  "", // refused
		"22 allies met 2% in 2024":                         "check: 22 allies met 2% in 2024",
		"23 of 32 meet 2% in 2024":                         "check: 23 of 32 meet 2% in 2024",
		`check "NOR 2016 1.56%"`:                           "check: NOR 2016 1.56%",
		"check ‘NOR doesn’t meet 2% 2016’":                 "check: NOR doesn’t meet 2% 2016",
		`editions diff "2024-06"`:                          "editions diff: 2024-06",
		"only 3 allies met 2% in 2014":                     "check: only 3 allies met 2% in 2014",
		"only the USA fell 2014..2024":                     "check: only the USA fell 2014..2024",
		"allyscope count 2% 20% 2024":                      "count: 2024 2%",
		"count both":                                       "count: ",
		"show nordic 2024":                                 "show: sheet nordic-total 2024",
		"show NATO":                                        "show: sheet NATO-total",
		"why nordic 2024":                                  "why: ranking nordic-total 2024",
		"compare NOR nordic":                               "compare: compare NOR nordic-total",
		"compare nordic":                                   "compare: compare nordic",
		"series nordic baltic as:index":                    "series: trend nordic-total baltic-total as:index",
		"rank change since 2014":                           "rank: 2014.. sort:places",
		"only those below 2%":                              ": 2% below",
		"who met 2% in 2024?":                              ": 2024 2% met",
		"only NOR":                                         ": NOR only",
		"morning 2024":                                     ": trend nordic 2024 2%",
	} {
		v.Sayings = []query.Option{{Text: "morning", Note: "nordic trend 2%"}, {Text: "big", Note: "show me big five gap"}}
		q, _, err := command.Line(text, v)
		got := q.Command.Name + ": " + q.String() + q.Statement
		if err != nil {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q, %v; want %q", text, got, err, want)
		}
		if both := strings.Contains(text, "both") || strings.Contains(text, "20%"); q.Both != both {
			t.Errorf("%s: both pledges %v", text, q.Both)
		}
	}
}
