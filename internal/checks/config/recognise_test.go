package config_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/config"
)

// Whatever is read in place of a configuration does not show up in errors.
func TestForeignFilesAreNotQuoted(t *testing.T) {
	const secret = "hunter2-XYZZY"
	for name, src := range map[string]string{
		"environment":  "PATH=/bin\x00TOKEN=" + secret + "\x00",
		"dotenv":       "TOKEN=" + secret + "\nPATH=/bin\n",
		"netrc":        "machine example.com login me password " + secret + "\n",
		"key":          "-----BEGIN OPENSSH PRIVATE KEY-----\n" + secret + "\n-----END OPENSSH PRIVATE KEY-----\n",
		"shadow":       "root:" + secret + ":19000:0:99999:7:::\n",
		"kubeconfig":   "apiVersion: v1\nusers:\n- name: a\n  user: {token: " + secret + "}\n",
		"binary":       "version: 1\n\xff\xfe" + secret,
		"one word":     secret,
		"json":         `{"token": "` + secret + `"}`,
		"colon":        secret + ": 1\n",
		"many secrets": strings.Repeat(secret+"\n", 100),
	} {
		_, err := config.Parse(config.Name, []byte(src), sampleChecks())
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
