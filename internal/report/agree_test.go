package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/briefing"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view/sheet"
	"allyscope/internal/views"
)

// questions returns questions with every kind of measure, order, scope, source and verdict.
func questions() []string {
	return []string{
		"",
		"2024 2% edition:2024-06",
		"2014 2% edition:2024-06 EST NOR FIN",
		"2016 2% edition:2016-07",
		"2025 2% edition:2025-08 sort:gap reverse",
		"2026 5%",
		"equipment 2024 20% sort:name",
		"usd nordic",
		"national 2020 big-five",
		"personnel 2024 sort:change",
		"2000 source:sipri sort:-value",
		"2020 2.5% members:everyone filter:land",
	}
}

// asked parses a question.
func asked(t testing.TB, question string) (*dataset.Dataset, query.Query) {
	t.Helper()
	ds := frozen.Data(t)
	return ds, frozen.Query(t, ds, question)
}

// answer answers a question.
func answer(t testing.TB, question string) *analysis.Answer {
	t.Helper()
	return frozen.Answer(t, frozen.Data(t), question)
}

// show returns the sheet of the allies that a question names, as a document.
func show(t testing.TB, question string) *document.Document {
	t.Helper()
	x, err := sheet.Of(asked(t, question))
	if err != nil {
		t.Fatal(err)
	}
	return x.Document()
}

func byEdition(t testing.TB, question string) *analysis.Vintages {
	t.Helper()
	b, err := analysis.VintagesFor(asked(t, question))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func written(t testing.TB, d *document.Document, f Format, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFormatsAgree reads every format back and compares it with the others, cell by cell.
func TestFormatsAgree(t *testing.T) {
	for _, question := range append(questions(),
		"trend EST LVA 2%", "trend NOR SWE national", "trend ESP ITA as:index", "heat 3.5%", "heat 20% equipment edition:2022-06",
		"grid nordic", "nordic baltic trend",
		"balance 2% 2024 EST", "balance 5%", "balance 2014 edition:2024-06", "balance 2025 edition:2025-08",
		"path", "path NOR 3.5% 2035 only", "path 3.5% 2035 ESP=2.1% DEU=3.5%@2029", "path 2% 2030 nordic edition:2022-06", "claims",
	) {
		t.Run(question, func(t *testing.T) { agree(t, rank(t, answer(t, question))) })
	}
}

// agree compares the formats of a document's first table.
func agree(t *testing.T, d *document.Document) {
	t.Helper()
	x := &d.Data()[0]
	machine := readCSV(t, written(t, d, AsCSV, Options{Machine: true}))
	if len(x.People) > 0 {
		agreeAcross(t, d, machine)
		return
	}
	worded := readCSV(t, written(t, d, AsCSV, Options{}))
	objects := readJSON(t, written(t, d, AsJSON, Options{}), x.ID)
	md := readMarkdown(written(t, d, AsMarkdown, Options{}))
	page := readHTML(t, written(t, d, AsHTML, Options{}), x.ID)
	screen := strings.NewReplacer("█", "", "░", "").Replace(written(t, d, AsTable, Options{})) // only the screen has bars

	if len(objects) != len(x.Rows) || len(machine) != len(x.Rows) || len(md) != len(x.Rows) || len(page) != len(x.Rows) {
		t.Fatalf("%d rows, JSON has %d, CSV %d, Markdown %d, HTML %d", len(x.Rows), len(objects), len(machine), len(md), len(page))
	}
	people := x.Shown(table.OnTables)
	for i := range x.Rows {
		shown := make([]string, 0, len(people))
		for k, j := range people {
			id := x.Columns[j].ID
			seen := md[i][k]
			if seen != page[i][k] {
				t.Errorf("row %d, %s: Markdown has %q, HTML %q", i, id, seen, page[i][k])
			}
			if x.Columns[j].On&table.OnCSV != 0 && id != "title" && !sameFact(seen, machine[i][id]) {
				t.Errorf("row %d, %s: Markdown has %q, CSV %q", i, id, seen, machine[i][id])
			}
			if seen != "" {
				shown = append(shown, seen)
			}
		}
		if line := regexp.MustCompile(`(?m)^(▸ )?\s*` + spaced(shown) + `\s*$`); !line.MatchString(screen) {
			t.Errorf("row %d: no line with %q in\n%s", i, shown, screen)
		}
		for id, v := range machine[i] {
			if j, ok := objects[i][id]; ok && j != v {
				t.Errorf("row %d, %s: CSV has %q, JSON %q", i, id, v, j)
			}
			if w, ok := worded[i][heading(x, id)]; !ok || (w != v && v != "true" && v != "false") {
				t.Errorf("row %d, %s: CSV in words has %q, else %q", i, id, w, v)
			}
		}
	}
}

// agreeAcross compares the tables for people, which have a column for each name, with the lines for
// machines, in both directions.
func agreeAcross(t *testing.T, d *document.Document, machine []map[string]string) {
	t.Helper()
	x := &d.Data()[0].People[0]
	md := readMarkdown(written(t, d, AsMarkdown, Options{}))
	if page := readHTML(t, written(t, d, AsHTML, Options{}), x.ID); !slices.EqualFunc(md, page, slices.Equal[[]string]) {
		t.Errorf("Markdown has %q, HTML %q", md, page)
	}
	screen := written(t, d, AsTable, Options{})
	seen := map[[2]string]string{} // by name and year
	for _, line := range md {
		if !regexp.MustCompile(`(?m)^\s*` + spaced(slices.DeleteFunc(slices.Clone(line), func(s string) bool { return s == "" })) + `\s*$`).MatchString(screen) {
			t.Errorf("no line with %q in\n%s", line, screen)
		}
		for k, text := range line[1:] {
			name, year := line[0], x.Columns[k+1].Head
			if x.Columns[0].ID == "year" {
				name, year = year, name
			}
			seen[[2]string{name, year}] = text
		}
	}
	marks := map[string]string{"meets false": "● ", "meets true": "≈ ", "below false": "○ ", "below true": "≈ "}
	for _, row := range machine {
		at := [2]string{row["name"], row["year"]}
		if row["currency"] != "" {
			at[0] += ", " + row["currency"]
		}
		text, ok := seen[at]
		mark := marks[row["verdict"]+" "+row["knife_edge"]]
		if !ok || !strings.HasPrefix(text, mark) || !sameFact(strings.TrimPrefix(text, mark), row["value"]) {
			t.Errorf("%s: people have %q, CSV %q, %q, knife-edge %q", at, text, row["value"], row["verdict"], row["knife_edge"])
		}
		delete(seen, at)
	}
	if len(seen) > 0 {
		t.Errorf("people alone have %q", seen)
	}
}

// TestOtherDocumentsAgree does the same for the documents of the other commands.
func TestOtherDocumentsAgree(t *testing.T) {
	for _, question := range []string{"2%", "20% equipment edition:2022-06", "5%", "members:everyone 2014..2020 2%"} {
		t.Run("count "+question, func(t *testing.T) { agree(t, listing.Count(answer(t, question))) })
	}
	for _, question := range []string{"NOR 2024", "baltic 2026", "ISL 2020", "DEU 2025 edition:2025-08", "EST LTU 2010 edition:2016-01", "NOR SWE 2020..2024 2%"} {
		t.Run("show "+question, func(t *testing.T) { agree(t, show(t, question)) })
		t.Run("compare "+question, func(t *testing.T) { agree(t, rank(t, answer(t, "compare "+question))) })
	}
	for _, question := range []string{"2024 2%", "2021", "usd", "USA 2024", "EST LVA national 2015", "ISL"} {
		t.Run("editions "+question, func(t *testing.T) { agree(t, listing.Editions(byEdition(t, question))) })
	}
}

// TestBriefingsAgree does the same for briefings.
func TestBriefingsAgree(t *testing.T) {
	for code, question := range map[ally.Code]string{"": "2024 2%", "NOR": "", "DEU": "2025 edition:2025-08"} {
		t.Run(string(code), func(t *testing.T) { agree(t, brief(t, code, question)) })
	}
}

// brief returns a briefing on an ally, or on the alliance if code is empty.
func brief(t *testing.T, code ally.Code, question string) *document.Document {
	t.Helper()
	ds, q := asked(t, string(code)+" "+question)
	b, err := analysis.BriefFor(ds, q)
	if err != nil {
		t.Fatal(err)
	}
	return briefing.Of(b)
}

// TestStatementsAgree does the same for claims typed by the user.
func TestStatementsAgree(t *testing.T) {
	for _, statement := range []string{"NOR 2016 1.6%", "count 2021 2% = 8", "only USA fell 2014..2024"} {
		c, err := analysis.CheckFor(frozen.Data(t), statement)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, listing.Check(c))
	}
}

func heading(t *table.Table, id string) string {
	for _, c := range t.Columns {
		if c.ID == id {
			return c.Field(false)
		}
	}
	return ""
}

// spaced returns a pattern that matches the cells with spaces between them.
func spaced(cells []string) string {
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = regexp.QuoteMeta(c)
	}
	return strings.Join(quoted, `\s+`)
}

// sameFact reports whether the text that people see and the value that machines read are the same.
func sameFact(seen, data string) bool {
	if data == "" {
		const marks = "– · n/a ? met there never >2100"
		return seen == "" || strings.Contains(marks, seen)
	}
	plain := strings.NewReplacer("−", "-", ",", "", "+", "", "▲ ", "", "▼ ", "", " pp", "", " %", "").Replace(seen)
	plain = strings.TrimSuffix(strings.TrimPrefix(plain, "="), "┊") // marks a change across a break
	if plain == data || seen == data {
		return true
	}
	if digits := strings.TrimRight(plain, "ef"); digits == data {
		return true
	}
	seen = strings.NewReplacer("● at", "meets", "≈ at", "meets", "under", "below").Replace(seen) // for a level agreed later
	for _, v := range []string{"meets", "below", "not a member", "no forces", "no data", "not measurable", "both", "share only", "equipment only", "neither",
		"holds", "rounds to it", "differs"} {
		if strings.HasSuffix(seen, v) {
			return strings.ReplaceAll(strings.ReplaceAll(v, "not a ", "not_"), " ", "_") == data
		}
	}
	return false
}

func readCSV(t *testing.T, s string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, h := range records[0] {
			row[h] = r[i]
		}
		if len(row) != len(r) {
			t.Fatalf("two columns have one heading: %q", records[0])
		}
		out = append(out, row)
	}
	return out
}

func readJSON(t *testing.T, s, id string) []map[string]string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var whole map[string]any
	if err := d.Decode(&whole); err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, x := range whole[id].([]any) {
		row := map[string]string{}
		for k, v := range x.(map[string]any) {
			if v != nil {
				row[k] = fmt.Sprint(v)
			} else {
				row[k] = ""
			}
		}
		out = append(out, row)
	}
	return out
}

// readMarkdown returns the rows of the first table.
func readMarkdown(s string) [][]string {
	var out [][]string
	for line := range strings.SplitSeq(s, "\n") {
		if !strings.HasPrefix(line, "|") {
			if len(out) > 0 {
				break
			}
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, cells)
	}
	return out[2:] // without the heads and the line below
}

// readHTML returns the rows of the table with the id.
func readHTML(t *testing.T, s, id string) [][]string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var out [][]string
	inside, body, rule := false, false, false
	text := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch name := e.Name.Local; {
			case name == "table":
				inside = attr(e, "id") == id
			case name == "tbody":
				body = inside
			case name == "tr" && body:
				if rule = strings.HasPrefix(attr(e, "class"), "rule"); !rule {
					out = append(out, nil)
				}
			}
			text = ""
		case xml.CharData:
			text += string(e)
		case xml.EndElement:
			switch name := e.Name.Local; {
			case name == "tbody":
				body = false
			case (name == "td" || name == "th") && body && !rule:
				out[len(out)-1] = append(out[len(out)-1], text)
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// TestSevenBits checks that output promised in ASCII is ASCII.
func TestSevenBits(t *testing.T) {
	for _, question := range questions() {
		d := rank(t, answer(t, question))
		for name, s := range map[string]string{
			"plain": written(t, d, AsPlain, Options{}),
			"table": written(t, d, AsTable, Options{Glyphs: terminal.ASCII}),
		} {
			for _, r := range s {
				if r >= 0x80 || (r < ' ' && r != '\n') {
					t.Errorf("%q as %s has %q", question, name, r)
				}
			}
		}
	}
}

// TestStyledIsTheSame checks that colour does not change the text.
func TestStyledIsTheSame(t *testing.T) {
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, question := range questions() {
		d := rank(t, answer(t, question))
		styled := written(t, d, AsTable, Options{Style: &terminal.Look{Profile: terminal.Colour16}})
		if bare := written(t, d, AsTable, Options{}); escapes.ReplaceAllString(styled, "") != bare {
			t.Errorf("%q: the table in colour differs:\n%s\n%s", question, styled, bare)
		}
	}
}

// TestRowsAreWhole checks that each row has a cell for each column.
func TestRowsAreWhole(t *testing.T) {
	for _, question := range questions() {
		for _, x := range rank(t, answer(t, question)).Tables {
			for i, r := range x.Rows {
				if len(r.Cells) != len(x.Columns) {
					t.Fatalf("%q: row %d of %s has %d cells, there are %d columns", question, i, x.ID, len(r.Cells), len(x.Columns))
				}
			}
		}
	}
}

// failing is a writer that fails.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteFails(t *testing.T) {
	d := rank(t, answer(t, ""))
	d.Picture = d.Chart
	for f := range formatCount {
		if err := Write(failing{}, d, f, Options{}); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	a := answer(b, "2024 2%")
	for f := range formatCount {
		b.Run(f.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d := rank(b, a)
				d.Picture = d.Chart
				if err := Write(io.Discard, d, f, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// rank returns the document of the answer's view.
func rank(t testing.TB, a *analysis.Answer) *document.Document {
	t.Helper()
	x, err := views.Show(frozen.Data(t), a)
	if err != nil {
		t.Fatal(err)
	}
	return x.Document()
}
