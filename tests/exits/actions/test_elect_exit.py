"""A holder says which part of their units they offer, and may change it until the window ends."""

from datetime import timedelta

import pytest

from crowdfund.kernel.errors import IllegalMove, NotFound
from deals.models import Vehicle
from exits.actions.allocate_exit_window import allocate_exit_window
from exits.actions.elect_exit import WindowOver, elect_exit
from exits.core.next_round import Portion
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.deals import NOW
from tests.factories.exits import AFTERWARDS, make_window
from tests.personas import Persona

pytestmark = pytest.mark.django_db

LAST_DAY = AFTERWARDS - timedelta(days=1)


@pytest.fixture
def window(founder: Persona, buyer: Persona, vehicle: Vehicle) -> ExitWindow:
    """A window in which lead and follower may elect."""
    return make_window(founder, buyer, vehicle)


def test_the_last_word_counts_and_is_a_new_claim(window: ExitWindow, follower: Persona):
    with recorded() as events:
        number = elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
        again = elect_exit(actor=follower.actor, now=LAST_DAY, window_id=window.id, portion=Portion.HALF)
    stored = ExitElection.objects.get(id=number)
    assert again == number
    assert (stored.portion, stored.claimed_at, stored.units_requested) == (50, LAST_DAY, 150_000_000)
    assert verbs(events) == ["exit_election.made", "exit_election.made"]
    assert told(events[0]) == {follower.id}
    assert events[1].before == {"portion": 100}


def test_after_the_last_day_it_is_too_late(window: ExitWindow, follower: Persona):
    with nothing_changes(ExitElection), pytest.raises(WindowOver):
        elect_exit(actor=follower.actor, now=AFTERWARDS, window_id=window.id, portion=Portion.ALL)


def test_what_is_allocated_stays(window: ExitWindow, follower: Persona):
    allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    with nothing_changes(ExitElection), pytest.raises(IllegalMove):
        elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)


def test_who_holds_nothing_elects_nothing(
    window: ExitWindow, founder: Persona, buyer: Persona, stranger: Persona, officer: Persona
):
    for persona in (founder, buyer, stranger, officer):
        actor = persona.actor
        with nothing_changes(ExitElection), pytest.raises(NotFound):
            elect_exit(actor=actor, now=NOW, window_id=window.id, portion=Portion.ALL)
