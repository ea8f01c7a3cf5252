"""audit / core: the ways by which an event reaches somebody, and what the one who sends it is told."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """A way to somebody."""

    NOTICE = "notice"
    EMAIL = "email"
    WEBHOOK = "webhook"


PERSONAL_CHANNELS: tuple[Channel, ...] = (Channel.NOTICE, Channel.EMAIL)
"""What a person is sent each event by; their own choices are asked when it is sent, not when it happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One try of one delivery. `delivery_id` is the same in each try: a receiver may use it to drop repeats."""

    delivery_id: UUID
    event_id: UUID
    channel: Channel
    recipient: UUID
    attempt: int
