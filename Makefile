# Needs make, a Python with venv, and a network the first time. `make` alone lists the targets.
# Settings, as in `make test PYTHON=python3.13 VENV=.venv-3.13`:
PYTHON ?= python3# makes $(VENV), the first time
VENV ?= .venv#     where everything is installed; no spaces
ARGS ?=#           passed on, as in `make lab ARGS=--no-browser` or `make test ARGS="-k dates"`
REPORT ?= en#      the language of the report of `make rerun`: en or nl
LANGUAGE = nl#     of the articles of `make rerun` and `make bench`; not ?=, since desktops set LANGUAGE for their own menus

# Left alone, JupyterLab asks other machines for updates and extensions, and its user about news (app/labconfig). app/voila.json is for `make app`:
LAB_CONFIG = JUPYTER_CONFIG_PATH="$(CURDIR)/app$${JUPYTER_CONFIG_PATH:+:$$JUPYTER_CONFIG_PATH}"
OFFLINE = --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None \
	--LabApp.extension_manager=readonly
IN_VENV = $(VENV)/bin/python -m
NOTEBOOKS = $(wildcard notebooks/*.ipynb notebooks/checks/*.ipynb)
TESTED = notebooks
IN_THE_BROWSER = $(addprefix tests/test_,counts.py names.py passages.py seeds.py sentences.py similarity.py spelling.py tokens.py)
SERVED = $(if $(ARTICLES),served,notebooks)/00-start-here.ipynb
OLD_ENOUGH = import sys; sys.version_info >= (3, 11) or sys.exit("Leesbril needs Python 3.11 or later, and \
	$(PYTHON) is Python " + sys.version.split()[0] + ". Name a later one, for example: make lab PYTHON=python3.13")

.PHONY: help lab app lite test test-browser test-core test-pyodide fuzz check docs bench lock run rerun clean
.DEFAULT_GOAL := help

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

lab: $(VENV)/compiled ## Install what is missing, and open JupyterLab on its first notebook.
	$(LAB_CONFIG) $(IN_VENV) jupyter lab --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb $(OFFLINE) $(ARGS)

app: $(VENV)/compiled ## Serve it without code, to whom has the address on this machine, on the seeds or ARTICLES.
	$(if $(ARTICLES),@$(IN_VENV) leesbril.rerun.app --language "$(LANGUAGE)" -- "$$ARTICLES")
	$(LAB_CONFIG) JUPYTER_PATH="$(CURDIR)/app" $(IN_VENV) voila $(SERVED) --template=leesbril $(ARGS)

lite: ## Build a site in lite/_build/site that runs the notebooks in a browser alone, without a server of its own.
	@"$(PYTHON)" -c '$(OLD_ENOUGH)'
	rm -rf lite/_build lite/.cache lite/.jupyterlite.doit.db
	"$(PYTHON)" -m venv --clear $(VENV)-lite
	$(VENV)-lite/bin/python -m pip install --disable-pip-version-check -r lite/requirements.txt
	$(VENV)-lite/bin/python -m pip wheel --disable-pip-version-check --no-deps --wheel-dir lite/_build/wheels .
	$(VENV)-lite/bin/python -m pip download --disable-pip-version-check --no-deps --only-binary :all: --platform any \
		--implementation py --abi none --python-version 3.14 --dest lite/_build/wheels -r lite/wheels.txt
	$(VENV)-lite/bin/python lite/contents.py
	cd lite && "$(abspath $(VENV))-lite/bin/jupyter" lite build
	@echo "Serve lite/_build/site, as in: $(PYTHON) -m http.server --bind 127.0.0.1 --directory lite/_build/site"

# Compiled tests are kept, or each process would compile them anew. nbval is left out of the unit tests: its import takes 4 s.
test: $(VENV)/compiled ## Install what is missing, run the unit tests, then every notebook against its stored outputs.
	PYTHONDONTWRITEBYTECODE= $(IN_VENV) pytest -n auto --dist worksteal -p no:nbval $(ARGS)
	PYTHONDONTWRITEBYTECODE= $(IN_VENV) pytest -p tests.without_grammar -n auto --dist loadfile --nbval --nbval-current-env --nbval-cell-timeout=60 $(TESTED)

test-browser: $(VENV)/compiled ## Install what is missing, and test the notebooks and the board in Chromium, if it is there.
	$(IN_VENV) pytest -n 2 --dist worksteal tests/browser $(ARGS)

test-core: requirements.txt pyproject.toml ## Install the core alone, without any extra, and use it on the seeds.
	@"$(PYTHON)" -c '$(OLD_ENOUGH)'
	"$(PYTHON)" -m venv --clear $(VENV)-core
	grep -v '^-e' requirements.txt > $(VENV)-core/constraints.txt
	$(VENV)-core/bin/python -m pip install --disable-pip-version-check -c $(VENV)-core/constraints.txt .
	$(VENV)-core/bin/python -W error tests/core_alone.py

# Only what Pyodide locks differs from requirements.txt. Needs Python 3.12 or later, as some of these versions do; Pyodide has 3.14.
test-pyodide: lite/pyodide.txt requirements.txt pyproject.toml ## Use the core alone with the versions that it has in a browser (make lite).
	"$(PYTHON)" -m venv --clear $(VENV)-pyodide
	awk -F '[ =]' 'NR == FNR { print; locked[$$1]; next } !($$1 in locked) && !/^-e/' lite/pyodide.txt requirements.txt \
		> $(VENV)-pyodide/constraints.txt
	$(VENV)-pyodide/bin/python -m pip install --disable-pip-version-check -c $(VENV)-pyodide/constraints.txt . hypothesis pytest
	$(VENV)-pyodide/bin/python -W error tests/core_alone.py
	$(VENV)-pyodide/bin/python -m pytest -q $(IN_THE_BROWSER) $(ARGS)

fuzz: $(VENV)/installed ## Read 20,000 damaged files, each within limits on time and memory (an hour or more; ARGS=500: fewer).
	PYTHONPATH=tests $(IN_VENV) fuzz $(ARGS)

check: $(VENV)/installed ## Check style, layout and type hints, of notebooks too.
	$(IN_VENV) ruff check .
	$(IN_VENV) ruff format --check .
	$(IN_VENV) mypy

docs: $(VENV)/installed ## Build the documentation in docs/_build/html, a site that opens without a network.
	rm -rf docs/generated docs/_build
	$(VENV)/bin/python docs/notebooks.py
	$(VENV)/bin/python docs/gallery.py
	$(IN_VENV) sphinx --quiet --fail-on-warning --keep-going -j auto -b html docs docs/_build/html $(ARGS)
	@! grep -rlE '<(script|link|img|iframe)[^>]+(src|href)="(https?:)?//' docs/_build/html || \
		{ echo "These pages fetch something from another machine." >&2; exit 1; }
	@echo "Open docs/_build/html/index.html"

run: $(VENV)/compiled ## Run every notebook from top to bottom and store its outputs.
	$(IN_VENV) jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False \
		--ExecutePreprocessor.store_widget_state=False $(NOTEBOOKS)

rerun: $(VENV)/compiled ## Run the reader's notebooks on your own articles, as in make rerun ARTICLES="my articles" (REPORT=nl, COMPARE=an earlier one).
	@$(IN_VENV) leesbril.rerun --board --language "$(LANGUAGE)" --report "$(REPORT)" $${COMPARE:+--compare "$$COMPARE"} $(ARGS) -- "$$ARTICLES"

bench: $(VENV)/compiled ## Measure speed and memory beside other tools (an hour, 10 GB; REAL=a Parquet file of articles as well).
	$(IN_VENV) pip install --quiet -r benchmarks/requirements.txt
	for each in counting neighbours reuse million; do $(VENV)/bin/python benchmarks/$$each.py $(ARGS) || exit 1; done
	@[ -z "$$REAL" ] || $(VENV)/bin/python benchmarks/real.py --language "$(LANGUAGE)" -- "$$REAL"

lock: $(VENV)/bin/python ## Pin every package in requirements.txt, from pyproject.toml (ARGS=--upgrade: the newest of each).
	$(IN_VENV) pip install --quiet "$$(grep '^uv==' requirements.txt)"
	$(IN_VENV) uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-annotate \
		--custom-compile-command "make lock" --output-file requirements.txt $(ARGS) pyproject.toml
	echo "-e ." >> requirements.txt

clean: ## Remove the environment and everything that the other targets left behind.
	rm -rf $(VENV) $(VENV)-core $(VENV)-lite $(VENV)-pyodide .venv-3.* lite/_build lite/.cache lite/.jupyterlite.doit.db .pytest_cache .mypy_cache .ruff_cache .hypothesis .browser .fuzz dist served docs/generated docs/_build
	find src tests notebooks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

$(VENV)/bin/python:
	@command -v "$(PYTHON)" > /dev/null || \
		{ echo "There is no $(PYTHON) here. Leesbril needs Python 3.11 or later: install it, or name it, as in make lab PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c '$(OLD_ENOUGH)'
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(IN_VENV) pip install --disable-pip-version-check -r requirements.txt
	@touch $@

# The fast code for large folders, again after each change of it. Where this fails, the first large folder waits instead.
$(VENV)/compiled: $(VENV)/installed $(wildcard src/leesbril/engine/*.py)
	-@$(IN_VENV) leesbril.engine
	@touch $@
