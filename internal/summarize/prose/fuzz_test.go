package prose

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize/prose/prosetest"
)

// What is decoded is one object of the schema: written again, it is the same.
func FuzzDecode(f *testing.F) {
	user := "Language: English (en)\nSection: workers (x)\n{\"id\":\"E1\",\"facts\":[[\"A\",\"calls\",\"B\"]]}\n"
	good := prosetest.Honest(user, "")
	for _, s := range []string{
		good, "```json\n" + good + "\n```", "Here:\n```\n" + good + "\n```", "<think>{}</think>" + good, good + "x", good + good, "```\n" + good + "\n```\nmore",
		`{"sections":[],"unknown":[]}`, `{"sections":null,"unknown":[]}`, `{"sections":[],"unknown":[],"x":1}`, `{}`, ``, `[]`, "<think>", "\ufeff" + good,
		`{"sections":[{"id":"workers","sentences":[{"text":"a","evidence":["E1"],"symbols":[],"claims":[{"s":"a","r":"b"}]}]}],"unknown":[]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := decode(text)
		if err != nil {
			return
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), ":null") {
			t.Errorf("something is missing: %s from %q", data, text)
		}
		again, err := decode(string(data))
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		twice, err := json.Marshal(again)
		if err != nil || string(twice) != string(data) {
			t.Errorf("%s became %s, %v", data, twice, err)
		}
	})
}

func TestDecode(t *testing.T) {
	user := "Language: English (en)\nSection: workers (x)\n{\"id\":\"E1\",\"facts\":[[\"A\",\"calls\",\"B\"]]}\n"
	good := prosetest.Honest(user, "")
	for _, s := range []string{good, "```json\n" + good + "\n```\n", "Here you are:\n```\n" + good + "\n```", "<think>\n{not this}\n</think>\n" + good} {
		if list, err := sentencesOf(s, "workers"); err != nil || len(list) != 1 {
			t.Errorf("%q: %v, %v", s, list, err)
		}
	}
	for _, s := range []string{"", good + good, good + " and more", "```\n" + good + "\n```\nand more", `{"sections":[],"unknown":[],"note":""}`, `{"sections":[]}`, "null", "[]",
		strings.Replace(good, `"symbols":`, `"symbol":`, 1), strings.Replace(good, `"claims":[{`, `"claims":null,"x":[{`, 1), "<think>" + good, good + strings.Repeat(" ", maxAnswer)} {
		if list, err := sentencesOf(s, "workers"); err == nil {
			t.Errorf("%.80q was taken: %v", s, list)
		}
	}
	if _, err := sentencesOf(good, "start-up"); err == nil {
		t.Error("the answer of another section was taken")
	}
}
