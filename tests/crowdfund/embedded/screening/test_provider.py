"""The provider's memory: one check under one id, outcomes by name, and nothing of a person kept."""

import html
from pathlib import Path
from uuid import uuid4

import pytest

from crowdfund.embedded.sandbox.desk import Rejected
from crowdfund.embedded.sandbox.journal import Journal
from crowdfund.embedded.screening.names import script_of, table
from crowdfund.embedded.screening.provider import BadDay, Provider
from tests.screening import SandboxScreener, deaf_screener

__all__ = ["deaf_screener"]


def asked(**changes):
    number = "110105199003070077"
    return {
        "id": str(uuid4()),
        "name": "王小明",
        "born_on": "1990-03-07",
        "document_kind": "RESIDENT_ID",
        "document_number": number,
        **changes,
    }


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@pytest.fixture
def provider(journal: Path) -> Provider:
    return Provider(Journal(journal), key="key")


def said(provider: Provider):
    return [(message.type, message.data.get("result")) for message in provider.results()]


def test_a_check_asked_twice_is_one_check(provider: Provider):
    wanted = asked()
    check, is_new = provider.take(wanted)
    assert (provider.take(wanted), is_new) == ((check, False), True)
    assert said(provider) == [("check.accepted", None), ("check.completed", "clear")]


def test_the_same_id_for_somebody_else_is_refused(provider: Provider):
    wanted = asked()
    provider.take(wanted)
    with pytest.raises(Rejected, match="another check") as refusal:
        provider.take({**wanted, "name": "贾宏"})
    assert refusal.value.status == 409


@pytest.mark.parametrize(
    "wrong",
    [{"id": "7"}, {"name": ""}, {"name": 7}, {"name": "x" * 201}, {"document_kind": "LETTER"}, {"document_number": 7}],
)
def test_what_can_not_be_read_is_refused_without_repeating_it(provider: Provider, wrong):
    with pytest.raises(Rejected) as refusal:
        provider.take(asked(**wrong))
    assert refusal.value.status == 422
    assert "王小明" not in str(refusal.value)
    with pytest.raises(Rejected):
        provider.take({})


def test_who_asks_gets_what_is_said_only_to_whoever_asks(provider: Provider):
    late, silent = provider.take(asked(name="迟晚"))[0], provider.take(asked(name="莫言声"))[0]
    assert [kind for kind, _ in said(provider)] == ["check.accepted"] * 2
    assert [message.type for message in provider.results([late.id, silent.id])] == [
        "check.accepted",
        "check.accepted",
        "check.completed",
    ]
    assert len(provider.results([late.id])) == 2


def test_everything_is_known_after_a_restart(provider: Provider, journal: Path):
    check, _ = provider.take(asked(name="Test Pep"))
    provider.publish("2027-01-01")
    provider.set_faults(BadDay(duplicate=True))
    provider.note_heard(provider.unheard()[0].id)
    again = Provider(Journal(journal), key="key")
    assert said(again) == said(provider)
    assert (again.lists, again.faults, len(again.unheard())) == ("2027-01-01", BadDay(duplicate=True), 1)
    assert again.results([check.id])[1].data["hits"][0]["kind"] == "pep"


def test_the_journal_keeps_nothing_of_the_person(provider: Provider, journal: Path):
    said = asked()
    provider.take(said)
    text = journal.read_text(encoding="utf-8")
    assert said["id"] in text
    for word in ("name", "born_on", "document_number"):  # whole, for a random id may hold four digits of a year
        assert said[word] not in text
    assert "\\u738b" not in text


def test_what_is_dropped_is_found_by_asking_only(provider: Provider):
    provider.set_faults(BadDay(drop=True))
    provider.take(asked())
    assert (provider.unheard(), len(provider.results())) == ([], 2)


def test_on_a_bad_day_the_latest_comes_first(provider: Provider):
    provider.take(asked())
    assert [message.type for message in provider.unheard()] == ["check.accepted", "check.completed"]
    provider.set_faults(BadDay(out_of_order=True))
    assert [message.type for message in provider.unheard()] == ["check.completed", "check.accepted"]


def test_names_are_compared_without_blanks_and_capitals():
    assert script_of(" test  SANCTIONS ").result == script_of("贾宏").result == "hit"
    assert script_of("王小明").result == "clear"


def test_the_page_prints_every_name_and_needs_no_token(deaf_screener: SandboxScreener):
    page = html.unescape(deaf_screener.page())
    assert all(name in page and meaning in page for name, meaning in table())


def test_everything_else_needs_the_token(deaf_screener: SandboxScreener):
    for method, path in (("GET", "/results"), ("GET", "/lists"), ("POST", "/checks"), ("POST", "/faults")):
        assert deaf_screener.ask(method, path, {} if method == "POST" else None, token="another")[0] == 401


def test_wrong_requests_are_answered_in_words(deaf_screener: SandboxScreener):
    answers = [
        deaf_screener.ask("GET", "/nothing"),
        deaf_screener.ask("POST", "/checks", {"id": "7"}),
        deaf_screener.ask("POST", "/faults", {"rain": True}),
        deaf_screener.ask("POST", "/lists", {"version": ""}),
        deaf_screener.ask("POST", f"/checks/{uuid4()}/say", {"result": "clear"}),
        deaf_screener.ask("POST", f"/checks/{uuid4()}/say", {"result": "maybe"}),
    ]
    assert [status for status, _ in answers] == [404, 422, 422, 422, 404, 422]
    assert all(body["error"] for _, body in answers)
