package runroad

import (
	"bytes"
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

//go:embed hooks/*.go
var hookFiles embed.FS

// A hook changes one package of the build: a file is added to it, and some of
// its functions call into that file first.
type hook struct {
	importPath string
	file       string            // of hookFiles
	calls      map[string]string // "Recv.Func" to the statement put in front of its body
	// snippets are added if the package declares the variable they are keyed by.
	snippets map[string]string
}

// In each statement RECV and ARG0, ARG1… stand for what the function calls its
// receiver and parameters.
var (
	cobraHook = hook{
		importPath: "github.com/spf13/cobra",
		file:       "cobra.go",
		calls:      map[string]string{"Command.ExecuteC": "kdocDump(RECV);"},
		snippets: map[string]string{
			"flagCompletionFunctions": "func init() { kdocHasCompletion = func(f *pflag.Flag) bool { return flagCompletionFunctions[f] != nil } }\n",
		},
	}
	pflagHook = hook{
		importPath: "github.com/spf13/pflag",
		file:       "pflag.go",
		calls:      map[string]string{"FlagSet.AddFlag": "kdocAdd(RECV, ARG0);", "FlagSet.Parse": "kdocParse(RECV);"},
	}
	flagHook = hook{
		importPath: "flag",
		file:       "flag.go",
		calls:      map[string]string{"FlagSet.Var": "kdocVar(ARG0);", "FlagSet.Parse": "kdocParse(RECV);"},
	}
)

// addedFile is the name of the file a hook adds.
const addedFile = "kdoc_hook.go"

// patch returns the files of dir that the hook changes or adds, by base name.
func (h hook) patch(dir string) (map[string][]byte, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	added, err := hookFiles.ReadFile("hooks/" + h.file)
	if err != nil {
		return nil, err
	}
	added = bytes.TrimPrefix(added, []byte("//go:build ignore\n"))
	files := map[string][]byte{}
	hooked := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, name, src, 0)
		if err != nil {
			return nil, err
		}
		if out := h.edit(fset, syntax, src, hooked); out != nil {
			files[filepath.Base(name)] = out
		}
		for variable, snippet := range h.snippets {
			if syntax.Scope.Lookup(variable) != nil && syntax.Scope.Lookup(variable).Kind == ast.Var {
				added = append(added, "\n"+snippet...)
			}
		}
	}
	for f := range h.calls {
		if !hooked[f] {
			return nil, fmt.Errorf("%s in %s has no method %s to stop at: this version of it is not supported", h.importPath, dir, f)
		}
	}
	files[addedFile] = added
	return files, nil
}

// edit returns the source with the hook's calls in it, or nil if there are none.
func (h hook) edit(fset *token.FileSet, file *ast.File, src []byte, hooked map[string]bool) []byte {
	type insertion struct {
		at   int
		text string
	}
	var ins []insertion
	for _, d := range file.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || fd.Recv == nil || fd.Body == nil || len(fd.Recv.List[0].Names) != 1 {
			continue
		}
		name := receiver(fd) + "." + fd.Name.Name
		text, ok := h.calls[name]
		if !ok {
			continue
		}
		hooked[name] = true
		text = strings.ReplaceAll(text, "RECV", fd.Recv.List[0].Names[0].Name)
		n := 0
		for _, field := range fd.Type.Params.List {
			for _, id := range field.Names {
				text = strings.ReplaceAll(text, fmt.Sprintf("ARG%d", n), id.Name)
				n++
			}
		}
		ins = append(ins, insertion{fset.Position(fd.Body.Lbrace).Offset + 1, " " + text})
	}
	if ins == nil {
		return nil
	}
	sort.Slice(ins, func(i, j int) bool { return ins[i].at < ins[j].at })
	var out []byte
	last := 0
	for _, i := range ins {
		out = append(append(out, src[last:i.at]...), i.text...)
		last = i.at
	}
	return append(out, src[last:]...)
}

func receiver(fd *ast.FuncDecl) string {
	t := fd.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
