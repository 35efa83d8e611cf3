# Each line is a command you may type yourself; setting up is done by whatever needs it.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
READY := $(if $(wildcard .setup-dev),.setup-dev,.setup-run)
export PYTHONSAFEPATH := 1
.DEFAULT_GOAL := help
.PHONY: help demo test fix check floors bench soak train notebooks lock clean

help:
	@echo "make demo       the main job on a replica portal, on loopback (SERVE=1 opens the pages)"
	@echo "make test       the whole test suite"
	@echo "make check      lint, types, import contracts, tests"
	@echo "make fix        let ruff repair what it can"
	@echo "make bench      speeds, as ratios measured side by side"
	@echo "make soak       the long tests: kill -9 at random moments, many portals"
	@echo "make floors     compare the scores with their floors, and pin them upwards"
	@echo "make train      train the field model on models/labelled"
	@echo "make notebooks  run the notebooks"
	@echo "make lock       resolve the requirements again (needs uv on the path)"

.setup-run: requirements.lock
	@echo "setting up: exact versions from requirements.lock, about a minute"
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-index --no-build-isolation -e .
	@touch $@

.setup-dev: requirements-dev.lock
	@echo "setting up: exact versions from requirements-dev.lock, about a minute"
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-index --no-build-isolation -e .
	@touch $@

demo: $(READY)
	@$(BIN)/danvan demo --out demo-output $(if $(SERVE),--serve,)

test: .setup-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

lint: .setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .setup-dev
	$(BIN)/mypy

arrows: .setup-dev
	$(BIN)/lint-imports

check: lint types arrows test

fix: .setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .setup-dev
	$(BIN)/python -m pytest tests/bench -m bench -q -s -p no:cacheprovider -o addopts="--import-mode=importlib"

soak: .setup-dev
	DANVAN_SOAK=1 $(BIN)/python -m pytest tests/scrapers -q

floors: .setup-dev
	$(BIN)/danvan evaluate figures --gold tests/gold/figures.jsonl --floors tests/gold/floors.toml --pin >/dev/null
	$(BIN)/danvan evaluate figures --gold tests/gold/news.jsonl --floors tests/gold/news_floors.toml --pin >/dev/null
	$(BIN)/danvan evaluate figures --gold tests/gold/fresh.jsonl --floors tests/gold/fresh_floors.toml --pin >/dev/null

train: $(READY)
	$(BIN)/danvan train --labelled models/labelled/texts --out models/shipped --release --version fields@2026.11

notebooks: .setup-dev
	$(BIN)/python -m pytest tests/notebooks -q

lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements-dev.lock
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf .venv .setup-run .setup-dev demo-output .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
