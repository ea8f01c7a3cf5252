"""The investor of the next round takes nothing, and every position stays."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised
from crowdfund.ledger.models import Entry
from deals.models import Vehicle
from exits.actions.consent_to_exit_window import consent_to_exit_window
from exits.actions.decline_exit_window import decline_exit_window
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW
from tests.factories.exits import make_proposal
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_nothing_opens_and_the_company_may_propose_again(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    before = Entry.objects.count()
    with recorded() as events:
        decline_exit_window(actor=buyer.actor, now=NOW, window_id=window.id)
    stored = ExitWindow.objects.get(id=window.id)
    assert (stored.state, stored.ended_at) == ("declined", NOW)
    assert not ExitElection.objects.exists()
    assert Entry.objects.count() == before
    assert verbs(events) == ["exit_window.declined"]
    assert told(events[0]) == {founder.id}
    make_proposal(founder, buyer, vehicle)


def test_who_declined_does_not_consent_any_more(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    actor = buyer.actor
    decline_exit_window(actor=actor, now=NOW, window_id=window.id)
    with nothing_changes(ExitWindow, ExitElection), pytest.raises(IllegalMove):
        consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=1)


def test_nobody_declines_for_the_buyer(founder: Persona, officer: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    for persona in (founder, officer):
        actor = persona.actor
        with nothing_changes(ExitWindow), pytest.raises(NotAuthorised):
            decline_exit_window(actor=actor, now=NOW, window_id=window.id)
