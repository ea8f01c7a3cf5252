"""Decisions on a clearance begin alike: lock, no party to the deal, a fresh second factor."""

import pytest

from compliance.actions.examine_clearance import examine_clearance
from compliance.core.outcome import Outcome
from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.errors import NotAuthorised
from tests.compliance.questions import NOW
from tests.factories.compliance import make_clearance_request


def test_the_row_comes_back_locked(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.REFER)
    with unit_of_work(actor=officer.actor, now=NOW):
        assert examine_clearance(row.id) == row
    with pytest.raises(NotAuthorised), unit_of_work(actor=founder.actor, now=NOW):
        examine_clearance(row.id)


def test_it_joins_a_unit_of_work(founder):
    row = make_clearance_request(founder.actor, Outcome.REFER)
    with pytest.raises(OutsideWork):
        examine_clearance(row.id)
