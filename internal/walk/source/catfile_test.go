package source

import (
	"bufio"
	"bytes"
	"errors"
	"testing"
)

// Whatever git says, or something in its place, a reply is the object that was
// asked for or an error, and takes no more memory than there are bytes.
func FuzzCatFileReply(f *testing.F) {
	for _, seed := range []string{"0123 blob 3\nabc\n", "0123 missing\n", "0123 blob -5\nabc\n", "0123 blob 99999999\nabc\n",
		"0123 blob 9223372036854775807\n", "0123 tree 3\nabc\n", "4567 blob 3\nabc\n", "0123 blob 3", "", "\n", "0123 blob 3\nab"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		b := &batch{out: bufio.NewReader(bytes.NewReader(said)), err: &bytes.Buffer{}}
		got, err := b.reply("0123", []byte("before"))
		if !bytes.HasPrefix(got, []byte("before")) {
			t.Fatalf("what was in the buffer is gone: %q", got)
		}
		if len(got) > len("before")+len(said) || err != nil && len(got) != len("before") {
			t.Errorf("%d bytes of %d, %v", len(got), len(said), err)
		}
		if err == nil && !bytes.HasPrefix(said, []byte("0123 blob ")) {
			t.Errorf("%q is taken for the object", said)
		}
	})
}

func TestCatFileReply(t *testing.T) {
	for said, want := range map[string]string{"0123 blob 3\nabc\n": "abc", "0123 blob 0\n\n": ""} {
		b := &batch{out: bufio.NewReader(bytes.NewReader([]byte(said)))}
		if got, err := b.reply("0123", nil); err != nil || string(got) != want {
			t.Errorf("%q: %q, %v", said, got, err)
		}
	}
	for said, want := range map[string]error{"0123 missing\n": ErrMissingObject, "0123 blob 67108865\n": ErrTooLarge} {
		b := &batch{out: bufio.NewReader(bytes.NewReader([]byte(said)))}
		if _, err := b.reply("0123", nil); !errors.Is(err, want) {
			t.Errorf("%q: %v", said, err)
		}
	}
}
