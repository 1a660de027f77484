// Package modgraph views the modules of a tree as graphs: which module an
// import path belongs to, who requires whom, who vendors what, which cycles
// there are, and what "go mod graph" printed if a tree keeps its output.
//
// Everything comes from files of the tree. The go.mod files of third-party
// modules are not among them, so the only edges that are certain are those that
// start at a module of the tree; go.sum tells which other modules take part in
// the graph at all, and vendored sources which of them import which.
package modgraph
