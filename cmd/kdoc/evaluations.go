package main

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// evaluations finds the command trees of programs of one tree. What it found is
// kept for every subcommand that asks for the same, and holds until a file of
// the tree or of a module outside of it changes.
type evaluations struct {
	scan  *walk.Scan
	tree  *walk.Tree // nil while nothing had to be read
	trace *trace
}

// evaluations starts on the tree of a command. Close them.
func (a *app) evaluations(ctx context.Context, dir string, tree treeFlags, traced bool) (*evaluations, error) {
	t := a.newTrace(traced)
	scan, err := walk.Start(ctx, walk.Options{Dir: dir, Platforms: tree.platforms, Tags: tree.tags, Vendor: true, Cache: a.store(tree)})
	if err != nil {
		return nil, err
	}
	t.lap("list", "")
	a.gc.roomy()
	return &evaluations{scan: scan, trace: t}, nil
}

// evaluations are those of a tree that has been loaded, which its owner closes.
func (l *loaded) evaluations() *evaluations {
	l.app.gc.roomy()
	return &evaluations{scan: l.scan, tree: l.tree}
}

// open reads the tree, once.
func (e *evaluations) open(ctx context.Context) (*walk.Tree, error) {
	if e.tree != nil {
		return e.tree, nil
	}
	tree, err := e.scan.Open(ctx)
	if err != nil {
		return nil, err
	}
	e.tree = tree
	e.trace.lap("read", "")
	return tree, nil
}

// close lets go of the tree and keeps what is to be remembered. That it cannot
// be kept costs time, not correctness.
func (e *evaluations) close() {
	if e.tree != nil {
		e.tree.Close()
	} else {
		e.scan.Close()
	}
}

// results are the outcomes of jobs, in their order, remembered or evaluated.
func (e *evaluations) results(ctx context.Context, jobs []evalroad.Options) ([]*evalroad.Result, error) {
	out := make([]*evalroad.Result, len(jobs))
	var missing []evalroad.Options
	var at []int
	for i := range jobs {
		if out[i] = e.recall(&jobs[i]); out[i] == nil {
			missing = append(missing, jobs[i])
			at = append(at, i)
		}
	}
	e.trace.lap("recall", "%d of %d", len(jobs)-len(missing), len(jobs))
	if len(missing) == 0 {
		return out, nil
	}
	tree, err := e.open(ctx)
	if err != nil {
		return nil, err
	}
	var t evalroad.Trace
	found, err := evalroad.EvaluateTraced(ctx, tree, &t, missing...)
	if err != nil {
		return nil, err
	}
	e.trace.evaluated(&t, found)
	for i, r := range found {
		out[at[i]] = r
		e.remember(&missing[i], r)
	}
	return out, nil
}

// A rememberedResult is a Result as it is kept: the command tree apart, which
// has a form of its own, and with what was outside of the tree.
type rememberedResult struct {
	Program     json.RawMessage
	Diagnostics []eval.Diagnostic
	Missing     []typed.Missing
	Stats       eval.Stats
	Packages    int
	Cached      int
	Outside     map[string][]byte // directory to digest
}

// jobKey stands for everything but sources that the outcome of a job depends on.
func jobKey(job *evalroad.Options) string {
	env := job.Env
	if env == nil {
		env = evalroad.DefaultEnv()
	}
	key, err := json.Marshal([]any{"program", identity(), typed.Settings(), job.Program, job.Entry, job.Writer, job.Args, env, job.Budget})
	if err != nil {
		return "" // no such value: all of these are plain
	}
	return string(key)
}

func (e *evaluations) recall(job *evalroad.Options) *evalroad.Result {
	b, ok := e.scan.Recall(jobKey(job))
	if !ok {
		return nil
	}
	var r rememberedResult
	if json.Unmarshal(b, &r) != nil {
		return nil
	}
	for dir, digest := range r.Outside {
		if typed.DirDigest(dir) != string(digest) {
			return nil
		}
	}
	programs, err := commands.Decode(bytes.NewReader(r.Program))
	if err != nil || len(programs) != 1 {
		return nil
	}
	return &evalroad.Result{Program: programs[0], Diagnostics: r.Diagnostics, Missing: r.Missing, Stats: r.Stats, Packages: r.Packages, Cached: r.Cached}
}

// remember keeps an outcome, unless its evaluation was cut off by the clock,
// which another time it may not be.
func (e *evaluations) remember(job *evalroad.Options, r *evalroad.Result) {
	if e.tree.Rev != "" || r.Stats.TimedOut {
		return
	}
	var program bytes.Buffer
	if err := commands.Encode(&program, []*commands.Program{r.Program}); err != nil {
		return
	}
	kept := rememberedResult{program.Bytes(), r.Diagnostics, r.Missing, r.Stats, r.Packages, r.Cached, map[string][]byte{}}
	for _, dir := range r.Outside {
		kept.Outside[dir] = []byte(typed.DirDigest(dir))
	}
	if b, err := json.Marshal(kept); err == nil {
		e.tree.Remember(jobKey(job), b)
	}
}

// remembered returns what derive finds out about the tree. It is kept like the
// outcome of an evaluation; key stands for all but the tree.
func remembered[T any](ctx context.Context, e *evaluations, key []any, derive func(*walk.Tree) (T, error)) (T, error) {
	var v T
	name, err := json.Marshal(append([]any{identity()}, key...))
	if err != nil {
		return v, err
	}
	if e.tree == nil {
		if b, ok := e.scan.Recall(string(name)); ok && json.Unmarshal(b, &v) == nil {
			return v, nil
		}
	}
	tree, err := e.open(ctx)
	if err != nil {
		return v, err
	}
	if v, err = derive(tree); err != nil || tree.Rev != "" {
		return v, err
	}
	if b, err := json.Marshal(v); err == nil {
		tree.Remember(string(name), b)
	}
	return v, nil
}
