package commands

import (
	"encoding/json"
	"fmt"
	"io"
)

// FormatVersion is raised when a consumer of the JSON has to change.
const FormatVersion = 1

// document is the outermost JSON value.
type document struct {
	Version  int        `json:"version"`
	Programs []*Program `json:"programs"`
}

// Encode writes programs as JSON: one object with "version" (FormatVersion) and
// "programs". Keys are those in the tags of the model's types, in the order of
// the fields; what is empty, false or nil is left out. Two runs over equal
// values write equal bytes. A flag is written in full wherever it is mentioned,
// and mentions with the same "id" are the same flag.
func Encode(w io.Writer, programs []*Program) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if programs == nil {
		programs = []*Program{}
	}
	return enc.Encode(document{FormatVersion, programs})
}

// Decode reads what Encode wrote. Flags with one id within a program come back
// as one *Flag.
func Decode(r io.Reader) ([]*Program, error) {
	var doc document
	if err := json.NewDecoder(r).Decode(&doc); err != nil {
		return nil, fmt.Errorf("not a list of programs: %w", err)
	}
	if doc.Version != FormatVersion {
		return nil, fmt.Errorf("programs are in format %d, and this reads format %d", doc.Version, FormatVersion)
	}
	for i, p := range doc.Programs {
		if p == nil || p.hasNull() {
			return nil, fmt.Errorf("program %d of the list holds a null instead of a program, command or flag", i+1)
		}
		p.unify()
		p.Finish()
	}
	return doc.Programs, nil
}

// unify makes mentions with one id the same object again. A hand-written file
// may leave ids out.
func (p *Program) unify() {
	byID := map[int]*Flag{}
	p.eachFlag(func(f **Flag) {
		switch first := byID[(*f).ID]; {
		case (*f).ID == 0:
		case first == nil:
			byID[(*f).ID] = *f
		default:
			*f = first
		}
	})
}

func (p *Program) hasNull() bool {
	null := false
	var commands func(c *Command)
	commands = func(c *Command) {
		for _, child := range c.Commands {
			if child == nil {
				null = true
				return
			}
			commands(child)
		}
	}
	if p.Root != nil {
		commands(p.Root)
	}
	if !null {
		p.eachFlag(func(f **Flag) { null = null || *f == nil })
	}
	return null
}
