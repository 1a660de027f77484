package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/changes"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
)

// diffOptions are the arguments of kdoc diff.
type diffOptions struct {
	request
	commands coverageFlag
	format   *oneOf
}

func (a *app) newDiffCmd() *cobra.Command {
	o := &diffOptions{commands: coverageFlag{coverNone, []coverage{coverNone, coverCmd, coverPrograms}}}
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed for users between two trees",
		Long: `Diff compares two trees, or two revisions of one (DIR@REV), and says what changed
for those who use them, by who must act: operators, users of APIs. What can break
somebody comes first. Compared are API versions, kinds and fields with their types,
defaults, values and bounds, feature gates with their stages and defaults, and
metrics; with --commands, which takes longer, commands and flags as well.`,
		Example: `  kdoc diff ~/src/kubernetes@v1.27.0 ~/src/kubernetes@v1.28.0
  kdoc diff old new --commands cmd --format json`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.runDiff(cmd.Context(), o, args[0], args[1])
		},
	}
	cmd.Flags().SortFlags = false
	o.format = wordFlag(cmd, "format", "markdown or json", "markdown", "json")
	cmd.Flags().Var(&o.commands, "commands", "compare commands and flags of the programs of this `coverage`: none, cmd or programs")
	o.commands.complete(cmd, "commands")
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) runDiff(ctx context.Context, o *diffOptions, old, new string) error {
	was, oldErr := a.offered(ctx, o, old)
	if oldErr != nil && was == nil {
		return oldErr
	}
	is, newErr := a.offered(ctx, o, new)
	if newErr != nil && is == nil {
		return newErr
	}
	list := changes.Compare(was, is)
	var err error
	if o.format.value == "json" {
		err = writeChangesJSON(a.stdout, old, new, list)
	} else {
		err = writeChanges(a.stdout, old, new, list)
	}
	if err != nil {
		return err
	}
	if oldErr != nil {
		return oldErr
	}
	return newErr
}

// offered is what a tree offers to its users. An error comes with things if some
// of the tree could not be read.
func (a *app) offered(ctx context.Context, o *diffOptions, dir string) ([]changes.Thing, error) {
	req := o.request
	req.dir, req.bare, req.vendor = dir, true, true
	l, m, err := a.loadAPI(ctx, req)
	if err != nil {
		return nil, err
	}
	defer l.close()
	lists, err := registry.Load(ctx, l.tree)
	if err != nil {
		return nil, err
	}
	things := append(changes.API(m), changes.Registered(lists)...)
	in := render.Input{}
	programs, failed, err := l.addCommands(ctx, &in, &siteOptions{request: req, commands: o.commands})
	if err != nil {
		return nil, err
	}
	for _, p := range programs {
		things = append(things, changes.Commands(p)...)
	}
	if things == nil {
		things = []changes.Thing{}
	}
	if failed > 0 {
		return things, &exitError{code: exitPartial}
	}
	return things, l.complete(nil)
}

func writeChangesJSON(w io.Writer, old, new string, list []changes.Change) error {
	if list == nil {
		list = []changes.Change{}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Version int              `json:"version"`
		Old     string           `json:"old"`
		New     string           `json:"new"`
		Changes []changes.Change `json:"changes"`
	}{1, old, new, list})
}

var whoTitles = map[changes.Who]string{changes.Operator: "For operators", changes.APIUser: "For users of APIs", changes.Developer: "For developers"}

// writeChanges writes Markdown: a heading per reader, breaking changes first.
func writeChanges(w io.Writer, old, new string, list []changes.Change) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# What changed from %s to %s\n", markdownText(old), markdownText(new))
	if len(list) == 0 {
		b.WriteString("\nNothing that users would notice.\n")
	}
	for i, c := range list {
		if i == 0 || list[i-1].Who != c.Who {
			fmt.Fprintf(&b, "\n## %s\n", whoTitles[c.Who])
		}
		if i == 0 || list[i-1].Who != c.Who || list[i-1].Breaking != c.Breaking {
			title := "Other changes"
			if c.Breaking {
				title = "Can break what you have"
			}
			fmt.Fprintf(&b, "\n### %s\n\n", title)
		}
		fmt.Fprintf(&b, "- %s `%s` %s\n", c.Kind, strings.ReplaceAll(c.Name, "`", "'"), told(c))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func told(c changes.Change) string {
	switch {
	case c.What == "added" || c.What == "removed":
		return c.What
	case c.Old == "":
		return fmt.Sprintf("has %s: %s", c.What, markdownText(c.New))
	case c.New == "":
		return fmt.Sprintf("has no %s any more: was %s", c.What, markdownText(c.Old))
	}
	return fmt.Sprintf("%s: %s, was %s", c.What, markdownText(c.New), markdownText(c.Old))
}

// markdownText makes text inert in Markdown, and one line.
func markdownText(s string) string {
	s = render.Visible(strings.Join(strings.Fields(s), " "))
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`, "{", `\{`, "|", `\|`).Replace(s)
}
