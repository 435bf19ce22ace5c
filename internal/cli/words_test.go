package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/cli"
	"allyscope/internal/command"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
	"allyscope/internal/views"
)

// answered returns a command line's standard output, standard error and exit code.
func answered(t *testing.T, words ...string) (out, err string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	p := cli.Program{Version: "1.2.3", Tables: frozen.Files(t), Explore: func(context.Context, tui.Options, cli.Streams) error { return nil }}
	code = cli.Run(context.Background(), p, words, cli.Streams{In: strings.NewReader(""), Out: &o, Err: &e, Env: []string{"HOME=" + t.TempDir(), "LANG=C.UTF-8"}})
	return o.String(), e.String(), code
}

// asked returns the words that a command is tried with: a question without a word of the given
// kind, but whose answer such a word can change.
func asked(c command.Command, kind query.Words) []string {
	words := map[query.Words]string{
		query.WordAllies: "POL ITA", query.WordYear: "2021", query.WordLevel: "1.9%", query.WordMeasure: "", query.WordEdition: "",
	}
	switch c.Name {
	case "claims":
		return nil
	case "check":
		return []string{"NOR", "2016", "1.56%"}
	case "brief", "why":
		words[query.WordAllies] = "POL"
	case "path":
		words[query.WordYear], words[query.WordLevel] = "", "3.5%"
	}
	var out []string
	for _, k := range []query.Words{query.WordAllies, query.WordYear, query.WordLevel} {
		if k != kind && c.Uses&k != 0 && (k != query.WordAllies || c.MinAllies > 0 || kind == query.WordOnly || c.Name == "brief") {
			out = append(out, strings.Fields(words[k])...)
		}
	}
	return out
}

// telling holds values that change the answer to that question; other kinds of words are tried with
// the example of the word table.
var telling = map[query.Words]string{
	query.WordAllies: "NOR", query.WordGroup: "nordic", query.WordYear: "2019", query.WordLevel: "2.5%", query.WordBase: "base:2018", query.WordRange: "2018..2022",
	query.WordMembers: "members:everyone", query.WordSort: "sort:name", query.WordReverse: "reverse", query.WordEdition: "edition:2024-06", query.WordMeasure: "equipment",
	query.WordDeadline: "by:2033", query.WordView: "heat", query.WordTransform: "as:index", query.WordFilter: "filter:land", query.WordSource: "source:sipri",
	query.WordSum: "nordic-total", query.WordOwnLevel: "ESP=2.1%", query.WordFocus: "focus:NOR", query.WordOnly: "only", query.WordVerdict: "below", query.WordLimit: "limit:3",
}

// Every kind of word changes the answer of a command or is refused; none is silently dropped.
func TestAWordIsUsedOrRefused(t *testing.T) {
	tried := command.All()
	for _, s := range views.All() { // views without a command
		if word := s.ID.String(); s.ID != query.Ranking && s.ID != query.Sheet && !slices.ContainsFunc(tried, func(c command.Command) bool { return c.Name == word }) {
			tried = append(tried, command.Command{Name: word, Uses: query.WordAllies | query.WordYear | query.WordLevel})
		}
	}
	for _, c := range tried {
		for kind := query.Words(1); kind&query.AllWords != 0; kind <<= 1 {
			word, ok := telling[kind]
			if !ok {
				t.Fatalf("no word to try for kind %b", kind)
			}
			t.Run(c.Name+" "+word, func(t *testing.T) {
				if _, is := command.Find(c.Name); !is && kind&(query.WordAllies|query.WordFocus|query.WordView) != 0 {
					return // only marks allies on the screen
				}
				rest := asked(c, kind)
				format := []string{"-f", "json"}
				if c.Name == "brief" {
					format = []string{"-f", "md"}
				}
				line := append(append([]string{c.Name}, rest...), word)
				with, complaint, code := answered(t, append(line, format...)...)
				switch {
				case code == cli.ExitUsage:
					bare := strings.TrimSuffix(word, "%")
					if at := strings.IndexAny(bare, ":="); at >= 0 {
						bare = bare[at+1:]
					}
					if !strings.Contains(strings.ToLower(complaint), strings.ToLower(bare)) && !strings.Contains(complaint, "needs") {
						t.Errorf("%q is refused without being named: %s", line, complaint)
					}
				case code != cli.ExitOK:
					t.Errorf("%q: %d %s", line, code, complaint)
				default:
					without, _, _ := answered(t, append(append([]string{c.Name}, rest...), format...)...)
					if facts(with) == facts(without) {
						t.Errorf("%q has the same answer without %s", line, word)
					}
				}
			})
		}
	}
}

// Every view and every command uses a group, a sum or two of them, or refuses them by name.
func TestGroupsAndSumsAreUsedOrRefused(t *testing.T) {
	var lines []string
	for _, s := range views.All() {
		if s.ID != query.Claims { // its links may hold words that only other views use
			lines = append(lines, "view:"+s.ID.String())
		}
		if s.ID != query.Sheet && s.ID != query.Claims { // likewise; and a sheet shows the named ally
			lines = append(lines, "view:"+s.ID.String()+" NOR")
		}
	}
	for _, c := range command.All() {
		if c.Uses != 0 {
			lines = append(lines, c.Name, strings.Join(append([]string{c.Name}, asked(c, 0)...), " "))
		}
	}
	for _, line := range lines {
		without, _, plain := answered(t, append(strings.Fields(line), "-f", "json")...)
		for _, more := range []string{"nordic", "nordic average", "NATO", "nordic baltic", "Europe-and-Canada baltic-total", "NATO baltic"} {
			with, complaint, code := answered(t, append(strings.Fields(line+" "+more), "-f", "json")...)
			named := slices.ContainsFunc(append(strings.Fields(more), "needs"), func(w string) bool {
				return strings.Contains(strings.ReplaceAll(strings.ToLower(complaint), " ", "-"), strings.ToLower(w))
			})
			switch {
			case code == cli.ExitUsage && named:
			case code != cli.ExitOK:
				t.Errorf("%s %s: %d %s", line, more, code, complaint)
			case plain == cli.ExitOK && facts(with) == facts(without):
				t.Errorf("%s has the same answer without %s", line, more)
			case len(strings.Fields(more)) > 1 && more != "nordic average":
				for one := range strings.FieldsSeq(more) { // neither of the two is dropped
					if single, _, code := answered(t, append(strings.Fields(line+" "+one), "-f", "json")...); code == cli.ExitOK && facts(single) == facts(with) {
						t.Errorf("%s %s has the same answer as with %s alone", line, more, one)
					}
				}
			}
		}
	}
}

// facts returns a document without the lines that repeat the question.
func facts(document string) string {
	var out []string
	for line := range strings.SplitSeq(document, "\n") {
		if !strings.Contains(line, `"query":`) && !strings.Contains(line, "allyscope ") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// The word of every view gives its answer, as a command and behind "view:".
func TestEveryViewIsWrittenByItsWord(t *testing.T) {
	for _, s := range views.All() {
		words := []string{s.ID.String(), "NOR", "POL", "-f", "csv", "--machine"}
		out, complaint, code := answered(t, words...)
		if c, is := command.Find(words[0]); is && c.Uses == 0 {
			out, complaint, code = answered(t, words[0], "-f", "csv", "--machine")
		}
		words[0] = "view:" + words[0] // as in a copied link
		if link, _, _ := answered(t, words...); code != cli.ExitOK || !strings.Contains(out, "\n") || link != out {
			t.Errorf("%s: %d %s", s.ID, code, complaint)
		}
	}
}

// The table of commands and the list of other commands name every command of the help.
func TestTheTableNamesEveryCommand(t *testing.T) {
	out, _, _ := answered(t, "--help")
	for _, c := range command.All() {
		if !strings.Contains(out, "\n  "+c.Name+" ") {
			t.Errorf("%s is in the table and not among the commands", c.Name)
		}
	}
	_, listed, _ := strings.Cut(out, "Available Commands:\n")
	listed, _, _ = strings.Cut(listed, "\n\n")
	for line := range strings.SplitSeq(listed, "\n") {
		name := strings.Fields(line)[0]
		if _, ok := command.Find(name); !ok && !slices.Contains(command.Others(), name) {
			t.Errorf("%s is a command that the explorer does not know", name)
		}
	}
}

// Help fits 80 columns, and the placeholders of its flags say what to give.
func TestHelpFitsAScreen(t *testing.T) {
	placeholder := regexp.MustCompile(`--[a-z-]+ string`)
	lines := [][]string{{}, {"data", "import"}, {"data", "check"}, {"editions", "diff"}}
	for _, c := range command.All() {
		lines = append(lines, []string{c.Name})
	}
	for _, name := range command.Others() {
		lines = append(lines, []string{name})
	}
	for _, words := range lines {
		out, _, _ := answered(t, append(words, "--help")...)
		text, _, _ := strings.Cut(out, "Usage:")
		for line := range strings.SplitSeq(text, "\n") {
			if n := len([]rune(line)); n > 80 {
				t.Errorf("%q: %d columns: %s", words, n, line)
			}
		}
		if found := placeholder.FindString(out); found != "" {
			t.Errorf("%q: %s", words, found)
		}
	}
}

// A question typed without a command is answered as at the prompt.
func TestQuestionsInOneLine(t *testing.T) {
	ds := frozen.Data(t)
	for _, q := range frozen.Questions() {
		out, complaint, code := answered(t, append(strings.Fields(q.Line), "-f", "json")...)
		var said struct {
			Sentence string `json:"sentence"`
		}
		if err := json.Unmarshal([]byte(out), &said); code != cli.ExitOK || err != nil || !strings.Contains(said.Sentence, q.Fact) {
			t.Errorf("%s: %d %s%s\nwant %s", q.Line, code, complaint, said.Sentence, q.Fact)
			continue
		}
		asked, _, err := command.Line(q.Line, analysis.Vocabulary(ds))
		if err != nil {
			t.Fatal(err)
		}
		if d, err := answers.Of(ds, asked); err != nil || d.Sentence != said.Sentence {
			t.Errorf("%s: %v %s", q.Line, err, said.Sentence)
		}
	}
}

// Groups and questions in the settings work like built-in words. One that cannot be used is
// reported with its line and left out.
func TestOwnWords(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, ".config", "allyscope", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "[groups]\njoint-force = \"GBR, Denmark EST FIN ISL LVA LTU NLD NOR SWE\"\nnordic = \"NOR\"\nodd = \"NOR Austria\"\n[questions]\nmorning = \"joint-force trend 2%\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ask := func(words ...string) (string, string) {
		var o, e bytes.Buffer
		cli.Run(t.Context(), cli.Program{Tables: frozen.Files(t)}, words, cli.Streams{In: strings.NewReader(""), Out: &o, Err: &e, Env: []string{"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, ".config")}})
		return o.String(), e.String()
	}
	out, messages := ask("rank", "joint-force", "2%", "2024")
	if !strings.Contains(out, "9 of 9 with forces met 2 % (Joint force, your own)") {
		t.Error(out)
	}
	for _, want := range []string{"line 3: the word already has a meaning", `line 4: "Austria" is not the name of an ally`} {
		if !strings.Contains(messages, want) {
			t.Errorf("messages %q, want %s", messages, want)
		}
	}
	if out, _ = ask("morning", "2024", "-f", "json"); !strings.Contains(out, `"query": "trend joint-force 2024 2%`) {
		t.Error(out)
	}
	if out, _ = ask("__complete", "mor"); !strings.Contains(out, "morning\tyour own: joint-force trend 2%") {
		t.Error(out)
	}
}
