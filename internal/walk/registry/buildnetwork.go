package registry

import (
	"cmp"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
)

// ports are integer constants whose names end in Port, and addresses that
// something listens on.
func (b *builder) ports() {
	seen := map[string]bool{}
	note := func(p *Port) {
		if key := fmt.Sprint(p.Number, p.Const, p.Place.Package); !seen[key] {
			seen[key] = true
			b.model.Ports = append(b.model.Ports, p)
		}
	}
	for _, d := range b.order {
		if !d.Int || !strings.HasSuffix(d.Name, "Port") && !strings.HasSuffix(d.Name, "PortNumber") && d.Name != "port" {
			continue
		}
		text, _ := b.text(d.Value, d.file)
		if n, err := strconv.Atoi(text); err == nil && n > 0 && n < 1<<16 && !limit(d.Name) {
			note(&Port{Number: n, Const: d.Name, Doc: d.Doc, Place: d.place()})
		}
	}
	for _, s := range b.seen[listen] {
		text, ok := b.text(s.first("address"), s.file)
		_, port, err := net.SplitHostPort(text)
		if n, bad := strconv.Atoi(port); ok && err == nil && bad == nil && n > 0 {
			note(&Port{Number: n, Place: s.place()})
		} else if !ok && param(s.first("address")) < 0 {
			b.model.Dynamic["ports"]++
		}
	}
	slices.SortFunc(b.model.Ports, func(x, y *Port) int {
		return cmp.Or(cmp.Compare(x.Number, y.Number), comparePlaces(x.Place, y.Place))
	})
}

// limit reports whether a name is that of a bound on ports rather than a port.
func limit(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "max") || strings.HasPrefix(name, "min") || strings.HasPrefix(name, "test") || strings.HasPrefix(name, "fake")
}

func (b *builder) routes() {
	byName := map[string]*Route{}
	for _, s := range b.seen[route] {
		pattern, ok := b.text(s.first("pattern"), s.file)
		method := s.text("method")
		if !ok {
			b.model.Dynamic["routes"]++
			continue
		}
		if m, rest, found := strings.Cut(pattern, " "); found && m == strings.ToUpper(m) {
			method, pattern = m, strings.TrimSpace(rest)
		}
		if !strings.HasPrefix(pattern, "/") {
			continue
		}
		r := named(byName, pattern+" "+method, func() *Route { return &Route{Pattern: pattern, Method: method} })
		r.Places = append(r.Places, s.place())
	}
	b.model.Routes = sorted(byName)
	for _, r := range b.model.Routes {
		r.Places = tidy(r.Places)
	}
}

func (b *builder) exits() {
	byCode := map[int]*Exit{}
	for _, s := range b.seen[exit] {
		text, ok := b.text(s.first("code"), s.file)
		code, err := strconv.Atoi(text)
		if !ok || err != nil {
			b.model.Dynamic["exits"]++
			continue
		}
		if code == 0 {
			continue
		}
		if byCode[code] == nil {
			byCode[code] = &Exit{Code: code}
			b.model.Exits = append(b.model.Exits, byCode[code])
		}
		byCode[code].Places = append(byCode[code].Places, s.place())
	}
	slices.SortFunc(b.model.Exits, func(x, y *Exit) int { return cmp.Compare(x.Code, y.Code) })
	for _, e := range b.model.Exits {
		e.Places = tidy(e.Places)
	}
}
