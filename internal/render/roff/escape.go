package roff

import "bytes"

// escape prints text so that roff takes it for text.
func (p *printer) escape(text []byte) {
	if p.style.V203 {
		p.escapeLine(text)
		return
	}
	for len(text) > 0 {
		line, rest, more := bytes.Cut(text, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if more {
			line = append(bytes.Clone(line), '\n')
		}
		p.escapeLine(line)
		text = rest
	}
}

// escapeLine puts a backslash before special characters. A line that roff would
// take for a request gets a guard, and then another behind every special
// character, which is of no use but is what the tool prints.
func (p *printer) escapeLine(line []byte) {
	special := `\`
	if p.style.V200 {
		special = `-_&\~`
	}
	guard := len(line) > 0 && (line[0] == '.' || line[0] == '\'')
	for len(line) > 0 {
		if guard {
			p.put(`\&`)
		}
		i := bytes.IndexAny(line, special)
		if i < 0 {
			p.b.Write(line)
			return
		}
		p.b.Write(line[:i])
		p.put(`\` + string(line[i]))
		line = line[i+1:]
	}
}
