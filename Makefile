# `make run` and `make test` are all that is needed; the rest is for those who work on the code.

PYTHON ?= $(shell .ci/choose-python)
PORT ?= 8000
ADDRESS ?= 127.0.0.1

DATA_DIR ?= var

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header
STATIC_FILES := $(shell find static dramas reviews reviewsite -path '*static/*' -type f)
TEMPLATES := $(wildcard templates dramas/templates reviews/templates)

# Where it is set, every process compiles every module again: a quarter of the time of each start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run ready test test-fast test-sqlite test-postgresql bench torture scan lint format lock clean system-packages

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Whoever starts it twice gets one site and one clear sentence: what is made is made under a lock.
run: export PORT := $(PORT)
run: ## serve the site with demo content on http://127.0.0.1:8000 (PORT=, ADDRESS=)
	@.ci/python-version $(PYTHON)
	@$(PYTHON) .ci/free-port $(ADDRESS) $(PORT)
	@$(PYTHON) .ci/locked .make.lock $(MAKE) --no-print-directory ready
	@exec $(MANAGE) serve --address $(ADDRESS)

ready: .venv/base.stamp $(DATA_DIR)/static/staticfiles.json
	@echo "Database"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed_demo --if-empty
	@$(MANAGE) create_demo_admin

# A process more than cores: tests wait for browsers and servers as much as they compute.
TEST_PROCESSES ?= $(shell expr $$(nproc) + 1)
PYTEST = $(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist loadgroup

test: lint system-packages ## check everything: style, types, all tests, those about the database on PostgreSQL, too
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql

test-fast: .venv/dev.stamp ## run the tests of code and pages on SQLite, without a browser or walks over the whole site
	@env -u DATABASE_URL $(PYTEST) --quiet tests/unit tests/integration -m "not timed and not slow" $(T)

test-sqlite: .venv/dev.stamp system-packages ## run all tests on SQLite (T= gives pytest arguments)
	@echo "All tests on SQLite"
	@env -u DATABASE_URL $(PYTEST) --quiet $(T)

test-postgresql: .venv/dev.stamp system-packages ## run the tests about the database on a temporary PostgreSQL (T= gives pytest arguments)
	@echo "Tests about the database on PostgreSQL"
	@$(BIN)/python -m tests.postgresql --template -- $(PYTEST) --quiet -m "both_databases and not timed" $(T)

bench: .venv/dev.stamp ## measure: start, pages against a file and other servers, search, growth (needs two quiet cores and pip)
	@.ci/system-packages bench
	@$(BIN)/python -m pytest --quiet -m timed
	@site=$$(mktemp -d); trap 'rm -rf "$$site"' EXIT; failed=0; \
	$(BIN)/python -m tests.performance.large_site "$$site" || exit 1; \
	for run in bench_start "bench_pages --chart --large $$site" bench_uncached bench_search "bench_growth --large $$site"; do \
		$(BIN)/python -m tests.performance.$$run || failed=1; \
	done; exit $$failed

torture: .venv/dev.stamp system-packages ## load and failures: comments, kills, a full disk, databases and mail servers away, backups, fresh pages, spam, hostile strings, a clean Debian (needs root, pip, npm, debootstrap and systemd-container)
	@.ci/system-packages torture
	@TEST_PROFILE=torture $(PYTEST) --quiet tests/unit tests/security tests/integration/writing tests/integration/pagecache tests/browser/test_admin_pages.py
	@failed=0; for run in many_commenters kills disk_full database_away illness pooled mail_server backup_under_load flood overload strangers freshness behind_nginx spam xss "soak --minutes 5" from_nothing upgrading; do \
		$(BIN)/python -m tests.torture.$$run || failed=1; \
	done; exit $$failed

scan: .venv/dev.stamp ## look for known kinds of mistakes in the code and in a running site, after one was planted and found
	@.ci/system-packages scan
	@$(BIN)/python -m pip install -qq bandit
	@.ci/scan

lint: .venv/dev.stamp ## check style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/djhtml --check $(TEMPLATES)
	@$(BIN)/djcss --check static/css
	@$(BIN)/djjs --check static/js

format: .venv/dev.stamp ## put code, templates and styles in order
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djhtml $(TEMPLATES)
	@$(BIN)/djcss static/css
	@$(BIN)/djjs static/js

lock: .venv/dev.stamp ## write the lock files again from pyproject.toml (LOCK=--upgrade takes newer versions)
	@$(BIN)/python -m pip install --quiet uv
	@$(UV_COMPILE) $(LOCK) pyproject.toml --output-file requirements/base.txt
	@$(UV_COMPILE) $(LOCK) pyproject.toml --group dev --constraint requirements/base.txt --output-file requirements/dev.txt

.venv/base.stamp: requirements/base.txt
	@.ci/python-environment $(PYTHON) $<
	@touch $@

.venv/dev.stamp: requirements/dev.txt
	@.ci/python-environment $(PYTHON) $<
	@touch $@ .venv/base.stamp

$(DATA_DIR)/static/staticfiles.json: .venv/base.stamp $(STATIC_FILES)
	@echo "Static files"
	@$(MANAGE) collectstatic --noinput --verbosity 0

system-packages: .venv/dev.stamp
	@.ci/system-packages test

clean: ## remove what was built; the site's data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find . -name __pycache__ -prune -exec rm -rf {} +
