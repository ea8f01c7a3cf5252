"""What of the raises stands in the calendar, and for whom."""

from datetime import date, timedelta

import pytest

from compliance.core.duties import Span
from deals.core.lead import pay_by
from deals.queries.duties import last_days, subscriptions_to_pay
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import TODAY, make_round

pytestmark = pytest.mark.django_db
ALL = Span(first=date.min, last=TODAY + timedelta(days=400), today=TODAY)


@pytest.fixture
def raising(founder, lead, follower):
    """A led raise; the follower has not paid."""
    return make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "1000000.00", paid="0.00")])


def test_money_is_due_from_who_subscribed_and_the_company_and_the_desk_watch(raising, founder, lead, follower, officer):
    (due,) = subscriptions_to_pay(follower.actor, ALL)
    assert (due.on, due.about, due.page) == (pay_by(TODAY), raising.title, "payments")
    for watcher in (founder, officer):
        (seen,) = subscriptions_to_pay(watcher.actor, ALL)
        assert (seen.page, seen.args, seen.key) == ("round", (raising.id,), due.key)
    assert list(subscriptions_to_pay(lead.actor, ALL)) == []
    eve = pay_by(TODAY) - timedelta(days=1)
    assert list(subscriptions_to_pay(follower.actor, Span(first=TODAY, last=eve, today=TODAY))) == []


def test_the_last_day_concerns_who_takes_part(raising, founder, lead, follower, officer, buyer, stranger):
    for person in (founder, lead, follower, officer):
        (found,) = last_days(person.actor, ALL)
        assert (found.on, found.about, found.args) == (raising.closes_on, raising.title, (raising.id,))
    for person in (buyer, stranger):
        assert list(last_days(person.actor, ALL)) == []


def test_a_raise_that_is_not_open_has_no_last_day(founder):
    make_round(founder)
    assert list(last_days(founder.actor, ALL)) == []
