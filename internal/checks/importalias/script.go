package importalias

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// scopeOf finds out which directories a tree's own script looks at: the
// expression that the script hands to the tool, or else the default in the
// tool's source. "" is all directories.
func scopeOf(tree *walk.Tree) string {
	const script = "hack/verify-import-aliases.sh"
	src, err := tree.ReadFile(script)
	if err != nil {
		return ""
	}
	src = bytes.ReplaceAll(src, []byte("\\\n"), nil)
	if m := scopeArg.FindSubmatch(src); m != nil {
		if m[2] != nil {
			return string(m[2])
		}
		scope, ok := assignments(src).expand(string(m[1])+string(m[3]), 0)
		if !ok {
			return ""
		}
		return strings.ReplaceAll(strings.ReplaceAll(scope, root+"/", "^"), root, "")
	}
	for _, m := range goFile.FindAll(src, -1) {
		tool, err := tree.ReadFile(string(m))
		if err != nil {
			continue
		}
		if m := scopeFlag.FindSubmatch(tool); m != nil {
			if s, err := strconv.Unquote(string(m[1])); err == nil {
				return s
			}
		}
	}
	return ""
}

var (
	scopeArg  = regexp.MustCompile(`(?m)^[^#\n]*\s--?include-path[= ](?:"([^"\n]*)"|'([^'\n]*)'|([^\s"']+))`)
	goFile    = regexp.MustCompile(`[\w./-]+\.go\b`)
	scopeFlag = regexp.MustCompile("\"include-path\",\\s*(\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`)")
)

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
