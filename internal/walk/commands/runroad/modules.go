package runroad

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// copyModule copies a module out of the module cache, tests left out.
func copyModule(from, to string) error {
	return filepath.WalkDir(from, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return os.MkdirAll(target, 0o777)
		case strings.HasSuffix(name, "_test.go") || !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o666)
	})
}

// replace writes a go.mod (or go.work) that takes modules from elsewhere, and
// returns the flags that use it.
func (b *build) replace(dir string, replaced map[string]string) ([]string, error) {
	if b.goWork != "" {
		return nil, b.replaceInWork(dir, replaced)
	}
	text, err := os.ReadFile(b.goMod)
	if err != nil {
		return nil, err
	}
	mod, err := modfile.Parse(b.goMod, text, nil)
	if err != nil {
		return nil, err
	}
	for _, r := range mod.Replace {
		if r.New.Version == "" && !filepath.IsAbs(r.New.Path) {
			if err := mod.AddReplace(r.Old.Path, r.Old.Version, filepath.Join(filepath.Dir(b.goMod), r.New.Path), ""); err != nil {
				return nil, err
			}
		}
	}
	for path, clone := range replaced {
		if err := mod.AddReplace(path, "", clone, ""); err != nil {
			return nil, err
		}
	}
	if text, err = mod.Format(); err != nil {
		return nil, err
	}
	name := filepath.Join(dir, "go.mod")
	if err := os.WriteFile(name, text, 0o666); err != nil {
		return nil, err
	}
	return []string{"-mod=mod", "-modfile=" + name}, copyIfThere(strings.TrimSuffix(b.goMod, ".mod")+".sum", filepath.Join(dir, "go.sum"))
}

// replaceInWork does the same for a workspace.
func (b *build) replaceInWork(dir string, replaced map[string]string) error {
	text, err := os.ReadFile(b.goWork)
	if err != nil {
		return err
	}
	work, err := modfile.ParseWork(b.goWork, text, nil)
	if err != nil {
		return err
	}
	base := filepath.Dir(b.goWork)
	for _, u := range append([]*modfile.Use(nil), work.Use...) {
		if !filepath.IsAbs(u.Path) {
			if err := errors.Join(work.DropUse(u.Path), work.AddUse(filepath.Join(base, u.Path), "")); err != nil {
				return err
			}
		}
	}
	for _, r := range append([]*modfile.Replace(nil), work.Replace...) {
		if r.New.Version == "" && !filepath.IsAbs(r.New.Path) {
			if err := work.AddReplace(r.Old.Path, r.Old.Version, filepath.Join(base, r.New.Path), ""); err != nil {
				return err
			}
		}
	}
	for path, clone := range replaced {
		if err := work.AddReplace(path, "", clone, ""); err != nil {
			return err
		}
	}
	work.Cleanup()
	name := filepath.Join(dir, "go.work")
	if err := os.WriteFile(name, modfile.Format(work.Syntax), 0o666); err != nil {
		return err
	}
	b.env = append(b.env, "GOWORK="+name)
	return copyIfThere(b.goWork+".sum", name+".sum")
}

func copyIfThere(from, to string) error {
	text, err := os.ReadFile(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o666)
}
