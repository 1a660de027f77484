module fleet.dev/fleet

go 1.25.0

require (
	fleet.dev/api v0.0.0
	fleet.dev/apimachinery v0.0.0
	fleet.dev/client-go v0.0.0
	fleet.dev/component-base v0.0.0
	github.com/inconshreveable/mousetrap v1.1.0 // want module-unwanted "mousetrap"
	github.com/spf13/cobra v1.10.2
	github.com/spf13/pflag v1.0.9
)

replace (
	fleet.dev/api => ./staging/src/fleet.dev/api
	fleet.dev/apimachinery => ./staging/src/fleet.dev/apimachinery
	fleet.dev/client-go => ./staging/src/fleet.dev/client-go
	fleet.dev/component-base => ./staging/src/fleet.dev/component-base
)
