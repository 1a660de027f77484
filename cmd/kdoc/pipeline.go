package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
)

// A request says what to load: a tree, its configuration, and the facts that
// are needed besides those of the checks.
type request struct {
	dir       string // TREE, "" for the one around the current directory
	tree      treeFlags
	config    configFlags
	overrides config.Overrides
	vendor    bool // vendored packages, even if no check asks for them
	bare      bool // no check will run
	extract   []*walk.Extractor
	recall    *recall
	// configured is told what is configured before the tree is read; nil is not.
	configured func(*loaded) error
}

// A recall asks for a value that may have been remembered for the tree. If one
// still holds and is accepted, the tree is not read.
type recall struct {
	key    func(*loaded) string
	accept func([]byte) bool
}

// loaded is a tree and what its configuration says. Close it.
type loaded struct {
	app       *app
	scan      *walk.Scan
	tree      *walk.Tree // nil if a recalled value made it superfluous
	config    *config.Config
	file      string // of the configuration, "" if there is none
	written   []byte // the configuration as it is written
	effective *config.Effective
	settings  []checks.Setting
	baseline  *checks.Baseline         // what is accepted, nil for nothing
	dead      func(link string) string // asks sites about links; nil does not
	progress  func(stage string, done, total int)
	cached    int // packages of one program that were read from the module cache
}

// load opens the tree of a request with the facts its checks need.
func (a *app) load(ctx context.Context, req request) (*loaded, error) {
	l := &loaded{app: a, config: new(config.Config)}
	if err := l.findConfig(req); err != nil {
		return nil, err
	}
	if err := l.resolve(req); err != nil {
		return nil, err
	}
	if req.configured != nil {
		if err := req.configured(l); err != nil {
			return nil, err
		}
	}
	progress := a.newProgress()
	defer progress.done()
	l.progress = progress.report
	if err := l.start(ctx, req); err != nil {
		return nil, err
	}
	if req.recall != nil {
		if b, ok := l.scan.Recall(req.recall.key(l)); ok && req.recall.accept(b) {
			return l, nil
		}
	}
	var err error
	if l.tree, err = l.scan.Open(ctx); err != nil {
		return nil, err
	}
	if l.tree.Rev != "" && l.file == "" && req.config == (configFlags{}) {
		if err := l.reopen(ctx, req); err != nil {
			l.tree.Close()
			return nil, err
		}
	}
	xs := slices.Clone(req.extract)
	if !req.bare {
		xs = append(checks.Extractors(l.settings), xs...)
	}
	xs = append(xs, config.Choose(l.tree, l.effective)...)
	if len(xs) > 0 {
		if err := l.tree.Load(ctx, xs...); err != nil {
			l.tree.Close()
			return nil, err
		}
	}
	return l, nil
}

func (l *loaded) resolve(req request) (err error) {
	if l.effective, err = l.config.Resolve(l.app.checks, req.overrides); err != nil {
		return err
	}
	if len(req.tree.platforms) > 0 {
		l.effective.Platforms = config.Value[[]string]{V: req.tree.platforms, From: "--platform"}
	}
	if len(req.tree.tags) > 0 {
		l.effective.Tags = config.Value[[]string]{V: req.tree.tags, From: "--tags"}
	}
	l.settings = l.effective.Settings()
	return nil
}

// start finds and lists the tree.
func (l *loaded) start(ctx context.Context, req request) (err error) {
	l.scan, err = walk.Start(ctx, walk.Options{
		Dir:       req.dir,
		Platforms: l.effective.Platforms.V,
		Tags:      l.effective.Tags.V,
		Vendor:    req.vendor || !req.bare && (checks.NeedVendor(l.settings) || checks.NeedPrograms(l.settings)),
		Cache:     l.app.store(req.tree),
		Progress:  l.progress,
	})
	return err
}

// reopen applies the configuration found in a git revision, which cannot be
// read before the tree is open.
func (l *loaded) reopen(ctx context.Context, req request) error {
	if !l.tree.Exists(config.Name) {
		return nil
	}
	src, err := l.tree.ReadFile(config.Name)
	if err != nil {
		return err
	}
	l.file, l.written = config.Name, src
	if l.config, err = config.Parse(config.Name, src, l.app.checks); err != nil {
		return err
	}
	if err := l.resolve(req); err != nil {
		return err
	}
	l.tree.Close()
	if err := l.start(ctx, req); err != nil {
		return err
	}
	if l.tree, err = l.scan.Open(ctx); err != nil || req.configured == nil {
		return err
	}
	return req.configured(l)
}

// findConfig reads the configuration: the file that was named, or the nearest
// one from the tree's directory upwards.
func (l *loaded) findConfig(req request) (err error) {
	file := req.config.file
	if file == "" {
		if req.config.none {
			return nil
		}
		if file = configAbove(req.dir); file == "" {
			l.app.sayMisnamedConfig(req.dir)
			return nil
		}
	}
	read := readNamed
	if req.config.file == "" {
		read = func(file string) ([]byte, error) { return readConfigured(file, filepath.Base(file)) }
	}
	src, err := read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no configuration %s: without --config the nearest %s from the tree upwards is read; `kdoc config schema` says what may stand in one", displayPath(file), config.Name)
	}
	if err != nil {
		return fmt.Errorf("cannot read the configuration: %w", err)
	}
	l.file, l.written = file, src
	l.config, err = config.Parse(displayPath(file), src, l.app.checks)
	return err
}

// sayMisnamedConfig says that a file which is named almost like the
// configuration is not read.
func (a *app) sayMisnamedConfig(dir string) {
	for _, name := range []string{".kdoc.yml", "kdoc.yaml", "kdoc.yml", ".kdoc.json"} {
		file := filepath.Join(dir, name)
		if _, err := os.Lstat(file); err == nil {
			fmt.Fprintf(a.stderr, "kdoc: warning: %s is not read: the configuration is named %s\n", report.Escape(displayPath(file)), config.Name)
			return
		}
	}
}

// configAbove returns the nearest .kdoc.yaml from dir upwards, no further than
// the outermost directory that looks like the root of a module, workspace or
// repository. A revision (DIR@REV) has its own.
func configAbove(dir string) string {
	if dir == "" {
		dir = "."
	}
	abs, err := filepath.Abs(dir)
	if info, statErr := os.Stat(dir); err != nil || statErr != nil || !info.IsDir() {
		return ""
	}
	found, pending := "", ""
	for first := true; ; first = false {
		if file := filepath.Join(abs, config.Name); pending == "" {
			if _, err := os.Lstat(file); err == nil { // what is not a file is said when it is read
				pending = file
			}
		}
		for _, mark := range []string{"go.mod", "go.work", ".git"} {
			if _, err := os.Stat(filepath.Join(abs, mark)); err == nil || first {
				found = pending
			}
		}
		if _, err := os.Stat(filepath.Join(abs, ".git")); err == nil {
			return found // a repository is as far as a tree goes
		}
		parent := filepath.Dir(abs)
		if parent == abs {
			return found
		}
		abs = parent
	}
}

// displayPath shortens a path for messages: relative to the current directory
// where that is shorter.
func displayPath(path string) string {
	cwd, err := os.Getwd()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(cwd, path); err == nil && (len(rel) < len(path) || !strings.HasPrefix(rel, "..")) {
		return filepath.ToSlash(rel)
	}
	return path
}

// check runs the checks. covers limits what is reported; nil does not.
func (l *loaded) check(ctx context.Context, covers func(path string) bool) (*checks.Result, error) {
	return checks.Run(ctx, l.tree, checks.Plan{Settings: l.settings, Known: l.app.checks, Paths: covers, Baseline: l.baseline, Dead: l.dead, Programs: l.programs})
}

// partial reports whether part of what the user asked about could not be
// analysed: what a tree's own configuration excludes was not asked about.
func (l *loaded) partial(res *checks.Result, covers func(path string) bool) bool {
	errs := l.tree.Errors
	if res != nil {
		errs = slices.Concat(errs, res.Unread)
	}
	for _, e := range errs {
		asked := e.Path == "" || l.effective.Paths.V.Accepts(e.Path) && (covers == nil || covers(e.Path))
		if e.Partial && asked {
			return true
		}
	}
	return false
}

// close lets go of the tree. That its cache could not be saved costs time, not
// correctness, so it is only said.
func (l *loaded) close() {
	if l.tree == nil {
		l.scan.Close()
		return
	}
	if err := l.tree.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		fmt.Fprintf(l.app.stderr, "kdoc: warning: %v (set $KDOC_CACHE to another directory, or use --no-cache)\n", err)
	}
}

// programs evaluates the programs that are for users, for the checks that look
// at command trees: those below a directory named cmd, or all if there are none.
func (l *loaded) programs(ctx context.Context) ([]*commands.Program, error) {
	all := evalroad.Programs(l.tree)
	names := slices.DeleteFunc(slices.Clone(all), func(name string) bool {
		p := l.tree.Package(name)
		return p == nil || !p.Module.Main || !slices.Contains(strings.Split(p.Dir, "/"), "cmd")
	})
	if len(names) == 0 {
		names = all
	}
	var jobs []evalroad.Options
	for _, name := range names {
		jobs = append(jobs, evalroad.Options{Program: name})
	}
	results, err := l.evaluations().results(ctx, jobs)
	if err != nil {
		return nil, err
	}
	var out []*commands.Program
	for _, r := range results {
		l.cached = max(l.cached, r.Cached)
		out = append(out, r.Program)
	}
	return out, nil
}
