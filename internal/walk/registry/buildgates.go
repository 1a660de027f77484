package registry

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/mod/semver"
)

func (b *builder) gates() {
	byName := map[string]*Gate{}
	for _, s := range b.seen[gateSpec] {
		name, ok := b.text(s.first("gate"), s.file)
		if !ok || name == "" {
			b.model.Dynamic["gates"]++
			continue
		}
		g := named(byName, name, func() *Gate { return &Gate{Name: name, Place: s.place()} })
		if d := b.constOf(s.first("gate"), s.file); d != nil && g.Const == "" {
			g.Package, g.Const, g.Place = d.file.Pkg.ImportPath, d.Name, d.place()
			gateComment(g, d.Doc)
		}
		spec := GateSpec{Stage: s.text("stage"), Place: s.place()}
		spec.Version, _ = b.text(s.first("Version"), s.file)
		on, _ := b.text(s.first("Default"), s.file)
		locked, _ := b.text(s.first("LockToDefault"), s.file)
		spec.Default, spec.Locked = on == "true", locked == "true"
		if !slices.ContainsFunc(g.Specs, func(o GateSpec) bool {
			return o.Version == spec.Version && o.Stage == spec.Stage && o.Default == spec.Default && o.Locked == spec.Locked
		}) {
			g.Specs = append(g.Specs, spec)
		}
	}
	for _, s := range b.seen[gateRead] {
		if name, ok := b.text(s.first("gate"), s.file); ok && byName[name] != nil {
			byName[name].Readers = append(byName[name].Readers, s.place())
		}
	}
	b.model.Gates = sorted(byName)
	for _, g := range b.model.Gates {
		g.Readers = tidy(g.Readers)
		slices.SortStableFunc(g.Specs, func(a, b GateSpec) int { return semver.Compare("v"+a.Version, "v"+b.Version) })
	}
}

func (b *builder) metrics() {
	byName := map[string]*Metric{}
	for _, s := range b.seen[metric] {
		var parts []string
		known := true
		for _, key := range []string{"Namespace", "Subsystem", "Name"} {
			v := s.first(key)
			if v == nil {
				continue
			}
			text, ok := b.text(v, s.file)
			if known = known && ok; text != "" {
				parts = append(parts, text)
			}
		}
		if !known || len(parts) == 0 {
			b.model.Dynamic["metrics"]++
			continue
		}
		name := strings.Trim(strings.ReplaceAll(strings.Join(parts, "_"), "__", "_"), "_")
		m := named(byName, name, func() *Metric { return &Metric{Name: name, Place: s.place()} })
		help, _ := b.text(s.first("Help"), s.file)
		labels, _ := b.texts(s.all("labels"), s.file)
		m.Help, m.Type = cmp.Or(m.Help, help), cmp.Or(m.Type, s.text("type"))
		m.Stability = cmp.Or(m.Stability, b.stability(s))
		deprecated, _ := b.text(s.first("DeprecatedVersion"), s.file)
		m.Deprecated = cmp.Or(m.Deprecated, deprecated)
		for _, l := range labels {
			m.Labels = add(m.Labels, l)
		}
	}
	b.model.Metrics = sorted(byName)
}

// stability is the level a metric names. The library of Kubernetes takes those
// that name none for ALPHA.
// https://github.com/kubernetes/enhancements/tree/master/keps/sig-instrumentation/1209-metrics-stability
func (b *builder) stability(s *seen) string {
	v := s.first("StabilityLevel")
	if v == nil {
		if strings.HasSuffix(s.text("library"), "component-base/metrics") {
			return "ALPHA"
		}
		return ""
	}
	if text, ok := b.text(v, s.file); ok {
		return text
	}
	if len(v) == 1 && v[0].Name == strings.ToUpper(v[0].Name) {
		return v[0].Name
	}
	return ""
}
