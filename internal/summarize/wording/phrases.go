package wording

import (
	"fmt"
	"strconv"
	"strings"
)

// A phrase is a text with {0}, {1}… for what fills it, in each language.
type phrase struct{ en, zh string }

// phrases are the headings and the statements that are made of one template. A
// test holds both languages to the same arguments.
var phrases = map[string]phrase{
	"title.program":  {"How {0} works", "{0} 的工作原理"},
	"title.package":  {"How package {0} works", "{0} 包的工作原理"},
	"title.type":     {"How {0} works", "{0} 的工作原理"},
	"title.function": {"What {0} does", "{0} 做了什么"},
	"title.file":     {"What is in {0}", "{0} 的内容"},

	"section.short":    {"In short", "概要"},
	"section.journeys": {"How it works, step by step", "工作过程"},
	"section.effects":  {"What it changes", "产生的影响"},
	"section.numbers":  {"Decisions and numbers", "关键数值"},
	"section.state":    {"State", "内部状态"},
	"section.config":   {"Configuration", "配置"},
	"section.failure":  {"Failure", "失败处理"},
	"section.startup":  {"Start-up", "启动过程"},
	"section.next":     {"Where to read next", "延伸阅读"},
	"section.details":  {"Details", "细节"},
	"section.flow":     {"The journeys as a picture", "流程图"},
	"section.rest":     {"And also", "此外"},

	"flow.api":       {"API: {0}", "API：{0}"},
	"flow.event":     {"event {0}", "事件 {0}"},
	"flow.queue":     {"queue {0}", "队列 {0}"},
	"flow.timer":     {"every {0}", "每隔 {0}"},
	"flow.goroutine": {"goroutine of {0}", "{0} 的 goroutine"},
	"flow.main":      {"the program starts", "程序启动"},
	"flow.caller":    {"a caller", "调用方"},
	"flow.leads":     {"{0} leads to {1}.", "{0} 触发 {1}。"},
	"flow.calls":     {"{0} calls {1}.", "{0} 调用 {1}。"},
	"flow.starts":    {"{0} starts {1} on a goroutine.", "{0} 在 goroutine 中启动 {1}。"},
	"flow.hands":     {"{0} hands on {1}.", "{0} 传递 {1}。"},
	"flow.fills":     {"{0} fills {1}.", "{0} 向 {1} 放入元素。"},
	"flow.feeds":     {"{0} feeds {1}.", "{1} 从 {0} 中取出元素。"},
	"flow.does":      {"{0} has the effect {1}.", "{0} 产生影响：{1}。"},
	"flow.sometimes": {"{0} (on some paths)", "{0}（仅在部分路径上）"},
	"flow.when":      {"{0} (if {1})", "{0}（条件：{1}）"},

	"section.reading": {"A model's reading, which nothing proves", "模型解读（未经证明）"},
	"reading.note":    {"Written by the language model {0} in its own words. kdoc has not proved it; the places are those that it says it rests on.", "以下内容由语言模型 {0} 撰写，kdoc 未加证明；所注位置是模型自称的依据。"},
	"model.plan":      {"The language model {0} planned what is told here; the words are kdoc's. Of the {2} statements that it chose {1} are told, of {4} connections that it claimed {3} hold.", "本页讲述的内容由语言模型 {0} 规划，文字由 kdoc 生成。模型选取的 {2} 条陈述中采用了 {1} 条，所称的 {4} 处衔接中有 {3} 处成立。"},
	"model.none":      {"The language model {0} gave no plan ({1}); the page is as kdoc plans it.", "语言模型 {0} 没有给出规划（{1}）；本页按 kdoc 自己的规划生成。"},
	"model.tokens":    {" It took {0} tokens in, {1} out.", "共输入 {0} 个 token，输出 {1} 个。"},
	"model.redacted":  {" {0} secrets were taken out of what was sent.", "发送前移除了 {0} 处机密信息。"},

	"head.source":  {"Source", "源码"},
	"head.what":    {"What", "内容"},
	"head.where":   {"In", "位置"},
	"head.field":   {"Field", "字段"},
	"head.type":    {"Type", "类型"},
	"head.comment": {"What the comment says", "源码注释"},
	"head.flag":    {"Flag", "标志"},
	"head.default": {"Default", "默认值"},
	"head.usage":   {"What its help says", "帮助信息"},
	"head.name":    {"Name", "名称"},
	"head.value":   {"Value", "值"},

	"short.package": {"Package {0} in {1}.", "包 {0}，位于 {1}。"},
	"short.program": {"Program {0} in {1}.", "程序 {0}，位于 {1}。"},
	"short.type":    {"Type {0} in {1}.", "类型 {0}，位于 {1}。"},
	"short.func":    {"Function {0} in {1}.", "函数 {0}，位于 {1}。"},
	"short.part":    {"It is part of {0}; {1} puts it to use.", "它是 {0} 的一部分，由 {1} 使用。"},
	"short.made":    {"{0} builds it.", "由 {0} 构建。"},
	"short.library": {"{0} packages of the tree use it; nobody starts it.", "本代码树中有 {0} 个包使用它；没有谁启动它。"},
	"short.watches": {"It is set to work by changes of {0}.", "{0} 的变化会触发它工作。"},
	"short.runs":    {"By itself it runs {0}.", "它自行运行 {0}。"},
	"short.serves":  {"It answers {0}.", "它响应 {0}。"},
	"short.writes":  {"Through the API it {0}.", "它通过 API {0}。"},
	"short.events":  {"It records the events {0}.", "它记录事件 {0}。"},
	"short.system":  {"Outside of the process it calls {0}.", "在进程之外，它调用 {0}。"},
	"short.exports": {"Its entry points are {0}.", "它的入口是 {0}。"},

	"journeys.errors": {"A call whose failure is not mentioned ends its function with that error, if it can fail.", "未提及失败的调用如果失败，其所在函数会返回该错误。"},
	"journeys.feeds":  {"It takes from {0}, filled by {1}.", "它从 {0} 中取出元素，由 {1} 放入。"},
	"journeys.told":   {"{0} says: {1}", "{0} {1}"},
	"journeys.brief":  {"Not told here: {0}.", "此处未展开：{0}。"},
	"omitted":         {"Steps left out here: {0}.", "此处省略的步骤数：{0}。"},
	"colon":           {": ", "："},
	"design":          {"What the comments say about the whole", "源码注释中的整体说明"},
	"lead.feeds":      {"What {0} puts into {1} is taken here.", "{0} 放入 {1} 的元素在这里取出。"},
	"lead.meanwhile":  {"This goes on at the same time as {0}.", "这与 {0} 同时进行。"},
	"lead.called":     {"{0} leads here.", "由 {0} 调用到这里。"},
	"trivial":         {"These only return a constant: {0}.", "以下函数只返回常量：{0}。"},

	"effect.api":    {"{0} {1}", "{0} {1}"},
	"state.caption": {"{0} keeps:", "{0} 保存："},
	"config.flags":  {"Flags and their defaults:", "标志及默认值："},
	"config.gates":  {"It asks about these feature gates:", "它查询以下特性门控："},
	"numbers.table": {"Constants and variables of the package:", "包中的常量与变量："},
	"fails.with":    {"{0} fails with “{1}”.", "{0} 返回错误“{1}”。"},
	"fails.ends":    {"{0} ends the process.", "{0} 会结束进程。"},
	"fails.retry":   {"{0} retries: {1}.", "{0} 会重试：{1}。"},
	"way.calls":     {"{0} calls {1}.", "{0} 调用 {1}。"},
	"way.registers": {"{0} registers {1} as {2}.", "{0} 将 {1} 注册为 {2}。"},
	"way.mentions":  {"{0} refers to {1}.", "{0} 引用 {1}。"},
	"way.lit":       {"{0} makes a function that calls {1}.", "{0} 创建一个调用 {1} 的函数。"},
	"next.file":     {"{0}: {1}.", "{0}：{1}。"},
	"missing":       {"Not found, so told by name alone: {0}.", "以下依赖未找到，只能按名称描述：{0}。"},

	"page.index":    {"Walkthroughs", "工作原理"},
	"page.about":    {"How programs and packages of this tree work: what sets them to work, step by step what they do then, and what they change. Every sentence names the place in the source it was read from.", "这里说明源码树中的程序和包如何工作：由什么触发，随后逐步做什么，最终改变什么。每句话都注明它在源码中的出处。"},
	"page.programs": {"Programs", "程序"},
	"page.others":   {"Programs for tests, tools and examples", "测试、工具和示例程序"},
	"page.packages": {"Packages", "包"},
	"page.program":  {"Program", "程序"},
	"page.package":  {"Package", "包"},
}

// Phrase is a text without arguments, or with its places left in.
func Phrase(lang, id string) string {
	p, ok := phrases[id]
	if !ok {
		panic("wording: no phrase " + id)
	}
	if strings.HasPrefix(lang, "zh") {
		return p.zh
	}
	return p.en
}

// Fill fills a phrase.
func Fill(lang, id string, args ...[]Part) (out []Part) {
	rest := Phrase(lang, id)
	for {
		before, after, ok := strings.Cut(rest, "{")
		if before != "" {
			out = append(out, text(before))
		}
		if !ok {
			return out
		}
		num, tail, _ := strings.Cut(after, "}")
		i, err := strconv.Atoi(num)
		if err != nil || i >= len(args) {
			panic(fmt.Sprintf("wording: phrase %s has no argument %s", id, num))
		}
		out = append(out, args[i]...)
		rest = tail
	}
}

// Codes is a list of names with "and" before the last.
func Codes(lang string, names ...string) []Part {
	if strings.HasPrefix(lang, "zh") {
		return chineseList(names, "和")
	}
	return englishList(names, "and")
}

// List is a list of phrases with "and" before the last.
func List(lang string, items ...[]Part) (out []Part) {
	comma, and := ", ", " and "
	if strings.HasPrefix(lang, "zh") {
		comma, and = "、", "和 "
	}
	for i, it := range items {
		switch {
		case i > 0 && i == len(items)-1:
			out = append(out, text(and))
		case i > 0:
			out = append(out, text(comma))
		}
		out = append(out, it...)
	}
	return out
}

// Text is plain text as parts.
func Text(s string) []Part { return []Part{text(s)} }

// Code is a name as parts.
func Code(s string) []Part { return []Part{code(s)} }

// Quoted is text of the source as parts.
func Quoted(s string) []Part { return []Part{quote(s)} }

// Verb is what an API request does, in the third person.
func Verb(lang, verb string) string {
	m := englishVerbs
	if strings.HasPrefix(lang, "zh") {
		m = chineseVerbs
	}
	return m[verb]
}
