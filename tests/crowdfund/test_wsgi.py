"""tests / wsgi: the web server brings its translations itself, since a first start compiles nothing before it."""

import os
import subprocess
import sys

PROGRAM = """
from crowdfund.db.management.commands import compile_messages as command
command.compile_messages = lambda root: print("compiled", root)
import crowdfund.wsgi
"""


def started(**environment: str) -> str:
    """Return what a web process says that loads its application."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_a_sandbox_compiles_before_its_first_page():
    assert started(CROWDFUND_ENV="local").startswith("compiled /")


def test_production_serves_what_its_image_was_built_with():
    outside = {"CUSTODIAN_URL": "https://b.example", "SCREENING_URL": "https://c.example"}
    assert started(CROWDFUND_ENV="production", ALLOWED_HOSTS="a.example", **outside) == ""
