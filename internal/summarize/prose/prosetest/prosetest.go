// Package prosetest plays language models that write walkthroughs: an honest one,
// which says what the cards say, and liars of many kinds.
//
// They work on the texts of a conversation, so that they can stand behind a
// server as well as for a client.
package prosetest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
)

// A Model answers a request for a section: user is its first message, said what
// was said to its answer, or "".
type Model func(user, said string) string

// A question is what a model reads in a request.
type question struct {
	lang, section string
	most          int
	cards         []card
	originals     []gates.Sentence
}

type card struct {
	ID       string     `json:"id"`
	Facts    [][]string `json:"facts"`
	Names    []string   `json:"names"`
	Literals []string   `json:"literals"`
	Comment  string     `json:"comment"`
	Line     string     `json:"line"`
}

var (
	languageLine = regexp.MustCompile(`(?m)^Language: .*\(([A-Za-z-]+)\)$`)
	sectionLine  = regexp.MustCompile(`(?m)^Section: ([a-z-]+) `)
	mostLine     = regexp.MustCompile(`(?m)^Write at most (\d+) sentences`)
)

func read(user string) (q question) {
	first := func(re *regexp.Regexp) string {
		if m := re.FindStringSubmatch(user); m != nil {
			return m[1]
		}
		return ""
	}
	q.lang, q.section = first(languageLine), first(sectionLine)
	q.most, _ = strconv.Atoi(first(mostLine))
	for line := range strings.SplitSeq(user, "\n") {
		if c := (card{}); strings.HasPrefix(line, `{"id":`) && json.Unmarshal([]byte(line), &c) == nil {
			q.cards = append(q.cards, c)
		}
		if s := (gates.Sentence{}); strings.HasPrefix(line, `{"text":`) && json.Unmarshal([]byte(line), &s) == nil {
			q.originals = append(q.originals, s)
		}
	}
	return q
}

// answer is an answer of the schema.
func (q question) answer(sentences []gates.Sentence) string {
	for i := range sentences { // no null
		s := &sentences[i]
		s.Evidence, s.Symbols = append([]string{}, s.Evidence...), append([]string{}, s.Symbols...)
		s.Claims = append([]evidence.Relation{}, s.Claims...)
	}
	data, err := json.Marshal(map[string]any{"unknown": []string{}, "sections": []any{map[string]any{"id": q.section, "sentences": append([]gates.Sentence{}, sentences...)}}})
	if err != nil {
		panic(err) // strings marshal
	}
	return string(data)
}

// Honest says what the cards say, in the words that people use, in the language
// asked for. It has nothing to mend.
func Honest(user, said string) string {
	q := read(user)
	if said != "" {
		return q.answer(nil)
	}
	if q.originals != nil {
		return q.answer(q.rendered())
	}
	list := q.all()
	if q.most > 0 && len(list) > q.most {
		// The most that differs: every so many of them.
		var some []gates.Sentence
		for i := range q.most {
			some = append(some, list[i*len(list)/q.most])
		}
		list = some
	}
	return q.answer(list)
}

// All is Honest without keeping to the number of sentences asked for.
func All(user, said string) string {
	q := read(user)
	if said != "" {
		return q.answer(nil)
	}
	if q.originals != nil {
		return q.answer(q.rendered())
	}
	return q.answer(q.all())
}

// all makes a sentence of each fact.
func (q question) all() (out []gates.Sentence) {
	for i, c := range q.cards {
		for _, f := range c.Facts {
			if len(f) == 4 && words[f[3]][0] != "" { // fields, methods
				if s, ok := c.english(f[:3], i); ok {
					out = append(out, s)
				}
				f = []string{f[0], f[1], f[3]}
			}
			if s, ok := c.english(f, i); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// A way is how a relation is said: {s} and {o} are its ends.
type way struct{ en, zh []string }

var ways = map[string]way{
	"calls":          {[]string{"{s} calls {o}.", "{o} {are} called by {s}.", "{s} invokes {o}."}, []string{"{s} 调用 {o}。", "{o} 由 {s} 调用。"}},
	"may call":       {[]string{"On some branches, {s} calls {o}.", "{s} may also call {o}."}, []string{"在某些分支中，{s} 调用 {o}。", "{s} 可能会调用 {o}。"}},
	"calls aside":    {[]string{"{s} calls {o} on a goroutine of its own."}, []string{"{s} 在单独的 goroutine 中调用 {o}。"}},
	"starts":         {[]string{"{s} starts {o} on a goroutine of its own.", "{o} {are} started by {s} on goroutines."}, []string{"{s} 在单独的 goroutine 中启动 {o}。"}},
	"hands":          {[]string{"{s} hands {o} over to another function.", "{s} passes {o} on."}, []string{"{s} 把 {o} 传给别的函数。", "{s} 传递 {o}。"}},
	"hands to":       {[]string{"{s} hands a function to {o}."}, []string{"{s} 把一个函数传给 {o}。"}},
	"registers":      {[]string{"{s} registers {o}.", "{o} {are} registered by {s}."}, []string{"{s} 注册 {o}。", "{o} 由 {s} 注册。"}},
	"under":          {[]string{"{s} is registered under the name {o}.", "{s} is registered as {o}."}, []string{"{s} 以 {o} 为名注册。"}},
	"registers with": {[]string{"{s} registers its handlers with {o}."}, []string{"{s} 向 {o} 注册处理函数。"}},
	"runs on":        {[]string{"On an event, {s} runs {o}."}, []string{"事件发生时，{s} 执行 {o}。"}},
	"returns":        {[]string{"{s} returns {o} to its caller."}, []string{"{s} 返回 {o}。"}},
	"keeps":          {[]string{"{s} keeps {o} in a field."}, []string{"{s} 把 {o} 保存在一个字段中。"}},
	"kept in":        {[]string{"{s} is kept in {o}."}, []string{"{s} 保存在 {o} 中。"}},
	"runs on return": {[]string{"When {s} returns, {o} runs.", "{s} defers {o}."}, []string{"{s} 返回时会执行 {o}。"}},
	"reads":          {[]string{"{s} reads {o}.", "{o} {are} read by {s}."}, []string{"{s} 读取 {o}。"}},
	"sets":           {[]string{"{s} sets {o}.", "{o} {are} set by {s}."}, []string{"{s} 设置 {o}。"}},
	"sends to":       {[]string{"{s} sends to {o}."}, []string{"{s} 向 {o} 发送数据。"}},
	"receives from":  {[]string{"{s} receives from {o}."}, []string{"{s} 从 {o} 接收数据。"}},
	"closes":         {[]string{"{s} closes {o}."}, []string{"{s} 关闭 {o}。"}},
	"puts into":      {[]string{"{s} puts items into {o}."}, []string{"{s} 把元素放入 {o}。"}},
	"takes from":     {[]string{"{s} takes items out of {o}."}, []string{"{s} 从 {o} 取出元素。"}},
	"makes":          {[]string{"{s} creates {o}.", "{o} {are} made by {s}."}, []string{"{s} 创建 {o}。"}},
	"uses":           {[]string{"{s} uses {o}."}, []string{"{s} 用到 {o}。"}},
	"asks":           {[]string{"{s} asks about the feature gate {o}."}, []string{"{s} 查询 feature gate {o}。"}},
	"locks":          {[]string{"{s} holds the lock {o}."}, []string{"{s} 持有锁 {o}。"}},
	"implements":     {[]string{"{s} implements {o}."}, []string{"{s} 实现了 {o}。"}},
	"requires":       {[]string{"The interface {s} requires {o}."}, []string{"接口 {s} 要求实现 {o}。"}},
	"embeds":         {[]string{"{s} embeds {o}."}, []string{"{s} 内嵌了 {o}。"}},
	"has":            {[]string{"{s} has {o}."}, []string{"{s} 有 {o}。"}},
	"is":             {[]string{"{s} is {o}."}, []string{"{s} 是 {o}。"}},
	"in":             {[]string{"{s} lies in {o}."}, []string{"{s} 位于 {o}。"}},
	"gets":           {[]string{"{s} is given {o}."}, []string{"{s} 得到 {o}。"}},
	"defaults to":    {[]string{"{s} defaults to {o}."}, []string{"{s} 默认为 {o}。"}},
	"declares":       {[]string{"{s} declares {o}."}, []string{"{s} 声明了 {o}。"}},
	"built under":    {[]string{"{s} is built under the constraint {o}."}, []string{"{s} 的构建约束是 {o}。"}},
	"leads to":       {[]string{"{s} leads to {o}."}, []string{"{s} 会用到 {o}。"}},
	"imports":        {[]string{"{s} imports the package {o}."}, []string{"{s} 导入包 {o}。"}},
	"says":           {[]string{"The comment on {s} describes it."}, []string{"{s} 的注释说明了它。"}},
	"before":         {[]string{"{s} comes before {o}."}, []string{"{s} 在 {o} 之前。"}},
	"lacks":          {[]string{"{s} has no {o}."}, []string{"{s} 没有{o}。"}},
	"only":           {[]string{"Only {s} calls {o}."}, []string{"只有 {s} 调用 {o}。"}},
}

// words are objects that are no names.
var words = map[string][2]string{
	"package": {"a package", "包"}, "program": {"a program", "程序"}, "function": {"a function", "函数"}, "struct": {"a struct", "结构体"},
	"interface": {"an interface", "接口"}, "type": {"a type", "类型"}, "fields": {"fields", "字段"}, "methods": {"methods", "方法"},
	"comment": {"comment", "注释"}, "analysed platform": {"place on the analysed platform", "所分析的平台"},
	"build constraint": {"build constraint", "构建约束"}, "embedded type": {"embedded type", "内嵌类型"},
}

// english says a fact of a card.
func (c card) english(f []string, n int) (gates.Sentence, bool) {
	w, ok := ways[f[1]]
	if !ok || strings.Contains(strings.Join(f, ""), "`") {
		return gates.Sentence{}, false
	}
	objects := f[2:]
	const most = 6
	if len(objects) > most {
		objects = objects[:most]
	}
	s := gates.Sentence{Evidence: []string{c.ID}, Symbols: []string{f[0]}}
	for _, o := range objects {
		if o == f[0] {
			return s, false
		}
		s.Claims = append(s.Claims, evidence.Relation{S: f[0], R: f[1], O: o})
		if words[o][0] == "" {
			s.Symbols = append(s.Symbols, o)
		}
	}
	s.Text = fill(w.en[n%len(w.en)], f[0], listed(objects, 0), len(objects) > 1)
	if o := f[len(f)-1]; f[1] == "has" && words[o][0] != "" { // with how many
		for _, l := range c.Literals {
			if strings.HasSuffix(l, " "+o) && !strings.HasPrefix(l, "1 ") {
				s.Text = fill("{s} has {o}.", f[0], l, false)
			}
		}
	}
	return s, true
}

func listed(objects []string, lang int) string {
	var out []string
	for _, o := range objects {
		if w := words[o]; w[lang] != "" {
			out = append(out, w[lang])
		} else {
			out = append(out, "`"+o+"`")
		}
	}
	comma, and := ", ", " and "
	if lang == 1 {
		comma, and = "、", " 和 "
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], comma) + and + out[n-1]
	}
	return strings.Join(out, "")
}

func fill(way, s, o string, many bool) string {
	are := "is"
	if many {
		are = "are"
	}
	text := strings.NewReplacer("{s}", "`"+s+"`", "{o}", o, "{are}", are).Replace(way)
	if text[0] < 0x80 {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text
}

var counts = regexp.MustCompile(`has (\d+) (fields|methods)`)

// rendered says in Chinese what the originals say.
func (q question) rendered() (out []gates.Sentence) {
	for i, o := range q.originals {
		if len(o.Claims) == 0 {
			continue
		}
		var objects []string
		for _, c := range o.Claims {
			objects = append(objects, c.O)
		}
		zh := ways[o.Claims[0].R].zh
		s := o
		what := listed(objects, 1)
		if m := counts.FindStringSubmatch(o.Text); m != nil {
			what = fmt.Sprintf(" %s 个%s", m[1], words[m[2]][1])
		}
		s.Text = fill(zh[i%len(zh)], o.Claims[0].S, what, false)
		out = append(out, s)
	}
	return slices.Clip(out)
}
