"""compliance / core: the calculator `head-count` (投资者人数): how many investors count, and how many may?

A vehicle that is looked through must be sent with its members, since it is as many as they are: without them the input
is refused, with none it counts as nobody. Several alike vehicles (`count`) are that many times the same members.
"""

from collections.abc import Iterable
from typing import Any, Final

from compliance.core.book import NotInForce, View
from compliance.core.calculators.calculator import Calculator, Parsed, Worked
from compliance.core.calculators.complaints import REQUIRED, Complaints, below
from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.kinds import Count, Flag, Word
from compliance.core.calculators.spelling import sent
from compliance.core.engine import judge
from compliance.core.facts import Holder, HolderFacts, HolderKind, ParallelVehicle
from compliance.core.head_count import persons
from compliance.core.rules import RULES, head_count
from compliance.core.sentences import Sentence
from compliance.core.wording import HOLDER_KINDS, LEGAL_FORMS

_LIMITS: Final = (
    (head_count.PARTNERS_ID, (head_count.MOST_PARTNERS,)),
    (head_count.LLC_ID, (head_count.LLC_NOW, head_count.LLC_BEFORE)),
    (head_count.OFFER_ID, (head_count.OFFER,)),
    (head_count.FUND_ID, (head_count.FUND,)),
)
"""Where each rule finds its limit; of several texts the one in force."""


def _holder_fields() -> tuple[Field, ...]:
    return (
        Field(name="kind", kind=Word(HOLDER_KINDS), title=Sentence(zh="类型", en="Kind"), required=True),
        Field(name="count", kind=Count(), title=Sentence(zh="数量", en="How many"), default=1),
        Field(
            name="members",
            kind=Many(of=Record(_holder_fields)),
            title=Sentence(zh="成员", en="Members"),
            meaning=Sentence(zh="仅用于需要穿透的载体。", en="Of a vehicle that is looked through."),
        ),
    )


_HOLDERS: Final = Many(of=Record(_holder_fields))
_ASKS: Final = (
    Field(
        name="company_form",
        kind=Word(LEGAL_FORMS),
        title=Sentence(zh="组织形式", en="Legal form"),
        meaning=Sentence(zh="被计算人数的载体或公司。", en="Of the vehicle or company whose holders are counted."),
        required=True,
    ),
    Field(name="private_fund", kind=Flag(), title=Sentence(zh="私募基金", en="Private fund"), default=False),
    Field(name="holders", kind=_HOLDERS, title=Sentence(zh="现有持有人", en="Holders"), required=True),
    Field(name="adding", kind=_HOLDERS, title=Sentence(zh="拟新增持有人", en="Who would come in")),
    Field(
        name="parallel_vehicles",
        kind=Many(
            of=Record((Field(name="holders", kind=_HOLDERS, title=Sentence(zh="持有人", en="Holders"), required=True),))
        ),
        title=Sentence(zh="同一项目的其他载体", en="Other vehicles for the same project"),
    ),
)
_GIVES: Final = (
    Field(name="count_before", kind=Count(), title=Sentence(zh="现有人数", en="Before")),
    Field(name="count", kind=Count(), title=Sentence(zh="穿透后人数", en="Count with look-through")),
    Field(name="limit", kind=Count(), title=Sentence(zh="上限", en="Limit")),
    Field(name="room", kind=Count(), title=Sentence(zh="剩余", en="Room")),
    Field(name="merged_count", kind=Count(), title=Sentence(zh="合并其他载体后人数", en="Count of all vehicles")),
)


def _contradictions(parsed: Parsed, wrong: Complaints) -> None:
    """Complain of members of somebody who is not looked through, and of a look-through without members."""
    _complain(parsed["holders"], "/holders", wrong)
    _complain(parsed["adding"], "/adding", wrong)
    for index, vehicle in enumerate(parsed["parallel_vehicles"] or ()):
        _complain(vehicle["holders"] if vehicle else None, f"/parallel_vehicles/{index}/holders", wrong)


def _complain(holders: tuple[dict[str, Any] | None, ...] | None, at: str, wrong: Complaints) -> None:
    for index, holder in enumerate(holders or ()):
        if holder is None or holder["kind"] is None:
            continue
        place = below(below(at, index), "members")
        is_looked_through = holder["kind"] is HolderKind.UNFILED_VEHICLE
        is_bad = any(complaint.pointer.startswith(place) for complaint in wrong.found)
        if is_looked_through and holder["members"] is None and not is_bad:
            wrong.add(place, "required", REQUIRED)
        if not is_looked_through and holder["members"] is not None:
            wrong.add(place, "contradictory", _NOT_LOOKED_THROUGH)
        _complain(holder["members"], place, wrong)


def _answer(parsed: Parsed, view: View) -> Worked:
    others = parsed["parallel_vehicles"]
    parallel = None if others is None else tuple(ParallelVehicle(holders=_holders(each["holders"])) for each in others)
    facts = HolderFacts(
        company_form=parsed["company_form"],
        private_fund=parsed["private_fund"],
        holders=(before := _holders(parsed["holders"])),
        adding=(adding := _holders(parsed["adding"] or ())),
        parallel_vehicles=sent(parallel),
    )
    count = _persons((*before, *adding))
    limit = head_count.limit_of(facts, _limits(view))
    fields = {
        "count_before": _persons(before),
        "count": count,
        "limit": limit,
        "room": None if limit is None else max(0, limit - count),
        "merged_count": count + sum(_persons(each.holders) for each in parallel) if parallel else None,
    }
    return Worked(fields=fields, judged=(judge(facts=facts, view=view, rules=RULES),))


def _holders(parsed: Iterable[dict[str, Any]]) -> tuple[Holder, ...]:
    return tuple(
        Holder(
            kind=each["kind"],
            count=each["count"],
            members=None if each["members"] is None else _holders(each["members"]),
        )
        for each in parsed
    )


def _persons(holders: tuple[Holder, ...]) -> int:
    """Return how many count; members of every looked-through vehicle were asked for."""
    return persons(holders) or 0


def _limits(view: View) -> dict[str, int]:
    found = {rule: _first_in_force(view, parameters) for rule, parameters in _LIMITS}
    return {rule: limit for rule, limit in found.items() if limit is not None}


def _first_in_force(view: View, parameters: tuple[str, ...]) -> int | None:
    for parameter in parameters:
        try:
            value = view.entry(parameter).value
        except NotInForce:
            continue
        return value if isinstance(value, int) else None
    return None


_NOT_LOOKED_THROUGH: Final = Sentence(
    zh="只有未备案的合伙企业或契约需要穿透，其他类型没有成员。",
    en="Only an unfiled partnership or contract is looked through; nobody else has members here.",
)

HEAD_COUNT: Final = Calculator(
    name="head-count",
    title=Sentence(zh="投资者人数（穿透计算）", en="Head-count"),
    about=Sentence(
        zh="穿透后有多少投资者，是否超过法定人数上限。",
        en="How many investors count with look-through, and whether the law allows so many.",
    ),
    asks=_ASKS,
    gives=_GIVES,
    answer=_answer,
    contradictions=_contradictions,
)
