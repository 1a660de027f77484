module fleet.dev/component-base

go 1.25.0

require (
	fleet.dev/api v0.0.0
	fleet.dev/apimachinery v0.0.0
	fleet.dev/client-go v0.0.0
	github.com/spf13/cobra v1.10.2
	github.com/spf13/pflag v1.0.9
)

require github.com/inconshreveable/mousetrap v1.1.0 // indirect

replace (
	fleet.dev/api => ../api
	fleet.dev/apimachinery => ../apimachinery
	fleet.dev/client-go => ../client-go
	fleet.dev/component-base => ../component-base
	fleet.dev/fleet => ../../../..
)
