"""compliance / core: how many investors stand behind holders, seen through unfiled vehicles at any depth (穿透计算).

Source: 私募投资基金监督管理暂行办法 (2014), article 13: partnerships, contracts and other unincorporated vehicles are
looked through to the final investor and counted together; facts 2.1 and 2.3.
"""

from collections.abc import Iterable
from typing import Final

from compliance.core.facts import Holder, HolderKind, Unknown

COUNTS_AS: Final = {
    HolderKind.GENERAL_PARTNER: 1,
    HolderKind.INDIVIDUAL: 1,
    HolderKind.COMPANY: 1,
    HolderKind.FILED_FUND: 1,
    HolderKind.DEEMED_PLAN: 1,
    HolderKind.EMPLOYEE_PLAN: 0,
}
"""How many each holder is; a vehicle that is looked through is as many as its members."""


def persons(holders: Iterable[Holder]) -> int | None:
    """Return how many investors count, or None where the members of a looked-through vehicle are not known.

    `count` alike vehicles with the same members are that many times their members; the vehicle itself is not counted.
    """
    total = 0
    for holder in holders:
        each = _each(holder)
        if each is None:
            return None
        total += holder.count * each
    return total


def _each(holder: Holder) -> int | None:
    if holder.kind is not HolderKind.UNFILED_VEHICLE:
        return COUNTS_AS[holder.kind]
    if holder.members is None or isinstance(holder.members, Unknown):
        return None
    return persons(holder.members)


def has_general_partner(holders: Iterable[Holder]) -> bool:
    """Tell whether a general partner (普通合伙人) is among the partners themselves; members of a partner are not."""
    return any(holder.kind is HolderKind.GENERAL_PARTNER and holder.count > 0 for holder in holders)
