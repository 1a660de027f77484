package labels

import "testing"

func TestParse(t *testing.T) {
	rack := map[string]string{"zone": "north", "role": "edge"}
	tests := []struct {
		selector string
		want     bool
	}{
		{"", true},
		{"zone=north", true},
		{"zone=north,role!=core", true},
		{"zone=south", false},
		{"gpu", false},
		{"!gpu", true},
	}
	for _, tt := range tests {
		s, err := Parse(tt.selector)
		if err != nil {
			t.Fatalf("Parse(%q): %v", tt.selector, err)
		}
		if got := s.Matches(rack); got != tt.want {
			t.Errorf("Parse(%q).Matches(%v) = %t, want %t", tt.selector, rack, got, tt.want)
		}
		if s.String() != tt.selector {
			t.Errorf("Parse(%q).String() = %q", tt.selector, s.String())
		}
	}
}

func TestParseRejectsMissingKey(t *testing.T) {
	if _, err := Parse("=north"); err == nil {
		t.Error("Parse accepted a selector without a key")
	}
}
