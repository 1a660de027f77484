package apiref

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

const tasksID = "api:tasks"

// taskIDs are the anchors of tasks.
func (l *layout) taskIDs() []string {
	taken := map[string]bool{}
	out := make([]string, len(l.model.Tasks))
	for i, t := range l.model.Tasks {
		base := strings.Join(strings.FieldsFunc(anchor(strings.ToLower(t.Name)), func(r rune) bool { return r == '-' }), "-")
		id := base
		for n := 2; taken[id] || id == ""; n++ {
			id = strings.TrimPrefix(base+"-"+strconv.Itoa(n), "-")
		}
		taken[id], out[i] = true, id
	}
	return out
}

// tasks is the page of kinds by task; nil if there are no tasks.
func (l *layout) tasks() *render.Page {
	if len(l.model.Tasks) == 0 {
		return nil
	}
	pg := &render.Page{
		ID: tasksID, Kind: render.APIPage, Path: "api/tasks", Title: "Kinds by task", Name: "Kinds by task",
		Synopsis: "What users want to do, and the kinds for it",
		Trail:    l.trail(render.Ref{Page: IndexID, Text: "API reference"}, render.Ref{Text: "By task"}), Names: map[string]bool{},
	}
	ids := l.taskIDs()
	for i, task := range l.model.Tasks {
		s := render.Section{ID: ids[i], Title: task.Name}
		pg.Names[ids[i]] = true
		if task.About != "" {
			s.Blocks = append(s.Blocks, description(task.About, nil))
		}
		t := render.Table{Head: []string{"Kind", "apiVersion", "What it is"}}
		for _, k := range task.Kinds {
			t.Rows = append(t.Rows, []render.Text{
				{{Text: k.Name, To: render.Ref{Page: kindID(k)}}},
				{{Text: k.Version.Path(), Style: render.Mono, To: render.Ref{Page: versionID(k.Version)}}},
				render.Words(synopsis(k.Doc)),
			})
		}
		s.Blocks = append(s.Blocks, t)
		pg.Sections = append(pg.Sections, s)
	}
	return pg
}

// taskIndex is the table of tasks on the page that lists all groups.
func (l *layout) taskIndex() render.Section {
	t := render.Table{Head: []string{"Task", "Kinds"}}
	ids := l.taskIDs()
	for i, task := range l.model.Tasks {
		var kinds render.Text
		for _, k := range task.Kinds {
			if len(kinds) > 0 {
				kinds = append(kinds, render.Span{Text: ", "})
			}
			kinds = append(kinds, render.Span{Text: k.Name, To: render.Ref{Page: kindID(k)}})
		}
		t.Rows = append(t.Rows, []render.Text{{{Text: task.Name, To: render.Ref{Page: tasksID, Anchor: ids[i]}}}, kinds})
	}
	return render.Section{ID: "by-task", Title: "By task", Count: len(t.Rows), Blocks: []render.Block{t}}
}

// tasksOf leads to the tasks a kind is for; nil if there are none.
func (l *layout) tasksOf(k *reference.Type) render.Text {
	var out render.Text
	ids := l.taskIDs()
	for i, task := range l.model.Tasks {
		if slices.Contains(task.Kinds, k) {
			if len(out) > 0 {
				out = append(out, render.Span{Text: ", "})
			}
			out = append(out, render.Span{Text: task.Name, To: render.Ref{Page: tasksID, Anchor: ids[i]}})
		}
	}
	return out
}
