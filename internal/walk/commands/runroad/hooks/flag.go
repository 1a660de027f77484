//go:build ignore

package flag

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
)

type kdocPlace struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

type kdocFlag struct {
	Name    string     `json:"name"`
	Usage   string     `json:"usage"`
	Type    string     `json:"type"`
	GoType  string     `json:"goType"`
	Bool    bool       `json:"bool"`
	Default string     `json:"default"`
	Value   *string    `json:"value,omitempty"`
	Pos     *kdocPlace `json:"pos,omitempty"`
}

var (
	kdocPlaces = map[Value]kdocPlace{}
	kdocMutex  sync.Mutex
)

// kdocVar notes where a flag is registered.
func kdocVar(v Value) {
	if v == nil || !reflect.TypeOf(v).Comparable() {
		return
	}
	kdocMutex.Lock()
	defer kdocMutex.Unlock()
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "flag.") {
			kdocPlaces[v] = kdocPlace{frame.File, frame.Line}
			return
		}
		if !more {
			return
		}
	}
}

// kdocParse writes what the set holds and ends the program, if it is the set of
// the command line.
func kdocParse(set *FlagSet) {
	file := os.Getenv("KDOC_DUMP")
	if file == "" || os.Getenv("KDOC_STOP") != "flag" || set != CommandLine {
		return
	}
	var flags []kdocFlag
	set.VisitAll(func(f *Flag) {
		t := reflect.TypeOf(f.Value)
		star := ""
		if t.Kind() == reflect.Ptr {
			t, star = t.Elem(), "*"
		}
		k := kdocFlag{Name: f.Name, Usage: f.Usage, Default: f.DefValue, GoType: star + t.PkgPath() + "." + t.Name()}
		k.Type = strings.TrimSuffix(t.Name(), "Value")
		if b, ok := f.Value.(boolFlag); ok {
			k.Bool = b.IsBoolFlag()
		}
		if now := f.Value.String(); now != f.DefValue {
			k.Value = &now
		}
		if reflect.TypeOf(f.Value).Comparable() {
			if p, ok := kdocPlaces[f.Value]; ok {
				k.Pos = &p
			}
		}
		flags = append(flags, k)
	})
	name := filepath.Base(os.Args[0])
	text, err := json.Marshal(map[string]interface{}{"version": 1, "programs": []interface{}{map[string]interface{}{
		"name": name, "package": "", "library": "flag",
		"root": map[string]interface{}{"use": name, "runnable": true, "flags": flags},
	}}})
	if err == nil {
		err = os.WriteFile(file, text, 0666)
	}
	if err != nil {
		println("kdoc:", err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}
