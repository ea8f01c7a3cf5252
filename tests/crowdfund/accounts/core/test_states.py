"""tests / states: the moves of an identity."""

import pytest

from crowdfund.accounts.core.states import PERSON_MACHINE, PersonEvent, PersonState
from crowdfund.kernel.errors import IllegalMove


def test_a_checked_identity_never_moves_again():
    assert PERSON_MACHINE.events_from(PersonState.CHECKED) == ()
    for event in PersonEvent:
        with pytest.raises(IllegalMove):
            PERSON_MACHINE.move(PersonState.CHECKED, event)


def test_a_refused_person_may_only_declare_again():
    assert PERSON_MACHINE.events_from(PersonState.REFUSED) == (PersonEvent.DECLARE,)
    assert PERSON_MACHINE.move(PersonState.REFUSED, PersonEvent.DECLARE) == PersonState.DECLARED


def test_a_declaration_may_be_replaced_checked_or_refused():
    assert set(PERSON_MACHINE.events_from(PersonState.DECLARED)) == set(PersonEvent)
