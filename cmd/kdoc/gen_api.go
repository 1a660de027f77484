package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/apiref"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// apiOptions are the arguments of "gen api".
type apiOptions struct {
	request
	outputFlags
	format, front *oneOf
}

func (a *app) newGenAPICmd() *cobra.Command {
	o := &apiOptions{}
	cmd := &cobra.Command{
		Use:   "api [TREE] -o DIR",
		Short: "Write the reference of the tree's APIs",
		Long: `Api writes what users of the tree's APIs need to know: the groups and versions,
every kind with a sample, and every field with its type, whether it is required,
what it is if left out, which values it takes, the feature gates it depends on,
and since when it is there. Requests are listed where the tree has OpenAPI or
discovery documents, or else as the markers for clients and CRDs ask for them.

Markdown is a page per version and per kind, linked to each other. JSON is one
file, api.json, which docs/api-schema.json describes.

If api-tasks of the configuration name what users want to do, and the kinds for
it, there is a page of that as well.`,
		Example: `  kdoc gen api -o docs/reference
  kdoc gen api ~/src/kubernetes -o content/api --front-matter hugo
  kdoc gen api ~/src/kubevirt -o . --format json`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.dir = args[0]
			}
			return a.runGenAPI(cmd.Context(), o)
		},
	}
	cmd.Flags().SortFlags = false
	o.outputFlags.register(cmd)
	o.format = wordFlag(cmd, "format", "md, or json as docs/api-schema.json describes it", "md", "json")
	o.front = wordFlag(cmd, "front-matter", "start Markdown files with settings for hugo or docusaurus, or none", "none", "hugo", "docusaurus")
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) runGenAPI(ctx context.Context, o *apiOptions) error {
	front, err := render.ParseFrontMatter(o.front.value)
	if err != nil {
		return err
	}
	l, m, err := a.loadAPI(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	if m.Tasks, err = findTasks(l.config, m); err != nil {
		return err
	}
	var dir *outputDir
	if o.format.value == "json" {
		var b bytes.Buffer
		if err := apiref.WriteJSON(&b, apiref.NewDocument(m, l.tree.Name, l.tree.Rev)); err != nil {
			return err
		}
		dir, err = a.writeFiles(ctx, o.output, []render.File{{Path: "api.json", Data: b.Bytes()}}, o.force, o.prune)
	} else {
		site := render.NewSite(l.tree.Name, apiref.Pages(m, render.Ref{})).Only(render.APIPage)
		if site.Source, err = l.source(o.sourceURL); err != nil {
			return err
		}
		dir, err = a.renderTo(ctx, o.outputFlags, markdown.With(front), site, nil)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed\n", report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed)
	return l.complete(nil)
}

// loadAPI opens a tree and works out what APIs it has. No checks are run.
func (a *app) loadAPI(ctx context.Context, req request) (*loaded, *reference.Model, error) {
	req.vendor, req.bare = true, true
	l, err := a.load(ctx, req)
	if err != nil {
		return nil, nil, err
	}
	m, err := reference.Load(ctx, l.tree)
	if err == nil && len(m.Groups) == 0 {
		err = errors.New("the tree has no APIs: no package marked with +groupName or named like a version declares a type with metadata")
	}
	if err != nil {
		l.close()
		return nil, nil, err
	}
	return l, m, nil
}
