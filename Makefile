# Everything needs Python 3.11 or newer and make; the rest is set up here.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench setup setup-test built messages lock sbom clean

run: built               ## the site with demonstration data on http://localhost:8000
	$(BIN)/medemens migrate
	$(BIN)/medemens demo
	$(BIN)/medemens serve

test: setup-test built   ## all tests, on SQLite and on PostgreSQL
	$(BIN)/python tools/test.py

check: setup-test built  ## style, types, imports and the rules of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p medemens.law -p medemens.bulk -p medemens.common -p medemens.casework
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/house

bench: setup-bench built ## the figures of docs/benchmarks.md
	$(BIN)/python -m benchmarks

setup:
	$(PYTHON) tools/setup.py run

setup-test:
	$(PYTHON) tools/setup.py test

setup-bench:
	$(PYTHON) tools/setup.py test bench

built: setup             ## styles and translations, made from their sources
	$(BIN)/python tools/build_styles.py
	$(BIN)/python tools/messages.py compile
	$(BIN)/medemens collectstatic --noinput --verbosity 0

messages:                ## takes new texts into the translation files
	$(BIN)/python tools/messages.py update

lock:                    ## locks all packages anew, by hash (needs uv and npm)
	for name in run test bench; do \
	  uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	    $$(test $$name = test && echo --extra test --extra spark) $$(test $$name = bench && echo --extra bench) \
	    $$(test $$name = run || echo -c requirements/run.txt) pyproject.toml -o requirements/$$name.txt; done
	npm install --package-lock-only

sbom: setup-test         ## what the site is made of: sbom-python.json, sbom-npm.json
	$(BIN)/cyclonedx-py requirements requirements/run.txt -o sbom-python.json
	npm sbom --sbom-format cyclonedx --package-lock-only > sbom-npm.json

clean:
	rm -rf .venv node_modules var static results
