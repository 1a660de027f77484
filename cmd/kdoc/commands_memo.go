package main

import (
	"encoding/json"
	"go/build"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
)

// What evaluating programs found holds until a file of the tree changes, if all
// they are built from lies in the tree or in the standard library.

// memoKey stands for everything but the tree that the result depends on.
func (o *commandsOptions) memoKey() string {
	key, err := json.Marshal([]any{"commands", identity(), build.Default.GOROOT, o.binaries, o.eval.entry, o.eval.program, o.eval.home, o.eval.locale, o.eval.setenv, o.eval.args})
	if err != nil {
		return "" // no such value: all of these are plain
	}
	return string(key)
}

// recallResults returns what an earlier run found, or nil. Running a program is
// asked for to see it run.
func (o *commandsOptions) recallResults(scan *walk.Scan) []*evalroad.Result {
	if o.run || o.verify {
		return nil
	}
	b, ok := scan.Recall(o.memoKey())
	if !ok {
		return nil
	}
	var results []*evalroad.Result
	if json.Unmarshal(b, &results) != nil || slices.ContainsFunc(results, func(r *evalroad.Result) bool { return r == nil || r.Program == nil }) {
		return nil
	}
	return results
}

func (o *commandsOptions) rememberResults(tree *walk.Tree, results []*evalroad.Result) {
	if tree.Rev != "" || slices.ContainsFunc(results, func(r *evalroad.Result) bool { return r.Outside }) {
		return
	}
	if b, err := json.Marshal(results); err == nil {
		tree.Remember(o.memoKey(), b)
	}
}
