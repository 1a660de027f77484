//go:build ignore

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	kdocentry "KDOC_IMPORT"
)

// main calls the constructor with zero values, readers that are empty and
// writers that keep nothing, and runs the command it returns.
func main() {
	fn := reflect.ValueOf(KDOC_FUNC)
	n := fn.Type().NumIn()
	if fn.Type().IsVariadic() {
		n--
	}
	var args []reflect.Value
	for i := 0; i < n; i++ {
		v := reflect.New(fn.Type().In(i)).Elem()
		kdocFill(v, 0)
		args = append(args, v)
	}
	out := fn.Call(args)
	if len(out) == 0 {
		fmt.Fprintln(os.Stderr, "the function returns nothing")
		os.Exit(1)
	}
	run := out[0].MethodByName("Execute")
	if !run.IsValid() {
		fmt.Fprintln(os.Stderr, "the function returns no command")
		os.Exit(1)
	}
	run.Call(nil)
}

func kdocFill(v reflect.Value, depth int) {
	switch {
	case v.Kind() == reflect.Interface && v.NumMethod() > 0:
		for _, x := range []interface{}{io.Discard, strings.NewReader(""), context.Background()} {
			if reflect.TypeOf(x).Implements(v.Type()) {
				v.Set(reflect.ValueOf(x))
				return
			}
		}
	case v.Kind() == reflect.Struct && depth < 3:
		for i := 0; i < v.NumField(); i++ {
			if v.Field(i).CanSet() {
				kdocFill(v.Field(i), depth+1)
			}
		}
	}
}
