package main

import (
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render/report"
)

// formatsFlag is --format: formats of the report, each with the file it is
// written to, "" for standard output or what --output names.
type formatsFlag []formatOutput

type formatOutput struct {
	format report.Format
	file   string
}

// orText returns the formats that were given, or text.
func (f formatsFlag) orText() []formatOutput {
	if len(f) > 0 {
		return f
	}
	text, _ := report.FormatNamed("text")
	return []formatOutput{{format: text}}
}

func (f *formatsFlag) Type() string { return "format" }

func (f *formatsFlag) String() string {
	var parts []string
	for _, o := range *f {
		part := o.format.Name
		if o.file != "" {
			part += "=" + o.file
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

// Set takes formats as in "sarif=out.sarif,text". At most one goes to standard
// output, and no two into one file.
func (f *formatsFlag) Set(s string) error {
	for part := range strings.SplitSeq(s, ",") {
		name, file, named := strings.Cut(strings.TrimSpace(part), "=")
		format, ok := report.FormatNamed(name)
		if !ok {
			names := report.FormatNames()
			if s := checks.Suggest(name, names); s != "" {
				return fmt.Errorf("unknown format %q: did you mean %q?", name, s)
			}
			return fmt.Errorf("unknown format %q: use %s", name, strings.Join(names, ", "))
		}
		if named && file == "" {
			return fmt.Errorf("%s= names no file: write %s=FILE", name, name)
		}
		for _, other := range *f {
			if other.file == file && file == "" {
				return fmt.Errorf("%s and %s would both go to standard output: write %s=FILE for one of them", other.format.Name, name, name)
			} else if other.file == file {
				return fmt.Errorf("%s and %s would both be written to %s", other.format.Name, name, file)
			}
		}
		*f = append(*f, formatOutput{format, file})
	}
	return nil
}
