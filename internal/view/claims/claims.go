// Package claims draws public statements checked against the edition of their time, or the first to
// cover their year, and the latest edition: a list of statements with their verdicts, and the
// figures and reasons of the current statement.
//
// It computes nothing: verdicts, figures and reasons come from package analysis. The cursor is on a
// statement, not on an ally; the ally that the statement is about becomes the focus if it is
// listed.
package claims

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// Spec returns the view of public statements.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Claims, Title: "Claims", Help: "public statements, computed again", Lines: 38, Entry: "statement",
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			list, err := analysis.ClaimsFor(ds)
			if err != nil {
				return nil, fmt.Errorf("the statements cannot be computed: %w", err)
			}
			v := &claims{list: list, Header: ranking.Header}
			v.Header.Notes = analysis.Redefined(ds.Editions())
			v.conclude()
			return v, nil
		},
	}
}

// claims holds the statements, which are the same for every query. The header is the ranking's
// with the sentence and citation of the statements.
type claims struct {
	analysis.Header
	list []analysis.Claim
	now  int // the number of statements that hold in the latest edition
}

var _ view.Items = (*claims)(nil)

// at returns the current statement and its index; nil if there are no statements.
func (v *claims) at(s view.State) (*analysis.Claim, int) {
	if len(v.list) == 0 {
		return nil, 0
	}
	i := max(0, min(s.Item, len(v.list)-1))
	return &v.list[i], i
}

// Sentence returns the verdicts on the current statement, and the statement.
func (v *claims) Sentence(s view.State) string {
	c, i := v.at(s)
	if c == nil {
		return v.Header.Sentence
	}
	return fmt.Sprintf("Statement %d of %d: %s as of then (%s), %s now (%s); “%s”.",
		i+1, len(v.list), c.Then.Outcome.Words(), c.Then.Edition.ID, c.Now.Outcome.Words(), c.Now.Edition.ID,
		c.Statement)
}

func (v *claims) Count() (n, what string) {
	return fmt.Sprintf("%d/%d", v.now, len(v.list)), "statements hold by the latest figures"
}

// Move moves by dy statements, and focuses the ally of the new statement if it is listed.
func (v *claims) Move(s view.State, _, dy int) (view.State, bool) {
	if dy == 0 || len(v.list) == 0 {
		return s, false
	}
	s.Item += dy
	c, i := v.at(s)
	if s.Item = i; slices.Contains(s.Order, c.About) {
		s.Focus = c.About
	}
	return s, true
}

func (v *claims) Describe(h cell.Hit) string {
	c, _ := v.at(view.State{Item: h.Item})
	if c == nil {
		return ""
	}
	return c.SaidBy + ", " + c.SaidOn + ": " + c.Statement
}

// The sizes of the list. Below the least ones only the current statement is drawn.
const (
	listWidth  = 50  // the least width of a list
	listHeight = 12  // the least height of a view with a list
	leastRows  = 4   // the least number of statements above the current one
	sideBySide = 150 // the width from which the current statement is next to the list
	wordsWidth = 96  // the width of a list from which verdicts are in words
	margin     = 2   // the column where texts begin, after the mark of the cursor
)

// Draw draws the list and the current statement with figures and reasons. If there is no room for
// both, it draws the statement only.
func (v *claims) Draw(g *cell.Grid, s view.State) {
	w, h := g.Width(), g.Height()
	switch c, _ := v.at(s); {
	case c == nil:
		g.Text(0, 0, cell.Cut(v.Header.Sentence, w), cell.Warning)
	case w < listWidth || h < listHeight:
		view.Labels(g.Window(min(margin, w/8), 0, w, h), labelWidth, v.about(s, w-min(margin, w/8), h < listHeight))
	case w >= sideBySide:
		half := w * 55 / 100
		v.statementList(g.Window(0, 0, half-2, h), s)
		view.Labels(g.Window(half+margin, 0, w, h), labelWidth, v.about(s, w-half-margin, false))
	default:
		about := v.about(s, w-margin, false)
		rows := min(len(v.list), max(leastRows, h-2-len(about)))
		first := v.statementList(g.Window(0, 0, w, rows+1), s)
		g.Fill(0, rows+1, w, '─', cell.Axis)
		if rows < len(v.list) {
			g.Right(w-margin, rows+1, " "+format.Part(first, rows, len(v.list))+" ", cell.Faint)
		}
		view.Labels(g.Window(margin, rows+2, w, h-rows-2), labelWidth, about)
	}
}

// statementList draws a head and the statements, including the current one, and returns the index
// of the first one shown. In a narrow list verdicts are marks without words.
func (v *claims) statementList(g *cell.Grid, s view.State) int {
	_, selected := v.at(s)
	w, h := g.Width(), g.Height()-1
	words := w >= wordsWidth
	wide, then, now := cell.Width("? not measurable"), "As of then", "As of now"
	if !words {
		wide, then, now = len("then"), "then", "now"
	}
	const date = len("2006-01")
	const text = margin + date + 1
	thenX := w - 2*wide - 1
	g.Text(margin, 0, "Said", cell.Heading)
	g.Text(text, 0, "Statement", cell.Heading)
	g.Text(thenX, 0, then, cell.Heading)
	g.Text(w-wide, 0, now, cell.Heading)
	offset := view.Scroll(selected, len(v.list), h)
	for y := 1; y <= min(h, len(v.list)-offset); y++ {
		i := offset + y - 1
		c, role := &v.list[i], table.Mark(g, y, i == selected, false, cell.Plain)
		g.Text(margin, y, c.SaidOn[:min(date, len(c.SaidOn))], cell.Faint)
		g.Text(text, y, cell.Cut(c.Statement, thenX-text-1), role)
		for k, f := range [2]*analysis.Finding{&c.Then, &c.Now} {
			outcome := document.Outcome(f.Outcome)
			if !words {
				outcome.Shown, _, _ = strings.Cut(outcome.Shown, " ")
			}
			g.Text(thenX+k*(wide+1), y, outcome.Shown, outcome.Role)
		}
		g.Tag(0, y, w, 1, cell.Hit{Code: string(c.About), Item: i})
	}
	return offset
}

const (
	labelWidth = 6 // the width of the labels at the left
	mostLines  = 6 // the most lines of one text
)

// about describes the current statement in lines of w cells: what was said, the verdicts then and
// now with figures and reasons, and other sources and notes. If short is set, it leaves out most
// figures and begins with both verdicts.
func (v *claims) about(s view.State, w int, short bool) []view.Line {
	c, i := v.at(s)
	var out []view.Line
	for _, t := range cell.Wrap(fmt.Sprintf("%d/%d “%s”", i+1, len(v.list), c.Statement), w, 3) {
		out = append(out, view.Line{Text: t, Role: cell.Strong})
	}
	out = append(out, view.Line{Text: cell.Cut(c.SaidBy+", "+c.SaidOn, w), Role: cell.Faint})
	finding := func(label string, f *analysis.Finding, edition string) {
		outcome := document.Outcome(f.Outcome)
		out = append(out, view.Line{Label: label, Mark: outcome.Shown, Marked: outcome.Role, Text: edition, Role: cell.Faint})
	}
	say := func(label, text string, role cell.Role) {
		out = append(out, view.Labelled(label, text, role, w-labelWidth, mostLines)...)
	}
	otherSource := format.After("other sources, never one series: ", document.Facts(c.Beside))
	if short {
		finding("then", &c.Then, c.Then.Edition.ID)
		finding("now", &c.Now, c.Now.Edition.ID)
		say("", c.Why, cell.Plain)
		say("Also", otherSource, cell.Plain)
		return out
	}
	explain := func(label string, f *analysis.Finding, why string) {
		finding(label, f, f.Edition.Name())
		say("", why, cell.Plain)
		say("", document.Facts(f.Further()), cell.Faint)
	}
	explain("Then", &c.Then, c.Then.Why)
	explain("Now", &c.Now, format.When(c.Now.Why != c.Then.Why || len(c.Now.Facts) == 0, c.Now.Why))
	say("Also", otherSource, cell.Plain)
	say("Note", format.Whenf(c.Note != "", "%s.", c.Note), cell.Plain)
	return out
}

// Document returns a table with the verdicts on each statement, followed by the statements with
// figures and reasons.
func (v *claims) Document() *document.Document {
	d := &document.Document{
		Title: "Public statements, computed", Edition: format.Counted(len(v.list), "statement", "statements"),
		Tables: []table.Table{v.statements()}, Sentence: v.Header.Sentence,
		Notes: append([]string{
			"verdicts are on the figures as printed: holds means exactly as said, rounds to it means when rounded to the decimals that were said",
			"statements are paraphrased",
		}, v.Header.Notes...),
		Citation: v.Header.Citation,
	}
	finding := func(f *analysis.Finding) string {
		facts := document.Facts(f.Further())
		why := f.Why + format.Whenf(facts != "", " (%s)", facts)
		return fmt.Sprintf("(%s) %s: %s.", f.Edition.ID, f.Outcome.Words(), why)
	}
	for i := range v.list {
		c := &v.list[i]
		d.Remarks = append(d.Remarks, format.Join(" ",
			fmt.Sprintf("%d. “%s” (%s, %s).", i+1, c.Statement, c.SaidBy, c.SaidOn),
			"Then "+finding(&c.Then), "Now "+finding(&c.Now),
			format.Whenf(len(c.Beside) > 0, "Other sources, never one series: %s.", document.Facts(c.Beside)),
			format.Whenf(c.Note != "", "%s.", format.Capital(c.Note))))
	}
	return d
}

func (v *claims) statements() table.Table {
	type row = *analysis.Claim
	const tables = table.OnTables
	word := func(textOf func(row) string) func(row) table.Cell {
		return func(c row) table.Cell { return table.Optional(textOf(c)) }
	}
	faint := func(textOf func(row) string) func(row) table.Cell {
		return func(c row) table.Cell { return table.Word(textOf(c)).As(cell.Faint) }
	}
	number := 0
	return table.Of("claims", "", slices.Concat(
		table.Numbers("number", "#", "Number", func(row) table.Cell { number++; return table.Whole(number) }).Only(tables),
		table.Texts("id", "claim", "", word(func(c row) string { return c.ID })).NotInPlain(),
		table.Texts("said_on", "said on", "", faint(func(c row) string { return c.SaidOn })).NotInPlain().GivesWay(2),
		table.Data("said_by", "Said by", word(func(c row) string { return c.SaidBy })),
		table.Data("statement", "Statement", word(func(c row) string { return c.Statement })),
		table.Data("code", "Ally", word(func(c row) string { return string(c.About) })),
		table.Numbers("said", "said", "", word(func(c row) string { return c.Said })).NotInPlain().GivesWay(1),
		table.Data("unit", "Unit", word(func(c row) string { return c.Unit })),
		table.Texts("edition_then", "edition", "Edition then",
			faint(func(c row) string { return c.Then.Edition.ID })).NotInPlain().GivesWay(3),
		table.Texts("verdict_then", "as of then", "Verdict then",
			func(c row) table.Cell { return document.Outcome(c.Then.Outcome) }).NotInPlain(),
		table.Data("figures_then", "Figures then", word(func(c row) string { return document.Facts(c.Then.Facts) })),
		table.Data("why_then", "Why then", word(func(c row) string { return c.Then.Why })),
		table.Data("edition_now", "Edition now", word(func(c row) string { return c.Now.Edition.ID })),
		table.Texts("verdict_now", "as of now", "Verdict now",
			func(c row) table.Cell { return document.Outcome(c.Now.Outcome) }).NotInPlain(),
		table.Data("figures_now", "Figures now", word(func(c row) string { return document.Facts(c.Now.Facts) })),
		table.Data("why_now", "Why now", word(func(c row) string { return c.Now.Why })),
		table.Data("beside", "Other sources", word(func(c row) string { return document.Facts(c.Beside) })),
		table.Data("why", "Why", word(func(c row) string { return c.Why })),
	), table.Pointers(v.list))
}

// conclude counts the statements that hold, and sets the sentence and the citation.
func (v *claims) conclude() {
	then := format.Count(v.list, func(c *analysis.Claim) bool { return c.Then.Outcome == analysis.Holds })
	v.now = format.Count(v.list, func(c *analysis.Claim) bool { return c.Now.Outcome == analysis.Holds })
	quoted := format.Count(v.list, func(c *analysis.Claim) bool {
		return slices.ContainsFunc(c.Beside, func(f analysis.Fact) bool { return strings.HasPrefix(f.Label, "IISS") })
	}) > 0
	v.Header.Sentence = "There are no statements."
	if len(v.list) > 0 {
		v.Header.Sentence = fmt.Sprintf(
			"Of %s, %d hold by the edition of their time or the first to cover their year, and %d by %s.",
			format.Counted(len(v.list), "statement", "statements"), then, v.now, v.list[0].Now.Edition.Name())
	}
	v.Header.Citation = "NATO, tables of defence expenditure of NATO countries, the editions named; SIPRI Military Expenditure Database 1949–2025" +
		format.When(quoted, "; IISS, as quoted in public") + "."
}
