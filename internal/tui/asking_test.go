package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// codes returns the listed allies in order.
func (u *user) codes() string {
	var out []string
	for _, r := range u.model.Answer().Rows() {
		out = append(out, string(r.Ally.Code))
	}
	return strings.Join(out, " ")
}

func (u *user) query() query.Query { return u.model.Answer().Query }

func (u *user) focused(c ally.Code) {
	u.t.Helper()
	if got := u.model.Focus(); got != c {
		u.t.Fatalf("the focus is on %s, want %s\n%s", got, c, u.Screen())
	}
}

func (u *user) is(what string, got, want any) {
	u.t.Helper()
	if got != want {
		u.t.Fatalf("%s: %v, want %v\n%s", what, got, want, u.Screen())
	}
}

func TestTheFirstScreenAnswersTheFirstQuestion(t *testing.T) {
	sit(t, "", local, 120, 40, func(u *user) {
		u.sees("allyscope", "Ranking", "July 2026", "5 of 31 meet 3.5 %", "Lithuania", "Iceland", "3.5 %", "2 %", "In 2026e")
		u.focused("LTU")
		u.is("the title", u.Title(), "allyscope: share 2026 3.5% (2026-07)")
		u.says("? help")
	})
}

// The count in the title's line agrees with the sentence and the table.
func TestAPathWithLevelsOfTheirOwnIsCountedByThem(t *testing.T) {
	sit(t, "path ESP=1%", local, 120, 40, func(u *user) {
		u.sees("July 2026  6 of 31 meet their level", "6 of 31 meet their level in 2026e")
		u.Press("1")
		u.sees("July 2026  5 of 31 meet 3.5 %")
	})
	sit(t, "path 3.5%", local, 120, 40, func(u *user) { u.sees("July 2026  5 of 31 meet 3.5 %") })
}

func TestFilteringAsOneTypes(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		u.Press("/")
		u.writes("nor")
		u.is("listed", u.codes(), "NOR MKD")
		u.sees("Norway", "North Macedonia", "filter nor")
		u.misses("Poland  ")
		u.Press("enter")
		u.focused("NOR")
		u.Press("n")
		u.focused("MKD")
		u.Press("N")
		u.focused("NOR")
		u.Press("/", "backspace", "w")
		u.is("no name contains it", u.codes(), "")
		u.sees(`no name contains "now"; esc drops the filter`)
		u.Press("esc")
		u.is("filter", u.query().Filter, "")
		u.is("rows", u.model.Answer().Len(), 32)
	})
}

// The foot names the filter until it is dropped, even if the sentence is cut before it.
func TestAFilterIsSaidWhileItStands(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}, {160, 50}} {
		for _, view := range []string{"ranking", "grid", "heat", "balance", "path"} {
			for _, filter := range []string{"filter:land", "filter:a", "filter:zzz"} {
				sit(t, view+" "+filter, local, size[0], size[1], func(u *user) {
					u.says(filter + "  ")
					u.Press("down")
					u.says(filter)
					u.Press("esc")
					u.misses(filter)
				})
			}
		}
	}
	sit(t, "filter:"+strings.Repeat("a", 40), local, 40, 12, func(u *user) { u.says("filter:aaaaaaaaaaaaaa…  ? help  q quit") })
	for w := 28; w <= 60; w++ { // it does not replace other parts of the foot
		sit(t, "filter:a", local, w, 12, func(u *user) { u.says(" of 25") })
	}
}

// The focus stays if a filter leaves the list empty.
func TestAFilterOfNobodyLeavesWhoIsAskedAbout(t *testing.T) {
	for _, text := range []string{"sheet NOR filter:zzz", "compare focus:NOR filter:zzz"} {
		if m := explorer(t, frozen.Data(t), text, local); m.Focus() != "NOR" {
			t.Errorf("%s is about %q", text, m.Focus())
		}
	}
}

func TestEscDropsTheFilterThatWasKept(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		u.Press("/", "s", "w", "enter")
		u.is("listed", u.codes(), "SWE")
		u.Press("esc")
		u.is("rows", u.model.Answer().Len(), 32)
		u.focused("SWE")
		u.Press("esc")
		u.says("nothing to leave; q quits")
	})
}

func TestPinning(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		u.Press("x")
		u.says("no ally is pinned")
		u.Press("P")
		u.says("no ally is pinned")
		u.Press("n")
		u.says("nothing to go to")
		u.Press("space", "down", "down", "space")
		u.is("pins", string(u.query().Pins), "POL USA")
		u.Press("G", "n")
		u.focused("POL")
		u.Press("n")
		u.focused("USA")
		u.Press("N")
		u.focused("POL")
		u.Press("P")
		u.is("listed", u.codes(), "POL USA")
		u.Press("esc")
		u.is("rows", u.model.Answer().Len(), 32)
		u.Press("space")
		u.is("pins", string(u.query().Pins), "USA")
		u.Press("x")
		u.is("pins", string(u.query().Pins), "")
	})
}

func TestEightPinsAreTheMost(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		for range 9 {
			u.Press("space", "down")
		}
		u.Press("up", "space")
		u.says("8 allies are pinned, which is the most possible")
		u.is("pins", u.query().Pins.Len(), 8)
	})
}

func TestAskingInWords(t *testing.T) {
	sit(t, "", local, 120, 40, func(u *user) {
		u.Press(":")
		u.writes("equip")
		u.sees("equipment", "Major equipment")
		u.Press("tab")
		u.sees(":equipment")
		u.writes(" 2024 20%")
		u.Press("enter")
		u.is("measure", u.query().Measure, figure.EquipmentPct)
		u.is("year", u.model.Answer().Year, figure.Year(2024))
		u.is("level", u.model.Answer().Level.Value.String(), "20")
		u.sees("meet 20 %")
		u.asks("share 2019 NOR 2%")
		u.is("year", u.model.Answer().Year, figure.Year(2019))
		u.is("pins", string(u.query().Pins), "NOR")
		u.focused("NOR")
	})
}

// After the colon commands are understood, or refused with a hint at what works instead.
func TestCommandsBehindTheColon(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		u.asks("show EST")
		u.is("view", u.query().View, query.Sheet)
		u.focused("EST")
		u.asks("rank nordic")
		u.is("view", u.query().View, query.Ranking)
		u.is("group", u.query().Group, "nordic")
		u.asks("path 3.5% 2033")
		u.is("view", u.query().View, query.Path)
		u.is("deadline", u.query().Deadline, figure.Year(2033))
		u.asks("allyscope view:heat 2022")
		u.is("view", u.query().View, query.Heat)
		u.asks("editions NOR 2024")
		u.sees("Norway", "2024-06", "another edition")
		u.Press("esc")
		u.asks("why NOR 2016")
		u.sees("Norway", "1.68", "any key goes back")
		u.Press("esc")
		u.asks("count 2%")
		u.sees("Allies that meet 2 %, by year", "30 of 31", "any key goes back")
		u.Press("esc")
		u.asks("editions count 2024 2%")
		u.sees("2024-06", "23", "any key goes back")
		u.Press("esc")
		u.asks("brief NOR")
		u.sees("Norway", "scroll, any other key goes back")
		u.Press("pgdown", "down", "esc")
		u.asks("help")
		u.sees("any other key goes back", "Marks")
		u.Press("esc")
		u.Press(":", "up")
		u.sees(":help")
		u.Press("up", "up")
		u.sees(":editions count 2024 2%")
		u.Press("down")
		u.sees(":brief NOR")
		u.Press("down", "down")
		u.misses(":help")
		u.Press("esc")
		u.asks("who in NATO met 2% in 2019?")
		u.says(`"who in NATO met 2% in 2019?" was read as 2019 2% met; skipped: who in; in NATO means all allies`)
		u.is("listed", u.model.Answer().Len(), 6)
		u.Press("esc")
		u.is("listed", u.model.Answer().Len(), 32)
		u.asks("data list")
		u.sees("data is a command for the shell: allyscope data list")
	})
}

// A typed question keeps the parts of the one on show that it does not mention.
func TestWordsKeepWhatTheyDoNotSayAnythingOf(t *testing.T) {
	sit(t, "2016 2% edition:2019-06 sort:name", local, 120, 40, func(u *user) {
		u.asks("2013")
		q := u.query()
		u.is("year", q.Year, figure.Year(2013))
		u.is("edition", q.Edition, "2019-06")
		u.is("order", q.Sort, query.ByName)
		u.is("level", q.Level.String(), "2")
	})
}

func TestWhatIsNotUnderstoodIsNamedWithTheNearest(t *testing.T) {
	for _, c := range []struct{ typed, says string }{
		{"polnad", "Poland"},
		{"2024 edition:2024-66", "2024-06"},
		{"equipmnt", "equipment"},
		{"srt:name", "sort"},
		{"sort:nme", "name"},
		{"1850", "1850"},
		{"2%%", "2%%"},
	} {
		sit(t, "2024 2%", local, 120, 40, func(u *user) {
			before := u.query()
			u.asks(c.typed)
			u.sees(":"+c.typed, c.says)
			u.is("question", u.query(), before)
			u.Press("esc")
			u.misses(":" + c.typed)
			u.is("question", u.query(), before)
		})
	}
}

func TestAYearTheEditionDoesNotHold(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		before := u.query()
		u.asks("1999")
		u.is("question", u.query(), before)
		u.sees("1999")
	})
}

// A question that cannot be answered keeps the focus.
func TestAQuestionWithoutAnAnswerMovesNobody(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		before := u.model.Focus()
		for _, text := range []string{"MNE 1999", "focus:MNE 1999"} {
			u.asks(text)
			u.says("1999")
			u.Press("esc")
			u.focused(before)
			if err := u.model.Sound(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestUndoAndRedo(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		start := u.query()
		u.Press("u")
		u.says("nothing to undo")
		u.Press("left", "left", "left")
		u.is("year", u.query().Year, figure.Year(2021))
		u.Press("s")
		sorted := u.query()
		u.Press("right")
		u.Press("u")
		u.is("the step alone is undone", u.query(), sorted)
		u.Press("u", "u")
		u.is("three steps are undone as one", u.query(), start)
		u.Press("u")
		u.says("nothing to undo")
		u.Press("U")
		u.is("year", u.query().Year, figure.Year(2021))
		u.Press("U", "U")
		u.is("year", u.query().Year, figure.Year(2022))
		u.Press("U")
		u.says("nothing to redo")
		u.Press("u", "t", "U")
		u.says("nothing to redo")
	})
}

func TestGoingThroughTheTargets(t *testing.T) {
	sit(t, "", local, 120, 40, func(u *user) {
		// Only the measurable pledges; the others have to be named.
		u.Press("t")
		u.is("level", u.model.Answer().Level.Value.String(), "2")
		u.Press("t")
		u.is("and back to the first", u.model.Answer().Level.Value.String(), "3.5")
		u.asks("5%")
		u.is("level", u.model.Answer().Level.Value.String(), "5")
		u.Press("t")
		u.is("level", u.model.Answer().Level.Value.String(), "2")
		u.Press(":")
		u.writes("1.5%")
		u.Press("enter", "t", "t")
		u.is("level", u.model.Answer().Level.Value.String(), "3.5")
		u.Press("T")
		u.sees("target %")
		u.writes("2.5")
		u.Press("enter")
		u.is("level", u.model.Answer().Level.Value.String(), "2.5")
		u.sees("meet 2.5 %", " 2.5 % ")
		u.Press("T", "z", "enter")
		u.is("level", u.model.Answer().Level.Value.String(), "2.5")
		u.Press("esc")
		u.is("level", u.model.Answer().Level.Value.String(), "2.5")
	})
}

// The level stays when a key changes the year; a typed year gets the pledge in force then, unless a
// level was chosen.
func TestTheLevelOfAYear(t *testing.T) {
	sit(t, "", local, 120, 40, func(u *user) {
		level := func(want string) {
			t.Helper()
			u.is("level", u.model.Answer().Level.Value.String(), want)
		}
		u.Press("H", "H")
		u.is("year", u.query().Year, figure.Year(2016))
		level("3.5")
		says := func(want string) {
			t.Helper()
			if got := u.model.Answer().Sentence; !strings.HasPrefix(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		}
		says("In 2016, 0 of 27 allies with forces were at 3.5 %, a level agreed in 2025: ")
		u.asks("NOR")
		level("3.5") // no year was typed
		u.asks("2018")
		level("2")
		says("In 2018, 5 of 28 allies with forces met 2 % (Poland not at current prices): ")
		u.Press("$")
		level("2") // it stays again
		u.asks("2026")
		level("3.5")
		u.asks("2014..2020")
		level("2")
		u.Press("u")
		level("3.5")
		u.Press("t", "0")
		u.asks("2026")
		level("2") // the chosen level
		u.asks("2016 3.5%")
		level("3.5")
		u.asks("2018")
		level("3.5")
		u.Press("m", "m")
		u.asks("equipment 2016")
		level("20")
		u.asks("share 2018")
		level("2")
	})
	sit(t, "2016 2%", local, 120, 40, func(u *user) { // as on the command line
		u.asks("2026")
		u.is("level", u.model.Answer().Level.Value.String(), "2")
	})
}

func TestFivePerCentIsNeverJudged(t *testing.T) {
	sit(t, "5%", local, 120, 40, func(u *user) {
		u.sees("5 %: not measurable", "?")
		u.misses("●  ", " of 31 meet")
	})
}

func TestGoingThroughMeasuresAndEditions(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		measures := map[figure.Measure]bool{}
		for range figure.Measures + 1 {
			measures[u.query().Measure] = true
			u.Press("m")
		}
		if len(measures) < 10 {
			t.Errorf("m goes through %d measures", len(measures))
		}
	})
	sit(t, "2016 2%", local, 120, 40, func(u *user) {
		editions := map[string]bool{}
		for range 13 {
			editions[u.query().Edition] = true
			a := u.model.Answer()
			if a.Year < a.First || a.Year > a.Last {
				t.Errorf("%d is on show of %d to %d", a.Year, a.First, a.Last)
			}
			u.Press("v")
		}
		if len(editions) < 10 || !editions["2016-07"] {
			t.Errorf("v goes through %v", editions)
		}
	})
}

// A money measure has no level: keys about levels say why they do nothing.
func TestMoneyHasNoTarget(t *testing.T) {
	sit(t, "usd 2024", local, 120, 40, func(u *user) {
		u.Press("t")
		u.says("there is no pledge on this measure")
		u.Press("T")
		u.says("a target is a percentage")
	})
}

func TestBaseYear(t *testing.T) {
	sit(t, "2019 2%", local, 120, 40, func(u *user) {
		u.Press("b")
		u.is("base", u.query().Base, figure.Year(2019))
		u.Press("b")
		u.is("base", u.query().Base, figure.Year(2014))
		u.Press("0", "b")
		u.says("is already the base")
	})
}

func TestOrders(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		for _, want := range []query.Sort{query.ByName, query.ByGap, query.ByMoney, query.ByChange, query.BySince, query.ByValue} {
			u.Press("s")
			u.is("order", u.query().Sort, want)
		}
		u.Press("g")
		u.focused("POL")
		u.Press("S", "g")
		u.is("reversed", u.query().Reverse, true)
		if u.model.Focus() == "POL" {
			t.Error("the greatest is first of a reversed list")
		}
	})
}

func TestMembersThenNowEveryone(t *testing.T) {
	sit(t, "2014 2%", local, 120, 40, func(u *user) {
		u.sees("of 27 meet 2 %")
		u.Press("o")
		u.is("policy", u.query().Members, query.Now)
		u.sees("members now")
		u.Press("o")
		u.is("policy", u.query().Members, query.Everyone)
		u.Press("o")
		u.is("policy", u.query().Members, query.Then)
		u.sees("of 27 meet 2 %")
	})
}

// A paste is used up to a limit, and a message says that the rest was left out.
func TestPastesAreBounded(t *testing.T) {
	m := explorer(t, frozen.Data(t), "2024 2%", local)
	last := func() string {
		lines := strings.Split(m.View().Content, "\n")
		return lines[len(lines)-1] + lines[len(lines)-2] + lines[len(lines)-3]
	}
	send(m, key("/"), tea.PasteMsg{Content: "nor"})
	if got := last(); strings.Contains(got, "past") {
		t.Errorf("a short paste: %q", got)
	}
	send(m, tea.PasteMsg{Content: strings.Repeat("x", 1<<20+1)})
	if got := last(); !strings.Contains(got, "nothing was pasted: more than 1 MB cannot be a question") {
		t.Errorf("2 MB: %q", got)
	}
	send(m, tea.PasteMsg{Content: strings.Repeat("x", 1000)})
	if got := last(); !strings.Contains(got, "the line is full: it holds 300 characters, and the rest was left out") {
		t.Errorf("1,000 letters: %q", got)
	}
}
