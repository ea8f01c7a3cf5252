"""notices / core: what notices are about, and which of them a reader may do without."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Final

from crowdfund.audit.core.tickets import PERSONAL_CHANNELS, Channel


class Topic(StrEnum):
    """A subject matter that a reader may switch on and off as a whole."""

    RAISES = "raises"
    ORGANISATIONS = "organisations"
    ACCOUNT = "account"
    OPERATIONS = "operations"


Choice = tuple[Topic, Channel]

BINDING: Final[frozenset[Choice]] = frozenset(
    {(Topic.ACCOUNT, Channel.NOTICE), (Topic.ACCOUNT, Channel.EMAIL), (Topic.OPERATIONS, Channel.NOTICE)}
)
"""What is sent whatever the reader chose: the safety of their account, and alerts to whoever runs the platform."""


def choices() -> Iterator[Choice]:
    """Yield every pair of a topic and a channel that reaches a person, topics first."""
    return ((topic, channel) for topic in Topic for channel in PERSONAL_CHANNELS)


def is_wanted(topic: Topic, channel: Channel, *, switched_off: Collection[Choice]) -> bool:
    """Tell whether a message is sent: it is unless the reader switched it off, and binding ones always are.

    >>> is_wanted(Topic.ACCOUNT, Channel.EMAIL, switched_off={(Topic.ACCOUNT, Channel.EMAIL)})
    True
    """
    choice = (topic, channel)
    return choice in BINDING or choice not in switched_off
