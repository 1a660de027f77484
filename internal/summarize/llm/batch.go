package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	openai "github.com/sashabaranov/go-openai"
)

// What a batch may hold, as OpenAI has published.
const (
	batchLines = 50_000
	batchBytes = 200 << 20
)

// A BatchItem is a request for a batch, and the hash of the key under which the
// answer is kept.
type BatchItem struct {
	Key     string
	Request Request
}

// WriteBatch writes requests as the JSON Lines of OpenAI's batches, each with its
// key for a custom_id. What has the key of an item before it is left out.
func WriteBatch(w io.Writer, model string, tier Tier, items []BatchItem) error {
	if tier.rank() < 0 {
		tier = Schema
	}
	seen := map[string]bool{}
	size := 0
	for _, item := range items {
		if seen[item.Key] {
			continue
		}
		seen[item.Key] = true
		if !isKey(item.Key) {
			return fmt.Errorf("%q is not the hash of an answer's key", clip(item.Key))
		}
		body, err := form{tier, styleOf(model)}.write(item.Request, model)
		if err != nil {
			return err
		}
		line, err := json.Marshal(openai.BatchChatCompletionRequest{
			CustomID: item.Key, Body: body, Method: "POST", URL: openai.BatchEndpointChatCompletions,
		})
		if err != nil {
			return err
		}
		size += len(line) + 1
		if len(seen) > batchLines || size > batchBytes {
			return fmt.Errorf("the batch is larger than %d requests or %d MiB, which is what endpoints take: write it in parts, such as one for some of the targets", batchLines, batchBytes>>20)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// An Import says what was in a batch's results.
type Import struct {
	// Answers were kept; Usage is theirs.
	Answers int
	Usage   Usage
	// Failed are lines without an answer of use, in order.
	Failed []BatchFailure
}

// A BatchFailure is a line of results that holds no answer, and why.
type BatchFailure struct {
	Line int // from 1
	Key  string
	Err  *Error
}

// ImportBatch keeps the answers in a file of results, whose name is for errors
// alone. A line that says that its request failed is counted; a line that is no
// result is an error, and then nothing of the file is kept: it is not the file
// that was meant, or not all of it.
func ImportBatch(name string, r io.Reader, a *Answers) (*Import, error) {
	lines, err := readResults(name, r)
	if err != nil {
		return nil, err
	}
	var out Import
	for _, l := range lines {
		if l.err != nil {
			out.Failed = append(out.Failed, BatchFailure{l.number, l.key, l.err})
			continue
		}
		if err := a.Put(l.key, l.reply); err != nil {
			return &out, fmt.Errorf("%s:%d: the answer cannot be kept: %w", name, l.number, err)
		}
		out.Answers++
		out.Usage = out.Usage.plus(l.reply.Usage)
	}
	return &out, nil
}

// A result is a line of results.
type result struct {
	number int
	key    string
	reply  *Reply
	err    *Error
}

func readResults(name string, r io.Reader) ([]result, error) {
	b, err := io.ReadAll(io.LimitReader(r, 4*batchBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case len(b) > 4*batchBytes:
		return nil, fmt.Errorf("%s: the file is larger than any batch's results: give the file that the endpoint wrote", name)
	}
	var out []result
	first := map[string]int{} // line by key
	number := 0
	for line := range bytes.Lines(b) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		res, err := readResult(line)
		if err == nil && first[res.key] > 0 {
			err = fmt.Errorf("the line has the custom_id of line %d: give the results of a batch once", first[res.key])
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
		first[res.key], res.number = number, number
		out = append(out, *res)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: the file has no results: give the output file of a batch that is complete", name)
	}
	return out, nil
}

// readResult reads a line. The error says why it is none of a batch's results.
func readResult(line []byte) (*result, error) {
	var l struct {
		CustomID string `json:"custom_id"`
		Method   string
		Response *struct {
			Status int `json:"status_code"`
			Body   json.RawMessage
		}
		Error json.RawMessage
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return nil, fmt.Errorf("the line is not a JSON object: download the file again, it may not be complete (%s)", redact(err.Error()))
	}
	failed, is := failureIn(l.Error)
	switch {
	case l.Method != "":
		return nil, errors.New("the line is a request: give the file of results that the endpoint wrote, not the one that was sent there")
	case !isKey(l.CustomID):
		return nil, fmt.Errorf("the custom_id %q is none that kdoc wrote: give the results of a batch that kdoc wrote", clip(l.CustomID))
	case l.Response == nil && !is:
		return nil, errors.New("the line has neither response nor error: give the file that the endpoint wrote, unchanged")
	case l.Response == nil:
		e := newError(kindOf(400, failed), redact(failed.message))
		e.Code = redact(failed.code)
		return &result{key: l.CustomID, err: e}, nil
	}
	res := &result{key: l.CustomID}
	if res.err = judge(l.Response.Status, nil, l.Response.Body); res.err == nil {
		res.reply, res.err = readCompletion(l.Response.Body)
	}
	return res, nil
}

// readCompletion reads the body of a completion.
func readCompletion(body []byte) (*Reply, *Error) {
	var c openai.ChatCompletionResponse
	if err := json.Unmarshal(body, &c); err != nil {
		return nil, newError(Malformed, "the reply has not the form of one: "+redact(err.Error()))
	}
	return read(&c)
}
