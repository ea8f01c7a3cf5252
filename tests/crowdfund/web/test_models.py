"""Answers are kept sealed: they repeat what rooms seal themselves."""

import pytest
from django.db import connection

from crowdfund.kernel.clock import system_now
from crowdfund.kernel.ids import new_id
from crowdfund.web.models import StoredAnswer

pytestmark = pytest.mark.django_db


def test_a_body_is_sealed_at_rest_and_read_back():
    now = system_now()
    row = StoredAnswer(
        id=new_id(now), client="person:x", key="k" * 16, fingerprint="0" * 64, status=201, answered_at=now
    )
    row.body = '{"net_assets":"20000000.00"}'
    row.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM web_storedanswer")
        ((stored,),) = cursor.fetchall()
    assert "20000000" not in stored
    assert StoredAnswer.objects.get().body == '{"net_assets":"20000000.00"}'
