package html

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A tab is a page of a browser that shows files of a site.
type tab struct {
	t   *testing.T
	ctx context.Context
	dir string
}

// TestBrowser looks at sites with a headless Chromium. Without one it is
// skipped: what can be told from the markup is tested without.
func TestBrowser(t *testing.T) {
	ctx := newBrowser(t)
	small := newTab(t, ctx, smallSite(t))
	t.Run("accessible", func(t *testing.T) { testAccessible(t, ctx) })
	t.Run("search", func(t *testing.T) { testSearch(t, small) })
	t.Run("theme", func(t *testing.T) { testTheme(t, small) })
}

func newBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests take seconds")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless_shell"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("no Chromium found: install it to run the browser tests (apt-get install chromium)")
	}
	ctx, stop := context.WithTimeout(context.Background(), 9*time.Minute)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(
		chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("no-proxy-server", true)))
	t.Cleanup(cancel)
	return ctx
}

// newTab writes a site to a directory to be looked at.
func newTab(t *testing.T, ctx context.Context, s *render.Site) *tab {
	t.Helper()
	dir := t.TempDir()
	err := newFormat(t).Render(context.Background(), s, func(f render.File) error {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		data, err := f.Bytes()
		if err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return &tab{t, ctx, dir}
}

// show sets the window up and opens a page.
func (b *tab) show(page string, width int64, scheme string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
	at := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(b.dir, filepath.FromSlash(page)))}
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(at.String())); err != nil {
		b.t.Fatalf("%s: %v", page, err)
	}
}

// eval runs a script, which may be asynchronous.
func eval[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, func(p *runtime.EvaluateParams) { yes := true; p.AwaitPromise = &yes }))
	if err != nil {
		b.t.Fatalf("%.80s: %v", script, err)
	}
	return v
}

// until waits for a condition in the page.
func (b *tab) until(condition string) {
	b.t.Helper()
	if ok := eval[bool](b, `new Promise(done => {
		const end = Date.now() + 10000;
		(function look() { if (`+condition+`) done(true); else if (Date.now() > end) done(false); else requestAnimationFrame(look); })();
	})`); !ok {
		b.t.Fatalf("waited in vain for %s", condition)
	}
}

// pagesOfEachKind picks a page per kind, the one with most on it.
func pagesOfEachKind(s *render.Site) []string {
	var names []string
	for _, kind := range siteKinds {
		best, most := "", -1
		for _, p := range s.Pages {
			if n := len(p.Names) + len(p.Sections) + len(p.Blocks); p.Kind == kind && n > most {
				best, most = file(p), n
			}
		}
		if best != "" {
			names = append(names, best)
		}
	}
	for _, p := range s.Pages {
		if p.Kind == render.WalkthroughPage && p.Lang != "en" { // the frame has other words
			names = append(names, file(p))
			break
		}
	}
	return append(names, "404.html")
}

// testAccessible runs axe over a page of each kind, in both themes and on a
// phone, and makes sure that nothing is wider than the window.
func testAccessible(t *testing.T, ctx context.Context) {
	tree, err := walk.Open(context.Background(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	s := assemble(t, tree)
	b := newTab(t, ctx, s)
	axe, err := os.ReadFile(filepath.Join("testdata", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pagesOfEachKind(s) {
		for _, v := range []struct {
			width  int64
			scheme string
			rules  string // all of them once, then what a theme or width can change
		}{{1280, "light", ""}, {1280, "dark", "color-contrast"}, {360, "light", "scrollable-region-focusable"}} {
			b.show(page, v.width, v.scheme)
			name := fmt.Sprintf("%s at %d, %s", page, v.width, v.scheme)
			if width := eval[int64](b, "document.documentElement.scrollWidth"); width > v.width {
				t.Errorf("%s is %d wide", name, width)
			}
			eval[any](b, string(axe)+";0")
			for _, v := range violations(b, v.rules) {
				t.Errorf("%s: %s", name, v)
			}
		}
	}
}

func violations(b *tab, rule string) []string {
	b.t.Helper()
	// The size of targets is in WCAG 2.2 and has to be asked for.
	options := `{resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}`
	if rule != "" {
		options = `{resultTypes: ["violations"], runOnly: ["` + rule + `"]}`
	}
	report := eval[string](b, `axe.run(document, `+options+`).then(r => JSON.stringify(
		r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | "))))`)
	var out []string
	if err := json.Unmarshal([]byte(report), &out); err != nil {
		b.t.Fatal(err)
	}
	return out
}

func testSearch(t *testing.T, b *tab) {
	b.show("bin/shop.html", 1280, "light")
	for _, tt := range []struct{ query, first string }{
		{"queue", "pkg/example.org/lib/queue.html"},
		{"Stale", "pkg/example.org/lib/queue.html#Stale"},
		{"queue.New", "pkg/example.org/lib/queue.html#New"},
		{"maß", "größe.html#Ma"},
		{"load-error", "rules/KL001.html"},
		{"shop", "bin/shop.html"},
		{"--till", "bin/shop/shop.html#--till"},
		{"walkthroughs", "walkthroughs/en/index.html"},
	} {
		eval[any](b, `(() => { const i = document.getElementById("search"); i.focus(); i.value = `+quote(tt.query)+`; i.dispatchEvent(new Event("input")); })()`)
		b.until(`(r => r && (r.querySelector("ul") || /Nothing/.test(r.textContent)))(document.querySelector(".results"))`)
		if s := eval[string](b, `document.querySelector(".results").textContent`); eval[int](b, `document.querySelectorAll(".results a").length`) == 0 {
			t.Errorf("%q finds nothing: %s", tt.query, s)
			continue
		}
		first := eval[string](b, `decodeURI(document.querySelector(".results a").href)`)
		if !strings.Contains(first, tt.first) {
			t.Errorf("%q finds %s first, want %s", tt.query, first, tt.first)
		}
		at, _ := url.Parse(eval[string](b, `document.querySelector(".results a").href`))
		if _, err := os.Stat(filepath.FromSlash(at.Path)); err != nil {
			t.Errorf("%q: %v", tt.query, err)
		}
	}
	eval[any](b, `(() => { const i = document.getElementById("search"); i.value = "zzzz"; i.dispatchEvent(new Event("input")); })()`)
	b.until(`/Nothing/.test(document.querySelector(".results").textContent)`)
	testKeys(t, b)
}

// testKeys presses keys on a page, and again with them switched off.
func testKeys(t *testing.T, b *tab) {
	press := func(key string) {
		eval[any](b, `(() => { document.activeElement.blur(); document.body.dispatchEvent(new KeyboardEvent("keydown", {key: `+quote(key)+`, bubbles: true, cancelable: true})); })()`)
	}
	b.show("pkg/example.org/lib/queue.html", 1280, "light")
	press("/")
	if at := eval[string](b, `document.activeElement.id`); at != "search" {
		t.Errorf("/ leads to %q", at)
	}
	press("f")
	eval[any](b, `(() => { const i = document.querySelector("dialog.keys input"); i.value = "stale"; i.dispatchEvent(new Event("input")); i.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"})); })()`)
	b.until(`location.hash === "#Stale" && !document.querySelector("dialog.keys")`)
	press("?")
	eval[any](b, `document.querySelector("dialog.keys input").click(); document.querySelector("dialog.keys").close()`)
	b.until(`!document.querySelector("dialog.keys")`)
	press("f")
	if eval[bool](b, `!!document.querySelector("dialog.keys")`) {
		t.Error("a key does something although keys are switched off")
	}
	eval[any](b, `localStorage.removeItem("kdoc-keys")`)
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func testTheme(t *testing.T, b *tab) {
	const background = `getComputedStyle(document.body).backgroundColor`
	b.show("index.html", 1280, "dark")
	dark := eval[string](b, background)
	eval[any](b, `document.querySelector("button.theme").click()`)
	light := eval[string](b, background)
	if light == dark {
		t.Fatal("the button changes nothing")
	}
	b.show("bin/shop.html", 1280, "dark")
	if got := eval[string](b, background); got != light {
		t.Errorf("the choice is forgotten on the next page: %s, want %s", got, light)
	}
	eval[any](b, `document.querySelector("button.theme").click()`)
	if got := eval[string](b, background); got != dark {
		t.Errorf("the way back leads to %s, want %s", got, dark)
	}
}
