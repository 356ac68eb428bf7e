# Two words are enough: `make demo` and `make test`. `make help` tells the rest.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

LICITE_PORT ?= 8000
LICITE_HOME ?= $(CURDIR)/home
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PYTEST := $(BIN)/python -m pytest
CATALOGUES := $(wildcard src/licite/*/locale/*/LC_MESSAGES/django.po)
export LICITE_PORT

.PHONY: help
help: ## Say what each word does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

.PHONY: demo
demo: .venv/.messages ## Serve the demo on http://localhost:8000 (LICITE_PORT, LICITE_HOME to change), Ctrl-C ends it
	@exec $(BIN)/licite up --home "$(LICITE_HOME)" --demo

.PHONY: test
test: .venv/.messages .venv/.ready-dev ## Run the tests, about four minutes with the first install (not: browser, soak)
	$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not soak"

.PHONY: check
check: .venv/.messages .venv/.ready-dev ## Format, lint, types, import rules, house rules, translations, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint src --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m rules
	LICITE_HOME=$(CURDIR)/var/none $(BIN)/licite migrate --check-drift

.PHONY: browser
browser: .venv/.messages .venv/.ready-dev ## Walk the thin path and every page in headless Chromium (the system’s)
	$(PYTEST) -m "browser and not soak"

.PHONY: guide
guide: .venv/.messages .venv/.ready-dev ## Take the pictures of the user's guide anew
	LICITE_GUIDE=1 $(PYTEST) -m browser tests/browser/test_guide.py

.PHONY: soak
soak: .venv/.messages .venv/.ready-dev ## Run the long loops: tamperings, kill cycles, every page as every profile
	$(PYTEST) -m soak -s

.PHONY: bench
bench: .venv/.messages ## Time the pages of the home that `make demo` serves
	LICITE_HOME="$(LICITE_HOME)" $(BIN)/licite bench pages

.PHONY: format
format: .venv/.ready-dev ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: messages
messages: .venv/.messages ## Compile the translations

.PHONY: lock
lock: .venv/.ready-dev ## Lock the newest allowed versions, with hashes
	$(BIN)/uv pip compile --quiet --upgrade $(LOCKING) requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade $(LOCKING) requirements-dev.in -o requirements-dev.txt

LOCKING := --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate

.PHONY: clean
clean: ## Remove what the tools made (no home is touched)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The environment. Both locks carry hashes; the package itself is built from here, without network.
SUPPORTED := import sys; sys.exit(sys.version_info < (3, 11))
.venv/bin/python:
	@for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	    if $$name -c '$(SUPPORTED)' 2>/dev/null; then exec $$name -m venv .venv; fi; \
	done; echo "Python 3.11 or later is needed (with venv)" >&2; exit 1

.venv/.ready: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-build-isolation --no-deps --no-index -e .
	@touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.messages: $(CATALOGUES) .venv/.ready
	$(BIN)/licite messages
	@touch $@
