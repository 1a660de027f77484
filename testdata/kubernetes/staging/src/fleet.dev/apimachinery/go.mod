module fleet.dev/apimachinery

go 1.24.0 // want module-conflict "go"

require github.com/spf13/pflag v1.0.6 // want module-conflict "pflag"
