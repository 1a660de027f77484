package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
)

// treeFlags say how a tree is read. Every command that opens one has them.
type treeFlags struct {
	platforms, tags []string
	noCache         bool
	cacheDir        string
}

func (f *treeFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringSliceVar(&f.platforms, "platform", nil, "judge build constraints for `os/arch`; repeatable, \"all\" for every platform (default the host's)")
	fs.StringSliceVar(&f.tags, "tags", nil, "set these build `tags`")
	fs.BoolVar(&f.noCache, "no-cache", false, "read every file anew and save nothing")
	fs.StringVar(&f.cacheDir, "cache-dir", "", "keep the cache in `dir` (default $KDOC_CACHE, or kdoc in the user's cache directory)")
}

// store returns the cache, or nil if there is to be none.
func (a *app) store(f treeFlags) *cache.Store {
	if f.noCache {
		return nil
	}
	if dir := a.cacheDir(f); dir != "" {
		return cache.Open(dir, 0).WithClock(a.now)
	}
	return nil
}

// cacheDir returns the cache's directory, or "" on a machine that has no place
// for one.
func (a *app) cacheDir(f treeFlags) string {
	if f.cacheDir != "" {
		return f.cacheDir
	}
	if dir := a.getenv("KDOC_CACHE"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "kdoc")
}

// configFlags say which configuration applies.
type configFlags struct {
	file string
	none bool
}

func (f *configFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.file, "config", "", "read the configuration from `file` instead of the nearest .kdoc.yaml")
	fs.BoolVar(&f.none, "no-config", false, "ignore any .kdoc.yaml")
	cmd.MarkFlagsMutuallyExclusive("config", "no-config")
}
