package tui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/deck"
	"allyscope/internal/follow"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/large"
	"allyscope/internal/tui"
)

// one returns a random element.
func one[T any](x *walker, of ...T) T { return of[x.random.IntN(len(of))] }

// begin returns an explorer with random data, question or deck, and options.
func (x *walker) begin(t *testing.T, env string) *tui.Model {
	m, err := tui.New(x.options(t, env))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// options returns options with which New succeeds.
func (x *walker) options(t *testing.T, env string) tui.Options {
	ds := x.data(t)
	x.vocab = analysis.Vocabulary(ds)
	o := tui.Options{
		Data: ds, Environment: terminal.Detect(strings.Fields(env)), Kiosk: x.random.IntN(12) == 0, NoMouse: x.random.IntN(4) == 0,
		Notice: one(x, "", "", "the configuration is not used: \x1b[31mline 3"),
	}
	d := disk{}
	if x.random.IntN(4) > 0 {
		o.Save = d.save
	}
	if x.random.IntN(2) == 0 {
		o.Clipboard = func(string) (string, error) { return "the clipboard", one(x, nil, errors.New("none")) }
	}
	if x.random.IntN(2) == 0 {
		o.Share = func(text string) (*follow.Presenter, error) {
			p, err := follow.Present(context.WithoutCancel(t.Context()), &x.bus, text)
			if err == nil {
				x.shared, x.ends = append(x.shared, p), append(x.ends, p.End)
			}
			return p, err
		}
		o.Invite = "ssh follow"
	}
	way := x.random.IntN(8)
	text := x.asks()
	if way < 2 {
		o.Deck, text = x.deck()
		o.Reload = func() ([]deck.Slide, error) {
			again, _ := x.deck()
			return again, one(x, nil, errors.New("no such file"))
		}
	}
	x.did = append(x.did, fmt.Sprintf("%q", text))
	var err error
	if o.Query, err = query.Parse(text, x.vocab); err != nil && len(o.Deck) == 0 {
		t.Fatal(err)
	}
	if way == 2 {
		x.leads, err = follow.Present(context.WithoutCancel(t.Context()), &x.bus, "allyscope "+text)
		if err == nil {
			o.Following, err = follow.Follow(context.WithoutCancel(t.Context()), &x.bus, x.leads.Code())
		}
		if err != nil {
			t.Fatal(err)
		}
		x.ends = append(x.ends, x.leads.End, o.Following.End)
	}
	if _, err := tui.New(o); err != nil { // the question cannot be asked of these data
		o.Deck, o.Query = nil, query.Query{}
	}
	return o
}

// data returns the frozen tables, those with only one edition or with imported editions, or tables
// of a few allies.
func (x *walker) data(t *testing.T) *dataset.Dataset {
	switch x.random.IntN(5) {
	case 0:
		allies, years, editions := 1+x.random.IntN(4), 1+x.random.IntN(3), 1+x.random.IntN(3)
		x.did = append(x.did, fmt.Sprintf("%d allies, %d years, %d editions", allies, years, editions))
		files, err := large.Of(allies, years, editions)
		if err != nil {
			t.Fatal(err)
		}
		ds, err := dataset.Open(files)
		if err != nil {
			t.Fatal(err)
		}
		return ds
	case 1:
		id := one(x, frozen.Data(t).EditionIDs()...)
		x.did = append(x.did, id+" alone")
		return alone(t, id)
	case 2:
		var own []dataset.Stored
		for _, e := range [][2]string{{dataset.NATO, "2027-06"}, {dataset.NATO, "2018-07"}, {dataset.SIPRI, "sipri-2027-04"}, {dataset.Series, "bank"}} {
			own = append(own, x.edition(e[0], e[1]))
		}
		ds, problems, err := dataset.OpenWith(frozen.Files(t), own)
		if err != nil {
			t.Fatal(err)
		}
		x.did = append(x.did, fmt.Sprint(own, problems))
		return ds
	default:
		return frozen.Data(t)
	}
}

// edition returns an edition with tables of a few allies and years, with gaps.
func (x *walker) edition(source, id string) dataset.Stored {
	day := strings.TrimPrefix(id, "sipri-") + "-30"
	if source == dataset.Series {
		day = ""
	}
	first, years := 2010+x.random.IntN(18), 1+x.random.IntN(4)
	own := dataset.Stored{Files: map[string]string{}, Record: dataset.Record{ID: id, Source: source, Published: day,
		Title: one(x, "Own", "", "日本語 版", strings.Repeat("long ", 60)), Years: fmt.Sprintf("%d-%d", first, first+years-1), PriceBase: "2021",
		Definition: "defence expenditure", Coverage: "some", Confidence: "imported", Witness: "by hand", Latest: x.random.IntN(2) == 0}}
	measures := [][2]string{{"share_gdp", "% of GDP"}}
	if source == dataset.NATO {
		for _, m := range [][2]string{{"equipment_pct", "% of defence expenditure"}, {"usd_current", "USD m"}, {"gdp_current", "USD m"}, {"personnel", "thousand"}, {"real_change", "%"}} {
			if x.random.IntN(2) == 0 {
				measures = append(measures, m)
			}
		}
	}
	for _, m := range measures {
		name := own.Folder() + "/" + id + "/" + m[0] + ".csv"
		if source == dataset.SIPRI {
			name = own.Folder() + "/" + strings.TrimPrefix(id, "sipri-") + ".csv"
		}
		text := "code"
		for y := range years {
			text += fmt.Sprintf(",%d%s", first+y, one(x, "", "e"))
		}
		for _, code := range []string{"BEL", "ISL", "MKD", "NOR", "USA", "NATO_TOTAL"} {
			sure := code == "NOR" // an import never keeps a table without figures
			if !sure && x.random.IntN(2) == 0 {
				continue
			}
			text += "\n" + code
			for y := range years {
				if sure && y == 0 {
					text += ",1.50"
					continue
				}
				text += "," + one(x, "", "0.00", "1.99", "2.00", "3.50", "100.00")
			}
		}
		own.Files[name] = text + "\n"
		own.Tables = append(own.Tables, dataset.TableRecord{Edition: id, Measure: m[0], Unit: m[1]})
	}
	return own
}

// words is a constant table of words at the limits of the grammar.
func words() []string {
	return []string{
		"2014..2014", "..2015", "2026..", "1949..", "9999999999", "99999999999999999999%", "0%", "0.001%", "2%", "20%", "5%", "top 1", "limit:0", "limit:-1",
		"limit:99999999999999999999", "filter:zzz", "filter:land", "only", "by:2026", "by:9999", "NOR=0%", "ESP=2.1%@2029", "base:1949", "year:0", "ISL", "MKD only",
		"edition:2016-07", "edition:2023-07", "edition:2027-06", "edition:bank", "source:sipri", "edition:sipri-2027-04", "nordic average", "baltic median", "nordic total",
	}
}

// asks returns a question of random words that can be parsed.
func (x *walker) asks() string {
	text := ""
	if x.random.IntN(3) == 0 {
		text = one(x, questions()...)
	}
	for range x.random.IntN(6) {
		word := one(x, words()...)
		if x.random.IntN(2) == 0 {
			for word = string(rune('a' + x.random.IntN(26))); ; {
				_, _, offered := query.Complete(word, len(word), x.vocab)
				if len(offered) == 0 {
					break
				}
				if word = one(x, offered...).Text; !strings.HasSuffix(word, ":") {
					break
				}
			}
		}
		if _, err := query.Parse(text+" "+word, x.vocab); err == nil {
			text += " " + word
		}
	}
	if _, err := query.Parse(text, x.vocab); err != nil { // it has words of other data
		return ""
	}
	return text
}

// says returns a text to type after the colon, which may or may not be a question.
func (x *walker) says() string {
	switch x.random.IntN(4) {
	case 0:
		return one(x, frozen.Questions()...).Line
	case 1:
		return strings.Join([]string{one(x, command.All()...).Name, one(x, words()...), one(x, words()...)}, " ")
	case 2:
		return x.asks() + " " + one(x, words()...)
	default:
		return x.asks()
	}
}

// deck returns random slides and their text.
func (x *walker) deck() ([]deck.Slide, string) {
	text := ""
	for range 1 + x.random.IntN(5) {
		line := x.says() + one(x, "", " | a caption", " | \x1b[31mred", " | "+strings.Repeat("long ", 40))
		if _, err := deck.Parse(line, x.vocab); err == nil {
			text += line + "\n"
		}
	}
	slides, _ := deck.Parse(text, x.vocab) // nil if no line can be parsed
	return slides, text
}

// opens opens something by its key, and continues with keys for it.
func (x *walker) opens() string {
	letters := func(n int) (out string) {
		for range x.random.IntN(n) {
			out += one(x, "a", "e", "n", "o", "r", "t", "2", " ", "é", "日")
		}
		return out
	}
	ends := one(x, "\r", "\r", "\r\r", "", "\x1b")
	key := one(x, "y", "w", ":", ":", ":", "/", "T", "?", "V", "i", "p", "\r", "F")
	rest := ""
	switch key {
	case "y":
		rest = one(x, "l", "s", "t", "r", "c", "x", "\x1b", "y")
	case "w":
		rest = "\x15" + one(x, "a.csv", "a.png", "a.svg", "a.xlsx", "a.md", "a.html", "a.json", "a.tsv", "a.txt", "no/a.csv", "a", "", strings.Repeat("a", 400)+".csv") + one(x, "\r", "\r\r", ends)
	case ":":
		rest = x.says() + ends
		if x.random.IntN(3) == 0 {
			rest = letters(3)
			for range x.random.IntN(6) {
				rest += one(x, "\t", "\x1b[A", "\x1b[B", "\x1b[D", " ", "\x1b[Z")
			}
			rest += ends
		}
	case "/":
		rest = letters(4) + ends
	case "T":
		rest = one(x, "2", "0", "3.55", "99999999999999999999", "-1", "1e9", "%", "20 %") + ends
	case "?":
		rest = one(x, "/"+letters(4)+ends+"nN", "jjG", "\x04\x04\x15", "?", "/zzz\r")
	case "V":
		rest = strings.Repeat("v", x.random.IntN(5))
	case "i":
		rest = one(x, "jjk", "G", "\x04", "i")
	case "p":
		rest = one(x, "..", ",,", "t", "v", "]")
	case "\r":
		rest = one(x, "j", "[", "\r", "jjj\r", "y", "s")
	}
	x.Type(key)
	x.Advance(settled / 10)
	if _, waits := x.model.Over(); !waits && key == ":" {
		return key // no line opens here, and the text for it may contain a q
	}
	x.types(rest)
	if key == "p" {
		return fmt.Sprintf("%q %s", key+rest, x.resize())
	}
	return fmt.Sprintf("%q", key+rest)
}

// types types a text key by key. It waits after a lone escape.
func (x *walker) types(keys string) {
	for part := range strings.SplitAfterSeq(keys, "\x1b") {
		x.Type(part)
		x.Advance(settled / 5)
	}
}

func (x *walker) resize() string {
	x.w, x.h = 1+x.random.IntN(200), 1+x.random.IntN(60)
	x.Resize(x.w, x.h)
	return fmt.Sprintf("%dx%d", x.w, x.h)
}

// others takes an action of the presenter, a follower or the terminal, or presses a key of a deck.
func (x *walker) others() string {
	did := one(x, "stop", "show", "follow", "answer", "present")
	switch did {
	case "stop":
		x.suspend()
	case "show":
		if x.leads != nil {
			x.lead()
		}
	case "follow":
		x.follow()
	case "answer":
		answer := one(x, "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1bP1+r524742=38\x1b\\", "\x1b[?2026;2$y", "\x1b[?62;22c", "\x1b[1078;2:1046;59u", "\x1b[945;;97u")
		did = fmt.Sprintf("%q", answer)
		x.Type(answer)
	case "present":
		keys := "\x1b\x1b" + one(x, "R", "B", " ", "R", "\x7f") + one(x, "R", "B", " ", "t", "\x7f")
		did = fmt.Sprintf("%q", keys)
		x.types(keys)
	}
	x.Advance(settled / 5)
	return did
}

// follow starts to follow the last shared session, or stops a follower.
func (x *walker) follow() {
	if len(x.shared) == 0 {
		return
	}
	f, err := follow.Follow(context.WithoutCancel(x.t.Context()), &x.bus, x.shared[len(x.shared)-1].Code())
	if err != nil { // sharing has ended
		return
	}
	if x.ends = append(x.ends, f.End); x.random.IntN(2) == 0 {
		f.End()
	}
}

// suspend lets another program use the terminal for a while, as with ctrl+z and fg, or without
// asking.
func (x *walker) suspend() {
	if x.random.IntN(2) == 0 {
		x.screen.Leave()
	}
	_, _ = x.Write([]byte("\x1b[1;31m\x1b[2;4r$ ls\n\x1b[3;3Hfile\x1b[r\x1b[m")) // a write to the emulator cannot fail
	x.screen.Leave()
	x.screen.Enter()
	x.Send(tea.WindowSizeMsg{Width: x.w, Height: x.h})
}

// lead shows something else to followers, or stops presenting.
func (x *walker) lead() {
	if x.random.IntN(8) == 0 {
		x.leads.End()
	} else {
		x.leads.Show(one(x, "", "allyscope ") + x.says())
	}
	x.Advance(settled)
}
