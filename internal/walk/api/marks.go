package api

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

// A Mark is a marker and the line of a comment it stands on.
type Mark struct {
	markers.Marker
	Line Line
	// Detached reports whether a blank line separates it from what it marks.
	Detached bool
	// Loose reports whether it is detached and stands among other words: those of
	// an older text, or of something that is commented out.
	Loose bool
}

// Marks are the markers of a declaration in source order.
type Marks []Mark

// Has reports whether one of the names is among the markers.
func (ms Marks) Has(names ...string) bool { return ms.Find(names...) != nil }

// Find returns the first marker with one of the names, or nil.
func (ms Marks) Find(names ...string) *Mark {
	for i := range ms {
		for _, n := range names {
			if ms[i].Name == n {
				return &ms[i]
			}
		}
	}
	return nil
}

// The spellings of two markers that most rules ask for.
var (
	optionalNames = []string{"optional", "k8s:optional", "kubebuilder:validation:Optional"}
	requiredNames = []string{"required", "k8s:required", "kubebuilder:validation:Required"}
)

// Optional returns the marker that makes a field optional, or nil.
func (ms Marks) Optional() *Mark { return ms.Find(optionalNames...) }

// Required returns the marker that makes a field required, or nil.
func (ms Marks) Required() *Mark { return ms.Find(requiredNames...) }

// MarksOf returns the markers in a comment and in the one above it, as
// controller-tools associates them: the nearest comment block before a
// declaration that is not its description counts, whatever else it says.
func MarksOf(doc, above Comment) Marks {
	ms := appendMarks(nil, above, true)
	if len(ms) > 0 && !OnlyMarkers(above) {
		for i := range ms {
			ms[i].Loose = true
		}
	}
	return appendMarks(ms, doc, false)
}

// OnlyMarkers reports whether a comment is nothing but markers.
func OnlyMarkers(c Comment) bool {
	for _, l := range c.Lines() {
		if l.Text != "" && !l.Marker {
			return false
		}
	}
	return true
}

func appendMarks(ms Marks, c Comment, detached bool) Marks {
	if !strings.Contains(c.Raw, "+") {
		return ms
	}
	for _, l := range c.Lines() {
		if !l.Marker {
			continue
		}
		if m, ok := markers.Parse(l.Text); ok {
			ms = append(ms, Mark{Marker: m, Line: l, Detached: detached})
		}
	}
	return ms
}
