package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"unicode/utf8"
)

// mostResults is how many results of one run code scanning takes; a longer file
// is cut off or refused.
// Source: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files
const mostResults = 5000

type object = map[string]any

// writeSARIF writes the report as SARIF 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Of more
// results than are taken the mildest are left out, and a notification says so.
func writeSARIF(w io.Writer, r *Report) error {
	rules, index := []object{}, map[string]int{}
	for i, rule := range r.Rules {
		index[rule.ID] = i
		o := object{
			"id": rule.ID, "name": rule.Slug,
			"shortDescription":     object{"text": rule.Title},
			"defaultConfiguration": object{"level": sarifLevel(rule.Severity)},
		}
		if rule.help != "" {
			o["help"] = object{"text": rule.help, "markdown": rule.help}
		}
		rules = append(rules, o)
	}
	results := sarifResults(r, index)
	notes := []object{}
	if n := len(results) - mostResults; n > 0 {
		results = results[:mostResults]
		notes = append(notes, notification("warning", fmt.Sprintf("%d results, the mildest, are left out: %d are taken", n, mostResults)))
	}
	for _, f := range r.Failures {
		notes = append(notes, notification("error", f.Rule+" "+f.Slug+" failed: "+f.Message))
	}
	if r.Summary.Partial {
		notes = append(notes, notification("error", "part of the tree could not be analysed"))
	}
	run := object{
		"tool":               object{"driver": object{"name": r.Tool.Name, "version": r.Tool.Version, "rules": rules}},
		"columnKind":         "unicodeCodePoints",
		"originalUriBaseIds": object{"TREE": object{"description": object{"text": "the root of the tree"}}},
		"results":            results,
		"invocations": []object{{
			"executionSuccessful":        !r.Summary.Partial && len(r.Failures) == 0,
			"toolExecutionNotifications": notes,
		}},
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": []object{run},
	})
}

func notification(level, text string) object {
	return object{"level": level, "message": object{"text": visibleText(text)}}
}

func sarifLevel(severity string) string {
	if severity == "info" {
		return "note"
	}
	return severity
}

// sarifResults are the diagnostics, the worst first, then the suppressed ones.
func sarifResults(r *Report, rules map[string]int) []object {
	order := func(ds []Diagnostic) []int {
		ids := make([]int, len(ds))
		for i := range ids {
			ids[i] = i
		}
		slices.SortStableFunc(ids, func(a, b int) int { return rank(ds[a].Severity) - rank(ds[b].Severity) })
		return ids
	}
	results := []object{}
	prints := fingerprints(r.Diagnostics)
	for _, i := range order(r.Diagnostics) {
		results = append(results, sarifResult(r.Diagnostics[i], prints[i], rules))
	}
	prints = fingerprints(r.Suppressed)
	for _, i := range order(r.Suppressed) {
		d := r.Suppressed[i]
		o := sarifResult(d, prints[i], rules)
		o["suppressions"] = []object{{"kind": "external", "status": "accepted", "justification": visibleText(d.Reason)}}
		results = append(results, o)
	}
	return results
}

func sarifResult(d Diagnostic, print string, rules map[string]int) object {
	o := object{
		"ruleId": d.Rule, "level": sarifLevel(d.Severity),
		"message":             object{"text": fullText(d)},
		"locations":           []object{location(d.Path, region(d))},
		"partialFingerprints": object{"kdocSymbol/v1": print},
	}
	if i, ok := rules[d.Rule]; ok {
		o["ruleIndex"] = i
	}
	related := []object{}
	for i, n := range d.Related {
		at := object(nil)
		if n.Start != nil {
			at = object{"startLine": n.Start.Line}
		}
		l := location(n.Path, at)
		l["id"], l["message"] = i+1, object{"text": visibleText(n.Message)}
		related = append(related, l)
	}
	if len(related) > 0 {
		o["relatedLocations"] = related
	}
	if fixes := sarifFixes(d); len(fixes) > 0 {
		o["fixes"] = fixes
	}
	return o
}

// location is a place in a file of the tree; a region of nil is the file as a
// whole.
func location(path string, at object) object {
	physical := object{"artifactLocation": object{"uri": (&url.URL{Path: path}).EscapedPath(), "uriBaseId": "TREE"}}
	if at != nil {
		physical["region"] = at
	}
	return object{"physicalLocation": physical}
}

// region is where a diagnostic stands. Columns count characters; they are left
// out where the line that tells how many bytes those are is not known.
func region(d Diagnostic) object {
	if d.Start == nil {
		return nil
	}
	o := object{"startLine": d.Start.Line}
	if start, ok := character(d.source, d.Start.Column); ok {
		o["startColumn"] = start
	}
	if d.End != nil && d.End.Line >= d.Start.Line {
		o["endLine"] = d.End.Line
		if end, ok := character(d.source, d.End.Column); ok && d.End.Line == d.Start.Line {
			o["endColumn"] = end
		}
	}
	return o
}

// character turns a column in bytes into one in characters.
func character(line string, column int) (int, bool) {
	if column < 1 || column-1 > len(line) || line == "" {
		return 0, false
	}
	return 1 + utf8.RuneCountInString(line[:column-1]), true
}

// sarifFixes are the fixes of a diagnostic; edits count bytes, as regions may.
func sarifFixes(d Diagnostic) (out []object) {
	for _, f := range d.Fixes {
		changes, index := []object{}, map[string]int{}
		for _, e := range f.Edits {
			i, ok := index[e.Path]
			if !ok {
				i = len(changes)
				index[e.Path] = i
				changes = append(changes, object{
					"artifactLocation": object{"uri": (&url.URL{Path: e.Path}).EscapedPath(), "uriBaseId": "TREE"}, "replacements": []object{},
				})
			}
			changes[i]["replacements"] = append(changes[i]["replacements"].([]object), object{
				"deletedRegion":   object{"byteOffset": e.Start, "byteLength": e.End - e.Start},
				"insertedContent": object{"text": e.New},
			})
		}
		if len(changes) > 0 {
			out = append(out, object{"description": object{"text": visibleText(f.Message) + " (" + f.Class + ")"}, "artifactChanges": changes})
		}
	}
	return out
}
