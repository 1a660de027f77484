package evalroad

import (
	"errors"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// What is made of programs that do not end where a library takes their command
// line over. One that links such a library, in a package of the tree's own, and
// comes to no command is never taken for one without commands.

// failed makes what there is of a program whose evaluation failed. That of one
// that has nothing to do with flags is no loss if the program panicked.
func (r *reader) failed(err error) {
	p := r.prog
	var panicked *eval.Panic
	if !errors.As(err, &panicked) || p.Entry != "" {
		p.Unknown = append(p.Unknown, commands.Unknown{Field: "root", Reason: err.Error()})
		return
	}
	r.early = true
	why := "the program ends before it runs a command or parses flags: " + err.Error()
	if r.needed() != "" || len(r.closure.Missing) > 0 {
		p.Unknown = append(p.Unknown, commands.Unknown{Field: "root", Reason: why})
		return
	}
	p.Root = r.flagProgram(nil)
	p.Library = ""
	p.Unknown = append(p.Unknown, commands.Unknown{Field: r.field(), Reason: why})
}

// parsedBy tells of a program that parsed flags whether they are all: commands may
// have followed, or the flags are those of a set of its own that a library other
// than flag and pflag parses, which may have commands that it does not tell these
// about.
func (r *reader) parsedBy(stop *eval.Stop) {
	p := r.prog
	switch library := r.needed(); {
	case r.in.Made(commands.CobraModule, "Command") && (stop.Then != "" || library != ""):
		r.early = true
		p.Unknown = append(p.Unknown, commands.Unknown{Pos: r.pos(stop.Pos), Reason: "the program makes commands and parses flags, but ends before it runs a command" + then(stop)})
	case library != "" && stop.Then != "":
		r.early = true
		p.Unknown = append(p.Unknown, commands.Unknown{Pos: r.pos(stop.Pos),
			Reason: fmt.Sprintf("flags are parsed, but the program, which imports %s, ends before it runs a command%s", library, then(stop))})
	case library != "" && len(r.closure.Missing) > 0:
		p.Unknown = append(p.Unknown, r.incomplete())
	}
	if stop.By != "" {
		if pkg := r.tree.Package(stop.By); pkg == nil || pkg.Vendored {
			p.Unknown = append(p.Unknown, commands.Unknown{Pos: r.pos(stop.Pos),
				Reason: fmt.Sprintf("flags are parsed by package %s, whose commands are not known", stop.By)})
		}
		r.readsArguments()
	}
}

func then(stop *eval.Stop) string {
	if stop.Then == "" {
		return ""
	}
	return ": " + stop.Then
}

// ended makes the command of a program that looked at no flag. It has none,
// unless it was sent the wrong way, or not all of it is there.
func (r *reader) ended(stop *eval.Stop) {
	p := r.prog
	p.Root = r.flagProgram(nil)
	p.Library = ""
	library := r.needed()
	switch {
	case len(r.closure.Missing) > 0:
		p.Unknown = append(p.Unknown, r.incomplete())
	case stop.Why == "exit" && stop.Exit != 0:
		r.early = true
		field := r.field()
		if library != "" {
			field = ""
		}
		p.Unknown = append(p.Unknown, commands.Unknown{Field: field, Pos: r.pos(stop.Pos),
			Reason: fmt.Sprintf("the program ends with status %d before it runs a command or parses flags", stop.Exit)})
	case library != "":
		r.early = true
		p.Unknown = append(p.Unknown, commands.Unknown{Pos: r.pos(stop.Pos), Reason: "the program imports " + library + " and comes to no command or flag"})
	default:
		r.readsArguments()
	}
}

// field is what is not known of a program that ended early and has nothing to do
// with flags.
func (r *reader) field() string {
	if len(r.in.ReadsArguments()) > 0 {
		return commands.FieldArguments
	}
	return commands.FieldEnd
}

// readsArguments notes that a program looks at its arguments without a library.
func (r *reader) readsArguments() {
	if at := r.in.ReadsArguments(); len(at) > 0 {
		r.prog.Unknown = append(r.prog.Unknown, commands.Unknown{Field: commands.FieldArguments, Pos: r.pos(at[0]),
			Reason: "the program reads os.Args itself"})
	}
}

// lost is the unknown in place of a root command.
func (r *reader) lost(u *eval.Unknown) commands.Unknown {
	if u == nil && len(r.closure.Missing) > 0 {
		return r.incomplete()
	}
	return r.unknown("root", u)
}
