package reflist

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
)

func (w *writer) gates() ([]*render.Page, string) {
	p := w.page("feature-gates", "Feature gates", "Switches for features that are not finished, or that can be turned off", "gates")
	var items []item
	for _, g := range w.model.Gates {
		it := entryOf(g.Name, g.Place)
		now := g.Current()
		it.Type = render.Words(cmp.Or(now.Stage, "stage not known") + ", " + state(now))
		if now.Locked {
			it.Notes = append(it.Notes, "locked")
		}
		if now.Stage == "deprecated" {
			it.Notes = append(it.Notes, "deprecated")
		}
		it.doc(g.Doc, g.Package)
		it.text("History", history(g))
		it.fact("Registered", places(specPlaces(g)))
		it.fact("Read by", places(g.Readers))
		it.fact("Set by", w.setters(g.Name))
		it.fact("Explained", w.explained(g.Readers))
		it.text("Owner", g.Owner)
		it.fact("Proposal", link(g.KEP))
		items = append(items, it)
	}
	return sections(p, "Feature gates", items), "stage, default, history, and who asks for each"
}

func state(s registry.GateSpec) string {
	if s.Default {
		return "on by default"
	}
	return "off by default"
}

// history says when a gate reached its stages: what is registered by version,
// or what the comment says.
func history(g *registry.Gate) string {
	var out []string
	for _, s := range g.Specs {
		if s.Version != "" {
			out = append(out, s.Stage+" in "+s.Version+" ("+state(s)+")")
		}
	}
	if out == nil {
		for _, m := range g.History {
			out = append(out, m.Stage+" in "+strings.TrimPrefix(m.Version, "v"))
		}
	}
	return strings.Join(out, ", ")
}

func specPlaces(g *registry.Gate) []registry.Place {
	var out []registry.Place
	for _, s := range g.Specs {
		out = append(out, s.Place)
	}
	return out
}

func link(address string) render.Text {
	if address == "" {
		return nil
	}
	if !strings.Contains(address, "://") {
		return render.Words(address)
	}
	return render.Text{{Text: address, To: render.Ref{URL: address}}}
}

func (w *writer) metrics() ([]*render.Page, string) {
	p := w.page("metrics", "Metrics", "What programs count and measure", "metrics")
	var items []item
	for _, m := range w.model.Metrics {
		it := entryOf(m.Name, m.Place)
		it.Type = render.Words(m.Type)
		if m.Stability != "" {
			it.Notes = append(it.Notes, strings.ToLower(m.Stability))
		}
		if m.Deprecated != "" {
			it.Notes = append(it.Notes, "deprecated in "+m.Deprecated)
		}
		it.doc(m.Help, m.Place.Package)
		if len(m.Labels) > 0 {
			it.fact("Labels", render.Name(strings.Join(m.Labels, ", "), render.Ref{}))
		}
		it.fact("Explained", w.explained([]registry.Place{m.Place}))
		items = append(items, it)
	}
	return sections(p, "Metrics", items), "type, stability, labels and help text"
}

func (w *writer) events() ([]*render.Page, string) {
	p := w.page("events", "Events", "Reasons that programs record events with", "events")
	var items []item
	for _, e := range w.model.Events {
		it := entryOf(e.Reason, e.Places[0])
		it.aside = allAside(e.Places)
		it.Type = render.Words(strings.Join(e.Types, ", "))
		it.doc(e.Doc, e.Places[0].Package)
		it.fact("Recorded by", places(e.Places))
		it.fact("Explained", w.explained(e.Places))
		items = append(items, it)
	}
	return sections(p, "Event reasons", items), "reason, type, and who records it"
}

func (w *writer) keys() ([]*render.Page, string) {
	p := w.page("labels", "Labels, annotations, taints and finalizers", "Well-known names that objects are marked with", "keys")
	var items []item
	for _, k := range w.model.Keys {
		it := entryOf(k.Name, k.Place)
		it.aside = it.aside || allAside(slices.Concat(k.Set, k.Read))
		it.Type = render.Words(strings.Join(k.Kinds, ", "))
		it.doc(k.Doc, k.Package)
		if k.Const != "" {
			it.fact("Constant", render.Name(short(k.Package)+"."+k.Const, pageNamed(k.Package, k.Const)))
		}
		it.fact("Set by", places(k.Set))
		it.fact("Read by", places(k.Read))
		it.fact("Explained", w.explained(k.Set, k.Read))
		items = append(items, it)
	}
	return sections(p, "Names", items), "what each marks, who sets it and who reads it"
}

// pageNamed leads to a declaration if it is exported.
func pageNamed(pkg, name string) render.Ref {
	r := pageOf(pkg)
	if c := name[0]; c >= 'A' && c <= 'Z' {
		r.Anchor = name
	}
	return r
}

func (w *writer) env() ([]*render.Page, string) {
	p := w.page("environment", "Environment variables", "Variables that programs read", "env")
	var items []item
	for _, e := range w.model.Env {
		it := entryOf(e.Name, e.Reads[0])
		it.aside = allAside(e.Reads)
		it.doc(e.Doc, e.Reads[0].Package)
		it.fact("Read by", places(e.Reads))
		it.fact("Explained", w.explained(e.Reads))
		items = append(items, it)
	}
	return sections(p, "Variables", items), "who reads each"
}

func (w *writer) ports() ([]*render.Page, string) {
	p := w.page("ports", "Ports", "Numbers that constants and addresses give to ports", "ports")
	var items []item
	for _, x := range w.model.Ports {
		it := entryOf(strconv.Itoa(x.Number), x.Place)
		if x.Const != "" {
			it.ID += "-" + x.Const
			it.fact("Constant", render.Name(short(x.Place.Package)+"."+x.Const, pageNamed(x.Place.Package, x.Const)))
		} else {
			it.fact("Listens", places([]registry.Place{x.Place}))
		}
		it.doc(x.Doc, x.Place.Package)
		it.fact("Explained", w.explained([]registry.Place{x.Place}))
		items = append(items, it)
	}
	return sections(p, "Ports", items), "what each is for"
}

func (w *writer) routes() ([]*render.Page, string) {
	p := w.page("http", "HTTP routes", "Paths that programs serve besides those of API objects", "routes")
	var items []item
	for _, r := range w.model.Routes {
		it := entryOf(r.Pattern, r.Places[0])
		it.ID = strings.TrimSpace(r.Method + " " + r.Pattern)
		it.ID = strings.ReplaceAll(it.ID, " ", "")
		it.aside = allAside(r.Places)
		it.Type = render.Words(r.Method)
		it.fact("Registered by", places(r.Places))
		it.fact("Explained", w.explained(r.Places))
		items = append(items, it)
	}
	return sections(p, "Routes", items), "path, method, and who serves it"
}

func (w *writer) exits() ([]*render.Page, string) {
	p := w.page("exit-codes", "Exit codes", "Codes other than 0 that programs end with", "exits")
	var items []item
	for _, e := range w.model.Exits {
		it := entryOf(strconv.Itoa(e.Code), e.Places[0])
		it.aside, it.Source = allAside(e.Places), render.Ref{}
		var own, aside []registry.Place
		for _, at := range e.Places {
			if at.Aside() {
				aside = append(aside, at)
			} else {
				own = append(own, at)
			}
		}
		it.fact("Ends with it", places(own))
		it.fact("In tests and tools", places(aside))
		items = append(items, it)
	}
	return sections(p, "Codes", items), "where programs end with each"
}

func (w *writer) plugins() ([]*render.Page, string) {
	p := w.page("plugins", "Plugins", "Admission plugins of API servers, and plugins of the scheduler", "plugins")
	var items []item
	for _, x := range w.model.Plugins {
		it := entryOf(x.Name, x.Place)
		it.Type = render.Words(x.Kind)
		it.doc(x.Doc, x.Place.Package)
		it.fact("Implements", mono(x.Points))
		it.fact("Package", render.Name(short(x.Place.Package), pageOf(x.Place.Package)))
		it.fact("Explained", w.explained([]registry.Place{x.Place}))
		items = append(items, it)
	}
	return sections(p, "Plugins", items), "kind, extension points and package"
}

func (w *writer) controllers() ([]*render.Page, string) {
	p := w.page("controllers", "Controllers", "Loops that keep the state of the cluster as it should be", "controllers")
	var items []item
	for _, c := range w.model.Controllers {
		it := entryOf(c.Name, c.Place)
		it.Type = render.Words(c.Style)
		it.doc(c.Doc, c.Package)
		it.fact("Watches", mono(c.Watches))
		it.fact("Type", render.Name(short(c.Package)+"."+c.Type, pageNamed(c.Package, c.Type)))
		it.fact("Explained", w.explained([]registry.Place{c.Place}))
		items = append(items, it)
	}
	return sections(p, "Controllers", items), "what each watches and where it is explained"
}

func (w *writer) roles() ([]*render.Page, string) {
	p := w.page("rbac", "Roles", "Permissions that programs and manifests of the tree create", "roles")
	var items []item
	for _, r := range w.model.Roles {
		it := entryOf(r.Name, r.Place)
		it.ID = r.Kind + "-" + r.Name
		it.Type = render.Words(r.Kind)
		if r.Partial {
			it.Notes = append(it.Notes, "some rules not known")
		}
		if t := rules(r.Rules); len(t.Rows) > 0 {
			it.Blocks = append(it.Blocks, t)
		}
		items = append(items, it)
	}
	return sections(p, "Roles and bindings", items), "the rules of each role"
}

func rules(list []registry.Rule) render.Table {
	t := render.Table{Head: []string{"Verbs", "Groups", "Resources"}}
	for _, r := range list {
		if len(r.Verbs) == 0 {
			continue
		}
		groups := slices.Clone(r.Groups)
		for i, g := range groups {
			if g == "" {
				groups[i] = "core"
			}
		}
		on := slices.Concat(r.Resources, r.URLs)
		if len(r.Names) > 0 {
			on = append(on, "named "+strings.Join(r.Names, ", "))
		}
		t.Rows = append(t.Rows, []render.Text{mono(r.Verbs), mono(groups), mono(on)})
	}
	return t
}
