package summarize

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// splitSymbol cuts "k8s.io/client-go/tools/cache.Store.Add" behind the package.
func splitSymbol(name string) (pkg, sym string) {
	slash := strings.LastIndexByte(name, '/') + 1
	before, after, ok := strings.Cut(name[slash:], ".")
	if !ok {
		return "", name
	}
	if slash == 0 && before != "" && before[0] >= 'A' && before[0] <= 'Z' {
		return "", name // Type.Method
	}
	return name[:slash] + before, after
}

// symbols finds declarations of a name in packages: types and functions, then
// methods of any type. A name that nothing has is also tried as what a constructor
// makes: Foo for NewFoo.
func symbols(t *walk.Tree, in []*walk.Package, name string) (out []Target) {
	typ, method, isMethod := strings.Cut(name, ".")
	if typ == "" {
		return nil
	}
	var made, methods []Target
	for _, p := range in {
		for _, f := range p.GoFiles() {
			src, err := t.ReadFile(f.Path)
			if err != nil || !bytes.Contains(src, []byte(typ)) {
				continue
			}
			if isMethod {
				if declaresMethod(src, typ, method) {
					out = append(out, Target{Kind: "function", Package: p, Name: name})
				}
				continue
			}
			switch {
			case declares(src, "type", typ):
				out = append(out, Target{Kind: "type", Package: p, Name: typ})
			case declares(src, "func", typ):
				out = append(out, Target{Kind: "function", Package: p, Name: typ})
			case declares(src, "func", "New"+typ):
				made = append(made, ofPackage(p))
			default:
				for _, of := range receivers(src, typ) {
					methods = append(methods, Target{Kind: "function", Package: p, Name: of + "." + typ})
				}
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if len(methods) > 0 {
		return methods
	}
	return made
}

// declares reports whether a file declares a name at the top level, in a group
// or alone, where gofmt puts it.
func declares(src []byte, keyword, name string) bool {
	for rest := src; ; {
		i := bytes.Index(rest, []byte(name))
		if i < 0 {
			return false
		}
		after := byte('\n')
		if i+len(name) < len(rest) {
			after = rest[i+len(name)]
		}
		start := bytes.LastIndexByte(rest[:i], '\n') + 1
		lead := string(rest[start:i])
		ends := after == ' ' || after == '(' || after == '['
		if ends && (lead == keyword+" " || keyword == "type" && lead == "\t" && after == ' ' && inTypeGroup(src, len(src)-len(rest)+i)) {
			return true
		}
		rest = rest[i+len(name):]
	}
}

// inTypeGroup reports whether the nearest unindented line above is "type (".
func inTypeGroup(src []byte, at int) bool {
	for at > 0 {
		end := bytes.LastIndexByte(src[:at], '\n')
		if end < 0 {
			return false
		}
		start := bytes.LastIndexByte(src[:end], '\n') + 1
		if line := src[start:end]; len(line) > 0 && line[0] != '\t' && line[0] != ' ' && line[0] != '}' {
			return bytes.HasPrefix(line, []byte("type ("))
		}
		at = end
	}
	return false
}

func declaresMethod(src []byte, typ, method string) bool {
	for _, line := range bytes.Split(src, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("func (")) && bytes.Contains(line, []byte(") "+method+"(")) {
			recv := string(line[len("func ("):bytes.IndexByte(line, ')')])
			recv, _, _ = strings.Cut(recv, "[")
			if recv[strings.LastIndexAny(recv, " *")+1:] == typ {
				return true
			}
		}
	}
	return false
}

// receivers lists the types that declare a method of a name.
func receivers(src []byte, method string) (out []string) {
	for rest := src; ; {
		i := bytes.Index(rest, []byte(") "+method+"("))
		if i < 0 {
			return out
		}
		line := rest[bytes.LastIndexByte(rest[:i], '\n')+1 : i]
		if recv, ok := bytes.CutPrefix(line, []byte("func (")); ok {
			name, _, _ := strings.Cut(string(recv), "[")
			out = append(out, name[strings.LastIndexAny(name, " *")+1:])
		}
		rest = rest[i+1:]
	}
}

// declared matches the declarations that stand at the start of a line.
var declared = regexp.MustCompile(`(?m)^(?:type|func) (?:\((?:\w+ )?\*?(\w+)[^)]*\) )?(\w+)`)

// declaredNames lists what packages declare: T, F, T.M.
func declaredNames(t *walk.Tree, in []*walk.Package) (out []string) {
	seen := map[string]bool{}
	for _, p := range in {
		for _, f := range p.GoFiles() {
			src, err := t.ReadFile(f.Path)
			if err != nil {
				continue
			}
			for _, m := range declared.FindAllSubmatch(src, -1) {
				name := string(m[2])
				if len(m[1]) > 0 {
					name = string(m[1]) + "." + name
				}
				if !seen[name] {
					seen[name] = true
					out = append(out, name)
				}
			}
		}
	}
	return out
}
