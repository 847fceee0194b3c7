# The fixed commands; each sets up whatever is missing. Python 3.10 is found by trying it, not by looking for a name.
# With SERVICE_USER=jumin it is one that this user can run, too.
PYTHON310 := $(shell SERVICE_USER=$(SERVICE_USER) sh scripts/find-python310.sh)
BIN := .venv/bin
export JUMIN_NOW ?= $(shell sed -n "s/^clock: *//p" $(or $(JUMIN_CITY_FOLDER),data)/city.yml)
export TF_CPP_MIN_LOG_LEVEL ?= 3
export RASA_TELEMETRY_ENABLED ?= false

# Lines of at most 120 characters, Chinese counted as one each (ruff counts two).
SHORT_LINES := actions bench bot console knowledge labs scripts tests

.PHONY: run test lint train bench capacity widget fence calls faults setup stock lock

run: setup
	@$(BIN)/jumin serve

# A file of tests stays with one of the two workers, so that its server is started once.
test: setup stock
	$(BIN)/python -m pytest -n 2 --dist loadfile $(TEST_ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/vulture
	$(BIN)/pycodestyle --select=E501 --max-line-length=120 $(SHORT_LINES)

train: setup
	$(BIN)/jumin train --force

bench: setup stock
	$(BIN)/python -m bench.run $(BENCH_ARGS)

capacity: setup
	$(BIN)/python -m bench.capacity $(BENCH_ARGS)

widget: setup
	$(BIN)/python -m bench.widget $(BENCH_ARGS)

fence: setup
	$(BIN)/python -m bench.fence $(BENCH_ARGS)

calls: setup
	$(BIN)/python -m bench.calls $(BENCH_ARGS)

# The long form of tests/faults: an hour on two cores.
faults: setup stock
	$(BIN)/jumin train
	PYTHONPATH=.:tests:tests/support $(BIN)/python -m faults.run $(FAULTS_ARGS)

setup: .venv/.ready

# A half-made environment is never taken for a ready one: the mark is written last.
.venv/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON310)" || { echo "Python 3.10$(if $(SERVICE_USER), that user $(SERVICE_USER) can run) was not found: tried python3.10, /opt/python, pyenv and uv. Install it with one of them$(if $(SERVICE_USER), outside of root's home (docs/tasks/deploy.md)) and run make again." >&2; exit 1; }
	@echo "Setting up .venv; some minutes the first time." >&2
	@$(PYTHON310) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# What stock Rasa needs beside, to be measured and to prove the checker of the faults on; it never serves residents.
stock: .venv/stock/.ready

.venv/stock/.ready: bench/stock/requirements.lock .venv/.ready
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade --target .venv/stock -r $<
	@touch $@

# Pins all packages with hashes; needs uv.
lock:
	uv pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url --no-annotate --extra dev \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.lock
