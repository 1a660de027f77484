package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// target finds what a name of a target stands for. What is none of what the tree
// runs is said on stderr, and a name that nothing has is answered with one that
// something has.
func (l *loaded) target(ctx context.Context, name string) (summarize.Target, error) {
	t, err := summarize.Resolve(ctx, l.tree, name)
	var unknown *summarize.UnknownError
	if errors.As(err, &unknown) {
		if s := checks.Suggest(name, unknown.Names); s != "" {
			return t, fmt.Errorf("nothing called %q in the tree: did you mean %q? kdoc explain lists what there is", name, s)
		}
	}
	if err != nil {
		return t, err
	}
	if aside := t.Aside(); aside != "" {
		fmt.Fprintf(l.app.stderr, "kdoc: %s is %s, not part of what the tree runs\n", t, aside)
	}
	return t, nil
}
