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
of CSV files. It says what it found, and what it skipped and why, computes
sums and shares again, and stores the edition. Nothing is filled in or
corrected. An edition that the program already has is named and not stored.

Ask for the edition as edition:ID. It is used without being named only if it
is imported with --latest, for which it must be complete. Its day of
publication is taken from the file's name or title; otherwise you are asked.

CSV has one table per file, named after its measure (share_gdp.csv), or all
tables in one file:

  code,2024,2025e             one row per ally (NOR, NATO_TOTAL), e: estimates
  code,year,measure,published,value,unit,estimate        one line per figure

allyscope data export 2024-06 DIR writes an edition in that layout, as a
template.

With --measure the file is a series of your own, named by --as NAME: layouts
like those of the World Bank and Our World in Data, allies by name or code,
with one column per year, or one line per figure and a column called year;
separated by commas, semicolons or tabs; numbers with a decimal point or comma
and per cent signs. It is shown next to NATO's figures (allyscope sources,
why; source:NAME), but never judged like them or joined to them.`

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
		Short:   "Read an edition or a series of your own, check it and store it",
		Long:    importLong,
		Example: importExample,
		Args:    takes(1, "a file: a workbook, CSV, or a folder of CSV"),
		RunE: r.checkedFlags(textFormats(), func(args []string) error {
			return r.importFile(args[0], opt, kept)
		}),
	}
	addFileFlags(c, &opt)
	f := c.Flags()
	f.StringVar(&opt.Title, "title", "", "the `TITLE` of the edition")
	f.StringVar(&opt.Definition, "definition", "", "what it `COUNTS`, such as core defence expenditure")
	f.BoolVar(&opt.Latest, "latest", false, "make it the latest edition, used if no edition is named")
	f.BoolVar(&kept.Force, "force", false, "store it despite wrong totals, or although it is already held")
	f.BoolVar(&kept.Replace, "replace", false, "replace the edition imported under this identifier")
	return c
}

// addFileFlags adds the flags that supply what a file does not say about itself.
func addFileFlags(c *cobra.Command, opt *importer.Options) {
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&opt.Edition, "as", "", "the identifier `ID`, such as 2027-06 or 2027-06-draft, or the name of a series")
	f.StringVar(&opt.Published, "published", "", "the `DATE` it was published, such as 2026-07-10")
	f.StringVar(&opt.PriceBase, "price-base", "", "the `YEAR` of constant prices, for CSV that does not name it")
	f.StringVar(&opt.Measure, "measure", "", "the file is a series of your own of `MEASURE`, such as share_gdp")
	f.StringVar(&opt.Credit, "credit", "", "the `SOURCE` to credit for a series")
	f.StringVar(&opt.Scale, "scale", "", "multiply a series by `N`: 100 turns fractions into per cent")
}

// importFile imports a file and stores the edition or series in it. The import report is the answer
// if the edition is stored or already held; otherwise it goes to standard error.
func (r *run) importFile(file string, opt importer.Options, kept store.Options) error {
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
		return importError("imported", file, err)
	}
	text := found.String()
	if found.Held != "" && !kept.Force {
		return r.putText(text + fmt.Sprintf("  held     already held, as edition %s: nothing stored (--force keeps it a second time)\n", found.Held))
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
		r.writeErr(text) // the report helps to correct the file
		return storeError(err, e)
	}
	return r.putText(text + r.describeKept(e, s.Where()))
}

// imported reads an edition from a file, or from standard input if file is "-". If the file leaves
// something open, such as its day of publication, the user is asked for it at the terminal.
func (r *run) imported(ds *dataset.Dataset, file string, opt importer.Options) (*dataset.Edition, *importer.Report, error) {
	opt.Today = r.Now().Format(time.DateOnly)
	if file == stdio {
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

// ask asks a question at the terminal and returns the answer: "" without a terminal or an answer.
func (r *run) ask(question string) string {
	if in, file := r.In.(*os.File); !file || !r.ErrTerminal || !term.IsTerminal(in.Fd()) {
		return ""
	}
	_, _ = io.WriteString(r.Err, r.visible(question)) // if this fails, the answer stays empty
	line, err := bufio.NewReader(io.LimitReader(r.In, 1<<10)).ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

const (
	stdio     = "-"              // as a file name: standard input or output
	inputName = "standard input" // its name in messages
)

// readable returns an error if the edition, once stored, could not be read back.
func (r *run) readable(e *dataset.Edition) error {
	stored, err := e.Stored()
	if err != nil {
		return err
	}
	ds, problems := r.openWith([]dataset.Stored{stored})
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

// describeKept returns the last lines of the report: where the edition is and how to ask for it.
func (r *run) describeKept(e *dataset.Edition, where string) string {
	n, _ := e.Cells() // readable has just read it back
	text := fmt.Sprintf("  kept     as %s, with %s, in %s\n", e.ID, format.Counted(n, "figure", "figures"), where)
	stored, _ := r.ownEditions()
	ds, _ := r.openWith(stored)
	ask := "edition:" + e.ID
	switch {
	case e.Source == dataset.SIPRI:
		ask += "; source:sipri stays with " + ds.SIPRI().ID
	case e.Source == dataset.Series:
		ask = "source:" + e.ID + "; allyscope sources and why show it next to NATO's figures"
	case ds.Latest().ID == e.ID:
		ask += "; it is the latest edition, so allyscope rank alone shows it too"
	}
	return text + "  ask      allyscope rank " + ask + "\n"
}

// importError adds advice to the error of reading a file. done is "imported" or "checked".
func importError(done, file string, err error) error {
	switch {
	case errors.Is(err, importer.ErrUsage):
		return usagef("%s", strings.TrimSuffix(err.Error(), ": "+importer.ErrUsage.Error()))
	case errors.Is(err, importer.ErrNoTable):
		return fmt.Errorf("nothing %s: %w; allyscope data export 2024-06 DIR writes an edition as a template", done, err)
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no " + file + didYouMean(nearFile(file)))
	}
	return fmt.Errorf("nothing %s: %w", done, err)
}

// nearFile returns the file in the same folder with the most similar name; "" if none is similar.
func nearFile(file string) string {
	entries, _ := os.ReadDir(filepath.Dir(file)) // a folder that cannot be read has no entries
	near := query.Nearest(filepath.Base(file), format.Each(entries, fs.DirEntry.Name))
	return format.When(near != "", filepath.Join(filepath.Dir(file), near))
}

// storeError adds to the error of storing an edition which flag helps.
func storeError(err error, e *dataset.Edition) error {
	switch {
	case errors.Is(err, store.ErrWrong):
		return fmt.Errorf("nothing stored: %w; --force keeps it with its warnings", err)
	case errors.Is(err, store.ErrExists), errors.Is(err, store.ErrDamaged):
		isMonth := len(strings.TrimPrefix(e.ID, "sipri-")) == len("2027-06")
		other := e.ID + format.When(isMonth, "-") + "2"
		return fmt.Errorf("nothing stored: %w; --replace replaces it, --as %s gives this one another name", err, other)
	}
	return fmt.Errorf("nothing stored: %w", err)
}
