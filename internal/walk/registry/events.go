package registry

import (
	"go/ast"
	"strings"
)

// eventCall reads calls that record an event: of something whose name speaks of
// events, with the type of the event and, behind it, its reason.
// https://pkg.go.dev/k8s.io/client-go/tools/record#EventRecorder
func (x *extraction) eventCall(c *ast.CallExpr, name string) {
	if !strings.Contains(strings.ToLower(name), "event") {
		return
	}
	for i, a := range c.Args {
		t := x.scope.value(a)
		if i+1 >= len(c.Args) || len(t) != 1 {
			continue
		}
		if t[0].Kind == parameter && eventShaped(name, c, i) || eventType(t[0]) != "" {
			s := x.see(event, c.Pos())
			s.add("type", t)
			s.add("reason", x.scope.value(c.Args[i+1]))
			return
		}
	}
}

// eventType is "Normal" or "Warning" if a part says so.
func eventType(p part) string {
	switch {
	case p.Kind == literal && (p.Text == "Normal" || p.Text == "Warning"):
		return p.Text
	case p.Kind == reference && strings.HasPrefix(p.Name, "EventType"):
		return strings.TrimPrefix(p.Name, "EventType")
	}
	return ""
}

// eventShaped reports whether the argument at i of a recorder's method is where
// it takes the type of an event.
func eventShaped(name string, c *ast.CallExpr, i int) bool {
	switch name {
	case "Event", "Eventf", "PastEventf":
		return i == 1 || i == 2 && len(c.Args) >= 6
	case "AnnotatedEventf":
		return i == 2
	}
	return false
}
