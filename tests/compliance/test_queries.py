"""Reading determinations: only what the actor may see, in the order of time."""

from uuid import uuid4

import pytest

from compliance.queries import every_ruling, ruling_seen_by, rulings_about
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from tests.compliance.questions import TOO_LITTLE, ask, facts, person

pytestmark = pytest.mark.django_db


def test_one_is_found_by_its_id_or_not_at_all():
    me = person()
    ruling = ask(by=me)
    assert ruling_seen_by(determination_id=ruling.id, actor=me) == ruling
    for actor, id in ((person(), ruling.id), (me, uuid4()), (Actor.anonymous("test"), ruling.id)):
        with pytest.raises(NotFound):
            ruling_seen_by(determination_id=id, actor=actor)


def test_those_about_a_subject_stand_latest_first():
    me, about = person(), Subject(kind="round", id=uuid4())
    first, second = ask(facts(TOO_LITTLE), by=me, about=about), ask(by=me, about=about)
    ask(by=me)
    ask(about=about)
    ask(by=me, about=Subject(kind="project", id=about.id))
    assert [each.id for each in rulings_about(subject=about, actor=me)] == [second.id, first.id]


def test_all_are_read_earliest_first():
    made = [ask().id for _ in range(3)]
    assert [each.id for each in every_ruling(actor=Actor.system("replay", "test"))] == made
    assert list(every_ruling(actor=person())) == []
