package evidence_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

func TestRedact(t *testing.T) {
	secrets := map[string]string{
		"private-key":        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
		"aws-key":            "id AKIAIOSFODNN7EXAMPLE here",
		"github-token":       "ghp_0123456789abcdefghijABCDEFGHIJ012345",
		"gitlab-token":       "glpat-0123456789abcdefghij",
		"api-key":            "sk-proj-0123456789abcdefghij",
		"slack-token":        "xoxb-1234567890-abcdef",
		"google-key":         "AIzaSyA0123456789abcdefghijABCDEFGHIJ01",
		"stripe-key":         "sk_live_0123456789abcdef",
		"registry-token":     "npm_0123456789abcdefghijABCDEFGHIJ012345",
		"bootstrap-token":    "kubeadm join --token abcdef.0123456789abcdef",
		"vault-token":        "hvs.CAESIJ0123456789abcdefghijklmnop",
		"sendgrid-key":       "SG.0123456789abcdefghijkl.0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
		"digitalocean-token": "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		"twilio-key":         "SK0123456789abcdef0123456789abcdef",
		"age-key":            "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE",
		"service-token":      "glsa_0123456789abcdefABCDEF0123456789_0123abcd",
		"jwt":                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig",
		"url-password":       "postgres://admin:hunter22@db:5432/x",
		"kubeconfig-key":     "client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVk",
		"storage-key":        "AccountKey=0123456789abcdefghijABCDEFGHIJ0123456789ab==",
		"authorization":      `"Authorization": "Bearer abcdefghijklmnop"`,
		"password":           `Password: "changeme123"`,
		"random-hex":         `seed = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"`,
		"random-text":        `k := "q8Zr1VtYx0LwP3sKd9JhGf5NbMc7TuEoRiAzXyWv2Q6="`,
	}
	for kind, s := range secrets {
		r := evidence.NewRedactor()
		got := r.Text(s)
		if r.Count()[kind] != 1 || !strings.Contains(got, "[redacted:"+kind+"]") {
			t.Errorf("%s: %q became %q, %v", kind, s, got, r.Count())
		}
		if again := r.Text(got); again != got {
			t.Errorf("%s: %q became %q when redacted again", kind, got, again)
		}
	}
	if got := evidence.NewRedactor().Text("// password: hunter2-Zx81kQ99aLmP"); got != "// password: [redacted:password]" {
		t.Errorf("a password without quotes became %q", got)
	}
	for _, s := range []string{
		`image: "registry.k8s.io/pause@sha256:7031c1b283388d2c2e09b57badb803c05ebed362dc88d84b480cc47f72a21097"`,
		`if err := c.reconcileNodeConditionsWithExponentialBackoffManager2(ctx, nodeLeaseDurationSeconds40); err != nil {`,
		`token := flag.String("token", "", "the bootstrap token")`,
		`return fmt.Errorf("password must not be empty")`,
		`the token: see the design of it`,
		`secret = pod.Spec.Volumes[0].Secret`,
		`secretName: "machine-controller-token"`,
		`path := "/etc/kubernetes/pki/apiserver-kubelet-client.key"`,
		`url := "https://user@example.org/path:1"`,
		`import "k8s.io/apimachinery.version"`,
		`s.handlerForRequestsOfOneKind()`,
	} {
		if got := evidence.NewRedactor().Text(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	if got := evidence.Plain("a\u202eb\u200bc\x1b[31md\U000E0041e"); got != "abc[31mde" {
		t.Errorf("%q", got)
	}
}
