"""tests / architecture: every address has a row, every row an address, and every persona gets what the row says."""

from typing import Any

import pytest

from tests.architecture.matrix import SIGN_IN_COLUMNS, Row, rows
from tests.architecture.world import PERSONAS, World, addresses, taken_back, visit, word_for

ROWS = rows()
VIEWS = dict(addresses())
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OURS = {path for path in VIEWS if not path.startswith("accounts/")}


def handled_methods(view: Any) -> set[str]:
    """Return the methods that a class-based view has a handler for; all of them where one can't tell."""
    cls = getattr(view, "view_class", getattr(view, "cls", None))
    if cls is None:
        return set(METHODS)
    return {method for method in METHODS if method.lower() in cls.http_method_names and hasattr(cls, method.lower())}


def rows_of(path: str) -> list[Row]:
    return [row for row in ROWS if row.path == path]


def test_every_route_has_a_row_and_every_row_a_route():
    assert {row.path for row in ROWS} == set(VIEWS)


@pytest.mark.parametrize("path", sorted(OURS))
def test_every_method_of_a_class_has_a_row(path):
    view = VIEWS[path]
    if hasattr(view, "view_class") or hasattr(view, "cls"):
        assert {row.method for row in rows_of(path)} == handled_methods(view)


def test_the_rows_of_things_come_in_pairs():
    """Whoever may see a thing must be told apart from whoever may not, so at least one row is about nothing."""
    about_nothing = {row.path for row in ROWS if "nothing" in row.at.values()}
    assert len(about_nothing) >= 8


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_row_says(world: World, django_db_blocker, row):
    found = {}
    with django_db_blocker.unblock():
        for name, expected in row.expected.items():
            answer = visit(world.visitors[name], row.method, row.address(world.things), row.body(world.things))
            found[name] = word_for(answer)
            assert answer.status_code < 500 or expected.startswith("5"), f"{name} broke it"
    assert found == dict(row.expected)


@pytest.mark.parametrize("path", sorted(OURS))
def test_no_other_method_is_taken(world: World, django_db_blocker, path):
    row = rows_of(path)[0]
    with django_db_blocker.unblock():
        for method in set(METHODS) - {row.method for row in rows_of(path)}:
            word = word_for(visit(world.visitors["operator"], method, row.address(world.things), {}))
            # The language switch of Django itself answers other methods by going back without a change.
            assert word == "405" or (path == "language/" and word == "302"), f"{method} gives {word}"


VISITOR_PAGES = [row for row in ROWS if row.expected["anonymous"] == "in" and row.method == "GET"]


@pytest.mark.parametrize("row", VISITOR_PAGES, ids=str)
def test_a_visitor_is_sent_to_sign_in_with_the_same_words_whether_or_not_it_exists(world, django_db_blocker, row):
    address = row.address(world.things)
    with django_db_blocker.unblock():
        answer = visit(world.visitors["anonymous"], "GET", address, {})
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert answer["Location"].removeprefix("/accounts/login/?next=") in {address, address.replace("/", "%2F")}
    assert answer.content == b""


@pytest.mark.parametrize("address", ["/no/such/page", "/rounds/not-an-id/", "/admin/", "/rounds/1", "/.env"])
def test_an_address_that_does_not_exist_looks_the_same_to_a_visitor(world, django_db_blocker, address):
    with django_db_blocker.unblock():
        answer = visit(world.visitors["anonymous"], "GET", address, {})
        known = visit(world.visitors["stranger"], "GET", address, {})
    assert word_for(answer) == "in"
    assert known.status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/no-such-thing", "/api/v1/rounds/not-an-id", "/api/v2/rounds", "/api/"])
def test_an_api_address_that_does_not_exist_gives_a_visitor_401_and_others_404(world, django_db_blocker, address):
    with django_db_blocker.unblock():
        answer = visit(world.visitors["anonymous"], "GET", address, {})
        known = visit(world.visitors["stranger"], "GET", address, {})
        program = visit(world.visitors["client"], "GET", address, {})
    assert (answer.status_code, known.status_code, program.status_code) == (401, 404, 404)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == known["Content-Type"] == "application/problem+json"


def test_a_refused_change_changes_nothing(world, django_db_blocker):
    """Control: the same request as the founder does change the row, so the 404 and 403 above are worth something."""
    row = next(row for row in ROWS if str(row) == "PUT /api/v1/rounds/<uuid:round_id> (draft)")
    address, body = row.address(world.things), row.body(world.things)
    with django_db_blocker.unblock():

        def title(name):
            client = world.visitors[name].api
            client.put(address, body, format="json", headers={"Idempotency-Key": f"matrix-control-{name}"})
            return world.visitors["founder"].api.get(address).json()["title"]

        with taken_back():
            assert title("rival") == title("officer") == "draft"
        with taken_back():
            assert title("founder") == body["title"] != "draft"


def test_the_columns_are_the_personas():
    assert all(tuple(row.expected) in {PERSONAS, SIGN_IN_COLUMNS} for row in ROWS)


def test_a_row_with_a_cell_too_few_is_noticed():
    with pytest.raises(ValueError, match="shorter"):
        dict(zip(PERSONAS, ["200", "200"], strict=True))
