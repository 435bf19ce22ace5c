package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/importer"
	"allyscope/internal/importer/store"
	"allyscope/internal/query"
	"allyscope/internal/read"
)

const importLong = `Import reads NATO's or SIPRI's workbook as published, a CSV file or a folder
of them, says what it found and what it skipped and why, computes sums and
shares again, and keeps the edition. Nothing is filled in or corrected. What
equals an edition that the program carries is named and not kept.

An edition is asked for by its name, edition:ID. It is what is asked for
without a word only with --latest, for which it must be complete. Its day is
in the file's name or title, or is asked for.

CSV has one table to a file, named after its measure (share_gdp.csv), or all
in one:

  code,2024,2025e                a row an ally (NOR, NATO_TOTAL), e: estimates
  code,year,measure,published,value,unit,estimate      a line a figure

allyscope data export 2024-06 DIR writes an edition in that layout, as a
template.

With --measure the file is a series of your own, called by --as NAME: the
layouts of the World Bank, Our World in Data and the like, allies by name or
code with a column a year, or a line a figure with a column called year;
parted by commas, semicolons or tabs; numbers with a decimal point or comma,
and per cent signs. It stands beside NATO's figures (allyscope sources, why;
source:NAME) and is never judged as theirs, nor joined to them.`

const importExample = `  allyscope data import 270630-def-exp-2027-TABLES-en.xlsx
  allyscope data import tables.csv --as 2026-09-draft --published 2026-09-15
  allyscope rank edition:2026-09-draft
  allyscope data import wb.csv --as worldbank --measure share_gdp
  allyscope sources POL 2018..2024`

func (r *run) dataImport() *cobra.Command {
	var opt importer.Options
	var kept store.Options
	c := &cobra.Command{
		Use:     "import FILE",
		Short:   "Read an edition or a series of your own, check it and keep it",
		Long:    importLong,
		Example: importExample,
		Args:    takes(1, "a file: a workbook, CSV, or a folder of CSV"),
		RunE: r.checked(textFormats(), func(args []string) error {
			return r.keep(args[0], opt, kept)
		}),
	}
	saidOf(c, &opt)
	f := c.Flags()
	f.StringVar(&opt.Title, "title", "", "the `TITLE` of the edition")
	f.StringVar(&opt.Definition, "definition", "", "what it `COUNTS`, such as core defence expenditure")
	f.BoolVar(&opt.Latest, "latest", false, "it is the latest edition: what is asked for without a word")
	f.BoolVar(&kept.Force, "force", false, "keep it in spite of wrong totals, with its warnings, or of being held")
	f.BoolVar(&kept.Replace, "replace", false, "take the place of the edition imported as that")
	return c
}

// saidOf gives a command the flags that say of a file what it does not say.
func saidOf(c *cobra.Command, opt *importer.Options) {
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&opt.Edition, "as", "", "the identifier `ID`, such as 2027-06 or 2027-06-draft, or the name of a series")
	f.StringVar(&opt.Published, "published", "", "the day it was published, `DATE` such as 2026-07-10")
	f.StringVar(&opt.PriceBase, "price-base", "", "the `YEAR` of constant prices, for CSV that does not name it")
	f.StringVar(&opt.Measure, "measure", "", "the file is a series of your own of `MEASURE`, such as share_gdp")
	f.StringVar(&opt.Credit, "credit", "", "`WHOM` to name for a series")
	f.StringVar(&opt.Scale, "scale", "", "multiply a series by `N`: 100 makes per cent of fractions")
}

// keep imports a file and stores what it holds. The report goes where the answer
// goes only if all went well, and else to standard error.
func (r *run) keep(file string, opt importer.Options, kept store.Options) error {
	if r.flags.output != "" {
		return usagef("an import writes no answer to a file: its report goes to standard output")
	}
	s, err := r.store()
	if err != nil {
		return err
	}
	ds := r.open()
	e, found, err := r.imported(ds, file, opt)
	if err != nil {
		return unread("imported", file, err)
	}
	text := found.String()
	if found.Held != "" && !kept.Force {
		return r.say(text + fmt.Sprintf("  held     already held, as edition %s: nothing stored (--force keeps it a second time)\n", found.Held))
	}
	if held, is := ds.Find(e.ID); is && !held.Own {
		text += fmt.Sprintf("  note     %s is the embedded edition of that month, which stays: this one is kept as %s-own\n", e.ID, e.ID)
		e.ID += "-own"
	}
	if err = r.readable(e); err == nil {
		kept.Now = r.Now()
		err = s.Save(e, kept)
	}
	if err != nil {
		r.note(text) // what was found helps to put it right
		return notStored(err, e)
	}
	return r.say(text + r.keptAs(e, s.Where()))
}

// imported reads an edition from a file, or from the input where it is called "-".
// What the file leaves open is asked for where somebody sits at the terminal.
func (r *run) imported(ds *dataset.Dataset, file string, opt importer.Options) (*dataset.Edition, *importer.Report, error) {
	opt.Today = r.Now().Format(time.DateOnly)
	if file == standard {
		content, err := read.All(r.In, importer.MaxFile)
		if err != nil {
			return nil, nil, err
		}
		return importer.ImportBytes(ds, inputName, content, opt)
	}
	for asked := ""; ; {
		e, found, err := importer.Import(ds, file, opt)
		doubt, open := errors.AsType[*importer.DoubtError](err)
		if !open || doubt.Flag == asked {
			return e, found, err
		}
		answer := r.ask(fmt.Sprintf("%s. --%s (such as %s): ", doubt.Why, doubt.Flag, doubt.Example))
		if answer == "" {
			return e, found, err
		}
		asked = doubt.Flag
		said := map[string]*string{"published": &opt.Published, "scale": &opt.Scale, "as": &opt.Edition}
		*said[asked] = answer
	}
}

// ask is answered "" where nobody sits at a terminal, or nothing is said.
func (r *run) ask(question string) string {
	if in, file := r.In.(*os.File); !file || !r.ErrTerminal || !term.IsTerminal(in.Fd()) {
		return ""
	}
	_, _ = io.WriteString(r.Err, r.visible(question)) // who does not see it does not answer
	line, err := bufio.NewReader(io.LimitReader(r.In, 1<<10)).ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

const (
	standard  = "-"              // in the place of a file: standard input or output
	inputName = "standard input" // in what is said of it
)

// readable makes sure that what is about to be kept can be read back.
func (r *run) readable(e *dataset.Edition) error {
	stored, err := e.Stored()
	if err != nil {
		return err
	}
	ds, problems := r.with([]dataset.Stored{stored})
	for _, p := range problems {
		return fmt.Errorf("edition %s could not be read back: %s", e.ID, p.Text)
	}
	for _, held := range ds.All() {
		if _, err := held.Cells(); held.Own && err != nil {
			return fmt.Errorf("edition %s could not be read back: %w", e.ID, err)
		}
	}
	return nil
}

func (r *run) keptAs(e *dataset.Edition, where string) string {
	n, _ := e.Cells() // it was read back just now
	text := fmt.Sprintf("  kept     as %s, with %s, in %s\n", e.ID, format.Counted(n, "figure", "figures"), where)
	stored, _ := r.own()
	ds, _ := r.with(stored)
	ask := "edition:" + e.ID
	switch {
	case e.Source == dataset.SIPRI:
		ask += "; source:sipri stays with " + ds.SIPRI().ID
	case e.Source == dataset.Series:
		ask = "source:" + e.ID + "; allyscope sources and why show it beside NATO's figures"
	case ds.Latest().ID == e.ID:
		ask += "; it is the latest edition, so that plain allyscope rank shows it too"
	}
	return text + "  ask      allyscope rank " + ask + "\n"
}

// unread says why nothing was imported, or checked, and which file is nearly named so.
func unread(done, file string, err error) error {
	switch {
	case errors.Is(err, importer.ErrUsage):
		return usagef("%s", strings.TrimSuffix(err.Error(), ": "+importer.ErrUsage.Error()))
	case errors.Is(err, importer.ErrNoTable):
		return fmt.Errorf("nothing %s: %w; allyscope data export 2024-06 DIR writes an edition as a template", done, err)
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no " + file + meant(nearFile(file)))
	}
	return fmt.Errorf("nothing %s: %w", done, err)
}

func nearFile(file string) string {
	entries, _ := os.ReadDir(filepath.Dir(file)) // nothing is near in a folder that cannot be read
	near := query.Nearest(filepath.Base(file), format.Each(entries, fs.DirEntry.Name))
	return format.When(near != "", filepath.Join(filepath.Dir(file), near))
}

func notStored(err error, e *dataset.Edition) error {
	switch {
	case errors.Is(err, store.ErrWrong):
		return fmt.Errorf("nothing stored: %w; --force keeps it with its warnings", err)
	case errors.Is(err, store.ErrExists), errors.Is(err, store.ErrDamaged):
		return fmt.Errorf("nothing stored: %w; --replace takes its place, --as %s gives this one another name", err, another(e.ID))
	}
	return fmt.Errorf("nothing stored: %w", err)
}

func another(id string) string {
	return id + format.When(len(strings.TrimPrefix(id, "sipri-")) == len("2027-06"), "-") + "2"
}
