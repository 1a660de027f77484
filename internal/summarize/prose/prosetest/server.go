package prosetest

import "github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"

// Behind puts a model behind a server.
func Behind(m Model) llmtest.Answerer {
	return func(r *llmtest.Request) string {
		user, said := "", ""
		for _, x := range r.Messages {
			if x.Role == "user" && user == "" {
				user = x.Text
			}
		}
		if r.Repair() {
			said = r.Last()
		}
		return m(user, said)
	}
}
