# Everything a newcomer, a host and a contributor runs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -q
LOCK_DATE ?=

.DEFAULT_GOAL := help
.PHONY: help run demo test check format prove bench audit lock messages schema wheel clean

help: ## what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Strongstride needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/pyvenv.cfg
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/pyvenv.cfg
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

run: $(VENV)/.run ## install, migrate, and chat (with a token in .env: that channel)
	@mkdir -p -m 700 data
	@DATA_DIR=$${DATA_DIR:-./data} $(PY) -m bot migrate --quiet
	@DATA_DIR=$${DATA_DIR:-./data} $(PY) -m bot

demo: $(VENV)/.run ## a runner's first week, in about a minute
	@$(PY) -m bot demo

test: check ## check, then every test
	$(PY) -m pytest -q -n 2 --dist worksteal -m "not prove"

check: $(VENV)/.dev ## ruff, mypy, import-linter, content, figures
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m bot content check
	$(PY) -m bot figures lint

format: $(VENV)/.dev ## let ruff format and fix
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

prove: $(VENV)/.dev ## the slow proofs: 10,000 athletes × 52 weeks, 500 kills, 200,000 updates
	$(PY) -m pytest -q -s -m prove

bench: $(VENV)/.dev ## ratios against stated baselines, in one run
	$(PY) -m bench

audit: $(VENV)/.dev ## known vulnerabilities in what is locked
	$(VENV)/bin/pip-audit --require-hashes -r requirements.txt

lock: $(VENV)/.dev ## write both lock files anew, with hashes and without index URLs
	$(PIP) install uv
	$(PY) -m uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url \
	  pyproject.toml -o requirements.txt
	$(PY) -m uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url \
	  pyproject.toml --group dev -o requirements-dev.txt

messages: $(VENV)/.dev ## extract the message catalogue
	$(VENV)/bin/pybabel -q extract -F babel.cfg -k says -k says_count:1,2 --omit-header --no-location \
	  --sort-output -o bot/locale/messages.pot bot

schema: $(VENV)/.dev ## write the JSON Schemas of content/ for editors
	$(PY) -m bot content schema

wheel: $(VENV)/.dev ## build the wheel, content and migrations inside
	$(PY) -m pip wheel -q --no-deps --no-build-isolation -w dist .

clean: ## what can be made again
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
