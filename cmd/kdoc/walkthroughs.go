package main

import (
	"context"
	"encoding/json"
	"fmt"
	"go/build"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/workers"
)

// A coverage says which programs and packages of a tree something is written about.
type coverage string

const (
	coverNone     coverage = "none"
	coverCmd      coverage = "cmd"      // programs laid out for users
	coverPrograms coverage = "programs" // every program
	coverAll      coverage = "all"      // and every component
)

// coverageFlag is a flag of one of a few coverages.
type coverageFlag struct {
	value coverage
	valid []coverage
}

func (f *coverageFlag) String() string { return string(f.value) }
func (f *coverageFlag) Type() string   { return "coverage" }

func (f *coverageFlag) Set(s string) error {
	if !slices.Contains(f.valid, coverage(s)) {
		var names []string
		for _, v := range f.valid {
			names = append(names, string(v))
		}
		last := len(names) - 1
		return fmt.Errorf("use %s or %s", strings.Join(names[:last], ", "), names[last])
	}
	f.value = coverage(s)
	return nil
}

// complete offers the values to the shell.
func (f *coverageFlag) complete(cmd *cobra.Command, name string) {
	var names []cobra.Completion
	for _, v := range f.valid {
		names = append(names, string(v))
	}
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)) // fails only for an unknown flag
}

// extractors are what finding the targets of a coverage needs to know of files.
func (s coverage) extractors() []*walk.Extractor {
	if s == coverAll {
		return []*walk.Extractor{workers.Extractor}
	}
	return nil
}

// targets lists what is covered.
func (s coverage) targets(t *walk.Tree) []summarize.Target {
	switch s {
	case coverCmd:
		return summarize.Entrypoints(t)
	case coverPrograms:
		return summarize.Programs(t)
	case coverAll:
		return append(summarize.Programs(t), summarize.Components(t)...)
	}
	return nil
}

// languages reads names of languages; none means all.
func languages(names []string) ([]*summarize.Language, error) {
	if len(names) == 0 {
		return summarize.Languages(), nil
	}
	var out []*summarize.Language
	for _, n := range names {
		l := summarize.LanguageOf(n)
		if l == nil || n == "" {
			return nil, fmt.Errorf("unknown language %q: use en or zh", n)
		}
		if !slices.ContainsFunc(out, func(x *summarize.Language) bool { return x.Tag == l.Tag }) {
			out = append(out, l)
		}
	}
	return out, nil
}

// explainAll writes walkthroughs of targets, or takes them from the cache if
// nothing has changed since an earlier run wrote the same. Targets that could
// not be explained are said on stderr, left out, and counted.
func (l *loaded) explainAll(ctx context.Context, targets []summarize.Target, langs []*summarize.Language) (subjects []walkthrough.Subject, failed int, err error) {
	key := walkthroughKey(targets, langs)
	known := l.recallWalkthroughs(key)
	todo := slices.DeleteFunc(slices.Clone(targets), func(t summarize.Target) bool { return known[t.String()] != nil })
	results, err := l.explainEach(ctx, todo, langs)
	if err != nil {
		return nil, 0, err
	}
	fresh := false
	lasting := maps.Clone(known)
	for _, r := range results {
		if r.Err != nil {
			failed++
			fmt.Fprintf(l.app.stderr, "kdoc: %s: no walkthrough: %v\n", r.Target, r.Err)
			continue
		}
		known[r.Target.String()] = r.Walkthroughs
		if !r.Walkthroughs[0].Outside {
			lasting[r.Target.String()], fresh = r.Walkthroughs, true
		}
	}
	if fresh && l.tree.Rev == "" {
		if b, err := json.Marshal(lasting); err == nil {
			l.tree.Remember(key, b)
		}
	}
	for _, t := range targets {
		if ws := known[t.String()]; ws != nil {
			subjects = append(subjects, walkthrough.Subject{Target: t, Walkthroughs: ws})
		}
	}
	return subjects, failed, nil
}

// explainEach explains targets with progress.
func (l *loaded) explainEach(ctx context.Context, targets []summarize.Target, langs []*summarize.Language) ([]summarize.Result, error) {
	progress := l.app.newProgress()
	defer progress.done()
	var done atomic.Int64
	return summarize.ExplainAll(ctx, summarize.Batch{Tree: l.tree, Targets: targets, Languages: langs,
		Progress: func() { progress.report("explaining", int(done.Add(1)), len(targets)) }})
}

// walkthroughKey stands for everything but the tree that walkthroughs depend on.
func walkthroughKey(targets []summarize.Target, langs []*summarize.Language) string {
	var names, tags []string
	for _, t := range targets {
		names = append(names, t.String())
	}
	for _, x := range langs {
		tags = append(tags, x.Tag)
	}
	key, err := json.Marshal([]any{"walkthroughs", identity(), build.Default.GOROOT, names, tags})
	if err != nil {
		return "" // no such value: all of these are plain
	}
	return string(key)
}

// recallWalkthroughs returns what an earlier run found that still holds, by
// target.
func (l *loaded) recallWalkthroughs(key string) map[string][]*summarize.Walkthrough {
	out := map[string][]*summarize.Walkthrough{}
	b, ok := l.scan.Recall(key)
	if !ok || json.Unmarshal(b, &out) != nil {
		return map[string][]*summarize.Walkthrough{}
	}
	for target, ws := range out {
		if len(ws) == 0 || slices.Contains(ws, nil) {
			delete(out, target)
		}
	}
	return out
}
