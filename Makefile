# Every target makes the environment that it needs: with uv where it is installed, else venv and pip.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
UV := $(shell command -v uv)
export UV_SYSTEM_CERTS ?= true
# Else each worker, and each process that a test starts, compiles every file for itself.
unexport PYTHONDONTWRITEBYTECODE
# One more than cores: some tests wait, for a page, a browser or another process.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: demo serve test check bench fuzz lock clean

demo: .venv/runtime  ## collect the fictional market, print an answer, serve the site (SERVE=0: end there)
	@$(BIN)/python manage.py demo

serve: .venv/runtime  ## the site on what is collected
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py serve

test: .venv/development  ## the whole suite, on a real PostgreSQL, Redis and browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

check: .venv/development  ## all that a merge wants, tests aside
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	@DJANGO_DEBUG=false DJANGO_ALLOWED_HOSTS=worth-switching.example \
	 DJANGO_SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") \
	 $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m pytest tests/architecture

bench: .venv/bench  ## ours, the peer's and the ratio, in one run
	@$(BIN)/python -m bench

fuzz: .venv/fuzz  ## a minute of coverage-guided fuzzing of the readers of strange bytes
	@$(BIN)/python -m tests.fuzz --seconds 60

lock:  ## resolve again; the date in pyproject.toml is the lock
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements-dev.lock

clean:  ## remove the environment and everything collected
	rm -rf .venv var

.venv/bin/python:
ifdef UV
	@uv venv --quiet --python $(PYTHON) .venv
else
	@$(PYTHON) -m venv .venv
endif

.venv/runtime: requirements.lock | .venv/bin/python
	$(call install,requirements.lock)
	@touch $@

.venv/development: requirements-dev.lock | .venv/bin/python
	$(call install,requirements-dev.lock)
	@touch $@ .venv/runtime

.venv/bench: .venv/development pyproject.toml
ifdef UV
	@uv pip install --quiet --python $(BIN)/python --group bench
else
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --group bench
endif
	@touch $@

.venv/fuzz: .venv/development pyproject.toml
ifdef UV
	@uv pip install --quiet --python $(BIN)/python --group fuzz
else
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --group fuzz
endif
	@touch $@

ifdef UV
install = @uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1)
else
install = @$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
endif
