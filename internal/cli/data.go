package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"allyscope/data"
	"allyscope/internal/listing"
	"allyscope/internal/report"
	"allyscope/internal/save"
	"allyscope/internal/terminal"
)

const dataLong = `The program carries NATO's and SIPRI's tables. An edition you hold as a file can
be imported: NATO's or SIPRI's workbook as published, or CSV laid out as our
own. It is asked for by its identifier, stands among the others where you said
that it is complete (--latest), and is never mixed with them. Figures of other sources are imported as a
series under a name of its own. All is kept in $XDG_DATA_HOME/allyscope, or
~/.local/share/allyscope.`

const dataExample = `  allyscope data list                      the editions held
  allyscope data import tables.xlsx        read, check and keep an edition
  allyscope data import wb.csv --as worldbank --measure share_gdp
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

// checked runs a command whose answer can be written in some formats, once the flags
// have been looked at.
func (r *run) checked(formats []report.Format, do func(args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if err := r.check(formats); err != nil {
			return err
		}
		return do(args)
	}
}

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
		RunE:  r.checked(textFormats(), func([]string) error { return r.say(data.Sources() + "\n") }),
	}
}

func (r *run) dataList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the editions held, embedded and your own",
		Example: "  allyscope data list\n  allyscope data list --format json",
		Args:    none,
		RunE: r.checked(report.Documents(), func([]string) error {
			list, err := r.held()
			if err != nil {
				return err
			}
			where := "" // no home, no store
			if s, err := r.store(); err == nil {
				where = s.Where()
			}
			return r.put(listing.Holdings(list, where))
		}),
	}
}

func (r *run) dataShow() *cobra.Command {
	return &cobra.Command{
		Use:               "show ID",
		Short:             "Show all that is known of an edition, and its tables",
		Example:           "  allyscope data show 2024-06",
		Args:              exactly("the identifier of an edition"),
		ValidArgsFunction: r.completeHeld,
		RunE: r.checked(report.Documents(), func(args []string) error {
			h, err := r.find(args[0])
			if err != nil {
				return err
			}
			if h.Edition == nil {
				return fmt.Errorf("edition %s: %s", h.ID, h.Trouble)
			}
			return r.put(listing.Holding(*h))
		}),
	}
}

func (r *run) dataRemove() *cobra.Command {
	return &cobra.Command{
		Use:               "remove ID",
		Short:             "Forget an edition of your own",
		Example:           "  allyscope data remove 2027-06",
		Args:              exactly("the identifier of an edition of your own"),
		ValidArgsFunction: r.completeHeld,
		RunE: r.checked(textFormats(), func(args []string) error {
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
		}),
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
		RunE: r.checked(textFormats(), func(args []string) error {
			h, err := r.find(args[0])
			if err != nil {
				return err
			}
			if err := export(h, args[1]); err != nil {
				return fmt.Errorf("nothing written: %w", err)
			}
			r.tell("wrote edition " + h.ID + " into " + args[1])
			return nil
		}),
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
