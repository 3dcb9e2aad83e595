# One command each. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
PRETTIER := tests/browser/node_modules/.bin/prettier
# Our style sheets and scripts, without what is built or taken from others.
FRONTEND := "theme/static/**/*.{css,js}" "!**/{shop,dashboard,workspace,styleguide,worlds}.css" "!**/*.min.js"
PYTEST_ARGS ?= -n auto --dist loadgroup
SEARCH_SUITES := cluster or contract or failure
CLUSTER_PORT ?= 9201
CLUSTER_HEAP ?= 512m

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres test-search cluster lint format lock messages screenshots bench bench-search clean port venv installed developed

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: port installed  ## Install, prepare the database, load the demonstration and serve it (PORT=8000)
	@if test -z "$$STRIPE_SECRET_KEY"; then \
			export STRIPE_SECRET_KEY=sk_test_peer STRIPE_WEBHOOK_SECRET=whsec_peer; \
			export STRIPE_API_URL=http://127.0.0.1:$$(( $(PORT) + 1000 )); \
		fi; \
		SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} $(MANAGE) start --port $(PORT)

test: developed  ## Run the whole suite that this machine can run, and say what was left out
	@$(PY) -m pytest $(PYTEST_ARGS)

test-postgres: developed  ## Run the suite on a private PostgreSQL cluster (or on DATABASE_URL)
	@.ci/with-postgres $(PY) -m pytest $(PYTEST_ARGS)

test-search: developed  ## Run the search suites on three Elasticsearch nodes (needs Java 17 and Maven)
	@.ci/with-cluster $(PY) -m pytest -n 0 -k "$(SEARCH_SUITES)"

cluster: venv  ## Serve three Elasticsearch nodes on 127.0.0.1:9201-9203 until Ctrl-C (CLUSTER_PORT, CLUSTER_HEAP)
	@exec $(PY) -m tests.search.cluster --port $(CLUSTER_PORT) --heap $(CLUSTER_HEAP) --lasting

lint: developed  ## Format, lint, layers, types, dependencies, dead code, templates, migrations: look, change nothing
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/mypy
	@$(VENV)/bin/deptry . --no-ansi
	@$(PY) -m tests.house.dead_code
	@git ls-files '*.html' | xargs $(VENV)/bin/djade --target-version 5.2 --check
	@git ls-files '*.html' | xargs $(VENV)/bin/djhtml --tabwidth 2 --check
	@if test -x $(PRETTIER); then $(PRETTIER) --check --log-level warn $(FRONTEND); \
		else echo "Left out: prettier. npm ci --ignore-scripts --prefix tests/browser brings it." && test -z "$(CI)"; fi
	@$(MANAGE) makemigrations --check --dry-run

format: developed  ## Format and repair what a tool can repair
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .
	@git ls-files '*.html' | xargs $(VENV)/bin/djade --target-version 5.2 || true
	@git ls-files '*.html' | xargs $(VENV)/bin/djhtml --tabwidth 2 || true
	@if test -x $(PRETTIER); then $(PRETTIER) --write --log-level warn $(FRONTEND); \
		else echo "Left out: prettier. npm ci --ignore-scripts --prefix tests/browser brings it."; fi

lock: developed  ## Resolve pyproject.toml anew into the two lock files
	@$(PY) -m pip install --quiet uv
	@$(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate -o requirements.lock
	@$(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --group dev \
		--constraints requirements.lock --generate-hashes --no-header --no-annotate -o requirements-dev.lock

messages: developed  ## Collect the words to translate and compile them (needs gettext)
	@$(MANAGE) makemessages --locale vi --no-obsolete --no-location --ignore $(VENV) --ignore tests
	@$(MANAGE) compilemessages --locale vi --ignore $(VENV)

screenshots: developed  ## Photograph the pages of the documentation into theme/screenshots/ (needs Chromium)
	@$(PY) -m tests.journeys.screenshots

bench: developed  ## Measure queries, times and weights of the pages; write docs/measurements.md
	@$(PY) -m tests.bench.pages --write
	@$(PY) -m tests.bench.weights --write

bench-search: developed  ## Measure search at 1,500 and 15,000 products; write docs/measurements.md
	@$(PY) -m tests.bench.searching --entries --delays --write

clean:  ## Forget the virtualenv, the database and every cache
	@rm -rf $(VENV) var .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

port:
	@$(PYTHON) -c "import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', $(PORT)))" 2>/dev/null \
		|| { echo "Port $(PORT) is taken. Choose another: make run PORT=8080"; exit 1; }

venv:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make run PYTHON=python3.12"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "python3 cannot make a virtualenv; on Debian: apt-get install python3-venv"; exit 1; }

# A copy of the lock file inside the virtualenv says what is installed; no copy or another one: install.
installed: venv
	@$(call install,requirements.lock)

developed: venv
	@$(call install,requirements-dev.lock)

install = cmp -s $(1) $(VENV)/$(1) || { echo "Installing $(1) …" \
	&& $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && cp $(1) $(VENV)/$(1); }
