package clidoc

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// What a flag's line says differs between versions of pflag.
func TestOptionBlock(t *testing.T) {
	own := func(name string) string { return "*github.com/spf13/pflag." + name + "Value" }
	custom := "*example.com/x.Value"
	now := func(s string) *string { return &s }
	for _, tt := range []struct {
		name     string
		flag     commands.Flag
		old, new string // before and from 1.0.7 on
	}{
		{"string", commands.Flag{Type: "string", GoType: own("string"), Default: "x"}, `      --f string    (default "x")`, ""},
		{"empty string", commands.Flag{Type: "string", GoType: own("string"), Usage: "U."}, "      --f string   U.", ""},
		{"string of its own", commands.Flag{Type: "string", GoType: custom, Default: "0", Usage: "U."}, "      --f string   U.", ""},
		{"zero duration", commands.Flag{Type: "duration", GoType: own("duration"), Default: "0s", Usage: "U."}, "      --f duration   U.", ""},
		{"int16 is not known", commands.Flag{Type: "int16", GoType: own("int16"), Default: "7", Usage: "U."}, "      --f int16   U. (default 7)", ""},
		{"slice", commands.Flag{Type: "stringSlice", GoType: own("stringSlice"), Default: "[]", Usage: "U."}, "      --f strings   U.", ""},
		{"slice that is not known", commands.Flag{Type: "boolSlice", GoType: own("boolSlice"), Default: "[]", Usage: "U."}, "      --f bools   U. (default [])", ""},
		{"bool", commands.Flag{Type: "bool", GoType: own("bool"), Bool: true, Default: "true", NoOptDefault: "true", Usage: "U."}, "      --f   U. (default true)", ""},
		{"empty bool", commands.Flag{Type: "bool", GoType: custom, Bool: true, NoOptDefault: "true", Usage: "U."}, "      --f   U. (default )", "      --f   U."},
		{"changed later", commands.Flag{Type: "mode", GoType: custom, Value: now("x"), Usage: "U."}, "      --f mode   U. (default )", "      --f mode   U."},
		{"emptied later", commands.Flag{Type: "mode", GoType: custom, Default: "x", Value: now(""), Usage: "U."}, "      --f mode   U.", "      --f mode   U. (default x)"},
		{"function", commands.Flag{Type: "func", GoType: own("func"), Usage: "U."}, "      --f func   U.", "      --f value   U."},
		{"function without value", commands.Flag{Type: "boolfunc", GoType: own("boolfunc"), Bool: true, NoOptDefault: "true", Usage: "U."}, "      --f boolfunc[=true]   U. (default )", "      --f   U."},
		{"optional value", commands.Flag{Type: "string", GoType: own("string"), NoOptDefault: "y", Usage: "U."}, `      --f string[="y"]   U.`, ""},
		{"count", commands.Flag{Type: "count", GoType: own("count"), Default: "0", NoOptDefault: "+1", Usage: "U.", Shorthand: "v"}, "  -v, --f count   U.", ""},
		{"deprecated letter", commands.Flag{Type: "int", GoType: own("int"), Default: "0", Usage: "U.", Shorthand: "v", ShorthandDeprecated: "use --f"}, "      --f int   U.", ""},
		{"word in quotes", commands.Flag{Type: "string", GoType: own("string"), Usage: "A `NAME` of `two`"}, "      --f NAME   A NAME of `two`", ""},
		{"one quote", commands.Flag{Type: "string", GoType: own("string"), Usage: "A `NAME"}, "      --f string   A `NAME", ""},
		{"deprecated", commands.Flag{Type: "int", GoType: own("int"), Default: "1", Usage: "U.", Deprecated: "use --g"}, "      --f int   U. (default 1) (DEPRECATED: use --g)", ""},
		{"lines", commands.Flag{Type: "int", GoType: own("int"), Default: "0", Usage: "U.\nV."}, "      --f int   U.\n                V.", ""},
	} {
		tt.flag.Name = "f"
		if tt.new == "" {
			tt.new = tt.old
		}
		if got := (Profile{OldZeros: true}).optionBlock([]*commands.Flag{&tt.flag}); got != tt.old+"\n" {
			t.Errorf("%s, old:\n%q, want\n%q", tt.name, got, tt.old)
		}
		if got := (Profile{}).optionBlock([]*commands.Flag{&tt.flag}); got != tt.new+"\n" {
			t.Errorf("%s, new:\n%q, want\n%q", tt.name, got, tt.new)
		}
	}
	if got := (Profile{}).optionBlock([]*commands.Flag{{Name: "x", Hidden: true}}); got != "" {
		t.Errorf("a hidden flag is listed: %q", got)
	}
}

func TestProfileOf(t *testing.T) {
	of := func(cobra, pflag, md2man string) Profile {
		return ProfileOf(func(m string) string {
			return map[string]string{cobraModule: cobra, pflagModule: pflag, md2manModule: md2man}[m]
		})
	}
	if p := of("", "", ""); p.OldZeros || p.Rules.ShadowByName || p.Roff.V206 {
		t.Errorf("unknown versions are not taken for new: %+v", p)
	}
	if p := of("v1.1.3", "v1.0.5", "v2.0.0"); !p.OldZeros || !p.Rules.ShadowByName || !p.Roff.V200 {
		t.Errorf("old versions: %+v", p)
	}
	if p := of("v1.10.0", "v1.0.9", "v2.0.6"); p.OldZeros || p.Rules.ShadowByName || p.Roff.V204 || !p.Roff.V206 {
		t.Errorf("new versions: %+v", p)
	}
}
