package source

import "testing"

func TestFetchHint(t *testing.T) {
	for _, tt := range []struct {
		rev     string
		shallow bool
		want    string
	}{
		{"HEAD~1", true, `deepen this shallow clone with "git fetch --deepen=1"`},
		{"HEAD~3^", true, `deepen this shallow clone with "git fetch --deepen=4"`},
		{"HEAD^^", true, `deepen this shallow clone with "git fetch --deepen=2"`},
		{"HEAD~99", false, `"git log --oneline" shows the revisions there are`},
		{"origin/main", true, `get it with "git fetch origin +refs/heads/main:refs/remotes/origin/main"`},
		{"v1.2.3", false, `get it with "git fetch origin tag v1.2.3"`},
		{"release-1.2", true, `get it with "git fetch origin release-1.2:release-1.2"`},
		{"0123456789012345678901234567890123456789", true, `get it with "git fetch origin 0123456789012345678901234567890123456789"`},
		{"0123456", true, `get the whole history with "git fetch --unshallow", or give all digits of the commit`},
	} {
		if got := fetchHint(tt.rev, tt.shallow); got != tt.want {
			t.Errorf("fetchHint(%q, %v) = %s, want %s", tt.rev, tt.shallow, got, tt.want)
		}
	}
}
