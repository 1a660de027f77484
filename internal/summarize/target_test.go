package summarize

import (
	"errors"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const targetTree = `
-- go.mod --
module example.org/m

go 1.21
-- cmd/prog/main.go --
package main

func main() {}
-- pkg/queue/queue.go --
package queue

type (
	// Grouped is declared in a group.
	Grouped struct{}
	Item    = string
)

type Type struct{ Field int }

func (t *Type) Add() {}

func (g Gen[T]) Each() {}

type Gen[T any] struct{}

func NewMaker() *Type { return nil }

const text = "type Fake struct"
-- a/same/x.go --
package same

func Both() {}
-- b/same/x.go --
package same

func Both() {}
`

func TestResolve(t *testing.T) {
	tree := walktest.Open(t, targetTree, walk.Options{Platforms: []string{"linux/amd64"}})
	for name, want := range map[string]string{
		"cmd/prog":                     "program example.org/m/cmd/prog",
		"prog":                         "program example.org/m/cmd/prog",
		"./pkg/queue/":                 "package example.org/m/pkg/queue",
		"pkg/queue":                    "package example.org/m/pkg/queue",
		"example.org/m/pkg/queue":      "package example.org/m/pkg/queue",
		"queue":                        "package example.org/m/pkg/queue",
		"queue.Type":                   "type example.org/m/pkg/queue.Type",
		"Type":                         "type example.org/m/pkg/queue.Type",
		"Grouped":                      "type example.org/m/pkg/queue.Grouped",
		"Gen":                          "type example.org/m/pkg/queue.Gen",
		"queue.NewMaker":               "function example.org/m/pkg/queue.NewMaker",
		"Type.Add":                     "function example.org/m/pkg/queue.Type.Add",
		"queue.Gen.Each":               "function example.org/m/pkg/queue.Gen.Each",
		"example.org/m/pkg/queue.Type": "type example.org/m/pkg/queue.Type",
		"Maker":                        "package example.org/m/pkg/queue", // what makes one
		"pkg/queue/queue.go":           "file pkg/queue/queue.go",
		"a/same.Both":                  "function example.org/m/a/same.Both",
	} {
		got, err := Resolve(t.Context(), tree, name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if s := got.Kind + " " + got.String(); s != want {
			t.Errorf("%s is %s, want %s", name, s, want)
		}
	}
	for name, want := range map[string]string{
		"same":        "could be any of these",
		"Both":        "example.org/m/a/same.Both\n  example.org/m/b/same.Both",
		"Fake":        "nothing called \"Fake\"",
		"queue.Nope":  "nothing called",
		"":            "nothing called",
		"../../etc":   "nothing called",
		"queue.":      "nothing called",
		"Type.Nope":   "nothing called",
		"none/at/all": "nothing called",
	} {
		if got, err := Resolve(t.Context(), tree, name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want an error with %q", name, got, err, want)
		}
	}
	var ambiguous *AmbiguousError
	if _, err := Resolve(t.Context(), tree, "same"); !errors.As(err, &ambiguous) || len(ambiguous.Choices) != 2 {
		t.Errorf("same: %v", err)
	}
}
