module fleet.dev/client-go

go 1.25.0

require (
	fleet.dev/api v0.0.0
	fleet.dev/apimachinery v0.0.0
	fleet.dev/component-base v0.0.0
	fleet.dev/fleet v0.0.0 // want import-staging "requires the root module"
)

require github.com/spf13/pflag v1.0.9 // indirect

replace (
	fleet.dev/api => ../api
	fleet.dev/apimachinery => ../apimachinery
	fleet.dev/client-go => ../client-go
	fleet.dev/component-base => ../component-base
	fleet.dev/fleet => ../../../..
)
