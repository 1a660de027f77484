package options

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestFlagsEditOptions(t *testing.T) {
	known := []string{"machine-pool-controller"}
	opts := NewControllerManagerOptions()
	sets := opts.Flags(known, nil)
	fs := pflag.NewFlagSet(t.Name(), pflag.ContinueOnError)
	sets.AddTo(fs)
	err := fs.Parse([]string{
		"--controllers=-machine-pool-controller,*",
		"--workers=machine-pool-controller=9",
		"--machine_heartbeat_grace_period=90s",
	})
	if err == nil {
		t.Fatal("a flag set without normalisation accepted underscores")
	}
	if err := fs.Parse([]string{"--workers=machine-pool-controller=9", "--port=8080"}); err != nil {
		t.Fatal(err)
	}
	if opts.Generic.Port != 8080 || opts.Generic.Workers["machine-pool-controller"] != "9" {
		t.Errorf("options after parsing: port %d, workers %v", opts.Generic.Port, opts.Generic.Workers)
	}
	if err := opts.Validate(known); err != nil {
		t.Errorf("Validate: %v", err)
	}
}

func TestValidateNamesTheUnknownController(t *testing.T) {
	opts := NewControllerManagerOptions()
	opts.Generic.Controllers = []string{"*", "-paint-controller"}
	if err := opts.Validate(nil); err == nil || !strings.Contains(err.Error(), "paint-controller") {
		t.Errorf("Validate = %v, want an error about paint-controller", err)
	}
}
