# Two commands are for everyone: `make run` and `make test`. The rest is for developers.
PYTHON ?= python3
VENV := .venv/bin/python
# A browser test takes most of a core, so not one process per core of a big machine.
TEST_PROCESSES ?= 2
# More for pytest, as in: make test PYTEST_ARGS="-k certificate"
PYTEST_ARGS ?=
# Measuring coverage doubles the time on Python 3.11, so .ci/run measures only the rules below.
COVERAGE ?= yes
# Rules on which someone's result depends are tested to the last branch.
FULLY_COVERED := quizzes/grading.py,quizzes/numbers.py,quizzes/wording.py,quizzes/types/*,courses/completion_rules.py
# Rules are pure, so what tests them needs no database; preparing one takes longer than all these tests.
TESTS_OF_RULES := -m "not django_db" tests/quizzes/types tests/quizzes/test_grading.py tests/quizzes/test_numbers.py \
	tests/quizzes/test_wording.py tests/courses/test_completion_rules.py
PIP_COMPILE := $(VENV) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
DEVELOPMENT := DJANGO_SETTINGS_MODULE=config.settings.dev

.DEFAULT_GOAL := help
.PHONY: help run test rules accessibility check prepare bench load assurance packages audit lock messages format clean kill

help: ## Show what make can do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 24

run: ## Install what is needed and start the site with demonstration content (PORT=8000)
	@$(PYTHON) -m bin.run

test: prepare ## Run all tests but those of accessibility; on PostgreSQL with DATABASE_URL=postgres://…
ifeq ($(COVERAGE),yes)
	@rm -f .coverage .coverage.*
	$(VENV) -m pytest -n $(TEST_PROCESSES) --dist worksteal -m "not accessibility" --cov --cov-report= $(PYTEST_ARGS)
	$(VENV) -m coverage report
	$(VENV) -m coverage report --include="$(FULLY_COVERED)" --fail-under=100
else
	$(VENV) -m pytest -n $(TEST_PROCESSES) --dist worksteal -m "not accessibility" $(PYTEST_ARGS)
endif

rules: prepare ## Hold the rules on which somebody's result depends at full coverage
	@rm -f .coverage .coverage.*
	$(VENV) -m pytest -n $(TEST_PROCESSES) --cov --cov-report= --cov-fail-under=0 $(TESTS_OF_RULES)
	$(VENV) -m coverage report --include="$(FULLY_COVERED)" --fail-under=100

# What a page looks like does not depend on the database; once is enough when both are tried.
accessibility: prepare ## Look at every page in a browser, as every role, in every state (docs/accessibility.md)
	$(VENV) -m pytest -n $(TEST_PROCESSES) --dist worksteal -m accessibility tests/accessibility tests/xss $(PYTEST_ARGS)

check: prepare ## Look at code, templates, migrations, translations and production settings
	$(VENV) -m pip check
	$(VENV) -m ruff check
	$(VENV) -m ruff format --check
	$(VENV) -m mypy .
	$(VENV) .venv/bin/lint-imports
	$(VENV) -m djlint --lint --quiet templates
	$(DEVELOPMENT) $(VENV) manage.py makemigrations --check --dry-run
	@$(VENV) -m bin.check_production
	$(VENV) -m pytest -q tests/consistency/test_messages.py

prepare: ## Install what the other targets need
	@$(PYTHON) -m bin.prepare

bench: prepare ## Measure the server's work per page; with DATABASE_URL=postgres://… also what `make load` does
	$(VENV) -m bench.run
	$(VENV) -m bench.certificates
	$(VENV) -m bench.staff
	$(VENV) -m bench.assignments
	$(VENV) -m bench.accounts
ifneq ($(filter postgres%,$(DATABASE_URL)),)
	$(VENV) -m bench.hr
	$(VENV) -m bench.load
	$(VENV) -m bench.rush
endif

load: prepare ## 500 learners save answers while the server is killed; none may be lost (PostgreSQL only)
	$(VENV) -m bench.load

assurance: prepare ## Say which requirement is proven by which tests, and which is open (docs/assurance.md)
	@$(VENV) -m bin.assurance
	@$(VENV) -m bin.asvs

packages: prepare ## List what production runs on with its licences (docs/packages.md) and make an SBOM (var/sbom.json)
	@$(VENV) -m bin.packages

audit: prepare ## Look for known flaws in packages and for support that ends; needs internet (docs/upgrades.md)
	@$(VENV) -m bin.audit

kill: prepare ## Draw 1,000 certificates while the process is killed 50 times; each must be there once
	KILLS=50 CERTIFICATES=1000 $(VENV) -m bench.certificates

lock: prepare ## Write the lock files anew after changing requirements*.in
	$(PIP_COMPILE) --output-file=requirements.txt requirements.in
	$(PIP_COMPILE) --output-file=requirements-dev.txt requirements-dev.in

messages: prepare ## Collect interface strings for translation, and compile them
	@$(PYTHON) -m bin.messages

format: prepare ## Format the code
	$(VENV) -m ruff check --fix
	$(VENV) -m ruff format

clean: ## Remove what was made here: environment, demonstration database, reports
	rm -rf .venv var htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .grimp_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
