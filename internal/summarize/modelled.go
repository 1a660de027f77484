package summarize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Prose is a sentence that a model wrote, with its code spans as code and the
// places of the evidence it rests on.
func Prose(text string, at []factgraph.Pos) Sentence {
	s := Sentence{Fact: "prose", At: places(at)}
	for i, part := range strings.Split(text, "`") {
		if part != "" {
			s.Parts = append(s.Parts, Part{Text: part, Code: i%2 == 1})
		}
	}
	return s
}

// Mark says in front of prose that a model wrote it.
func (l *Language) Mark(m *Model) string {
	name := ""
	if m != nil {
		name = m.Name
	}
	return l.words("prose.mark", texts(name))
}

// Footer says what a model had a part in, and what it took; nil of nothing.
func (l *Language) Footer(m *Model) (out []string) {
	if m == nil {
		return nil
	}
	if m.Written > 0 {
		out = append(out, l.words("prose.footer", count(m.Accepted), count(m.Written), texts(m.Name)))
	} else if m.In+m.Out > 0 {
		out = append(out, l.words("prose.silent", texts(m.Name)))
	}
	if m.In+m.Out > 0 {
		key := "prose.tokens"
		if m.Cost != "" {
			key = "prose.cost"
		}
		out = append(out, l.words(key, count(m.In), count(m.Out), texts(m.Cost)))
	}
	if m.Redacted > 0 {
		out = append(out, l.words("prose.redacted", count(m.Redacted)))
	}
	for _, x := range m.Missing {
		reason := x.Reason
		if text := modelTexts(l.Tag)["why."+reason]; text != "" {
			reason = text
		}
		out = append(out, l.words("prose.missing", texts(x.Title), texts(reason)))
	}
	return out
}

// modelTexts are the texts about models, kept apart from the facts of the
// outline.
func modelTexts(tag string) map[string]string {
	if tag == "zh-CN" {
		return map[string]string{
			"prose.mark":     "以下由模型 {0} 撰写，每句话均已对照所引用的证据核对：",
			"prose.footer":   "模型 {2} 写了 {1} 句话，其中 {0} 句通过核对；其余内容均直接来自源码。",
			"prose.silent":   "模型 {0} 未写出任何句子；全部内容均直接来自源码。",
			"prose.tokens":   "共发送 {0} 个 token，收到 {1} 个 token。",
			"prose.cost":     "共发送 {0} 个 token，收到 {1} 个 token，费用为 {2}。",
			"prose.redacted": "发送前隐去了 {0} 处机密信息。",
			"prose.missing":  "“{0}”一节没有模型撰写的内容：{1}。",

			"why.auth": "密钥不被接受", "why.quota": "额度已用完", "why.not-found": "找不到该模型", "why.redirect": "该地址指向另一台主机",
			"why.rate-limited": "请求过于频繁", "why.unavailable": "服务不可用", "why.context-length": "证据超出模型的长度限制", "why.length": "回答过长",
			"why.refused": "模型拒绝回答", "why.filtered": "回答被过滤", "why.malformed": "回复无法读取", "why.bad-request": "请求不被接受",
			"why.budget": "已达到设定的上限", "why.not-kept": "没有保存过的回答", "why.unusable": "回答不可用",
		}
	}
	return map[string]string{
		"prose.mark":     "Written by the model {0}, each sentence checked against the evidence it cites:",
		"prose.footer":   "{0} of {1} sentences that the model {2} wrote were accepted; everything else is from the source alone.",
		"prose.silent":   "The model {0} was asked and wrote no sentence; everything is from the source alone.",
		"prose.tokens":   "{0} tokens were sent and {1} came back.",
		"prose.cost":     "{0} tokens were sent and {1} came back, at a price of {2}.",
		"prose.redacted": "One secret was taken out before anything was sent.|{0} secrets were taken out before anything was sent.",
		"prose.missing":  "“{0}” has no words of a model: {1}.",

		"why.auth": "the key was not taken", "why.quota": "what was paid for is used up", "why.not-found": "the model was not found", "why.redirect": "the endpoint leads to another host",
		"why.rate-limited": "there were too many requests", "why.unavailable": "the endpoint was not available", "why.context-length": "the evidence is too long for the model", "why.length": "the answer was too long",
		"why.refused": "the model refused", "why.filtered": "the answer was filtered", "why.malformed": "the reply could not be read", "why.bad-request": "the request was not taken",
		"why.budget": "a limit was reached", "why.not-kept": "no answer was kept", "why.unusable": "the answer could not be used",
	}
}

// words is a text about models with its arguments.
func (l *Language) words(key string, args ...arg) string {
	own := *l
	own.templates = modelTexts(l.Tag)
	var b strings.Builder
	for _, p := range own.fill(key, args) {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Section returns the first section with one of the ids, or nil.
func (w *Walkthrough) Section(ids ...string) *Section {
	i := slices.IndexFunc(w.Sections, func(s Section) bool { return slices.Contains(ids, s.ID) })
	if i < 0 {
		return nil
	}
	return &w.Sections[i]
}

// Amount writes a price without more digits than tell something.
func Amount(cost float64) string {
	return strconv.FormatFloat(cost, 'f', 4, 64)
}
