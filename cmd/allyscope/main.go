// Command allyscope compares NATO allies' defence expenditure with their pledges. It only hands the
// process over to package cli.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"allyscope/data"
	"allyscope/internal/cli"
	"allyscope/internal/tmux"
)

// Set when a release is built.
var version, commit = "dev", ""

func main() {
	tmux.Restore()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // with the default of 100, a collection would delay the start
	}
	p := cli.Program{Version: version, Commit: commit, Tables: data.Files(), Explore: cli.Explore, Serve: cli.Serve}
	os.Exit(cli.Run(context.Background(), p, os.Args[1:], cli.Standard()))
}
