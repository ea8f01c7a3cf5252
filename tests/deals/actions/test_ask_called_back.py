"""The gate before money leaves: one stored question about everybody who has paid."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.days import legal_day
from crowdfund.ledger.models import Entry
from deals.actions.ask_called_back import ask_called_back, ask_to_call
from deals.actions.close_round import close_round
from deals.actions.end_rounds import end_rounds
from deals.core.round import RoundSnapshot
from deals.models import Payment, Round, RoundCapacity, Subscription, Vehicle
from tests.events import recorded, rows_stay, verbs
from tests.factories.accounts import make_user
from tests.factories.closing import PLATFORM, Part, complete, day_after_the_last, make_led_round
from tests.factories.deals import COMPLETE, NOW, TODAY, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

LARGE = replace(COMPLETE, target=yuan("30000000.00"))
EVERYTHING = (Round, Subscription, Payment, Vehicle, Entry, RoundCapacity)


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A led raise that has its minimum; the lead was called back, the follower was not, somebody has not paid."""
    late = Part.of(make_user("late@example.com"), "1000000.00", paid="0")
    return make_led_round(
        founder, [Part.of(lead, "4000000.00"), Part.uncalled(follower, "16000000.00"), late], terms=LARGE
    )


def test_the_closing_is_refused_with_how_many_and_until_when(row: Round, founder: Persona):
    with recorded() as events, rows_stay(*EVERYTHING):
        done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    (finding,) = done.findings
    assert (finding.rule, finding.measured, finding.citation.article) == ("suitability.called_back", "1", "30")
    assert legal_day(NOW + timedelta(days=1)).isoformat() in finding.message.zh
    assert finding.remedy.en
    assert verbs(events) == ["round.closing_refused"]
    stored = Determination.objects.get(id=done.determination_id)
    assert (stored.facts_kind, len(stored.facts["parts"])) == ("call_back", 2)


def test_the_sweep_on_the_closing_day_follows_it(row: Round):
    later = day_after_the_last()
    assert end_rounds(actor=PLATFORM, now=later, day=TODAY, keys=[row.id]) == 0
    assert Round.objects.get(id=row.id).state == "led"


def test_once_everybody_was_called_back_it_closes(row: Round, founder: Persona, follower: Persona):
    complete(Subscription.objects.get(round=row, investor_id=follower.id))
    assert isinstance(close_round(actor=founder.actor, now=NOW, round_id=row.id), RoundSnapshot)


def test_one_question_however_many_have_paid(founder: Persona, lead: Persona):
    def asked(followers: int) -> int:
        parts = [Part.of(make_user(f"f{followers}-{place}@example.com"), "1000000.00") for place in range(followers)]
        row = make_led_round(founder, [Part.of(lead, "1000000.00"), *parts])
        rows = list(Subscription.objects.filter(round=row))
        with unit_of_work(actor=founder.actor, now=NOW), CaptureQueriesContext(connection) as queries:
            assert not ask_called_back(before=row.snapshot(), subscriptions=rows).refuses
        return len(queries)

    assert asked(2) == asked(12)


def test_nobody_asks_about_a_part_that_is_not_paid(row: Round, founder: Persona):
    unpaid = Subscription.objects.get(round=row, state="reserved")
    with pytest.raises(ValueError, match="has not paid"), unit_of_work(actor=founder.actor, now=NOW):
        ask_to_call(unpaid)


def test_it_needs_a_unit_of_work(row: Round):
    with pytest.raises(OutsideWork):
        ask_called_back(before=row.snapshot(), subscriptions=list(Subscription.objects.filter(round=row)))
