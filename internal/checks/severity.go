package checks

import "fmt"

var severityNames = map[Severity]string{Info: "info", Warning: "warning", Error: "error"}

// String returns "info", "warning" or "error".
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of String.
func ParseSeverity(name string) (Severity, error) {
	for s, n := range severityNames {
		if n == name {
			return s, nil
		}
	}
	return 0, fmt.Errorf("unknown severity %q: use info, warning or error", name)
}

// String returns "none", "safe" or "unsafe".
func (c FixClass) String() string { return [...]string{"none", "safe", "unsafe"}[c] }
