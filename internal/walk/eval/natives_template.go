package eval

import (
	htmltemplate "html/template"
	"text/template"
)

// templateNatives parse templates on the host, so that template.Must in a
// package variable holds; executing one is unknown.
func templateNatives() map[string]native {
	out := map[string]native{}
	type tmpl interface{ Name() string }
	funcs := func(v Value) map[string]any {
		stubs := map[string]any{}
		if m, ok := v.(*Map); ok {
			for _, i := range m.order() {
				if name, ok := m.ents[i].k.(string); ok {
					stubs[name] = func(...any) (any, error) { return "", nil }
				}
			}
		}
		return stubs
	}
	parsed := func(c *call, t tmpl, err error) Value {
		if err != nil {
			return tuple{nil, c.in.hostError(err.Error())}
		}
		return tuple{&Host{t}, nil}
	}
	out["text/template.New"] = func(c *call, a []Value) Value {
		name, _ := a[0].(string)
		return &Host{template.New(name)}
	}
	out["html/template.New"] = func(c *call, a []Value) Value {
		name, _ := a[0].(string)
		return &Host{htmltemplate.New(name)}
	}
	methods := map[string]native{
		"Funcs": func(c *call, a []Value) Value {
			switch t := hostOf(a[0]).(type) {
			case *template.Template:
				t.Funcs(funcs(a[1]))
			case *htmltemplate.Template:
				t.Funcs(funcs(a[1]))
			}
			return a[0]
		},
		"Parse": func(c *call, a []Value) Value {
			text, ok := a[1].(string)
			if !ok {
				return c.in.join(a[1])
			}
			switch t := hostOf(a[0]).(type) {
			case *template.Template:
				p, err := t.Parse(text)
				return parsed(c, p, err)
			case *htmltemplate.Template:
				p, err := t.Parse(text)
				return parsed(c, p, err)
			}
			return c.in.join(a[0])
		},
		"Option": func(c *call, a []Value) Value { return a[0] },
		"Delims": hostMethod("Delims"),
		"New": func(c *call, a []Value) Value {
			name, _ := a[1].(string)
			if t, ok := hostOf(a[0]).(*template.Template); ok {
				return &Host{t.New(name)}
			}
			return c.in.join(a[0])
		},
		"Lookup": hostMethod("Lookup"), "Name": hostMethod("Name"),
	}
	for _, pkg := range []string{"text/template", "html/template"} {
		for name, f := range methods {
			out["(*"+pkg+".Template)."+name] = f
		}
	}
	return out
}
