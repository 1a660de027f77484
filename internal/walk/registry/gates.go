package registry

import (
	"go/ast"
	"regexp"
	"strings"
)

// gates reads the entries of a registry of feature gates: a gate and its state,
// {Default: true, PreRelease: Beta} or the like, or its states by version. The state may lie
// in a field of a struct around it.
func (x *extraction) gates(lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			break
		}
		v, ok := kv.Value.(*ast.CompositeLit)
		if !ok {
			continue
		}
		if id, isField := kv.Key.(*ast.Ident); isField && lit.Type == nil && id.Name == "FeatureSpec" {
			continue
		}
		for _, spec := range gateSpecs(v) {
			s := x.see(gateSpec, kv.Key.Pos())
			s.add("gate", x.scope.value(kv.Key))
			x.gateState(s, spec)
		}
	}
	x.describedGate(lit)
}

// gateSpecs finds the states in the value of a registry's entry.
func gateSpecs(lit *ast.CompositeLit) []map[string]ast.Expr {
	f := fields(lit)
	if stageOf(f) != "" {
		return []map[string]ast.Expr{f}
	}
	if in, ok := f["FeatureSpec"].(*ast.CompositeLit); ok {
		return gateSpecs(in)
	}
	var out []map[string]ast.Expr
	if len(f) == 0 {
		for _, e := range lit.Elts {
			if in, ok := e.(*ast.CompositeLit); ok {
				out = append(out, gateSpecs(in)...)
			}
		}
	}
	return out
}

func (x *extraction) gateState(s *sighting, f map[string]ast.Expr) {
	for _, key := range []string{"Default", "LockToDefault", "Version"} {
		if e, ok := f[key]; ok {
			s.add(key, x.scope.value(e))
		}
	}
	s.addText("stage", stageOf(f))
}

// stageKeys are what fields of a state call its stage.
var stageKeys = []string{"PreRelease", "Stage", "State", "Maturity"}

// stageOf is the stage among the fields of a state, or "".
func stageOf(f map[string]ast.Expr) string {
	for _, key := range stageKeys {
		if e, ok := f[key]; ok && (key == "PreRelease" || f["Default"] != nil) {
			if s := stageName(e); s != "" {
				return s
			}
		}
	}
	return ""
}

// stages are the names that registries have for stages, in lower case.
var stages = map[string]string{
	"alpha": "alpha", "prealpha": "alpha", "beta": "beta", "ga": "GA", "stable": "GA", "deprecated": "deprecated", "discontinued": "deprecated",
}

func stageName(e ast.Expr) string {
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	case *ast.BasicLit:
		if strings.Trim(e.Value, "\"`") == "" {
			return "GA" // featuregate.GA is the empty string
		}
		name = strings.Trim(e.Value, "\"`")
	}
	return stages[strings.ToLower(name)]
}

// describedGate reads a literal that names a gate and says its stage, as
// registries other than that of Kubernetes have it: {Name: Fast, State: Alpha}.
func (x *extraction) describedGate(lit *ast.CompositeLit) {
	f := fields(lit)
	name, ok := f["Name"]
	if !ok {
		return
	}
	stage := ""
	for _, key := range stageKeys {
		if e, ok := f[key]; ok {
			stage = stageName(e)
		}
	}
	if stage == "" {
		return
	}
	s := x.see(gateSpec, lit.Pos())
	s.add("gate", x.scope.value(name))
	s.addText("stage", stage)
	for _, key := range []string{"Default", "Enabled"} {
		if e, ok := f[key]; ok {
			s.add("Default", x.scope.value(e))
		}
	}
}

// gateCall notes calls that may ask for a gate: of something whose name speaks
// of being enabled, with a constant. Which constants are gates is known later.
func (x *extraction) gateCall(c *ast.CallExpr, name string) {
	if !strings.Contains(strings.ToLower(name), "enabled") {
		return
	}
	for _, a := range c.Args {
		v := x.scope.value(a)
		if len(v) == 1 && (v[0].Kind == reference || v[0].Kind == literal && wordy(v[0].Text)) {
			x.see(gateRead, c.Pos()).add("gate", v)
		}
	}
}

// gateWord is a line of a gate's comment that speaks to people who keep track of
// gates: https://github.com/kubernetes/community asks for these.
var gateWord = regexp.MustCompile(`(?i)^(owner|owners|kep|alpha|beta|ga|stable|deprecated|removed)\s*:\s*(.*)$`)

// gateComment takes owner, proposal and history out of a gate's comment.
func gateComment(g *Gate, doc string) {
	var rest []string
	for line := range strings.Lines(doc) {
		line = strings.TrimRight(line, "\n")
		m := gateWord.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			rest = append(rest, line)
			continue
		}
		word := strings.ToLower(m[1])
		switch {
		case strings.HasPrefix(word, "owner"):
			g.Owner = strings.TrimSpace(g.Owner + " " + m[2])
		case word == "kep":
			g.KEP = m[2]
		default:
			stage, ok := stages[word]
			if !ok {
				stage = word
			}
			g.History = append(g.History, Milestone{stage, m[2]})
		}
	}
	g.Doc = strings.TrimSpace(strings.Join(rest, "\n"))
}
