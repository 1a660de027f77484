package llm

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzReply reads any bytes as the body of a reply: an answer comes out, or an
// error that can be shown.
func FuzzReply(f *testing.F) {
	const good = `{"choices":[{"message":{"content":"{\"a\":1}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":1}}}`
	for _, seed := range []string{
		good, `{"error":{"message":["a","b"],"code":503}}`, `{"error":"x"}`, `{"detail":[{"msg":"x"}]}`, `[]`, `null`, ``,
		`{"choices":null,"error":null}`, `{"choices":[{"message":{"content":[{"type":"text","text":"x"}]}}]}`, "<html><title>x</title>",
		`{"usage":{"prompt_tokens":-5,"completion_tokens":9e99}}`, `{"choices":[{"message":{"refusal":"no","content":null},"finish_reason":"stop"}]}`,
	} {
		f.Add(seed, 200)
		f.Add(seed, 400)
	}
	f.Fuzz(func(t *testing.T, body string, status int) {
		failed := judge(status, http.Header{"Content-Type": {"text/html"}}, []byte(body))
		var reply *Reply
		if failed == nil {
			reply, failed = readCompletion([]byte(body))
		}
		if failed != nil {
			if failed.Kind == "" || failed.Message == "" && status >= 100 && status < 600 {
				t.Errorf("an error without kind or message: %+v", failed)
			}
			if text := failed.Error(); !utf8.ValidString(text) || strings.ContainsAny(text, "\n\x1b\u202e") || utf8.RuneCountInString(text) > 3*longest {
				t.Errorf("cannot be shown: %q", text)
			}
			return
		}
		if u := reply.Usage; u.In < 0 || u.Out < 0 || u.Cached < 0 || u.Cached > u.In || strings.TrimSpace(reply.Text) == "" {
			t.Errorf("%+v", reply)
		}
		if object, err := JSON(reply.Text); err == nil && (!json.Valid(object) || object[0] != '{' || !strings.Contains(reply.Text, string(object))) {
			t.Errorf("%q gives %q", reply.Text, object)
		}
	})
}

// FuzzImport reads any bytes as results: what is kept can be found again, and
// what is not is an error with file and line, or a failure with its line.
func FuzzImport(f *testing.F) {
	key := someKey(1).Hash()
	good := `{"custom_id":"` + key + `","response":{"status_code":200,"body":{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}},"error":null}`
	for _, seed := range []string{good, good + "\n" + good, `{"custom_id":"` + key + `","error":{"code":"x"}}`, `{"custom_id":"x"}`, `{"method":"POST"}`, "", "\n\n", "{", "\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		results, err := readResults("out.jsonl", strings.NewReader(string(b)))
		if err != nil {
			if len(results) != 0 || !strings.HasPrefix(err.Error(), "out.jsonl:") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v", err)
			}
			return
		}
		last := 0
		for _, r := range results {
			if !isKey(r.key) || r.number <= last || (r.err == nil) != (r.reply != nil && strings.TrimSpace(r.reply.Text) != "") && r.err == nil {
				t.Errorf("%+v", r)
			}
			last = r.number
			if r.err == nil {
				b, err := encodeKept(r.key, r.reply)
				if got, ok := decodeKept(r.key, b); err != nil || !ok || got.Usage != r.reply.Usage {
					t.Errorf("%+v is kept as %+v", r.reply, got)
				}
			}
		}
	})
}
