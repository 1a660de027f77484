package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/process"
)

// blob appends the content of an object to buf.
func (s *gitSource) blob(oid string, size int64, buf []byte) ([]byte, error) {
	if size > MaxFileSize {
		return buf, ErrTooLarge
	}
	b := <-s.idle
	defer func() { s.idle <- b }() // nil if it stopped: the next to come starts another
	if b == nil {
		var err error
		if b, err = s.startBatch(); err != nil {
			return buf, err
		}
	}
	out, err := b.get(oid, buf)
	if err != nil && s.ctx.Err() != nil {
		return buf, s.ctx.Err()
	}
	if err != nil && !errors.Is(err, ErrMissingObject) {
		err, b = b.stopped(err), nil
	}
	return out, err
}

// A batch is one running "git cat-file --batch".
type batch struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	err *bytes.Buffer
}

func (s *gitSource) startBatch() (*batch, error) {
	cmd, err := process.Git(s.ctx, s.dir, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot run git: %w", err)
	}
	return &batch{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16), err: &stderr}, nil
}

// stopped lets go of a batch that has ended and says why. Some versions of git
// end where an object is missing and may not be fetched.
func (b *batch) stopped(err error) error {
	b.in.Close()
	b.cmd.Wait()
	if strings.Contains(b.err.String(), "promisor remote") {
		return ErrMissingObject
	}
	return err
}

func (b *batch) get(oid string, buf []byte) ([]byte, error) {
	if _, err := io.WriteString(b.in, oid+"\n"); err != nil {
		return buf, fmt.Errorf("git cat-file stopped: %w", err)
	}
	return b.reply(oid, buf)
}

// reply reads the answer to a question for an object. Every error but
// ErrMissingObject leaves the batch in a state that it cannot go on from.
func (b *batch) reply(oid string, buf []byte) ([]byte, error) {
	line, err := b.out.ReadSlice('\n') // no longer than the reader's buffer
	if err != nil {
		return buf, fmt.Errorf("git cat-file stopped: %w", err)
	}
	f := strings.Fields(string(line)) // oid, type, size
	if len(f) == 2 && f[0] == oid {
		return buf, ErrMissingObject // "missing", or that it is ambiguous
	}
	if len(f) != 3 || f[0] != oid || f[1] != "blob" {
		return buf, fmt.Errorf("git cat-file said something else than what object %q is", oid)
	}
	n, err := strconv.ParseInt(f[2], 10, 64)
	switch {
	case err != nil || n < 0:
		return buf, fmt.Errorf("git cat-file told no size of object %q", oid)
	case n > MaxFileSize:
		return buf, ErrTooLarge
	}
	start := len(buf)
	out := bytes.NewBuffer(buf)                          // grows with what comes, whatever was announced
	if _, err := io.CopyN(out, b.out, n+1); err != nil { // and the newline behind it
		return buf[:start], fmt.Errorf("git cat-file stopped: %w", err)
	}
	return out.Bytes()[:start+int(n)], nil
}

func (s *gitSource) Close() error {
	for range cap(s.idle) {
		if b := <-s.idle; b != nil {
			b.in.Close()
			b.cmd.Wait()
		}
		s.idle <- nil
	}
	return nil
}
