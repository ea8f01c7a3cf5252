"""A member records the next round, and everybody who holds units may elect."""

from dataclasses import replace
from decimal import Decimal

import pytest

from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from deals.core.states import RoundState
from exits.actions.open_exit_window import WindowOpenAlready, open_exit_window
from exits.actions.settle_exit_window import settle_exit_window
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM, Part, make_vehicle
from tests.factories.deals import NOW, company_of, make_round, program_of, yuan
from tests.factories.exits import AFTERWARDS, NEXT_ROUND, make_window
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ExitWindow, ExitElection)


def _parts(lead: Persona, follower: Persona) -> list[Part]:
    return [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")]


def test_every_holder_may_elect_over_what_they_hold_now(founder: Persona, lead: Persona, follower: Persona):
    vehicle = make_vehicle(founder, _parts(lead, follower))
    with recorded() as events:
        window_id = open_exit_window(actor=founder.actor, now=NOW, round_id=vehicle.round_id, terms=NEXT_ROUND)
    window = ExitWindow.objects.get(id=window_id)
    assert (window.state, window.unit_price, window.opened_at) == ("open", Decimal("3.0000"), NOW)
    elections = ExitElection.objects.filter(window=window)
    assert dict(elections.values_list("holder_id", "units_held")) == {lead.id: 200_000_000, follower.id: 300_000_000}
    assert set(elections.values_list("portion", "units_filled")) == {(0, None)}
    assert verbs(events) == ["exit_window.opened"]
    assert told(events[0]) == {founder.id, lead.id, follower.id}


def test_one_window_at_a_time(founder: Persona, lead: Persona, follower: Persona):
    vehicle = make_vehicle(founder, _parts(lead, follower))
    make_window(founder, vehicle)
    with nothing_changes(*EVERYTHING), pytest.raises(WindowOpenAlready):
        make_window(founder, vehicle)


def test_the_buyer_of_an_earlier_window_has_no_part_in_the_next(founder: Persona, lead: Persona, follower: Persona):
    vehicle = make_vehicle(founder, _parts(lead, follower))
    window = make_window(founder, vehicle)
    ExitElection.objects.filter(window=window, holder_id=follower.id).update(portion=100)
    settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    terms = replace(NEXT_ROUND, closes_on=AFTERWARDS.date())
    second = open_exit_window(actor=founder.actor, now=AFTERWARDS, round_id=vehicle.round_id, terms=terms)
    held = dict(ExitElection.objects.filter(window_id=second).values_list("holder_id", "units_held"))
    assert held == {lead.id: 200_000_000, follower.id: 200_000_000}


def test_a_next_round_valued_below_the_completion_opens_nothing(founder: Persona, lead: Persona, follower: Persona):
    vehicle = make_vehicle(founder, _parts(lead, follower))
    with nothing_changes(*EVERYTHING), pytest.raises(Invalid) as refused:
        make_window(founder, vehicle, pre_money=yuan("49999999.99"))
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/pre_money", "below_completion")]


def test_a_raise_that_has_not_closed_has_nothing_to_leave(founder: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    with nothing_changes(*EVERYTHING), pytest.raises(NotFound):
        open_exit_window(actor=founder.actor, now=NOW, round_id=row.id, terms=NEXT_ROUND)


def test_only_checked_members_in_person_open(founder: Persona, lead: Persona, follower: Persona, stranger: Persona):
    vehicle = make_vehicle(founder, _parts(lead, follower))
    program = program_of(company_of(founder).id, "rounds:write")
    for actor, error in [(lead.actor, NotAuthorised), (program, NotAuthorised), (stranger.actor, NotFound)]:
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            open_exit_window(actor=actor, now=NOW, round_id=vehicle.round_id, terms=NEXT_ROUND)
