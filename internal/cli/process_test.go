package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkProcess runs the whole program, as a shell does. rank may take twice as long as
// --version: plain commands must not pay for what only the explorer needs.
func BenchmarkProcess(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "allyscope")
	if out, err := exec.Command("go", "build", "-o", binary, "allyscope/cmd/allyscope").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, args := range [][]string{{"--version"}, {"rank", "2024", "2%"}, {"rank", "2024", "2%", "--format", "json"}} {
		b.Run(args[0]+args[len(args)-1], func(b *testing.B) {
			for b.Loop() {
				c := exec.Command(binary, args...)
				c.Env = append(os.Environ(), "LANG=C.UTF-8")
				if err := c.Run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
