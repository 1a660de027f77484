package suggest_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/suggest"
)

func TestName(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"kubelt", "kubelet"}, {"kubctl", "kubectl"}, {"warn", "warning"}, {"zzz", ""}, {"", ""}, {"kub", ""},
	} {
		if got := suggest.Name(tt.name, []string{"kubelet", "kubectl", "warning", "error"}); got != tt.want {
			t.Errorf("Name(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}
