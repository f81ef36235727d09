# Python 3.11 to 3.14 and make are all these need: everything else comes from the lock files, by hash.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
OUTCOMES := build/outcomes.json
# The first interpreter that pyproject.toml allows; `make PYTHON=python3.12 ...` names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null && echo $$p && break; done)

.PHONY: help demo test test-all lint style types imports spelling pages promises bench prove docs lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      Tracker on invented data, in this terminal"
	@echo "make test      every test, on SQLite and the newest PostgreSQL found"
	@echo "make test-all  the same on every PostgreSQL found"
	@echo "make lint      style, types, import contracts, spelling, generated pages"
	@echo "make promises  how much of what was promised has a test"
	@echo "make bench     the measured budgets"
	@echo "make prove     the long proofs"
	@echo "make docs      write the generated pages"
	@echo "make lock      write the lock files anew"
	@echo "make clean     remove what make made"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12, 3.13 or 3.14 was not found." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp for each lock: the environment is brought up to date when a lock or the package list changes.
$(VENV)/.run: ci/locks/run.txt ci/locks/build.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r ci/locks/run.txt
	$(PIP) install --require-hashes -r ci/locks/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: ci/locks/test.txt ci/locks/build.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r ci/locks/test.txt
	$(PIP) install --require-hashes -r ci/locks/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run
	@$(BIN)/tracker demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -n logical --outcomes $(OUTCOMES) $(ARGS)

test-all: $(VENV)/.test
	$(BIN)/python -m pytest -n logical --pg-all --outcomes $(OUTCOMES) $(ARGS)

# Each check is a target of its own, so that `make -k lint` shows all that is wrong.
lint: style types imports spelling pages

style: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports

spelling: $(VENV)/.test
	$(BIN)/typos

pages: $(VENV)/.test
	$(BIN)/python ci/docs.py --check

# With the outcomes of the last `make test`, a done row must have passed in it; without, its test must exist.
promises: $(VENV)/.test
	@$(BIN)/python ci/promises.py $(if $(wildcard $(OUTCOMES)),--outcomes $(OUTCOMES))

bench: $(VENV)/.test
	$(BIN)/python -m bench.run $(ARGS)

prove: $(VENV)/.test
	$(BIN)/python -m pytest --prove $(ARGS)

docs: $(VENV)/.test
	$(BIN)/python ci/docs.py --write

lock: $(VENV)/.test
	sh -c 'UV=$(BIN)/uv bash ci/lock.sh $(ARGS)'

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
