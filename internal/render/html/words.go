package html

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// words are what the frame of a page says, in the language of the page.
type words struct {
	Skip, Site, Search, Theme, Trail, Contents, Languages string
	// At and ReadBy make up the small print: a tree, a revision, a program.
	At, ReadBy string
	// Picture names a drawing, Alone leads to it, Said opens it in words.
	Picture, Alone, Said string
	// Nav are the names of the pages that every page leads to, by the English
	// one; nil for English itself.
	Nav map[string]string
	// Source names a listing, Licence the lines of it that are folded.
	Source, Licence string
	// Shown is in front of the number of things that a fold holds.
	Shown string
}

// navigation translates the name of a page that all pages lead to, and says in
// which language it is left if there is no other.
func (w words) navigation(text string) (name, lang string) {
	if w.Nav == nil {
		return text, ""
	}
	if t := w.Nav[text]; t != "" {
		return t, ""
	}
	return text, "en"
}

func langOf(p *render.Page) string {
	if p.Lang == "" {
		return "en"
	}
	return p.Lang
}

func wordsOf(lang string) words {
	if strings.HasPrefix(lang, "zh") {
		return words{
			Skip: "跳到正文", Site: "站点", Search: "搜索包和名称", Theme: "切换浅色或深色", Trail: "当前位置", Contents: "本页内容", Languages: "语言",
			At: "，版本 ", ReadBy: "，由以下程序从源码读取：", Picture: "图", Alone: "单独打开这张图", Said: "文字说明", Shown: "展开 ", Source: "源码", Nav: map[string]string{
				"Modules": "模块", "Packages": "包", "Programs": "程序", "Walkthroughs": "源码导读", "API": "API", "Checks": "检查", "Rules": "规则",
				"Home": "首页", "Reference": "参考", "Changes": "变更", "Lists": "列表", "Commands": "命令", "Flags": "标志", "Source": "源码",
			},
			Licence: "许可声明，行数：",
		}
	}
	return words{
		Skip: "Skip to content", Site: "Site", Search: "Search packages and names", Theme: "Switch between light and dark", Trail: "Breadcrumb",
		Contents: "On this page", Languages: "Languages",
		At: " at ", ReadBy: ", read from source by ", Picture: "Picture", Alone: "Open the picture alone", Said: "In words", Shown: "Show ", Source: "Source", Licence: "Licence: lines 1 to",
	}
}
