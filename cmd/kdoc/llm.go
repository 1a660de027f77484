package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/planner"
)

// Where a key is looked for, in this order. The second is sent nowhere but to
// the host it belongs to.
const (
	keyVariable       = "KDOC_LLM_KEY"
	openAIKeyVariable = "OPENAI_API_KEY"
)

// modelFlags say whether and how a language model is asked.
type modelFlags struct {
	mode         planner.Mode
	url, model   string
	azureVersion string
	keyFile      string
	answers      string
	workers      int
	limits       llm.Limits
	prices       llm.Prices
	dryRun       bool
	untrusted    bool
	export, load string
	reading      bool
}

func (f *modelFlags) register(cmd *cobra.Command) {
	f.mode = planner.Off
	fs := cmd.Flags()
	fs.Var(&f.mode, "llm", "have a language model plan what is told and in which order, held to the source: off, cache-only for what it answered before, or on")
	fs.StringVar(&f.url, "llm-url", llm.DefaultURL, "base `URL` of an endpoint compatible with OpenAI's chat completions")
	fs.StringVar(&f.model, "llm-model", "", "`name` of the model, as the endpoint calls it (required with --llm)")
	fs.StringVar(&f.keyFile, "llm-key-file", "", "read the endpoint's key from `file` (default $"+keyVariable+", or $"+openAIKeyVariable+" for the default endpoint)")
	fs.StringVar(&f.azureVersion, "llm-azure-version", "", "the endpoint is Azure's, with this api-`version`")
	fs.StringVar(&f.answers, "llm-answers", "", "keep answers in `dir` (default answers in the cache)")
	fs.IntVar(&f.workers, "llm-workers", llm.DefaultWorkers, "send at most this `many` requests at a time")
	fs.IntVar(&f.limits.Requests, "max-requests", 0, "send no more than `n` requests in all (0 is no limit)")
	fs.IntVar(&f.limits.Tokens, "max-tokens", 0, "use no more than `n` tokens in all (0 is no limit)")
	fs.Float64Var(&f.limits.Cost, "max-cost", 0, "spend no more than this `amount`, by the prices (0 is no limit)")
	fs.Float64Var(&f.prices.In, "price-input", 0, "`price` of a million tokens sent (default that of llm-prices in .kdoc.yaml)")
	fs.Float64Var(&f.prices.Cached, "price-cached", 0, "`price` of a million tokens sent that the endpoint had kept")
	fs.Float64Var(&f.prices.Out, "price-output", 0, "`price` of a million tokens answered")
	fs.BoolVar(&f.dryRun, "dry-run", false, "print how much would be sent for each page, and what it costs, and send nothing")
	fs.BoolVar(&f.untrusted, "untrusted", false, "send no comments, help texts or long strings, and take no prices from the tree")
	fs.BoolVar(&f.reading, "llm-reading", false, "also show, apart, what the model makes of it in its own words, which nothing proves")
	fs.StringVar(&f.export, "llm-batch-export", "", "write what would be sent as a batch to `file`, and send nothing")
	fs.StringVar(&f.load, "llm-batch-import", "", "first keep the answers in the `file` of a batch's results")
	cmd.MarkFlagsMutuallyExclusive("dry-run", "llm-batch-export")
	_ = cmd.RegisterFlagCompletionFunc("llm", cobra.FixedCompletions([]cobra.Completion{"off", "cache-only", "on"}, cobra.ShellCompDirectiveNoFileComp)) // fails only for an unknown flag
}

// validate finds what is wrong with flags before anything is read.
func (f *modelFlags) validate() error {
	switch {
	case f.mode == planner.Off && f.given():
		return errors.New("no model is asked: add --llm on, or --llm cache-only to use only what it answered before")
	case f.mode == planner.Off:
		return nil
	case f.model == "":
		return errors.New("--llm needs the name of a model: give it with --llm-model")
	case strings.ContainsFunc(f.model, func(r rune) bool { return !unicode.IsPrint(r) }):
		return errors.New("the name of the model has characters that do not show: give it to --llm-model as the endpoint calls it")
	case f.workers < 1:
		return fmt.Errorf("--llm-workers is %d: give 1 or more", f.workers)
	case f.limits.Requests < 0 || f.limits.Tokens < 0 || !(f.limits.Cost >= 0):
		return errors.New("--max-requests, --max-tokens and --max-cost cannot be below 0: leave them out for no limit")
	}
	if err := f.prices.Check(); err != nil {
		return err
	}
	return llm.CheckURL(f.url)
}

// given reports whether any flag says how a model is to be asked.
func (f *modelFlags) given() bool {
	return f.dryRun || f.untrusted || f.reading || f.export != "" || f.load != "" || f.model != "" || f.url != llm.DefaultURL || f.keyFile != "" ||
		f.azureVersion != "" || f.answers != "" || f.workers != llm.DefaultWorkers || f.limits != llm.Limits{} || f.prices != llm.Prices{}
}

// asked reports whether evidence for a model is needed.
func (f *modelFlags) asked() bool { return f.mode != planner.Off }

// sends reports whether requests leave this machine.
func (f *modelFlags) sends() bool { return f.mode == planner.On && !f.dryRun && f.export == "" }

// key returns the endpoint's key, from the file or the environment. It may be
// empty: servers on this machine mostly need none.
func (a *app) key(f *modelFlags) (llm.Secret, error) {
	if f.keyFile != "" {
		key, err := llm.ReadSecret(f.keyFile)
		if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
			err = fmt.Errorf("cannot read the key in %s: %w", f.keyFile, pe.Err)
		}
		return key, err
	}
	names := []string{keyVariable}
	if f.url == llm.DefaultURL {
		names = append(names, openAIKeyVariable)
	}
	for _, name := range names {
		if v := a.getenv(name); v != "" {
			key, err := llm.NewSecret(v)
			if err != nil {
				return key, fmt.Errorf("$%s: %w", name, err)
			}
			return key, nil
		}
	}
	if u, err := url.Parse(f.url); err == nil && u.Scheme == "https" {
		return llm.Secret{}, fmt.Errorf("no key for %s: set $%s, or name a file that holds it with --llm-key-file", u.Host, keyVariable)
	}
	return llm.Secret{}, nil
}

// answersDir is where answers are kept, "" if nowhere.
func (a *app) answersDir(f *modelFlags, tree treeFlags) string {
	if f.answers != "" {
		return f.answers
	}
	if dir := a.cacheDir(tree); dir != "" && !tree.noCache {
		return answersIn(dir)
	}
	return ""
}

// answersIn is where answers are kept in a cache.
func answersIn(cache string) string { return filepath.Join(cache, "answers") }

// pricesOf are the prices of the flags, or else those that the configuration has
// for the model.
func (f *modelFlags) pricesOf(e *config.Effective) llm.Prices {
	if f.prices.Known() || f.untrusted {
		return f.prices
	}
	for _, p := range e.Prices {
		if p.V.Model == f.model {
			return llm.Prices{In: p.V.Input, Cached: p.V.Cached, Out: p.V.Output, Batch: p.V.Batch}
		}
	}
	return llm.Prices{}
}

// A model writes pages for a command. The zero value leaves them as they are.
type model struct {
	app      *app
	flags    *modelFlags
	writer   *planner.Writer
	endpoint *llm.Endpoint // nil if nothing is sent
	answers  *llm.Answers
	tiers    tiers
	progress *progress
}

// newModel sets up what the flags ask for. It sends nothing.
func (l *loaded) newModel(f *modelFlags, tree treeFlags) (*model, error) {
	m := &model{app: l.app, flags: f, progress: l.app.newProgress()}
	if !f.asked() {
		return m, nil
	}
	prices := f.pricesOf(l.effective)
	m.writer = &planner.Writer{Mode: f.mode, Model: f.model, Prices: prices, Workers: f.workers,
		Reading: f.reading, Evidence: evidence.Options{Untrusted: f.untrusted}, Progress: m.report}
	if err := m.keep(f, tree); err != nil {
		return nil, err
	}
	if f.mode != planner.On {
		return m, nil
	}
	o := llm.Options{URL: f.url, AzureVersion: f.azureVersion, Model: f.model, Workers: f.workers, Limits: f.limits, Prices: prices, Tier: m.tiers.of(f)}
	var err error
	if f.sends() {
		if o.Key, err = l.app.key(f); err != nil {
			return nil, err
		}
	}
	if m.endpoint, err = llm.New(o); err != nil {
		return nil, err
	}
	m.writer.Client, m.writer.Tier, m.writer.Estimate = m.endpoint, m.endpoint.Tier, m.endpoint.Estimate
	return m, nil
}

// keep opens the place for answers.
func (m *model) keep(f *modelFlags, tree treeFlags) error {
	dir := m.app.answersDir(f, tree)
	if dir == "" {
		if f.mode == planner.CacheOnly || f.load != "" {
			return errors.New("there is no place that answers are kept in: name one with --llm-answers, or leave --no-cache out")
		}
		return nil
	}
	m.answers, m.tiers = llm.OpenAnswers(dir), newTiers(dir)
	m.writer.Answers = m.answers
	return nil
}

// load keeps the answers of a batch and returns what there is to say about it.
func (m *model) load() (string, error) {
	if m.flags.load == "" {
		return "", nil
	}
	name := displayPath(m.flags.load)
	file, err := openNamed(m.flags.load)
	if err != nil {
		return "", fmt.Errorf("cannot read the results of a batch: %w", err)
	}
	defer file.Close()
	in, err := llm.ImportBatch(name, file, m.answers)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, x := range in.Failed {
		fmt.Fprintf(&b, "kdoc: %s:%d: no answer: %v\n", name, x.Line, x.Err)
	}
	fmt.Fprintf(&b, "kept %s of %s\n", counted(in.Answers, "answer"), name)
	return b.String(), nil
}

func (m *model) report(e planner.Event) {
	m.progress.report("asking "+m.flags.model, e.Done, e.Total)
}

// interrupted says that a run can be resumed.
func (m *model) interrupted(ctx context.Context) {
	if ctx.Err() != nil && m.answers != nil {
		fmt.Fprintln(m.app.stderr, "kdoc: what was answered is kept: run the same again to go on from there")
	}
}
