// Package registry lists what the programs of a tree register, publish and
// read by name: feature gates, metrics, events, well-known labels, annotations,
// taints and finalizers, environment variables, ports, HTTP routes, exit codes,
// admission and scheduler plugins, controllers, and roles.
//
// An entry is found by what its code looks like: by the fields of a composite
// literal, by the shape of a signature, by the method that is called and the
// kind of value it is given. No name of a feature, metric or program is known
// here. Names are constants, and constants of other files; they are written
// down as references when a file is read (Extractor) and looked up when the
// whole tree is known (Load). A name that is made when the program runs is not
// in any list, and Model.Dynamic counts those.
package registry

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Place is where something stands in the source.
type Place struct {
	// File is relative to the tree.
	File string
	Pos  walk.Pos
	// Package is the import path of the file's package, and In the function or
	// method around the place: "New", "Controller.sync", or "" outside of any.
	Package, In string
}

// Aside reports whether a place is in code that is not part of what the tree
// ships: tests, samples, and tools of its developers.
func (p Place) Aside() bool {
	for dir := range strings.SplitSeq(path.Dir(p.File), "/") {
		switch dir {
		case "test", "tests", "testing", "testdata", "e2e", "hack", "examples", "example", "samples", "sample", "fixtures", "tools", "testutil", "testutils":
			return true
		}
		if strings.HasPrefix(dir, "sample-") {
			return true
		}
	}
	return false
}

// A Model is everything the lists have, each sorted by name.
type Model struct {
	Gates       []*Gate
	Metrics     []*Metric
	Events      []*Event
	Keys        []*Key
	Env         []*EnvVar
	Ports       []*Port
	Routes      []*Route
	Exits       []*Exit
	Plugins     []*Plugin
	Controllers []*Controller
	Roles       []*Role
	// Dynamic counts what is left out of each list because its name is not a
	// constant, by the name of the list: "events".
	Dynamic map[string]int
}

// A Gate is a feature gate.
type Gate struct {
	Name string
	// Package and Const name the constant; Const is "" if there is none.
	Package, Const string
	// Doc is its comment without the lines about owner and history.
	Doc string
	// Owner and KEP are what the comment says in lines "owner:" and "kep:".
	Owner, KEP string
	// History is what the comment says about stages, in its order: "alpha" in
	// "v1.26".
	History []Milestone
	// Specs are the registered states, the oldest first. Registries that keep no
	// versions have one, of Version "".
	Specs []GateSpec
	// Place is the constant's, or else that of the first spec.
	Place Place
	// Readers ask whether the gate is on.
	Readers []Place
}

// A Milestone is the release in which a gate reached a stage.
type Milestone struct{ Stage, Version string }

// A GateSpec is a state of a gate as it is registered.
type GateSpec struct {
	// Version is the release it holds from, "" if the registry keeps none.
	Version string
	// Stage is "alpha", "beta", "GA" or "deprecated".
	Stage   string
	Default bool
	Locked  bool
	Place   Place
}

// Current is the state that holds in the tree's own release.
func (g *Gate) Current() GateSpec {
	if len(g.Specs) == 0 {
		return GateSpec{}
	}
	return g.Specs[len(g.Specs)-1]
}

// A Metric is a metric that a program exposes.
type Metric struct {
	// Name is the full name, with namespace and subsystem.
	Name string
	// Type is "counter", "gauge", "histogram", "summary", or "" if it is not
	// known.
	Type string
	// Stability is "ALPHA", "BETA", "STABLE" or "INTERNAL", and "" where the
	// library of the metric has no such thing.
	Stability string
	// Deprecated is the version it is deprecated in.
	Deprecated string
	Help       string
	Labels     []string
	Place      Place
}

// An Event is a reason that events are recorded with.
type Event struct {
	Reason string
	// Types are "Normal", "Warning", or both.
	Types  []string
	Doc    string // of the constant, if the reason is one
	Places []Place
}

// A Key is a name that objects are labelled, annotated, tainted or held back
// with.
type Key struct {
	Name string
	// Kinds says what it is: "label", "annotation", "taint", "finalizer"; sorted.
	Kinds []string
	// Package and Const name the constant, Doc is its comment.
	Package, Const, Doc string
	Place               Place
	// Set are places that give it to objects or take it away, Read those that
	// look at it.
	Set, Read []Place
}

// An EnvVar is an environment variable that is read.
type EnvVar struct {
	Name  string
	Doc   string
	Reads []Place
}

// A Port is a number that a constant or an address gives to a port.
type Port struct {
	Number int
	// Const is the constant's name, "" for an address to listen on.
	Const, Doc string
	Place      Place
}

// A Route is a path that an HTTP handler is registered for.
type Route struct {
	Pattern string
	// Method is the HTTP method, "" for any.
	Method string
	Places []Place
}

// An Exit is a code other than 0 that a program ends with.
type Exit struct {
	Code   int
	Places []Place
}

// A Plugin is one of several implementations that a program is configured with.
type Plugin struct {
	// Kind is "admission" or "scheduler".
	Kind, Name string
	// Type is the type that implements it, if that is known, and Points the
	// interfaces of the framework that it says it implements.
	Type   string
	Points []string
	Doc    string
	Place  Place
}

// A Controller keeps the state of the cluster as it should be.
type Controller struct {
	// Name is the type's, qualified by its package's name.
	Name string
	// Style is "queue" for one that works through a queue, "reconciler" for one
	// that a manager calls.
	Style string
	// Watches are the kinds of objects it is told about.
	Watches []string
	Package string
	Type    string
	Doc     string
	Place   Place
}

// A Role is a set of permissions that the tree's own code or manifests create.
type Role struct {
	// Kind is "ClusterRole", "Role", "ClusterRoleBinding" or "RoleBinding".
	Kind, Name string
	Rules      []Rule
	// Partial says that some rules are not known.
	Partial bool
	Place   Place
}

// A Rule allows verbs on resources.
type Rule struct {
	Verbs, Groups, Resources, Names, URLs []string
}
