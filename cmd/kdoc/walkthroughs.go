package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
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

// explained is what became of targets.
type explained struct {
	subjects []walkthrough.Subject
	// failed targets have no walkthrough, unanswered sections none of a model's
	// words.
	failed, unanswered int
	// done is set if something else than walkthroughs was asked for and given.
	done bool
}

// exit is the error that tells, in the exit code, what is missing. It has been
// said.
func (e *explained) exit() error {
	switch {
	case e.failed > 0:
		return &exitError{code: exitPartial}
	case e.unanswered > 0:
		return &exitError{code: exitModel}
	}
	return nil
}

// An explainJob asks for walkthroughs.
type explainJob struct {
	targets []summarize.Target
	langs   []*summarize.Language
	details bool // all functions in full
}

// explainAll writes walkthroughs of targets. Those that could not be explained
// are said on stderr, left out, and counted.
func (l *loaded) explainAll(ctx context.Context, job explainJob, m *model) (*explained, error) {
	out := &explained{}
	explain := l.explainOrRecall
	if m.writer != nil {
		explain = l.explainWithEvidence // which is not kept: the answers are
	}
	results, err := explain(ctx, job)
	if err != nil {
		return nil, err
	}
	var pages []*summarize.Walkthrough
	var problems []string
	users := summarize.Entrypoints(l.tree)
	for _, r := range results {
		if r.Err != nil {
			problems = append(problems, fmt.Sprintf("kdoc: %s: no walkthrough: %v", r.Target, r.Err))
			continue
		}
		out.subjects = append(out.subjects, walkthrough.Subject{Target: r.Target, Walkthroughs: r.Walkthroughs,
			Aside: r.Target.Kind == "program" && !slices.Contains(users, r.Target)})
		pages = append(pages, r.Walkthroughs...)
	}
	out.failed = len(problems)
	out.done, out.unanswered, err = m.write(ctx, pages)
	for _, p := range problems { // not before it is said what is sent where
		fmt.Fprintln(l.app.stderr, p)
	}
	return out, err
}

// explainOrRecall explains targets that no earlier run has explained of the same
// tree.
func (l *loaded) explainOrRecall(ctx context.Context, job explainJob) ([]summarize.Result, error) {
	key := job.key()
	known := l.recallWalkthroughs(key)
	todo := job
	todo.targets = slices.DeleteFunc(slices.Clone(job.targets), func(t summarize.Target) bool { return known[t.String()] != nil })
	found, err := l.explainEach(ctx, todo, false)
	if err != nil {
		return nil, err
	}
	lasting := maps.Clone(known)
	for _, r := range found {
		if r.Err == nil && !r.Walkthroughs[0].Outside {
			lasting[r.Target.String()] = r.Walkthroughs
		}
	}
	if len(lasting) > len(known) && l.tree.Rev == "" {
		if b, err := json.Marshal(lasting); err == nil {
			l.tree.Remember(key, b)
		}
	}
	out := make([]summarize.Result, 0, len(job.targets))
	for _, t := range job.targets {
		if ws := known[t.String()]; ws != nil {
			out = append(out, summarize.Result{Target: t, Walkthroughs: ws})
			continue
		}
		out = append(out, found[0])
		found = found[1:]
	}
	return out, nil
}

func (l *loaded) explainWithEvidence(ctx context.Context, job explainJob) ([]summarize.Result, error) {
	return l.explainEach(ctx, job, true)
}

// explainEach explains targets with progress.
func (l *loaded) explainEach(ctx context.Context, job explainJob, withEvidence bool) ([]summarize.Result, error) {
	progress := l.app.newProgress()
	defer progress.done()
	var done atomic.Int64
	return summarize.ExplainAll(ctx, summarize.Batch{Tree: l.tree, Targets: job.targets, Languages: job.langs, Details: job.details, Evidence: withEvidence,
		Progress: func() { progress.report("explaining", int(done.Add(1)), len(job.targets)) }})
}

// key stands for everything but the tree that walkthroughs depend on.
func (job explainJob) key() string {
	var names, tags []string
	for _, t := range job.targets {
		names = append(names, t.String())
	}
	for _, x := range job.langs {
		tags = append(tags, x.Tag)
	}
	key, err := json.Marshal([]any{"walkthroughs", identity(), typed.Settings(), names, tags, job.details})
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
