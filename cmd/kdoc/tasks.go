package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// model works out the APIs of the tree, with the tasks that the configuration
// gives their kinds.
func (l *loaded) model(ctx context.Context) (*reference.Model, error) {
	m, err := reference.Load(ctx, l.tree)
	if err != nil {
		return nil, err
	}
	m.Tasks, err = findTasks(l.config, m)
	return m, err
}

// findTasks looks the kinds of tasks up. All that are not there are said at
// once.
func findTasks(c *config.Config, m *reference.Model) ([]reference.Task, error) {
	var tasks []reference.Task
	var errs config.Errors
	for _, t := range c.Tasks() {
		task := reference.Task{Name: t.Name, About: t.About}
		for _, name := range t.Kinds {
			found := m.KindsNamed(name.S)
			if k := reference.Choose(found); k != nil {
				task.Kinds = append(task.Kinds, k)
				continue
			}
			hint := "kdoc gen api lists them all"
			if s := checks.Suggest(name.S[strings.LastIndexByte(name.S, '.')+1:], kindNames(m)); s != "" {
				hint = fmt.Sprintf("did you mean %q?", s)
			}
			if len(found) == 0 {
				errs = append(errs, c.Error(name, hint, "the tree has no kind %q", name.S))
				continue
			}
			var paths []string
			for _, k := range found {
				paths = append(paths, k.Path())
			}
			errs = append(errs, c.Error(name, "write one of "+strings.Join(paths, ", "), "%q may be any of several kinds", name.S))
		}
		tasks = append(tasks, task)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return tasks, nil
}

// kindNames are the names of all kinds.
func kindNames(m *reference.Model) []string {
	var out []string
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			for _, k := range v.Kinds {
				out = append(out, k.Name)
			}
		}
	}
	return out
}

// writeTasks writes tasks as the configuration has them.
func writeTasks(b *bytes.Buffer, tasks []config.Value[config.Task]) {
	if len(tasks) > 0 {
		fmt.Fprint(b, "api-tasks:\n")
	}
	for _, t := range tasks {
		fmt.Fprintf(b, "  - name: %q # %s\n", t.V.Name, t.From)
		if t.V.About != "" {
			fmt.Fprintf(b, "    about: %q\n", t.V.About)
		}
		kinds := make([]string, len(t.V.Kinds))
		for i, k := range t.V.Kinds {
			kinds[i] = k.S
		}
		fmt.Fprintf(b, "    kinds: %s\n", flow(kinds))
	}
}
