"""tests / partners: expired tokens go, living ones stay, twice is as good as once."""

from datetime import timedelta

import pytest
from oauth2_provider.models import AccessToken

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.partners.actions.forget_expired_tokens import forget_expired_tokens
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("a test", "request-0001")


def test_expired_tokens_go_and_living_ones_stay():
    old, living = make_program(), make_program()
    old.ask_for_token()
    AccessToken.objects.update(expires=system_now() - timedelta(seconds=1))
    api = living.api()
    assert [forget_expired_tokens(actor=SYSTEM, now=system_now()) for _ in range(2)] == [1, 0]
    assert api.get("/api/v1/openapi.json").status_code == 200


def test_only_the_system_forgets(operator):
    with pytest.raises(NotAuthorised):
        forget_expired_tokens(actor=operator.actor, now=system_now())
