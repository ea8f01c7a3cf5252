"""notices / actions: a choice is stored and recorded; what is binding can't be chosen away."""

import pytest

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Event
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.notices.actions.choose_preferences import choose_preferences
from crowdfund.notices.core.topics import Topic, choices
from crowdfund.notices.queries import switched_off
from tests.factories.audit import NOON, SYSTEM

pytestmark = pytest.mark.django_db


def choose(actor, *, without=()):
    choose_preferences(actor=actor, now=NOON, wanted=[each for each in choices() if each not in without])


def test_what_is_left_out_is_switched_off_and_recorded(founder):
    choose(founder.actor, without=[(Topic.RAISES, Channel.EMAIL)])
    assert switched_off(founder.id) == {(Topic.RAISES, Channel.EMAIL)}
    event = Event.objects.get(verb="preferences.chosen")
    assert (event.subject_id, event.before, event.after) == (
        founder.id,
        {"switched_off": []},
        {"switched_off": ["raises/email"]},
    )


def test_switching_on_again_forgets_nothing_else(founder):
    choose(founder.actor, without=[(Topic.RAISES, Channel.EMAIL), (Topic.ORGANISATIONS, Channel.EMAIL)])
    choose(founder.actor, without=[(Topic.ORGANISATIONS, Channel.EMAIL)])
    assert switched_off(founder.id) == {(Topic.ORGANISATIONS, Channel.EMAIL)}


def test_choosing_the_same_again_records_nothing(founder):
    for _ in range(2):
        choose(founder.actor, without=[(Topic.RAISES, Channel.NOTICE)])
    assert Event.objects.filter(verb="preferences.chosen").count() == 1


def test_what_is_binding_is_never_switched_off(founder):
    choose_preferences(actor=founder.actor, now=NOON, wanted=[])
    assert not {topic for topic, _ in switched_off(founder.id)} & {Topic.ACCOUNT}


def test_only_people_choose():
    with pytest.raises(NotAuthorised):
        choose(SYSTEM)
