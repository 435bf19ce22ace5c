// Command bare is the smallest program with the explorer's libraries: it shows a line of text until
// q is pressed. The benchmark measures the explorer against it, in the same run on the same
// machine. Apart from Bubble Tea, the libraries are only linked in.
package main

import (
	"fmt"
	"os"

	_ "charm.land/bubbles/v2/help"
	_ "charm.land/bubbles/v2/key"
	_ "charm.land/bubbles/v2/textinput"
	_ "charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	_ "charm.land/lipgloss/v2"
	_ "github.com/NimbleMarkets/ntcharts/v2/canvas/graph"
)

// line is the text that the program shows.
const line = "bare: q quits"

type model struct{}

func (model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "q" {
		return m, tea.Quit
	}
	return m, nil
}

func (model) View() tea.View {
	v := tea.NewView(line)
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(model{}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
