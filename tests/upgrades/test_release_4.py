"""A market of release 4 goes on under this release: what was decided, sealed and booked still agrees, and works."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from compliance.core.canonical import facts_hash
from compliance.models import Determination
from crowdfund.accounts.models import User
from crowdfund.db.clock import business_now
from crowdfund.demo.people import EVERYBODY
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from crowdfund.web.models import StoredAnswer
from deals.models import Subscription, Vehicle
from tests.database import connect_as, superuser_settings
from tests.links import dead_links
from tests.upgrades.conftest import ANSWER

pytestmark = pytest.mark.usefixtures("upgraded", "unblocked")

MOST_PAGES = 20
"""How many pages each person opens; the demo market of this release is walked through further."""


@pytest.fixture
def unblocked(upgraded: Any, django_db_blocker: Any):
    """The old market is a database of its own: it is thrown away whole, so that nothing needs to be rolled back."""
    with django_db_blocker.unblock():
        yield


def check(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command(*words)
    return capsys.readouterr().out


def test_every_determination_of_then_replays_to_the_same_answer(capsys, upgraded):
    assert upgraded["determinations"] > 70
    assert check(capsys, "compliance", "replay").startswith(f"{upgraded['determinations']} determinations replay")


def test_the_chain_of_events_is_as_it_was_sealed_although_the_database_moved_to_another_server(capsys, anchor):
    assert "anchored until block 1" in check(capsys, "audit", "--anchor", str(anchor), "verify")


@pytest.mark.parametrize("room", ["ledger", "deals"])
def test_the_rooms_agree_with_the_ledger(room, capsys):
    assert check(capsys, room, "check")


def test_what_stood_open_about_somebodys_wealth_is_sealed_and_can_be_opened(upgraded):
    rows = list(Determination.objects.filter(facts_kind="qualification"))
    assert len(rows) == upgraded["facts in the open"] > 0
    assert {str(row.facts) for row in rows} == {"{}"}
    assert all("own" not in str(row.facts) and row.sealed and "facts" in row.sealed for row in rows)


def test_no_hash_gives_away_what_is_sealed(upgraded):
    for row in Determination.objects.filter(facts_kind="qualification"):
        ruling = row.as_ruling()
        assert ruling.question().kind == row.facts_kind
        assert row.facts_hash != ruling.facts_hash == facts_hash(kind=row.facts_kind, plain=ruling.facts)


def test_whoever_had_paid_is_to_be_reached_and_reminded_before_they_leave(upgraded):
    waiting = Subscription.objects.to_call_back().filter(kind="follower")
    assert all(each.call_back_by and each.call_back_reminded is None for each in waiting)


def test_an_answer_kept_for_a_key_is_sealed_and_reads_as_before(upgraded):
    assert upgraded["answer"] == ANSWER == StoredAnswer.objects.get().body
    with connect_as(superuser_settings(), connection.settings_dict["NAME"]).cursor() as cursor:
        cursor.execute("SELECT body FROM web_storedanswer")
        assert "3000000" not in cursor.fetchone()[0]


def test_vehicles_of_then_have_a_day_by_which_they_are_to_be_filed(upgraded):
    given = [
        vehicle.filing_due_on - legal_day(vehicle.formed_at)
        for vehicle in Vehicle.objects.all()
        if vehicle.filing_due_on is not None
    ]
    assert len(given) == upgraded["vehicles"] > 0
    assert min(given) >= timedelta(days=26)


def test_an_old_row_that_somebody_falsified_is_named(capsys):
    """The proof above would be worth nothing if it could not fail."""
    row = Determination.objects.filter(facts_kind="lock_up").earliest("determined_at")
    change = "UPDATE compliance_determination SET findings = jsonb_set(findings, '{0,limit}', %s) WHERE id = %s"
    with connect_as(superuser_settings(), connection.settings_dict["NAME"]).cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(change, ['"2024-01-01"', row.id])
        try:
            with pytest.raises(CommandError, match=str(row.id)):
                call_command("compliance", "replay")
        finally:
            cursor.execute(change, [json.dumps(row.findings[0]["limit"]), row.id])


@pytest.mark.parametrize("resident", EVERYBODY, ids=lambda resident: resident.email.partition("@")[0])
def test_everybody_of_then_opens_what_the_first_page_leads_to(resident):
    client = Client()
    client.force_login(User.objects.get(email=resident.email))
    assert dead_links(client, start="/", most=MOST_PAGES) == []


def test_the_sweeps_go_on_where_they_stopped(capsys):
    now = business_now() + timedelta(days=2)
    actor = Actor.system("sweeps", request_id="tests")
    for sweep in installed_sweeps().values():
        run_sweep(actor=actor, now=now, sweep=sweep, day=legal_day(now))
    assert "determinations replay" in check(capsys, "compliance", "replay")
    assert check(capsys, "ledger", "check")
    assert check(capsys, "deals", "check")
