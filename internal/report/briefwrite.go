package report

import (
	"bytes"
	"fmt"
	"html"
	"io"

	"allyscope/internal/svg"
)

// BriefFormats are the formats a briefing is written in, the one that is meant
// where none is said first.
func BriefFormats() []Format { return []Format{AsMarkdown, AsHTML, AsPlain} }

// WriteBrief writes a briefing as Markdown, HTML or plain text. It is made in full
// before the first byte goes out.
func WriteBrief(w io.Writer, d *Briefing, f Format) error {
	var b bytes.Buffer
	switch f {
	case AsMarkdown:
		d.markdown(&b)
	case AsHTML:
		d.html(&b)
	case AsPlain:
		d.plain(&b)
	default:
		return fmt.Errorf("a briefing is not written as %s", f)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (d *Briefing) markdown(b *bytes.Buffer) {
	b.WriteString("# " + d.Title + "\n\n**" + d.Edition + "**" + joined(" · ", d.Level, d.Result) + "\n\n**" + d.Sentence + "**\n")
	for i := range d.Sections {
		s := &d.Sections[i]
		b.WriteString("\n## " + s.Title + "\n\n")
		if s.Spark != "" {
			b.WriteString("`" + s.Spark + "`\n\n")
		}
		for _, line := range s.Lines {
			b.WriteString("- " + line + "\n")
		}
		for k := range s.Tables {
			if k > 0 || len(s.Lines) > 0 {
				b.WriteByte('\n')
			}
			markdownTable(b, &s.Tables[k])
		}
	}
	b.WriteString("\n## Sources\n\n")
	for _, line := range d.Sources {
		b.WriteString("- " + line + "\n")
	}
}

func (d *Briefing) plain(b *bytes.Buffer) {
	say := func(s string) {
		if s != "" {
			b.WriteString(toASCII(s) + "\n")
		}
	}
	say(d.Title)
	say(d.Edition)
	say(d.Level)
	if d.Result != "" {
		say("Result: " + d.Result)
	}
	say(d.Sentence)
	for i := range d.Sections {
		s := &d.Sections[i]
		say("\n" + s.Title + ":")
		for _, line := range s.Lines {
			say(line)
		}
		for k := range s.Tables {
			for j := range s.Tables[k].Rows {
				say(s.Tables[k].Said(j))
			}
		}
	}
	say("\nSources:")
	for _, line := range d.Sources {
		say(line)
	}
}

// briefStyle is laid over the style of pages: two pages of A4 are all there are.
const briefStyle = `
body { max-width: 50rem; }
h2 { font-size: 1rem; border-bottom: 1px solid var(--line); padding-bottom: .1rem; margin: 1.1rem 0 .35rem; break-after: avoid; }
ul { margin: .2rem 0 .5rem; padding-left: 1.1rem; } li { margin: .12rem 0; } li::marker { color: var(--faint); }
section > table { font-size: .9rem; width: auto; min-width: 60%; } table#years, table#counts { width: 100%; font-size: .8rem; } table#years th, table#years td, table#counts th, table#counts td { padding: .15rem .25rem; }
#counts tr.marked, .sources { font-size: .8rem; color: var(--faint); } .sources ul { list-style: none; padding: 0; }
figure { margin: .3rem 0 .5rem; }
@media print { .sentence { margin: .3rem 0; } h2 { margin: .7rem 0 .25rem; } section { break-inside: auto; } li, tr { break-inside: avoid; } figure { max-width: 165mm; } }
`

func (d *Briefing) html(b *bytes.Buffer) {
	esc := html.EscapeString
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	b.WriteString("<title>" + esc(d.Title) + "</title>\n<meta name=\"generator\" content=\"allyscope\">\n<meta name=\"description\" content=\"" + esc(d.Sentence) + "\">\n")
	b.WriteString("<style>" + htmlStyle + chartStyle() + briefStyle + "</style>\n</head>\n<body>\n<header>\n<h1>" + esc(d.Title) + "</h1>\n")
	b.WriteString("<p><b>" + esc(d.Edition) + "</b>" + esc(joined(" · ", d.Level)))
	if d.Result != "" {
		b.WriteString(" · <b>" + esc(d.Result) + "</b>")
	}
	b.WriteString("</p>\n</header>\n<p class=\"sentence\">" + esc(d.Sentence) + "</p>\n")
	list := func(lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString("<ul>\n")
		for _, line := range lines {
			b.WriteString("<li>" + esc(line) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	for i := range d.Sections {
		s := &d.Sections[i]
		b.WriteString("<section>\n<h2>" + esc(s.Title) + "</h2>\n")
		if s.Chart != nil {
			b.WriteString("<figure>\n")
			// A buffer takes everything.
			_ = svg.Write(b, s.Chart.Cells, svg.Options{Title: s.Chart.Title, Description: s.Chart.Sentence, Inline: true})
			b.WriteString("<figcaption>" + esc(s.Chart.Title) + "</figcaption>\n</figure>\n")
		}
		list(s.Lines)
		for k := range s.Tables {
			htmlTable(b, &s.Tables[k])
		}
		b.WriteString("</section>\n")
	}
	b.WriteString("<footer class=\"sources\">\n<h2>Sources</h2>\n")
	list(d.Sources)
	b.WriteString("</footer>\n</body>\n</html>\n")
}
