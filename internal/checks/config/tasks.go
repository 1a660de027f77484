package config

import (
	"fmt"
	"strings"
)

// rawTask is an entry of api-tasks.
type rawTask struct {
	Name  Text   `yaml:"name" jsonschema:"required" jsonschema_description:"What users want to do, such as Run workloads."`
	About Text   `yaml:"about" jsonschema_description:"A sentence or two about it."`
	Kinds []Text `yaml:"kinds" jsonschema:"required" jsonschema_description:"Kinds that serve it, in the order to show: Deployment, or apps/v1.Deployment where the name alone leaves a choice."`
}

// A Task is something that users of an API want to do, and the kinds for it.
type Task struct {
	Name, About string
	Kinds       []Text
}

// Tasks returns the tasks of the file in its order.
func (c *Config) Tasks() []Task {
	var out []Task
	for _, t := range c.raw.Tasks {
		out = append(out, Task{t.Name.S, t.About.S, t.Kinds})
	}
	return out
}

// Error returns an error about a string of the file that only the tree shows to
// be wrong.
func (c *Config) Error(at Text, hint, format string, args ...any) *Error {
	r := &reader{file: c.file, src: c.src}
	r.add(at.at, hint, format, args...)
	return r.errs[0]
}

func (r *reader) tasks(tasks []rawTask) {
	names := map[string]Text{}
	for _, t := range tasks {
		at := t.Name
		if len(t.Kinds) > 0 && at.at.line == 0 {
			at = t.Kinds[0]
		}
		switch old, ok := names[t.Name.S]; {
		case at.at.line == 0:
			r.add(place{line: 1, col: 1}, "give each a name and a list of kinds", "an entry of api-tasks is empty")
		case strings.TrimSpace(t.Name.S) == "":
			r.add(at.at, "add a name: what users want to do", "a task has no name")
		case ok:
			r.add(at.at, fmt.Sprintf("line %d has it too: put the kinds into one", old.at.line), "a second task %q", t.Name.S)
		case len(t.Kinds) == 0:
			r.add(at.at, "add a list of kinds", "the task %q has no kinds", t.Name.S)
		}
		names[t.Name.S] = t.Name
		seen := map[string]bool{}
		for _, k := range t.Kinds {
			if seen[k.S] {
				r.add(k.at, "", "the task has the kind %q twice", k.S)
			}
			seen[k.S] = true
		}
	}
}
