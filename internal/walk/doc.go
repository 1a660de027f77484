// Package walk turns a checkout into facts.
//
// Open finds the tree's root, lists its files, reads every go.mod, go.work and
// vendor/modules.txt, and visits every Go file once, in parallel. A visit reads
// the file's header (package clause, imports, build constraint, directives)
// and, for the files an Extractor wants, its syntax. The syntax is dropped as
// soon as the extractors have turned it into facts, so memory is bound by the
// facts and not by the size of the tree.
//
// Nothing here calls the go command, compiles or runs anything of the checkout,
// or touches the network: import paths, staging modules, vendor links and build
// constraints are worked out from the files alone. A tree is a directory or,
// as DIR@REV, any revision in git's object database.
//
// Facts are kept in a content-addressed cache between runs (package cache); an
// extractor is a pure function of a file's bytes, so a fact never goes stale.
//
// Whatever cannot be read or understood becomes a LoadError of the Tree and the
// rest goes on. Nothing is printed. The package imports none of kdoc's others
// but its own cache and git reader.
package walk
