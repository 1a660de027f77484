package flag

import (
	"strings"

	"github.com/spf13/pflag"
)

// WordSepNormalizeFunc lets users write underscores where a flag has dashes.
func WordSepNormalizeFunc(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	return pflag.NormalizedName(strings.ReplaceAll(name, "_", "-"))
}
