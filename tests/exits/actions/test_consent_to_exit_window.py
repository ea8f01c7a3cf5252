"""The investor of the next round says how many units they take; only then may holders elect."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from compliance.core.states import ScreeningState
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.models import Vehicle
from exits.actions.consent_to_exit_window import NotCertifiedAnyMore, consent_to_exit_window
from exits.actions.decline_exit_window import decline_exit_window
from exits.actions.elect_exit import WindowOver
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.deals import NOW, TODAY
from tests.factories.exits import AFTERWARDS, make_allocation, make_proposal, money_has_come, purchase_of
from tests.factories.screening import make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ExitWindow, ExitElection)


def test_every_holder_may_elect_over_what_they_hold_now(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_proposal(founder, buyer, vehicle)
    later = NOW + timedelta(days=1)
    with recorded() as events:
        done = consent_to_exit_window(actor=buyer.actor, now=later, window_id=window.id, capacity_units=70_000_000)
    assert isinstance(done, UUID)
    stored = ExitWindow.objects.get(id=done)
    assert (stored.state, stored.capacity_units, stored.opened_at) == ("open", 70_000_000, later)
    elections = ExitElection.objects.filter(window=window)
    assert dict(elections.values_list("holder_id", "units_held")) == {lead.id: 200_000_000, follower.id: 300_000_000}
    assert set(elections.values_list("portion", "units_filled")) == {(0, None)}
    assert verbs(events) == ["exit_window.opened"]
    assert told(events[0]) == {founder.id, lead.id, follower.id}


def test_a_holder_who_buys_elects_nothing(founder: Persona, lead: Persona, follower: Persona, vehicle: Vehicle):
    window = make_proposal(founder, lead, vehicle)
    consent_to_exit_window(actor=lead.actor, now=NOW, window_id=window.id, capacity_units=1)
    assert list(ExitElection.objects.values_list("holder_id", flat=True)) == [follower.id]


def test_who_bought_in_an_earlier_window_is_a_holder_in_the_next(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    first = make_allocation(founder, buyer, vehicle, [follower])
    money_has_come(purchase_of(first))
    second = make_proposal(founder, lead, vehicle, closes_on=legal_day(AFTERWARDS))
    consent_to_exit_window(actor=lead.actor, now=AFTERWARDS, window_id=second.id, capacity_units=1)
    held = dict(ExitElection.objects.filter(window=second).values_list("holder_id", "units_held"))
    assert held == {follower.id: 200_000_000, buyer.id: 100_000_000}


@pytest.mark.parametrize("units", [0, 100_000_001])
def test_the_capacity_is_the_buyers_to_state_up_to_the_proposal(
    founder: Persona, buyer: Persona, vehicle: Vehicle, units: int
):
    window = make_proposal(founder, buyer, vehicle)
    actor = buyer.actor
    with nothing_changes(*EVERYTHING), pytest.raises(Invalid):
        consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=units)


def test_nobody_consents_twice_or_after_declining(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    actor = buyer.actor
    consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=1)
    for again in (
        lambda: consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=2),
        lambda: decline_exit_window(actor=actor, now=NOW, window_id=window.id),
    ):
        with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
            again()


def test_after_the_last_day_it_is_too_late(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    actor = buyer.actor
    with nothing_changes(*EVERYTHING), pytest.raises(WindowOver):
        consent_to_exit_window(actor=actor, now=AFTERWARDS, window_id=window.id, capacity_units=1)


def test_a_certification_that_has_run_out_buys_nothing(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle, closes_on=TODAY + timedelta(days=400))
    actor = buyer.actor
    with nothing_changes(*EVERYTHING), pytest.raises(NotCertifiedAnyMore):
        consent_to_exit_window(actor=actor, now=NOW + timedelta(days=370), window_id=window.id, capacity_units=1)


def test_nobody_consents_for_the_buyer(
    founder: Persona, follower: Persona, officer: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_proposal(founder, buyer, vehicle)
    for persona, error in ((founder, NotAuthorised), (officer, NotAuthorised), (follower, NotFound)):
        actor = persona.actor
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=1)


@pytest.mark.parametrize("state", [ScreeningState.HIT, ScreeningState.REQUESTED, ScreeningState.CONFIRMED])
def test_a_buyer_whose_screening_does_not_count_is_refused_and_reads_it_alone(
    founder: Persona, buyer: Persona, vehicle: Vehicle, state: ScreeningState
):
    window = make_proposal(founder, buyer, vehicle)
    make_screening(buyer.user, state, now=NOW)
    with rows_stay(*EVERYTHING), recorded() as events:
        page = buyer.submit(reverse("exit_consent", args=[window.id]), {"capacity_units": "1"})
        sent = buyer.send(reverse("api_exit_consent", args=[window.id]), {"capacity_units": 1})
    assert (sent.status_code, sent.json()["code"]) == (409, "refused")
    assert [each["rule"] for each in sent.json()["findings"]] == ["screening.clear"]
    assert buyer.client.get(page.headers["Location"]).status_code == 200
    assert founder.client.get(page.headers["Location"]).status_code == 404
    assert verbs(events) == ["exit_window.consent_refused"] * 2
    assert told(events[0]) == set()
