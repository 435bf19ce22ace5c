package ally

import "strings"

// otherNames is a constant table of what people call allies besides the names of
// the register, parted by commas.
var otherNames = [...]struct {
	code  Code
	names string
}{
	{"ALB", "Shqipëria"},
	{"BEL", "Belgique,België"},
	{"CZE", "Czech Republic,Česko"},
	{"DEU", "Deutschland,Federal Republic of Germany"},
	{"DNK", "Danmark"},
	{"ESP", "España"},
	{"EST", "Eesti"},
	{"FIN", "Suomi"},
	{"GBR", "UK,Britain,Great Britain"},
	{"GRC", "Hellas"},
	{"HRV", "Hrvatska"},
	{"HUN", "Magyarország"},
	{"ITA", "Italia"},
	{"LTU", "Lietuva"},
	{"MKD", "Macedonia,FYROM"},
	{"MNE", "Crna Gora"},
	{"NLD", "Holland,the Netherlands,Nederland"},
	{"NOR", "Norge"},
	{"POL", "Polska"},
	{"SVK", "Slovensko"},
	{"SVN", "Slovenija"},
	{"SWE", "Sverige"},
	{"TUR", "Turkey"},
	{"USA", "US,America,United States of America"},
}

// Names are what the ally is called: its code, its name, NATO's short form where
// that differs, and what else people say, in this order.
func (a *Ally) Names() []string {
	names := []string{string(a.Code), a.Name}
	if a.Official != "" && a.Official != a.Name {
		names = append(names, a.Official)
	}
	for _, o := range otherNames {
		if o.code == a.Code {
			names = append(names, strings.Split(o.names, ",")...)
		}
	}
	return names
}
