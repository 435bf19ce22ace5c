package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/importer"
	"allyscope/internal/importer/store"
	"allyscope/internal/listing"
	"allyscope/internal/query"
	"allyscope/internal/read"
	"allyscope/internal/report"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
)

const dataLong = `The program carries NATO's and SIPRI's tables. An edition you hold as a file can
be imported: NATO's or SIPRI's workbook as published, or CSV laid out as our
own. From then on it is an edition like the others, by its date and under its
identifier, and never mixed with them. It is kept in $XDG_DATA_HOME/allyscope,
or ~/.local/share/allyscope.`

const dataExample = `  allyscope data list                      the editions held
  allyscope data import tables.xlsx        read, check and keep an edition
  allyscope data check tables.xlsx         read and check it only
  allyscope data remove 2027-06            forget an edition of your own
  allyscope data sources                   whose figures, on which terms`

// data is the command about the editions held.
func (r *run) data() *cobra.Command {
	c := &cobra.Command{
		Use:     "data",
		Short:   "List, check, import and remove editions; name the sources",
		Long:    dataLong,
		Example: dataExample,
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, words []string) error {
			if len(words) == 0 {
				return c.Help()
			}
			var names []string
			for _, sub := range c.Commands() {
				names = append(names, sub.Name())
			}
			return unknown(words[0], "command of "+c.CommandPath(), names)
		},
	}
	c.AddCommand(r.dataList(), r.dataShow(), r.dataSources())
	if !r.Guest {
		c.AddCommand(r.dataCheck(), r.dataImport(), r.dataRemove(), r.dataExport())
	}
	return c
}

// exactly wants so many words, and says what they are.
func exactly(what ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < len(what):
			return usagef("%s wants %s", c.CommandPath(), strings.Join(what[len(args):], " and "))
		case len(args) > len(what):
			return usagef("%s wants no more than %s, but was given %s too", c.CommandPath(), strings.Join(what, " and "), strings.Join(args[len(what):], " "))
		}
		return nil
	}
}

// textFormats are the formats of commands that print lines of text.
func textFormats() []report.Format { return []report.Format{report.AsTable, report.AsPlain} }

// say writes lines of text to where the answer goes.
func (r *run) say(text string) error {
	text = r.visible(text)
	if r.flags.format == report.AsPlain.String() {
		text = strings.Map(terminal.ToASCII, text)
	}
	return r.deliver([]byte(text))
}

func (r *run) dataSources() *cobra.Command {
	return &cobra.Command{
		Use:   "sources",
		Short: "Name the sources of the figures, and the terms of their use",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			if err := r.check(textFormats()); err != nil {
				return err
			}
			return r.say(data.Sources() + "\n")
		},
	}
}

func (r *run) dataList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the editions held, embedded and your own",
		Example: "  allyscope data list\n  allyscope data list --format json",
		Args:    none,
		RunE: func(*cobra.Command, []string) error {
			if err := r.check(report.Documents()); err != nil {
				return err
			}
			list, err := r.held()
			if err != nil {
				return err
			}
			where := "" // no home, no store
			if s, err := r.store(); err == nil {
				where = s.Where()
			}
			return r.put(listing.Holdings(list, where))
		},
	}
}

func (r *run) dataShow() *cobra.Command {
	return &cobra.Command{
		Use:               "show ID",
		Short:             "Show all that is known of an edition, and its tables",
		Example:           "  allyscope data show 2024-06",
		Args:              exactly("the identifier of an edition"),
		ValidArgsFunction: r.completeHeld,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := r.check(report.Documents()); err != nil {
				return err
			}
			h, err := r.find(args[0])
			if err != nil {
				return err
			}
			if h.Edition == nil {
				return fmt.Errorf("edition %s: %s", h.ID, h.Trouble)
			}
			return r.put(listing.Holding(*h))
		},
	}
}

func (r *run) dataRemove() *cobra.Command {
	return &cobra.Command{
		Use:               "remove ID",
		Short:             "Forget an edition of your own",
		Example:           "  allyscope data remove 2027-06",
		Args:              exactly("the identifier of an edition of your own"),
		ValidArgsFunction: r.completeHeld,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := r.check(textFormats()); err != nil {
				return err
			}
			h, err := r.find(args[0])
			if err != nil {
				return err
			}
			if h.Edition != nil && !h.Edition.Own {
				return fmt.Errorf("edition %s is embedded in the program: only those you imported can be removed", h.ID)
			}
			s, err := r.store()
			if err == nil {
				err = s.Remove(stored(h))
			}
			if err != nil {
				return fmt.Errorf("edition %s is still there: %w", h.ID, err)
			}
			r.tell("removed " + h.ID)
			return nil
		},
	}
}

func (r *run) dataExport() *cobra.Command {
	return &cobra.Command{
		Use:   "export ID DIR",
		Short: "Write an edition into a new folder, as CSV",
		Example: `  allyscope data export 2024-06 nato-2024
  allyscope data import nato-2024 --as 2024-06-mine`,
		Args:              exactly("the identifier of an edition", "a folder to make"),
		ValidArgsFunction: r.completeHeld,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := r.check(textFormats()); err != nil {
				return err
			}
			h, err := r.find(args[0])
			if err != nil {
				return err
			}
			if err := export(h, args[1]); err != nil {
				return fmt.Errorf("nothing written: %w", err)
			}
			r.tell("wrote edition " + h.ID + " into " + args[1])
			return nil
		},
	}
}

// export writes an edition's tables and its lines of the lists.
func export(h *listing.Held, dir string) error {
	if h.Edition == nil {
		return fmt.Errorf("edition %s: %s", h.ID, h.Trouble)
	}
	files, err := h.Edition.Tree()
	if err != nil {
		return err
	}
	return save.Folder(dir, files)
}

// importing are the flags of an import.
type importing struct {
	importer.Options
	force, replace bool
}

const importExample = `  allyscope data import 270630-def-exp-2027-TABLES-en.xlsx
  allyscope data import tables.csv --as 2027-06-draft --published 2027-06-30
  allyscope rank edition:2027-06-draft`

func (r *run) dataImport() *cobra.Command {
	var opt importing
	c := &cobra.Command{
		Use:     "import FILE",
		Short:   "Read an edition from a workbook or CSV, check it and keep it",
		Long:    "Import reads NATO's or SIPRI's workbook as published, a CSV file or a folder of\nthem, says what it found and what it skipped and why, computes sums and shares\nagain, and keeps the edition. Nothing is filled in or corrected.",
		Example: importExample,
		Args:    exactly("a file: a workbook, CSV, or a folder of CSV"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := r.check(textFormats()); err != nil {
				return err
			}
			return r.keep(args[0], opt)
		},
	}
	saidOf(c, &opt.Options)
	f := c.Flags()
	f.StringVar(&opt.Title, "title", "", "what the edition is called")
	f.StringVar(&opt.Definition, "definition", "", "what it `COUNTS`, such as core defence expenditure")
	f.BoolVar(&opt.force, "force", false, "keep it in spite of wrong totals, with its warnings")
	f.BoolVar(&opt.replace, "replace", false, "take the place of the edition imported as that")
	return c
}

// saidOf gives a command the flags that say of a file what it does not say.
func saidOf(c *cobra.Command, opt *importer.Options) {
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&opt.Edition, "as", "", "the identifier `ID`, such as 2027-06 or 2027-06-draft")
	f.StringVar(&opt.Published, "published", "", "the day it was published, `DATE` such as 2027-06-30")
	f.StringVar(&opt.PriceBase, "price-base", "", "the `YEAR` of constant prices, for CSV that does not name it")
}

// keep imports a file and stores what it holds. The report goes where the answer
// goes only if all went well, and else to standard error.
func (r *run) keep(file string, opt importing) error {
	if r.flags.output != "" {
		return usagef("an import writes no answer to a file: its report goes to standard output")
	}
	s, err := r.store()
	if err != nil {
		return err
	}
	ds, err := r.open()
	if err != nil {
		return err
	}
	e, found, err := r.imported(ds, file, opt.Options)
	if err != nil {
		return notImported(file, err)
	}
	text := found.String()
	if embedded(ds, e.ID) {
		text += fmt.Sprintf("  note     %s is the embedded edition of that month, which stays: this one is kept as %s-own\n", e.ID, e.ID)
		e.ID += "-own"
	}
	if err = r.readable(e); err == nil {
		err = s.Save(e, store.Options{Force: opt.force, Replace: opt.replace, Now: time.Now()})
	}
	if err != nil {
		r.note(text) // what was found helps to put it right
		return notStored(err, e)
	}
	return r.say(text + r.keptAs(e, s.Where()))
}

// imported reads an edition from a file, or from the input where it is called "-".
func (r *run) imported(ds *dataset.Dataset, file string, opt importer.Options) (*dataset.Edition, *importer.Report, error) {
	if file != fromInput {
		return importer.Import(ds.Allies(), file, opt)
	}
	content, err := read.All(r.In, importer.MaxFile)
	if err != nil {
		return nil, nil, err
	}
	return importer.ImportBytes(ds.Allies(), inputName, content, opt)
}

// What the input is called where a file is wanted, and in what is said of it.
const (
	fromInput = "-"
	inputName = "standard input"
)

// embedded tells whether the program carries an edition of that name.
func embedded(ds *dataset.Dataset, id string) bool {
	return slices.ContainsFunc(all(ds), func(e *dataset.Edition) bool { return e.ID == id && !e.Own })
}

// all are NATO's editions and SIPRI's, that in use before the others.
func all(ds *dataset.Dataset) []*dataset.Edition {
	return slices.Concat(ds.Editions(), []*dataset.Edition{ds.SIPRI()}, ds.Superseded())
}

// readable makes sure that what is about to be kept can be read back.
func (r *run) readable(e *dataset.Edition) error {
	files, err := e.Tree()
	if err != nil {
		return err
	}
	tree, err := store.Tree(files)
	if err != nil {
		return err
	}
	ds, problems, err := dataset.OpenWith(r.Tables, tree)
	if err != nil {
		return err
	}
	for _, p := range problems {
		return fmt.Errorf("edition %s could not be read back: %s", e.ID, p)
	}
	for _, held := range all(ds) {
		if _, err := held.Cells(); held.Own && err != nil {
			return fmt.Errorf("edition %s could not be read back: %w", e.ID, err)
		}
	}
	return nil
}

// keptAs says where an edition is and how to ask for it.
func (r *run) keptAs(e *dataset.Edition, where string) string {
	n, _ := e.Cells() // it was read back just now
	figures := fmt.Sprintf("%d figures", n)
	if n == 1 {
		figures = "1 figure"
	}
	text := fmt.Sprintf("  kept     as %s, with %s, in %s\n", e.ID, figures, where)
	ds, _, err := dataset.OpenWith(r.Tables, r.own().files)
	switch {
	case err != nil:
	case e.Source == dataset.SIPRI && ds.SIPRI().ID == e.ID:
		text += "  ask      allyscope rank source:sipri\n"
	case e.Source == dataset.SIPRI:
		text += fmt.Sprintf("  note     source:sipri stays with %s, which is as new\n", ds.SIPRI().ID)
	case ds.Latest().ID == e.ID:
		text += fmt.Sprintf("  ask      allyscope rank edition:%s; it is the latest edition, so that plain allyscope rank shows it too\n", e.ID)
	default:
		text += fmt.Sprintf("  ask      allyscope rank edition:%s\n", e.ID)
	}
	return text
}

// notImported says why a file could not be read, and which is nearly named so.
func notImported(file string, err error) error {
	switch {
	case errors.Is(err, importer.ErrUsage):
		return usagef("%v (--as ID, --published DATE)", err)
	case errors.Is(err, fs.ErrNotExist):
		text := "there is no " + file
		if near := nearFile(file); near != "" {
			text += "; did you mean " + near + "?"
		}
		return errors.New(text)
	}
	return fmt.Errorf("nothing imported: %w", err)
}

// nearFile is the file beside it whose name is nearest.
func nearFile(file string) string {
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		return ""
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	near := query.Nearest(filepath.Base(file), names)
	if near == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(file), near)
}

// notStored says why an edition was not kept, and what would keep it.
func notStored(err error, e *dataset.Edition) error {
	switch {
	case errors.Is(err, store.ErrWrong):
		return fmt.Errorf("nothing stored: %w; --force keeps it with its warnings", err)
	case errors.Is(err, store.ErrExists), errors.Is(err, store.ErrDamaged):
		return fmt.Errorf("nothing stored: %w; --replace takes its place, --as %s gives this one another name", err, another(e.ID))
	}
	return fmt.Errorf("nothing stored: %w", err)
}

// another is an identifier like the one given.
func another(id string) string {
	if month := len("2027-06"); len(strings.TrimPrefix(id, "sipri-")) == month {
		return id + "-2"
	}
	return id + "2"
}
