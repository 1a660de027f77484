// Package api is what a tree declares of Kubernetes-style APIs: groups and
// versions, types, their fields, tags, comments and constants.
//
// The Extractor takes these facts from the syntax of one file at a time, with
// every comment kept as written, so that a check can point at a word and a fix
// can replace it. A View puts the facts together: it knows which packages are
// API packages, what group and version they hold, and leads from a type's name
// in one file to its declaration in another. A Scope says which files the
// tree's own scripts judge.
//
// Nothing here needs types: what an API promises is decided by declarations,
// tags, markers and constants.
package api
