package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render/report"
)

// A check of a tree that has not changed since the same kdoc last checked it in
// the same way has the same report. It is kept in the cache beside the facts;
// what it depends on besides the tree is its key.

// recalls reports whether the outcome of a check may be taken from, and put
// into, the cache. Fixing works on the tree itself; statistics are about the
// work; sites change by themselves; command trees may depend on sources outside of the tree.
func (o *checkOptions) recalls() bool {
	return o.fix == "" && !o.diff && !o.stats && !o.online
}

// recallKey stands for everything but the tree that a report depends on.
func (o *checkOptions) recallKey(l *loaded) string {
	base, err := relativeTo(l.scan.Dir(), o.dir)
	if err != nil {
		base = o.dir
	}
	rules := []string{}
	for _, s := range l.settings {
		rules = append(rules, s.Check.ID)
	}
	key, err := json.Marshal([]any{identity(), base, l.written, displayPath(l.file), rules, o.overrides, o.patterns, o.severity.value, o.baselineFile(l), o.accepted})
	if err != nil {
		return "" // no such value: all of these are plain
	}
	return string(key)
}

// identity tells this kdoc from every other: builds that are not of a release
// share a version, so the program file counts as well.
func identity() []string {
	id := []string{version(), runtime.Version()}
	if exe, err := os.Executable(); err == nil {
		if info, err := os.Stat(exe); err == nil {
			id = append(id, filepath.Base(exe), info.ModTime().UTC().String())
		}
	}
	return id
}

// remember keeps a report for the next run. One with failures is worth another
// try.
func (run *checkRun) remember(o *checkOptions) {
	if !o.recalls() || run.tree.Rev != "" || len(run.result.Failed) > 0 || checks.NeedPrograms(run.settings) {
		return
	}
	if b, err := report.Encode(run.report); err == nil {
		run.tree.Remember(o.recallKey(run.loaded), b)
	}
}
