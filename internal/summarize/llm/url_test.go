package llm

import (
	"net/http"
	"testing"
)

// What is not encrypted stays on this machine, whatever a name stands for and
// whatever proxy the environment names.
func TestStayHere(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:11434": true, "127.9.9.9:1": true,
		"10.0.0.1:80": false, "[2001:db8::1]:80": false, "0.0.0.0:80": false, "[::]:80": false, "169.254.169.254:80": false, "nonsense": false,
	} {
		if got := stayHere("tcp", address, nil) == nil; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
	for u, proxied := range map[string]bool{"http://gpu.localhost:1/v1": false, "http://127.0.0.1:1/v1": false, "https://api.example.org/v1": true} {
		e, err := New(Options{URL: u, Model: "m"})
		if err != nil {
			t.Fatal(err)
		}
		if got := e.http.Transport.(*http.Transport).Proxy != nil; got != proxied {
			t.Errorf("%s: proxies are used: %v, want %v", u, got, proxied)
		}
	}
}
