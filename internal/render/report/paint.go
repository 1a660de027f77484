package report

import "github.com/fatih/color"

// painter colours, or not.
type painter struct{ on bool }

func (p painter) paint(s string, attrs ...color.Attribute) string {
	if !p.on {
		return s
	}
	c := color.New(attrs...)
	c.EnableColor() // whatever the process's own standard output is
	return c.Sprint(s)
}

func (p painter) bold(s string) string   { return p.paint(s, color.Bold) }
func (p painter) dim(s string) string    { return p.paint(s, color.Faint) }
func (p painter) gutter(s string) string { return p.paint(s, color.FgBlue, color.Bold) }

// severity colours s as befits a severity.
func (p painter) severity(sev, s string) string {
	switch sev {
	case "error":
		return p.paint(s, color.FgRed, color.Bold)
	case "warning":
		return p.paint(s, color.FgYellow, color.Bold)
	default:
		return p.paint(s, color.FgCyan, color.Bold)
	}
}
