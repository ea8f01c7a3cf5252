"""tests / partners: the sweep of expired tokens."""

from datetime import timedelta

import pytest
from oauth2_provider.models import AccessToken

from crowdfund.kernel.clock import system_now
from crowdfund.partners.tasks import forget_tokens
from tests.factories.partners import make_program


@pytest.mark.django_db
def test_the_task_forgets_what_has_expired():
    make_program().ask_for_token()
    forget_tokens()
    assert AccessToken.objects.count() == 1
    AccessToken.objects.update(expires=system_now() - timedelta(seconds=1))
    forget_tokens()
    assert AccessToken.objects.count() == 0
