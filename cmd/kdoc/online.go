package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/kdoc-dev/kdoc/cmd/kdoc/internal/linkprobe"
)

// probe lets the checks ask sites whether links work. What it returns keeps the
// answers; that they cannot be kept costs time, not correctness.
func (a *app) probe(ctx context.Context, l *loaded, o *checkOptions) (keep func()) {
	file := ""
	if dir := a.cacheDir(o.tree); dir != "" && !o.tree.noCache {
		file = filepath.Join(dir, "links.json")
	}
	p := linkprobe.Open(linkprobe.Options{File: file, Private: o.onlinePrivate})
	l.dead = func(link string) string { return p.Dead(ctx, link) }
	return func() {
		if n := p.Unasked(); n > 0 {
			fmt.Fprintf(a.stderr, "kdoc: warning: %d links were not asked about: a run asks about %d\n", n, linkprobe.DefaultMost)
		}
		if err := p.Close(); err != nil {
			fmt.Fprintf(a.stderr, "kdoc: warning: %v\n", err)
		}
	}
}
