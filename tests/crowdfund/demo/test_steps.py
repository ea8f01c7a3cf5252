"""A step is its owner's to do, and only the first that can be done now is next."""

import pytest

from crowdfund.demo.people import HE, LUO
from crowdfund.demo.steps import Move, as_read
from crowdfund.kernel.actor import Actor

pytestmark = pytest.mark.django_db

MOVES = [
    Move(chapter="1", text="done", who=HE, is_done=True, page="/1"),
    Move(chapter="2", text="waits for another", who=HE, is_done=False, page="/2", is_ready=False),
    Move(chapter="3", text="next", who=HE, is_done=False, page="/3"),
    Move(chapter="4", text="after that", who=HE, is_done=False, page="/4"),
    Move(chapter="5", text="somebody else", who=LUO, is_done=False, page="/5"),
]


def test_the_first_that_is_ready_and_not_done_is_next():
    steps = as_read(MOVES, actor=Actor.anonymous("tests"), email=HE.email)
    assert [step.text for step in steps if step.is_next] == ["next"]
    assert [step.url for step in steps] == ["/1", "/2", "/3", "/4", ""]
    assert [step.is_mine for step in steps] == [True] * 4 + [False]


def test_who_has_no_step_has_none_next_and_no_address():
    steps = as_read(MOVES, actor=Actor.anonymous("tests"), email="somebody@example.com")
    assert not any(step.is_next or step.url or step.look for step in steps)
