//go:build unix

package files_test

import (
	"syscall"
	"testing"
)

func makePipe(t *testing.T, name string) { check(t, syscall.Mkfifo(name, 0o644)) }
