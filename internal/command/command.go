// Package command holds the table of the commands that answer a question: their names, their help
// texts and the words of the grammar that each uses. The command line, the prompt of the explorer
// (":"), the manual page and the shell completion are made from it.
//
// It turns words into a Question, and neither answers it nor writes anything. A word that a command
// does not use is refused or named as skipped, never silently dropped.
package command

import (
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Command is a command whose arguments are a question.
type Command struct {
	Name string
	// Args describes the arguments in the usage line, such as "[word…]".
	Args string
	// Short is the one-line description and Example the examples that help shows.
	Short, Example string
	// Uses holds the kinds of words that make a difference to the command's answer.
	Uses query.Words
	// View is the view that shows the same answer in the explorer, if Viewed is true.
	View   query.View
	Viewed bool
	// MinAllies is the least number of allies that have to be named; 0 if none need be.
	MinAllies int
	// First is a word of the command's own that may come first; its Text is empty if there is none.
	First query.Option
}

// Sets of word kinds that several commands share.
const (
	named   = query.WordAllies | query.WordSum
	figures = query.WordMeasure | query.WordYear | query.WordEdition | query.WordSource
	judged  = figures | query.WordLevel | query.WordMembers // figures compared with a level
	spanned = query.WordRange | query.WordGroup             // several years or allies
	listed  = judged | spanned | query.WordBase             // a list of allies
	// picked holds the words that select and order the rows of a list.
	picked = query.WordSort | query.WordReverse | query.WordFilter | query.WordVerdict | query.WordLimit | query.WordOnly
)

// commands is a constant table of the commands, in the order of the help text.
var commands = [...]Command{
	{
		Name: "rank", Args: "[word…]", Short: "Rank the allies in a year", View: query.Ranking, Viewed: true,
		Example: `  allyscope rank 2024 2%
  allyscope rank 2024 2% edition:2024-06 --format json
  allyscope rank eastern-flank equipment 20% sort:gap -o equipment.csv`,
		Uses: listed | named | picked,
	},
	{
		Name: "count", Args: "[word…]", Short: "Count the allies that met the target, year by year",
		Example: `  allyscope count 2%
  allyscope count 2% 2022                  one year only
  allyscope count below 2% 2024            how many were below it
  allyscope count 2% members:everyone      every row printed, members or not
  allyscope count 20% equipment europe --format csv`,
		Uses: judged | spanned | query.WordVerdict,
	},
	{
		Name: "show", Args: "ally… [word…]", Short: "Show all that is known about an ally", View: query.Sheet, Viewed: true, MinAllies: 1,
		Example: `  allyscope show NOR
  allyscope show Norway 2024 edition:2024-06 --format md`,
		Uses: listed | named,
	},
	{
		Name: "compare", Args: "[ally…] [word…]", Short: "Compare allies side by side", View: query.Compare, Viewed: true, MinAllies: 2,
		Example: `  allyscope compare EST LVA LTU 2024
  allyscope compare NOR                    with its neighbours by rank
  allyscope compare ESP ITA 2014..2026     with the years between
  allyscope compare nordic --format csv`,
		Uses: listed | named | query.WordFocus,
	},
	{
		Name: "series", Args: "[ally|sum|group…] [word…]", Short: "Follow allies, groups and NATO's sums over the years",
		View: query.Trend, Viewed: true,
		Example: `  allyscope series NATO "Europe and Canada" usd-constant 2014..2026
  allyscope series nordic baltic as:index base:2014 --format csv
  allyscope series ESP ITA PRT 2% -o south.xlsx`,
		Uses: listed | named | query.WordTransform | query.WordFocus,
	},
	{
		Name: "editions", Args: "[count] [word…]", Short: "Show a figure, or a count, as each edition printed it",
		Example: `  allyscope editions count 2024 2%         23, 22, 18 or 17?
  allyscope editions USA 2024              a figure as each edition printed it`,
		Uses:  judged | query.WordAllies | query.WordGroup,
		First: query.Option{Text: WordCount, Note: "how many met the target, by edition"},
	},
	{
		Name: "path", Args: "[word…]", Short: "Show what it takes to reach a target by its deadline", View: query.Path, Viewed: true,
		Example: `  allyscope path                           3.5 % by 2035
  allyscope path NOR 3.5% 2035 only
  allyscope path 3.5% 2035 ESP=2.1% DEU=3.5%@2029 --format json`,
		Uses: figures | named | spanned | picked | query.WordLevel | query.WordOwnLevel | query.WordDeadline,
	},
	{
		Name: "why", Args: "ally [year] [measure] [edition:…]", Short: "Show where a figure comes from, and what others printed",
		MinAllies: 1,
		Example: `  allyscope why NOR 2016
  allyscope why DEU 2025 edition:2025-08   why there is no figure
  allyscope why NATO_TOTAL 2024 usd`,
		Uses: figures | named | query.WordGroup,
	},
	{
		Name: "sources", Args: "ally… [year|range] [edition:…]", Short: "Show SIPRI's figures next to NATO's", MinAllies: 1,
		Example: `  allyscope sources NOR 2016
  allyscope sources GBR FRA 2014..2025 --format csv`,
		Uses: query.WordAllies | spanned | query.WordYear | query.WordEdition | query.WordMeasure,
	},
	{
		Name: "claims", Short: "Recompute public statements, as of then and as of now", View: query.Claims, Viewed: true,
		Example: "  allyscope claims\n  allyscope claims --format md -o claims.md",
	},
	{
		Name: "check", Args: `"claim"`, Short: "Check a statement of your own against each edition",
		Example: `  allyscope check "NOR 2016 1.56%"
  allyscope check "count 2024 2% = 22"
  allyscope check "FRA > USA 2024"
  allyscope check "only USA fell 2014..2024"`,
	},
	{
		Name: "brief", Args: "ally…|group|alliance [word…]", Short: "Write a briefing of one to three pages",
		Example: `  allyscope brief NOR                      one or two pages, as Markdown
  allyscope brief nordic                   a group, and each ally in it
  allyscope brief NOR SWE 2% -o both.html  several allies, as a page that prints to A4
  allyscope brief alliance --format plain`,
		Uses:  listed | named,
		First: query.Option{Text: WordAlliance, Note: "all allies together"},
	},
}

// All returns the commands that answer a question.
func All() []Command { return slices.Clone(commands[:]) }

// Others returns the names of the commands whose arguments are not a question.
func Others() []string {
	return []string{"tour", "present", "data", "pick", "man", "version", "serve", "completion", "help"}
}

// Find returns the command with the given name, in any case; found is false if there is none.
func Find(name string) (c Command, found bool) {
	i := slices.IndexFunc(commands[:], func(c Command) bool { return strings.EqualFold(c.Name, name) })
	if i >= 0 {
		c = commands[i]
	}
	return c, i >= 0
}

// Usage returns the usage line of the command, without the program's name.
func (c *Command) Usage() string { return strings.TrimSpace(c.Name + " " + c.Args) }

// FirstExample returns the first of the command's examples, without its comment.
func (c *Command) FirstExample() string {
	line, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	line, _, _ = strings.Cut(line, "  ")
	return line
}

// Question is a command and what it is asked. The zero Command means that a view answers.
type Question struct {
	Command Command
	query.Reading
	// Both asks for the allies that meet both pledges, the share of GDP and the share spent on
	// equipment: for their count, or for a ranking by both.
	Both bool
	// Counting asks "editions" for a count or for what an edition changed, instead of a figure.
	Counting bool
	// Statement is the claim to check, or the editions to compare.
	Statement string
	allAllies bool // the briefing is on the whole alliance
}

// Words that change what a command is asked.
const (
	WordCount    = "count"
	WordDiff     = "diff"
	WordAlliance = "alliance"
)

// OnView reports whether a view shows the answer. If not, the answer is a page of text and tables.
func (q *Question) OnView() bool { return q.Command.Name == "" || q.Command.Viewed }

// Ask reads the arguments of the command. It returns an error that names a word the command does
// not use; the word for the command's own view is allowed.
func (c *Command) Ask(words []string, v *query.Vocabulary) (Question, error) {
	q := Question{Command: *c}
	words = strings.Fields(strings.Join(words, " ")) // an argument in quotes may hold several words
	switch first := strings.ToLower(firstWord(words)); {
	case c.Name == "check":
		q.Statement = withoutQuotes(words)
		return q, nil
	case c.Name == "editions" && first == WordDiff:
		q.Command.Name, q.Statement, q.Counting = c.Name+" "+WordDiff, withoutQuotes(words[1:]), true
		return q, nil
	case c.Name == "editions":
		if words, q.Counting = removeWords(words, WordCount); q.Counting { // a count is over all allies
			q.Command.Name, q.Command.Uses = c.Name+" "+WordCount, c.Uses&^query.WordAllies
		}
	case c.Name == "count":
		words, q.Both = removeBoth(words)
	case c.Name == "rank":
		if words, q.Both = removeBoth(words); q.Both {
			q.Command.View, q.Command.Uses = query.Balance, c.Uses|query.WordView
		}
		if first == "change" { // of rank
			words[0] = "rank-change"
		}
	case c.Name == "brief":
		if startsWithMe(words) {
			words[0] = "brief-me"
		}
		words, q.allAllies = removeWords(words, WordAlliance)
	case c.Name == "show" && startsWithMe(words):
		return q.showMe(words[1:], v)
	}
	err := q.read(strings.Join(words, " "), v)
	return q, err
}

// showMe reads the words after "show me", where "me" does not mean Montenegro. They name an ally, as
// they would without the "me", or are any other line that asks for something.
func (q *Question) showMe(words []string, v *query.Vocabulary) (Question, error) {
	shown := *q
	err := shown.read("show-me "+strings.Join(words, " "), v)
	if err == nil && len(shown.Soft) == 0 && shown.Pins+shown.Sums != "" {
		return shown, nil
	}
	if other, _, err := readLine(words, v); err == nil {
		return other, nil
	}
	return shown, err
}

// startsWithMe reports whether the words begin with "me" and go on. ME in capitals is Montenegro.
func startsWithMe(words []string) bool {
	return len(words) > 1 && words[0] != "ME" && strings.EqualFold(words[0], "me")
}

// removeWords returns the words without the unwanted ones, in any case, and whether it found any.
func removeWords(words []string, unwanted ...string) (rest []string, found bool) {
	rest = slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return slices.ContainsFunc(unwanted, func(u string) bool { return strings.EqualFold(u, w) })
	})
	return rest, len(rest) < len(words)
}

func firstWord(words []string) string { return strings.Join(words[:min(1, len(words))], "") }

// withoutQuotes joins the words without quotation marks. A shell removes them; a line of a deck or
// of the prompt may still have them.
func withoutQuotes(words []string) string {
	return strings.Join(format.Each(words, func(w string) string { return strings.Trim(w, "\"'“”‘’`") }), " ")
}

// read parses the text with the words that the command uses, and settles what is left open.
func (q *Question) read(text string, v *query.Vocabulary) (err error) {
	c, used := &q.Command, q.Command.Uses
	if c.Viewed {
		if r, err := query.Read(text, v, query.AllWords, ""); err == nil && r.Given&query.WordView != 0 && r.View == c.View {
			used |= query.WordView
		}
	}
	if c.View == query.Path && c.Viewed && used&query.WordView == 0 { // a year alone is a deadline there
		text, used = c.View.String()+" "+text, used|query.WordView
	}
	q.Reading, err = query.Read(text, v, used, c.Name)
	if err == nil && (c.MinAllies > 0 || c.Uses&query.WordSum == 0) {
		err = q.settleNames()
	}
	if err == nil && c.Name == "brief" {
		err = q.settleBrief()
	}
	c.Viewed = c.Viewed && (c.View != query.Sheet || q.Sums == "") // for a sum, show is a page
	if q.View = c.View; c.Viewed {
		q.Given |= query.WordView
	}
	return err
}

// settleNames decides how the named allies and groups are used. A group counts as one unit if the
// command is about a single ally or if other names are given; otherwise it stands for its members.
func (q *Question) settleNames() error {
	c := &q.Command
	switch {
	case c.Uses&query.WordSum != 0 && q.Group != "" && (c.MinAllies == 1 || q.Pins != "" || q.Sums != ""):
		q.Sums, q.Group = q.Sums.With(ally.GroupCode(q.Group)), ""
	case q.Pins != "" && q.Group != "":
		return query.Refused(q.Group, "cannot be combined with named allies: name them all, or only the group")
	case q.Focus != "" && (q.Pins.Len() > 1 || q.Group != ""):
		return query.Refused("focus:"+string(q.Focus), "cannot be combined with several named allies")
	}
	return nil
}

// settleBrief decides what a briefing is on: one or more allies, one group, or the alliance.
func (q *Question) settleBrief() error {
	asked := format.Said(format.When(q.allAllies, WordAlliance), q.Group)
	for _, c := range q.Sums.Codes() {
		switch {
		case c.Group() && q.Group == "" && c.By() == "":
			q.Group = c.GroupID()
		case c == ally.Total && q.allAllies:
			continue
		case c == ally.Total:
		default:
			return query.Refused(query.SumWord(c), "cannot be combined with others: "+briefingScope)
		}
		asked = append(asked, query.SumWord(c))
	}
	wholes := len(asked)
	asked = append(asked, strings.Fields(string(q.Pins))...)
	switch q.Sums = ""; {
	case len(asked) == 0:
		return q.Lacks("allies, or a group, or the word " + WordAlliance)
	case wholes > 0 && len(asked) > 1:
		return query.Refused(asked[0], "cannot be combined with "+strings.Join(asked[1:], ", ")+": "+briefingScope)
	}
	return nil
}

const briefingScope = "a briefing is on named allies, on one group, or on the " + WordAlliance

// removeBoth removes the words that ask about both pledges at once: "both" itself, or the 20 % of
// equipment if another level is given too. The level that is left is that of the share of GDP.
func removeBoth(words []string) (rest []string, both bool) {
	levels := format.Count(words, func(w *string) bool { return strings.HasSuffix(*w, "%") })
	return removeWords(words, "both", format.When(levels > 1, "20%"))
}

// sentences is a constant table of phrases and the commands that they ask for. A phrase matches if
// for each of its parts the line has a word that begins with it, in any order; the matching words
// are removed from the question.
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

// commandFor turns a sentence into the command that it asks for and the words left for it. It
// returns the words unchanged if they ask for no command.
func commandFor(words []string, v *query.Vocabulary) []string {
	begins := func(word, prefix string) bool {
		return strings.HasPrefix(strings.ToLower(strings.Trim(word, ".,;:?!\"'")), prefix)
	}
	moves := func(w string) bool { return begins(w, "fell") || begins(w, "rose") }
	only := strings.EqualFold(firstWord(words), "only")
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
		if s.command == changes { // it compares editions: drop the filler words
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

// Line reads a line that may begin with a command, as typed at the prompt or written in a deck.
// found reports whether a command answers it; otherwise a view does.
func Line(text string, v *query.Vocabulary) (q Question, found bool, err error) {
	words := strings.Fields(text)
	if firstWord(words) == "allyscope" { // a copied link begins with it
		words = words[1:]
	}
	for _, s := range v.Sayings {
		if strings.EqualFold(firstWord(words), s.Text) { // the words after it are kept
			words = append(strings.Fields(s.Note), words[1:]...)
		}
	}
	return readLine(words, v)
}

// readLine reads the words of a line after the user's own questions have been replaced.
func readLine(words []string, v *query.Vocabulary) (q Question, found bool, err error) {
	words = commandFor(words, v)
	if c, is := Find(firstWord(words)); is {
		q, err = c.Ask(words[1:], v)
		return q, q.Command.Name != "", err
	}
	text := strings.Join(words, " ")
	q.Reading, err = query.Read(text, v, query.AllWords, "")
	asked := err == nil && q.Given&query.WordView != 0 && !strings.Contains(text, "view:")
	if used := wordsUsedBy(q.View); asked && q.Given&^used != 0 {
		q.Reading, err = query.Read(text, v, used, q.View.String())
	}
	if err == nil && q.View == query.Sheet && q.Sums != "" && q.Pins == "" && q.Focus == "" { // as the command show does
		q.Command, found = Find("show")
		q.Command.Viewed = false
		err = q.settleNames()
	}
	return q, found, err
}

// wordsUsedBy returns the kinds of words allowed in a line that names the view by its word. A
// copied link names it with "view:" instead, and may also hold words that only other views use.
func wordsUsedBy(v query.View) query.Words {
	if i := slices.IndexFunc(commands[:], func(c Command) bool { return c.Viewed && c.View == v }); i >= 0 {
		return commands[i].Uses | query.WordView | query.WordFocus
	}
	used := listed | named | picked | query.WordView | query.WordFocus
	if v == query.Balance { // it shows one year with its trail, and no change since a base year
		used &^= query.WordBase
	}
	return used
}

// Lacks returns an error that says what the question lacks and gives an example of the command.
func (q *Question) Lacks(what string) error {
	return query.Refused(q.Command.Name, "needs "+what+", such as: "+q.Command.FirstExample())
}
