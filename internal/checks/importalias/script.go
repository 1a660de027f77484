package importalias

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A scope is which directories a tree's own script looks at, as regular
// expressions; "" limits nothing.
type scope struct {
	file             string // the script
	include, exclude string
}

// scopeOf finds out which directories a tree's own script looks at and leaves
// out: the expressions that the script hands to the tool, or else the defaults
// in the tool's source.
func scopeOf(tree *walk.Tree) scope {
	s := scope{file: "hack/verify-import-aliases.sh"}
	script, err := tree.ReadFile(s.file)
	if err != nil {
		return s
	}
	script = bytes.ReplaceAll(script, []byte("\\\n"), nil)
	s.include = scopeFlags["include"].in(tree, script)
	s.exclude = scopeFlags["exclude"].in(tree, script)
	return s
}

// A scopeFlag finds what a script gives for a flag of the tool.
type scopeFlag struct{ arg, preset *regexp.Regexp }

var scopeFlags = map[string]scopeFlag{"include": newScopeFlag("include-path"), "exclude": newScopeFlag("exclude-path")}

func newScopeFlag(name string) scopeFlag {
	return scopeFlag{
		arg:    regexp.MustCompile(`(?m)^[^#\n]*\s--?` + name + `[= ](?:"([^"\n]*)"|'([^'\n]*)'|([^\s"']+))`),
		preset: regexp.MustCompile(`"` + name + `",\s*("(?:[^"\\\n]|\\.)*"|` + "`[^`]*`)"),
	}
}

func (f scopeFlag) in(tree *walk.Tree, script []byte) string {
	if m := f.arg.FindSubmatch(script); m != nil {
		if m[2] != nil {
			return string(m[2])
		}
		text, ok := assignments(script).expand(string(m[1])+string(m[3]), 0)
		if !ok {
			return ""
		}
		return strings.ReplaceAll(strings.ReplaceAll(text, root+"/", "^"), root, "")
	}
	for _, m := range goFile.FindAll(script, -1) {
		tool, err := tree.ReadFile(string(m))
		if err != nil {
			continue
		}
		if m := f.preset.FindSubmatch(tool); m != nil {
			if s, err := strconv.Unquote(string(m[1])); err == nil {
				return s
			}
		}
	}
	return ""
}

var goFile = regexp.MustCompile(`[\w./-]+\.go\b`)

// variables are those of a shell script.
type variables map[string]string

// assignments collects what a script gives to its variables, unquoted, last
// one last.
func assignments(script []byte) variables {
	v := variables{"PWD": root}
	for _, m := range assignment.FindAllSubmatch(script, -1) {
		value := string(m[2])
		if len(value) > 1 && (value[0] == '"' || value[0] == '\'') {
			value = value[1 : len(value)-1]
		}
		if treeRoot.MatchString(value) {
			value = root
		}
		v[string(m[1])] = value
	}
	return v
}

// root stands for the path of the tree, which scripts know under many names.
const root = "\x00"

var (
	assignment = regexp.MustCompile(`(?m)^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+|declare[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w*)=("(?:\$\([^)]*\)|[^"])*"|'[^']*'|(?:\$\([^)]*\)|[^\s"'])*)`)
	reference  = regexp.MustCompile(`\$(?:\{(\w+)\}|(\w+))`)
	// treeRoot is how a script finds the tree: where it runs, what git says, or
	// where it lies itself.
	treeRoot = regexp.MustCompile(`^\$\((?:pwd|git rev-parse --show-toplevel|(?:cd )?.*\bdirname\b.*(?:BASH_SOURCE|\$0|\$\{0).*)\)(?:/\.\.)?$`)
)

// expand replaces the variables in a text; ok tells whether all are known.
func (v variables) expand(text string, depth int) (out string, ok bool) {
	const deepest = 8 // a variable may be made of itself
	ok = depth < deepest && !strings.Contains(text, "$(") && !strings.Contains(text, "`")
	if !ok {
		return "", false
	}
	out = reference.ReplaceAllStringFunc(text, func(ref string) string {
		value, known := v[strings.Trim(ref, "${}")]
		if known {
			value, known = v.expand(value, depth+1)
		}
		ok = ok && known
		return value
	})
	return out, ok && len(out) < 1<<16
}
