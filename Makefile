# make lab        open the book in JupyterLab
# make test       run everything that must hold, every notebook included
# make test-all   and what takes long: many more states, longer chains
#
# make notebooks  run the notebooks and store their outputs      make index   index and glossary
# make images     draw the pictures of README and slides         make format  tidy the code
# make site       build the web edition, in the folder site      make test-site  look at all of it
# make bench      measure; also bench-slider, bench-play         make parity  compare with PyTorch
# make test-lowest  run cells and tests with the lowest versions allowed
# make clean      remove the environments, to start afresh
#
# Each of them first sets up what it needs, in the folder .venv here and nowhere else. Options go
# on in ARGS, as in: make lab ARGS=--port=8899. Another Python: make lab PYTHON=python3.12

# The Python that .venv is of, or the first that is new enough.
PYTHON := $(shell for p in "$$(sed -n 's/^executable = //p' .venv/pyvenv.cfg 2>/dev/null)" \
	python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" tools/check_python.py --quiet 2>/dev/null && echo "$$p" && break; done)
ifeq ($(PYTHON),)
PYTHON := python3
endif
BIN := .venv/bin
RUN := $(BIN)/python tools/quiet.py
PYTEST := -m pytest -n auto --dist loadfile --no-loadscope-reorder

# ipywidgets 7 asks newer traitlets in an old way; and the line about JupyterLab is another one.
AS_OLD := -W "ignore:Deprecated in traitlets:DeprecationWarning" --nbval-sanitize-with tests/lowest.ini
# Memory and speed are measured with the versions of constraints.txt only.
LOWEST := notebooks mathdl --ignore=mathdl/lab --ignore=mathdl/site tests/explore --ignore=tests/explore/test_memory.py \
	$(patsubst %,tests/test_%.py,backprop data nn ops optim tensor) \
	tests/plots/chain_rule/test_chain_rule_pictures.py tests/plots/tensors/test_tensor_pictures.py

.PHONY: help lab test test-all test-lowest test-site parity notebooks index format bench bench-slider bench-play images site clean

help:
	@sed -e '/^#/!q' -e 's/^#$$//' -e 's/^# //' Makefile

lab: .venv/.installed
	@$(BIN)/mathdl notebooks $(ARGS)

test-all: PYTEST += -m ""
test test-all: .venv/.installed-dev
	@$(BIN)/ruff format --check --quiet . || { echo "ruff: run 'make format'"; exit 1; }
	@$(BIN)/ruff check --quiet .
	$(BIN)/python $(PYTEST) $(ARGS)

test-lowest: .venv-lowest/.installed
	.venv-lowest/bin/python $(PYTEST) $(AS_OLD) $(or $(ARGS),$(LOWEST))

parity: .venv/.installed-parity
	$(BIN)/python -m pytest -n auto tests/parity tests/notebooks/test_same_in_pytorch.py $(ARGS)

bench: .venv/.installed-dev
	@PYTHONPATH=tools $(RUN) benchmarks/bench.py $(ARGS)

notebooks: .venv/.installed-dev
	$(RUN) tools/run_notebooks.py $(ARGS)

index: .venv/.installed-dev
	$(RUN) tools/make_index.py
	$(RUN) tools/house.py

format: .venv/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench-slider: .venv/.installed-dev
	PYTHONPATH=tools $(RUN) benchmarks/slider_latency.py $(ARGS)

bench-play: .venv/.installed-dev
	PYTHONPATH=tools $(RUN) benchmarks/play_rate.py $(ARGS)

site: .venv/.installed-dev
	$(BIN)/python -m mathdl.site $(ARGS)

# What make test sees of a small sample, of the whole site that make site has built.
test-site: .venv/.installed-dev
	MATHDL_SITE=site $(BIN)/python -m pytest -n 0 tests/site $(ARGS)

images: .venv/.installed-dev
	$(RUN) tools/draw_images.py

clean:
	rm -rf .venv .venv-lowest build/site

# Always asked: tools/environment.py knows whether anything is to be done.
.venv/.installed .venv/.installed-dev .venv/.installed-parity .venv-lowest/.installed: always
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no Python here: install 3.11 or newer." >&2; exit 1; }
	@"$(PYTHON)" tools/check_python.py
	@"$(PYTHON)" tools/environment.py $@

.PHONY: always
