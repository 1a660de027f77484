// Package resource has the amounts in which machines are measured.
package resource

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// Quantity is a whole number of units, optionally scaled by a binary suffix:
// 16Gi is sixteen times two to the thirtieth.
type Quantity struct {
	value int64
}

var scales = []struct {
	suffix string
	factor int64
}{
	{"Ti", 1 << 40},
	{"Gi", 1 << 30},
	{"Mi", 1 << 20},
	{"Ki", 1 << 10},
}

// NewQuantity returns the amount of value units.
func NewQuantity(value int64) Quantity { return Quantity{value} }

// Parse reads a quantity such as 12, 512Mi or 4Ti.
func Parse(text string) (Quantity, error) {
	digits, factor := text, int64(1)
	for _, s := range scales {
		if d, ok := strings.CutSuffix(text, s.suffix); ok {
			digits, factor = d, s.factor
			break
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return Quantity{}, fmt.Errorf("quantity %q is not a whole number with an optional suffix Ki, Mi, Gi or Ti", text)
	}
	return Quantity{n * factor}, nil
}

// MustParse is Parse for amounts written into a program.
func MustParse(text string) Quantity {
	q, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return q
}

// Value is the amount in single units.
func (q Quantity) Value() int64 { return q.value }

// Cmp orders quantities: negative, zero or positive as q is less than, equal to
// or greater than other.
func (q Quantity) Cmp(other Quantity) int {
	switch {
	case q.value < other.value:
		return -1
	case q.value > other.value:
		return 1
	}
	return 0
}

// String uses the largest suffix that loses nothing.
func (q Quantity) String() string {
	for _, s := range scales {
		if q.value != 0 && q.value%s.factor == 0 {
			return strconv.FormatInt(q.value/s.factor, 10) + s.suffix
		}
	}
	return strconv.FormatInt(q.value, 10)
}

// MarshalJSON implements json.Marshaler.
func (q Quantity) MarshalJSON() ([]byte, error) { return json.Marshal(q.String()) }

// UnmarshalJSON implements json.Unmarshaler; plain numbers are accepted too.
func (q *Quantity) UnmarshalJSON(data []byte) (err error) {
	*q, err = Parse(strings.Trim(string(data), `"`))
	return err
}

// Flag lets a quantity be set on the command line.
type Flag struct {
	// Quantity receives the value.
	*Quantity
}

var _ pflag.Value = Flag{}

// Set implements pflag.Value.
func (f Flag) Set(text string) (err error) {
	*f.Quantity, err = Parse(text)
	return err
}

// Type implements pflag.Value.
func (f Flag) Type() string { return "quantity" }
