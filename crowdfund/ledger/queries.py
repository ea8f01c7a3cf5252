"""ledger / queries: what accounts hold at an instant, and what entries say."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum

from crowdfund.kernel.errors import NotFound
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import Line, PostedEntry
from crowdfund.ledger.core.integrity import Fault, FaultKind, Inspection, fault_of
from crowdfund.ledger.models import Account, Entry, Posting


def balance(*, account_id: UUID, as_of: datetime) -> Quantity:
    """Return what an account holds at an instant, that instant included, by the instants at which entries take effect.

    One query; the sum is read from an index alone.

    :raises NotFound: there is no such account.
    """
    held = balances(account_ids=[account_id], as_of=as_of)
    if account_id not in held:
        raise NotFound(kind="account", id=account_id)
    return held[account_id]


def balances(*, account_ids: Iterable[UUID], as_of: datetime) -> Mapping[UUID, Quantity]:
    """Return what each account holds at an instant, as `balance` does; unknown ids are left out (one query)."""
    effective = FilteredRelation("postings", condition=Q(postings__effective_at__lte=as_of))
    rows = (
        Account.objects.filter(id__in=account_ids)
        .annotate(effective=effective)
        .annotate(held=Sum("effective__units"))
        .values_list("id", "asset", "held")
    )
    return {account_id: Quantity(int(held or 0), Asset(asset)) for account_id, asset, held in rows}


def held_under(*, owner_kind: str, prefix: str, as_of: datetime) -> Mapping[tuple[UUID, Asset], Quantity]:
    """Return what owners of a kind hold at an instant in accounts whose code begins so, by owner and asset (one query).

    :param prefix: the part of the codes before the owner, such as ``custody:``.
    """
    effective = FilteredRelation("postings", condition=Q(postings__effective_at__lte=as_of))
    rows = (
        Account.objects.filter(owner_kind=owner_kind, code__startswith=prefix)
        .annotate(effective=effective)
        .values("owner_id", "asset")
        .annotate(held=Sum("effective__units"))
        .values_list("owner_id", "asset", "held")
    )
    return {(owner, Asset(asset)): Quantity(int(held or 0), Asset(asset)) for owner, asset, held in rows}


def accounts_of(owner: Owner) -> Mapping[str, UUID]:
    """Return the ids of an owner's accounts by their codes (one query)."""
    rows = Account.objects.filter(owner_kind=owner.kind, owner_id=owner.id)
    return dict(rows.order_by("code").values_list("code", "id"))


def entries_of(*, account_id: UUID, as_of: datetime) -> list[PostedEntry]:
    """Return the entries that touch an account up to an instant, the earliest effect first (two queries)."""
    touching = Posting.objects.filter(account_id=account_id, effective_at__lte=as_of)
    rows = Entry.objects.filter(id__in=touching.values("entry_id")).order_by("effective_at", "id")
    return _posted(rows)


def entry(entry_id: UUID) -> PostedEntry:
    """Return one entry (two queries).

    :raises NotFound: there is none.
    """
    for found in _posted(Entry.objects.filter(id=entry_id)):
        return found
    raise NotFound(kind="entry", id=entry_id)


def entry_with_key(key: str) -> PostedEntry | None:
    """Return the entry that was posted under a key, if one was (two queries)."""
    return next(iter(_posted(Entry.objects.filter(key=key))), None)


def inspect() -> Inspection:
    """Look at every account, posting and entry and name the first fault.

    Assumes nothing of the guards: it finds what somebody changed while they were off. It reads all entries once, a
    few thousand at a time, and may run while others post.
    """
    return Inspection(
        accounts=Account.objects.count(),
        entries=Entry.objects.count(),
        postings=Posting.objects.count(),
        fault=_fault_of_accounts() or _fault_of_postings() or _fault_of_entries(),
    )


def _fault_of_accounts() -> Fault | None:
    is_there = Exists(Account.objects.filter(id=OuterRef("account_id")))
    for astray in Posting.objects.filter(~is_there).order_by("account_id")[:1]:
        return Fault(FaultKind.ACCOUNT_IS_MISSING, astray.account_id)
    for foreign in Posting.objects.exclude(asset=F("account__asset")).order_by("account_id")[:1]:
        return Fault(FaultKind.ACCOUNT_HOLDS_ANOTHER_ASSET, foreign.account_id)
    return None


def _fault_of_postings() -> Fault | None:
    is_there = Exists(Entry.objects.filter(id=OuterRef("entry_id")))
    for astray in Posting.objects.filter(~is_there).order_by("entry_id")[:1]:
        return Fault(FaultKind.ENTRY_IS_MISSING, astray.entry_id)
    for misdated in Posting.objects.exclude(effective_at=F("entry__effective_at")).order_by("entry_id")[:1]:
        return Fault(FaultKind.POSTING_HAS_ANOTHER_INSTANT, misdated.entry_id)
    return None


def _fault_of_entries() -> Fault | None:
    for row in Entry.objects.order_by("id").prefetch_related("postings").iterator(chunk_size=2000):
        reversed_lines = None if row.reverses_id is None else _lines_of(row.reverses_id)
        fault = fault_of(row.as_posted(), fingerprint=row.fingerprint, reversed_lines=reversed_lines)
        if fault is not None:
            return fault
    return None


def _lines_of(entry_id: UUID) -> tuple[Line, ...]:
    return tuple(posting.as_line() for posting in Posting.objects.filter(entry_id=entry_id).order_by("line"))


def _posted(rows: "QuerySet[Entry, Entry]") -> list[PostedEntry]:
    return [row.as_posted() for row in rows.prefetch_related("postings")]
