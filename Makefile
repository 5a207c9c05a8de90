# `make run` opens the reader on the seeds, `make test` proves it, `make help` lists the rest.
# Every target works from a fresh clone. Needed: python3 (3.11+), make and git. PYTHON=python3.13 takes another
# Python; VENV=.venv-3.13 keeps what it installs beside the other.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NEEDED := $(VENV)/.tested

.PHONY: help run test check fix lint types imports messages dead shared bench fuzz picture clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.installed  ## open the reader on the seeds
	$(BIN)/wxreader seeds/

test: check  ## everything: what check does, then all tests
	$(BIN)/python -m pytest -n 2

check: lint types imports messages dead  ## all that needs no test run: before every commit

fix: $(NEEDED)  ## set the code anew, collect messages, write docs/settings.md
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/messages.py
	$(BIN)/python tools/docs.py

lint: $(NEEDED)  ## ruff, and the limits that ruff does not know
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/complexity.py

types: $(NEEDED)  ## mypy
	$(BIN)/mypy

imports: $(NEEDED)  ## the arrows between the rooms
	$(BIN)/lint-imports --no-cache

messages: $(NEEDED)  ## every message has its Chinese, the made pages are true
	$(BIN)/python tools/messages.py --check
	$(BIN)/python tools/docs.py --check

shared: $(NEEDED)  ## the shared archive's tests, on three OpenSearch nodes too (needs Java and Maven)
	WXREADER_REQUIRE_OPENSEARCH=1 WXREADER_THREE_NODES=1 $(BIN)/python -m pytest -n 0 tests/shared

dead: $(NEEDED)  ## code that nobody calls
	$(BIN)/python tools/dead.py

bench: $(NEEDED)  ## all benchmarks; DUMPS=folder PAGES=200
	$(BIN)/python -m benchmarks $(if $(DUMPS),--dumps $(DUMPS)) --pages $(or $(PAGES),200)

fuzz: $(NEEDED)  ## ten minutes of spoiled input for every target, then keys (MINUTES=10)
	$(BIN)/python tools/fuzz.py --minutes $(or $(MINUTES),10)
	$(BIN)/python tools/fuzz_keys.py --seeds 1 2 --minutes 1

picture: $(NEEDED)  ## draw the README's pictures
	$(BIN)/python tools/picture.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(PIP) --editable .
	touch $@

$(VENV)/.tested: $(BIN)/python pyproject.toml
	$(PIP) --editable ".[test]"
	touch $@ $(VENV)/.installed

clean:  ## remove what was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
