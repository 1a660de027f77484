package rendertest

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Limits of a site: gzipped bytes and elements of a page, bytes of a page of
// source, gzipped bytes of the median page and of all scripts and styles.
const (
	MaxPage     = 150_000
	MaxElements = 5_000
	MaxSource   = 1_000_000
	MaxMedian   = 15_000
	MaxScripts  = 20_000
	MaxStyles   = 12_000
)

// A Measure is what there is to measure of the pages of one kind.
type Measure struct {
	Kind              string
	Pages             int
	Median, Largest   int // gzipped bytes
	Elements, Bytes   int // the most of any page
	LargestAt, MostAt string
	sizes             []int
}

// Measures are the figures of a site.
type Measures struct {
	Kinds           []*Measure // by kind
	Pages, Median   int        // pages of source and of uses apart
	Scripts, Styles int        // gzipped bytes
	Faults          []string   // limits that are broken, links to nowhere, ids twice
}

// MeasureSite reads the pages of a finished site, one at a time.
func MeasureSite(site fs.FS) (*Measures, error) {
	m := &measurer{out: &Measures{}, kinds: map[string]*Measure{}, ids: map[string]map[string]bool{}, lines: map[string][2]int{}}
	for _, pass := range []func(string, []byte) error{m.measure, m.follow} {
		err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(site, name)
			if err != nil {
				return err
			}
			return pass(name, data)
		})
		if err != nil {
			return nil, err
		}
	}
	m.finish()
	return m.out, nil
}

type measurer struct {
	out   *Measures
	kinds map[string]*Measure
	ids   map[string]map[string]bool // by file; nil for files that are no pages
	lines map[string][2]int          // the numbered lines of a file
	sizes []int
}

func (m *measurer) fault(format string, args ...any) {
	if len(m.out.Faults) < 200 {
		m.out.Faults = append(m.out.Faults, fmt.Sprintf(format, args...))
	}
}

func gzipped(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return b.Len()
}

// measure counts one file and notes its ids.
func (m *measurer) measure(name string, data []byte) error {
	m.ids[name] = nil
	switch path.Ext(name) {
	case ".js":
		if !strings.Contains(name, "search") && !strings.Contains(name, "index") {
			m.out.Scripts += gzipped(data)
		}
		return nil
	case ".css":
		m.out.Styles += gzipped(data)
		return nil
	case ".html":
	default:
		return nil
	}
	ids, elements, kind := map[string]bool{}, 0, "other"
	first, last := 0, 0
	err := tags(data, func(t html.Token) {
		elements++
		for _, a := range t.Attr {
			switch {
			case t.Data == "body" && a.Key == "class":
				kind = a.Val
			case a.Key == "id":
				if n, err := strconv.Atoi(strings.TrimPrefix(a.Val, "L")); err == nil && a.Val[0] == 'L' {
					if first == 0 {
						first = n
					}
					last = n
					continue
				}
				if ids[a.Val] {
					m.fault("%s: id %q twice", name, a.Val)
				}
				ids[a.Val] = true
			}
		}
	})
	m.ids[name], m.lines[name] = ids, [2]int{first, last}
	k := m.kinds[kind]
	if k == nil {
		k = &Measure{Kind: kind}
		m.kinds[kind] = k
	}
	size := gzipped(data)
	k.Pages++
	k.sizes = append(k.sizes, size)
	if size > k.Largest {
		k.Largest, k.LargestAt = size, name
	}
	if elements > k.Elements {
		k.Elements, k.MostAt = elements, name
	}
	k.Bytes = max(k.Bytes, len(data))
	switch {
	case kind == "file":
		if len(data) > MaxSource {
			m.fault("%s has %d bytes", name, len(data))
		}
	case size > MaxPage:
		m.fault("%s has %d bytes compressed", name, size)
	case elements > MaxElements:
		m.fault("%s has %d elements", name, elements)
	}
	if kind != "file" && kind != "uses" {
		m.sizes = append(m.sizes, size)
	}
	return err
}

// follow looks where the links of a page lead.
func (m *measurer) follow(name string, data []byte) error {
	if path.Ext(name) != ".html" || name == "404.html" { // whose links depend on where it is shown
		return nil
	}
	seen := map[string]bool{}
	return tags(data, func(t html.Token) {
		for _, a := range t.Attr {
			if a.Key != "href" && a.Key != "src" || seen[a.Val] {
				continue
			}
			seen[a.Val] = true
			m.link(name, a.Val)
		}
	})
}

func (m *measurer) link(from, href string) {
	u, err := url.Parse(href)
	if err != nil {
		m.fault("%s: link %q: %v", from, href, err)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		return
	}
	to := from
	if u.Path != "" {
		to = path.Join(path.Dir(from), u.Path)
	}
	ids, ok := m.ids[to]
	if !ok {
		m.fault("%s: link %q: there is no file %s", from, href, to)
		return
	}
	if u.Fragment == "" || ids[u.Fragment] {
		return
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(u.Fragment, "L")); err == nil && u.Fragment[0] == 'L' && n >= m.lines[to][0] && n <= m.lines[to][1] {
		return
	}
	m.fault("%s: link %q: no such place on the page", from, href)
}

// tags calls visit for each element.
func tags(data []byte, visit func(html.Token)) error {
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return nil
			}
			return z.Err()
		case html.StartTagToken, html.SelfClosingTagToken:
			visit(z.Token())
		}
	}
}

func (m *measurer) finish() {
	for _, k := range m.kinds {
		k.Median = median(k.sizes)
		m.out.Kinds = append(m.out.Kinds, k)
	}
	slices.SortFunc(m.out.Kinds, func(a, b *Measure) int { return cmp.Compare(a.Kind, b.Kind) })
	m.out.Pages, m.out.Median = len(m.sizes), median(m.sizes)
	for _, x := range []struct {
		what      string
		got, most int
	}{{"the median page", m.out.Median, MaxMedian}, {"all scripts", m.out.Scripts, MaxScripts}, {"all styles", m.out.Styles, MaxStyles}} {
		if x.got > x.most {
			m.fault("%s: %d bytes compressed, at most %d", x.what, x.got, x.most)
		}
	}
}

func median(sizes []int) int {
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// Table writes the figures in Markdown.
func (m *Measures) Table() string {
	var b strings.Builder
	b.WriteString("| kind of page | pages | median, gzipped | largest, gzipped | most elements | largest |\n|---|--:|--:|--:|--:|--:|\n")
	for _, k := range m.Kinds {
		fmt.Fprintf(&b, "| %s | %d | %.1f kB | %.1f kB | %d | %d kB |\n", k.Kind, k.Pages, float64(k.Median)/1000, float64(k.Largest)/1000, k.Elements, k.Bytes/1000)
	}
	fmt.Fprintf(&b, "\nMedian of the %d pages that are neither source nor uses: %.1f kB. Scripts: %.1f kB, styles: %.1f kB, gzipped. ", m.Pages, float64(m.Median)/1000, float64(m.Scripts)/1000, float64(m.Styles)/1000)
	fmt.Fprintf(&b, "Broken limits, links to nowhere and ids twice: %d.\n", len(m.Faults))
	return b.String()
}
