"""The gates of a closing: the first that refuses is the answer, told to company and officers; the others wait."""

import pytest

from compliance.core.states import ScreeningState
from compliance.models import Determination
from crowdfund.db.work import OutsideWork, unit_of_work
from deals.actions.ask_to_close import ask_to_close
from deals.core.closing import standing_of
from deals.locks import lock_round_to_end, lock_subscriptions_of_round
from deals.models import Round
from tests.events import recorded, told, verbs
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW
from tests.factories.screening import make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def ask(row: Round, founder: Persona):
    with unit_of_work(actor=founder.actor, now=NOW):
        locked = lock_round_to_end(row.id, by=founder.actor)
        subscriptions = lock_subscriptions_of_round(row.id)
        standing = standing_of(each.taken() for each in subscriptions)
        return ask_to_close(row=locked, standing=standing, subscriptions=subscriptions)


def test_the_lead_comes_first_and_a_refusal_ends_the_questions(
    founder: Persona, lead: Persona, follower: Persona, officer: Persona
):
    row = make_led_round(founder, [Part.of(lead, "100000.00"), Part.of(follower, "19900000.00")])
    make_screening(follower.user, ScreeningState.CONFIRMED, now=NOW)
    with recorded() as events:
        ruling = ask(row, founder)
    assert (ruling.refuses, ruling.facts_kind) == (True, "lead_ratio")
    assert (verbs(events), told(events[0])) == (["round.closing_refused"], {founder.id, officer.id})
    assert not Determination.objects.filter(facts_kind="screened_parties").exists()


def test_what_every_gate_lets_pass_leaves_no_event_and_answers_with_the_lead(
    founder: Persona, lead: Persona, follower: Persona
):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    with recorded() as events:
        ruling = ask(row, founder)
    assert (ruling.refuses, ruling.facts_kind, verbs(events)) == (False, "lead_ratio", [])


def test_it_is_part_of_a_verb(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    with pytest.raises(OutsideWork):
        ask_to_close(row=row, standing=standing_of([]), subscriptions=[])
