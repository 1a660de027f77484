package v1

import (
	"encoding/json"
	"time"
)

// Time is a moment that is written as RFC 3339 in UTC with whole seconds. The
// zero Time is written as null.
//
// +k8s:deepcopy-gen=false
type Time struct {
	time.Time `json:"-" protobuf:"-"`
}

// NewTime returns the wire form of t.
func NewTime(t time.Time) Time {
	return Time{t}
}

// Now returns the current time at the precision of the wire.
func Now() Time {
	return Time{time.Now().Truncate(time.Second)}
}

// DeepCopyInto copies t; time.Time holds nothing that could be shared by
// mistake.
func (t *Time) DeepCopyInto(out *Time) {
	*out = *t
}

// Equal reports whether two optional times are the same moment or both absent.
func (t *Time) Equal(other *Time) bool {
	if t == nil || other == nil {
		return t == other
	}
	return t.Time.Equal(other.Time)
}

// MarshalJSON implements json.Marshaler.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.UTC().Format(time.RFC3339))
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		t.Time = time.Time{}
		return nil
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return err
	}
	t.Time = parsed.Local()
	return nil
}
