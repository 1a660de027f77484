package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// explainOptions are the arguments of kdoc explain.
type explainOptions struct {
	dir       string
	tree      treeFlags
	target    string
	entries   []string
	lang      string
	llm       string
	format    string
	sourceURL string
}

func (a *app) newExplainCmd() *cobra.Command {
	o := &explainOptions{}
	cmd := &cobra.Command{
		Use:   "explain TARGET",
		Short: "Explain a program, package, type or function from its source",
		Long: `Explain writes a walkthrough: how the target is started, what it is built from,
what it watches, what each of its functions does, and what configures it. Every
sentence says where in the tree it was read; nothing is guessed.

TARGET is a package's directory or import path, the name of a program or
package, Type, Func, pkg.Type or pkg.Func.Method, or a file. A name that could be
several things is refused with the list of them.

Who starts the target is found in the tree; --entry names the function if another
one is wanted.`,
		Example: `  kdoc explain kube-controller-manager
  kdoc explain pkg/controller/nodelifecycle --tree ~/src/kubernetes
  kdoc explain workqueue.Type --lang zh --format text`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.target = args[0]
			return a.runExplain(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringVar(&o.dir, "tree", "", "look in this `tree` (a directory or DIR@REV) instead of the one around the current directory")
	fs.StringSliceVar(&o.entries, "entry", nil, "start from the `function` of this name that uses the target; repeatable")
	fs.StringVar(&o.lang, "lang", "en", "write in this `language`: en or zh")
	fs.StringVar(&o.format, "format", "", "print as `format`: text, md, json, or svg for the call flow alone (default text on a terminal, md otherwise)")
	fs.StringVar(&o.sourceURL, "source-url", "", "link to source by this `template`, as in https://example.org/tree/{rev}/{path}#L{line}")
	fs.StringVar(&o.llm, "llm", "off", "ask a language model for its words: off is the only `mode` there is")
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
	if o.llm != "off" {
		return fmt.Errorf("unknown mode %q of --llm: only off is supported", o.llm)
	}
	return nil
}

func (a *app) runExplain(ctx context.Context, o *explainOptions) error {
	if err := o.validate(); err != nil {
		return err
	}
	progress := a.newProgress()
	defer progress.done()
	tree, err := walk.Open(ctx, walk.Options{Dir: o.dir, Platforms: o.tree.platforms, Tags: o.tree.tags, Vendor: true,
		Cache: a.store(o.tree), Progress: progress.report})
	if err != nil {
		return err
	}
	defer tree.Close() // that its cache cannot be saved costs time only
	source, err := render.NewSource(o.sourceURL, tree.Rev)
	if err != nil {
		return err
	}
	target, err := summarize.Resolve(ctx, tree, o.target)
	if err != nil {
		return err
	}
	w, err := summarize.Explain(ctx, summarize.Options{Tree: tree, Target: target, Entries: o.entries, Language: summarize.LanguageOf(o.lang)})
	if err != nil {
		return err
	}
	return a.printWalkthrough(ctx, o, w, source)
}

func (a *app) printWalkthrough(ctx context.Context, o *explainOptions, w *summarize.Walkthrough, source render.Source) error {
	format := o.format
	if format == "" {
		format = "md"
		if a.isTerminal(a.stdout) {
			format = "text"
		}
	}
	var out bytes.Buffer
	switch format {
	case "json":
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(w); err != nil {
			return err
		}
	case "svg":
		picture, err := walkthrough.Picture(ctx, w)
		if err != nil {
			return err
		}
		if picture.SVG == "" {
			return fmt.Errorf("%s has no call flow to draw", w.Target)
		}
		out.WriteString(picture.SVG)
	case "text":
		walkthrough.Text(&out, w, walkthrough.TextOptions{Width: 100, Color: a.color("auto", a.stdout)})
	default:
		site := render.NewSite(w.Title, []*render.Page{walkthrough.Page(w, walkthrough.Mermaid(w))})
		site.Source = source
		err := markdown.New().Render(ctx, site, func(f render.File) error {
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
