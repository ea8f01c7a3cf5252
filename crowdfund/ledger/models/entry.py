"""ledger / models: entries and their postings, one aggregate, written in one statement and never again."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import pgtrigger
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now

from crowdfund.db.append_only import AppendOnly, CallsFunction, DeferredCheck
from crowdfund.kernel.ids import new_id
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import EntryContent, Line, PostedEntry

from .account import Account

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class TransactionField(_Field):
    """The number of a database transaction (``xid8``), which the database fills in and Python never reads."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        """Return PostgreSQL's type."""
        return "xid8"


class CurrentTransaction(models.Func):
    """The number of the present transaction, the outermost one where there are savepoints."""

    function = "pg_current_xact_id"
    output_field = TransactionField()


_POST: Final = """
WITH made AS (
    INSERT INTO ledger_entry (id, key, memo, effective_at, reverses_id, fingerprint)
    VALUES (%(id)s, %(key)s, %(memo)s, %(effective_at)s, %(reverses)s, %(fingerprint)s)
    ON CONFLICT DO NOTHING
    RETURNING id, effective_at, recorded_at
), posted AS (
    INSERT INTO ledger_posting (id, entry_id, line, account_id, asset, units, effective_at)
    SELECT side.id, made.id, side.line, side.account_id, side.asset, side.units, made.effective_at
    FROM made, unnest(%(ids)s::uuid[], %(accounts)s::uuid[], %(assets)s::text[], %(units)s::bigint[])
        WITH ORDINALITY AS side (id, account_id, asset, units, line)
)
SELECT recorded_at FROM made
"""


class Entry(models.Model):
    """An entry (分录): one business effect, posted once under its key.

    `effective_at` is business time, `recorded_at` the real time of the database. `made_in` is the transaction that
    made the entry; postings are accepted in no other.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    key = models.CharField(max_length=200)
    memo = models.CharField(max_length=500)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    fingerprint = models.CharField(max_length=67)
    made_in = TransactionField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="entry_key_posts_once"),
            models.CheckConstraint(name="entry_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="entry_fingerprint_form", condition=Q(fingerprint__regex=r"^v[0-9]+:[0-9a-f]{64}$")
            ),
        ]
        triggers = [
            AppendOnly(name="append_only"),
            DeferredCheck(name="is_whole", function="cf_ledger_entry_is_whole"),
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def post_once(cls, content: EntryContent, *, now: datetime) -> PostedEntry | None:
        """Store an entry with its postings, or nothing when its key is taken or what it reverses was reversed before.

        One statement. It waits for a transaction that is posting the same key, and for no other.
        """
        entry_id = new_id(now)
        values: dict[str, Any] = {
            "id": entry_id,
            "key": content.key,
            "memo": content.memo,
            "effective_at": content.effective_at,
            "reverses": content.reverses,
            "fingerprint": content.fingerprint(),
            "ids": [str(new_id(now)) for _ in content.lines],
            "accounts": [str(line.account_id) for line in content.lines],
            "assets": [line.quantity.asset.code for line in content.lines],
            "units": [line.quantity.amount for line in content.lines],
        }
        with connection.cursor() as cursor:
            cursor.execute(_POST, values)
            row: tuple[datetime] | None = cursor.fetchone()
        return None if row is None else PostedEntry.of(content, entry_id=entry_id, recorded_at=row[0])

    def as_posted(self) -> PostedEntry:
        """Return the entry with its lines in order; reads its postings unless they were prefetched."""
        return PostedEntry(
            id=self.id,
            key=self.key,
            memo=self.memo,
            effective_at=self.effective_at,
            recorded_at=self.recorded_at,
            reverses=self.reverses_id,
            lines=tuple(posting.as_line() for posting in sorted(self.postings.all(), key=lambda each: each.line)),
        )


class Posting(models.Model):
    """A posting (过账): one line of an entry in one account.

    `line` counts from one without a gap. `asset` is the account's and `effective_at` the entry's, copied so that a
    balance is read from one index; a composite foreign key and a trigger keep them true.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings", db_index=False)
    line = models.IntegerField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="postings", db_index=False, db_constraint=False
    )
    asset = models.CharField(max_length=42)
    units = models.BigIntegerField()
    effective_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "line"], name="posting_one_a_line"),
            models.CheckConstraint(name="posting_lines_start_at_one", condition=Q(line__gte=1)),
            models.CheckConstraint(name="posting_is_not_zero", condition=~Q(units=0)),
        ]
        indexes = [models.Index(fields=["account", "effective_at"], include=["units"], name="posting_balance")]
        triggers = [
            AppendOnly(name="append_only"),
            CallsFunction(
                name="joins_its_entry",
                function="cf_ledger_postings_join_their_entry",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
            ),
            DeferredCheck(name="sums_to_zero", function="cf_ledger_entry_sums_to_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}:{self.line}"

    def as_line(self) -> Line:
        """Return the posting as a line."""
        return Line(self.account_id, Quantity(self.units, Asset(self.asset)))
