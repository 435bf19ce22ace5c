package cli

//go:generate go test -run TestGrammarPage -update .
