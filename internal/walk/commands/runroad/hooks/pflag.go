//go:build ignore

package pflag

import (
	"encoding/json"
	"io/ioutil"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
)

// This file takes part in builds of old versions of the library, whose language
// version may be that of Go 1.12.

type KdocPlace struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

type KdocFlag struct {
	ID                  int                 `json:"id"`
	Name                string              `json:"name"`
	Shorthand           string              `json:"shorthand,omitempty"`
	Usage               string              `json:"usage,omitempty"`
	Type                string              `json:"type"`
	GoType              string              `json:"goType,omitempty"`
	Bool                bool                `json:"bool,omitempty"`
	Default             string              `json:"default,omitempty"`
	Value               *string             `json:"value,omitempty"`
	NoOptDefault        string              `json:"noOptDefault,omitempty"`
	Hidden              bool                `json:"hidden,omitempty"`
	Deprecated          string              `json:"deprecated,omitempty"`
	ShorthandDeprecated string              `json:"shorthandDeprecated,omitempty"`
	Section             string              `json:"section,omitempty"`
	Annotations         map[string][]string `json:"annotations,omitempty"`
	Completion          bool                `json:"completion,omitempty"`
	Pos                 *KdocPlace          `json:"pos,omitempty"`
}

// KdocOrigin is where a flag was first added to a set.
type KdocOrigin struct {
	Set  *FlagSet
	File string
	Line int
}

// KdocSets lists every set a flag was added to, in order; KdocOrigins has an
// entry for each of those flags.
var (
	KdocSets    []*FlagSet
	KdocOrigins = map[*Flag]KdocOrigin{}
	kdocMutex   sync.Mutex
)

func kdocAdd(set *FlagSet, f *Flag) {
	kdocMutex.Lock()
	defer kdocMutex.Unlock()
	known := false
	for _, s := range KdocSets {
		known = known || s == set
	}
	if !known {
		KdocSets = append(KdocSets, set)
	}
	if _, ok := KdocOrigins[f]; ok {
		return
	}
	o := KdocOrigin{Set: set}
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		frame, more := frames.Next()
		if !strings.Contains(frame.Function, "github.com/spf13/pflag.") && !strings.Contains(frame.Function, "github.com/spf13/cobra.") {
			o.File, o.Line = frame.File, frame.Line
			break
		}
		if !more {
			break
		}
	}
	KdocOrigins[f] = o
}

// KdocDumper lists flags; one flag object keeps one id.
type KdocDumper struct {
	Own        map[*FlagSet]bool // the sets of commands, whose names are no sections
	Completion func(*Flag) bool
	ids        map[*Flag]int
}

// NewKdocDumper returns a dumper that knows the set of the command line.
func NewKdocDumper() *KdocDumper {
	return &KdocDumper{map[*FlagSet]bool{CommandLine: true}, func(*Flag) bool { return false }, map[*Flag]int{}}
}

// Flags lists a set in the order of registration.
func (d *KdocDumper) Flags(set *FlagSet) []KdocFlag {
	var out []KdocFlag
	sorted := set.SortFlags
	set.SortFlags = false
	set.VisitAll(func(f *Flag) { out = append(out, d.flag(f)) })
	set.SortFlags = sorted
	return out
}

func (d *KdocDumper) flag(f *Flag) KdocFlag {
	if d.ids[f] == 0 {
		d.ids[f] = len(d.ids) + 1
	}
	k := KdocFlag{
		ID: d.ids[f], Name: f.Name, Shorthand: f.Shorthand, Usage: f.Usage, Type: f.Value.Type(),
		Default: f.DefValue, NoOptDefault: f.NoOptDefVal, Hidden: f.Hidden, Deprecated: f.Deprecated,
		ShorthandDeprecated: f.ShorthandDeprecated, Annotations: f.Annotations, Completion: d.Completion(f),
	}
	t := reflect.TypeOf(f.Value)
	star := ""
	if t.Kind() == reflect.Ptr {
		t, star = t.Elem(), "*"
	}
	k.GoType = star + t.PkgPath() + "." + t.Name()
	_, k.Bool = f.Value.(interface{ IsBoolFlag() bool })
	if now := f.Value.String(); now != f.DefValue {
		k.Value = &now
	}
	if o, ok := KdocOrigins[f]; ok {
		if !d.Own[o.Set] {
			k.Section = o.Set.name
		}
		if o.Line > 0 {
			k.Pos = &KdocPlace{o.File, o.Line}
		}
	}
	return k
}

// kdocParse writes what the set holds and ends the program, if it is the set of
// the command line.
func kdocParse(set *FlagSet) {
	file := os.Getenv("KDOC_DUMP")
	if file == "" || os.Getenv("KDOC_STOP") != "pflag" || set != CommandLine {
		return
	}
	name := filepath.Base(os.Args[0])
	KdocFinish(file, map[string]interface{}{
		"name": name, "package": "", "library": "pflag",
		"root": map[string]interface{}{
			"use": name, "runnable": true, "flags": NewKdocDumper().Flags(set), "unsortedFlags": !set.SortFlags,
		},
	})
}

// KdocFinish writes one program and ends this one.
func KdocFinish(file string, program map[string]interface{}) {
	text, err := json.Marshal(map[string]interface{}{"version": 1, "programs": []interface{}{program}})
	if err == nil {
		err = ioutil.WriteFile(file, text, 0666)
	}
	if err != nil {
		println("kdoc:", err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}
