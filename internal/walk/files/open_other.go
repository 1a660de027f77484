//go:build !unix

package files

// nonblock is for systems on which opening a pipe waits for a writer.
const nonblock = 0
