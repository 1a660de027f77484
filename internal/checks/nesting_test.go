package checks

import (
	"strings"
	"testing"
)

func TestTooDeep(t *testing.T) {
	steps := ""
	for i := range 3 * maxNesting {
		steps += strings.Repeat(" ", i) + "a:\n"
	}
	for text, want := range map[string]int{
		"":                                      0,
		strings.Repeat("- [a, {b: c}]\n", 5000): 0,
		"a: 1\nb: " + strings.Repeat("[", 1000): 2,
		"{\"a\":" + strings.Repeat("{\"a\":", 1000): 1,
		steps:                      2*maxNesting + 2,
		strings.Repeat("- ", 1000): 1,
	} {
		if got := TooDeep([]byte(text)); got != want {
			t.Errorf("%.40q: line %d, want %d", text, got, want)
		}
	}
}
