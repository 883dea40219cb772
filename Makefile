# The one command surface: people, CI and pre-commit all call these targets.
# PYTHON=…   the Python to use (default: the first of 3.13, 3.12, 3.11 that works)
# ARGS=…     more arguments for the program that a target runs

VENV := .venv
BIN := $(VENV)/bin
NODES := $(patsubst %/package-lock.json,%/node_modules/.done,$(shell find tests -name package-lock.json -not -path '*/node_modules/*'))
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
PYTHON ?=

# Chroma and Hugging Face libraries: report nothing, fetch nothing.
export ANONYMIZED_TELEMETRY := False
export HF_HUB_OFFLINE := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check eval bench e2e soak chaos playground train lock clean

help:  ## list these targets
	@echo "make TARGET [ARGS='…'] [PYTHON=…]"
	@sed -n 's/^\([a-z0-9]*\):.*  ## \(.*\)/  \1 \2/p' $(MAKEFILE_LIST) | \
		while read -r target text; do printf '  %-10s %s\n' "$$target" "$$text"; done

run: $(VENV)/run.done  ## install, index the role library and start the bot on http://127.0.0.1:3978
	$(BIN)/remit ingest
	$(BIN)/remit serve $(ARGS)

test: $(VENV)/test.done  ## run every test
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/check.done  ## format, lint, types, import contracts and known vulnerabilities
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	scripts/audit.sh $(BIN)/pip-audit

eval: $(VENV)/run.done  ## score the answers against the cases; fails below a gate
	$(BIN)/remit eval $(ARGS)

bench: $(VENV)/bench.done  ## measure speed beside peers, in the same run
	$(BIN)/python -m bench $(ARGS)

e2e: $(VENV)/test.done $(NODES)  ## only the tests that start the real programs
	$(BIN)/python -m pytest -m e2e $(ARGS)

soak: $(VENV)/test.done  ## half an hour of load with a fault every minute: count what is lost, doubled, leaked
	$(BIN)/python -m proof soak $(ARGS)

chaos: $(VENV)/test.done  ## each fault once, some minutes; ARGS=--short for what CI has time for
	$(BIN)/python -m proof chaos $(ARGS)

playground:  ## try Teams by hand in Microsoft's test client (needs node; make run in another terminal)
	scripts/playground.sh $(ARGS)

train: $(VENV)/run.done  ## learn the small weights anew (PyTorch and scikit-learn; some twenty minutes)
	@$(BIN)/python -c 'import sklearn, torch' 2>/dev/null || { \
		echo "make train needs PyTorch and scikit-learn, which no lock holds. Install them with:" && \
		echo "  $(BIN)/python -m pip install torch scikit-learn" && exit 1; } >&2
	$(BIN)/python scripts/learn_phrases.py
	$(BIN)/python scripts/train.py $(ARGS)
	$(BIN)/python scripts/learn_rights.py

lock: $(VENV)/lock.done  ## write requirements/*.lock anew from pyproject.toml (ARGS=--upgrade for newer versions)
	scripts/lock.sh $(BIN)/uv $(ARGS)

clean:  ## remove the environment and everything that was built (no index, no data)
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp stands for one installed lock; make installs again only when a lock is newer.
$(BIN)/python:
	@python=$$(scripts/find-python.sh $(PYTHON)) && echo "Creating $(VENV) with $$python" && \
		"$$python" -m venv $(VENV)

$(VENV)/run.done: requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Remit needs (once; a few minutes)"
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Types are checked in the tests too.
$(VENV)/check.done: $(VENV)/test.done

# What end-to-end tests take from npm; without npm they skip and say so.
%/node_modules/.done: %/package-lock.json
	@command -v npm >/dev/null || { echo "no npm: tests that need Node's packages skip"; exit 0; }; \
		npm ci --prefix $* --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@

$(VENV)/%.done: requirements/%.lock $(VENV)/run.done
	@echo "Installing the packages of requirements/$*.lock"
	@$(PIP) install --require-hashes -r $<
	@touch $@
