package report

import (
	"html/template"
	"io"
)

// page is the report as one page that needs nothing else: no script, and a
// policy that lets none run.
var page = template.Must(template.New("report").Funcs(template.FuncMap{
	"at": at, "visible": visibleText, "count": Count, "rows": Statistics,
	"source": func(d Diagnostic) string { return Escape(d.source) },
}).Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>kdoc check: {{visible .Tree.Name}}</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
table{border-collapse:collapse}td,th{border:1px solid #ccd2d9;padding:.2rem .6rem;text-align:left}
article{border-left:4px solid #57606a;padding:.1rem 1rem;margin:1rem 0}.error{border-color:#cf222e}.warning{border-color:#9a6700}
pre{background:#f3f5f7;padding:.5rem;overflow:auto}p{margin:.4rem 0}
@media(prefers-color-scheme:dark){body{color:#e6e9ec;background:#14171a}pre{background:#20252a}td,th{border-color:#454c54}}
</style>
<h1>kdoc check: {{visible .Tree.Name}}</h1>
{{with .Summary}}<p>{{count .Errors "error"}}, {{count .Warnings "warning"}}, {{count .Infos "info"}} in {{count .Files "file"}} of {{count .Packages "package"}}; {{.Suppressed}} suppressed.</p>
{{if .Partial}}<p><strong>Part of the tree could not be analysed: see load-error.</strong></p>{{end}}{{end}}
{{with rows .}}<table><tr><th>rule<th>severity<th>diagnostics<th>fixable{{range .}}
<tr><td>{{.Rule}} {{.Slug}}<td>{{.Severity}}<td>{{.Count}}<td>{{.Safe}} safe, {{.Unsafe}} unsafe{{end}}</table>{{end}}
{{range .Failures}}<article class="error"><h2>{{.Rule}} {{.Slug}} failed</h2><pre>{{visible .Message}}</pre></article>{{end}}
{{range .Diagnostics}}<article class="{{.Severity}}">
<p><code>{{at .Path .Start}}</code> {{.Severity}}: {{visible .Message}} [{{.Rule}} {{.Slug}}]</p>
{{with source .}}<pre>{{.}}</pre>{{end}}{{with .Remedy}}<p>Remedy: {{visible .}}</p>{{end}}
{{range .Related}}<p>Note: <code>{{at .Path .Start}}</code> {{visible .Message}}</p>{{end}}</article>
{{end}}</html>
`))

// writeHTML writes the report as a page.
func writeHTML(w io.Writer, r *Report) error { return page.Execute(w, r) }
