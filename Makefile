# `make` lists the targets; each sets up its own .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test lint types unit docs api package soak bench picture clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

demo: $(READY) ## a short tour of the SDK, without keys or network
	$(BIN)/binance-futures demo

test: lint types unit docs ## everything that must pass: style, types, tests, documentation

lint: $(READY) ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, pyright and the completeness of the public types
	$(BIN)/mypy
	$(BIN)/mypy --python-version 3.14
	$(BIN)/pyright
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pyright --ignoreexternal --verifytypes binance_futures

unit: $(READY) ## tests with branch coverage
	$(BIN)/pytest -n auto --cov --cov-report=term

docs: $(READY) ## the site, into site/; a broken link fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

api: $(READY) ## the public API, into tests/api.txt: what a test compares
	$(BIN)/python scripts/api.py > tests/api.new && mv tests/api.new tests/api.txt

EXTRAS := "" "[aiohttp]" "[paper]" "[parquet]" "[socks]"
package: $(READY) ## wheel and sdist, into dist/; the wheel and each extra alone installed into an empty environment
	rm -rf dist
	$(BIN)/python -m hatchling build
	@for extra in $(EXTRAS); do \
		rm -rf dist/venv && $(PYTHON) -m venv dist/venv && \
		dist/venv/bin/python -m pip install --quiet --disable-pip-version-check "$$(ls dist/*.whl)$$extra" && \
		(cd dist && venv/bin/python -W error ../scripts/installed.py "$$extra") || exit 1; \
	done
	@rm -rf dist/venv

TIMES ?= 200
soak: $(READY) ## the fault tests of streams and WebSocket API, TIMES (200) times in a row
	@for turn in $$(seq $(TIMES)); do \
		$(BIN)/pytest -q -x $(patsubst %,tests/test_%.py,streams user_data socket order_book ws_api) || exit 1; \
	done

bench: $(READY) ## CPU time a call beside bare httpx, the old connector and the official SDK
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python benchmarks/rest.py
	$(BIN)/python benchmarks/streams.py
	$(BIN)/python benchmarks/streams_scale.py
	$(BIN)/python benchmarks/ws_api.py
	$(BIN)/python benchmarks/paper.py

picture: $(READY) ## record the tour for the README
	$(BIN)/python scripts/record_tour.py

clean: ## remove what was built
	rm -rf $(VENV) dist site .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
