package cliscope_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

func TestStatedValues(t *testing.T) {
	for usage, want := range map[string]string{
		"One of: (json, yaml, name).":                                                   "json yaml name",
		"Output format. One of: text|json.":                                             "text json",
		"One of 'yaml' or 'json'.":                                                      "yaml json",
		`Must be "none", "server", or "client". If client, print.`:                      "none server client",
		"Must be one of: strict (or true), warn, ignore (or false). \"x\"":              "", // bare words in prose
		`Permitted formats: "json" (gated by X), "text".`:                               "json text",
		"one of [json merge strategic]":                                                 "json merge strategic",
		"Possible values: 'cgroupfs', 'systemd'":                                        "cgroupfs systemd",
		"source in the form '<kind>/<name>', where kind must be one of: (Repo, Bucket)": "",
		"the part before the dash, whose kind can be one of: (a, b)":                    "",
		"Kind of source. Must be one of: (Repo, Bucket)":                                "Repo Bucket",
		"The number must be >= 0.":                                                      "",
		"Must be larger than one second, and increasing it is fine.":                    "",
		"Only one of since-time / since may be used.":                                   "",
		"must be":  "",
		"one of (": "",
	} {
		if got := strings.Join(cliscope.StatedValues(usage), " "); got != want {
			t.Errorf("StatedValues(%q) = %q, want %q", usage, got, want)
		}
	}
}
