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

// run is one run of the program: its streams, its flags, and what it has read so far.
type run struct {
	Program
	Streams
	out     *answerWriter // writes to Out
	env     terminal.Environment
	flags   flags
	ds      *dataset.Dataset // nil until open or load
	config  *config.Config   // the settings; nil until they have been read
	command string           // the command line as typed
	notice  string           // a message that the explorer shows when it opens
}

type flags struct {
	format, output, size, colour, excel string
	force, machine, dark, ascii         bool
	// Flags of the explorer:
	theme, glyphs, background     string
	noMouse, kiosk, plain, resume bool
}

func (r *run) addFlags(c *cobra.Command) {
	f := c.PersistentFlags()
	f.SortFlags = false
	oneOf(c, f, &r.flags.format, "format", "f", "write the answer as `FORMAT`", report.Formats())
	f.StringVarP(&r.flags.output, "output", "o", "", "write to `FILE`, whole or not at all; its ending chooses the format")
	f.BoolVar(&r.flags.force, "force", false, "replace the file if it exists")
	f.BoolVar(&r.flags.machine, "machine", false, "write column identifiers instead of words in csv, tsv and xlsx")
	oneOf(c, f, &r.flags.excel, "excel", "", "write csv that a spreadsheet opens with a double click, with this decimal `SIGN`", excelSigns())
	f.Lookup("excel").NoOptDefVal = excelSigns()[0]
	f.StringVar(&r.flags.size, "size", "", "draw a picture of `WxH` cells")
	f.BoolVar(&r.flags.dark, "dark", false, "draw a picture for a dark page")
	r.flags.colour = colours()[0]
	oneOf(c, f, &r.flags.colour, "color", "", "colour the table `WHEN`", colours())
	f.BoolVar(&r.flags.ascii, "ascii", false, "draw tables with ASCII characters only")
}

// oneOf adds a flag whose value is one of words, which the shell completes.
func oneOf(c *cobra.Command, f *pflag.FlagSet, to *string, flag, letter, what string, words []string) {
	f.StringVarP(to, flag, letter, *to, what+": "+strings.Join(words, ", "))
	// This fails only if the flag does not exist.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// excelSigns returns the values of --excel; the first one is used if the flag has no value.
func excelSigns() []string { return []string{"locale", "comma", "point"} }

func colours() []string { return []string{"auto", "always", "never"} }

// check returns an error if the flags do not fit each other or an answer written in the formats.
func (r *run) check(formats []report.Format) error {
	known := format.Each(formats, report.Format.String)
	switch asked, named := report.Formats().Find(r.flags.format); {
	case named && !slices.Contains(formats, asked):
		return usagef("this answer cannot be written as %s (choose from: %s)", asked, strings.Join(known, ", "))
	case r.flags.format != "" && !named:
		return unknown(r.flags.format, "a format", known)
	case r.flags.excel != "" && !slices.Contains(excelSigns(), r.flags.excel):
		return unknown(r.flags.excel, "a decimal sign", excelSigns())
	case !slices.Contains(colours(), r.flags.colour):
		return unknown(r.flags.colour, "a choice of colour", colours())
	}
	return cmp.Or(r.checkEnding(known), r.checkFlags())
}

// checkFlags returns an error if a flag has no effect on the format, or if --size is malformed.
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

// checkEnding returns an error if the ending of the output file stands for no known format, for a
// different format than --format, or for one that the answer cannot be written in.
func (r *run) checkEnding(known []string) error {
	file, ending := r.flags.output, filepath.Ext(r.flags.output)
	endings, there := strings.Join(report.Endings(), ", "), strings.Join(known, ", ")
	f, ok := report.ByEnding(file)
	switch asked, named := report.Formats().Find(r.flags.format); {
	case file == "" || ending == "" || ending == "." || strings.HasPrefix(file, os.DevNull):
	case ok && named && f != asked && !(f == report.AsTable && asked == report.AsPlain):
		return usagef("the ending of %s asks for %s, but --format for %s: leave one out", file, f, asked)
	case ok && !slices.Contains(known, f.String()):
		return usagef("the ending of %s asks for %s, but this answer cannot be written as %[2]s (choose from: %[3]s)", file, f, there)
	case !ok && slices.Contains([]string{".docx", ".doc", ".odt", ".rtf", ".pdf"}, strings.ToLower(ending)):
		return usagef("%s cannot be written: a word processor opens .html, and a browser prints it to A4 (choose from: %s)", ending, endings)
	case !ok && !named:
		return usagef("the ending of %s does not stand for a format (choose from: %s)", file, endings)
	}
	return nil
}

func (r *run) glyphs() terminal.Glyphs {
	if r.flags.ascii {
		return terminal.ASCII
	}
	return r.env.Look.Glyphs
}

// options returns how the report is written; width, colours and glyphs depend on where it goes.
func (r *run) options() report.Options {
	o := report.Options{Glyphs: r.glyphs(), Machine: r.flags.machine, Dark: r.flags.dark, Command: r.command}
	switch sign := r.flags.excel; {
	case sign == "comma", sign == "locale" && r.env.DecimalComma():
		o.Excel = report.ExcelComma
	case sign != "":
		o.Excel = report.ExcelPoint
	}
	piped := r.flags.output == "" || r.flags.output == stdio
	screen := r.Terminal && piped
	switch columns, err := strconv.Atoi(r.getenv("COLUMNS")); {
	case screen:
		o.Width = r.Columns
	case piped && err == nil && columns > 0: // shells seldom export it: if it is set, it is meant
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

// format returns the format of --format, else of the output file's ending, else AsTable.
func (r *run) format() report.Format {
	if f, ok := report.Formats().Find(r.flags.format); ok {
		return f
	}
	f, _ := report.ByEnding(r.flags.output)
	return f
}

// putDocument writes a document as the answer, in the requested format.
func (r *run) putDocument(d *document.Document) error {
	var b bytes.Buffer
	format := r.format()
	if _, named := report.ByEnding(r.flags.output); d.IsText() && r.flags.format == "" && !named {
		format = report.AsMarkdown // a briefing is prose and has no columns to align
	}
	if err := report.Write(&b, d, format, r.options()); err != nil {
		return err
	}
	return r.deliver(b.Bytes())
}

// deliver writes data in one go, to the file of -o or to standard output.
func (r *run) deliver(data []byte) error {
	if r.flags.output == "" || r.flags.output == stdio {
		_, err := r.out.Write(data)
		return err
	}
	if r.Guest {
		return usagef("the server writes no files: leave out -o, and redirect the output on your own machine")
	}
	err := save.File(r.flags.output, data, r.flags.force)
	switch {
	case errors.Is(err, save.ErrExists):
		return fmt.Errorf("%w; --force replaces it", err)
	case err != nil:
		return fmt.Errorf("nothing written: %w", err)
	}
	r.writeErr("wrote " + r.flags.output + "\n")
	return nil
}

// deliverText writes text that has no other format, and refuses the flags that would ask for one.
func (r *run) deliverText(c *cobra.Command, text string) error {
	var idle []string
	c.Flags().Visit(func(f *pflag.Flag) {
		if !slices.Contains([]string{"output", "force", "color", "ascii", "example", "no-descriptions"}, f.Name) {
			idle = append(idle, "--"+f.Name)
		}
	})
	if len(idle) > 0 {
		return usagef("%s prints only text and does not take %s", c.CommandPath(), strings.Join(idle, ", "))
	}
	if r.flags.ascii {
		text = strings.Map(terminal.ToASCII, text)
	}
	return r.deliver([]byte(text))
}

// message prints a one-line message to standard error. Line breaks in it are made visible, so that
// text from files cannot pose as a message of its own.
func (r *run) message(text string) { r.writeErr("allyscope: " + cell.Visible(text) + "\n") }

// writeErr writes text, which may quote files, to standard error with control characters replaced.
func (r *run) writeErr(lines string) {
	_, _ = io.WriteString(r.Err, r.visible(lines)) // nowhere to report a failure
}

// visible returns text with control characters replaced and, on a terminal without UTF-8, in ASCII.
func (r *run) visible(lines string) string {
	lines = cell.VisibleLines(lines)
	if r.glyphs() == terminal.ASCII {
		lines = strings.Map(terminal.ToASCII, lines)
	}
	return lines
}

// maxPicture is the largest width and height of a picture, in cells.
const maxPicture = 400

// size returns the picture's size in cells, or 0, 0 if --size is not given.
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

// open returns the data: the embedded editions and the user's own, which are read once. An own
// edition that cannot be used is reported and left out.
func (r *run) open() *dataset.Dataset {
	if r.ds != nil {
		return r.ds
	}
	damaged, odd := r.load()
	for _, p := range damaged {
		r.message(fmt.Sprintf("your own edition %s cannot be used: %s (allyscope data remove %s removes it)", p.File, p.Text, p.File))
	}
	for _, p := range odd {
		r.message("in your own editions, " + p.String())
	}
	r.addOwnWords()
	return r.ds
}

// addOwnWords adds the groups and questions of the settings, and reports those that cannot be used.
func (r *run) addOwnWords() {
	own := r.defaults()
	if r.Data != nil || len(own.Groups)+len(own.Questions) == 0 {
		return
	}
	allies, v := r.ds.Allies(), analysis.Vocabulary(r.ds)
	usable := func(w config.Word, err error) bool {
		_, unknown := query.Parse(w.Name, v)
		if _, is := command.Find(w.Name); unknown == nil || is || slices.Contains(command.Others(), w.Name) {
			err = errors.New("the word already has a meaning")
		}
		if err != nil {
			r.reportIgnored(w.Name+" in the settings is not used", fmt.Errorf("%s: line %d: %w", r.settings(), w.Line, err))
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

// load reads the data. It returns damaged own editions, and other problems found in own editions.
func (r *run) load() (damaged, odd []dataset.Problem) {
	var stored []dataset.Stored
	if r.ds = r.Data; r.ds == nil {
		stored, damaged = r.ownEditions()
		r.ds, odd = r.openWith(stored)
	}
	return damaged, odd
}

// openWith opens the embedded tables together with the user's editions in own. It panics if the
// embedded tables cannot be read: a test makes sure that they can.
func (p *Program) openWith(own []dataset.Stored) (*dataset.Dataset, []dataset.Problem) {
	ds, odd, err := dataset.OpenWith(p.Tables, own)
	if err != nil {
		panic("the program's own tables: " + err.Error())
	}
	return ds, odd
}

// store returns the store of the user's own editions; an error if there is no home directory.
func (r *run) store() (*store.Store, error) {
	dir, err := store.Dir(r.getenv)
	if err != nil {
		return nil, err
	}
	return store.Open(dir), nil
}

// ownEditions returns the user's own editions, and the problems with damaged ones. If the store
// cannot be read it prints why.
func (r *run) ownEditions() (stored []dataset.Stored, damaged []dataset.Problem) {
	s, err := r.store()
	if err != nil || r.Guest {
		return nil, nil // no store, or one that is not the user's
	}
	if stored, damaged, err = s.List(); err != nil {
		r.message(fmt.Sprintf("your own editions in %s cannot be read: %v", s.Where(), read.Reason(err)))
	}
	return stored, damaged
}
