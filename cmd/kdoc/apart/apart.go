// Package apart keeps go-graphviz, which compiles itself when a program starts,
// from keeping the result in a directory that all users of a machine share: it
// panics if another user was there first, and would run what that user left.
//
// It must be initialised before go-graphviz. Go initialises packages by import
// path once what they import is ready, and this one needs nothing but os, while
// go-graphviz waits for github.com/tetratelabs/wazero, which sorts behind it.
package apart

import "os"

var (
	before, was = os.LookupEnv("TMPDIR")
	_           = enter()
)

// enter points the directory for temporary files to one of the user's own, or
// to one that cannot be made, which does without keeping anything.
func enter() error {
	dir, err := os.UserCacheDir()
	if err == nil {
		dir += string(os.PathSeparator) + "kdoc"
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		dir = os.DevNull
	}
	return os.Setenv("TMPDIR", dir)
}

// Leave restores the environment.
func Leave() error {
	if !was {
		return os.Unsetenv("TMPDIR")
	}
	return os.Setenv("TMPDIR", before)
}
