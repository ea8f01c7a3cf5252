"""The life of a certification, move by move."""

import pytest

from compliance.core.states import CERTIFICATION_MACHINE, CertificationEvent, CertificationState
from crowdfund.kernel.errors import IllegalMove

ALLOWED = {
    (CertificationState.APPLIED, CertificationEvent.APPROVE): CertificationState.APPROVED,
    (CertificationState.APPLIED, CertificationEvent.REFUSE): CertificationState.REFUSED,
    (CertificationState.APPROVED, CertificationEvent.EXPIRE): CertificationState.EXPIRED,
}


@pytest.mark.parametrize("state", list(CertificationState))
@pytest.mark.parametrize("event", list(CertificationEvent))
def test_each_move_is_allowed_or_refused(state: CertificationState, event: CertificationEvent):
    if (state, event) in ALLOWED:
        assert CERTIFICATION_MACHINE.move(state, event) is ALLOWED[state, event]
    else:
        with pytest.raises(IllegalMove):
            CERTIFICATION_MACHINE.move(state, event)


def test_it_begins_as_an_application():
    assert CERTIFICATION_MACHINE.initial is CertificationState.APPLIED
