package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

type level int

func (l *level) UnmarshalText(b []byte) error {
	switch string(b) {
	case "low":
		*l = 1
	case "high":
		*l = 2
	default:
		return errors.New("no such level")
	}
	return nil
}

type base struct {
	ID   int `json:"id"`
	Kind string
}

type inner struct{ X, Y int8 }

type odd struct{ raw string }

func (o *odd) UnmarshalJSON(b []byte) error { o.raw = "<" + string(b) + ">"; return nil }

type all struct {
	base
	Name    string            `json:"name,omitempty"`
	On      bool              `json:"on"`
	F       float32           `json:"f"`
	U       uint16            `json:"u"`
	L       []string          `json:"l"`
	B       []byte            `json:"b"`
	M       map[string]*inner `json:"m"`
	N       map[int]string    `json:"n"`
	P       *inner            `json:"p"`
	A       [2]int            `json:"a"`
	Any     any               `json:"any"`
	Skip    string            `json:"-"`
	Level   level             `json:"level"`
	Odd     odd               `json:"odd"`
	Quoted  int               `json:"quoted,string"`
	Raw     json.RawMessage   `json:"raw"`
	private int
}

func main() {
	v := all{Name: "old", Skip: "kept", L: []string{"x"}, private: 3}
	err := json.Unmarshal([]byte(`{"id": 7, "KIND": "k", "name": "n\u00e9w", "on": true, "f": 1.5, "u": 65535, "l": ["a", "b"],
		"b": "aGk=", "m": {"i": {"X": 1, "y": -2}}, "n": {"3": "three"}, "p": {"X": 4}, "a": [1], "any": {"k": [1, "s", null, true]},
		"-": "no", "level": "high", "odd": {"a": 1}, "quoted": "12", "raw": [1,2], "private": 9, "other": {}}`), &v)
	fmt.Println(err, v.ID, v.Kind, v.Name, v.On, v.F, v.U, v.L, string(v.B), *v.M["i"], v.N, *v.P, v.A, v.Any, v.Skip, v.Level, v.Odd.raw, v.Quoted, string(v.Raw), v.private)

	err = json.Unmarshal([]byte(`{"p": null, "l": null, "on": null}`), &v)
	fmt.Println(err, v.P, v.L == nil, v.On)
	for _, bad := range []string{`{"u": 70000}`, `{"u": -1}`, `{"name": 3}`, `{"l": {}}`, `{"level": "mid"}`, `{`, `{"a": [1,2,3]}`, ``, `[1]`} {
		var w all
		fmt.Println(bad, json.Unmarshal([]byte(bad), &w) != nil)
	}
	var list []inner
	var n json.Number
	var m map[string]any
	fmt.Println(json.Unmarshal([]byte(`[{"X":1},{"Y":2}]`), &list), list, json.Unmarshal([]byte("12.50"), &n), n, json.Unmarshal([]byte(`{"a":1}`), &m), m)

	d := json.NewDecoder(strings.NewReader(`{"X": 1} {"X": 2, "Z": 3} `))
	for d.More() {
		var i inner
		if err := d.Decode(&i); err != nil {
			break
		}
		fmt.Println(i)
	}
	var i inner
	fmt.Println(d.Decode(&i) == io.EOF)
	d = json.NewDecoder(bytes.NewBufferString(`{"Z": 3}`))
	d.DisallowUnknownFields()
	fmt.Println(d.Decode(&i))
	d = json.NewDecoder(strings.NewReader(`{"a": 10000000000000000000001}`))
	d.UseNumber()
	fmt.Println(d.Decode(&m), m)
	out, err := json.MarshalIndent(map[string]any{"b": []int{1, 2}, "a": inner{1, 2}}, "", "  ")
	fmt.Println(string(out), err, json.Valid([]byte(`{}`)), json.Valid([]byte(`{`)))
}
