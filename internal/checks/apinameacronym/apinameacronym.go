// Package apinameacronym reports initialisms that are written in two cases.
package apinameacronym

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports initialisms that are written in two cases.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA510",
	Slug:     "name-acronym",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	if at := torn.FindStringIndex(m.JSON); at != nil {
		p.Report(apiscope.Field(m,
			fmt.Sprintf("the initialism at the start of the name of field `%s` is half in capitals", m.Path()),
			fmt.Sprintf("call it `%s`", strings.ToLower(m.JSON[:at[1]-1])+m.JSON[at[1]-1:])))
		return
	}
	for _, word := range words.FindAllString(m.JSON, -1) {
		better := strings.ToUpper(strings.TrimSuffix(word, "s"))
		if word[0] > 'Z' || !initialisms[better] || word == better || word == better+"s" {
			continue
		}
		if strings.HasSuffix(word, "s") {
			better += "s"
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("%q in the name of field `%s` is an initialism", word, m.Path()),
			fmt.Sprintf("call it `%s`", strings.Replace(m.JSON, word, better, 1))))
		break
	}
}

// torn is an initialism of which only the first letter was lowered: hTTPGet.
var torn = regexp.MustCompile(`^[a-z][A-Z]{2,}([a-z]|$)`)

// words are the parts of a name in camelCase.
var words = regexp.MustCompile(`[A-Z]?[a-z0-9]+|[A-Z]+`)

// initialisms are those that no word is spelled like.
var initialisms = map[string]bool{
	"API": true, "CIDR": true, "CPU": true, "CSI": true, "DNS": true, "FQDN": true, "GPU": true, "HTML": true, "HTTP": true, "HTTPS": true,
	"IP": true, "JSON": true, "OIDC": true, "QPS": true, "RPC": true, "SCSI": true, "SSH": true, "SSL": true, "TCP": true, "TLS": true,
	"TTL": true, "UDP": true, "UI": true, "UID": true, "URI": true, "URL": true, "UUID": true, "VLAN": true, "VM": true, "XML": true, "YAML": true,
}
