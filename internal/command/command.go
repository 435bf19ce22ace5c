// Package command is the table of the commands that answer a question: what each
// is called, what it says, and which words of the grammar it uses. The command
// line, the line behind ":", the manual and the completion are made from it.
//
// It answers nothing and writes nothing; a word that a command does not use is
// refused by the grammar, or named as skipped, never dropped in silence.
package command

import (
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Command is a command whose words are a question.
type Command struct {
	Name string
	// Takes is what stands behind the name in its usage.
	Takes          string
	Short, Example string
	// Uses are the kinds of words that make a difference to its answer.
	Uses query.Words
	// View is the view that shows the same in the explorer, and draws it; the command
	// has one where Viewed.
	View   query.View
	Viewed bool
	// Least is how many allies it wants at least.
	Least int
	// First is a word of its own that may stand first, if it has one, and what it asks for.
	First query.Option
}

// The kinds of words that say which figures are meant: of which allies, years and editions.
const (
	named   = query.WordAllies | query.WordSum
	figures = query.WordMeasure | query.WordYear | query.WordEdition | query.WordSource
	judged  = figures | query.WordLevel | query.WordMembers
	spanned = query.WordRange | query.WordGroup
	listed  = judged | spanned | query.WordBase
	// picked are the words that pick rows of a list.
	picked = query.WordSort | query.WordReverse | query.WordFilter | query.WordVerdict | query.WordLimit | query.WordOnly
)

// commands is a constant table of the commands, in the order in which help lists them.
var commands = [...]Command{
	{
		Name: "rank", Takes: "[word…]", Short: "Rank the allies in a year", View: query.Ranking, Viewed: true,
		Example: `  allyscope rank 2024 2%
  allyscope rank 2024 2% edition:2024-06 --format json
  allyscope rank eastern-flank equipment 20% sort:gap -o equipment.csv`,
		Uses: listed | named | picked,
	},
	{
		Name: "count", Takes: "[word…]", Short: "Count who met the target, year by year",
		Example: `  allyscope count 2%
  allyscope count 2% 2022                  one year alone
  allyscope count below 2% 2024            those below it, counted both ways
  allyscope count 2% members:everyone      every row printed, members or not
  allyscope count 20% equipment europe --format csv`,
		Uses: judged | spanned | query.WordVerdict,
	},
	{
		Name: "show", Takes: "ally… [word…]", Short: "Show all that is known of an ally", View: query.Sheet, Viewed: true, Least: 1,
		Example: `  allyscope show NOR
  allyscope show Norway 2024 edition:2024-06 --format md`,
		Uses: listed | named,
	},
	{
		Name: "compare", Takes: "[ally…] [word…]", Short: "Set allies side by side", View: query.Compare, Viewed: true, Least: 2,
		Example: `  allyscope compare EST LVA LTU 2024
  allyscope compare NOR                    beside its neighbours by rank
  allyscope compare ESP ITA 2014..2026     with the years between
  allyscope compare nordic --format csv`,
		Uses: listed | named | query.WordFocus,
	},
	{
		Name: "series", Takes: "[ally|sum|group…] [word…]", Short: "Follow allies, groups and NATO's sums over the years",
		View: query.Trend, Viewed: true,
		Example: `  allyscope series NATO "Europe and Canada" usd-constant 2014..2026
  allyscope series nordic baltic as:index base:2014 --format csv
  allyscope series ESP ITA PRT 2% -o south.xlsx`,
		Uses: listed | named | query.WordTransform | query.WordFocus,
	},
	{
		Name: "editions", Takes: "[count] [word…]", Short: "Show a figure, or a count, as each edition printed it",
		Example: `  allyscope editions count 2024 2%         23, 22, 18 or 17?
  allyscope editions USA 2024              a figure as each edition printed it`,
		Uses:  judged | query.WordAllies | query.WordGroup,
		First: query.Option{Text: WordCount, Note: "how many met the target, by edition"},
	},
	{
		Name: "path", Takes: "[word…]", Short: "Show what it takes to reach a target by its deadline", View: query.Path, Viewed: true,
		Example: `  allyscope path                           3.5 % by 2035
  allyscope path NOR 3.5% 2035 only
  allyscope path 3.5% 2035 ESP=2.1% DEU=3.5%@2029 --format json`,
		Uses: figures | named | spanned | picked | query.WordLevel | query.WordOwnLevel | query.WordDeadline,
	},
	{
		Name: "why", Takes: "ally [year] [measure] [edition:…]", Short: "Show where a figure comes from, and what others printed",
		Least: 1,
		Example: `  allyscope why NOR 2016
  allyscope why DEU 2025 edition:2025-08   why there is no figure
  allyscope why NATO_TOTAL 2024 usd`,
		Uses: figures | named | query.WordGroup,
	},
	{
		Name: "sources", Takes: "ally… [year|range] [edition:…]", Short: "Set SIPRI's figures beside NATO's", Least: 1,
		Example: `  allyscope sources NOR 2016
  allyscope sources GBR FRA 2014..2025 --format csv`,
		Uses: query.WordAllies | spanned | query.WordYear | query.WordEdition | query.WordMeasure,
	},
	{
		Name: "claims", Short: "Recompute public statements, as of then and as of now", View: query.Claims, Viewed: true,
		Example: "  allyscope claims\n  allyscope claims --format md -o claims.md",
	},
	{
		Name: "check", Takes: `"claim"`, Short: "Check a statement of your own, by each edition",
		Example: `  allyscope check "NOR 2016 1.56%"
  allyscope check "count 2024 2% = 22"
  allyscope check "FRA > USA 2024"
  allyscope check "only USA fell 2014..2024"`,
	},
	{
		Name: "brief", Takes: "ally…|group|alliance [word…]", Short: "Write a briefing of one to three pages",
		Example: `  allyscope brief NOR                      one or two pages, as Markdown
  allyscope brief nordic                   a group, and each ally in it
  allyscope brief NOR SWE 2% -o both.html  several allies, as a page that prints to A4
  allyscope brief alliance --format plain`,
		Uses:  listed | named,
		First: query.Option{Text: WordAlliance, Note: "all allies together"},
	},
}

// All are the commands.
func All() []Command { return slices.Clone(commands[:]) }

// Others are the commands whose words are no question.
func Others() []string {
	return []string{"tour", "present", "data", "pick", "man", "version", "serve", "completion", "help"}
}

// Find is the command of a name, in any case.
func Find(name string) (c Command, found bool) {
	i := slices.IndexFunc(commands[:], func(c Command) bool { return strings.EqualFold(c.Name, name) })
	if i >= 0 {
		c = commands[i]
	}
	return c, i >= 0
}

// Usage is the line that shows how the command is typed.
func (c *Command) Usage() string { return strings.TrimSpace(c.Name + " " + c.Takes) }

// FirstExample is an example of the command.
func (c *Command) FirstExample() string {
	line, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	line, _, _ = strings.Cut(line, "  ")
	return line
}

// Question is what somebody asks a command.
type Question struct {
	Command Command
	query.Reading
	// Both asks for those that meet the share of GDP and the share on equipment at once:
	// for their count, or for a ranking by both.
	Both bool
	// Counting asks for the count by edition, or for what one changed, and not for a figure.
	Counting bool
	// Statement is the claim to compute, or the editions to compare.
	Statement string
	all       bool // a briefing is on all allies
}

// The words with which a command asks for something else.
const (
	WordCount    = "count"
	WordDiff     = "diff"
	WordAlliance = "alliance"
)

// OnView tells whether a view shows the answer; where none does, it is a page.
func (q *Question) OnView() bool { return q.Command.Name == "" || q.Command.Viewed }

// Ask reads the words of the command: those it does not use are refused. The word
// for its own view may stand among them.
func (c *Command) Ask(words []string, v *query.Vocabulary) (Question, error) {
	q := Question{Command: *c}
	words = strings.Fields(strings.Join(words, " ")) // however they were quoted
	switch first := strings.ToLower(firstOf(words)); {
	case c.Name == "check":
		q.Statement = unquoted(words)
		return q, nil
	case c.Name == "editions" && first == WordDiff:
		q.Command.Name, q.Statement, q.Counting = c.Name+" "+WordDiff, unquoted(words[1:]), true
		return q, nil
	case c.Name == "editions":
		if words, q.Counting = cut(words, WordCount); q.Counting { // a count is of all
			q.Command.Name, q.Command.Uses = c.Name+" "+WordCount, c.Uses&^query.WordAllies
		}
	case c.Name == "count":
		words, q.Both = cutBoth(words)
	case c.Name == "rank":
		if words, q.Both = cutBoth(words); q.Both {
			q.Command.View, q.Command.Uses = query.Balance, c.Uses|query.WordView
		}
		if first == "change" { // of place
			words[0] = "rank-change"
		}
	case c.Name == "brief":
		if asksMe(words) {
			words[0] = "brief-me"
		}
		words, q.all = cut(words, WordAlliance)
	case c.Name == "show" && asksMe(words):
		return q.showMe(words[1:], v)
	}
	err := q.read(strings.Join(words, " "), v)
	return q, err
}

// showMe reads what stands behind "show me", which is not Montenegro: all of an ally, as
// without the "me", or whatever else is asked to be shown.
func (q *Question) showMe(words []string, v *query.Vocabulary) (Question, error) {
	shown := *q
	err := shown.read("show-me "+strings.Join(words, " "), v)
	if err == nil && len(shown.Soft) == 0 && shown.Pins+shown.Sums != "" {
		return shown, nil
	}
	if other, _, err := ask(words, v); err == nil {
		return other, nil
	}
	return shown, err
}

// asksMe tells whether "me" comes first, and something behind it: in capitals it is Montenegro.
func asksMe(words []string) bool {
	return len(words) > 1 && words[0] != "ME" && strings.EqualFold(words[0], "me")
}

// cut removes words, in any case.
func cut(words []string, unwanted ...string) (rest []string, found bool) {
	rest = slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return slices.ContainsFunc(unwanted, func(u string) bool { return strings.EqualFold(u, w) })
	})
	return rest, len(rest) < len(words)
}

func firstOf(words []string) string { return strings.Join(words[:min(1, len(words))], "") }

// unquoted is a statement without the quotes that a shell takes off, and a line of a deck
// or behind ":" has all the same.
func unquoted(words []string) string {
	bare := format.Each(words, func(w string) string { return strings.Trim(w, "\"'“”‘’`") })
	return strings.Join(bare, " ")
}

func (q *Question) read(text string, v *query.Vocabulary) (err error) {
	c, used := &q.Command, q.Command.Uses
	if c.Viewed {
		if r, err := query.Read(text, v, query.AllWords, ""); err == nil && r.Given&query.WordView != 0 && r.View == c.View {
			used |= query.WordView
		}
	}
	if c.View == query.Path && c.Viewed && used&query.WordView == 0 { // where a bare year is the deadline
		text, used = c.View.String()+" "+text, used|query.WordView
	}
	q.Reading, err = query.Read(text, v, used, c.Name)
	if err == nil && (c.Least > 0 || c.Uses&query.WordSum == 0) {
		err = q.settleNames()
	}
	if err == nil && c.Name == "brief" {
		err = q.settleBrief()
	}
	c.Viewed = c.Viewed && (c.View != query.Sheet || q.Sums == "") // all allies of a sum are a page
	if q.View = c.View; c.Viewed {
		q.Given |= query.WordView
	}
	return err
}

// settleNames decides which allies and groups are meant where a command needs names: a
// group is taken as one where the command is about a single ally, or beside other names.
func (q *Question) settleNames() error {
	c := &q.Command
	switch {
	case c.Uses&query.WordSum != 0 && q.Group != "" && (c.Least == 1 || q.Pins != "" || q.Sums != ""):
		q.Sums, q.Group = q.Sums.With(ally.GroupCode(q.Group)), ""
	case q.Pins != "" && q.Group != "":
		return query.Refused(q.Group, "has no place beside allies that are named: name them all, or the group alone")
	case q.Focus != "" && (q.Pins.Len() > 1 || q.Group != ""):
		return query.Refused("focus:"+string(q.Focus), "has no place beside several allies that are named")
	}
	return nil
}

// settleBrief decides what a briefing is on: an ally, several as one, a group, or the alliance.
func (q *Question) settleBrief() error {
	asked := format.Said(format.When(q.all, WordAlliance), q.Group)
	for _, c := range q.Sums.Codes() {
		switch {
		case c.Group() && q.Group == "" && c.By() == "":
			q.Group = c.GroupID()
		case c == ally.Total && q.all:
			continue
		case c == ally.Total:
		default:
			return query.Refused(query.SumWord(c), "has no briefing beside others: "+briefed)
		}
		asked = append(asked, query.SumWord(c))
	}
	wholes := len(asked)
	asked = append(asked, strings.Fields(string(q.Pins))...)
	switch q.Sums = ""; {
	case len(asked) == 0:
		return q.Lacks("allies, or a group, or the word " + WordAlliance)
	case wholes > 0 && len(asked) > 1:
		return query.Refused(asked[0], "has no place beside "+strings.Join(asked[1:], ", ")+": "+briefed)
	}
	return nil
}

const briefed = "a briefing is on named allies, on one group, or on the " + WordAlliance

// cutBoth removes the words that ask for both pledges to be counted: "both" itself, or the
// level of equipment beside another. The level of the share of GDP then stands for both.
func cutBoth(words []string) (rest []string, both bool) {
	levels := format.Count(words, func(w *string) bool { return strings.HasSuffix(*w, "%") })
	return cut(words, "both", format.When(levels > 1, "20%"))
}

// sentences is a constant table of questions in a sentence, with the command that answers
// each: words that begin with these, in any order, ask for it and are removed.
var sentences = [...]struct{ words, command string }{
	{"nato sipri", "sources"},
	{"whose figures", "editions count"},
	{"each edition", "editions count"},
	{"newest edition change", changes},
	{"latest edition change", changes},
	{"new newest edition", changes},
	{"new latest edition", changes},
	{"year by-year", "count"},
	{"by-year", "count"},
	{"many each year", "count"},
	{"number of allies over time", "count"},
	{"briefing", "brief"},
	{"explain", "why"},
	{"come from", "why"},
}

const changes = "editions " + WordDiff

// sentence is the command that a sentence asks for, with the words left to it, or the
// sentence unchanged where it asks for none.
func sentence(words []string, v *query.Vocabulary) []string {
	begins := func(word, begin string) bool {
		return strings.HasPrefix(strings.ToLower(strings.Trim(word, ".,;:?!\"'")), begin)
	}
	moves := func(w string) bool { return begins(w, "fell") || begins(w, "rose") }
	only := strings.EqualFold(firstOf(words), "only")
	if query.Counts(words, v) || only && (query.Counts(words[1:], v) || slices.ContainsFunc(words, moves)) {
		return append([]string{"check"}, words...)
	}
	joined := strings.ReplaceAll(strings.Join(words, " "), " by year", " by-year")
sentences:
	for _, s := range sentences {
		rest := strings.Fields(joined)
		for asked := range strings.FieldsSeq(s.words) {
			i := slices.IndexFunc(rest, func(w string) bool { return begins(w, asked) })
			if i < 0 {
				continue sentences
			}
			rest = slices.Delete(rest, i, i+1)
		}
		if s.command == changes { // of editions alone
			rest = slices.DeleteFunc(rest, func(w string) bool {
				r, err := query.Read(w, v, query.AllWords, "")
				connects := slices.Contains([]string{"is", "since", "from", "between"}, strings.ToLower(w))
				return connects || err == nil && len(r.Skipped) > 0
			})
		}
		return append(strings.Fields(s.command), rest...)
	}
	return words
}

// Line reads a line in which a command may stand first, as behind ":" and in a
// deck; found tells whether one does.
func Line(text string, v *query.Vocabulary) (q Question, found bool, err error) {
	words := strings.Fields(text)
	if firstOf(words) == program { // as a copied link begins
		words = words[1:]
	}
	for _, s := range v.Sayings {
		if strings.EqualFold(firstOf(words), s.Text) { // what stands behind it says more
			words = append(strings.Fields(s.Note), words[1:]...)
		}
	}
	return ask(words, v)
}

// ask reads the words of a line that are nobody's own.
func ask(words []string, v *query.Vocabulary) (q Question, found bool, err error) {
	words = sentence(words, v)
	if c, is := Find(firstOf(words)); is {
		q, err = c.Ask(words[1:], v)
		return q, q.Command.Name != "", err
	}
	text := strings.Join(words, " ")
	q.Reading, err = query.Read(text, v, query.AllWords, "")
	asked := err == nil && q.Given&query.WordView != 0 && !strings.Contains(text, "view:")
	if used := usedBy(q.View); asked && q.Given&^used != 0 {
		q.Reading, err = query.Read(text, v, used, q.View.String())
	}
	if err == nil && q.View == query.Sheet && q.Sums != "" && q.Pins == "" && q.Focus == "" { // a page, as show has it
		q.Command, found = Find("show")
		q.Command.Viewed = false
		err = q.settleNames()
	}
	return q, found, err
}

// usedBy are the words that count for a view that is named by its word. A copied link names
// its view by the key, since it has all that the screen keeps for other views as well.
func usedBy(v query.View) query.Words {
	if i := slices.IndexFunc(commands[:], func(c Command) bool { return c.Viewed && c.View == v }); i >= 0 {
		return commands[i].Uses | query.WordView | query.WordFocus
	}
	used := listed | named | picked | query.WordView | query.WordFocus
	if v == query.Balance { // which is of one year and its trail
		used &^= query.WordBase
	}
	return used
}

const program = "allyscope"

// Lacks says what a question lacks, with an example of the command's own.
func (q *Question) Lacks(what string) error {
	return query.Refused(q.Command.Name, "wants "+what+", such as: "+q.Command.FirstExample())
}
