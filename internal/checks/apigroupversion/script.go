package apigroupversion

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// The script that compares groups with a list, the list, and where the groups
// are.
const (
	script = "hack/verify-api-groups.sh"
	list   = "hack/lib/init.sh"
	below  = "pkg/apis/"
)

// followsScript does what the tree's script does, if it has it.
func followsScript(p *checks.Pass, v *api.View) error {
	if !p.Tree.Exists(script) || !p.Tree.Exists(list) {
		return nil
	}
	listed, err := p.ReadFile(list)
	if err != nil {
		return err
	}
	for _, ref := range p.Tree.Packages {
		f := registerFile(ref)
		pkg := v.Package(ref)
		if f == nil || pkg == nil {
			continue
		}
		c := pkg.GroupConst()
		if c == nil {
			report(p, pkg, f.Path, f.Header.PackagePos, "register.go has no constant GroupName", "declare it, with the name of the group")
			continue
		}
		dir := strings.TrimPrefix(ref.Dir, below)
		if !strings.Contains(dir, "/") {
			continue // the form other versions are converted to
		}
		if gv := strings.Trim(c.Value, "\"`") + "/" + path.Base(dir); !strings.Contains(string(listed), gv) {
			report(p, pkg, c.File.Path, c.Pos, list+" does not name "+gv, "add it to the group versions that are served, or to those that are not")
		}
	}
	return nil
}

// registerFile returns the register.go of a package the script looks at.
func registerFile(p *walk.Package) *walk.File {
	if strings.HasPrefix(p.Dir, below) {
		for _, f := range p.Files {
			if f.Base() == "register.go" {
				return f
			}
		}
	}
	return nil
}
