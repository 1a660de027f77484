/*
Kdoc reads a Kubernetes checkout, or any Go tree built like one, and turns it
into a lint gate and a documentation site.

# Usage

	kdoc check  [TREE] [PATTERN…]    report every rule the tree breaks
	kdoc explain TARGET              explain a program, package or type
	kdoc summarize [TREE] -o DIR     write such explanations of all programs
	kdoc rules  [RULE]               list the rules, or read about one
	kdoc baseline write|import       accept what a tree breaks today
	kdoc field  KIND.FIELD [TREE]    explain a kind of an API, or one of its fields
	kdoc diff   OLD NEW              say what changed for users between two trees
	kdoc site   [TREE] -o DIR        write a browsable site of the tree
	kdoc gen    FORMAT [TREE] -o DIR write reference pages of programs and APIs
	kdoc imports why|graph|cycles    ask who imports whom, and draw it
	kdoc commands [TREE] [BINARY…]   the commands and flags of programs, without building them
	kdoc config show|path|schema     the configuration in effect, and its schema
	kdoc cache  info|clear           the cache of facts about source files
	kdoc version
	kdoc completion SHELL

TREE is a directory, or DIR@REV for a revision in its git repository, read
without touching the work tree. Without one, the tree around the current
directory is taken: the root is the nearest directory upwards with a go.mod or
go.work, or the module that takes it in as a staging module. A directory inside
a tree that is no module itself limits the report to what lies below it.

A PATTERN limits the report: a directory (./pkg/api), a directory with all below
it (./pkg/...), a file (./pkg/api/types.go), or import paths as the go command
has them (k8s.io/api/...). Directories are relative to TREE. The whole tree is
read all the same, because most rules need it.

# Output

Data goes to standard output or the file of -o, everything else to standard
error: errors, a progress bar if that is a terminal and the run takes longer than
a second, and one line about what was checked. Files are written to a temporary
sibling and renamed, so an interrupt leaves the old file or the new one. Paths
are relative to the root of the tree. Two runs over one tree print the same
bytes. Characters that a terminal would act on instead of showing them are
printed as their Go escapes.

The JSON formats are versioned: docs/report-schema.json describes that of kdoc
check, docs/api-schema.json that of kdoc gen api.

# Exit codes

	0    clean: no diagnostics at or above the fail level
	1    diagnostics at or above the fail level (--fail-on, by default error)
	2    wrong arguments or configuration, or an output that cannot be written
	3    part of the tree, or one of the rules, could not be analysed
	4    a language model (--llm) left something unanswered; all pages are there
	130  interrupted

3 wins over 1: a script that sees 1 may rely on the report being complete. It is
independent of what rules run and of ignore directives; exclude a path in the
configuration to say that it does not matter.

# Configuration

A file named .kdoc.yaml, in the directory the tree was named by or the nearest
one upwards, no further than the root of the tree; for DIR@REV, the one in the
root of that revision. "kdoc config schema" prints its JSON Schema and "kdoc
config show" what is in effect and who said so. The command line wins over the
file.

A single diagnostic is silenced where it is reported, with a comment on the line,
on the declaration, or above the package clause for the whole file:

	//kdoc:ignore RULE[,RULE…] reason

The reason is mandatory. YAML files say "# kdoc:ignore", go.mod and go.work as Go
does.

# Environment

	NO_COLOR    if set and not empty, no colours unless --color=always
	KDOC_CACHE  directory of the cache; by default kdoc in the user's cache directory
	TERM        "dumb" means no colours and no progress bar

These hold the key for a language model, which is asked only with --llm on. It is
sent to the endpoint, and neither shown nor kept. The second is used for the
default endpoint alone, and if the first is not set.

	KDOC_LLM_KEY
	OPENAI_API_KEY

# Limitations

Nothing is compiled, so a tree that does not build is analysed as far as its
files can be parsed, and what only a compiler can tell is not seen. Build
constraints are judged for the host's platform unless --platform says otherwise.
Source lines longer than 400 bytes are shown as the part around what the
diagnostic is about; nothing else is ever cut.
*/
package main
