"""A locked raise comes as an evaluated row, with its project, and only to those who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crowdfund.db.work import unit_of_work
from crowdfund.kernel.errors import NotFound
from deals.locks import lock_round
from tests.factories.deals import NOW, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_the_raise_is_locked_and_read_in_one_query(founder: Persona):
    row, actor = make_round(founder), founder.actor
    with unit_of_work(actor=actor, now=NOW), CaptureQueriesContext(connection) as cost:
        locked = lock_round(row.id, seen_by=actor)
        assert locked.snapshot() == row.snapshot()
    selects = [query["sql"] for query in cost if "deals_round" in query["sql"]]
    assert len(selects) == 1
    assert 'FOR NO KEY UPDATE OF "deals_round"' in selects[0]


def test_what_may_not_be_seen_is_not_locked(founder: Persona, stranger: Persona):
    row, actor = make_round(founder), stranger.actor
    with unit_of_work(actor=actor, now=NOW), pytest.raises(NotFound):
        lock_round(row.id, seen_by=actor)
