package registry

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// fact is what one file says, with names as they are written.
type fact struct {
	Consts    []constant
	Types     []typeDecl
	Sightings []sighting
}

// A constant is a string or integer that a file declares at package level.
type constant struct {
	Name  string
	Type  string // as written, "" for none
	Value value
	Doc   string
	Pos   walk.Pos
	Int   bool
}

// A typeDecl is a struct type that may be a controller.
type typeDecl struct {
	Name, Doc string
	Pos       walk.Pos
	Queue     bool // has a work queue among its fields
}

// A sighting is a piece of code that belongs into one of the lists.
type sighting struct {
	Kind  kind
	Pos   walk.Pos
	In    string
	Attrs []attr
}

// An attr is what a sighting says about one thing.
type attr struct {
	Key    string
	Values []value
}

func (s *sighting) all(key string) []value {
	for i := range s.Attrs {
		if s.Attrs[i].Key == key {
			return s.Attrs[i].Values
		}
	}
	return nil
}

func (s *sighting) first(key string) value {
	if vs := s.all(key); len(vs) > 0 {
		return vs[0]
	}
	return nil
}

// text is the first value under a key if it needs no looking up.
func (s *sighting) text(key string) string {
	v := s.first(key)
	if len(v) == 1 && v[0].Kind == literal {
		return v[0].Text
	}
	return ""
}

func (s *sighting) add(key string, vs ...value) {
	s.Attrs = append(s.Attrs, attr{key, vs})
}

func (s *sighting) addText(key, text string) { s.add(key, plain(text)) }

type kind int

const (
	gateSpec kind = iota
	gateRead
	metric
	event
	keyUse
	env
	listen
	route
	exit
	admission
	schedulerPlugin
	implements
	watch
	reconcile
	runs
	role
	extraRule
	call
	kinds // how many there are
)

// A value is a string that is put together from parts.
type value []part

type part struct {
	Kind partKind
	// Text is a literal's text, and the source of what is not known.
	Text string
	// Pkg and Name are a reference to a constant; Pkg is "" for the file's own
	// package. Of a parameter, Name is its index.
	Pkg, Name string
}

type partKind int

const (
	literal partKind = iota
	reference
	parameter
	unknown
	partKinds
)

func plain(s string) value { return value{{Kind: literal, Text: s}} }

// Extractor is what every active file of the tree's own that is no test says.
var Extractor = &walk.Extractor{
	ID:      "registry",
	Version: 2,
	Wants: func(f *walk.File) bool {
		return f.Active && !f.Test && !strings.HasPrefix(f.Path, "vendor/") && !strings.Contains(f.Path, "/vendor/")
	},
	Extract: func(in *walk.Syntax) any { return extract(in) },
	Append:  func(b []byte, f any) []byte { return appendFact(b, f.(*fact)) },
	Read:    func(d *walk.Decoder) any { return readFact(d) },
}

func appendFact(b []byte, f *fact) []byte {
	b = walk.AppendInt(b, len(f.Consts))
	for _, c := range f.Consts {
		b = walk.AppendString(walk.AppendString(b, c.Name), c.Type)
		b = walk.AppendString(appendValue(b, c.Value), c.Doc)
		b = walk.AppendBool(walk.AppendPos(b, c.Pos), c.Int)
	}
	b = walk.AppendInt(b, len(f.Types))
	for _, t := range f.Types {
		b = walk.AppendString(walk.AppendString(b, t.Name), t.Doc)
		b = walk.AppendBool(walk.AppendPos(b, t.Pos), t.Queue)
	}
	b = walk.AppendInt(b, len(f.Sightings))
	for _, s := range f.Sightings {
		b = walk.AppendPos(walk.AppendInt(b, int(s.Kind)), s.Pos)
		b = walk.AppendInt(walk.AppendString(b, s.In), len(s.Attrs))
		for _, a := range s.Attrs {
			b = walk.AppendInt(walk.AppendString(b, a.Key), len(a.Values))
			for _, v := range a.Values {
				b = appendValue(b, v)
			}
		}
	}
	return b
}

func appendValue(b []byte, v value) []byte {
	b = walk.AppendInt(b, len(v))
	for _, p := range v {
		b = walk.AppendString(walk.AppendInt(b, int(p.Kind)), p.Text)
		b = walk.AppendString(walk.AppendString(b, p.Pkg), p.Name)
	}
	return b
}

func readFact(d *walk.Decoder) *fact {
	f := &fact{}
	if n := d.Len(); n > 0 {
		f.Consts = make([]constant, n)
	}
	for i := range f.Consts {
		f.Consts[i] = constant{Name: d.String(), Type: d.String(), Value: readValue(d), Doc: d.String(), Pos: d.Pos(), Int: d.Bool()}
	}
	if n := d.Len(); n > 0 {
		f.Types = make([]typeDecl, n)
	}
	for i := range f.Types {
		f.Types[i] = typeDecl{Name: d.String(), Doc: d.String(), Pos: d.Pos(), Queue: d.Bool()}
	}
	if n := d.Len(); n > 0 {
		f.Sightings = make([]sighting, n)
	}
	for i := range f.Sightings {
		readSighting(d, &f.Sightings[i])
	}
	return f
}

func readSighting(d *walk.Decoder, s *sighting) {
	s.Kind, s.Pos, s.In = kind(d.Int()), d.Pos(), d.String()
	if s.Kind >= kinds {
		d.Fail()
	}
	if n := d.Len(); n > 0 {
		s.Attrs = make([]attr, n)
	}
	for i := range s.Attrs {
		s.Attrs[i].Key = d.String()
		if n := d.Len(); n > 0 {
			s.Attrs[i].Values = make([]value, n)
		}
		for j := range s.Attrs[i].Values {
			s.Attrs[i].Values[j] = readValue(d)
		}
	}
}

func readValue(d *walk.Decoder) value {
	n := d.Len()
	if n == 0 {
		return nil
	}
	v := make(value, n)
	for i := range v {
		v[i] = part{Kind: partKind(d.Int()), Text: d.String(), Pkg: d.String(), Name: d.String()}
		if v[i].Kind >= partKinds {
			d.Fail()
		}
	}
	return v
}
