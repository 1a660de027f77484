package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
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
	cmd := gitCommand(s.ctx, s.dir, "cat-file", "--batch")
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
	line, err := b.out.ReadString('\n')
	if err != nil {
		return buf, fmt.Errorf("git cat-file stopped: %w", err)
	}
	f := strings.Fields(line) // oid, type, size
	if len(f) != 3 || f[1] != "blob" {
		return buf, ErrMissingObject
	}
	n, err := strconv.Atoi(f[2])
	if err != nil {
		return buf, fmt.Errorf("git cat-file said %q", strings.TrimSpace(line))
	}
	start := len(buf)
	buf = slices.Grow(buf, n+1)[:start+n+1] // and the newline behind it
	if _, err := io.ReadFull(b.out, buf[start:]); err != nil {
		return buf[:start], fmt.Errorf("git cat-file stopped: %w", err)
	}
	return buf[:start+n], nil
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
