package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// suggestFlag adds the flag that was probably meant to an error about an
// unknown one.
func suggestFlag(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); cmd.HasAvailableSubCommands() && len(args) > 0 {
		return noSubcommand(cmd, args[0]) // its flags are not this command's
	}
	_, name, ok := strings.Cut(err.Error(), "unknown flag: --")
	if !ok {
		return fmt.Errorf("%w (see kdoc help%s)", err, strings.TrimPrefix(cmd.CommandPath(), "kdoc"))
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if s := checks.Suggest(name, names); s != "" {
		return fmt.Errorf("unknown flag --%s: did you mean --%s?", name, s)
	}
	return fmt.Errorf("unknown flag --%s (see kdoc help%s)", name, strings.TrimPrefix(cmd.CommandPath(), "kdoc"))
}

// oneOf is a flag that takes one of a few words.
type oneOf struct {
	value string
	words []string
}

func (o *oneOf) String() string { return o.value }
func (o *oneOf) Type() string   { return "word" }

// Set accepts one of the words.
func (o *oneOf) Set(s string) error {
	for _, w := range o.words {
		if w == s {
			o.value = s
			return nil
		}
	}
	hint := ""
	if w := checks.Suggest(s, o.words); w != "" {
		hint = fmt.Sprintf(" (did you mean %q?)", w)
	}
	return fmt.Errorf("use %s%s", strings.Join(o.words, ", "), hint)
}

// wordFlag registers a flag that takes one of words, by default the first, with
// completion.
func wordFlag(cmd *cobra.Command, name, usage string, words ...string) *oneOf {
	o := &oneOf{value: words[0], words: words}
	cmd.Flags().Var(o, name, usage)
	// The only error is a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	return o
}

// completeRules completes ids and slugs.
func (a *app) completeRules(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, c := range a.checks {
		out = append(out, c.Slug+"\t"+c.Title(), c.ID+"\t"+c.Title())
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
