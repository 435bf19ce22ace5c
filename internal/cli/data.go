package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/importer"
	"allyscope/internal/listing"
	"allyscope/internal/report"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
)

const dataLong = `The program carries NATO's and SIPRI's tables. You can import another edition
from a file: NATO's or SIPRI's workbook as published, or CSV in the layout of
our own tables. You ask for it by its identifier or, if you imported it as the
complete, latest edition (--latest), without naming it. It is never mixed with
other editions. Figures from other sources are imported as a series under a
name of their own. Everything is stored in $XDG_DATA_HOME/allyscope, or
~/.local/share/allyscope.`

const dataExample = `  allyscope data list                      the editions held
  allyscope data import tables.xlsx        read, check and store an edition
  allyscope data import wb.csv --as worldbank --measure share_gdp
  allyscope data check tables.xlsx         read and check it only
  allyscope data remove 2027-06            remove an edition of your own
  allyscope data sources                   whose figures, and the terms of use`

func (r *run) data() *cobra.Command {
	c := &cobra.Command{
		Use:     "data",
		Short:   "List, check, import and remove editions; name the sources",
		Long:    dataLong,
		Example: dataExample,
		RunE:    r.runGroup,
	}
	c.AddCommand(r.dataList(), r.dataShow(), r.dataSources())
	if !r.Guest {
		c.AddCommand(r.dataCheck(), r.dataImport(), r.dataRemove(), r.dataExport())
	}
	return c
}

func textFormats() []report.Format { return []report.Format{report.AsTable, report.AsPlain} }

// checkedFlags returns a RunE function that checks the flags against the formats the answer can be
// written in, and then calls do.
func (r *run) checkedFlags(formats []report.Format, do func(args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if err := r.check(formats); err != nil {
			return err
		}
		return do(args)
	}
}

// putText writes text as the answer, made safe for the terminal.
func (r *run) putText(text string) error {
	text = r.visible(text)
	if r.flags.format == report.AsPlain.String() {
		text = strings.Map(terminal.ToASCII, text)
	}
	return r.deliver([]byte(text))
}

func (r *run) dataSources() *cobra.Command {
	return &cobra.Command{
		Use:   "sources",
		Short: "Name the sources of the figures and their terms of use",
		Args:  takes(0),
		RunE:  r.checkedFlags(textFormats(), func([]string) error { return r.putText(data.Sources() + "\n") }),
	}
}

func (r *run) dataList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the editions held, embedded and your own",
		Example: "  allyscope data list\n  allyscope data list --format json",
		Args:    takes(0),
		RunE: r.checkedFlags(report.Documents(), func([]string) error {
			list, _ := r.held()
			where := "" // if there is no home directory, there is no store
			if s, err := r.store(); err == nil {
				where = s.Where()
			}
			return r.putDocument(listing.Holdings(list, where))
		}),
	}
}

func (r *run) dataShow() *cobra.Command {
	return r.heldCommand(&cobra.Command{
		Use:     "show ID",
		Short:   "Show all that is known about an edition, and its tables",
		Example: "  allyscope data show 2024-06",
		Args:    takes(1, "the identifier of an edition"),
	}, report.Documents(), func(h *listing.Held, _ []string) error {
		if h.Edition == nil {
			return fmt.Errorf("edition %s: %s", h.ID, h.Trouble)
		}
		return r.putDocument(listing.Holding(*h))
	})
}

func (r *run) dataRemove() *cobra.Command {
	return r.heldCommand(&cobra.Command{
		Use:     "remove ID",
		Short:   "Remove an edition of your own",
		Example: "  allyscope data remove 2027-06",
		Args:    takes(1, "the identifier of an edition of your own"),
	}, textFormats(), func(h *listing.Held, _ []string) error {
		if h.Edition != nil && !h.Edition.Own {
			return fmt.Errorf("edition %s is embedded in the program: only imported editions can be removed", h.ID)
		}
		s, _ := r.store() // the edition was read from it
		if err := s.Remove(h.Stored()); err != nil {
			return fmt.Errorf("edition %s is still there: %w", h.ID, err)
		}
		r.message("removed " + h.ID)
		return nil
	})
}

func (r *run) dataExport() *cobra.Command {
	return r.heldCommand(&cobra.Command{
		Use:   "export ID DIR",
		Short: "Write an edition into a new folder, as CSV",
		Example: `  allyscope data export 2024-06 nato-2024
  allyscope data import nato-2024 --as 2024-06-mine`,
		Args: takes(2, "the identifier of an edition", "a folder to make"),
	}, textFormats(), func(h *listing.Held, args []string) error {
		if h.Edition == nil {
			return fmt.Errorf("nothing written: edition %s: %s", h.ID, h.Trouble)
		}
		files, err := h.Edition.Tree()
		if err == nil {
			err = save.Folder(args[1], files)
		}
		if err != nil {
			return fmt.Errorf("nothing written: %w", err)
		}
		r.message("wrote edition " + h.ID + " into " + args[1])
		return nil
	})
}

// held returns all editions, embedded and the user's own, and the problems found in the user's
// own. An edition that cannot be read is listed with Edition nil and Trouble set.
func (r *run) held() (list []listing.Held, wrong []dataset.Problem) {
	damaged, odd := r.load()
	for _, e := range r.ds.All() {
		list = append(list, listing.Held{ID: e.ID, Edition: e})
	}
	wrong = slices.Concat(damaged, odd)
	for _, p := range wrong {
		if unattributed(list, p) {
			list = append(list, listing.Held{ID: p.File, Trouble: p.Text})
		}
	}
	return list, wrong
}

// heldCommand completes a command that calls do with the edition named by its first argument.
func (r *run) heldCommand(c *cobra.Command, formats []report.Format, do func(h *listing.Held, args []string) error) *cobra.Command {
	c.ValidArgsFunction = r.completeHeld
	c.RunE = r.checkedFlags(formats, func(args []string) error {
		list, _ := r.held()
		h, err := findHeld(list, args[0])
		if err != nil {
			return err
		}
		return do(h, args)
	})
	return c
}

// findHeld returns the edition with the identifier or, if own, with the name it is stored under.
func findHeld(list []listing.Held, id string) (*listing.Held, error) {
	i := slices.IndexFunc(list, func(h listing.Held) bool { return h.ID == id })
	if i < 0 {
		i = slices.IndexFunc(list, func(h listing.Held) bool { return h.Stored() == id })
	}
	if i >= 0 {
		return &list[i], nil
	}
	return nil, unknown(id, "an edition that is held", format.Each(list, func(h listing.Held) string { return h.ID }))
}

// completeHeld offers the identifiers of the editions as shell completion of the first argument.
func (r *run) completeHeld(_ *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(before) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	list, _ := r.held()
	out := format.Each(list, func(h listing.Held) string { return format.When(strings.HasPrefix(h.ID, word), h.ID) })
	return out, cobra.ShellCompDirectiveNoFileComp
}

const dataCheckExample = `  allyscope data check                     every table there is
  allyscope data check 2022-06             one edition
  allyscope data check tables.xlsx         a file, before it is imported`

func (r *run) dataCheck() *cobra.Command {
	var opt importer.Options
	c := &cobra.Command{
		Use:     "check [ID|FILE]",
		Short:   "Check the tables: sums, shares, counts; fail if something is wrong",
		Example: dataCheckExample,
		Args:    takes(0, "one edition or file"),
		ValidArgsFunction: func(c *cobra.Command, before []string, word string) ([]string, cobra.ShellCompDirective) {
			out, _ := r.completeHeld(c, before, word)
			return out, cobra.ShellCompDirectiveDefault
		},
		RunE: r.checkedFlags(report.Documents(), func(args []string) error {
			list, err := r.checkAll(args, opt)
			if err != nil {
				return err
			}
			if err := r.putDocument(listing.Checks(list)); err != nil {
				return err
			}
			if i := slices.IndexFunc(list, func(c listing.Checked) bool { return c.Wrong > 0 }); i >= 0 {
				return errors.New(list[i].Name + ": the check found something wrong")
			}
			return nil
		}),
	}
	addFileFlags(c, &opt)
	return c
}

// checkAll checks everything: the lists and all editions or, with an argument, one edition or file.
func (r *run) checkAll(args []string, opt importer.Options) ([]listing.Checked, error) {
	list, wrong := r.held()
	if len(args) > 0 {
		h, unknown := findHeld(list, args[0])
		if unknown != nil {
			return r.checkFile(args[0], unknown, opt)
		}
		list = []listing.Held{*h}
	}
	if opt != (importer.Options{}) {
		return nil, usagef("--as, --published and similar flags describe a file, not an edition that is held")
	}
	var out []listing.Checked
	problems := slices.Concat(dataset.Check(r.Tables), wrong)
	if len(args) == 0 {
		lists := listing.Checked{Name: "lists"}
		for _, p := range problems {
			if unattributed(list, p) {
				lists.Note(!p.Warning, p.String())
			}
		}
		out = append(out, lists)
	}
	for i := range list {
		out = append(out, r.checkEdition(&list[i], problems))
	}
	return out, nil
}

// checkFile checks a file as an import would, and stores nothing. unknown is the error to return
// if the name is neither an edition nor a file.
func (r *run) checkFile(file string, unknown error, opt importer.Options) ([]listing.Checked, error) {
	if _, missing := os.Stat(file); missing != nil {
		if near := nearFile(file); near != "" {
			return nil, usagef("there is no edition or file %s; did you mean %s?", file, near)
		}
		return nil, usagef("%v, and there is no such file", unknown)
	}
	e, found, err := r.imported(r.ds, file, opt)
	if err != nil {
		return nil, importError("checked", file, err)
	}
	c := listing.Checked{Name: found.File}
	noteCounts(&c, e, found)
	for _, w := range found.Warnings {
		c.Note(w.Wrong, w.String())
	}
	for _, text := range found.Messages() {
		c.Note(false, text)
	}
	if found.Held != "" {
		c.Note(false, "already held, as edition "+found.Held)
	}
	if err := r.readable(e); err != nil {
		c.Note(true, err.Error())
	}
	return []listing.Checked{c}, nil
}

// noteCounts sets how many tables, figures and checks an edition has.
func noteCounts(c *listing.Checked, e *dataset.Edition, found *importer.Report) {
	c.Tables, c.Checks, c.Unchecked = len(e.Measures()), found.Checks, found.Unchecked
	c.Figures, _ = e.Cells() // a table that cannot be read is noted elsewhere
}

// unattributed reports whether a problem concerns none of the listed editions.
func unattributed(list []listing.Held, p dataset.Problem) bool {
	return !slices.ContainsFunc(list, func(h listing.Held) bool { return concerns(&h, p) })
}

// concerns reports whether a problem, in the embedded tables or an own edition, lies in edition h.
func concerns(h *listing.Held, p dataset.Problem) bool {
	switch {
	case h.Own():
		return p.File == h.Stored()
	case h.Edition.Source == dataset.SIPRI:
		return strings.HasPrefix(p.File, "sipri/")
	default:
		return strings.HasPrefix(p.File, "nato/"+h.ID+"/")
	}
}

// checkEdition checks one edition. problems are those of all tables; warnings that quirks.csv
// explains are noted as documented.
func (r *run) checkEdition(h *listing.Held, problems []dataset.Problem) listing.Checked {
	c, e := listing.Checked{Name: h.ID}, h.Edition
	for _, p := range problems {
		if concerns(h, p) {
			c.Note(!p.Warning, cmp.Or(format.When(h.Own(), p.Text), p.String())) // the row already names an own edition
		}
	}
	if e == nil {
		return c
	}
	for _, m := range e.Measures() {
		if _, err := e.Table(m); err != nil && e.Own {
			c.Note(true, err.Error())
		}
	}
	found := importer.Check(r.ds.Allies(), e)
	noteCounts(&c, e, found)
	for _, w := range found.Warnings {
		if why, documented := r.ds.Explained(e.ID, w.Code, w.Measure, w.Year); documented {
			c.Note(false, w.String()+" (documented: "+why+")")
		} else {
			c.Note(w.Wrong, w.String())
		}
	}
	return c
}
