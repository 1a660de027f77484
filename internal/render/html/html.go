// Package html prints a site as HTML: plain pages that need no script, with
// relative links only, so a site can be read from a disk or below any address.
//
// The frame of a page is a template among the assets; what stands in it is
// written by this package, because a tree has a hundred thousand declarations
// and contextual escaping of each would cost more than everything else. Text
// reaches the output through two functions, escape and attribute, and nothing
// else writes text that is not a literal of this package.
package html

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/search"
)

// Options are the settings of the format.
type Options struct {
	// Version stands for the program that writes the pages, so that pages that are
	// there already can be told from those of another.
	Version string
	// Assets holds the templates, styles and scripts: page.html and
	// notfound.html in directory "page", and *.css and *.js anywhere. Required.
	Assets fs.FS
}

// Files every site has besides its pages.
const (
	stylePath  = "assets/kdoc.css"
	scriptPath = "assets/kdoc.js"
	themePath  = "assets/theme.js"
	indexPath  = search.Index
)

// New returns the format. A broken template is an error here.
func New(opts Options) (render.Format, error) {
	if opts.Assets == nil {
		return render.Format{}, errors.New("html: no assets")
	}
	t, err := template.ParseFS(opts.Assets, "page/*.html")
	if err != nil {
		return render.Format{}, fmt.Errorf("html: %w", err)
	}
	for _, name := range []string{"page.html", "notfound.html"} {
		if t.Lookup(name) == nil {
			return render.Format{}, fmt.Errorf("html: template page/%s is missing", name)
		}
	}
	return render.Format{
		Name: "html",
		Doc:  "Pages for browsers: no script needed, relative links only, light and dark",
		Render: func(ctx context.Context, s *render.Site, emit func(render.File) error) error {
			r := &renderer{opts: opts, templates: t, site: s, emit: emit}
			return r.run(ctx)
		},
	}, nil
}

type renderer struct {
	opts      Options
	templates *template.Template
	site      *render.Site
	emit      func(render.File) error
	homePage  *render.Page // that all others lead to, nil if there is none
	body      bytes.Buffer
	page      bytes.Buffer
}

func (r *renderer) run(ctx context.Context) error {
	if err := r.assets(); err != nil {
		return err
	}
	if i := slices.IndexFunc(r.site.Pages, func(p *render.Page) bool { return p.Kind == render.Home }); i >= 0 {
		r.homePage = r.site.Pages[i]
	}
	for _, p := range r.site.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.renderPage(p); err != nil {
			return fmt.Errorf("page %s: %w", p.ID, err)
		}
	}
	if err := r.notFound(); err != nil {
		return err
	}
	for _, f := range search.Files(r.site) {
		if err := r.emit(f); err != nil {
			return err
		}
	}
	return nil
}

// assets joins the styles into one file and the scripts into another, by
// component in the order of their names. The one script that must run before
// the page is painted stays apart.
func (r *renderer) assets() error {
	var style, script bytes.Buffer
	err := fs.WalkDir(r.opts.Assets, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		var to *bytes.Buffer
		switch {
		case path.Base(name) == path.Base(themePath):
			data, err := fs.ReadFile(r.opts.Assets, name)
			if err != nil {
				return err
			}
			return r.emit(render.File{Path: themePath, Data: data})
		case path.Ext(name) == ".css":
			to = &style
		case path.Ext(name) == ".js":
			to = &script
		default:
			return nil
		}
		data, err := fs.ReadFile(r.opts.Assets, name)
		to.Write(data)
		return err
	})
	if err != nil {
		return fmt.Errorf("html: %w", err)
	}
	if err := r.emit(render.File{Path: stylePath, Data: style.Bytes()}); err != nil {
		return err
	}
	return r.emit(render.File{Path: scriptPath, Data: script.Bytes()})
}

// A frame is what the template of a page gets to see.
type frame struct {
	Lang        string
	Site        string
	Title       string
	Description string
	Kind        string
	// Root is the relative path of the site's root: "", "../", …
	Root                 string
	Style, Script, Theme string
	Index, Home          string
	Nav, Trail           []link
	Words                words
	Translations         []translation
	Body, Contents       template.HTML
	Generator, Rev       string
	// Policy is what the page may load. Dirs are the directories at the root of
	// the site, for the page that may be shown at any address.
	Policy, Dirs string
}

// A translation leads to the page in another language.
type translation struct{ Lang, Name, Href string }

// A link has a Lang if that is not the page's.
type link struct {
	Text, Href string
	Current    bool
	Lang       string
}

// policy lets pages load what the site brings along and nothing else.
// https://www.w3.org/TR/CSP3/
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"

func (r *renderer) frame(p *render.Page) frame {
	at := file(p)
	f := frame{
		Lang: langOf(p), Words: wordsOf(langOf(p)), Site: render.Visible(r.site.Title), Title: render.Visible(p.Title), Description: render.Visible(p.Synopsis),
		Kind: kindClass(p.Kind), Root: strings.Repeat("../", strings.Count(at, "/")),
		Style: render.Relative(at, stylePath), Script: render.Relative(at, scriptPath),
		Theme: render.Relative(at, themePath), Index: render.Relative(at, indexPath),
		Policy: policy, Generator: render.Visible(r.site.Generator), Rev: render.Visible(short(r.site.Rev)),
	}
	w := r.writer(p, nil)
	if r.homePage != nil {
		f.Home = w.pageHref(r.homePage)
	}
	for _, n := range r.site.Nav {
		if href := w.href(n); href != "" {
			text, lang := w.words.navigation(n.Text)
			f.Nav = append(f.Nav, link{render.Visible(text), href, n.Page == p.ID && n.Anchor == "", lang})
		}
	}
	for _, t := range p.Trail {
		f.Trail = append(f.Trail, link{Text: render.Visible(t.Text), Href: w.href(t)})
	}
	for _, t := range p.Translations {
		if href := w.href(render.Ref{Page: t.Page}); href != "" {
			f.Translations = append(f.Translations, translation{t.Lang, t.Name, href})
		}
	}
	if n := len(f.Trail); n > 0 {
		f.Trail[n-1].Current = f.Trail[n-1].Href == ""
	}
	return f
}

// renderPage prints a page. One whose contents are still to be made is offered by
// its key first.
func (r *renderer) renderPage(p *render.Page) error {
	if p.Content == nil || p.Key == nil {
		full, err := p.Complete()
		if err != nil {
			return err
		}
		if err := r.print(full); err != nil {
			return err
		}
		return r.emit(render.File{Path: file(p), Data: bytes.Clone(r.page.Bytes())})
	}
	return r.emit(render.File{Path: file(p), Key: func() string { return r.key(p) }, Make: func() ([]byte, error) {
		full, err := p.Complete()
		if err != nil {
			return nil, err
		}
		own := &renderer{opts: r.opts, templates: r.templates, site: r.site, homePage: r.homePage}
		if err := own.print(full); err != nil {
			return nil, err
		}
		return own.page.Bytes(), nil
	}})
}

// key stands for everything that a page with a key of its own depends on.
func (r *renderer) key(p *render.Page) string {
	contents := p.Key()
	if contents == "" {
		return ""
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %+v ", r.opts.Version, r.frame(p))
	sum.Write([]byte(contents))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// print makes the page in r.page.
func (r *renderer) print(p *render.Page) error {
	r.body.Reset()
	w := r.writer(p, &r.body)
	w.page()
	f := r.frame(p)
	f.Body = template.HTML(r.body.String()) // written by this package, escaped
	r.body.Reset()
	w.contents(p.Sections)
	f.Contents = template.HTML(r.body.String())
	for i, svg := range w.pictures {
		if r.emit == nil {
			break
		}
		if err := r.emit(render.File{Path: picturePath(p, i), Data: []byte(svg)}); err != nil {
			return err
		}
	}
	return r.execute("page.html", f)
}

// notFound is the page a server shows for an address that is none of ours. It
// may be read at any depth, so it brings its style along, and a script that
// finds the way home where there is one to run it.
func (r *renderer) notFound() error {
	p := &render.Page{ID: "404", Path: "404", Title: "Page not found"}
	if slices.ContainsFunc(r.site.Pages, func(x *render.Page) bool { return x.Path == p.Path }) {
		return errors.New("html: a page is called 404")
	}
	f := r.frame(p)
	f.Dirs = strings.Join(r.dirs(), " ")
	if err := r.execute("notfound.html", f); err != nil {
		return err
	}
	// Its style and script are in the page, and are named by what they are.
	f.Policy = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'" +
		"; style-src " + inlineHash(r.page.String(), "style") + "; script-src " + inlineHash(r.page.String(), "script")
	if err := r.execute("notfound.html", f); err != nil {
		return err
	}
	return r.emit(render.File{Path: "404.html", Data: bytes.Clone(r.page.Bytes())})
}

// inlineHash is how a policy names the element of a page that has the tag.
func inlineHash(page, tag string) string {
	_, rest, _ := strings.Cut(page, "<"+tag+">")
	text, _, _ := strings.Cut(rest, "</"+tag+">")
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// dirs are the directories at the root of the site, sorted.
func (r *renderer) dirs() []string {
	seen := map[string]bool{"assets": true}
	for _, p := range r.site.Pages {
		if dir, _, ok := strings.Cut(p.Path, "/"); ok && !strings.Contains(dir, " ") {
			seen[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func (r *renderer) execute(name string, f frame) error {
	r.page.Reset()
	return r.templates.ExecuteTemplate(&r.page, name, f)
}

// file is where a page is in the output.
func file(p *render.Page) string { return p.Path + ".html" }

func kindClass(k render.PageKind) string {
	return [...]string{"home", "module", "package", "program", "report", "rule", "list", "command", "api", "walkthrough", "file", "uses"}[k]
}

func short(rev string) string { return rev[:min(12, len(rev))] }
