package clidoc

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// anyVisible reports whether a flag is listed at all.
func anyVisible(flags []*commands.Flag) bool {
	return slices.ContainsFunc(flags, func(f *commands.Flag) bool { return !f.Hidden })
}

// optionBlock lists flags as pflag prints them for help.
func (p Profile) optionBlock(flags []*commands.Flag) string {
	type row struct{ left, right string }
	var rows []row
	width := 0
	for _, f := range flags {
		if f.Hidden {
			continue
		}
		word, usage := p.valueWord(f)
		left := "      --" + f.Name
		if letter := liveShorthand(f); letter != "" {
			left = "  -" + letter + ", --" + f.Name
		}
		if word != "" {
			left += " " + word
		}
		left += optionalValue(f, p)
		width = max(width, len(left))
		rows = append(rows, row{left, usage + p.defaultNote(f) + deprecatedNote(f)})
	}
	var b strings.Builder
	for _, r := range rows {
		gap := strings.Repeat(" ", width-len(r.left)+3)
		b.WriteString(r.left + gap + strings.ReplaceAll(r.right, "\n", "\n"+strings.Repeat(" ", width+3)) + "\n")
	}
	return b.String()
}

// liveShorthand is the flag's letter unless its use is deprecated.
func liveShorthand(f *commands.Flag) string {
	if f.ShorthandDeprecated != "" {
		return ""
	}
	return f.Shorthand
}

// valueWord is what stands for the flag's value in a listing, and the usage
// without the back quotes that may mark that word.
func (p Profile) valueWord(f *commands.Flag) (word, usage string) {
	if before, rest, ok := strings.Cut(f.Usage, "`"); ok {
		if quoted, after, ok := strings.Cut(rest, "`"); ok {
			return quoted, before + quoted + after
		}
	}
	switch f.Type {
	case "bool":
		return "", f.Usage
	case "boolfunc":
		if !p.OldZeros {
			return "", f.Usage
		}
	case "func":
		if !p.OldZeros {
			return "value", f.Usage
		}
	case "float64":
		return "float", f.Usage
	case "int64":
		return "int", f.Usage
	case "uint64":
		return "uint", f.Usage
	case "stringSlice":
		return "strings", f.Usage
	case "intSlice":
		return "ints", f.Usage
	case "uintSlice":
		return "uints", f.Usage
	case "boolSlice":
		return "bools", f.Usage
	}
	return f.Type, f.Usage
}

// optionalValue shows what a flag means without a value, where that may
// surprise.
func optionalValue(f *commands.Flag, p Profile) string {
	switch {
	case f.NoOptDefault == "",
		f.Type == "bool" && f.NoOptDefault == "true",
		f.Type == "boolfunc" && f.NoOptDefault == "true" && !p.OldZeros,
		f.Type == "count" && f.NoOptDefault == "+1":
		return ""
	case f.Type == "string":
		return `[="` + f.NoOptDefault + `"]`
	}
	return "[=" + f.NoOptDefault + "]"
}

func (p Profile) defaultNote(f *commands.Flag) string {
	switch {
	case p.zero(f):
		return ""
	case f.Type == "string":
		return fmt.Sprintf(" (default %q)", f.Default)
	}
	return " (default " + f.Default + ")"
}

func deprecatedNote(f *commands.Flag) string {
	if f.Deprecated == "" {
		return ""
	}
	return " (DEPRECATED: " + f.Deprecated + ")"
}

// zeros holds, for pflag's own types, the defaults that say nothing.
var zeros = map[string][]string{
	"duration": {"0", "0s"},
	"int":      {"0"}, "int8": {"0"}, "int32": {"0"}, "int64": {"0"}, "uint": {"0"}, "uint8": {"0"}, "uint16": {"0"},
	"uint32": {"0"}, "uint64": {"0"}, "count": {"0"}, "float32": {"0"}, "float64": {"0"},
	"string": {""},
	"ip":     {"<nil>"}, "ipMask": {"<nil>"}, "ipNet": {"<nil>"},
	"intSlice": {"[]"}, "stringSlice": {"[]"}, "stringArray": {"[]"},
}

// zero reports whether a flag's default says nothing. It goes by the Go type of
// the value, so a type of the program's own that calls itself "string" is not
// judged like pflag's.
func (p Profile) zero(f *commands.Flag) bool {
	if f.Bool {
		return f.Default == "false" || f.Default == "" && !p.OldZeros
	}
	if name, ok := strings.CutPrefix(f.GoType, "*"+pflagModule+"."); ok {
		if name, ok = strings.CutSuffix(name, "Value"); ok && zeros[name] != nil {
			return slices.Contains(zeros[name], f.Default)
		}
	}
	value := f.Default
	if p.OldZeros {
		value = f.Current()
	}
	return slices.Contains([]string{"false", "<nil>", "", "0"}, value)
}
