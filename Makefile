# Five verbs, and one for the long checks. Each sets up what it needs in .venv.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: demo test lint docs bench check-long clean

demo: $(VENV)/.run
	$(BIN)/consolidate examples/inbox

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto -m "not slow"

check-long: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto -m slow

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.dev
	$(BIN)/python -m toolkit.shipped

bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.drafts
	$(BIN)/python -m tests.benchmarks.judging
	$(BIN)/python -m tests.benchmarks.summary

$(VENV)/.made:
	$(PYTHON) -c "import sys; sys.exit('Python 3.11 or later is needed' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -c "open('$@', 'w').close()"

$(VENV)/.run: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	$(BIN)/python -c "open('$@', 'w').close()"

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	$(BIN)/python -c "open('$@', 'w').close(); open('$(VENV)/.run', 'w').close()"

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('$(VENV)', ignore_errors=True)"
