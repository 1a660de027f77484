package llm

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A Secret is the key for an endpoint. However it is printed or encoded, it does
// not show. It is behind a pointer because fmt prints the fields of a struct that
// are not exported without asking them.
type Secret struct{ value *string }

// hidden is what shows in place of a Secret.
const hidden = "[key]"

// NewSecret returns a key without the white space around it. A key that could
// not stand in a header is an error, which does not show it.
func NewSecret(key string) (Secret, error) {
	key = strings.TrimSpace(key)
	for _, c := range []byte(key) {
		if c <= ' ' || c >= 0x7f {
			return Secret{}, errors.New("the key has white space, control characters or letters beyond ASCII in it: take it anew from where it was issued")
		}
	}
	return Secret{&key}, nil
}

// ReadSecret returns the key that a file holds.
func ReadSecret(file string) (Secret, error) {
	f, err := files.OpenNamed(file)
	if err != nil {
		return Secret{}, err
	}
	defer f.Close()
	const longest = 16 << 10
	b, err := io.ReadAll(io.LimitReader(f, longest+1))
	if err != nil {
		return Secret{}, err
	}
	s, err := NewSecret(string(b))
	switch {
	case err != nil || len(b) > longest:
		return Secret{}, fmt.Errorf("%s: no key: the file must hold the key and nothing else", file)
	case s.Empty():
		return Secret{}, fmt.Errorf("%s: the file is empty: it must hold the key", file)
	}
	return s, nil
}

// Empty tells whether there is no key.
func (s Secret) Empty() bool { return s.reveal() == "" }

func (s Secret) reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// String returns a placeholder.
func (s Secret) String() string { return hidden }

// GoString returns a placeholder.
func (s Secret) GoString() string { return hidden }

// Format writes a placeholder, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText returns a placeholder, for JSON as well.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
