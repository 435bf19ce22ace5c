package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/cli"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/ptytest"
)

// At a terminal the import asks for what the file leaves open. Without an answer, the error names
// the flag.
func TestImportAsks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "share_gdp.csv")
	if err := os.WriteFile(file, []byte("code,2023,2024e\nNOR,1.75,2.10\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		typed string
		code  int
		says  string
	}{
		{"2024-07-17\n", 0, "kept     as 2024-07, with 2 figures"},
		{"2023-07-17\n", 2, ""}, // earlier than its latest figure
		{"\n", 2, ""},
	} {
		x := ptytest.New(t, 80, 24)
		var out bytes.Buffer
		s := cli.Streams{In: x.Screen(), Out: &out, Err: x.Screen(), ErrTerminal: true, Env: []string{"XDG_DATA_HOME=" + t.TempDir()}}
		done := make(chan int)
		go func() {
			done <- cli.Run(context.Background(), cli.Program{Tables: frozen.Files(t)}, []string{"data", "import", file}, s)
		}()
		x.WaitFor("its latest figure is for 2024. --published (such as YYYY-MM-DD): ", 0)
		x.Type(c.typed)
		if code := <-done; code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%q: exit code %d\n%s\n%s", c.typed, code, out.String(), x.Output())
		}
		if c.code == 2 {
			x.WaitFor("use --published", 0)
		}
	}
}
