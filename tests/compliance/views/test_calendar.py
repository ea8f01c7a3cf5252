"""The compliance calendar in the browser, as a file and over the API."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from compliance.core.duties import Bearing, agenda_of
from compliance.presentation.calendar import address_of
from crowdfund.kernel.days import add_months
from crowdfund.web.components.days import day_text
from tests.factories.closing import Part, make_led_round
from tests.factories.compliance import make_application, make_certification
from tests.factories.deals import NOW, TODAY

pytestmark = pytest.mark.django_db
PAGE, FILE, API = reverse("compliance:calendar"), reverse("compliance:calendar_file"), "/api/v1/calendar"


def month_of(day: date) -> dict[str, str]:
    return {"month": f"{day:%Y-%m}"}


def test_a_deadline_stands_on_its_day_with_weekday_and_leads_to_its_page(founder, lead, follower):
    row = make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "1000000.00", paid="0.00")])
    assert row.closes_on is not None
    text = follower.client.get(PAGE, month_of(row.closes_on)).content.decode()
    assert f'<time datetime="{row.closes_on}">{day_text(row.closes_on)}</time>' in text
    assert "融资截止日" in text
    assert reverse("round", args=[row.id]) in text
    english = follower.client.get(PAGE, month_of(row.closes_on), headers={"accept-language": "en"}).content.decode()
    assert "Last day of a raise" in english


def test_what_is_overdue_stands_in_front_in_the_current_month_alone(follower, officer):
    make_application(follower.user, now=NOW - timedelta(days=40))
    text = officer.client.get(PAGE).content.decode()
    assert "已逾期" in text
    assert "队列中最早一项的决定期限" in text
    assert "已逾期" not in officer.client.get(PAGE, month_of(add_months(TODAY, 1))).content.decode()


def test_one_kind_is_shown_and_the_months_keep_it(follower):
    make_certification(follower.user, now=NOW)
    day = add_months(TODAY, 12)
    only = {**month_of(day), "kind": "certification-ends"}
    assert "合格投资者认定失效</a>" in follower.client.get(PAGE, only).content.decode()
    other = follower.client.get(PAGE, {**only, "kind": "raise-ends"}).content.decode()
    assert "合格投资者认定失效</a>" not in other
    assert "kind=raise-ends" in other


def test_an_empty_month_says_what_to_do_next(stranger):
    text = stranger.client.get(PAGE, {"month": "2031-05"}).content.decode()
    assert "本月没有事项" in text
    assert "?month=2031-06" in text
    assert "?month=2031-04" in text


@pytest.mark.parametrize("wrong", [{"month": "soon"}, {"month": "0001-01"}, {"month": "9999-12"}, {"kind": "nothing"}])
def test_a_wrong_filter_is_told_and_this_month_is_shown(stranger, wrong):
    answer = stranger.client.get(PAGE, wrong)
    assert answer.status_code == 422
    assert f"?month={add_months(TODAY.replace(day=1), 1):%Y-%m}" in answer.content.decode()


def test_the_file_holds_what_the_page_shows(founder, lead, stranger):
    row = make_led_round(founder, [Part.of(lead, "2000000.00")])
    answer = founder.client.get(FILE)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="calendar-{TODAY}.ics"' in answer.headers["Content-Disposition"]
    text = answer.content.replace(b"\r\n ", b"").decode()
    assert f"DTSTART;VALUE=DATE:{row.closes_on:%Y%m%d}" in text
    assert f"UID:raise-ends.{row.id}@testserver" in text
    assert f"URL:http://testserver{reverse('round', args=[row.id])}" in text
    assert str(row.id) not in stranger.client.get(FILE).content.decode()
    assert str(row.id) not in founder.client.get(FILE, {"kind": "lock-up-ends"}).content.replace(b"\r\n ", b"").decode()


def test_programs_read_the_same(founder, lead):
    row = make_led_round(founder, [Part.of(lead, "2000000.00")])
    assert row.closes_on is not None
    asked = {"since": row.closes_on.isoformat(), "until": row.closes_on.isoformat(), "kind": "raise-ends"}
    (found,) = founder.api.get(API, asked).json()["duties"]
    assert found == {
        "on": row.closes_on.isoformat(),
        "kind": "raise-ends",
        "what": "融资截止日",
        "about": row.title,
        "bearing": Bearing.DEADLINE.value,
        "is_overdue": False,
        "page": reverse("round", args=[row.id]),
    }


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "nothing"}, {"since": "soon"}, {"since": "2026-12-02", "until": "2026-12-01"}, {"until": "2036-01-01"}],
)
def test_programs_are_told_what_is_wrong(founder, wrong):
    assert founder.api.get(API, wrong).status_code == 422


def test_it_costs_the_same_for_many_duties(officer, follower, django_assert_max_num_queries):
    officer.client.get(PAGE)
    with django_assert_max_num_queries(30):
        officer.client.get(PAGE)
    for number in range(12):
        make_certification(follower.user, on=TODAY - timedelta(days=number), now=NOW)
    with django_assert_max_num_queries(30):
        officer.client.get(PAGE)


def test_every_duty_has_a_page(founder, lead, follower, officer, auditor, operator):
    make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "1000000.00", paid="0.00")])
    make_certification(follower.user, now=NOW)
    make_application(lead.user, now=NOW)
    for person in (founder, lead, follower, officer, auditor, operator):
        agenda = agenda_of(person.actor, first=TODAY, last=TODAY + timedelta(days=400), today=TODAY)
        for each in (*agenda.overdue, *agenda.ahead):
            assert person.client.get(address_of(each.duty)).status_code == 200, each
