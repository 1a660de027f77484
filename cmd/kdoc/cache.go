package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

// newCacheCmd is "kdoc cache info|clear".
func (a *app) newCacheCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Show or clear what kdoc remembers between runs",
		Long: `Kdoc remembers what it read from each file by the file's content, so that a second
run reads only what has changed. The cache never changes a result: deleting it,
at any time, costs one slower run.

Next to it are the answers of language models, if any was asked. To hear them
again costs money, so they stay until they are deleted with clear --answers.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, sub := range []struct {
		use, short string
		run        func(*cache.Store, *llm.Answers, bool) error
	}{
		{"info", "Print where the cache is and how much it holds", a.cacheInfo},
		{"clear", "Delete the cache, and on request the answers of language models", a.cacheClear},
	} {
		var flags treeFlags
		var answers bool
		c := &cobra.Command{
			Use:   sub.use,
			Short: sub.short,
			Args:  cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				dir := a.namedCacheDir(flags)
				if dir == "" {
					return &exitError{exitUsage, errors.New("no place for a cache: set $KDOC_CACHE, or $HOME")}
				}
				return sub.run(cache.Open(dir, 0), llm.OpenAnswers(answersIn(dir)), answers)
			},
		}
		c.Flags().StringVar(&flags.cacheDir, "cache-dir", "", "the cache's `dir` (default $KDOC_CACHE, or kdoc in the user's cache directory)")
		if sub.use == "clear" {
			c.Flags().BoolVar(&answers, "answers", false, "delete the answers of language models as well")
		}
		cmd.AddCommand(c)
	}
	return cmd
}

func (a *app) cacheInfo(s *cache.Store, answers *llm.Answers, _ bool) error {
	info, err := s.Info()
	kept, answersErr := answers.Info()
	err = errors.Join(err, answersErr)
	if err != nil {
		return &exitError{exitUsage, fmt.Errorf("cannot read the cache: %w", err)}
	}
	trees := "trees"
	if info.Packs == 1 {
		trees = "tree"
	}
	fmt.Fprintf(a.stdout, "directory  %s\nholds      %d %s, %s\nlimit      %s\nanswers    %d of language models, %s, in %s\n", s.Dir(), info.Packs, trees,
		megabytes(info.Bytes), megabytes(s.MaxBytes()), kept.Answers, megabytes(kept.Bytes), answers.Dir())
	return nil
}

func (a *app) cacheClear(s *cache.Store, answers *llm.Answers, all bool) error {
	info, err := s.Info()
	kept, answersErr := answers.Info()
	err = errors.Join(err, answersErr)
	if err == nil {
		err = s.Clear()
	}
	if err == nil && all {
		err = errors.Join(answers.Clear(), newTiers(answers.Dir()).clear())
	}
	if err != nil {
		return &exitError{exitUsage, fmt.Errorf("cannot clear the cache: %w", err)}
	}
	fmt.Fprintf(a.stderr, "removed %s from %s\n", megabytes(info.Bytes), s.Dir())
	switch {
	case kept.Answers > 0 && all:
		fmt.Fprintf(a.stderr, "removed %s of language models, %s\n", counted(kept.Answers, "answer"), megabytes(kept.Bytes))
	case kept.Answers > 0:
		fmt.Fprintf(a.stderr, "kept %s of language models, which cost money to hear again; --answers removes them too\n", counted(kept.Answers, "answer"))
	}
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
