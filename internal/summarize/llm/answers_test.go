package llm

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func someKey(n int) AnswerKey {
	return AnswerKey{Schema: "1", Prompt: "1", Language: "en", Model: "m", Sampling: Sampling("m"), Tier: Schema, Bundle: fmt.Sprint(n)}
}

func TestAnswers(t *testing.T) {
	a := OpenAnswers(filepath.Join(t.TempDir(), "new"))
	key, reply := someKey(1).Hash(), &Reply{Text: "{\"a\":\"节点\u2028\"}", Model: "m-1", Tier: Object, Usage: Usage{9, 3, 4}}
	if _, ok := a.Get(key); ok {
		t.Error("an empty directory has an answer")
	}
	if err := a.Put(key, reply); err != nil {
		t.Fatal(err)
	}
	if got, ok := a.Get(key); !ok || *got != *reply {
		t.Errorf("%+v, %v", got, ok)
	}
	for _, other := range []string{"", "../../etc/passwd", someKey(2).Hash(), strings.ToUpper(key), key[:63], key + "0"} {
		if _, ok := a.Get(other); ok {
			t.Errorf("%q has an answer", other)
		}
	}
	if err := a.Put("../x", reply); err == nil {
		t.Error("any file can be written")
	}
}

// Every part of the key makes another, and no two parts can be taken for one.
func TestAnswerKey(t *testing.T) {
	base := someKey(1)
	seen := map[string]string{base.Hash(): "base"}
	for name, change := range map[string]func(*AnswerKey){
		"schema":   func(k *AnswerKey) { k.Schema = "2" },
		"prompt":   func(k *AnswerKey) { k.Prompt = "2" },
		"language": func(k *AnswerKey) { k.Language = "zh-CN" },
		"model":    func(k *AnswerKey) { k.Model = "m2" },
		"sampling": func(k *AnswerKey) { k.Sampling = "reasoning" },
		"tier":     func(k *AnswerKey) { k.Tier = Plain },
		"bundle":   func(k *AnswerKey) { k.Bundle = "2" },
		"shifted":  func(k *AnswerKey) { k.Schema, k.Prompt = "11", "" },
		"shifted2": func(k *AnswerKey) { k.Schema, k.Prompt = "", "11" },
	} {
		k := base
		change(&k)
		if was, ok := seen[k.Hash()]; ok || !isKey(k.Hash()) {
			t.Errorf("%s has the hash of %s", name, was)
		}
		seen[k.Hash()] = name
	}
}

func TestFindsTheTier(t *testing.T) {
	a := OpenAnswers(t.TempDir())
	k := someKey(1)
	for _, tier := range []Tier{Plain, Object} {
		k.Tier = tier
		if err := a.Put(k.Hash(), &Reply{Text: string(tier)}); err != nil {
			t.Fatal(err)
		}
	}
	for tier, want := range map[Tier]string{Schema: "json_object", Object: "json_object", Plain: "plain", "": "json_object"} {
		k.Tier = tier
		if got, ok := a.Find(k); !ok || got.Text != want {
			t.Errorf("%q: %+v", tier, got)
		}
	}
	if _, ok := a.Find(someKey(2)); ok {
		t.Error("finds what is not there")
	}
}

// No damage gives another answer or an error: it gives none.
func TestDamagedAnswers(t *testing.T) {
	a := OpenAnswers(t.TempDir())
	key := someKey(1).Hash()
	if err := a.Put(key, &Reply{Text: "{}", Model: "m"}); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(a.file(key))
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"empty": nil, "longer": append(append([]byte{}, whole...), ' ')}
	for i := range whole {
		flipped := append([]byte{}, whole...)
		flipped[i] ^= 1
		damaged[fmt.Sprint("flipped at ", i)] = flipped
		damaged[fmt.Sprint("cut at ", i)] = whole[:i]
	}
	other, err := encodeKept(someKey(2).Hash(), &Reply{Text: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	damaged["of another key"] = other
	for name, b := range damaged {
		if r, ok := decodeKept(key, b); ok {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if err := os.WriteFile(a.file(key), whole[:40], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := a.Get(key); ok {
		t.Error("a cut file has an answer")
	}
	if err := errors.Join(os.Remove(a.file(key)), os.Mkdir(a.file(key), 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, ok := a.Get(key); ok {
		t.Error("a directory has an answer")
	}
	if err := a.Put(key, &Reply{}); err == nil {
		t.Error("a directory is replaced by an answer")
	}
	if left, _ := filepath.Glob(filepath.Join(a.dir, "*", ".tmp*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Two stores over one directory, as two processes have, written and read at once.
func TestAnswersAtOnce(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for w := range 4 {
		a := OpenAnswers(dir)
		wg.Go(func() {
			for i := range 40 {
				key := someKey(i % 10).Hash()
				if err := a.Put(key, &Reply{Text: strings.Repeat(fmt.Sprint(w), 5000)}); err != nil {
					t.Error(err)
				}
				if r, ok := a.Get(key); !ok || len(r.Text) != 5000 || strings.Trim(r.Text, r.Text[:1]) != "" {
					t.Errorf("half an answer, or none: %v", ok)
				}
			}
		})
	}
	wg.Wait()
	if files, _ := filepath.Glob(filepath.Join(dir, "*", "*")); len(files) != 10 {
		t.Errorf("%d files", len(files))
	}
}

// Clearing removes what Put has made and nothing else.
func TestAnswersClear(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "answers")
	a := OpenAnswers(dir)
	if info, err := a.Info(); err != nil || info != (AnswersInfo{}) {
		t.Errorf("nothing: %+v, %v", info, err)
	}
	if err := a.Clear(); err != nil {
		t.Errorf("nothing: %v", err)
	}
	for n := range 5 {
		if err := a.Put(someKey(n).Hash(), &Reply{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	shelf := someKey(0).Hash()[:2]
	for _, name := range []string{"tiers.json", "ab.txt", shelf + "/notes.json", shelf + "/.kdoc-1.tmp"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	info, err := a.Info()
	if err != nil || info.Answers != 5 || info.Bytes < 5*64 {
		t.Errorf("five: %+v, %v", info, err)
	}
	if err := a.Clear(); err != nil {
		t.Fatal(err)
	}
	if info, err := a.Info(); err != nil || info != (AnswersInfo{}) {
		t.Errorf("cleared: %+v, %v", info, err)
	}
	for name, stays := range map[string]bool{"tiers.json": true, "ab.txt": true, shelf + "/notes.json": true, shelf + "/.kdoc-1.tmp": false} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}
