package tui_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/cli"
	"allyscope/internal/deck"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// asked are questions of analysts, advisers and people in a meeting as one line,
// with a fact of the answer.
var asked = [...]struct{ line, fact string }{
	{"who met 2% in 2024?", "In 2024, 17 of 31 allies with forces met 2 %"},
	{"editions count 2024 2%", "23 of 31 in 2024-06, 22 of 31 in 2025-04, 18 of 31 in 2025-08, 17 of 31 in 2026-07"},
	{"count 2%", "3 of 27 met 2 % in 2014, 30 of 31 in 2026e"},
	{"trend Spain against Italy and Portugal since 2014", "Spain 2.00e, below 3.5 % (+1.08 pp since 2014); Italy 2.10e, below 3.5 % (+0.97); Portugal 2.10e"},
	{"show Norway's gap in kroner", "Norway 2026e, defence expenditure: 3.17 % of GDP (8th of 31), 0.33 pp below 3.5 %"},
	{"path 3.5% by 2035", "5 of 31 allies with forces meet it in 2026e"},
	{"balance 2024 2%", "16 of 31 allies with forces met both 2 % of GDP and 20 % on equipment"},
	{"show Germany 2025", "Germany 2025e, defence expenditure: 2.22 % of GDP"},
	{"rank real-change 2026 bottom 1", "listed: Finland"},
	{"rank per-capita 2024 top 3", "listed: United States, Norway and Denmark"},
	{"trend as:share usd USA", "United States 57.07e"},
	{"rank most risen since 2022 top 2", "listed: Estonia and Lithuania"},
	{"brief Norway 2%", "1.17 pp above 2 %"},
	{"show Poland", "Poland 2026e, defence expenditure: 4.68 % of GDP (4th of 31)"},
	{"sources Germany", "from −0.16 pp (Germany 2024) to +0.05 pp (Germany 2025)"},
	{"editions diff", "for 2025, 28 of 31 meet 2 % where all 30 printed did"},
	{"check only the USA fell 2014..2024", "Only United States fell from 2014 to 2024"},
	{"check 22 allies met 2% in 2024", "holds in 2025-04; differs in 2024-06, 2025-08 and 2026-07"},
	{"path Italy by 2035 3.5%", "Italy +0.16 pp a year"},
	{"compare GBR, FRA, DEU", "Germany spends most (2.69e), France least (2.22e), 0 of 3 meet 3.5 %"},
	{"is 5% met?", "5 % is not measurable from published figures"},
	{"edge 3.5%", "listed: Denmark"},
	{"show Denmark 3.5%", "3.49 % of GDP (6th of 31), 0.01 pp below 3.5 %, on the knife's edge"},
	{"who is below 20% on equipment", "listed: Norway"},
	{"only those below 2%", "listed: Slovenia"},
	{"compare Spain", "Spain and its neighbours, 2026e"},
}

// A question has one answer wherever it is asked: on the command line, behind the
// colon and in a deck.
func TestAQuestionHasOneAnswer(t *testing.T) {
	ds, files := frozen.Data(t), frozen.Files(t)
	for _, q := range asked {
		var out, errs bytes.Buffer
		s := cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Env: []string{"LANG=C.UTF-8"}}
		code := cli.Run(context.Background(), cli.Program{Tables: files}, append(strings.Fields(q.line), "-f", "json"), s)
		var document struct {
			Sentence string `json:"sentence"`
		}
		if err := json.Unmarshal(out.Bytes(), &document); code != 0 || err != nil {
			t.Errorf("%s: %d %s%v", q.line, code, &errs, err)
			continue
		}
		if !strings.Contains(document.Sentence, q.fact) {
			t.Errorf("%s: %s\nwant %s", q.line, document.Sentence, q.fact)
		}
		m := configured(t, "", func(*tui.Options) {})
		send(m, key(":"))
		send(m, tea.PasteMsg{Content: q.line}, key("enter"))
		if got := m.Says(); got != document.Sentence {
			t.Errorf("%s, behind the colon: %s\nwant %s", q.line, got, document.Sentence)
		}
		m = configured(t, "", func(o *tui.Options) {
			var err error
			if o.Deck, err = deck.Parse(q.line, vocabulary(ds)); err != nil {
				t.Fatal(err)
			}
		})
		if got := m.Says(); got != document.Sentence {
			t.Errorf("%s, in a deck: %s\nwant %s", q.line, got, document.Sentence)
		}
	}
}
