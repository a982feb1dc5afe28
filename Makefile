# Two commands are enough: `make demo` shows the coder at work, `make test` runs every check.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARTICLE ?= examples/aegean.txt
PUBLISHED ?= 2024-03-16
TEXTS ?=
WORKERS ?= 1
SCORER ?=
GOLD ?=
OUT ?=
ARTICLES ?=
PORT ?= 8000

.PHONY: demo demo-web test soak check format bench bench-store evaluate train reliability docs lock clean

demo: $(VENV)/core.done
	$(BIN)/gestae code $(ARTICLE) --published $(PUBLISHED) --format table

demo-web: $(VENV)/web.done build/demo.db
	$(BIN)/gestae serve --store build/demo.db --port $(PORT)

build/demo.db: | $(VENV)/web.done
	mkdir -p build
	$(BIN)/gestae ingest examples/newsroom/reports.jsonl --store build/demo.part.db
	mv build/demo.part.db $@

test: $(VENV)/dev.done check tests/web/node_modules
	$(BIN)/pytest

soak: $(VENV)/dev.done
	GESTAE_SOAK=50 $(BIN)/pytest tests/store/test_kill.py

check: $(VENV)/dev.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.done
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/dev.done
	$(BIN)/python bench/run.py --workers $(WORKERS) $(TEXTS)

bench-store: $(VENV)/dev.done
	mkdir -p build
	$(BIN)/python bench/store.py --out build/big.db

evaluate: $(VENV)/dev.done
	$(BIN)/python tools/evaluate.py $(SCORER) $(GOLD) $(OUT)

train: $(VENV)/train.done
	$(BIN)/gestae train --data training --out build/chooser
	mkdir -p src/gestae/data/chooser
	cd build/chooser && cp chooser.onnx tokenizer.json modes.txt calibration.tsv card.json ../../src/gestae/data/chooser/

reliability: $(VENV)/train.done
	$(BIN)/python tools/reliability.py docs/pictures/reliability.svg $(ARTICLES)

docs: $(VENV)/dev.done
	$(BIN)/python tools/write_docs.py

lock: $(VENV)/dev.done
	$(BIN)/pip freeze --exclude-editable --exclude gestae | grep -v '@' > requirements.lock

$(VENV)/core.done: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable .
	touch $@

$(VENV)/dev.done: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[dev]'
	touch $@ $(VENV)/core.done $(VENV)/web.done

$(VENV)/web.done: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[web]'
	touch $@

tests/web/node_modules: tests/web/package-lock.json
	@if npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund; then touch $@; \
	  else echo 'axe-core was not fetched (npm): tests that need it are skipped, or fail in CI' >&2; fi

$(VENV)/train.done: $(VENV)/dev.done
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[train]'
	touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Gestae needs Python 3.11 or later; name one: make PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo 'Python lacks venv; on Debian: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
