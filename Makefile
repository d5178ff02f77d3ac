# Tasks by name. `make run` and `make test` are all that a newcomer needs.

PYTHON ?= python3
BIN := .venv/bin
PAPER ?= paper
PORT ?= 8000
# Days for which articles take comments; 0 for ever: the sample day is an old one.
CLOSE_DAYS ?= 0

.PHONY: setup run test coverage check bench checkers akismet-clients wordpress libretranslate docs shots sample clean

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make setup PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[dev]'
	@touch $@

# A paper in ./paper with the sample day, served on loopback; it reads the sources of the
# starter list that a paper may publish, where there is a network.
run: setup
	@test -f $(PAPER)/nouvelles.toml || { $(BIN)/nouvelles init $(PAPER) && \
		$(BIN)/nouvelles --paper $(PAPER) source import --starter licensed; }
	@$(BIN)/nouvelles --paper $(PAPER) archive --sample
	@NOUVELLES_COMMENTS_CLOSE_DAYS=$(CLOSE_DAYS) $(BIN)/nouvelles --paper $(PAPER) serve --port $(PORT)

test: setup check
	$(BIN)/python -m pytest --numprocesses 2

# The same with a table of what no test runs; counting it takes half as long again.
coverage: setup
	$(BIN)/python -m pytest --numprocesses 2 --cov --cov-report=term:skip-covered

# Style, types and the import contracts (the last also run among the tests).
check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup .venv/peers/ready
	$(BIN)/python -m bench

# What ours is measured beside: its requirements contradict ours. The list is complete, so
# that nothing is left for pip to work out (23.2 fails at it).
.venv/peers/ready: bench/peers.txt | .venv/ready
	$(BIN)/python -m venv .venv/peers
	.venv/peers/bin/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --requirement bench/peers.txt
	@touch $@

# What looks at pages in tests and bench where it is there: the Nu HTML checker (needs
# Java) and Lighthouse (needs Chromium).
checkers: .venv/checkers/ready

.venv/checkers/ready: bench/checkers.txt | .venv/ready
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix .venv/checkers \
		$$(cat bench/checkers.txt)
	@touch $@

# Clients of Akismet as others wrote them, for the tests of our server (needs npm).
akismet-clients: .venv/akismet-clients/ready

.venv/akismet-clients/ready: tests/web/akismet_clients/packages.txt | .venv/ready
	npm install --silent --no-audit --no-fund --ignore-scripts \
		--prefix .venv/akismet-clients $$(cat tests/web/akismet_clients/packages.txt)
	@touch $@

# WordPress with its Akismet plug-in, for a test of our server: Debian's packages (of Debian
# 12), unpacked into a folder; nothing is installed.
wordpress: .venv/wordpress/ready

.venv/wordpress/ready: tests/web/wordpress_files/packages.txt | .venv/ready
	mkdir -p .venv/wordpress/packages
	cd .venv/wordpress/packages && apt-get -qq download $$(cat $(CURDIR)/$<)
	for one in .venv/wordpress/packages/*.deb; do \
		dpkg -x $$one .venv/wordpress/unpacked || exit 1; done
	@touch $@

# LibreTranslate itself for its test, apart: it asks for older packages than the paper.
libretranslate: .venv/libretranslate/ready

.venv/libretranslate/ready: | .venv/ready
	$(BIN)/python -m venv .venv/libretranslate
	.venv/libretranslate/bin/python -m pip install --quiet --disable-pip-version-check \
		libretranslate==1.9.6
	@touch $@

docs: setup
	$(BIN)/python -m tools.reference

# Pictures of every page of a sample paper, for people to look at, and the gallery.
shots: setup
	$(BIN)/python -m tools.shots shots

# The sample day from its sources.
sample: setup
	$(BIN)/python -m sample_day.build

clean:
	rm -rf .venv build *.egg-info src/*.egg-info .coverage* .mypy_cache .ruff_cache
