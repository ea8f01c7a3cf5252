"""audit / management: what an operator reads on the terminal, and the exit code a machine reads."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery, Event
from crowdfund.db.events import Subject
from tests.factories.audit import NOON, happen, unguarded

ROOT = Path(__file__).resolve().parents[5]


@pytest.fixture
def anchor(tmp_path):
    return tmp_path / "anchor"


@pytest.mark.django_db
def test_seal_and_verify_print_how_much_is_good(anchor, capsys):
    for _ in range(3):
        happen()
    call_command("audit", "--anchor", anchor, "seal")
    assert capsys.readouterr().out == ("3 events sealed in 1 blocks; 1 heads appended, anchored until block 1\n")
    happen()
    call_command("audit", "--anchor", anchor, "verify")
    out = capsys.readouterr().out
    assert out.startswith("3 events in 1 blocks are as they were sealed, anchored until block 1; 1 not sealed yet; ")


@pytest.mark.django_db(transaction=True)
def test_verify_names_the_first_bad_row_and_ends_with_one(anchor, superuser_connection):
    events = [happen() for _ in range(4)]
    call_command("audit", "--anchor", anchor, "seal", stdout=open(os.devnull, "w"))  # noqa: SIM115
    with unguarded(superuser_connection) as cursor:
        for event in events[1:3]:
            cursor.execute("UPDATE audit_event SET actor_id = %s WHERE id = %s", [str(uuid4()), str(event.id)])
    told = f"edited: block 1, position 2, event {events[1].id}: the event is not what was sealed"
    with pytest.raises(CommandError) as caught:
        call_command("audit", "--anchor", anchor, "verify")
    assert (str(caught.value), caught.value.returncode) == (told, 1)
    name = connections["default"].settings_dict["NAME"]
    address = os.environ["DATABASE_URL"].replace("/crowdfund?", f"/{name}?")
    run = subprocess.run(
        [sys.executable, "manage.py", "audit", "--anchor", str(anchor), "verify"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, told in run.stderr) == (1, True)


@pytest.mark.django_db
def test_verify_says_when_blocks_wait_for_the_anchor(anchor, capsys):
    happen()
    call_command("audit", "--anchor", anchor, "seal")
    kept = anchor.read_bytes()
    happen()
    call_command("audit", "--anchor", anchor, "seal")
    anchor.write_bytes(kept)
    call_command("audit", "--anchor", anchor, "verify")
    assert "(1 blocks not anchored yet)" in capsys.readouterr().out


@pytest.mark.django_db
def test_show_tells_the_story_of_something(capsys):
    subject = Subject(kind="round", id=uuid4())
    happen("round.drafted", subject=subject, after={"state": "draft"})
    happen("round.submitted", subject=subject)
    happen()
    call_command("audit", "show", "--subject", f"round:{subject.id}")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["round.drafted", "round.submitted"]
    assert '"after":{"state":"draft"}' in lines[0]


def test_show_explains_what_a_subject_is():
    with pytest.raises(CommandError, match="a kind and an id"):
        call_command("audit", "show", "--subject", "round")


@pytest.mark.django_db
def test_release_tries_a_parked_delivery_again(capsys):
    happen(notify=[uuid4()])
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    with pytest.raises(CommandError, match="no parked delivery"):
        call_command("audit", "release", "--delivery", str(delivery.id))
    delivery.park(error="x", now=NOON)
    call_command("audit", "release", "--delivery", str(delivery.id))
    assert "due now" in capsys.readouterr().out
    assert Event.objects.filter(verb="delivery.released").count() == 1
