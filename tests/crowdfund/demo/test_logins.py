"""The lines that tell somebody how to get in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from crowdfund.demo.logins import login_lines, one_time_code
from crowdfund.demo.market import load_market
from crowdfund.demo.people import CHEN, EVERYBODY, OFFICER, OPERATOR, PASSWORD, STAFF
from crowdfund.kernel.clock import system_now
from tests.factories.deals import NOW

NOON = datetime(2026, 11, 22, 4, 0, 10, tzinfo=UTC)


def test_everybody_has_a_line_and_staff_have_a_code():
    lines = login_lines(real_now=NOON, known={resident.email for resident in EVERYBODY})
    for resident in EVERYBODY:
        (line,) = (line for line in lines if line.strip().startswith(resident.email))
        assert resident.part in line
        assert ("one-time code" in line) is bool(resident.office)
    assert PASSWORD in lines[0]
    assert f"{one_time_code(OFFICER, real_now=NOON)}, 20 s left" in "\n".join(lines)
    assert sum("otpauth://totp/" in line for line in lines) == len(STAFF)


def test_only_those_who_are_there_are_named():
    assert login_lines(real_now=NOON, known=set()) == []
    lines = login_lines(real_now=NOON, known={CHEN.email})
    assert len(lines) == 2
    assert not any("one-time" in line for line in lines)


def test_a_code_lasts_half_a_minute_and_is_somebodys_own():
    code = one_time_code(OFFICER, real_now=NOON)
    assert code == one_time_code(OFFICER, real_now=NOON + timedelta(seconds=19))
    assert code != one_time_code(OFFICER, real_now=NOON + timedelta(seconds=20))
    assert code != one_time_code(OPERATOR, real_now=NOON)


@pytest.mark.django_db
@pytest.mark.usefixtures("held_clock")
def test_the_code_opens_the_door():
    load_market(now=NOW)
    client = Client()
    client.post("/accounts/login/", {"login": OFFICER.email, "password": PASSWORD})
    code = one_time_code(OFFICER, real_now=system_now())
    answer = client.post("/accounts/2fa/authenticate/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/desk/").status_code == 200
