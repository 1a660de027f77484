package registry

import (
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A wrapper is a function that hands parameters of its own on.
type wrapper struct {
	at   map[string]int // parameter by what it becomes
	text map[string]string
}

// wrapperKey names a function by package and name, and a method, whose callers
// do not say its type, by the package it is in.
func wrapperKey(pkg, in string) string {
	if i := strings.IndexByte(in, '.'); i >= 0 {
		return pkg + " ." + in[i+1:]
	}
	return pkg + " " + in
}

func (s *seen) callee() string {
	name := s.text("name")
	pkg := s.file.Pkg.ImportPath
	if s.first("pkg") == nil {
		return pkg + " ." + name
	}
	if p := s.text("pkg"); p != "" {
		pkg = p
	}
	return pkg + " " + name
}

// param is the index of the parameter that a value is, or -1.
func param(v value) int {
	if len(v) == 1 && v[0].Kind == parameter {
		if i, err := strconv.Atoi(v[0].Name); err == nil {
			return i
		}
	}
	return -1
}

func (b *builder) events() {
	byReason := map[string]*Event{}
	note := func(reason, t string, p Place, doc string) {
		e := named(byReason, reason, func() *Event { return &Event{Reason: reason, Doc: doc} })
		if t != "" {
			e.Types = add(e.Types, t)
		}
		e.Places = append(e.Places, p)
	}
	wrappers := map[string]wrapper{}
	for _, s := range b.seen[event] {
		t, reason := s.first("type"), s.first("reason")
		w := wrapper{map[string]int{}, map[string]string{}}
		if i := param(t); i >= 0 {
			w.at["type"] = i
		} else if len(t) == 1 {
			w.text["type"] = b.eventTypeOf(t, s.file)
		}
		if i := param(reason); i >= 0 {
			w.at["reason"] = i
			wrappers[wrapperKey(s.file.Pkg.ImportPath, s.In)] = w
			continue
		}
		if text, ok := b.text(reason, s.file); ok && text != "" {
			note(text, w.text["type"], s.place(), b.docOf(reason, s.file))
			continue
		}
		b.model.Dynamic["events"]++
	}
	for _, s := range b.seen[call] {
		w, ok := wrappers[s.callee()]
		if !ok {
			continue
		}
		v := s.first(strconv.Itoa(w.at["reason"]))
		reason, known := b.text(v, s.file)
		if !known || reason == "" {
			continue
		}
		t := w.text["type"]
		if i, ok := w.at["type"]; ok {
			t = b.eventTypeOf(s.first(strconv.Itoa(i)), s.file)
		}
		note(reason, t, s.place(), b.docOf(v, s.file))
	}
	b.model.Events = sorted(byReason)
	for _, e := range b.model.Events {
		e.Places = tidy(e.Places)
	}
}

func (b *builder) eventTypeOf(v value, in *walk.File) string {
	if len(v) != 1 {
		return ""
	}
	if t := eventType(v[0]); t != "" {
		return t
	}
	if text, ok := b.text(v, in); ok && (text == "Normal" || text == "Warning") {
		return text
	}
	return ""
}

func (b *builder) docOf(v value, in *walk.File) string {
	if d := b.constOf(v, in); d != nil {
		return d.Doc
	}
	return ""
}

func (b *builder) environment() {
	byName := map[string]*EnvVar{}
	note := func(name string, p Place, doc string) {
		e := named(byName, name, func() *EnvVar { return &EnvVar{Name: name, Doc: doc} })
		e.Reads = append(e.Reads, p)
	}
	wrappers := map[string]int{}
	for _, s := range b.seen[env] {
		v := s.first("name")
		if i := param(v); i >= 0 {
			wrappers[wrapperKey(s.file.Pkg.ImportPath, s.In)] = i
		} else if name, ok := b.text(v, s.file); ok && name != "" {
			note(name, s.place(), b.docOf(v, s.file))
		} else {
			b.model.Dynamic["env"]++
		}
	}
	for _, s := range b.seen[call] {
		if i, ok := wrappers[s.callee()]; ok {
			v := s.first(strconv.Itoa(i))
			if name, known := b.text(v, s.file); known && name != "" {
				note(name, s.place(), b.docOf(v, s.file))
			}
		}
	}
	b.model.Env = sorted(byName)
	for _, e := range b.model.Env {
		e.Reads = tidy(e.Reads)
	}
}
