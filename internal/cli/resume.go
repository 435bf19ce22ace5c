package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"allyscope/internal/config"
	"allyscope/internal/query"
	"allyscope/internal/read"
	"allyscope/internal/save"
)

// maxLeft bounds the file with the question that the explorer was left at.
const maxLeft = 1 << 12

// leftFile is where the question is kept that the explorer was left at:
// $XDG_STATE_HOME/allyscope/last, else below ~/.local/state; empty where no folder is
// known.
func (r *run) leftFile() string {
	base := lookup(r.Env, "XDG_STATE_HOME")
	if home := cmp.Or(lookup(r.Env, "HOME"), lookup(r.Env, "USERPROFILE")); !filepath.IsAbs(base) && home != "" {
		base = filepath.Join(home, ".local", "state")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "allyscope", "last")
}

// leave keeps the question that the explorer is left at. Where that cannot be, the next
// session begins anew, as it does without.
func (r *run) leave(q query.Query) {
	name := r.leftFile()
	if name == "" || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	_ = save.File(name, []byte(q.String()+"\n"), true) // nobody is there any more who could be told
}

// leftAt is the question that the explorer was left at; empty where none is known.
func (r *run) leftAt() string {
	content, err := read.File(r.leftFile(), maxLeft)
	if err != nil || r.Guest {
		r.tell("there is no screen to resume: none has been left yet")
		return ""
	}
	return strings.TrimSpace(string(content))
}

// openingError is why the question that is asked when none was cannot be, with where it
// stands.
func (r *run) openingError(own config.Config, err error) error {
	if r.exploring.resume {
		return fmt.Errorf("%s: %w", r.leftFile(), err)
	}
	return fmt.Errorf("%s: line %d: %w", r.settings(), own.QueryLine, err)
}
