# Every target needs only Go; test runs the browser tests too if Chromium is
# installed, and says so if not.

GO      ?= go
TREE    ?= testdata/kubernetes
OUT     ?= _out/site
# Tools are pinned in a module file of their own, apart from kdoc's.
TOOL     = $(GO) tool -modfile=.ci/tools.mod
# The packages whose tests compare with files they can rewrite.
GOLDEN   = $$(git grep -lE 'flag.Bool\("update"|/(checktest|rendertest)"' -- '*_test.go' | xargs -n1 dirname | sort -u | grep -vx internal | sed 's|^|./|')

.DEFAULT_GOAL := help
.PHONY: demo build test race lint scorecard bench fuzz generate verify help

demo: ## check the bundled sample tree and build its site
	@$(GO) build -trimpath -o _out/kdoc ./cmd/kdoc
	@echo '$$ kdoc check $(TREE)'
	@_out/kdoc check $(TREE) || [ $$? -eq 1 ]
	@echo; echo '$$ kdoc site $(TREE) -o $(OUT)'
	@_out/kdoc site $(TREE) -o $(OUT)
	@echo; echo 'The diagnostics above are planted: each stands at a "// want" comment of the sample.'
	@echo 'Now open $(OUT)/index.html in a browser.'

build: ## build _out/kdoc
	$(GO) build -trimpath -o _out/kdoc ./cmd/kdoc

test: ## run all tests
	$(GO) test ./...

race: ## run all tests under the race detector
	$(GO) test -race ./...

lint: ## gofmt, vet, staticcheck, and kdoc on itself
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -d $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(GO) run ./cmd/kdoc check . --fail-on info

scorecard: ## measure a finished site; SITE=DIR, figures go into docs/scorecard.md
	$(GO) test ./internal/render/html -run '^TestMeasure$$' -v -measure $(abspath $(SITE)) -scorecard $(abspath docs/scorecard.md)

bench: ## measure against a bare parse; TREE=DIR for a real tree
	KDOC_BENCH_TREE=$(abspath $(TREE)) $(GO) test -run '^$$' -bench . -benchtime 3x ./internal/...
	KDOC_BENCH_TREE=$(abspath $(TREE)) $(GO) test -run '^$$' -bench "Process|Build" -benchtime 1x ./cmd/kdoc

FUZZTIME ?= 10m
fuzz: ## run every fuzz target for FUZZTIME
	@for pkg in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
	  done; \
	done

generate: ## rewrite generated files: schemas and golden files
	$(GO) test $(GOLDEN) -update

verify: ## fail if generate would change anything, or go.mod is untidy
	$(GO) mod tidy -diff
	$(GO) test $(GOLDEN) -update
	@git diff --exit-code --stat || { echo 'generated files are stale: run "make generate" and commit'; exit 1; }

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r t d; do printf '  make %-9s %s\n' "$$t" "$$d"; done
