package wording

import (
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
)

// chinese is the grammar of Chinese. Between Chinese and code stands a blank, as
// the style guides for technical writing have it.
type chinese struct{}

func (chinese) act(w *writer, a *fg.Act) []Part {
	if e := a.Effect; e != nil {
		if p := chineseEffect(a, e); p != nil {
			return p
		}
	}
	switch a.Verb {
	case fg.Starts:
		if a.Text == "" {
			if len(a.Lits) > 0 {
				if calls := calledBy(a.Lits[0]); len(calls) > 0 {
					return cat([]Part{text("启动一个 goroutine，调用 ")}, chineseList(calls, "和"))
				}
			}
			return []Part{text("启动一个 goroutine")}
		}
		return []Part{text("在单独的 goroutine 中运行 "), code(callText(a, false))}
	case fg.Defers:
		if a.Text == "" {
			return []Part{text("在函数结束时")}
		}
		return []Part{text("在函数结束时调用 "), code(a.Text)}
	case fg.Sends:
		return []Part{text("把 "), code(a.Arg), text(" 发送到通道 "), code(a.Text)}
	case fg.Takes:
		return []Part{text("等待通道 "), code(a.Text)}
	case fg.Closes:
		return []Part{text("关闭通道 "), code(a.Text)}
	case fg.Deletes:
		if a.Arg == "" {
			return []Part{text("清空 "), code(a.Text)}
		}
		return []Part{text("从 "), code(a.Text), text(" 中删除 "), code(a.Arg)}
	case fg.Grows:
		return []Part{text("把 "), code(a.Arg), text(" 追加到 "), code(a.Text)}
	case fg.Sets:
		return chineseSets(a)
	}
	return chineseCall(w, a)
}

func chineseSets(a *fg.Act) []Part {
	if a.Text == "" {
		return []Part{text("返回一个函数")}
	}
	if len(a.Lits) > 0 {
		if !strings.HasPrefix(a.Arg, "(func") {
			return []Part{text("把 "), code(a.Text), text(" 设为 "), code(a.Arg), text("，其中")}
		}
		return []Part{text("把 "), code(a.Text), text(" 设为一个函数")}
	}
	if x, ok := strings.CutSuffix(a.Arg, "++"); ok && x == a.Text {
		return []Part{text("把 "), code(a.Text), text(" 加一")}
	}
	if x, ok := strings.CutSuffix(a.Arg, "--"); ok && x == a.Text {
		return []Part{text("把 "), code(a.Text), text(" 减一")}
	}
	if op, rest, ok := strings.Cut(a.Arg, "= "); ok && len(op) == 1 {
		return []Part{text("执行 "), code(a.Text + " " + op + "= " + rest)}
	}
	if a.Copy {
		return []Part{text("在副本中把 "), code(a.Text), text(" 设为 "), code(a.Arg)}
	}
	return []Part{text("把 "), code(a.Text), text(" 设为 "), code(a.Arg)}
}

func chineseCall(w *writer, a *fg.Act) []Part {
	if a.Log {
		return []Part{text("只记录日志 "), code(logText(a))}
	}
	if a.Text == "" {
		return []Part{text("执行一个函数字面量")}
	}
	if a.Error != "" && a.Effect == nil && len(a.Results) > 0 {
		return []Part{text("把 "), code(a.Results[len(a.Results)-1]), text(" 设为错误“"), quote(a.Error), text("”")}
	}
	out := []Part{text("调用 "), code(callText(a, w.name(a.Target) != ""))}
	if a.Ends == fg.Never {
		out = append(out, text("（不会返回）"))
	}
	if names := w.behind(a); len(names) > 0 {
		out = append(out, text("，实际执行的是 "))
		out = append(out, chineseList(names, "或")...)
		if len(names) > 1 {
			out = append(out, text(" 之一"))
		}
	}
	return out
}

func chineseList(names []string, and string) (out []Part) {
	for i, n := range names {
		switch {
		case i > 0 && i == len(names)-1:
			out = append(out, text(" "+and+" "))
		case i > 0:
			out = append(out, text("、"))
		}
		out = append(out, code(n))
	}
	return out
}

var chineseVerbs = map[string]string{
	"create": "创建", "update": "更新", "delete": "删除", "patch": "修补", "apply": "应用", "get": "读取", "list": "列出",
	"watch": "监视", "deletecollection": "批量删除", "evict": "驱逐", "bind": "绑定",
}

func chineseEffect(a *fg.Act, e *fg.Effect) []Part {
	switch e.Class {
	case "api":
		verb := chineseVerbs[e.Verb]
		if verb == "" {
			return nil
		}
		if a.Helped {
			return chineseHelped(a)
		}
		out := []Part{text("通过 API " + verb + " ")}
		if e.Kind == "" {
			out = append(out, text("对象"))
		} else {
			out = append(out, code(e.Kind))
		}
		if e.Sub != "" {
			out = append(out, text(" 的 "+e.Sub+" "))
		}
		return append(out, text("（"), code(a.Text), text("）"))
	case "cache":
		if e.Verb == "list" {
			return []Part{text("从缓存中列出 "), code(e.Kind)}
		}
		return []Part{text("从缓存中读取 "), code(e.Kind)}
	case "event":
		out := []Part{text("记录 ")}
		if e.Type != "" {
			out = append(out, text(e.Type+" "))
		}
		out = append(out, text("事件 "), code(e.Reason))
		if a.Error != "" {
			out = append(out, text("（“"), quote(a.Error), text("”）"))
		}
		return out
	case "exit":
		out := []Part{text("结束进程")}
		if a.Error != "" {
			out = append(out, text("（"), code(a.Error), text("）"))
		}
		return out
	}
	return nil
}

// chineseHelped is a call of a helper that makes requests.
func chineseHelped(a *fg.Act) []Part {
	out := []Part{text("调用 "), code(callText(a, true)), text("，它可能通过 API ")}
	for i, e := range append([]*fg.Effect{a.Effect}, a.Also...) {
		if i > 0 {
			out = append(out, text("，"))
		}
		out = append(out, text(chineseVerbs[e.Verb]+" "), code(e.Kind))
		if e.Sub != "" {
			out = append(out, text(" 的 "+e.Sub))
		}
	}
	return out
}

func (chinese) fate(f plan.Fate) []Part {
	switch f {
	case plan.Logged:
		return []Part{text("；失败时只记录日志")}
	case plan.Ignored:
		return []Part{text("；忽略错误")}
	case plan.Quiet:
		return []Part{text("；失败时到此为止")}
	case plan.Next:
		return []Part{text("；失败时继续处理下一个")}
	case plan.Stops:
		return []Part{text("；失败时退出循环")}
	case plan.Closed:
		return []Part{text("，队列关闭时结束")}
	}
	return nil
}

func (chinese) acts(clauses [][]Part) []Part {
	out := clauses[0]
	for i, c := range clauses[1:] {
		sep := "，"
		if i == len(clauses)-2 {
			sep = "，然后"
		}
		if !c[0].Code && c[0].Text != "" {
			out = cat(out, []Part{text(sep)}, c)
		} else {
			out = cat(out, []Part{text(sep + " ")}, c)
		}
	}
	return out
}

func (chinese) cond(w *writer, c *fg.Cond) []Part {
	out := chineseCond(w, c)
	for _, m := range c.Means {
		out = append(out, text("（"), code(m.Name), text(" 即 "), code(m.Value), text("）"))
	}
	return append(out, w.values(c.Values)...)
}

func chineseCond(w *writer, c *fg.Cond) []Part {
	is := func(s string) []Part { return []Part{code(c.Subject), text(s)} }
	switch c.Kind {
	case fg.Failed:
		if w.justCalled(c.From) {
			return []Part{text("该调用失败")}
		}
		if c.From != "" {
			return []Part{code(c.From), text(" 失败")}
		}
	case fg.Worked:
		if w.justCalled(c.From) {
			return []Part{text("该调用成功")}
		}
		if c.From != "" {
			return []Part{code(c.From), text(" 成功")}
		}
	case fg.Absent, fg.Present:
		yes := c.Kind == fg.Present
		switch lookup(c.From) {
		case "element":
			if yes {
				return []Part{code(c.From), text(" 存在")}
			}
			return []Part{code(c.From), text(" 不存在")}
		case "assertion":
			x, t := assertion(c.From)
			if yes {
				return []Part{code(x), text(" 是 "), code(t)}
			}
			return []Part{code(x), text(" 不是 "), code(t)}
		}
		return []Part{code(c.Text), text("（来自 "), code(c.From), text("）")}
	case fg.IsNil:
		return is(" 为 nil")
	case fg.NotNil:
		return is(" 不为 nil")
	case fg.Empty:
		return is(" 为空")
	case fg.NotEmpty:
		return is(" 不为空")
	case fg.NotFound:
		if c.From != "" {
			return []Part{code(c.From), text(" 找不到该对象")}
		}
		return []Part{text("该对象不存在（"), code(c.Text), text("）")}
	case fg.GateOn:
		return []Part{text("特性门控 "), code(c.Subject), text(" 已开启")}
	case fg.GateOff:
		return []Part{text("特性门控 "), code(c.Subject), text(" 已关闭")}
	case fg.Deleting:
		return is(" 已设置")
	case fg.Alive:
		return is(" 未设置")
	}
	return []Part{code(c.Text)}
}

func (chinese) when(cond, clause []Part) []Part {
	intro := []Part{text("如果")}
	if len(cond) > 0 && cond[0].Code {
		intro = []Part{text("如果 ")}
	}
	if clause == nil {
		return cat(intro, cond)
	}
	return cat(intro, cond, []Part{text("，")}, clause)
}

func (chinese) otherwise(clause []Part) []Part {
	if clause == nil {
		return []Part{text("否则")}
	}
	return cat([]Part{text("否则")}, clause)
}

func (chinese) by(over string) []Part {
	if over == "" {
		return []Part{text("以下条件中第一个成立的")}
	}
	return []Part{text("根据 "), code(over), text(" 的值")}
}

func (g chinese) is(w *writer, c *fg.Cond, butFor string, clause []Part) []Part {
	if c == nil && butFor != "" {
		out := []Part{text("除 "), code(butFor), text(" 以外")}
		if clause == nil {
			return out
		}
		return cat(out, []Part{text("，")}, clause)
	}
	if c == nil {
		return g.otherwise(clause)
	}
	out := cat([]Part{text("如果 ")}, g.cond(w, c))
	if c.Kind == "" && !strings.ContainsAny(c.Text, "=<>!&|(") {
		out = cat([]Part{text("为 "), code(c.Text)}, w.values(c.Values), []Part{text(" 时")})
	}
	if clause == nil {
		return out
	}
	return cat(out, []Part{text("，")}, clause)
}

func (chinese) colon() string { return "：" }
func (chinese) waits() []Part { return []Part{text("等待以下任意一项先发生")} }

func (chinese) comes(w *writer, a *fg.Act, clause []Part) []Part {
	var out []Part
	switch {
	case a == nil:
		out = []Part{text("都未就绪时立即执行")}
	case a.Verb == fg.Sends:
		out = []Part{text("把 "), code(a.Arg), text(" 发送到通道 "), code(a.Text)}
	default:
		out = []Part{code("<-" + a.Text)}
	}
	if a != nil {
		out = append(out, w.values(a.Values)...)
	}
	if clause == nil {
		return out
	}
	return cat(out, []Part{text("：")}, clause)
}

func (chinese) each(each, over string) []Part {
	if each == "" {
		return []Part{text("遍历 "), code(over)}
	}
	return []Part{text("对 "), code(over), text(" 中的每个 "), code(each)}
}

func (chinese) while(cond []Part) []Part { return cat([]Part{text("只要 ")}, cond) }
func (chinese) forever() []Part          { return []Part{text("不断循环")} }

func (chinese) leaves(w *writer, e *fg.Exit) []Part {
	if e == nil {
		return []Part{text("不做任何事")}
	}
	switch e.Kind {
	case fg.Continues:
		return []Part{text("继续处理下一个")}
	case fg.Breaks:
		return []Part{text("退出循环")}
	case fg.Jumps:
		return []Part{text("跳转到 "), code(e.Label)}
	case fg.Panics:
		return []Part{text("触发 panic（“"), quote(e.Text), text("”）")}
	case fg.Exits:
		return []Part{text("进程结束")}
	}
	return cat(chineseReturn(w, e), w.values(e.Values))
}

func chineseReturn(w *writer, e *fg.Exit) []Part {
	rest := e.Results
	if e.Called || e.Error == "call" && len(rest) == 1 {
		if w.justCalled(rest[0]) {
			return []Part{text("返回其结果")}
		}
		return []Part{text("返回 "), code(rest[0])}
	}
	switch e.Error {
	case "new":
		return []Part{text("返回错误“"), quote(e.Text), text("”")}
	case "err":
		if e.Text != "" {
			return []Part{text("返回错误 "), code(e.Text)}
		}
		return []Part{text("返回该错误")}
	case "maybe":
		if len(rest) == 1 {
			return []Part{text("返回错误（如果有）")}
		}
	case "nil":
		if rest = rest[:len(rest)-1]; len(rest) == 0 {
			return []Part{text("返回 nil")}
		}
	}
	if len(rest) == 0 {
		return []Part{text("直接返回")}
	}
	return []Part{text("返回 "), code(strings.Join(rest, ", "))}
}

func (chinese) fails(clause []Part) []Part {
	if clause == nil {
		return []Part{text("如果失败")}
	}
	return cat([]Part{text("如果失败，")}, clause)
}

func (chinese) runs(label string) []Part {
	switch label {
	case "":
		return []Part{text("传入的函数")}
	case "add":
		return []Part{text("新增时")}
	case "update":
		return []Part{text("更新时")}
	case "delete":
		return []Part{text("删除时")}
	}
	return []Part{code(label)}
}

func (chinese) link(l plan.Link, clause []Part) []Part {
	switch l {
	case plan.Otherwise:
		return cat([]Part{text("否则")}, blank(clause), clause)
	case plan.Unless:
		return cat([]Part{text("若到此仍未结束，")}, clause)
	case plan.Then:
		return cat([]Part{text("然后")}, blank(clause), clause)
	}
	return clause
}

// blank stands between Chinese and code.
func blank(clause []Part) []Part {
	if len(clause) > 0 && clause[0].Code {
		return []Part{text(" ")}
	}
	return nil
}

func (chinese) values(list []fg.Binding) []Part {
	out := []Part{text("（")}
	for i, b := range list {
		if i > 0 {
			out = append(out, text("，"))
		}
		out = append(out, code(b.Name), text(" 为 "+b.Value))
	}
	return append(out, text("）"))
}

func (chinese) quoted(s string) []Part {
	return []Part{text("源码注释："), text("“"), quote(s), text("”")}
}

func (chinese) sentence(clause []Part, open bool) []Part {
	if len(clause) == 0 {
		return nil
	}
	out := append([]Part(nil), clause...)
	if open {
		return append(out, text("："))
	}
	return append(out, text("。"))
}

func (chinese) trigger(w *writer, list []*plan.Trigger) []Part {
	t := list[0]
	switch t.Kind {
	case plan.Event:
		var verbs []string
		for _, x := range list {
			v := map[string]string{"add": "新增", "update": "更新", "delete": "删除"}[x.Verb]
			if v != "" && !strings.Contains(strings.Join(verbs, " "), v) {
				verbs = append(verbs, v)
			}
		}
		object := code(t.On)
		if t.Object != "" {
			object = code(t.Object)
		}
		if len(verbs) == 0 {
			return []Part{text("当 "), object, text(" 发生变化时")}
		}
		return []Part{text("当 "), object, text(" 被" + zhOr(verbs) + "时")}
	case plan.Timer:
		return cat(chineseRuns(w, t), []Part{text("，每隔 "), code(t.Period)}, w.values(t.Values), []Part{text(" 执行一次")})
	case plan.Goroutine:
		return chineseRuns(w, t)
	case plan.Route:
		return []Part{text("当请求 "), code(t.On), text(" 时")}
	case plan.Main:
		return []Part{text("程序启动时")}
	}
	return []Part{text("调用 "), code(t.On), text(" 时")}
}

func chineseRuns(w *writer, t *plan.Trigger) []Part {
	name := w.name(plan.TargetOf(t))
	what := []Part{code(name)}
	if name == "" {
		what = []Part{code(w.name(t.From.Sym)), text(" 启动的函数")}
	}
	if t.Times != "" {
		return cat([]Part{text("在 "), code(t.Times), text(" 个 goroutine 中运行 ")}, what)
	}
	return cat([]Part{text("在 goroutine 中运行 ")}, what)
}

func zhOr(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], "、") + "或" + words[len(words)-1]
}
