// Package tmux keeps Lip Gloss from running tmux, and waiting for it, when it is loaded: Lip Gloss
// would ask tmux for colours that are not used here. It does not know what else needs tmux.
//
// Go initialises packages by their import paths, as soon as their imports are initialised. This
// package imports only os, so it comes before Lip Gloss.
package tmux

import "os"

const variable = "TMUX"

var session = hide()

func hide() string {
	value := os.Getenv(variable)
	_ = os.Unsetenv(variable)
	return value
}

// Restore sets the environment variable TMUX to its value at the start. main calls it first.
func Restore() {
	if session != "" {
		_ = os.Setenv(variable, session)
	}
}
