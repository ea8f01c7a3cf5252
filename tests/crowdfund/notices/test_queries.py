"""notices / queries: a reader, their count and their names."""

from uuid import uuid4

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.notices.queries import Reader, organisation_names, reader, unread_count
from tests.factories.accounts import make_organisation, make_user
from tests.factories.audit import happen
from tests.factories.notices import deliver

pytestmark = pytest.mark.django_db


def test_a_reader_has_an_address_and_a_language():
    user = make_user("bob@example.com", language=Language.EN)
    assert reader(user.id) == Reader(address="bob@example.com", language=Language.EN)
    assert reader(uuid4()) is None


def test_the_count_is_ones_own_and_costs_one_query(founder, stranger, django_assert_num_queries):
    happen("round.approved", notify=[founder.id])
    happen("round.opened", notify=[founder.id])
    deliver()
    actor = founder.actor
    with django_assert_num_queries(1):
        assert unread_count(actor) == 2
    assert unread_count(stranger.actor) == 0


def test_organisations_are_named_to_those_who_may_see_them(founder, stranger):
    other = make_organisation()
    wanted = [founder.organisation.id, other.id]
    assert organisation_names(wanted, founder.actor) == {founder.organisation.id: founder.organisation.name}
    assert organisation_names(wanted, stranger.actor) == {}
