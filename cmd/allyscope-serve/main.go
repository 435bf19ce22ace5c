// Command allyscope-serve serves allyscope over SSH; "allyscope serve" runs it. It is a separate
// program so that the explorer does not carry what only a server needs.
package main

import (
	"context"
	"fmt"
	"os"

	"allyscope/data"
	"allyscope/internal/cli"
	"allyscope/internal/server"
)

// Set when a release is built.
var version, commit = "dev", ""

func main() {
	p := cli.Program{Version: version, Commit: commit, Tables: data.Files()}
	if err := server.Command(p, os.Stderr).ExecuteContext(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "allyscope: "+err.Error())
		os.Exit(cli.ExitFailed)
	}
}
