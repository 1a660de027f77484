// Package globalflag adds the flags that every component has.
package globalflag

import (
	"fmt"

	"github.com/spf13/pflag"

	"fleet.dev/component-base/logs"
	"fleet.dev/component-base/version/verflag"
)

// AddGlobalFlags adds the flags that every component has to fs; name is the
// component as users call it.
func AddGlobalFlags(fs *pflag.FlagSet, name string, logging *logs.Options) {
	verflag.AddFlags(fs)
	logging.AddFlags(fs)
	fs.BoolP("help", "h", false, fmt.Sprintf("help for %s", name))
}
