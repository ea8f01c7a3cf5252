"""Every word of the room has a name, in both languages."""

import pytest
from django.utils.translation import override

from crowdfund.notices.core.wording import _WORDING
from crowdfund.web.components.words import registered_verbs, state_face
from deals.core.money_moves import PaymentPurpose
from deals.core.round import Stage, Terms, VehicleForm
from deals.core.states import PaymentState, RoundState
from deals.words import PURPOSES, STAGES, TERMS, VEHICLE_FORMS, VERBS


def test_every_word_is_named():
    assert set(STAGES) == set(Stage)
    assert set(VEHICLE_FORMS) == set(VehicleForm)
    assert set(TERMS) == set(Terms.__dataclass_fields__)


def test_every_state_has_a_face_and_every_verb_a_label():
    for state in RoundState:
        assert state_face("round", state.value).label
    assert set(VERBS) <= set(registered_verbs())
    ours = {verb.partition(".")[0] for verb in VERBS}
    assert {verb for verb in _WORDING if verb.partition(".")[0] in ours} == set(VERBS)
    assert all(state_face("payment", state.value).label for state in PaymentState)
    assert set(PURPOSES) == set(PaymentPurpose)


@pytest.mark.parametrize("words", [STAGES, VEHICLE_FORMS, TERMS, VERBS, PURPOSES])
def test_every_name_is_translated(words):
    with override("en"):
        english = [str(name) for name in words.values()]
    with override("zh-hans"):
        chinese = [str(name) for name in words.values()]
    assert all(first != second for first, second in zip(english, chinese, strict=True))
