"""tests / deployment: production refuses to start half-made, and starts with what `make secrets` writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.deployment.settings_reads import PROJECT

SHOW = """
import json
from crowdfund import settings
database = settings.DATABASES["default"]
print(json.dumps([settings.DEBUG, database["HOST"], database["USER"], settings.REDIS_URL[:8], settings.ALLOWED_HOSTS]))
"""


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """The variables of docker-compose.yml, with secrets as files."""
    folder = tmp_path / "secrets"
    call_command("write_secrets", folder, mail="smtp+tls://mail.example.com:587", verbosity=0)
    files = {
        f"{name.upper()}_FILE": str(folder / name)
        for name in (
            "database_url",
            "redis_url",
            "secret_key",
            "field_keys",
            "blind_index_key",
            "email_url",
            "custodian_token",
            "custodian_webhook_secret",
            "screening_token",
            "screening_webhook_secret",
        )
    }
    return {
        **files,
        "PATH": os.environ["PATH"],
        "CROWDFUND_ENV": "production",
        "ALLOWED_HOSTS": "deals.example.com",
        "CUSTODIAN_URL": "https://bank.example.com/api",
        "SCREENING_URL": "https://screening.example.com/api",
        "AUDIT_ANCHOR_PATH": str(tmp_path / "audit.jsonl"),
        "FILES_PATH": str(tmp_path / "files"),
    }


def _start(variables: dict[str, str], *, show: str = SHOW) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", show], cwd=PROJECT, env=variables, capture_output=True, text=True)


def test_it_starts_with_secrets_from_files(given: dict[str, str]) -> None:
    done = _start(given)

    assert done.stdout.strip() == '[false, "database", "cf_app", "redis://", ["deals.example.com"]]', done.stderr


def test_nothing_of_the_practice_market_reaches_a_page(given: dict[str, str]) -> None:
    """Neither its people nor their one-time codes: what brings them to pages is not even installed."""
    processors = 'settings.TEMPLATES[0]["OPTIONS"]["context_processors"]'
    done = _start(given, show=f"from crowdfund import settings; print(*{processors})")

    assert "crowdfund.navigation.navigation" in done.stdout, done.stderr
    assert "crowdfund.demo" not in done.stdout


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name each host"),
        ({"ALLOWED_HOSTS": ".example.com"}, "ALLOWED_HOSTS must name each host"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name each host"),
        ({"SECRET_KEY": "local-only-not-a-secret"}, "SECRET_KEY is not set, or is the one for laptops"),
        ({"CUSTODIAN_URL": "http://bank.example.com"}, "CUSTODIAN_URL must begin with https://"),
        ({"CUSTODIAN_TOKEN": "local-only-not-a-secret"}, "CUSTODIAN_TOKEN is not set, or is the one for laptops"),
        ({"SCREENING_URL": "http://screening.example.com"}, "SCREENING_URL must begin with https://"),
        ({"SCREENING_TOKEN": "local-only-not-a-secret"}, "SCREENING_TOKEN is not set, or is the one for laptops"),
        ({"CROWDFUND_ENV": "prod"}, "it must be local, test or production"),
    ],
)
def test_it_refuses(given: dict[str, str], change: dict[str, str], sentence: str) -> None:
    usual = {name: value for name, value in given.items() if name.removesuffix("_FILE") not in change}

    done = _start(usual | change)

    assert done.returncode != 0
    assert sentence in done.stderr


@pytest.mark.parametrize(
    "missing",
    [
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "FIELD_KEYS",
        "BLIND_INDEX_KEY",
        "AUDIT_ANCHOR_PATH",
        "CUSTODIAN_URL",
        "CUSTODIAN_TOKEN",
        "CUSTODIAN_WEBHOOK_SECRET",
        "SCREENING_URL",
        "SCREENING_TOKEN",
        "SCREENING_WEBHOOK_SECRET",
    ],
)
def test_it_refuses_without(given: dict[str, str], missing: str) -> None:
    """Also with a platform running beside it: production never takes the embedded servers."""
    done = _start({name: value for name, value in given.items() if name.removesuffix("_FILE") != missing})

    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr


def test_secrets_are_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    call_command("write_secrets", folder, mail="smtp://mail.example.com", verbosity=0)
    before = {file.name: file.read_text() for file in folder.iterdir()}

    with pytest.raises(CommandError, match="exists already"):
        call_command("write_secrets", folder, mail="smtp://mail.example.com", verbosity=0)

    assert {file.name: file.read_text() for file in folder.iterdir()} == before


def test_the_folder_of_secrets_is_closed_and_every_secret_is_different(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    call_command("write_secrets", folder, mail="smtp://mail.example.com", verbosity=0)

    assert folder.stat().st_mode & 0o777 == 0o700
    values = [file.read_text() for file in folder.iterdir()]
    assert len(set(values)) == len(values)
    assert not any(value != value.strip() for value in values)


@pytest.mark.parametrize("mail", ["", "consolemail://", "mail.example.com"])
def test_a_deployment_must_say_how_mail_is_sent(tmp_path: Path, mail: str) -> None:
    with pytest.raises(CommandError, match="how mail is sent"):
        call_command("write_secrets", tmp_path / "secrets", mail=mail)

    assert not (tmp_path / "secrets").exists()
