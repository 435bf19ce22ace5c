package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"allyscope/internal/query"
)

// usageError is a command line that was not understood.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// usagef makes a usageError.
func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// unknown says that a word is no such thing, offers the nearest, and lists what
// there is.
func unknown(word, what string, known []string) error {
	text := strconv.Quote(word) + " is no " + what
	if near := query.Nearest(word, known); near != "" {
		text += "; did you mean " + near + "?"
	}
	return usagef("%s (there are: %s)", text, strings.Join(known, ", "))
}

// badFlag says what is wrong with a flag.
func badFlag(c *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	if !errors.As(err, &missing) {
		return usagef("%s (see allyscope --help)", err)
	}
	name := missing.GetSpecifiedName()
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	dashes := "--"
	if missing.GetSpecifiedShortnames() != "" {
		dashes = "-"
	}
	text := strconv.Quote(dashes+name) + " is no flag of " + c.CommandPath()
	if near := query.Nearest(name, known); near != "" {
		return usagef("%s; did you mean --%s?", text, near)
	}
	return usagef("%s (see %s --help)", text, c.CommandPath())
}

// offerCommand offers a command for the first word, where the grammar does not
// know it and a command is near.
func offerCommand(root *cobra.Command, words []string, err error) error {
	var e *query.Error
	if !errors.As(err, &e) || len(words) == 0 || e.Word != words[0] {
		return err
	}
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	near := query.Nearest(words[0], names)
	if near == "" || slices.Contains(e.Nearest, near) {
		return err
	}
	better := *e
	better.Nearest = append([]string{near}, e.Nearest...)
	return &better
}
