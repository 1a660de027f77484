package html

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/apiref"
	"github.com/kdoc-dev/kdoc/internal/render/clidoc"
	"github.com/kdoc-dev/kdoc/internal/render/graph"
	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
	"github.com/kdoc-dev/kdoc/internal/render/search"
	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
	"github.com/kdoc-dev/kdoc/internal/walk/workers"
	"github.com/kdoc-dev/kdoc/internal/walk/xref"
)

// assemble builds the site of a tree with everything it can have.
func assemble(t testing.TB, tree *walk.Tree) *render.Site {
	t.Helper()
	ctx := context.Background()
	var settings []checks.Setting
	for _, c := range suite.All() {
		settings = append(settings, checks.Setting{Check: c})
	}
	if err := tree.Load(ctx, append(checks.Extractors(settings), outline.Extractor)...); err != nil {
		t.Fatal(err)
	}
	res, err := checks.Run(ctx, tree, checks.Plan{Settings: settings, Known: suite.All()})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Failed {
		t.Logf("check %s: %v", f.Check.Slug, f.Err)
	}
	source, err := render.NewSource("https://example.org/at/{path}#L{line}", tree.Rev)
	if err != nil {
		t.Fatal(err)
	}
	readme, _ := tree.ReadFile("README.md")
	svg, err := graph.FromImports(imports.New(tree, imports.Options{}), graph.Options{Modules: true}).Reduce().SVG(ctx)
	if err != nil {
		t.Fatal(err)
	}
	m, err := reference.Load(ctx, tree)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Load(ctx, xref.Decls); err != nil {
		t.Fatal(err)
	}
	references, err := xref.Load(ctx, tree)
	if err != nil {
		t.Fatal(err)
	}
	return render.Assemble(render.Input{
		References: references, ReadSource: tree.Source,
		Walkthroughs: walkthroughs(t, tree), Programs: programs(t, tree),
		API:  apiref.Pages(m, render.Ref{Page: render.HomeID, Text: tree.Name}),
		Tree: tree, Readme: readme, Report: res, Checks: suite.All(), Source: source, Generator: "kdoc test",
		Pictures: map[string]render.Picture{"": {SVG: string(svg), Alt: "What imports what."}},
	})
}

// walkthroughs explains the programs and components of a tree.
func walkthroughs(t testing.TB, tree *walk.Tree) []*render.Page {
	t.Helper()
	ctx := context.Background()
	if err := tree.Load(ctx, workers.Extractor); err != nil {
		t.Fatal(err)
	}
	results, err := summarize.ExplainAll(ctx, summarize.Batch{Tree: tree, Languages: summarize.Languages(), Details: true,
		Targets: append(summarize.Programs(tree), summarize.Components(tree)...)})
	if err != nil {
		t.Fatal(err)
	}
	var subjects []walkthrough.Subject
	for _, r := range results {
		if r.Err != nil {
			t.Fatalf("%s: %v", r.Target, r.Err)
		}
		subjects = append(subjects, walkthrough.Subject{Target: r.Target, Walkthroughs: r.Walkthroughs})
	}
	pages, err := walkthrough.Pages(ctx, subjects, walkthrough.Layout{
		Dir: "walkthroughs", Home: render.Ref{Page: render.HomeID, Text: tree.Name}, Look: walkthrough.Look{Draw: walkthrough.SVG, Details: true}})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// programs finds the commands of a tree's programs.
func programs(t testing.TB, tree *walk.Tree) map[string]render.CommandDocs {
	t.Helper()
	var jobs []evalroad.Options
	for _, p := range evalroad.Programs(tree) {
		jobs = append(jobs, evalroad.Options{Program: p})
	}
	results, err := evalroad.Evaluate(context.Background(), tree, jobs...)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]render.CommandDocs{}
	for _, r := range results {
		out[r.Program.Package] = clidoc.Docs(r.Program, clidoc.Options{Deprecated: true})
	}
	return out
}

// siteKinds are the kinds of pages that sites have.
var siteKinds = []render.PageKind{
	render.Home, render.ModulePage, render.PackagePage, render.BinaryPage, render.ReportPage, render.RulePage, render.ListPage, render.APIPage,
	render.CommandPage, render.WalkthroughPage, render.SourcePage, render.UsesPage,
}

func smallSite(t testing.TB) *render.Site {
	t.Helper()
	archive, err := os.ReadFile(filepath.Join("testdata", "tree.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return assemble(t, walktest.Open(t, string(archive), walk.Options{Platforms: []string{"linux/amd64"}}))
}

// crawl renders a site, checks that it is one, and returns its pages.
func crawl(t testing.TB, s *render.Site) *rendertest.Crawl {
	t.Helper()
	return rendertest.CrawlHTML(t, rendertest.Render(t, newFormat(t), s))
}

func TestBundledTree(t *testing.T) {
	tree, err := walk.Open(context.Background(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	site := assemble(t, tree)
	c := crawl(t, site)
	for name, doc := range c.Pages {
		checkPage(t, name, doc)
	}
	for _, tt := range []struct{ page, text, href string }{
		{"walkthroughs/en/fleet-controller-manager.html", "--workers", "../../bin/fleet-controller-manager/fleet-controller-manager.html#--workers"},
		{"walkthroughs/zh-CN/pkg/controller/machinelifecycle.html", "Controller.Sync", "../../../../pkg/fleet.dev/fleet/pkg/controller/machinelifecycle.html#Controller.Sync"},
		{"walkthroughs/zh-CN/fleetctl.html", "English", "../en/fleetctl.html"},
		{"walkthroughs/en/fleetctl.html", "fleetctl", "../../bin/fleetctl.html"},
		{"bin/fleetctl.html", "中文", "../walkthroughs/zh-CN/fleetctl.html"},
		{"bin/fleetctl.html", "-s, --server", "fleetctl/fleetctl.html#--server"},
		{"bin/fleetctl/fleetctl-get.html", "English", "../../walkthroughs/en/fleetctl.html"},
		{"pkg/fleet.dev/fleet/pkg/controller/machinelifecycle.html", "English", "../../../../../walkthroughs/en/pkg/controller/machinelifecycle.html"},
	} {
		if !hasLink(c.Pages[tt.page], tt.text, tt.href) {
			t.Errorf("%s: no link %q to %s", tt.page, tt.text, tt.href)
		}
	}
	kinds := map[render.PageKind]int{}
	for _, p := range site.Pages {
		kinds[p.Kind]++
	}
	for _, kind := range siteKinds {
		if kinds[kind] == 0 {
			t.Errorf("the bundled tree has no page of kind %d", kind)
		}
	}
}

// Every diagnostic is on the page of its rule, in the report, and on one page of
// a package or module.
func TestDiagnosticsArePlaced(t *testing.T) {
	tree, err := walk.Open(context.Background(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	site := assemble(t, tree)
	count := map[render.PageKind]int{}
	linked := 0
	for _, p := range site.Pages {
		for _, s := range p.Sections {
			for _, b := range s.Blocks {
				d, ok := b.(*render.Diagnostics)
				if !ok {
					continue
				}
				count[p.Kind] += len(d.Items)
				for _, x := range d.Items {
					if p.Kind == render.RulePage && x.Symbol.To.Page != "" {
						linked++
					}
				}
			}
		}
	}
	all := count[render.RulePage]
	if all == 0 || count[render.ReportPage] != all || count[render.PackagePage]+count[render.ModulePage] != all {
		t.Errorf("diagnostics by kind of page: %v", count)
	}
	if linked == 0 {
		t.Error("no diagnostic leads to what it is about")
	}
}

func TestSmallTree(t *testing.T) {
	c := crawl(t, smallSite(t))
	for name, doc := range c.Pages {
		checkPage(t, name, doc)
	}
	home := c.Pages["index.html"]
	for _, tt := range []struct{ page, selector, want string }{
		{"index.html", "title", "example.org/shop"},
		{"index.html", "main", "A shop keeps <stock> & sells it. See the guide."},
		{"index.html", "#modules", "example.org/lib staging staging/src/example.org/lib 1"},
		{"index.html", "#programs", "shop cmd/shop Shop sells things."},
		{"pkg/example.org/lib/queue.html", "#Queue.Push", "func (*Queue) Push deprecated"},
		{"pkg/example.org/lib/queue.html", "#Queue", "// … 1 unexported"},
		{"pkg/example.org/lib/queue.html", "#Queue", "func New"},
		{"pkg/example.org/lib/queue.html", "#Kind", `Fresh Kind = "fresh"`},
		{"pkg/example.org/lib/queue.html", "#constants", "const Limit = 10"},
		{"pkg/example.org/lib/queue.html", "#functions", "func Plain"},
		{"pkg/example.org/lib/queue.html", "#generated-Queue", "func (q *Queue) DeepCopy() *Queue"},
		{"pkg/example.org/lib/queue.html", "#importers", "example.org/shop/cmd/shop"},
		{"pkg/example.org/lib/queue.html", "#imports", "Standard library context io"},
		{"pkg/example.org/lib/queue.html", "#files", "other_windows.go not on the documented platform"},
		{"bin/shop.html", "main", "Entry point cmd/shop/main.go:15"},
		{"bin/shop.html", "#packages", "example.org/lib 1 package"},
		{"bin/shop.html", "#external", "example.com/away far"},
		{"mod/example.org/lib.html", "main", "staging: developed here, published on its own"},
		{"mod/example.org/shop.html", "#requires", "example.org/lib in this tree"},
		{"mod/example.org/shop.html", "#requires", "example.com/away v1.2.3"},
		{"check/index.html", "h1", "Check report"},
		{"rules/KL001.html", "#main", "the tree can be read completely"},
	} {
		doc := c.Pages[tt.page]
		if doc == nil {
			t.Fatalf("there is no page %s", tt.page)
		}
		found := rendertest.Find(doc, tt.selector)
		if len(found) != 1 || !strings.Contains(rendertest.Text(found[0]), tt.want) {
			t.Errorf("%s: %s does not say %q: %v", tt.page, tt.selector, tt.want, texts(found))
		}
	}
	if strings.Contains(rendertest.Text(home), "Not on the start page") {
		t.Error("the start page has more of the README than its opening")
	}
	for _, hidden := range rendertest.Find(c.Pages["pkg/example.org/lib/queue.html"], "#unexported") {
		hidden.Parent.RemoveChild(hidden) // they are shown to those who ask
	}
	if s := rendertest.Text(c.Pages["pkg/example.org/lib/queue.html"]); strings.Contains(s, "hidden") || strings.Contains(s, "OnlyWindows()") {
		t.Errorf("unexported or unbuilt declarations are shown: %s", s)
	}
}

func texts(nodes []*html.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, rendertest.Text(n))
	}
	return out
}

func TestLinksInSource(t *testing.T) {
	c := crawl(t, smallSite(t))
	queue := c.Pages["pkg/example.org/lib/queue.html"]
	for _, tt := range []struct{ in, text, href string }{
		{"#Queue.Push", "context.Context", "https://pkg.go.dev/context#Context"},
		{"#Queue.Push", "Kind", "#Kind"},
		{"#Queue.Push", "New", "#New"},
		{"#Queue", "queue.go:31", "../../../src/staging/src/example.org/lib/queue/queue.go.html#L31"},
		{"#main", "Queue.Push", "#Queue.Push"},
		{"#Queue", "Options", "#Options"},
		{"#Queue", "io.Writer", "https://pkg.go.dev/io#Writer"},
	} {
		if !hasLink(rendertest.Find(queue, tt.in)[0], tt.text, tt.href) {
			t.Errorf("%s: no link %q to %s", tt.in, tt.text, tt.href)
		}
	}
	if !hasLink(c.Pages["bin/shop.html"], "queue.Queue", "../pkg/example.org/lib/queue.html#Queue") {
		t.Error("the program's comment does not lead to the package it names")
	}
	for _, id := range []string{"Queue.Name", "Next.Push", "Fresh", "Queue.DeepCopy", "Limit", "Queue.Writer", "Queue.Options"} {
		if len(rendertest.Find(queue, "#"+id)) != 1 {
			t.Errorf("%s has no place on the page", id)
		}
	}
}

func hasLink(n *html.Node, text, href string) bool {
	return slices.ContainsFunc(rendertest.Find(n, "a"), func(a *html.Node) bool {
		to, _ := rendertest.Attr(a, "href")
		return to == href && rendertest.Text(a) == text
	})
}

// checkPage asserts what every page owes its readers, whatever it is about.
func checkPage(t *testing.T, name string, doc *html.Node) {
	t.Helper()
	for _, one := range []string{"title", "main", "h1"} {
		if n := len(rendertest.Find(doc, one)); n != 1 {
			t.Errorf("%s: %d elements %s, want 1", name, n, one)
		}
	}
	if lang, _ := rendertest.Attr(rendertest.Find(doc, "html")[0], "lang"); lang == "" {
		t.Errorf("%s: no language", name)
	}
	level := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			next := int(n.Data[1] - '0')
			if next > level+1 {
				t.Errorf("%s: heading %q of level %d follows one of level %d", name, rendertest.Text(n), next, level)
			}
			level = next
		}
		if n.Data == "a" && rendertest.Text(n) == "" {
			t.Errorf("%s: a link has no text", name)
		}
		if n.Data == "nav" {
			_, label := rendertest.Attr(n, "aria-label")
			_, labelled := rendertest.Attr(n, "aria-labelledby")
			if !label && !labelled {
				t.Errorf("%s: a nav landmark has no name", name)
			}
		}
	}
}

// A site is relocatable if moving it changes nothing but addresses outside of
// it, and the search index is the same for all pages.
func TestSearchIndex(t *testing.T) {
	var index, scripts strings.Builder
	for _, f := range rendertest.Render(t, newFormat(t), smallSite(t)) {
		switch {
		case f.Path == indexPath:
			index.Write(f.Data)
		case strings.HasPrefix(f.Path, search.Dir):
			scripts.Write(f.Data)
		}
	}
	if !strings.Contains(index.String(), `kdocSearchIndex("`) {
		t.Errorf("the index is %q", index.String())
	}
	for _, want := range []string{`pkg/example.org/lib/queue`, `Stale`, `Shop sells things.`} {
		if !strings.Contains(scripts.String(), want) {
			t.Errorf("the scripts of the index lack %s", want)
		}
	}
}
