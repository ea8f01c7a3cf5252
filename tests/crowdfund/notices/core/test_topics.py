"""notices / core: what is wanted, and what is sent anyway."""

import pytest

from crowdfund.audit.core.tickets import Channel
from crowdfund.notices.core.topics import BINDING, Topic, choices, is_wanted


def test_whatever_was_never_switched_off_is_wanted():
    assert all(is_wanted(topic, channel, switched_off=()) for topic, channel in choices())


@pytest.mark.parametrize("choice", list(choices()))
def test_switching_off_counts_unless_the_message_is_binding(choice):
    assert is_wanted(*choice, switched_off={choice}) == (choice in BINDING)


def test_the_safety_of_an_account_is_binding_on_every_channel():
    assert {channel for topic, channel in BINDING if topic is Topic.ACCOUNT} == {Channel.NOTICE, Channel.EMAIL}


def test_webhooks_are_nobodys_choice():
    assert Channel.WEBHOOK not in {channel for _, channel in choices()}
