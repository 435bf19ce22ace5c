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
	if near := nearest(word, known); near != "" {
		text += "; did you mean " + near + "?"
	}
	return usagef("%s (%s: %s)", text, "there are", strings.Join(known, ", "))
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
	if near := nearest(name, known); near != "" {
		return usagef("%s; did you mean --%s?", text, near)
	}
	return usagef("%s (see %s --help)", text, c.CommandPath())
}

// aliasCommand offers a command for the first word, where the grammar does not
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
	near := nearest(words[0], names)
	if near == "" || slices.Contains(e.Nearest, near) {
		return err
	}
	better := *e
	better.Nearest = append([]string{near}, e.Nearest...)
	return &better
}

// nearest is the word most likely meant: at most a third of its letters differ.
func nearest(word string, known []string) string {
	best, at := "", max(1, min(3, len(word)/3))+1
	for _, k := range known {
		d := distance(strings.ToLower(word), k)
		if len(word) > 1 && strings.HasPrefix(k, strings.ToLower(word)) {
			d = min(d, 1)
		}
		if d < at {
			best, at = k, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change to make b of a, two
// neighbours swapped counting as one.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range y {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
