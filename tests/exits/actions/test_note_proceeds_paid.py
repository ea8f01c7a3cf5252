"""Only the platform says that a seller was paid, and only of one who sold."""

import pytest
from django.db import IntegrityError

from crowdfund.kernel.errors import NotAuthorised
from deals.models import Vehicle
from exits.actions.note_proceeds_paid import awaits_no_money, note_proceeds_paid
from exits.models import ExitElection
from tests.events import nothing_changes
from tests.factories.closing import PLATFORM
from tests.factories.exits import AFTERWARDS, make_allocation
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def elections(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
) -> dict[object, ExitElection]:
    """The follower sells, the lead keeps everything."""
    make_allocation(founder, buyer, vehicle, [follower])
    return {each.holder_id: each for each in ExitElection.objects.all()}


def test_people_do_not_say_it(elections: dict[object, ExitElection], follower: Persona):
    actor, election_id = follower.actor, elections[follower.id].id
    with nothing_changes(ExitElection), pytest.raises(NotAuthorised):
        note_proceeds_paid(actor=actor, now=AFTERWARDS, election_id=election_id)


def test_who_sold_nothing_is_not_paid(elections: dict[object, ExitElection], lead: Persona):
    election_id = elections[lead.id].id
    with pytest.raises(IntegrityError, match="exit_election_paid_was_filled"):
        note_proceeds_paid(actor=PLATFORM, now=AFTERWARDS, election_id=election_id)


def test_sellers_owe_nothing(elections: dict[object, ExitElection], follower: Persona):
    assert not awaits_no_money(elections[follower.id].id)
