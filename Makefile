# Leeway's commands: `make serve`, `make test`, `make goldens`, `make calibrate`, `make bench`, `make bench-peers`, `make dist`, `make wheel`. Each installs
# what it lacks, once. They need rustup, make and bash. With npm there, the page is also shrunk by binaryen's wasm-opt.

TRUNK_VERSION := 0.21.14
BINARYEN_VERSION := 132.0.0
DUCKDB_WASM_VERSION := 1.32.0
WASM_SPLIT_VERSION := 0.2.4
WASM_BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/.*"\(.*\)"/\1/p;}' Cargo.lock)
PORT ?= 8080
SHELL := bash

export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)
WASM := --target wasm32-unknown-unknown
# What Chromium, Firefox and Safari have had for years and rustc emits by default.
WASM_OPT := node_modules/.bin/wasm-opt -Os --strip-debug --enable-bulk-memory --enable-mutable-globals --enable-sign-ext \
	--enable-nontrapping-float-to-int --enable-reference-types --enable-multivalue

.PHONY: wheel wheel-tests serve test tests-begin summary goldens calibrate bench bench-peers peers dist lint native-tests wasm-tests python-tests page-tests split \
	toolchain browser clean
.DELETE_ON_ERROR:

serve: dist
	@cargo run --quiet --bin leeway -- serve --page dist --port $(PORT)

test: tests-begin lint native-tests wasm-tests python-tests wheel-tests page-tests
	@tests/summary $(LOGS)/*.log

# What tests print is shown and also kept, for the summary.
LOGS := target/tests
logged = @mkdir -p $(LOGS); echo '$(2)'; set -o pipefail; $(2) 2>&1 | tee $(LOGS)/$(1).log

tests-begin:
	@rm -rf $(LOGS)

summary:
	@tests/summary $(LOGS)/*.log

# Takes what tests make now for what they expect. Look at what changed before it is committed.
goldens: toolchain
	LEEWAY_ACCEPT=1 cargo test --locked --test charts --test documents_reference --test command

# What the default verdict, intervals and bounds promise, measured: the README's tables, written by this. Halves of collected data are printed alone.
calibrate: toolchain
	@mkdir -p target
	cargo run --locked --quiet --profile bench -p leeway-monitors --example calibrate | tee target/calibrate.md
	@awk 'FNR == NR { if (!/^\| halves of/) tables = tables $$0 "\n"; next } /^<!-- end of calibrate/ { within = 0 } !within { print } \
		/^<!-- made by make calibrate/ { print ""; printf "%s\n", tables; within = 1 }' target/calibrate.md README.md > target/README.md
	@mv target/README.md README.md

bench: dist browser
	LEEWAY_DIST=dist cargo bench --locked

# What others need for the same rows; what is not there and cannot be fetched is left out.
bench-peers: peers browser
	LEEWAY_PEERS=1 cargo bench --locked --bench peers

# The folder to put on a static host.
dist: dist/index.html

lint: toolchain
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo clippy --locked $(WASM) --lib --bin leeway -- -D warnings
	cargo clippy --locked $(WASM) --bin engine --test browser --no-default-features --features worker -- -D warnings

native-tests: toolchain
	$(call logged,native,cargo test --locked --workspace --no-fail-fast)

wasm-tests: toolchain browser
	$(call logged,wasm,CHROMEDRIVER="$${CHROMEDRIVER:-$$(command -v chromedriver)}" WASM_BINDGEN_TEST_TIMEOUT=300 \
		cargo test --locked $(WASM) --test browser --no-default-features)

# Where a Python has what they need; else they stay ignored.
python-tests: toolchain
	$(if $(and $(call python_with,pyspark datasketches),$(shell java -version 2>&1)),\
		$(call logged,spark,cargo test --locked --test spark -- --ignored))
	$(if $(and $(call python_with,pandas),$(REFERENCE)),\
		$(call logged,pandas,cargo test --locked --test executions -- --ignored))

# The program with the page, to be installed by pip: target/wheels/leeway-*.whl.
wheel: dist .venv/bin/python
	.venv/bin/python -m pip install -q 'maturin>=1.9,<2'
	@rm -rf python/wheel/data/share/leeway/page
	@cp -r dist python/wheel/data/share/leeway/page
	.venv/bin/python -m maturin build --release --locked

# In a clean venv; without the page, which takes long to build.
wheel-tests: toolchain
	$(if $(shell python3 -c 'import ensurepip' 2>/dev/null && echo yes),$(call logged,wheel,tests/wheel))

REFERENCE := $(wildcard ../shared/reference/README.md)
space := $() $()
comma := ,
python_with = $(shell for python in .venv/bin/python python3; do \
	$$python -c 'import $(subst $(space),$(comma),$(1))' 2>/dev/null && echo $$python; done)

page-tests: dist browser
	$(call logged,page,LEEWAY_DIST=dist cargo test --locked --test page -- --ignored \
		$(if $(REFERENCE),,--skip reference::) $(if $(shell command -v python3),,--skip python))

# Folders count as sources too: their times change when a file comes or goes.
dist/index.html: Makefile index.html Trunk.toml Cargo.toml Cargo.lock rust-toolchain.toml $(shell find src crates assets) \
	| toolchain node_modules/.bin/wasm-opt
	trunk build --release --skip-version-check
	@for file in dist/*.wasm dist/engine/*.wasm; do \
		if [ -s node_modules/.bin/wasm-opt ]; then \
			echo "wasm-opt $$file"; $(WASM_OPT) "$$file" -o "$$file.small" && mv "$$file.small" "$$file" || exit 1; \
		fi; \
	done
	@for file in dist/*.html dist/*.css dist/*.js dist/*.svg dist/*.wasm dist/engine/*; do gzip -9 -n -k -f "$$file" || exit 1; done
	@touch $@

# Called by trunk, on the folder that it is about to move to dist. The engine gets a folder of its own, because the
# script that fetches the parts has one name.
BUILT := $(or $(CARGO_TARGET_DIR),target)/wasm32-unknown-unknown
split:
	$(call split_wasm,$(BUILT)/$(if $(filter release,$(TRUNK_PROFILE)),page,debug)/leeway.wasm,leeway,.)
	$(call split_wasm,$(BUILT)/$(TRUNK_PROFILE)/engine.wasm,engine,engine)
	rm "$(TRUNK_STAGING_DIR)/engine.js" "$(TRUNK_STAGING_DIR)/engine_bg.wasm"
	mv "$(TRUNK_STAGING_DIR)/engine_loader.js" "$(TRUNK_STAGING_DIR)/engine/loader.js"

# wasm, name, folder
define split_wasm
	rm -rf target/split
	wasm-split-cli $(1) target/split --out-name $(2)
	wasm-bindgen --target web --no-typescript --keep-lld-exports --out-dir target/split --out-name $(2) target/split/$(2).wasm
	rm target/split/$(2).wasm
	mkdir -p "$(TRUNK_STAGING_DIR)/$(3)"
	cp -r target/split/. "$(TRUNK_STAGING_DIR)/$(3)"
endef

toolchain:
	@rustup target list --installed | grep -q wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
	@cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || rustup component add rustfmt clippy
	@[ "$$(trunk --version 2>/dev/null)" = "trunk $(TRUNK_VERSION)" ] \
		|| cargo install --locked trunk@$(TRUNK_VERSION)
	@[ "$$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $(WASM_BINDGEN_VERSION)" ] \
		|| cargo install --locked wasm-bindgen-cli@$(WASM_BINDGEN_VERSION)
	@wasm-split-cli --help >/dev/null 2>&1 \
		|| cargo install --locked wasm_split_cli_support@$(WASM_SPLIT_VERSION) --features build-binary
	@cargo fetch --quiet --locked

# An empty file stands for "left out", so that the question is asked once; delete node_modules to ask again.
node_modules/.bin/wasm-opt:
	@mkdir -p $(@D)
	@if command -v npm >/dev/null; then \
		npm install --silent --no-save --no-package-lock --no-audit --no-fund binaryen@$(BINARYEN_VERSION) || true; \
	fi
	@[ -s $@ ] || { : > $@; \
		echo "No npm, or npm found no binaryen, so wasm-opt is left out: the page works the same and is larger."; }

# Evidently comes by itself, so that the others are there without it.
peers: .venv/bin/python
	@if [ -x .venv/bin/python ]; then \
		for list in requirements requirements-evidently; do \
			.venv/bin/python -m pip install -q -r benches/peers/$$list.txt || echo "pip could not install $$list.txt."; \
		done; \
	fi
	@if [ -d target/peers/node_modules/@duckdb/duckdb-wasm ]; then :; elif command -v npm >/dev/null; then \
		mkdir -p target/peers && npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix target/peers \
			@duckdb/duckdb-wasm@$(DUCKDB_WASM_VERSION) || echo "npm could not install DuckDB-wasm."; \
	else \
		echo "No npm, so DuckDB-wasm is left out."; \
	fi

.venv/bin/python:
	@python3 -m venv .venv || echo "No python3 with venv, so peers in Python are left out."

browser:
	@tests/webdriver/install-browser

clean:
	cargo clean
	rm -rf dist node_modules
