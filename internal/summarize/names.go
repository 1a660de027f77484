package summarize

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// stepName is what a walkthrough calls the target of a step.
func (v *survey) stepName(st *factgraph.Step) string {
	if v.inFocus[st.Target.Pkg] || st.Target.Pkg == "" && st.On == "" {
		return v.name(st.Target, st.Pkg)
	}
	_, method, isMethod := strings.Cut(st.Target.Name, ".")
	if st.Target.Pkg == "" {
		method, isMethod = st.Target.Name, true
	}
	if isMethod {
		if st.On != "" && len(st.On) > 2 {
			return st.On + "." + method
		}
		if st.Target.Pkg == "" {
			return method
		}
		return st.Target.Name
	}
	return v.name(st.Target, st.Pkg)
}

// name is what a walkthrough calls a symbol: functions of other packages behind
// the package's name, members behind their type.
func (v *survey) name(s factgraph.Sym, pkg string) string {
	if s.Pkg == v.root || s.Pkg == "" || s.Name == "main" {
		return s.Name
	}
	if typ, _, isMember := strings.Cut(s.Name, "."); isMember {
		if pkg = v.packageName(s.Pkg); !v.inFocus[s.Pkg] || v.homes[typ] < 2 || pkg == "" {
			return s.Name
		}
		return pkg + "." + s.Name // packages of the target call types the same
	}
	if pkg == "" {
		pkg = v.packageName(s.Pkg)
	}
	if pkg == "" || pkg == "main" {
		return s.Name
	}
	return pkg + "." + s.Name
}

func (v *survey) packageName(path string) string {
	for _, p := range v.g.Packages {
		if p.Path == path {
			if p.Name == "main" {
				return ""
			}
			return p.Name
		}
	}
	if p := v.tree.Package(path); p != nil && p.IsMain() {
		return ""
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}
