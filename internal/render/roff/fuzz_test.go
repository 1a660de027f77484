package roff_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render/roff"
)

// Text comes from the checkout: nothing in it may make rendering fail or hang.
func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"% T(1) m\n% A\n% D\n# NAME\na \\- b - c\n\n- x\n  - y\n\n    .code\n\n| a |\n|---|\n| b |\n",
		"d\n\t* \n: ", ": \n\n*\nub", "[^1]\n\n[^1]: foot\n", "[a](b)[]()", "1. x\n\n   y\n2. z\n> q\n```\nf\n```\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, v := range []string{"v2.0.0", "v2.0.2", "v2.0.3", "v2.0.4", "v2.0.6", ""} {
			roff.StyleOf(v).Render([]byte(text))
		}
	})
}
