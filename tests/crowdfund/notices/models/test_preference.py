"""notices / models: the latest choice counts, and only words are stored."""

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.audit.core.tickets import Channel
from crowdfund.notices.core.topics import Topic
from crowdfund.notices.models import Preference
from tests.factories.accounts import make_user
from tests.factories.audit import NOON

pytestmark = pytest.mark.django_db
CHOICE = (Topic.RAISES, Channel.EMAIL)


@pytest.fixture
def user():
    user = make_user()
    Preference.choose(user_id=user.id, choices={CHOICE: False}, now=NOON)
    return user


def test_a_later_choice_replaces_the_earlier_one(user):
    Preference.choose(user_id=user.id, choices={CHOICE: True}, now=NOON)
    assert [each.is_wanted for each in Preference.objects.all()] == [True]


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        ("preference_topic_is_a_word", "UPDATE notices_preference SET topic = 'weather'"),
        ("preference_channel_is_a_word", "UPDATE notices_preference SET channel = 'pigeon'"),
        (
            "preference_once_each",
            "INSERT INTO notices_preference (id, user_id, topic, channel, is_wanted)"
            " SELECT gen_random_uuid(), user_id, topic, channel, true FROM notices_preference",
        ),
    ],
)
def test_a_row_that_goes_around_the_application_is_refused(user, constraint, statement):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
