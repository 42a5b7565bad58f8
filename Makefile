# Set-up and the daily commands. A fresh machine needs Python 3.11 or newer, git and make; all else goes into .venv.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := build/demo
CATALOGUES := $(wildcard policydiff/locale/*/LC_MESSAGES/*.po)

# The first Python that is new enough and can make a virtual environment; `make PYTHON=… venv` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# What needs no program, file system or real text beside Python: the pure core, and what is made of its results.
CORE := tests/model tests/locale tests/text tests/reading/parsing tests/report $(wildcard tests/*/engine tests/*/report)
# Three at once keep two cores busy: a test often waits for a browser or another program.
PYTEST := PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 3 --dist worksteal
# What Python compiled is kept: else each process of the tests compiles every file again.
unexport PYTHONDONTWRITEBYTECODE
SEED := $(or $(SEED),$(shell date +%s))

.PHONY: help demo serve quick test test-all test-pythons search-tests test-clock lint style types windows-types layers generated patterns collect schemas catalogue bench bundle release venv clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1	\2/' | expand -t 16

demo: $(VENV)/.installed ## run the main job on real documents and say where to look
	$(BIN)/policydiff demo $(DEMO)

serve: $(VENV)/.installed ## open the demo as a page in the browser, on this machine alone
	@test -d $(DEMO)/laws || $(BIN)/policydiff demo $(DEMO)
	$(BIN)/policydiff serve --repo $(DEMO)/laws --open

quick: $(VENV)/.installed-dev ## run the tests of the pure core, in under a minute
	$(PYTEST) -m "not slow and not corpus and not browser and not clock" $(CORE)

test: $(VENV)/.installed-dev ## run the tests, some of each kind
	$(PYTEST) -m "not slow and not clock"

test-clock: $(VENV)/.installed-dev ## run the tests that compare times, one after the other
	$(BIN)/python -m pytest -m clock

test-all: $(VENV)/.installed-dev ## run all tests with all their examples, and the coverage of the pure core
	$(PYTEST) --all -m "not clock" --hypothesis-profile=all --cov --cov-report=term

search-tests: $(VENV)/.installed-dev ## search for new examples that break a law of the program; SEED=N repeats a search
	@echo "seed: $(SEED)"
	@$(PYTEST) --all -m "hypothesis and not browser and not clock" --hypothesis-profile=search --hypothesis-seed=$(SEED) $(TESTS) \
		|| { code=$$?; echo "repeat with: make search-tests SEED=$(SEED)$(if $(TESTS), TESTS='$(TESTS)')" >&2; exit $$code; }

lint: style types windows-types layers generated ## style, types, layers and translations

style: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

windows-types: $(VENV)/.installed-dev
	$(BIN)/mypy --platform win32 --shadow-file policydiff/system/_posix.py policydiff/system/_windows.py --cache-dir .mypy_cache/win32

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports --no-cache

generated: $(VENV)/.installed-dev
	$(BIN)/python scripts/catalogue.py --check
	$(BIN)/python scripts/schemas.py --check

patterns: $(VENV)/.installed-dev ## say how the time of each pattern grows
	$(BIN)/python benchmarks/patterns_bench.py

collect: $(VENV)/.installed-dev ## load all tests, and keep them compiled
	@mkdir -p build
	@$(BIN)/python -m pytest --collect-only -qq >build/collected.txt || { cat build/collected.txt; exit 1; }

schemas: $(VENV)/.installed-dev ## write the JSON Schemas from the types of the values
	$(BIN)/python scripts/schemas.py

catalogue: $(VENV)/.installed-dev ## bring the catalogues of messages in step with the code
	$(BIN)/python scripts/catalogue.py

bench: $(VENV)/.installed-dev ## run the benchmarks, one after the other
	@$(PIP) install --editable '.[bench]' || echo "make: the peers of the benchmarks could not be installed; their rows are left out" >&2
	@set -e; for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script; done

release: $(VENV)/.installed-dev ## build all files of a release from this commit: wheel, source, bundles, list of components, sums
	@$(PIP) install --editable '.[release]'
	@$(BIN)/python scripts/release.py -o build/release

test-pythons: ## run the tests with each Python from 3.11 to 3.13 that is at hand; TESTS=tests/text narrows them
	@$(PYTHON) scripts/pythons.py $(if $(TESTS),-m "not slow and not clock" $(TESTS))

bundle: $(VENV)/.installed-dev ## make folders from which policydiff is installed without the net, with start scripts
	$(BIN)/python scripts/bundle/build.py

venv: $(VENV)/.installed-dev ## make .venv with all that development needs

clean: ## remove what can be made again, .venv too
	rm -rf $(VENV) build dist .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml hatch_build.py $(CATALOGUES) | $(BIN)/pip
	$(PIP) install --editable '.[web]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml hatch_build.py $(CATALOGUES) | $(BIN)/pip
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed
