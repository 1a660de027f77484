//go:build unix

package files

import "syscall"

// nonblock makes opening a pipe return at once instead of waiting for a writer,
// and keeps a terminal from becoming the process's own.
const nonblock = syscall.O_NONBLOCK | syscall.O_NOCTTY
