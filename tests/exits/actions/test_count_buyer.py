"""A buyer who would be one partner too many buys nothing; who takes the place of somebody leaving does not."""

from typing import Any

import pytest

from compliance.core.outcome import Outcome
from compliance.models import Determination
from crowdfund.accounts.models import User
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.ids import new_id
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line
from crowdfund.ledger.models import Entry
from deals.core.units import holding_account
from deals.models import Payment, Vehicle
from exits.actions.allocate_exit_window import allocate_exit_window
from exits.actions.elect_exit import elect_exit
from exits.core.next_round import Portion
from exits.models import ExitElection, ExitWindow
from tests.events import recorded, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.deals import NOW
from tests.factories.exits import AFTERWARDS, make_window
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _spread(vehicle: Vehicle, source: Persona, count: int) -> None:
    """Let so many people hold one unit each, out of the units of somebody who holds many."""
    people = User.objects.bulk_create(
        User(id=new_id(NOW), email=f"holder-{number}@example.com", joined_at=NOW) for number in range(count)
    )
    asset = Asset.units(vehicle.id)
    with unit_of_work(actor=PLATFORM, now=NOW):

        def account(holder_id: Any) -> Any:
            return open_account(holding_account(vehicle_id=vehicle.id, holder_id=holder_id))

        lines = [Line(account(person.id), Quantity(1, asset)) for person in people]
        post(
            key=f"spread:{vehicle.id}",
            lines=[*lines, Line(account(source.id), Quantity(-count, asset))],
            memo="Units spread",
            effective_at=NOW,
        )


def _allocate(window: ExitWindow) -> Any:
    with recorded() as events:
        allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    return events


def test_the_fifty_first_partner_buys_nothing(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    _spread(vehicle, lead, 47)
    window = make_window(founder, buyer, vehicle)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.HALF)
    entries = Entry.objects.count()
    events = _allocate(window)
    stored = ExitWindow.objects.get(id=window.id)
    assert (stored.state, stored.settled_at, stored.allocated_at) == ("settled", AFTERWARDS, None)
    assert verbs(events) == ["exit_window.settled"]
    assert {founder.id, lead.id, follower.id, buyer.id} <= told(events[0])
    asked = Determination.objects.get(id=events[0].after["determination"]).as_ruling()
    worst = asked.findings[0]
    assert (asked.verdict, worst.rule, worst.measured, worst.limit) == (Outcome.DENY, "headcount.lp.2_50", "51", "50")
    assert set(ExitElection.objects.filter(window=window).values_list("units_filled", flat=True)) == {0}
    assert Entry.objects.count() == entries
    assert not Payment.objects.filter(subject_kind="exit_window").exists()


def test_who_leaves_whole_makes_room(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    _spread(vehicle, lead, 47)
    window = make_window(founder, buyer, vehicle, proposed_units=400_000_000)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    assert verbs(_allocate(window)) == ["exit_window.allocated"]
    counted = Determination.objects.filter(subject_id=vehicle.round_id, facts_kind="holders").latest("id").as_ruling()
    assert counted.facts["adding"] == [{"kind": "individual", "count": 1, "members": None}]
    assert counted.findings[0].outcome is Outcome.PERMIT


def test_where_nobody_sells_nobody_is_counted(founder: Persona, buyer: Persona, vehicle: Vehicle):
    before = Determination.objects.filter(facts_kind="holders").count()
    window = make_window(founder, buyer, vehicle)
    assert verbs(_allocate(window)) == ["exit_window.settled"]
    assert Determination.objects.filter(facts_kind="holders").count() == before
