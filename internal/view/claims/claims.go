// Package claims draws public statements with what came of them when they were
// computed, in the edition of their time and in the latest: a list, and of the one
// the reader is at the figures and why.
//
// It computes nothing: verdicts, figures and reasons are package analysis's. A
// statement is not an ally: its place in the list is the reader's item, and the
// ally it is about, if it is about one that is listed, becomes the focus.
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

// Spec is the view of public statements.
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

// claims are the statements as they are shown, whatever is asked. The header is the ranking's,
// with how many statements hold.
type claims struct {
	analysis.Header
	list []analysis.Claim
	now  int // how many hold by the figures of now
}

var _ view.Items = (*claims)(nil)

// at is the statement the reader is at, and its place; nil where there is none.
func (v *claims) at(s view.State) (*analysis.Claim, int) {
	if len(v.list) == 0 {
		return nil, 0
	}
	i := max(0, min(s.Item, len(v.list)-1))
	return &v.list[i], i
}

// Sentence says what came of the statement the reader is at, the verdicts first.
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
	return fmt.Sprintf("%d/%d", v.now, len(v.list)), "statements hold by the figures of now"
}

// Move goes dy statements on, and to the ally that one is about where it is listed.
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

// Sizes: below these the list gives way to the statement the reader is at.
const (
	listWidth  = 50 // least width of a list
	listHeight = 12 // least height of a view with a list
	leastRows  = 4  // least lines of a list over the statement
	sideBySide = 150
	wordsWidth = 96 // least width of a list that has room for a statement and its verdicts in words
	margin     = 2  // where everything begins; before it stands the mark of where the reader is
)

// Draw draws the list, and of the statement the reader is at the figures and why;
// where there is no room for both, that statement alone.
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

// statementList draws the statements under a head, the one the reader is at within sight, and
// returns the first that is shown. Where it is narrow the verdicts are marks alone.
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
	labelWidth = 6 // the room for the labels at the side
	mostLines  = 6 // of one text
)

// about tells of a statement in lines of w cells: what was said, what came of it then and now
// with the figures, and what else one must know; where it is short, the verdicts first.
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
	beside := format.After("another source, never one series: ", document.Facts(c.Beside))
	if short {
		finding("then", &c.Then, c.Then.Edition.ID)
		finding("now", &c.Now, c.Now.Edition.ID)
		say("", c.Why, cell.Plain)
		say("Also", beside, cell.Plain)
		return out
	}
	explain := func(label string, f *analysis.Finding, why string) {
		finding(label, f, f.Edition.Name())
		say("", why, cell.Plain)
		say("", document.Facts(f.Further()), cell.Faint)
	}
	explain("Then", &c.Then, c.Then.Why)
	explain("Now", &c.Now, format.When(c.Now.Why != c.Then.Why || len(c.Now.Facts) == 0, c.Now.Why))
	say("Also", beside, cell.Plain)
	say("Note", format.Whenf(c.Note != "", "%s.", c.Note), cell.Plain)
	return out
}

// Document lays out a row for each statement with the verdicts, and beneath what
// each says, its figures, and why.
func (v *claims) Document() *document.Document {
	d := &document.Document{
		Title: "Public statements, computed", Edition: format.Counted(len(v.list), "statement", "statements"),
		Tables: []table.Table{v.statements()}, Sentence: v.Header.Sentence,
		Notes: append([]string{
			"a verdict is on the figures as printed: holds is exactly as said, rounds to it is to the places that were said",
			"statements are in our words",
		}, v.Header.Notes...),
		Citation: v.Header.Citation,
	}
	for i := range v.list {
		d.Remarks = append(d.Remarks, prose(i+1, &v.list[i]))
	}
	return d
}

func (v *claims) statements() table.Table {
	type row = *analysis.Claim
	const tables = table.OnTables
	word := func(of func(row) string) func(row) table.Cell {
		return func(c row) table.Cell { return table.Optional(of(c)) }
	}
	faint := func(of func(row) string) func(row) table.Cell {
		return func(c row) table.Cell { return table.Word(of(c)).As(cell.Faint) }
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

// conclude says in one line how many statements hold, and names the sources.
func (v *claims) conclude() {
	then := format.Count(v.list, func(c *analysis.Claim) bool { return c.Then.Outcome == analysis.Holds })
	v.now = format.Count(v.list, func(c *analysis.Claim) bool { return c.Now.Outcome == analysis.Holds })
	quoted := format.Count(v.list, func(c *analysis.Claim) bool {
		return slices.ContainsFunc(c.Beside, func(f analysis.Fact) bool { return strings.HasPrefix(f.Label, "IISS") })
	}) > 0
	v.Header.Sentence = "No statement is held."
	if len(v.list) > 0 {
		v.Header.Sentence = fmt.Sprintf("Of %s, %d hold by the edition they are judged by as of then, and %d by %s.",
			format.Counted(len(v.list), "statement", "statements"), then, v.now, v.list[0].Now.Edition.Name())
	}
	v.Header.Citation = "NATO, tables of defence expenditure of NATO countries, the editions named; SIPRI Military Expenditure Database 1949–2025" +
		format.When(quoted, "; IISS, as quoted in public") + "."
}

// prose is a statement with all that is known of it.
func prose(n int, c *analysis.Claim) string {
	finding := func(f *analysis.Finding) string {
		facts := document.Facts(f.Further())
		return fmt.Sprintf("(%s) %s: %s%s.", f.Edition.ID, f.Outcome.Words(), f.Why, format.Whenf(facts != "", " (%s)", facts))
	}
	return format.Join(" ",
		fmt.Sprintf("%d. “%s” (%s, %s). Then %s Now %s", n, c.Statement, c.SaidBy, c.SaidOn, finding(&c.Then), finding(&c.Now)),
		format.Whenf(len(c.Beside) > 0, "Beside it, never one series: %s.", document.Facts(c.Beside)),
		format.Whenf(c.Note != "", "%s.", format.Capital(c.Note)))
}
