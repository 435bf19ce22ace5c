package cli

//go:generate go test -run ^Test(Grammar|Data)Page$ -update .
