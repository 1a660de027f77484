package reference

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func parse(src string) *walk.Syntax {
	in := &walk.Syntax{Path: "x.go", Src: []byte(src), Fset: token.NewFileSet()}
	in.AST, _ = parser.ParseFile(in.Fset, in.Path, in.Src, parser.ParseComments)
	return in
}

const behaving = `package v1

const Gate featuregate.Feature = "Gate"

const Minute, Yes = 60 * time.Second, true

var gates = map[featuregate.Feature]featuregate.FeatureSpec{Gate: {Default: true, PreRelease: featuregate.Beta}}

func (T) OpenAPISchemaType() []string { return []string{"string"} }

func SetDefaults_T(obj *other.T) {
	if a := &obj.A; a.B == nil || len(a.B) == 0 {
		a.B = &other.B{C: 5, D: D{E: ptr.To("x")}}
	} else if gate.Enabled(Gate) && !obj.Off {
		*obj.N = 1 << 4
	}
	for i := range obj.L {
		obj.L[i].M[key].X = -1
	}
	switch {
	case obj.Z == 3:
		obj.Z = 4
	default:
		obj.Z = f(1, 2)
	}
	n := 1
	if cond() {
		n = 2
	}
	obj.Either = n
}
`

func TestExtract(t *testing.T) {
	b := extract(parse(behaving))
	type given struct{ path, value, when string }
	var got []given
	for _, a := range b.Defaults {
		g := given{value: a.Value.Literal + a.Value.Name}
		for _, p := range a.Path {
			g.path += "." + p
		}
		for _, c := range a.When {
			g.when += c.Gate + c.Words
			for _, p := range c.Path {
				g.when += "." + p
			}
			if c.Not {
				g.when += "!"
			}
			g.when += c.Value.Literal + ";"
		}
		got = append(got, g)
	}
	want := []given{
		{".A.B.C", "5", ""},
		{".A.B.D.E", `"x"`, ""},
		{".N", "16", ".A.B!;Gate;.Off;"},
		{".L.[].M.[].X", "-1", ""},
		{".Z", "4", ".Z3;"},
		{".Z", "", "other cases;"},
		{".Either", "", ""},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(given{})); diff != "" {
		t.Errorf("defaults (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]gateStage{{"Gate", "beta", true, false}}, b.Stages); diff != "" {
		t.Errorf("stages (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]constValue{{"Minute", `"1m0s"`}, {"Yes", "true"}}, b.Consts); diff != "" {
		t.Errorf("constants (-want +got)\n%s", diff)
	}
	roundTrip(t, b)
}

func roundTrip(t *testing.T, b *behaviour) {
	t.Helper()
	d := walk.NewDecoder(string(appendBehaviour(nil, b)))
	if diff := cmp.Diff(b, readBehaviour(d), cmpopts.EquateEmpty()); diff != "" || d.Err() != nil {
		t.Errorf("decoded: %v (-want +got)\n%s", d.Err(), diff)
	}
}

// FuzzExtract makes sure that no source, however broken, upsets the extractor,
// and that the cache keeps what it finds.
func FuzzExtract(f *testing.F) {
	f.Add(behaving)
	f.Add("package v1\nfunc SetDefaults_X(o *X) { o.A[0], o = 1, nil; *o.B.C = (((2))); for { switch x := o.(type) {} } }")
	f.Fuzz(func(t *testing.T, src string) {
		roundTrip(t, extract(parse(src)))
	})
}

func FuzzReadBehaviour(f *testing.F) {
	f.Add(string(appendBehaviour(nil, extract(parse(behaving)))))
	f.Fuzz(func(t *testing.T, data string) {
		readBehaviour(walk.NewDecoder(data))
	})
}
