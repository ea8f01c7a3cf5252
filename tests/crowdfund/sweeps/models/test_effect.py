"""tests / sweeps models: a key is claimed once."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from crowdfund.db.work import unit_of_work
from crowdfund.sweeps.models import Effect
from tests.crowdfund.sweeps.lots import SWEEPER

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 31, 4, tzinfo=UTC)


def claim(*keys):
    with unit_of_work(actor=SWEEPER, now=NOW):
        return Effect.claim(keys, now=NOW)


def test_only_what_did_not_stand_is_fresh():
    assert claim("a", "b") == {"a", "b"}
    assert claim("c", "b", "a") == {"c"}
    assert claim("a", "b", "c") == set()


def test_a_key_named_twice_is_one_effect():
    assert claim("a", "a") == {"a"}
    assert Effect.objects.get().happened_at == NOW


def test_nothing_claims_nothing():
    assert claim() == set()


def test_claiming_takes_one_statement(django_assert_num_queries):
    with unit_of_work(actor=SWEEPER, now=NOW), django_assert_num_queries(1):
        Effect.claim([str(number) for number in range(500)], now=NOW)


def test_an_effect_whose_transaction_failed_is_claimed_again():
    with pytest.raises(ZeroDivisionError), unit_of_work(actor=SWEEPER, now=NOW):
        Effect.claim(["a"], now=NOW)
        raise ZeroDivisionError
    assert claim("a") == {"a"}


def test_an_effect_has_a_key():
    with pytest.raises(IntegrityError, match="effect_has_a_key"):
        claim("")
