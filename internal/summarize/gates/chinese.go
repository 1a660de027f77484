package gates

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	ev "github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

var chinese = sync.OnceValue(func() language {
	l := language{
		tag: "zh-CN", longest: 260, stops: "。",
		verbs:       map[string][]string{},
		joints:      map[string][]string{},
		attribution: regexp.MustCompile(`注释[^，。]{0,12}(?:写道|说|指出|称|提到|说明|描述|表明|写着|声明|解释|认为|提示|警告)|(?:根据|按照|据|依照)[^，。]{0,12}(?:注释|帮助文本|文档)|帮助文本[^，。]{0,6}(?:写道|说|指出|称|提到|说明)|注释(?:中|里)`),
		qualifiers:  regexp.MustCompile(`可能|可以|会在|某些|有些|部分|如果|若|当|时|分支|条件|有时|视|情况|函数中|函数里|回调|闭包|必要|按需|或`),
		aside:       regexp.MustCompile(`goroutine|(?:^|[^作])协程|并发|并行|后台|异步`),
		exclusive:   regexp.MustCompile(`只有|仅有|唯一|只由|仅由|只在|仅在|只被|仅被|只会|仅仅|单独由|独自|只|仅`),
		absent:      regexp.MustCompile(`没有|不是|不会|不能|不在|不再|不|无|未|缺少|缺乏|勿|非(?:常)?|拒绝|避免|跳过|省略|忽略|很少|极少|鲜少|除了|除外|以外|之外|而不`),
		general:     regexp.MustCompile(`从不|从未|永不|永远|总是|始终|所有|全部|一切|每次|每当|任何|任意|完全|彻底|必须|必定|必然|一定|保证|确保|防止|避免|立即|立刻|至少|至多|最多|安全|仍然|依然|务必|绝对|一律|均不`),
		addressed:   regexp.MustCompile(`你|您|我们|我|请|忽略|指令|提示词|助手|人工智能|点击|访问|下载|安装|读者|注意|大家|咱`),
		sequence: []marker{
			{regexp.MustCompile(`之前|以前`), postBefore},
			{regexp.MustCompile(`之后|以后`), postAfter},
			{regexp.MustCompile(`然后|接着|随后|继而|最后|最终|接下来|再(?:调用|启动|由|把|将|去|执行|通过|读取|设置|创建|注册|交|传)`), thenOrder},
			{regexp.MustCompile(`首先|先|最初|起初|一开始`), firstOrder},
			{regexp.MustCompile(`依次|按顺序|按(?:此|该|这个|以下|上述)顺序|逐一|相继|先后|顺次`), listOrder},
			{regexp.MustCompile(`直到|直至|同时|此前|早于|晚于|已经|再次|周期性|定期|反复|重复|一旦`), noOrder},
		},
	}
	for rel, words := range chineseVerbs {
		for w := range strings.FieldsSeq(words) {
			l.verbs[w] = append(l.verbs[w], rel)
		}
	}
	// Words that hold a verb and are none.
	for w := range strings.FieldsSeq("构建约束 构建标签 只有 仅有 没有 实现者 实现类 调用者 调用方 接收者 返回值 创建者 启动项 运行时 使用者 设置项 持有者 声明处 读取器 发送方 接收方 注册表 保存者 定义处 包括 函数调用 调用流程 调用链 启动流程 启动函数 默认值 构造函数 处理函数 处理程序") {
		l.verbs[w] = nil
	}
	for rel, words := range chineseJoints {
		l.joints[rel] = strings.Fields(words)
	}
	return l
})

// chineseVerbs are the verbs that may tell a relation.
var chineseVerbs = map[string]string{
	ev.Calls:         "调用 执行 运行 使用 借助 通过 委托",
	ev.MayCall:       "调用 执行 运行 使用 借助 通过 委托",
	ev.GoCalls:       "调用 执行 运行 启动 传给 交给 传递 递给",
	ev.Starts:        "启动 运行 开启 拉起",
	ev.Hands:         "传给 交给 传递 传入 递给 提供",
	ev.HandsTo:       "传给 交给 传递 传入 递给 提供",
	ev.Registers:     "注册 登记 订阅 添加",
	ev.Under:         "注册 登记 作为 添加",
	ev.RegistersWith: "注册 登记 订阅 添加",
	ev.Runs:          "执行 运行 调用 触发",
	ev.Returns:       "返回",
	ev.Keeps:         "保存 存放 存储 存入 保留",
	ev.KeptIn:        "保存 存放 存储 存入 保留",
	ev.Defers:        "执行 运行 调用 返回 延迟 退出",
	ev.Reads:         "读取 查看 使用 查询 检查",
	ev.Sets:          "设置 赋值 写入 填充 初始化 更新 配置 控制 设定 存入",
	ev.Sends:         "发送 写入 推送",
	ev.Receives:      "接收 读取 收取",
	ev.Closes:        "关闭",
	ev.PutsInto:      "放入 加入 入队 添加 推入 送入",
	ev.TakesFrom:     "取出 获取 取得 出队 读取 取",
	ev.Makes:         "创建 构造 构建 生成 产生 新建 返回",
	ev.Uses:          "使用 用到 引用 读取 调用 提到",
	ev.Asks:          "查询 检查 询问 判断 依赖 取决于",
	ev.Locks:         "加锁 持有 获取 锁定 使用",
	ev.Implements:    "实现 满足",
	ev.Requires:      "要求 声明 定义 包含",
	ev.Embeds:        "内嵌 嵌入 包含",
	ev.Has:           "包含 具有 拥有 持有 保存 声明 定义 带有 含有 共有 有",
	ev.Is:            "处于",
	ev.In:            "位于 属于 处于",
	ev.Gets:          "接收 得到 获得 接受 传入 取得 传给 取自 收到",
	ev.Defaults:      "默认 缺省",
	ev.Declares:      "声明 定义 提供 添加",
	ev.Built:         "构建 编译 要求 约束",
	ev.LeadsTo:       "用到 调用 启动 触发 引出 通向 传给",
	ev.Imports:       "导入 引入",
	ev.OnlyIn:        "调用 启动 传给 执行 运行 使用",
	ev.Lacks:         "声明 包含 内嵌 嵌入 构建 使用",
}

// chineseJoints are the other words that tell a relation.
var chineseJoints = map[string]string{
	ev.Is:            "是 为 一个 类型 的",
	ev.In:            "在 中 里 下 来自",
	ev.Under:         "以 为 键 名 作为 下",
	ev.Has:           "的 有 字段 方法",
	ev.Gets:          "为 的 由 取 即",
	ev.Defaults:      "默认 为 是",
	ev.Built:         "约束 构建",
	ev.KeptIn:        "在 中 到 于",
	ev.HandsTo:       "给 到 通过",
	ev.Hands:         "给 到 通过 把 将",
	ev.RegistersWith: "向 到 在 通过",
	ev.Runs:          "时 会",
	ev.Defers:        "时 返回",
	ev.Calls:         "通过 由",
	ev.GoCalls:       "通过 由",
	ev.Makes:         "构造函数 用于 的",
	ev.Lacks:         "没有 不 无 未",
	ev.OnlyIn:        "只 仅 唯一 调用",
	ev.Implements:    "实现",
	ev.Embeds:        "内嵌 嵌入",
	ev.Requires:      "方法 的",
	ev.Starts:        "通过 由",
}

// hanEffects are effects by the English words that a card would have.
var hanEffects = map[string]string{
	"上传": "upload", "下载": "download", "安装": "install", "注入": "inject", "窃取": "steal", "泄露": "leak", "入侵": "compromise hack", "破坏": "break damage", "隐私": "privacy private", "修改": "modify change",
	"打印": "print", "格式化": "format", "解析": "parse", "序列化": "serialize", "编码": "encode", "解码": "decode", "更新": "update refresh", "通告": "announce", "转发": "forward proxy",
	"递归": "recurse recursive", "异常": "exception abnormal", "恶意": "malicious", "秘密": "secret", "偷偷": "secret", "偶尔": "occasional", "必要": "necessary require",
	"删除": "delete remove", "移除": "remove delete", "驱逐": "evict taint", "杀死": "kill", "终止": "terminate stop", "销毁": "destroy", "重启": "restart",
	"重试": "retry requeue retries", "阻塞": "block wait", "崩溃": "crash panic", "失败": "fail failure error", "中止": "abort", "停止": "stop", "取消": "cancel",
	"排空": "drain", "污点": "taint", "容忍": "toleration tolerate", "调度": "schedule scheduler", "校验": "validate verify check", "验证": "validate verify", "加密": "encrypt crypto",
	"认证": "authenticate auth", "授权": "authorize auth", "保护": "protect guard", "清理": "clean cleanup", "丢弃": "drop discard", "覆盖": "overwrite", "重置": "reset",
	"替换": "replace", "回滚": "roll", "升级": "upgrade", "限流": "limit limiter limited rate", "限速": "limit limiter limited rate", "缓存": "cache", "持久化": "persist", "通知": "notify", "过期": "expire",
	"选举": "elect election", "监听": "watch listen informer", "轮询": "poll", "同步": "sync synced", "等待": "wait", "超时": "timeout", "日志": "log", "发布": "publish", "弃用": "deprecate deprecated",
	"过时": "obsolete deprecated", "漏洞": "vulnerable", "实验": "experiment alpha", "标记": "mark taint label", "恢复": "recover", "迁移": "migrate", "挂载": "mount", "断开": "disconnect",
	"连接": "connect dial connection", "监控": "monitor", "探测": "probe", "禁用": "disable", "启用": "enable enabled", "泄漏": "leak", "攻击": "attack", "后门": "backdoor", "关机": "shutdown",
}

// hanWords explain and add nothing. Longer ones are looked for first.
var hanWords = strings.Fields(`单独的 各自的 自己的 相应的 对应的 其中的 以及 并且 并将 并把 并在 并由 而后 因此 因为 所以 其中 其 它们 它 这个 这些 那个 那些 该 此 各 每 某 一个 一种 一组 一些 多个 若干 几个 两个 三个 四个
程序 包 函数 方法 类型 结构体 结构 接口 字段 常量 变量 值 参数 选项 标志 默认值 默认 名称 名字 名 键 字符串 整数 布尔 指针 切片 映射 通道 闭包 回调 处理函数 处理程序 处理 循环 分支 条件 调用者 调用方 调用 接收者 结果
构造函数 构造 入口 代码 源码 源文件 文件 目录 模块 库 注释 文档 帮助文本 文本 行 定义 声明 签名 组件 控制器 工作协程 工作函数 管理器 客户端 服务器 对象 元素 条目 项 列表 集合 队列 事件 锁 互斥锁 工作 流程 过程 运行 启动
开始 步骤 阶段 部分 任务 职责 角色 目的 行为 方式 形式 种类 样式 布局 设计 模式 机制 逻辑 路径 链 顺序 组 状态 数据 信息 属性 成员 实例 副本 引用 句柄 包装 集群 节点 资源 命令行 命令 二进制
用于 用来 负责 作为 成为 进行 完成 提供 给出 得到 获得 取得 取自 来自 属于 位于 处于 存在 出现 发生 显示 表示 说明 描述 指出 写道 提到 称 含义 包括 包含 含有 涉及 关联 相关 连接到 通过 借助 依靠 依赖 根据 按照 由 被 把 将 让 使 令
从 向 对 对于 关于 给 与 和 或 及 跟 同 在 于 里 中 内 外 上 下 前 后 间 时 时候 期间 当 若 如果 可以 可能 会 能 要 需 需要 应 已 正在 都 也 还 又 就 才 便 即 而 但 则 且 并 地 得 的 了 着 过 是 为 有 所 之 以 到 至 来 去 起 出 入 进
准备 安排 组装 初始化 设置 赋值 配置 控制 调节 决定 取决 触发 驱动 引出 通向 交给 传给 传入 传递 递给 保存 存放 存储 持有 保留 读取 写入 查询 检查 查看 获取 取出 放入 加入 添加 发送 接收 关闭 创建 构建 生成 返回 退出 结束 延迟 执行 使用 用到 引用
实现 满足 要求 内嵌 嵌入 注册 登记 订阅 导入 引入 编译 平台 构建约束 约束 数量 个 种 项 条 类 次 位 处 者 份 共 总共 总计 分别 一起 一并 直接 间接 主要 通常 一般 某些 有些 部分 情况 不同 具体 独立 共享 公共 内部 外部 全局 本地
后台 并发 并行 异步 协程 时间 时长 期限 周期 间隔 秒 分钟 小时 毫秒 先 再 然后 接着 随后 之后 之前 最后 首先 依次 只有 唯一 没有 不 无 未 只 仅 缺少 分析 所分析 这样 如此 即可 例如 如 等 多 少 新 旧 大 小 长 短 主 次 首 末 自身 本身 自己 单独 另外 另 其他 其余 此外 同样 类似 同一 相同 整个`)

// maxUnknownHan is how many Chinese characters of a sentence may belong to words
// that are not known; in a rendition, for each word of the original that is no
// plain one, there may be as many as translate it.
const (
	maxUnknownHan = 3
	hanPerWord    = 3
)

// mayBeUnknown is how many characters of a text may be in unknown words.
func (c *checking) mayBeUnknown() int {
	n := maxUnknownHan
	if c.original == nil {
		return n
	}
	seen := map[string]bool{}
	for _, w := range parse(c.original.Text).words {
		b := base(w.text)
		if !plainWords[w.text] && !plainWords[b] && english().verbs[b] == nil && len(w.text) > 2 && !seen[b] {
			seen[b] = true
			n += hanPerWord
		}
	}
	return n
}

// groundedHan is grounded for Chinese, where what is left between known words is
// counted by character.
func (c *checking) groundedHan() {
	own := c.ownWords()
	if c.original != nil {
		own = map[string]bool{} // it says what there is to say
		for _, w := range parse(c.original.Text).words {
			own[stem(w.text)] = true
		}
	}
	for _, han := range slices.Sorted(maps.Keys(hanEffects)) {
		if !strings.Contains(c.text.plain, han) {
			continue
		}
		ok := false
		for w := range strings.FieldsSeq(hanEffects[han]) {
			ok = ok || own[stem(w)]
		}
		if !ok {
			c.reject(Relations, "%q is an effect that no card cited names", han)
		}
	}
	if c.comment {
		return // what it says is English, and held to the English sentence
	}
	if left := uncovered(c.text.plain); left > c.mayBeUnknown() {
		c.reject(Relations, "%d characters belong to words that the cards say nothing of; use plainer words", left)
	}
}

// uncovered counts the Chinese characters that no known word covers.
func uncovered(s string) (n int) {
	for i := 0; i < len(s); {
		best := 0
		for _, w := range hanWords {
			if len(w) > best && strings.HasPrefix(s[i:], w) {
				best = len(w)
			}
		}
		if best == 0 {
			for w := range hanEffects {
				if len(w) > best && strings.HasPrefix(s[i:], w) {
					best = len(w)
				}
			}
		}
		if best > 0 {
			i += best
			continue
		}
		for j, r := range s[i:] {
			if j > 0 {
				break
			}
			if unicode.Is(unicode.Han, r) {
				n++
			}
			i += len(string(r))
		}
	}
	return n
}
