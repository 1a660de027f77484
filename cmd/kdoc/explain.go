package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// explainOptions are the arguments of kdoc explain.
type explainOptions struct {
	request
	target    string
	entries   []string
	lang      string
	llm       modelFlags
	format    string
	details   bool
	sourceURL string
}

func (a *app) newExplainCmd() *cobra.Command {
	o := &explainOptions{}
	cmd := &cobra.Command{
		Use:   "explain [TARGET]",
		Short: "Explain a program, package, type or function from its source",
		Long: `Explain writes a walkthrough: what the target is for, what sets it to work, step by
step what it does then and under which conditions, what it changes, how it fails,
and what configures it. Every sentence says where in the tree it was read; nothing
is guessed. With --details, every function is told in full behind that.

TARGET is a package's directory or import path; a file; the name of a program, of
its image, or of a package; a type, function or method, with its package before a
dot if need be; or a few words on a topic, such as "proxy iptables". What the tree
runs comes before its tests and examples, which are named as such. A name that
could be several things is refused with the list of them. Without a TARGET, kdoc
lists what there is to explain.

Who starts the target is found in the tree; --entry names the function if another
one is wanted.

With --llm on, a language model puts the walkthrough into better words, of which
only those are kept that the source proves; kdoc summarize --help says more. Exit
code 4 says that the model left a section unanswered.`,
		Example: `  kdoc explain kube-controller-manager
  kdoc explain
  kdoc explain pkg/controller/nodelifecycle --tree ~/src/kubernetes
  kdoc explain workqueue.Type --lang zh --format text`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.target = strings.Join(args, " ")
			return a.runExplain(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringVar(&o.dir, "tree", "", "look in this `tree` (a directory or DIR@REV) instead of the one around the current directory")
	fs.StringSliceVar(&o.entries, "entry", nil, "start from the `function` of this name that uses the target; repeatable")
	fs.StringVar(&o.lang, "lang", "en", "write in this `language`: en or zh")
	fs.StringVar(&o.format, "format", "", "print as `format`: text, md, json, or svg for the pictures of its journeys in one (default text on a terminal, md otherwise)")
	fs.BoolVar(&o.details, "details", false, "also tell every function in full, for those who look something up")
	fs.StringVar(&o.sourceURL, "source-url", "", "link to source by this `template`, as in https://example.org/tree/{rev}/{path}#L{line} (default source-url of .kdoc.yaml)")
	o.llm.register(cmd)
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (o *explainOptions) validate() error {
	if !slices.Contains([]string{"", "text", "md", "json", "svg"}, o.format) {
		return fmt.Errorf("unknown format %q: use text, md, json or svg", o.format)
	}
	if summarize.LanguageOf(o.lang) == nil || o.lang == "" {
		return fmt.Errorf("unknown language %q: use en or zh", o.lang)
	}
	return o.llm.validate()
}

func (a *app) runExplain(ctx context.Context, o *explainOptions) error {
	if err := o.validate(); err != nil {
		return err
	}
	o.bare, o.vendor = true, true
	if o.target == "" {
		o.extract = coverAll.extractors()
	}
	l, err := a.load(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	source, err := l.source(o.sourceURL)
	if err != nil {
		return err
	}
	if o.target == "" {
		return a.listTargets(ctx, l, o)
	}
	target, err := l.target(ctx, o.target)
	if err != nil {
		return err
	}
	m, err := l.newModel(&o.llm, o.tree)
	if err != nil {
		return err
	}
	w, err := summarize.Explain(ctx, summarize.Options{Tree: l.tree, Target: target, Entries: o.entries,
		Language: summarize.LanguageOf(o.lang), Details: o.details, Evidence: o.llm.asked()})
	if err != nil {
		return err
	}
	done, unanswered, err := m.write(ctx, []*summarize.Walkthrough{w})
	if err != nil || done {
		return err
	}
	if err := a.printWalkthrough(ctx, o, w, source); err != nil {
		return err
	}
	return (&explained{unanswered: unanswered}).exit()
}

// explainFormat is the format to print in.
func (a *app) explainFormat(o *explainOptions) string {
	switch {
	case o.format != "":
		return o.format
	case a.isTerminal(a.stdout):
		return "text"
	}
	return "md"
}

func (a *app) printWalkthrough(ctx context.Context, o *explainOptions, w *summarize.Walkthrough, source render.Source) error {
	var out bytes.Buffer
	switch a.explainFormat(o) {
	case "json":
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(w); err != nil {
			return err
		}
	case "svg":
		flow := walkthrough.Overview(w)
		if flow == nil {
			return fmt.Errorf("%s has no journey to draw", w.Target)
		}
		out.WriteString(walkthrough.Picture(w.Lang, flow).SVG)
	case "text":
		walkthrough.Text(&out, w, walkthrough.TextOptions{Width: 100, Color: a.color("auto", a.stdout), Details: o.details})
	default:
		page, err := walkthrough.Page(ctx, w, walkthrough.Look{Draw: walkthrough.MermaidSource, Details: o.details})
		if err != nil {
			return err
		}
		site := render.NewSite(w.Title, []*render.Page{page})
		site.Source = source
		err = markdown.New().Render(ctx, site, func(f render.File) error {
			out.Write(f.Data)
			return nil
		})
		if err != nil {
			return err
		}
	}
	_, err := a.stdout.Write(out.Bytes())
	return err
}
