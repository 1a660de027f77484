package llm

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// An AnswerKey is all that an answer depends on. Where it came from, who asked
// and with which key make no difference.
type AnswerKey struct {
	// Schema and Prompt are versions, of the answer's form and of what is asked.
	Schema, Prompt string
	Language       string // a BCP-47 tag
	Model          string
	Sampling       string // see Sampling
	Tier           Tier
	// Bundle is the hash of the evidence, the turns after it included.
	Bundle string
}

// Hash returns the SHA-256 of k in hexadecimal digits.
func (k AnswerKey) Hash() string {
	h := sha256.New()
	for _, s := range []string{"kdoc answer", k.Schema, k.Prompt, k.Language, k.Model, k.Sampling, string(k.Tier), k.Bundle} {
		// With its length before it no field can pass for two.
		h.Write(binary.AppendUvarint(nil, uint64(len(s))))
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Answers keeps replies in a directory, each in a file named by the hash of its
// AnswerKey. They do not grow old and are never thrown away: what a model says
// once costs money to hear again. Several processes may use one directory, which
// may be deleted at any time.
//
// The packs that keep facts (package cache) would not do: they are written at
// the end of a run, and of two runs the later wins.
type Answers struct{ dir string }

// OpenAnswers returns the answers in dir, which is made when the first is kept.
func OpenAnswers(dir string) *Answers { return &Answers{dir} }

// Dir returns the directory.
func (a *Answers) Dir() string { return a.dir }

// answerMagic begins a file. The sum of what follows comes after it, then that.
const answerMagic = "kdoc answer 1 "

// kept is a file's content.
type kept struct {
	Key   string `json:"key"`
	Reply *Reply `json:"reply"`
}

// isKey tells whether s can be the hash of an AnswerKey.
func isKey(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	return strings.Trim(s, "0123456789abcdef") == ""
}

func (a *Answers) file(key string) string {
	return filepath.Join(a.dir, key[:2], key+".json")
}

// Get returns the reply under a hash. Whatever is wrong with the file is as if
// there were none.
func (a *Answers) Get(key string) (*Reply, bool) {
	if !isKey(key) {
		return nil, false
	}
	b, err := files.Read(a.file(key))
	if err != nil {
		return nil, false
	}
	return decodeKept(key, b)
}

// Find returns the reply to k in the tier that k names, or else in any other,
// the strictest first: which tier an endpoint bears shows only once it is asked.
func (a *Answers) Find(k AnswerKey) (*Reply, bool) {
	for _, k.Tier = range append([]Tier{k.Tier}, Tiers()...) {
		if r, ok := a.Get(k.Hash()); ok {
			return r, true
		}
	}
	return nil, false
}

func decodeKept(key string, b []byte) (*Reply, bool) {
	header, payload, ok := bytes.Cut(b, []byte("\n"))
	if !ok || string(header) != answerMagic+sum(payload) {
		return nil, false
	}
	var k kept
	d := json.NewDecoder(bytes.NewReader(payload))
	d.DisallowUnknownFields()
	if d.Decode(&k) != nil || k.Key != key || k.Reply == nil {
		return nil, false
	}
	return k.Reply, true
}

func encodeKept(key string, r *Reply) ([]byte, error) {
	payload, err := json.Marshal(kept{key, r})
	return append([]byte(answerMagic+sum(payload)+"\n"), payload...), err
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// Put keeps a reply under a hash. It is there in whole or not at all.
func (a *Answers) Put(key string, r *Reply) error {
	if !isKey(key) {
		return fmt.Errorf("%q is not the hash of an answer's key", clip(key))
	}
	b, err := encodeKept(key, r)
	if err != nil {
		return err
	}
	file := a.file(key)
	root, err := files.MakePrivateRoot(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer root.Close()
	return root.Replace(filepath.Base(file), b)
}
