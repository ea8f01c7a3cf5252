"""What the founders of the made-up market write: complete where it must be, and in the words of the field."""

import inspect

import pytest

from crowdfund.demo import raises
from deals.core.round import missing_terms, wrong_terms
from tests.factories.deals import COMPLETE, TODAY

SUBMITTED = [
    "sensors_a",
    "cold_chain_angel",
    "cold_chain_a",
    "biotech_angel",
    "biotech_seed",
    "biotech_bridge",
    "robots_a",
    "hearing_angel",
    "hearing_a",
]


@pytest.mark.parametrize("name", SUBMITTED)
def test_what_is_submitted_is_complete(name: str):
    assert missing_terms(getattr(raises, name)(closes_on=COMPLETE.closes_on), today=TODAY) == ()


def test_a_draft_has_gaps_and_no_nonsense():
    assert missing_terms(raises.sensors_b(), today=TODAY)
    assert wrong_terms(raises.sensors_b()) == ()


def test_the_first_purpose_names_no_sums():
    before = raises.without_purpose(raises.cold_chain_a(closes_on=TODAY))
    assert not any(character.isdigit() for character in before.summary)


def test_reserved_words_do_not_occur():
    source = inspect.getsource(raises)
    assert not [word for word in ("众筹", "保本", "收益率", "散户") if word in source]
