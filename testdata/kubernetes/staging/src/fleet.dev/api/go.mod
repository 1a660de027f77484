module fleet.dev/api

go 1.25.0

require fleet.dev/apimachinery v0.0.0

require github.com/spf13/pflag v1.0.9 // indirect

replace fleet.dev/apimachinery => ../apimachinery
