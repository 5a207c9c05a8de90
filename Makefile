# `make run` opens the reader on the seeds, `make test` proves it. Nothing else is needed than python3 (3.11+), make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint types imports messages bench picture clean

run: $(VENV)/.installed
	$(BIN)/wxreader seeds/

test: $(VENV)/.tested lint types imports messages
	$(BIN)/python -m pytest -n 2

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports --no-cache

messages:
	$(BIN)/python tools/messages.py --check
	$(BIN)/python tools/docs.py --check

bench: $(VENV)/.installed
	for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

picture: $(VENV)/.tested
	$(BIN)/python tools/picture.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(PIP) --editable .
	touch $@

$(VENV)/.tested: $(VENV)/bin/python pyproject.toml
	$(PIP) --editable ".[test]"
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
