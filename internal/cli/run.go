package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/command"
	"allyscope/internal/config"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/importer/store"
	"allyscope/internal/query"
	"allyscope/internal/read"
	"allyscope/internal/report"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
)

type run struct {
	Program
	Streams
	out     *heedful // Out
	env     terminal.Environment
	flags   flags
	ds      *dataset.Dataset
	config  *config.Config // the settings, once they have been read
	command string         // as it was typed
	notice  string         // what the explorer is to say when it opens
}

type flags struct {
	format, output, size, colour, excel string
	force, machine, dark, ascii         bool
	// Of the explorer.
	theme, glyphs, background     string
	noMouse, kiosk, plain, resume bool
}

func (r *run) addFlags(c *cobra.Command) {
	f := c.PersistentFlags()
	f.SortFlags = false
	oneOf(c, f, &r.flags.format, "format", "f", "write the answer as `FORMAT`", report.Formats())
	f.StringVarP(&r.flags.output, "output", "o", "", "write to `FILE`, whole or not at all; its ending chooses the format")
	f.BoolVar(&r.flags.force, "force", false, "replace the file if it exists")
	f.BoolVar(&r.flags.machine, "machine", false, "head csv, tsv and xlsx with identifiers instead of words")
	oneOf(c, f, &r.flags.excel, "excel", "", "write csv for a double click, with this decimal `SIGN`", excelSigns())
	f.Lookup("excel").NoOptDefVal = excelSigns()[0]
	f.StringVar(&r.flags.size, "size", "", "draw a picture `WxH` cells large")
	f.BoolVar(&r.flags.dark, "dark", false, "draw a picture for a dark page")
	r.flags.colour = colours()[0]
	oneOf(c, f, &r.flags.colour, "color", "", "colour the table `WHEN`", colours())
	f.BoolVar(&r.flags.ascii, "ascii", false, "draw tables with ASCII characters only")
}

// oneOf gives a command a flag that takes one of some words, which a shell completes.
func oneOf(c *cobra.Command, f *pflag.FlagSet, to *string, flag, letter, what string, words []string) {
	f.StringVarP(to, flag, letter, *to, what+": "+strings.Join(words, ", "))
	// It fails only for a flag that does not exist.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

func excelSigns() []string { return []string{"locale", "comma", "point"} }

func (r *run) excel() report.Excel {
	switch sign := r.flags.excel; {
	case sign == "":
		return report.NoExcel
	case sign == "comma", sign == "locale" && r.env.DecimalComma():
		return report.ExcelComma
	default:
		return report.ExcelPoint
	}
}

func colours() []string { return []string{"auto", "always", "never"} }

func (r *run) check(formats []report.Format) error {
	known := format.Each(formats, report.Format.String)
	switch asked, named := report.Formats().Find(r.flags.format); {
	case named && !slices.Contains(formats, asked):
		return usagef("there is no %s of this (there are: %s)", asked, strings.Join(known, ", "))
	case r.flags.format != "" && !named:
		return unknown(r.flags.format, "format", known)
	case r.flags.excel != "" && !slices.Contains(excelSigns(), r.flags.excel):
		return unknown(r.flags.excel, "decimal sign", excelSigns())
	case !slices.Contains(colours(), r.flags.colour):
		return unknown(r.flags.colour, "choice of colour", colours())
	}
	return cmp.Or(r.checkEnding(known), r.checkFlags())
}

// checkFlags finds a flag that says nothing to the format of the answer.
func (r *run) checkFlags() error {
	f := r.format()
	headed := slices.Contains([]report.Format{report.AsCSV, report.AsTSV, report.AsXLSX}, f)
	switch {
	case r.flags.excel != "" && f != report.AsCSV:
		return usagef("--excel is for csv only, and this is written as %s", f)
	case r.flags.machine && !headed:
		return usagef("--machine is for csv, tsv and xlsx only, and this is written as %s", f)
	case (r.flags.size != "" || r.flags.dark) && !f.IsPicture():
		return usagef("--size and --dark are for pictures only, and this is written as %s", f)
	}
	_, _, err := r.size()
	return err
}

// checkEnding finds what is wrong with the name of the file: it asks for a format
// that there is none of, or for another than was asked for.
func (r *run) checkEnding(known []string) error {
	file, ending := r.flags.output, filepath.Ext(r.flags.output)
	endings, there := strings.Join(report.Endings(), ", "), strings.Join(known, ", ")
	f, ok := report.ByEnding(file)
	switch asked, named := report.Formats().Find(r.flags.format); {
	case file == "" || ending == "" || ending == "." || strings.HasPrefix(file, os.DevNull):
	case ok && named && f != asked && !(f == report.AsTable && asked == report.AsPlain):
		return usagef("the ending of %s asks for %s, and --format for %s: leave one of them out", file, f, asked)
	case ok && !slices.Contains(known, f.String()):
		return usagef("the ending of %s asks for %s, and there is no %[2]s of this (there are: %[3]s)", file, f, there)
	case !ok && slices.Contains([]string{".docx", ".doc", ".odt", ".rtf", ".pdf"}, strings.ToLower(ending)):
		return usagef("no %s is written: a word processor opens .html, and a browser prints it to A4 (there are: %s)", ending, endings)
	case !ok && !named:
		return usagef("the ending of %s is not that of a format (there are: %s)", file, endings)
	}
	return nil
}

func (r *run) glyphs() terminal.Glyphs {
	if r.flags.ascii {
		return terminal.ASCII
	}
	return r.env.Look.Glyphs
}

func (r *run) options() report.Options {
	o := report.Options{Glyphs: r.glyphs(), Machine: r.flags.machine, Dark: r.flags.dark, Excel: r.excel(), Command: r.command}
	piped := r.flags.output == "" || r.flags.output == standard
	screen := r.Terminal && piped
	switch columns, err := strconv.Atoi(r.getenv("COLUMNS")); {
	case screen:
		o.Width = r.Columns
	case piped && err == nil && columns > 0: // a shell seldom tells: whoever does wants it
		o.Width = columns
	}
	look := r.env.Look
	switch {
	case r.flags.colour == "always":
		look.Profile = max(look.Profile, terminal.Colour16)
		o.Style = &look
	case r.flags.colour == "auto" && screen && look.Profile != terminal.NoColour:
		o.Style = &look
	}
	return o
}

// format is the format asked for, else the one the file's ending stands for, else a table.
func (r *run) format() report.Format {
	if f, ok := report.Formats().Find(r.flags.format); ok {
		return f
	}
	f, _ := report.ByEnding(r.flags.output)
	return f
}

func (r *run) put(d *document.Document) error {
	var b bytes.Buffer
	format := r.format()
	if _, named := report.ByEnding(r.flags.output); d.IsText() && r.flags.format == "" && !named {
		format = report.AsMarkdown // a text is read, and has no columns to align
	}
	if err := report.Write(&b, d, format, r.options()); err != nil {
		return err
	}
	return r.deliver(b.Bytes())
}

// deliver writes data to the file asked for, or to standard output, in one go.
func (r *run) deliver(data []byte) error {
	if r.flags.output == "" || r.flags.output == standard {
		_, err := r.out.Write(data)
		return err
	}
	if r.Guest {
		return usagef("no files are written on this side: leave out -o and send the output to a file on yours")
	}
	err := save.File(r.flags.output, data, r.flags.force)
	switch {
	case errors.Is(err, save.ErrExists):
		return fmt.Errorf("%w; --force replaces it", err)
	case err != nil:
		return fmt.Errorf("nothing written: %w", err)
	}
	r.note("wrote " + r.flags.output + "\n")
	return nil
}

// deliverText writes what is text alone, and refuses the flags that would have it otherwise.
func (r *run) deliverText(c *cobra.Command, text string) error {
	var idle []string
	c.Flags().Visit(func(f *pflag.Flag) {
		if !slices.Contains([]string{"output", "force", "color", "ascii", "example", "no-descriptions"}, f.Name) {
			idle = append(idle, "--"+f.Name)
		}
	})
	if len(idle) > 0 {
		return usagef("%s is text alone and does not take %s", c.CommandPath(), strings.Join(idle, ", "))
	}
	if r.flags.ascii {
		text = strings.Map(terminal.ToASCII, text)
	}
	return r.deliver([]byte(text))
}

// tell writes a message of one line to standard error: what others wrote in it
// cannot begin a line of its own.
func (r *run) tell(message string) { r.note("allyscope: " + cell.Visible(message) + "\n") }

// note writes lines of text to standard error. Names of files, words and titles in
// them were written by others: what would steer the terminal is marked.
func (r *run) note(lines string) {
	_, _ = io.WriteString(r.Err, r.visible(lines)) // there is nowhere else to tell it
}

// visible is text of several lines as it may be written on this terminal.
func (r *run) visible(lines string) string {
	lines = cell.VisibleLines(lines)
	if r.glyphs() == terminal.ASCII {
		lines = strings.Map(terminal.ToASCII, lines)
	}
	return lines
}

// maxPicture bounds a picture's sides, in cells.
const maxPicture = 400

// size is the picture's size in cells, 0 where none is asked for.
func (r *run) size() (width, height int, err error) {
	if r.flags.size == "" {
		return 0, 0, nil
	}
	w, h, ok := strings.Cut(strings.ToLower(r.flags.size), "x")
	width, wErr := strconv.Atoi(w)
	height, hErr := strconv.Atoi(h)
	if !ok || wErr != nil || hErr != nil || min(width, height) < 1 || max(width, height) > maxPicture {
		return 0, 0, usagef("size %q is not a width and height in cells, such as 104x34, of at most %d", r.flags.size, maxPicture)
	}
	return width, height, nil
}

// open opens the data, once: what is embedded, and the reader's own editions.
// What is wrong with one of these is told, and the rest is there.
func (r *run) open() *dataset.Dataset {
	if r.ds != nil {
		return r.ds
	}
	damaged, odd := r.load()
	for _, p := range damaged {
		r.tell(fmt.Sprintf("your own edition %s cannot be used: %s (allyscope data remove %s forgets it)", p.File, p.Text, p.File))
	}
	for _, p := range odd {
		r.tell("in your own editions, " + p.String())
	}
	r.sayOwn()
	return r.ds
}

// sayOwn gives the data the groups and questions of the settings. What cannot be used
// is told, and left out.
func (r *run) sayOwn() {
	own := r.defaults()
	if r.Data != nil || len(own.Groups)+len(own.Questions) == 0 {
		return
	}
	allies, v := r.ds.Allies(), analysis.Vocabulary(r.ds)
	usable := func(w config.Word, err error) bool {
		_, unknown := query.Parse(w.Name, v)
		if _, is := command.Find(w.Name); unknown == nil || is || slices.Contains(command.Others(), w.Name) {
			err = errors.New("it is a word already")
		}
		if err != nil {
			r.ignore(w.Name+" in the settings is not used", fmt.Errorf("%s: line %d: %w", r.settings(), w.Line, err))
		}
		return err == nil
	}
	for _, w := range own.Groups {
		if codes, err := query.Allies(w.Text, v); usable(w, err) {
			allies = allies.With(w.Name, format.Capital(strings.ReplaceAll(w.Name, "-", " "))+", your own", codes)
		}
	}
	var sayings []dataset.Saying
	r.ds.Say(allies, nil)
	v = analysis.Vocabulary(r.ds)
	for _, w := range own.Questions {
		if _, _, err := command.Line(w.Text, v); usable(w, err) {
			sayings = append(sayings, dataset.Saying{Word: w.Name, Question: w.Text})
		}
	}
	r.ds.Say(allies, sayings)
}

// load opens the data, and returns which of the reader's own editions are not what was stored,
// and what else of them cannot be used.
func (r *run) load() (damaged, odd []dataset.Problem) {
	var stored []dataset.Stored
	if r.ds = r.Data; r.ds == nil {
		stored, damaged = r.own()
		r.ds, odd = r.with(stored)
	}
	return damaged, odd
}

// with opens the program's own tables, which can be read or it would not have been built, and
// editions of the reader's beside them.
func (p *Program) with(own []dataset.Stored) (*dataset.Dataset, []dataset.Problem) {
	ds, odd, err := dataset.OpenWith(p.Tables, own)
	if err != nil {
		panic("the program's own tables: " + err.Error())
	}
	return ds, odd
}

func (r *run) store() (*store.Store, error) {
	dir, err := store.Dir(r.getenv)
	if err != nil {
		return nil, err
	}
	return store.Open(dir), nil
}

// own looks at the reader's own editions, and tells where none of them can be read. Where
// there are none, nothing but the list of them is looked at.
func (r *run) own() (stored []dataset.Stored, damaged []dataset.Problem) {
	s, err := r.store()
	if err != nil || r.Guest {
		return nil, nil // nobody's editions: nothing can be kept, and nothing is
	}
	if stored, damaged, err = s.List(); err != nil {
		r.tell(fmt.Sprintf("your own editions in %s cannot be read: %v", s.Where(), read.Reason(err)))
	}
	return stored, damaged
}
