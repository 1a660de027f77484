// Package apidoclink reports links that cannot work.
package apidoclink

import (
	_ "embed"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports links that cannot work.
var Check = apiscope.Texts(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA118",
	Slug:     "doc-link",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, judgeText)

func judgeText(p *checks.Pass, x apiscope.Description) {
	for _, l := range api.OpenAPILines(x.Comment) {
		if !strings.Contains(l.Text, "://") {
			continue
		}
		for _, at := range link.FindAllStringIndex(l.Text, -1) {
			text := strings.TrimRight(l.Text[at[0]:at[1]], ".,;:!?*_")
			judge(p, x, l, at[0], text)
		}
	}
}

var (
	link = regexp.MustCompile("https?://[^\\s<>\"'`)\\]}|]+")
	// placeholder is what stands for a part of an address.
	placeholder = regexp.MustCompile(`[<>{}$%…]|\.\.\.`)
	// unserved are names that nothing is ever served under in public.
	unserved = regexp.MustCompile(`(^|\.)(localhost|local|internal|test|invalid|example|svc)$|(^|\.)example\.(com|org|net)$|^[0-9.]+$|^\[|^[^.]*$`)
)

func judge(p *checks.Pass, x apiscope.Description, l api.Line, from int, text string) {
	host, _, _ := strings.Cut(text[strings.Index(text, "://")+len("://"):], "/")
	if placeholder.MatchString(text) || !strings.Contains(host, ".") {
		return // an example, or the scheme alone
	}
	say := func(why, remedy string, fix string) {
		d := x.At(l, from, from+len(text), fmt.Sprintf("link %s in the description of %s %s", text, x.What, why), remedy)
		if fix != "" {
			d.Fixes = []checks.Fix{{Message: "write " + fix, Class: checks.FixSafe, Edits: []checks.Edit{apiscope.Replace(d, l, from, from+len(text), fix)}}}
		}
		p.Report(d)
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		say("is no valid address", "correct it", "")
		return
	case unserved.MatchString(u.Hostname()):
		return
	case retired[u.Hostname()] != "":
		say("leads to a site that is gone", retired[u.Hostname()], "")
		return
	}
	if why := missing(p, u); why != "" {
		say(why, "correct the path", "")
		return
	}
	if why := p.Dead(text); why != "" {
		say(why, "find where it moved to, or remove it", "")
		return
	}
	if u.Scheme == "http" && !identifies(u) && !apiscope.IsQuoted(l.Text, from) { // what is quoted is a value
		fix := ""
		if secure(u.Hostname()) {
			fix = "https" + strings.TrimPrefix(text, "http")
		}
		say("is not secure", "write https, if the site has it", fix)
	}
}

// missing says that a link to a file of the tree's own repository leads nowhere.
func missing(p *checks.Pass, u *url.URL) string {
	root := p.Tree.Root()
	if root == nil || root.Path == "" {
		return ""
	}
	rest, ok := strings.CutPrefix(u.Hostname()+u.Path, root.Path+"/")
	parts := strings.SplitN(rest, "/", 3)
	if !ok || len(parts) < 3 || parts[0] != "blob" && parts[0] != "tree" || parts[1] != "main" && parts[1] != "master" && parts[1] != "HEAD" {
		return ""
	}
	file := path.Clean(parts[2])
	if p.Tree.Exists(file) || p.Tree.HasDir(file) {
		return noAnchor(p, file, u.Fragment)
	}
	return fmt.Sprintf("leads to %s, which is not in this tree", file)
}
