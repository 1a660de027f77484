package main

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// ruleRecord is a rule in JSON.
type ruleRecord struct {
	ID       string    `json:"id"`
	Slug     string    `json:"slug"`
	Title    string    `json:"title"`
	Severity string    `json:"severity"`
	Default  bool      `json:"default"`
	Fix      string    `json:"fix"`
	Since    string    `json:"since"`
	Page     *rulePage `json:"page,omitempty"`
}

// rulePage is a rule's page in JSON; every field is Markdown.
type rulePage struct {
	Why          string `json:"why"`
	Bad          string `json:"bad"`
	Good         string `json:"good"`
	Fix          string `json:"fix"`
	WhenToIgnore string `json:"whenToIgnore"`
	Source       string `json:"source"`
}

func (a *app) newRulesCmd() *cobra.Command {
	var format, colors *oneOf
	cmd := &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the rules, or read about one",
		Long: `Rules lists every rule: its id and slug, which are the names it goes by
everywhere, its severity, whether it is on by default, what kind of fix it
offers and what it demands.

With the id or slug of a rule it prints that rule's page: why it is there, an
example, how to fix what it reports, and when to ignore it.`,
		Example: `  kdoc rules
  kdoc rules import-alias
  kdoc rules KA101 --format md`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeRules,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listRules(format.value)
			}
			return a.showRule(args[0], format.value, colors.value)
		},
	}
	format = wordFlag(cmd, "format", "text, md for Markdown, or json", "text", "md", "json")
	colors = wordFlag(cmd, "color", "colour the text: auto, always or never", "auto", "always", "never")
	return cmd
}

func (a *app) listRules(format string) error {
	rules := slices.Clone(a.checks)
	slices.SortFunc(rules, func(x, y *checks.Check) int { return strings.Compare(x.ID, y.ID) })
	switch format {
	case "json":
		records := []ruleRecord{}
		for _, c := range rules {
			records = append(records, record(c))
		}
		return writeJSON(a.stdout, records)
	case "md":
		fmt.Fprint(a.stdout, "| id | slug | severity | default | fix | demands that |\n|---|---|---|---|---|---|\n")
		for _, c := range rules {
			fmt.Fprintf(a.stdout, "| %s | %s | %s | %s | %s | %s |\n", c.ID, c.Slug, c.Severity, onOff(c.OnByDefault()), fixWord(c), strings.ReplaceAll(c.Title(), "|", `\|`))
		}
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tRULE\tSEVERITY\tDEFAULT\tFIX\tDEMANDS THAT")
	for _, c := range rules {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", c.ID, c.Slug, c.Severity, onOff(c.OnByDefault()), fixWord(c), c.Title())
	}
	return w.Flush()
}

func (a *app) showRule(name, format, colors string) error {
	c := checks.Find(a.checks, name)
	if c == nil {
		if s := checks.Suggest(name, checks.Names(a.checks)); s != "" {
			return fmt.Errorf("unknown rule %q: did you mean %q?", name, s)
		}
		return fmt.Errorf("unknown rule %q: `kdoc rules` lists them", name)
	}
	switch format {
	case "json":
		p, err := c.Page()
		if err != nil {
			return err
		}
		r := record(c)
		r.Page = &rulePage{p.Why, p.Bad, p.Good, p.Fix, p.WhenToIgnore, p.Source}
		return writeJSON(a.stdout, r)
	case "md":
		_, err := io.WriteString(a.stdout, c.Doc)
		return err
	}
	return writePage(a.stdout, c, a.color(colors, a.stdout))
}

func record(c *checks.Check) ruleRecord {
	return ruleRecord{ID: c.ID, Slug: c.Slug, Title: c.Title(), Severity: c.Severity.String(), Default: c.OnByDefault(), Fix: c.Fix.String(), Since: c.Since}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func fixWord(c *checks.Check) string {
	if c.Fix == checks.FixNone {
		return "-"
	}
	return c.Fix.String()
}

// writePage prints a rule's page for reading in a terminal.
func writePage(w io.Writer, c *checks.Check, paint bool) error {
	p, err := c.Page()
	if err != nil {
		return fmt.Errorf("%s: %w", c.Slug, err)
	}
	style := func(attrs ...color.Attribute) func(...any) string {
		s := color.New(attrs...)
		if paint {
			s.EnableColor()
		} else {
			s.DisableColor()
		}
		return s.SprintFunc()
	}
	bold, code := style(color.Bold), style(color.FgCyan)
	fmt.Fprintf(w, "%s\n\n", bold(c.ID+" "+c.Slug+": "+p.Title))
	fix := "it offers no fix"
	if c.Fix != checks.FixNone {
		fix = "it offers a fix that is " + c.Fix.String()
	}
	fmt.Fprintf(w, "Severity %s, %s by default, since %s; %s.\n", c.Severity, onOff(c.OnByDefault()), c.Since, fix)
	for _, s := range p.Sections() {
		fmt.Fprintf(w, "\n%s\n", bold(strings.ToUpper(s.Heading)))
		fenced := false
		for _, line := range strings.Split(s.Text, "\n") {
			switch {
			case strings.HasPrefix(line, "```"):
				fenced = !fenced
			case fenced:
				fmt.Fprintln(w, strings.TrimRight("      "+code(strings.ReplaceAll(line, "\t", "    ")), " "))
			default:
				fmt.Fprintln(w, strings.TrimRight("  "+inline(line, code), " "))
			}
		}
	}
	return nil
}

var (
	linkRE = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]+)\)`)
	codeRE = regexp.MustCompile("`([^`]+)`")
)

// inline turns the Markdown within a line into what reads well on a terminal.
func inline(line string, code func(...any) string) string {
	line = linkRE.ReplaceAllString(line, "$1 ($2)")
	return codeRE.ReplaceAllStringFunc(line, func(s string) string {
		if colored := code(s[1 : len(s)-1]); colored != s[1:len(s)-1] {
			return colored
		}
		return s
	})
}
