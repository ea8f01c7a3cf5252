"""tests / deployment: docker-compose.yml says only what exists: variables, commands, secrets, volumes."""

import importlib
import re
from itertools import chain
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from crowdfund.db.management.commands.write_secrets import new_secrets
from tests.deployment.settings_reads import PROJECT, variables_read

FILE = PROJECT / "docker-compose.yml"
OURS = ("prepare", "web", "worker", "beat")
THEIRS = {
    "database": {"POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"},
    "queue": set(),
    "proxy": {"SITE"},
}
"""Variables of the images that are not ours, from their documentation; SITE is read by our Caddyfile."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return loaded


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = compose["services"]
    return found


def _variables(service: dict[str, Any]) -> set[str]:
    return {name.removesuffix("_FILE") for name in service.get("environment", {})}


def test_it_names_every_process(services: dict[str, Any]) -> None:
    assert set(services) == {*OURS, *THEIRS}


@pytest.mark.parametrize("name", OURS)
def test_each_variable_is_one_that_settings_read(services: dict[str, Any], name: str) -> None:
    assert _variables(services[name]) - variables_read() == set()


def test_a_variable_that_settings_do_not_read_would_be_found() -> None:
    assert "DATABASE_URL" in variables_read()
    assert "DATABASE_URI" not in variables_read()


@pytest.mark.parametrize("name", THEIRS)
def test_other_images_get_only_what_they_know(services: dict[str, Any], name: str) -> None:
    assert _variables(services[name]) == THEIRS[name]


@pytest.mark.parametrize("name", OURS)
def test_what_production_demands_is_given(services: dict[str, Any], name: str) -> None:
    demanded = {
        "SECRET_KEY",
        "FIELD_KEYS",
        "BLIND_INDEX_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "CUSTODIAN_URL",
        "SCREENING_URL",
    }

    assert demanded | {"AUDIT_ANCHOR_PATH", "CROWDFUND_ENV"} <= _variables(services[name])
    assert services[name]["environment"]["CROWDFUND_ENV"] == "production"


def test_only_the_step_that_migrates_knows_the_owner(services: dict[str, Any]) -> None:
    assert [name for name in services if "database_owner_url" in services[name].get("secrets", [])] == ["prepare"]


def test_secrets_come_as_files_and_each_is_declared_used_and_made(
    compose: dict[str, Any], services: dict[str, Any]
) -> None:
    used = set(chain.from_iterable(service.get("secrets", []) for service in services.values()))

    assert used == set(compose["secrets"]) == set(new_secrets(mail="smtp://x"))
    for service in services.values():
        mounted = {f"/run/secrets/{name}" for name in service.get("secrets", [])}
        for variable, value in service.get("environment", {}).items():
            assert not variable.endswith("_FILE") or value in mounted, variable
            assert "PASSWORD" not in variable or variable.endswith("_FILE")


def test_every_secret_that_a_script_reads_is_mounted(compose: dict[str, Any], services: dict[str, Any]) -> None:
    for name, service in services.items():
        configs = " ".join(compose["configs"][config["source"]]["content"] for config in service.get("configs", []))
        text = configs + str(service.get("command", "")) + str(service.get("healthcheck", ""))
        assert set(re.findall(r"/run/secrets/(\w+)", text)) <= set(service.get("secrets", [])), name


@pytest.mark.parametrize("kind", ["volumes", "networks", "configs"])
def test_what_is_used_is_declared_and_the_other_way_round(
    compose: dict[str, Any], services: dict[str, Any], kind: str
) -> None:
    used = set()
    for service in services.values():
        for item in service.get(kind, []):
            used.add(item["source"] if isinstance(item, dict) else item.partition(":")[0])

    assert used == set(compose[kind])


def test_each_part_waits_for_parts_that_exist_and_can_be_waited_for(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, wish in service.get("depends_on", {}).items():
            if wish["condition"] == "service_healthy":
                assert "healthcheck" in services[name]
            else:
                assert services[name]["restart"] == "no"


def test_every_process_that_stays_has_a_health_check(services: dict[str, Any]) -> None:
    assert [name for name in services if "healthcheck" not in services[name]] == ["prepare"]


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_commands_name_things_that_exist(services: dict[str, Any], name: str) -> None:
    command = services[name]["command"]

    assert command[0] == "celery"
    assert name in command
    for word in command:
        if re.fullmatch(r"crowdfund\.\w+:\w+", word):
            module, _, attribute = word.partition(":")
            assert hasattr(importlib.import_module(module), attribute)


def test_the_preparing_step_is_a_command_of_ours(services: dict[str, Any]) -> None:
    python, script, command = services["prepare"]["command"]

    assert (python, script) == ("python", "manage.py")
    assert get_commands()[command].startswith("crowdfund.")


@pytest.mark.parametrize("name", OURS)
def test_our_processes_have_no_rights_they_do_not_need(services: dict[str, Any], name: str) -> None:
    service = services[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_only_the_proxy_can_be_reached_from_outside(compose: dict[str, Any], services: dict[str, Any]) -> None:
    assert [name for name in services if services[name].get("ports")] == ["proxy"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert [services[name]["networks"] for name in ("database", "queue", "prepare", "beat")] == [["inside"]] * 4


def test_the_queue_keeps_its_rows_and_drops_none(compose: dict[str, Any]) -> None:
    lines = compose["configs"]["queue"]["content"].splitlines()

    assert {"appendonly yes", "maxmemory-policy noeviction"} <= set(lines)


def test_the_roles_are_those_of_the_embedded_server(compose: dict[str, Any]) -> None:
    script = compose["configs"]["roles"]["content"]

    for statement in (
        "CREATE ROLE cf_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE",
        "CREATE DATABASE crowdfund OWNER cf_owner",
        "REVOKE ALL ON DATABASE crowdfund FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO cf_app",
    ):
        assert statement in script
    assert "CREATE ON SCHEMA" not in script
