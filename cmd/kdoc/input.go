package main

import (
	"io"
	"io/fs"
	"path"
	"path/filepath"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// readNamed reads a file that the user named on the command line. In a checkout,
// links that leave it are refused; outside of one it may be anything.
func readNamed(name string) ([]byte, error) {
	dir, rel, ok := source.Enclosing(name)
	if !ok {
		return files.ReadNamed(name)
	}
	root, err := files.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(rel)
}

// openNamed is readNamed for a reader with a limit of its own.
func openNamed(name string) (io.ReadCloser, error) {
	dir, rel, ok := source.Enclosing(name)
	if !ok {
		return files.OpenNamed(name)
	}
	root, err := files.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Open(rel)
}

// readConfigured reads a file that a configuration names. The name is relative
// to the configuration, and the file is part of the same checkout: who writes a
// configuration is not who runs kdoc.
func readConfigured(config, name string) ([]byte, error) {
	dir, rel, ok := source.Enclosing(config)
	if !ok {
		dir, rel = filepath.Dir(config), filepath.Base(config)
	}
	root, err := files.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if !filepath.IsAbs(name) {
		return root.ReadFile(path.Join(path.Dir(rel), filepath.ToSlash(name)))
	}
	inside, ok := root.Contains(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: files.ErrPathLeaves}
	}
	return root.ReadFile(inside)
}
