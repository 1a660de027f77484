// Package reference is what users of an API need to know of it: groups,
// versions and kinds, every field with its type, whether it is required, what
// it is if left out and what it may be, and how to reach the objects.
//
// It is the API of package api with every name followed: aliases are gone,
// inlined structs are where their fields are, generic types have their
// arguments, and a type that is written in JSON as something else than its Go
// fields (a quantity, a time) is what it is written as. Defaults come from
// markers and from the functions that set them; feature gates from where they
// are registered; operations from OpenAPI and discovery documents in the tree
// where it has some, else from the markers of client and CRD generators.
//
// Everything is read from source; see Load for what that takes.
package reference
