"""compliance / core: the calculator `funding-look-through` (领投资金穿透核查): is the lead's money its own?

Source: platform policy, articles 10 to 12. Money of the issuer, founders, relatives and affiliates is followed through
transfers, loans, guarantees and relations; the most that can reach the lead is tainted, never more than the cheque.
"""

from collections.abc import Mapping
from typing import Any, Final

from compliance.core.book import View
from compliance.core.calculators.calculator import Calculator, Parsed, Worked
from compliance.core.calculators.complaints import REQUIRED, Complaint, Complaints
from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.kinds import Amount, Flag, Percent, Text, Word
from compliance.core.calculators.spelling import NOT_SENT, money_text, percent_of, percent_text, sent
from compliance.core.engine import judge
from compliance.core.facts import (
    FundingDeclaration,
    FundingFacts,
    Movement,
    MovementKind,
    Party,
    PartyKind,
    Reason,
    Unknown,
)
from compliance.core.look_through import looked_through
from compliance.core.rules import RULES
from compliance.core.sentences import Sentence
from compliance.core.wording import MOVEMENTS, PARTIES

_NODE: Final = (
    Field(name="id", kind=Text(), title=Sentence(zh="名称", en="Name"), required=True),
    Field(name="kind", kind=Word(PARTIES), title=Sentence(zh="身份", en="Who it is"), required=True),
)
_EDGE: Final = (
    Field(
        name="from",
        kind=Text(),
        title=Sentence(zh="从", en="From"),
        meaning=Sentence(
            zh="资金往来方的名称；担保填担保人。", en="The name of a party; of a guarantee, who guarantees."
        ),
        required=True,
    ),
    Field(
        name="to",
        kind=Text(),
        title=Sentence(zh="到", en="To"),
        meaning=Sentence(zh="资金往来方的名称；担保填贷款人。", en="The name of a party; of a guarantee, the lender."),
        required=True,
    ),
    Field(name="kind", kind=Word(MOVEMENTS), title=Sentence(zh="方式", en="How"), required=True),
    Field(
        name="amount",
        kind=Amount(),
        title=Sentence(zh="金额", en="Amount"),
        meaning=Sentence(zh="关联不填金额。", en="A relation has none."),
    ),
    Field(
        name="disclosed",
        kind=Flag(),
        title=Sentence(zh="已披露", en="Disclosed"),
        meaning=Sentence(zh="只用于给领投人的借款。", en="For loans to the lead only."),
    ),
)
DECLARATION: Final = (
    Field(
        name="nodes",
        kind=Many(of=Record(_NODE), least=1, most=1_000),
        title=Sentence(zh="资金往来方", en="Parties"),
        meaning=Sentence(zh="恰有一名领投人。", en="Exactly one of them is the lead."),
        required=True,
    ),
    Field(
        name="edges",
        kind=Many(of=Record(_EDGE), most=2_000),
        title=Sentence(zh="资金往来", en="Movements"),
        required=True,
    ),
    Field(
        name="holds_for",
        kind=Text(),
        title=Sentence(zh="替谁持有", en="Holds for"),
        meaning=Sentence(
            zh="实际出资人的名称；为自己持有则填领投人。",
            en="The name of the party it holds for; the lead's own if for itself.",
        ),
    ),
)
"""What somebody says about where a lead's money comes from."""

_ASKS: Final = (
    Field(
        name="commitment", kind=Amount(), title=Sentence(zh="领投承诺金额", en="Commitment of the lead"), required=True
    ),
    Field(
        name="round_target", kind=Amount(is_positive=True), title=Sentence(zh="本轮目标金额", en="Target of the raise")
    ),
    *DECLARATION,
)
_WAY: Final = (
    Field(name="nodes", kind=Many(of=Text()), title=Sentence(zh="经过", en="Through")),
    Field(name="amount", kind=Amount(), title=Sentence(zh="金额", en="Amount")),
)
_GIVES: Final = (
    Field(name="tainted_amount", kind=Amount(), title=Sentence(zh="来自发行人一方", en="From the issuer's side")),
    Field(name="clean_amount", kind=Amount(), title=Sentence(zh="自有金额", en="Own money")),
    Field(name="nominal_ratio_percent", kind=Percent(), title=Sentence(zh="名义领投比例", en="Nominal share")),
    Field(name="effective_ratio_percent", kind=Percent(), title=Sentence(zh="有效领投比例", en="Effective share")),
    Field(name="leverage_amount", kind=Amount(), title=Sentence(zh="借款金额", en="Borrowed")),
    Field(
        name="paths",
        kind=Many(of=Record(_WAY)),
        title=Sentence(zh="一种可能的资金路径", en="One way it may have gone"),
    ),
)


def _contradictions(parsed: Parsed, wrong: Complaints) -> None:
    """Complain of a graph without its one lead, of ends that are not listed, and of amounts where there can be none."""
    nodes, edges = parsed["nodes"] or (), parsed["edges"] or ()
    is_whole = bool(nodes) and all(node and node["id"] and node["kind"] for node in nodes)
    _check_nodes(nodes, is_whole, wrong)
    known = {node["id"] for node in nodes if node}
    for index, edge in enumerate(edges):
        if edge is not None:
            _check_amount(edge, f"/edges/{index}/amount", wrong)
            for end in ("from", "to"):
                if is_whole and edge[end] is not None and edge[end] not in known:
                    wrong.add(f"/edges/{index}/{end}", "not_a_choice", _NOT_LISTED)
    if is_whole and parsed["holds_for"] is not None and parsed["holds_for"] not in known:
        wrong.add("/holds_for", "not_a_choice", _NOT_LISTED)


def _check_nodes(nodes: tuple[Parsed | None, ...], is_whole: bool, wrong: Complaints) -> None:
    seen: set[str] = set()
    for index, node in enumerate(nodes):
        if node and node["id"] in seen:
            wrong.add(f"/nodes/{index}/id", "contradictory", _TWICE)
        seen |= {node["id"]} if node and node["id"] else set()
    if is_whole and sum(node["kind"] is PartyKind.LEAD for node in nodes if node) != 1:
        wrong.add("/nodes", "contradictory", _ONE_LEAD)


def _check_amount(edge: Parsed, at: str, wrong: Complaints) -> None:
    """Complain of a relation with an amount; what is missing elsewhere is known only where it was not already bad."""
    if edge["kind"] is MovementKind.RELATION and edge["amount"] is not None:
        wrong.add(at, "contradictory", _NO_AMOUNT)
    is_bad = any(complaint.pointer == at for complaint in wrong.found)
    if edge["kind"] not in (None, MovementKind.RELATION) and edge["amount"] is None and not is_bad:
        wrong.add(at, "required", REQUIRED)


def read_declaration(raw: object) -> tuple[FundingDeclaration | None, tuple[Complaint, ...]]:
    """Return what was declared as a raw JSON value (see `raw.read_json`), or everything that is wrong with it.

    What was left out (for whom the lead holds, whether a loan was disclosed) is not stated: the rules refer it.
    """
    if isinstance(raw, Complaint):
        return None, (raw,)
    wrong = Complaints()
    parsed = Record(DECLARATION).read(raw, "", wrong)
    if parsed is not None:
        _contradictions(parsed, wrong)
    if parsed is None or wrong.found:
        return None, wrong.found
    declared = FundingDeclaration(
        parties=_parties(parsed),
        movements=tuple(_movement(edge, missing=_NOT_STATED) for edge in parsed["edges"]),
        holds_for=parsed["holds_for"],
    )
    return declared, ()


def _parties(parsed: Parsed) -> tuple[Party, ...]:
    return tuple(Party(id=node["id"], kind=node["kind"]) for node in parsed["nodes"])


def funding_facts(parsed: Parsed) -> FundingFacts:
    """Return the facts of an input that nobody complained about."""
    return FundingFacts(
        commitment=parsed["commitment"],
        parties=_parties(parsed),
        movements=tuple(_movement(edge, missing=NOT_SENT) for edge in parsed["edges"]),
        holds_for=sent(parsed["holds_for"]),
        unevidenced=NOT_SENT,
        payments=NOT_SENT,
        review=None,
    )


def _answer(parsed: Parsed, view: View) -> Worked:
    facts = funding_facts(parsed)
    commitment, target = parsed["commitment"], parsed["round_target"]
    found = looked_through(facts)
    if found is None:
        raise ValueError("the contradictions of a graph without a lead were not looked for")
    clean = commitment - found.tainted
    fields: dict[str, Any] = {
        "tainted_amount": money_text(found.tainted),
        "clean_amount": money_text(clean),
        "nominal_ratio_percent": percent_text(percent_of(commitment, target)),
        "effective_ratio_percent": percent_text(percent_of(clean, target)),
        "leverage_amount": money_text(found.leverage),
        "paths": [{"nodes": list(way.parties), "amount": money_text(way.amount)} for way in found.ways],
    }
    return Worked(fields=fields, judged=(judge(facts=facts, view=view, rules=RULES),))


def _movement(edge: Mapping[str, Any], *, missing: Unknown) -> Movement:
    return Movement(
        source=edge["from"],
        target=edge["to"],
        kind=edge["kind"],
        amount=edge["amount"],
        is_disclosed=missing if edge["disclosed"] is None else edge["disclosed"],
    )


_NOT_STATED: Final = Unknown(Reason.NOT_STATED)
_ONE_LEAD: Final = Sentence(zh="须恰有一名领投人。", en="Exactly one party must be the lead.")
_TWICE: Final = Sentence(zh="名称重复。", en="Another party has this name.")
_NOT_LISTED: Final = Sentence(zh="资金往来方中没有这个名称。", en="No party has this name.")
_NO_AMOUNT: Final = Sentence(zh="关联没有金额。", en="A relation has no amount.")

FUNDING_LOOK_THROUGH: Final = Calculator(
    name="funding-look-through",
    title=Sentence(zh="领投资金穿透核查", en="Funding look-through"),
    about=Sentence(
        zh="领投人的出资最多有多少可能来自发行人、创始人、其近亲属或关联方。",
        en="How much of a lead's cheque may come from the issuer, its founders, their relatives or affiliates.",
    ),
    asks=_ASKS,
    gives=_GIVES,
    answer=_answer,
    contradictions=_contradictions,
)
