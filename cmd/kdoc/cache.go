package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

// newCacheCmd is "kdoc cache info|clear".
func (a *app) newCacheCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Show or clear the cache of facts about source files",
		Long: `Kdoc remembers what it read from each file by the file's content, so that a second
run reads only what has changed. The cache never changes a result: deleting it,
at any time, costs one slower run.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, sub := range []struct {
		use, short string
		run        func(*cache.Store) error
	}{
		{"info", "Print where the cache is and how much it holds", a.cacheInfo},
		{"clear", "Delete the cache", a.cacheClear},
	} {
		var flags treeFlags
		c := &cobra.Command{
			Use:   sub.use,
			Short: sub.short,
			Args:  cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				dir := a.cacheDir(flags)
				if dir == "" {
					return &exitError{exitUsage, errors.New("no place for a cache: set $KDOC_CACHE, or $HOME")}
				}
				return sub.run(cache.Open(dir, 0))
			},
		}
		c.Flags().StringVar(&flags.cacheDir, "cache-dir", "", "the cache's `dir` (default $KDOC_CACHE, or kdoc in the user's cache directory)")
		cmd.AddCommand(c)
	}
	return cmd
}

func (a *app) cacheInfo(s *cache.Store) error {
	info, err := s.Info()
	if err != nil {
		return &exitError{exitUsage, fmt.Errorf("cannot read the cache: %w", err)}
	}
	trees := "trees"
	if info.Packs == 1 {
		trees = "tree"
	}
	fmt.Fprintf(a.stdout, "directory  %s\nholds      %d %s, %s\nlimit      %s\n", s.Dir(), info.Packs, trees, megabytes(info.Bytes), megabytes(s.MaxBytes()))
	return nil
}

func (a *app) cacheClear(s *cache.Store) error {
	info, err := s.Info()
	if err == nil {
		err = s.Clear()
	}
	if err != nil {
		return &exitError{exitUsage, fmt.Errorf("cannot clear the cache: %w", err)}
	}
	fmt.Fprintf(a.stderr, "removed %s from %s\n", megabytes(info.Bytes), s.Dir())
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
