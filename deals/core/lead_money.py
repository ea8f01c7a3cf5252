"""deals / core: a lead's own money: what was declared, who paid, which sources have documents, what officers say.

Names are compared as banks write them: without blanks, in one width and one case. The issuer and its founders are
recognised by their names, whatever the lead calls them.
"""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from compliance.core.canonical import canonical_json, facts_from_plain, plain_facts
from compliance.core.facts import (
    FundingDeclaration,
    FundingFacts,
    FundingPayment,
    FundingReview,
    Movement,
    MovementKind,
    Party,
    PartyKind,
    PayerMatch,
    Reason,
    Unknown,
)
from crowdfund.files.core.purposes import Purpose
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from deals.core.states import OfferState

EVIDENCE_PURPOSE: Final = "lead_money"
"""What files are for that show where a lead's money comes from."""

SOURCE_KIND: Final = "lead_source"
"""The kind of what such files are about: one declared movement."""

LONGEST_OPINION: Final = 2_000

DECLARED_IN: Final = frozenset({OfferState.OFFERED, OfferState.ACCEPTED})
"""States of an offer in which its lead may still declare its sources anew."""

SHOWN_IN: Final = DECLARED_IN | {OfferState.CONFIRMED}
"""States of an offer in which documents are taken and officers judge."""


class ReviewKind(StrEnum):
    """What an officer says about the sources of a lead's money (专员意见)."""

    ASKED = "asked"
    """要求补充或更正"""
    ACCEPTED = "accepted"
    """核实无误"""
    REFUSED = "refused"
    """不予认可"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """Under which names the people of a deal have accounts: the lead, the issuer, and the people of the issuer."""

    lead: str
    issuer: str
    founders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One declared movement; files about it are kept under `evidence_id`, which a correction leaves as it is."""

    movement: Movement
    evidence_id: UUID
    has_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Money of the lead that has reached the custodian; `payer` is empty where the bank did not say."""

    payer: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMoney:
    """What looking through a lead's money found, as the rules on its share ask for it; None where nobody looked."""

    tainted: Money | Unknown | None = None
    nominee: bool | Unknown | None = None
    hidden_leverage: bool | Unknown | None = None


NOT_LOOKED: Final = OwnMoney()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCase:
    """All that is known of one lead's money; `review` is the last thing an officer said of just this, if anything."""

    commitment: Money
    declared: FundingDeclaration | None
    sources: tuple[Source, ...]
    received: tuple[Received, ...]
    names: KnownNames
    review: FundingReview | None = None


def evidence_purpose(label: object) -> Purpose:
    """Return what documents of a lead's sources are for: a checked person sends them, nobody else reads them."""
    return Purpose(word=EVIDENCE_PURPOSE, label=label, subject_kind=SOURCE_KIND, may_receive=may_send_evidence)


def may_send_evidence(actor: Actor) -> bool:
    """Checked people send documents of their own; whether the offer is theirs is asked where one is attached."""
    return actor.kind is ActorKind.PERSON and actor.is_checked


def wrong_opinion(text: str) -> tuple[FieldError, ...]:
    """Return what is wrong with the words of an officer."""
    if not text.strip():
        return (FieldError("/opinion", "required"),)
    return (FieldError("/opinion", "too_long"),) if len(text) > LONGEST_OPINION else ()


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one.

    >>> same_name("上海云帆（集团）", "上海云帆(集团) ")
    True
    """
    return bool(_bare(one)) and _bare(one) == _bare(other)


def match_payer(name: str, *, names: KnownNames, declared: FundingDeclaration | None) -> PayerMatch:
    """Return whose account a payment came from; the issuer's side is recognised before what the lead declares."""
    if not _bare(name):
        return PayerMatch.UNSAID
    if same_name(name, names.lead):
        return PayerMatch.OWN
    if same_name(name, names.issuer):
        return PayerMatch.ISSUER
    if any(same_name(name, each) for each in names.founders):
        return PayerMatch.FOUNDER
    if _party_named(name, declared) is not None:
        return PayerMatch.DECLARED
    return PayerMatch.UNDECLARED


def funding_facts_of(case: MoneyCase) -> FundingFacts:
    """Return what the rules are asked: the declared graph, and each payment of somebody else as one more movement."""
    declared, missing = case.declared, Unknown(Reason.NOT_STATED)
    if declared is None:
        return FundingFacts(
            commitment=case.commitment,
            parties=missing,
            movements=missing,
            holds_for=missing,
            unevidenced=missing,
            payments=missing,
            review=case.review,
        )
    parties = _with_their_true_kind(declared.parties, case.names)
    payments: list[FundingPayment] = []
    for each in case.received:
        match = match_payer(each.payer, names=case.names, declared=declared)
        party = _payer_party(each.payer, match, parties)
        if party is not None and party not in parties:
            parties = (*parties, party)
        payments.append(FundingPayment(payer=party.id if party else "", match=match, amount=each.amount))
    return FundingFacts(
        commitment=case.commitment,
        parties=parties,
        movements=(*declared.movements, *_edges(payments, parties)),
        holds_for=declared.holds_for or missing,
        unevidenced=unevidenced(case.sources),
        payments=tuple(payments),
        review=case.review,
    )


def first_case(*, commitment: Money, declared: FundingDeclaration | None, names: KnownNames) -> MoneyCase:
    """Return the case of an offer that is being made: nothing was shown or paid yet."""
    movements = declared.movements if declared else ()
    return MoneyCase(
        commitment=commitment,
        declared=declared,
        sources=tuple(Source(movement=each, evidence_id=UUID(int=0)) for each in movements),
        received=(),
        names=names,
    )


def unevidenced(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return from whom a declared movement goes out that no document shows; a relation needs none."""
    bare = [
        each.movement.source
        for each in sources
        if not each.has_evidence and each.movement.kind is not MovementKind.RELATION
    ]
    return tuple(dict.fromkeys(bare))


def fingerprint(case: MoneyCase) -> str:
    """Return by which an officer's opinion is tied to what they saw: the declaration, and what others have paid."""
    others = [each for each in case.received if not same_name(each.payer, case.names.lead)]
    seen = {
        "declared": plain_declaration(case.declared) if case.declared else None,
        "received": [[_bare(each.payer), each.amount.as_text()] for each in others],
    }
    return hashlib.sha256(canonical_json(seen).encode()).hexdigest()


def plain_declaration(declared: FundingDeclaration) -> dict[str, Any]:
    """Return a declaration as JSON can hold it."""
    missing = Unknown(Reason.NOT_STATED)
    facts = FundingFacts(
        commitment=missing,
        parties=declared.parties,
        movements=declared.movements,
        holds_for=declared.holds_for or missing,
        unevidenced=missing,
        payments=missing,
        review=None,
    )
    plain = plain_facts(facts)
    return {name: plain[name] for name in _DECLARED}


def declaration_from(text: str) -> FundingDeclaration:
    """Return the declaration that `plain_declaration` wrote and JSON kept.

    :raises ValueError: it is none.
    """
    facts = facts_from_plain(kind=FundingFacts.kind, plain={**json.loads(text), "commitment": _NOT_STATED})
    declared = declaration_in(facts)
    if declared is None:
        raise ValueError("this declares nothing")
    return declared


def declaration_in(facts: object) -> FundingDeclaration | None:
    """Return what was declared in a question that was asked once; None where it is about something else."""
    if not isinstance(facts, FundingFacts) or isinstance(facts.parties, Unknown):
        return None
    if isinstance(facts.movements, Unknown):
        return None
    seen = () if isinstance(facts.payments, Unknown) else facts.payments
    told = len(facts.movements) - sum(each.match.is_an_edge for each in seen)
    holds_for = None if isinstance(facts.holds_for, Unknown) else facts.holds_for
    return FundingDeclaration(parties=facts.parties, movements=facts.movements[:told], holds_for=holds_for)


def carried_over(movements: Sequence[Movement], *, before: Sequence[Source]) -> list[UUID | None]:
    """Return for each movement of a new declaration under which id its documents are kept already, if it stood before.

    >>> carried_over([], before=[])
    []
    """
    left = list(before)
    found: list[UUID | None] = []
    for movement in movements:
        same = next((each for each in left if each.movement == movement), None)
        found.append(same.evidence_id if same else None)
        if same:
            left.remove(same)
    return found


def review_that_holds(kind: ReviewKind | None, *, is_answered: bool, seen: str, current: str) -> FundingReview | None:
    """Return what an officer last said means now: a question until it is answered, yes or no to what they saw."""
    if kind is ReviewKind.ASKED:
        return None if is_answered else FundingReview.ASKED
    return FundingReview(kind.value) if kind is not None and seen == current else None


def _edges(payments: Iterable[FundingPayment], parties: Collection[Party]) -> tuple[Movement, ...]:
    lead = next((party.id for party in parties if party.kind is PartyKind.LEAD), "")
    return tuple(
        Movement(source=each.payer, target=lead, kind=MovementKind.TRANSFER, amount=each.amount, is_disclosed=True)
        for each in payments
        if each.match.is_an_edge
    )


def _payer_party(name: str, match: PayerMatch, parties: Sequence[Party]) -> Party | None:
    """Return the party that paid: the lead, one of the declared, or one that nobody has declared."""
    if match is PayerMatch.UNSAID:
        return None
    if match is PayerMatch.OWN:
        return next((party for party in parties if party.kind is PartyKind.LEAD), None)
    known = next((party for party in parties if party.kind is not PartyKind.LEAD and same_name(party.id, name)), None)
    if known is not None:
        return known
    taken = {party.id for party in parties}
    return Party(id=name if name not in taken else f"{name} *", kind=_KINDS.get(match, PartyKind.THIRD_PARTY))


def _with_their_true_kind(parties: Sequence[Party], names: KnownNames) -> tuple[Party, ...]:
    """Return the parties, those who bear the name of the issuer or of a founder as what they are."""
    return tuple(replace(party, kind=_true_kind(party, names)) for party in parties)


def _true_kind(party: Party, names: KnownNames) -> PartyKind:
    if party.kind is PartyKind.LEAD or party.kind.is_tainted or same_name(party.id, names.lead):
        return party.kind
    return _KINDS.get(match_payer(party.id, names=names, declared=None), party.kind)


def _party_named(name: str, declared: FundingDeclaration | None) -> Party | None:
    parties = declared.parties if declared else ()
    return next((each for each in parties if each.kind is not PartyKind.LEAD and same_name(each.id, name)), None)


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


_DECLARED: Final = ("parties", "movements", "holds_for")
_NOT_STATED: Final = {"unknown": Reason.NOT_STATED.value}
_KINDS: Final[Mapping[PayerMatch, PartyKind]] = {
    PayerMatch.ISSUER: PartyKind.ISSUER,
    PayerMatch.FOUNDER: PartyKind.FOUNDER,
}
