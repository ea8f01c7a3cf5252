"""audit / core: a person is reached by notice and by e-mail, never by webhook."""

from crowdfund.audit.core.tickets import PERSONAL_CHANNELS, Channel


def test_people_are_not_webhooks():
    assert set(PERSONAL_CHANNELS) == set(Channel) - {Channel.WEBHOOK}
