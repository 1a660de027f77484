package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/doc"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

// listed is a target in the list of what there is to explain.
type listed struct {
	Name   string `json:"name"`
	Target string `json:"target"`
	Kind   string `json:"kind"`
	// Lead is what its comment says first.
	Lead string `json:"lead,omitempty"`
	// Aside says what it is if it is none of what the tree runs.
	Aside string `json:"aside,omitempty"`
}

// listedArea is a directory of the tree with what it holds.
type listedArea struct {
	Area    string   `json:"area"`
	Targets []listed `json:"targets"`
}

// targetList is everything there is to explain.
type targetList struct {
	Programs   []listedArea `json:"programs"`
	Components []listedArea `json:"components"`
	// Others are programs for tests, examples and tools.
	Others []listedArea `json:"others"`
}

// listTargets prints what there is to explain.
func (a *app) listTargets(ctx context.Context, l *loaded, o *explainOptions) error {
	var programs, others []summarize.Target
	for _, t := range summarize.Programs(l.tree) {
		if t.Aside() != "" {
			others = append(others, t)
		} else {
			programs = append(programs, t)
		}
	}
	list := targetList{listAreas(l, programs), listAreas(l, summarize.Components(l.tree)), listAreas(l, others)}
	if len(programs)+len(list.Components)+len(others) == 0 {
		return fmt.Errorf("the tree has neither programs nor packages that run within them; any package, type or function can be explained by its name")
	}
	var out bytes.Buffer
	var err error
	switch a.explainFormat(o) {
	case "json":
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(list)
	case "svg":
		err = fmt.Errorf("--format svg needs a target: its journeys are what is drawn")
	case "text":
		list.text(&out)
	default:
		site := render.NewSite(l.tree.Name, []*render.Page{list.page(l.tree.Name)})
		err = markdown.New().Render(ctx, site, func(f render.File) error {
			out.Write(f.Data)
			return nil
		})
	}
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(out.Bytes())
	return err
}

// listAreas names targets so that explain finds each by its name.
func listAreas(l *loaded, targets []summarize.Target) []listedArea {
	count := map[string]int{}
	name := func(t summarize.Target) string {
		if t.Kind == "program" && t.Package.Dir != "." {
			return t.Package.Dir[strings.LastIndexByte(t.Package.Dir, '/')+1:]
		}
		return t.Package.Dir
	}
	for _, t := range targets {
		count[name(t)]++
	}
	out := []listedArea{}
	for _, area := range summarize.Areas(l.tree, targets) {
		la := listedArea{Area: area.Name}
		for _, t := range area.Targets {
			x := listed{Name: name(t), Target: t.String(), Kind: t.Kind, Lead: leadOf(t), Aside: t.Aside()}
			if count[x.Name] > 1 || x.Name == "." {
				x.Name = t.Package.Dir
			}
			if x.Name == "." {
				x.Name = t.Package.ImportPath
			}
			la.Targets = append(la.Targets, x)
		}
		slices.SortFunc(la.Targets, func(a, b listed) int { return strings.Compare(a.Name, b.Name) })
		out = append(out, la)
	}
	return out
}

// leadOf is the first sentence of a package's comment.
func leadOf(t summarize.Target) string {
	text, _ := outline.SplitMarkers(t.Package.Doc())
	if text == "" {
		return ""
	}
	return new(doc.Package).Synopsis(text)
}

// parts are the lists with their headings.
func (x *targetList) parts() []struct {
	title string
	areas []listedArea
} {
	return []struct {
		title string
		areas []listedArea
	}{{"Programs", x.Programs}, {"Components", x.Components}, {"For tests, examples and tools", x.Others}}
}

func (x *targetList) text(out *bytes.Buffer) {
	for _, part := range x.parts() {
		if len(part.areas) == 0 {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s\n", part.title)
		for _, area := range part.areas {
			fmt.Fprintf(out, "  %s\n", render.Visible(area.Area))
			for _, t := range area.Targets {
				line := "    " + t.Name
				if t.Lead != "" {
					line += ": " + t.Lead
				}
				fmt.Fprintf(out, "%s\n", render.Visible(line))
			}
		}
	}
}

func (x *targetList) page(tree string) *render.Page {
	p := &render.Page{ID: "explain", Kind: render.ListPage, Path: "explain", Title: "What there is to explain in " + tree, Name: "explain"}
	for _, part := range x.parts() {
		if len(part.areas) == 0 {
			continue
		}
		sec := render.Section{ID: strings.ToLower(strings.Fields(part.title)[0]), Title: part.title}
		var nodes []render.Node
		for _, area := range part.areas {
			n := render.Node{Text: render.Name(area.Area, render.Ref{})}
			for _, t := range area.Targets {
				n.Nodes = append(n.Nodes, render.Node{Text: render.Name(t.Name, render.Ref{}), Note: t.Lead})
			}
			nodes = append(nodes, n)
		}
		sec.Blocks = []render.Block{render.Outline{Nodes: nodes}}
		p.Sections = append(p.Sections, sec)
	}
	return p
}
