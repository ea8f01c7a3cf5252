"""audit / models: blocks, and the seal that puts an event into its place in one. Both are append-only."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.audit.core.chain import Header, block_hash
from crowdfund.audit.core.heads import Head, head_of
from crowdfund.db.append_only import AppendOnly
from crowdfund.kernel.ids import new_id

from .event import Event

_HASH = r"^[0-9a-f]{64}$"


class Block(models.Model):
    """A block (区块): the events that were committed since the block before it, under one hash that covers both.

    `sealed_at` is real time, taken from the database. For `horizon` and `cluster` see `core.chain.Header`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.BigIntegerField(unique=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    events_hash = models.CharField(max_length=64)
    event_count = models.PositiveIntegerField()
    earliest_event = models.UUIDField()
    latest_event = models.UUIDField()
    sealed_at = models.DateTimeField()
    horizon = models.BigIntegerField()
    cluster = models.BigIntegerField()
    format_version = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="block_numbers_start_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="block_is_not_empty", condition=Q(event_count__gte=1)),
            models.CheckConstraint(
                name="block_hashes_are_hashes",
                condition=Q(hash__regex=_HASH) & Q(previous_hash__regex=_HASH) & Q(events_hash__regex=_HASH),
            ),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"block {self.number}"

    @classmethod
    def seal(cls, *, header: Header, events: Sequence[tuple[UUID, str]], now: datetime) -> Self:
        """Store a block and the seals of its events, each given with its hash, in order (two statements)."""
        block = cls(
            id=new_id(now),
            number=header.number,
            previous_hash=header.previous_hash,
            hash=block_hash(header),
            events_hash=header.events_hash,
            event_count=header.event_count,
            earliest_event=header.earliest_event,
            latest_event=header.latest_event,
            sealed_at=header.sealed_at,
            horizon=header.horizon,
            cluster=header.cluster,
            format_version=header.format_version,
        )
        block.save(force_insert=True)
        Seal.objects.bulk_create(
            Seal(event_id=event_id, block=block, position=position, event_hash=event_hash)
            for position, (event_id, event_hash) in enumerate(events, start=1)
        )
        return block

    @property
    def header(self) -> Header:
        """What the block's hash covers."""
        return Header(
            format_version=self.format_version,
            number=self.number,
            previous_hash=self.previous_hash,
            event_count=self.event_count,
            events_hash=self.events_hash,
            earliest_event=self.earliest_event,
            latest_event=self.latest_event,
            sealed_at=self.sealed_at,
            horizon=self.horizon,
            cluster=self.cluster,
        )

    @property
    def head(self) -> Head:
        """What the anchor says of this block."""
        return head_of(self.header, self.hash)


class Seal(models.Model):
    """An event's place in the chain (封存). Its key is the event: an event is sealed once."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="seal")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="seals", db_index=False)
    position = models.PositiveIntegerField()
    event_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "position"], name="seal_one_event_a_place"),
            models.CheckConstraint(name="seal_positions_start_at_one", condition=Q(position__gte=1)),
            models.CheckConstraint(name="seal_hash_is_a_hash", condition=Q(event_hash__regex=_HASH)),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.block_id}:{self.position}"
