package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render/apiref"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// fieldOptions are the arguments of kdoc field.
type fieldOptions struct {
	request
	path          string
	apiVersion    string
	recursive     bool
	format, color *oneOf
}

func (a *app) newFieldCmd() *cobra.Command {
	o := &fieldOptions{}
	cmd := &cobra.Command{
		Use:   "field KIND[.FIELD…] [TREE]",
		Short: "Explain a kind of the tree's APIs, or one of its fields",
		Long: `Field says what a field of an API is for, from the source of the tree: its type,
whether it is required, what it is if left out and under which conditions, the
values it takes and what each means, the feature gates it depends on, a sample,
and where it is declared. No cluster is asked.

A kind goes by its name, that of its resource, or a short name, in any case. Of
several versions the one that users should take is meant unless --api-version
says otherwise. Types that are no kinds can be named as well: PodSpec.volumes.`,
		Example: `  kdoc field pod.spec.containers.imagePullPolicy
  kdoc field deploy.spec --recursive ~/src/kubernetes
  kdoc field cronjob --api-version batch/v1beta1 --format json`,
		Args: cobra.RangeArgs(1, 2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return a.completeField(cmd, o, args, typed)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.path = args[0]
			if len(args) > 1 {
				o.dir = args[1]
			}
			return a.runField(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.BoolVar(&o.recursive, "recursive", false, "list the fields below at every depth")
	fs.StringVar(&o.apiVersion, "api-version", "", "look in this `group/version`, or group")
	o.format = wordFlag(cmd, "format", "text, or json with the members of docs/api-schema.json", "text", "json")
	o.color = wordFlag(cmd, "color", "auto, always or never", "auto", "always", "never")
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) runField(ctx context.Context, o *fieldOptions) error {
	if kind, _, _ := strings.Cut(o.path, "."); kind == "" || strings.ContainsAny(kind, `/\`) {
		return fmt.Errorf("%q is no path of a field: write KIND[.FIELD…], and the directory of the tree after it", o.path)
	}
	l, m, err := a.loadAPI(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	names := strings.Split(strings.Trim(o.path, "."), ".")
	t, err := chooseKind(m, names[0], o.apiVersion)
	if err != nil {
		return err
	}
	p, missing, in := reference.Follow(t, names[1:])
	if missing != "" {
		return noSuchField(p, missing, in)
	}
	if o.format.value == "json" {
		enc := json.NewEncoder(a.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(apiref.NewFieldDocument(m, p))
	}
	return apiref.Explain{Model: m, Place: p, Recursive: o.recursive, Color: a.color(o.color.value, a.stdout), Width: a.width(a.stdout)}.Write(a.stdout)
}

// chooseKind finds the type that is meant, or says between which it cannot
// choose.
func chooseKind(m *reference.Model, name, apiVersion string) (*reference.Type, error) {
	types := m.Named(name, apiVersion)
	if t := reference.Choose(types); t != nil {
		return t, nil
	}
	if len(types) > 0 {
		var b strings.Builder
		fmt.Fprintf(&b, "%q may be any of these: choose with --api-version", name)
		wide := 0
		for _, t := range types {
			wide = max(wide, len(t.Version.Path()))
		}
		for _, t := range types {
			fmt.Fprintf(&b, "\n  --api-version %-*s  %s", wide, t.Version.Path(), t.Name)
		}
		return nil, fmt.Errorf("%s", b.String())
	}
	if apiVersion != "" {
		if others := m.Named(name, ""); len(others) > 0 {
			var in []string
			for _, t := range others {
				in = append(in, t.Version.Path())
			}
			return nil, fmt.Errorf("%s has no %q: it is in %s", apiVersion, name, strings.Join(in, ", "))
		}
	}
	if s := checks.Suggest(strings.ToLower(name), m.Names()); s != "" {
		return nil, fmt.Errorf("the tree has no kind or type %q: did you mean %q?", name, s)
	}
	return nil, fmt.Errorf("the tree has no kind or type %q (kdoc gen api lists them all)", name)
}

func noSuchField(p reference.Place, name string, in *reference.Type) error {
	if in == nil {
		return fmt.Errorf("%s has no fields: it is of type %s", p, p.Field().Type)
	}
	var names []string
	for _, f := range in.Fields {
		names = append(names, f.Name)
	}
	if s := checks.Suggest(name, names); s != "" {
		return fmt.Errorf("%s has no field %q: did you mean %s.%s?", p, name, p, s)
	}
	return fmt.Errorf("%s has no field %q: it has %s", p, name, strings.Join(names, ", "))
}

// completeField completes the path of a field, and the directory of a tree after
// it. Nothing is said if the tree around the current directory has no APIs.
func (a *app) completeField(cmd *cobra.Command, o *fieldOptions, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	l, m, err := a.loadAPI(cmd.Context(), o.request)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer l.close()
	return apiref.Complete(m, typed, o.apiVersion), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
