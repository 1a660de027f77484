package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// treeFlags say how a tree is read. Every command that opens one has them.
type treeFlags struct {
	platforms, tags []string
	noCache         bool
	cacheDir        string
	cacheShared     bool
}

func (f *treeFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringSliceVar(&f.platforms, "platform", nil, "judge build constraints for `os/arch`; repeatable, \"all\" for every platform (default the host's)")
	fs.StringSliceVar(&f.tags, "tags", nil, "set these build `tags`")
	fs.BoolVar(&f.noCache, "no-cache", false, "read every file anew and save nothing")
	fs.StringVar(&f.cacheDir, "cache-dir", "", "keep the cache in `dir` (default $KDOC_CACHE, or kdoc in the user's cache directory)")
	fs.BoolVar(&f.cacheShared, "cache-shared", false, "use the cache though others can write to it (or set $KDOC_CACHE_SHARED)")
}

// store returns the cache, or nil if there is to be none.
func (a *app) store(f treeFlags) *cache.Store {
	if f.noCache {
		return nil
	}
	if dir := a.cacheDir(f); dir != "" {
		return cache.Open(dir, 0).WithClock(a.now).ForBuild(strings.Join(identity(), "\n"))
	}
	return nil
}

// cacheDir returns the cache's directory, or "" on a machine that has no place
// for one.
//
// A directory that others can write to is none, unless the user says that it is
// shared on purpose: who can write a cache decides what a check finds.
func (a *app) cacheDir(f treeFlags) string {
	dir := a.namedCacheDir(f)
	if dir == "" || f.cacheShared || a.getenv("KDOC_CACHE_SHARED") != "" {
		return dir
	}
	if err := files.CheckPrivate(dir); err != nil {
		a.untrusted.Do(func() {
			fmt.Fprintf(a.stderr, "kdoc: warning: the cache is not used: %v: make it your own (chmod go-w), name another with --cache-dir, or allow it with --cache-shared\n", err)
		})
		return ""
	}
	return dir
}

func (a *app) namedCacheDir(f treeFlags) string {
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
