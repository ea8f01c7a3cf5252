"""The whole thread by `docs/partner/thread.py`, a program that knows nothing but the address and the cast.

Everything else is real as well: web, worker and beat, PostgreSQL, Redis and the sandbox bank, each its own process. A
second beat turns faster than the first, so that nobody waits for half a minute; two beats change no result.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.house import House
from tests.crowdfund.embedded.children import PROJECT
from tests.journeys.readme import Reader, fresh

pytestmark = pytest.mark.slow

PROOFS = (["ledger", "check"], ["audit", "verify"], ["compliance", "replay"], ["deals", "check"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("partner"))
    beat = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "tests.browser.quick_app", "beat", "--pidfile=", "-l", "ERROR"],
        cwd=PROJECT,
        env=house.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield house
    finally:
        beat.kill()
        beat.wait()
        house.end()


@pytest.fixture(scope="module")
def cast(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = house.manage("practice_cast")
    assert done.returncode == 0, done.stderr
    file = tmp_path_factory.mktemp("cast") / "cast.json"
    file.write_text(done.stdout, encoding="utf-8")
    return file


def _play(house: House, cast: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as a partner would: in another folder, with nothing of the platform's in its environment."""
    return subprocess.run(
        [sys.executable, "-I", "-c", _ALONE, str(PROJECT / "docs" / "partner"), house.address, str(cast)],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", "no_proxy": "127.0.0.1,localhost"},
        capture_output=True,
        text=True,
        timeout=600,
    )


_ALONE = """
import runpy, sys
folder = sys.argv.pop(1)
sys.path = [folder, *(place for place in sys.path if "site-packages" not in place)]
runpy.run_path(f"{folder}/thread.py", run_name="__main__")
"""
"""Runs the script without a single installed package, so that it needs the standard library and nothing else."""


def test_a_wrong_secret_ends_the_script_with_a_problem(house: House, cast: Path, tmp_path: Path) -> None:
    wrong = json.loads(cast.read_text(encoding="utf-8"))
    wrong["partner"]["client_secret"] += "x"
    spoilt = tmp_path / "cast.json"
    spoilt.write_text(json.dumps(wrong), encoding="utf-8")

    done = _play(house, spoilt, tmp_path)

    assert done.returncode == 1
    assert "invalid_client" in done.stderr


def test_the_script_plays_the_thread_and_every_proof_holds(house: House, cast: Path, tmp_path: Path) -> None:
    done = _play(house, cast, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "The thread is through."
    for words in PROOFS:
        proof = house.manage(*words)
        assert proof.returncode == 0, proof.stdout + proof.stderr


@pytest.fixture(scope="module")
def reader(house: House, cast: Path) -> Reader:
    return Reader(house.address, cast)


def test_the_readme_on_authentication(reader: Reader) -> None:
    assert reader.token(as_basic=True).body["expires_in"] == 3600
    narrow = reader.token(scope="events:read")
    assert (narrow.status, narrow.body["scope"]) == (200, "events:read")
    assert (reader.token(scope="organisations:write").status, reader.token(scope="x").body["error"]) == (
        400,
        "invalid_scope",
    )
    bearer = {"Authorization": f"Bearer {narrow.body['access_token']}"}
    assert reader.strange("/api/v1/events", **bearer).status == 200
    assert reader.strange("/api/v1/rounds", **bearer).status == 403
    assert reader.strange(f"/api/v1/events?access_token={narrow.body['access_token']}").status == 401
    assert reader.revoke(narrow.body["access_token"]).status == 200
    shown = reader.strange("/api/v1/events", **bearer)
    assert (shown.status, shown.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api", error="invalid_token"')
    assert reader.strange("/api/v1/events").headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert reader.ask("GET", "/api/v1/me").status == 403, "programs are nobody"


def test_the_readme_on_people(reader: Reader) -> None:
    founder = reader.founder.sign_in()
    assert founder.get("/api/v1/me")["is_stepped_up"] is False
    body, headers = b"{}", {"Content-Type": "application/json", "Idempotency-Key": fresh()}
    assert founder.line.send("POST", "/api/v1/projects", body=body, headers=headers).status == 403
    with_header = {**headers, **founder.credentials()}
    assert founder.line.send("POST", "/api/v1/projects", body=body, headers=with_header).status == 422


def test_the_readme_on_keys(reader: Reader) -> None:
    for key in (None, "too-short", "k" * 201):
        missing = reader.project(key=key, name=fresh())
        assert (missing.status, missing.body["code"]) == (400, "idempotency_key_missing")
    key, name = fresh(), fresh()
    first, again = reader.project(key=key, name=name), reader.project(key=key, name=name)
    assert (first.status, again.status, again.text) == (201, 201, first.text)
    assert (first.headers["Idempotent-Replayed"], again.headers["Idempotent-Replayed"]) == (None, "true")
    other = reader.project(key=key, name=fresh())
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")


def test_the_readme_on_errors(reader: Reader) -> None:
    key = fresh()
    wrong = reader.project(key=key, more={"a/b": 1})
    assert (wrong.status, wrong.headers["Content-Type"]) == (422, "application/problem+json")
    assert {error["pointer"] for error in wrong.body["errors"]} == {"/a~1b", "/name"}
    assert reader.project(key=key, name=fresh()).status == 201, "an error frees its key"
    nowhere = f"/api/v1/rounds/{'0' * 8}-0000-4000-8000-{'0' * 12}"
    chinese, english = reader.ask("GET", nowhere), reader.ask("GET", nowhere, **{"Accept-Language": "en"})
    members = ["type", "code", "status", "title", "detail", "remedy", "instance", "request_id"]
    assert list(english.body) == members
    assert (chinese.body["title"], english.body["title"]) == ("这里没有内容", "Nothing here")
    assert reader.strange(english.body["type"]).status == 200


def test_the_readme_on_lists_and_the_feed(reader: Reader) -> None:
    for _ in range(2):
        assert reader.project(key=fresh(), name=fresh()).status == 201
    page = reader.ask("GET", "/api/v1/projects?limit=1").body
    assert (len(page["results"]), page["previous"]) == (1, None)
    following = reader.program.get(page["next"].removeprefix(reader.program.line.address))
    assert following["results"][0]["id"] < page["results"][0]["id"], "newest first"
    assert reader.ask("GET", "/api/v1/projects?cursor=made-up").status == 404
    feed = reader.ask("GET", "/api/v1/events?limit=1").body
    assert set(feed) == {"events", "next", "has_more"}
    assert reader.ask("GET", "/api/v1/events?cursor=made-up").status == 422


def test_the_readme_on_webhooks_and_values(reader: Reader) -> None:
    unsigned = reader.program.line.send("POST", "/callbacks/custodian/", body=b"{}", headers={})
    assert unsigned.status == 401
    assert set(reader.ask("GET", "/api/v1/clock").body) >= {"now", "day"}
    assert reader.ask("GET", "/api/v1/clock").body["now"].endswith("+08:00")
