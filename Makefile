# make lab    open the book          make test       run all tests
# make notebooks  re-run and normalise the notebooks      make format  tidy the code
# make images  draw the pictures of README and slides     make index   index and glossary
# Everything is installed into .venv; remove that folder to start afresh.

# The first Python that is new enough; or name one: make lab PYTHON=python3.12
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p tools/check_python.py --quiet 2>/dev/null && echo $$p && break; done)
ifeq ($(PYTHON),)
PYTHON := python3
endif
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: lab test parity notebooks index format bench bench-slider bench-play images clean

lab: .venv/.installed
	@$(BIN)/mathdl notebooks $(ARGS)

test: .venv/.installed-dev
	@$(BIN)/ruff format --check --quiet . || { echo "ruff: run 'make format'"; exit 1; }
	@$(BIN)/ruff check --quiet .
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

parity: .venv/.installed-parity
	$(BIN)/python -m pytest -n auto tests/parity tests/notebooks/test_same_in_pytorch.py $(ARGS)

bench: .venv/.installed-dev
	@PYTHONPATH=tools $(BIN)/python benchmarks/bench.py $(ARGS)

notebooks: .venv/.installed-dev
	$(BIN)/python tools/run_notebooks.py $(ARGS)

index: .venv/.installed-dev
	$(BIN)/python tools/make_index.py

format: .venv/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench-slider: .venv/.installed-dev
	PYTHONPATH=tools $(BIN)/python benchmarks/slider_latency.py $(ARGS)

bench-play: .venv/.installed-dev
	PYTHONPATH=tools $(BIN)/python benchmarks/play_rate.py $(ARGS)

images: .venv/.installed-dev
	$(BIN)/python tools/draw_images.py

clean:
	rm -rf .venv

.venv/.made:
	@$(PYTHON) tools/check_python.py
	@echo "Making .venv with $(PYTHON) …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.made pyproject.toml constraints.txt
	@echo "Installing mathdl and JupyterLab into .venv (a few minutes the first time) …"
	@$(INSTALL) -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	@echo "Installing the tools that test the book into .venv …"
	@$(INSTALL) -e '.[dev]'
	@touch $@

.venv/.installed-parity: .venv/.installed-dev
	@echo "Installing PyTorch into .venv …"
	@$(INSTALL) -e '.[parity]'
	@touch $@
