# Two commands: `make run` starts the whole platform, `make test` proves it. Both prepare .venv by themselves.
.DEFAULT_GOAL := help
.PHONY: help run stop status test check docs bench mutants format lock secrets
MAKEFLAGS += --no-print-directory

# The first interpreter that really runs and is supported (a pyenv shim may exist and fail); else any, which says what is missing.
ifndef PYTHON
PYTHON := $(shell for p in python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null && { echo $$p; exit; }; \
	done; echo python3)
endif
PREPARE = @command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) on this machine: install Python 3.11 or 3.12."; exit 1; }; \
	$(PYTHON) -I crowdfund/embedded/bootstrap.py
IN_VENV = .venv/bin/python
THROW_AWAY = $(IN_VENV) -m crowdfund.embedded exec --
ARGS ?=
export PORT

help:  ## show this
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done

run:  ## start everything; PORT=8000 chooses the port, Ctrl-C ends it
	$(PREPARE) run
	@exec $(IN_VENV) -m crowdfund.embedded run

stop:  ## end what `make run` started in another terminal
	@$(PYTHON) -m crowdfund.embedded stop

status:  ## say what is running
	@$(PYTHON) -m crowdfund.embedded status

test:  ## run the tests; ARGS="tests/deals -k open" chooses some
	$(PREPARE) test
	@$(THROW_AWAY) $(IN_VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check:  ## format, lint, types, import contracts, migrations, deployment and security checks
	$(PREPARE) test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	.venv/bin/bandit -q -c pyproject.toml -r crowdfund compliance deals exits
	@$(THROW_AWAY) $(IN_VENV) manage.py makemigrations --check --dry-run
	@CROWDFUND_ENV=production ALLOWED_HOSTS=deals.example.com CUSTODIAN_URL=https://bank.example.com \
		SCREENING_URL=https://screening.example.com $(THROW_AWAY) \
		$(IN_VENV) manage.py check --deploy --fail-level WARNING

bench:  ## measure verbs beside the bare engine, as ratios
	$(PREPARE) test
	@for module in $$(ls benchmarks/*.py | grep -v -e __init__ -e measuring | sed 's:/:.:; s:\.py$$::'); do \
		echo "== $$module"; $(THROW_AWAY) $(IN_VENV) -m $$module || exit 1; \
	done

mutants:  ## try a sample of small mistakes in compliance/core against its tests; ARGS="--sample 60 --seed 7" or ARGS=--all
	$(PREPARE) test
	@$(THROW_AWAY) $(IN_VENV) -m tests.mutation $(ARGS)

format:  ## rewrite the code in the one format
	$(PREPARE) test
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

docs:  ## redraw what is drawn from the code: docs/openapi.yaml and parts of docs/architecture.md
	$(PREPARE) test
	@$(IN_VENV) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml
	@$(IN_VENV) manage.py draw_docs

lock:  ## compile requirements/*.in into locks with hashes
	$(PREPARE) test
	@for name in tool run production test; do \
		.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
			--no-header requirements/$$name.in -o requirements/$$name.txt; \
	done

secrets:  ## write the secrets of docker-compose.yml, once; EMAIL_URL=smtp+tls://user:password@host:587
	$(PREPARE) run
	@$(IN_VENV) manage.py write_secrets secrets --mail "$(EMAIL_URL)" --custodian-token "$(CUSTODIAN_TOKEN)" \
		--custodian-webhook-secret "$(CUSTODIAN_WEBHOOK_SECRET)" --screening-token "$(SCREENING_TOKEN)" \
		--screening-webhook-secret "$(SCREENING_WEBHOOK_SECRET)"
