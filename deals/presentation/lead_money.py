"""deals / presentation: what the page about a lead's own money shows: sources with documents, payments, opinions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from compliance.core.facts import FundingDeclaration, FundingFacts, Movement, PayerMatch, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.queues import due_on
from compliance.core.rules.lead_money_proof import EVIDENCE_ID, PAYER_ID
from compliance.core.ruling import Ruling
from compliance.core.wording import MOVEMENTS, PARTIES, PAYERS
from crowdfund.kernel.money import Money
from crowdfund.web.components.amounts import money_text
from crowdfund.web.components.language import in_language
from deals.core.lead_money import MoneyCase, ReviewKind, Source, match_payer
from deals.core.money_moves import PaymentPurpose
from deals.facts import money_of
from deals.words import MONEY_REVIEWS, PURPOSES

if TYPE_CHECKING:
    from crowdfund.files.models import StoredFile
    from deals.models import LeadOffer, MoneyDeclaration, MoneyReview, Payment

_ACCOUNT_DIGITS = 4


def source_rows(
    case: MoneyCase, *, files: "Mapping[UUID, Sequence[StoredFile]]", may_send: bool, is_masked: bool
) -> list[dict[str, Any]]:
    """Return the declared movements with their documents, and whether the reader may add one.

    Who `is_masked` for reads neither names nor documents.
    """
    return [
        {
            **_movement(each.movement, case.declared, is_masked=is_masked),
            "position": position,
            "files": list(files.get(each.evidence_id, ())) if _is_stored(each) and not is_masked else [],
            "is_shown": each.has_evidence,
            "needs_document": each.movement.amount is not None,
            "may_send": may_send,
        }
        for position, each in enumerate(case.sources)
    ]


def _is_stored(source: Source) -> bool:
    """Tell whether documents can be about a source already; one from before there were documents has no id."""
    return source.evidence_id.int != 0


def masked(name: str) -> str:
    """Return a name of which only the first letter can be read."""
    return f"{name[:1]}＊＊" if name else ""


def _movement(movement: Movement, declared: FundingDeclaration | None, *, is_masked: bool) -> dict[str, Any]:
    kinds = {party.id: in_language(PARTIES[party.kind]) for party in declared.parties} if declared else {}
    return {
        "source": masked(movement.source) if is_masked else movement.source,
        "source_kind": kinds.get(movement.source, ""),
        "target": masked(movement.target) if is_masked else movement.target,
        "how": in_language(MOVEMENTS[movement.kind]),
        "amount": money_text(movement.amount) if movement.amount is not None else _("any amount"),
    }


def payment_rows(payments: "Iterable[Payment]", case: MoneyCase, *, is_masked: bool) -> list[dict[str, Any]]:
    """Return what the lead has paid, and whose account the bank says it came from."""
    rows = []
    for row in payments:
        payer = getattr(row, "payer", None)
        name, account = (payer.name, payer.account) if payer else ("", "")
        match = match_payer(name, names=case.names, declared=case.declared)
        rows.append(
            {
                "payment": row,
                "purpose": PURPOSES[PaymentPurpose(row.purpose)],
                "payer": masked(name) if is_masked else name,
                "account": f"…{account[-_ACCOUNT_DIGITS:]}" if account and not is_masked else "",
                "match": in_language(PAYERS[match]),
                "is_own": match is PayerMatch.OWN,
            }
        )
    return rows


def review_rows(reviews: "Iterable[MoneyReview]") -> list[dict[str, Any]]:
    """Return what officers said, the latest first; they are not named."""
    return [{"review": each, "kind": MONEY_REVIEWS[ReviewKind(each.kind)]} for each in reviews]


def earlier_rows(declarations: "Sequence[MoneyDeclaration]", *, is_masked: bool) -> list[dict[str, Any]]:
    """Return the declarations that were replaced, the latest first."""
    found = []
    for each in declarations[1:]:
        declared = each.as_declared()
        found.append(
            {
                "at": each.declared_at,
                "movements": [_movement(one, declared, is_masked=is_masked) for one in declared.movements],
            }
        )
    return found


def entries_of(declared: FundingDeclaration | None) -> dict[str, str]:
    """Return a declaration as the form writes it, to be corrected there."""
    if declared is None:
        return {}
    entries = {"nodes.rows": str(len(declared.parties)), "edges.rows": str(len(declared.movements))}
    for index, party in enumerate(declared.parties):
        entries |= {f"nodes.{index}.id": party.id, f"nodes.{index}.kind": party.kind.value}
    for index, each in enumerate(declared.movements):
        entries |= {f"edges.{index}.{name}": text for name, text in _entry(each).items() if text}
    return {**entries, **({"holds_for": declared.holds_for} if declared.holds_for else {})}


def _entry(movement: Movement) -> dict[str, str]:
    told = movement.is_disclosed
    return {
        "from": movement.source,
        "to": movement.target,
        "kind": movement.kind.value,
        "amount": movement.amount.as_text() if movement.amount is not None else "",
        "disclosed": "" if isinstance(told, Unknown) else "yes" if told else "no",
    }


def queue_rows(offers: "Iterable[LeadOffer]") -> list[dict[str, Any]]:
    """Return the queue of leads' money: what waits in each, and until when it is decided in time."""
    return [{"offer": offer, "due_on": due_on("lead-money", offer.offered_at), **_waits(offer)} for offer in offers]


def _waits(offer: "LeadOffer") -> dict[str, Any]:
    ruling = offer.funding_determination.as_ruling() if offer.funding_determination else None
    if ruling is None:
        return {"verdict": "", "bare": "", "unmatched": "", "paid": 0}
    by_rule = {finding.rule: finding for finding in ruling.findings}
    return {
        "verdict": ruling.verdict,
        "bare": _measured(by_rule.get(EVIDENCE_ID)),
        "unmatched": _measured(by_rule.get(PAYER_ID)),
        "paid": _paid(ruling),
    }


def _measured(finding: Finding | None) -> str:
    """Return how many sources or payments a finding is about, nothing where it permits."""
    return finding.measured if finding and finding.outcome is not Outcome.PERMIT else ""


def _paid(ruling: Ruling) -> int:
    """Return how many payments had come when the rules were last asked."""
    try:
        facts = ruling.question()
    except ValueError:
        return 0
    if not isinstance(facts, FundingFacts) or isinstance(facts.payments, Unknown):
        return 0
    return len(facts.payments)


def money_body(
    offer: "LeadOffer",
    case: MoneyCase,
    *,
    ruling: Ruling | None,
    is_masked: bool,
    payments: "Iterable[Payment]",
    files: "Mapping[UUID, Sequence[StoredFile]]",
) -> dict[str, Any]:
    """Return what is known of a lead's money as the API shows it; `ruling` is what the reader may read of it."""
    found = money_of(offer)
    return {
        "offer": offer.id,
        "determination": ruling.id if ruling else None,
        "verdict": ruling.verdict.value if ruling else None,
        "findings": [finding.to_plain() for finding in ruling.findings] if ruling else [],
        "tainted_amount": found.tainted if found and isinstance(found.tainted, Money) else None,
        "sources": [
            _source_body(position, each, files, is_masked=is_masked) for position, each in enumerate(case.sources)
        ],
        "payments": [_payment_body(row, case, is_masked=is_masked) for row in payments],
    }


def _source_body(
    position: int, source: Source, files: "Mapping[UUID, Sequence[StoredFile]]", *, is_masked: bool
) -> dict[str, Any]:
    movement = source.movement
    return {
        "position": position,
        "from": masked(movement.source) if is_masked else movement.source,
        "to": masked(movement.target) if is_masked else movement.target,
        "kind": movement.kind.value,
        "amount": movement.amount,
        "is_shown": source.has_evidence,
        "files": [row.id for row in files.get(source.evidence_id, ())] if _is_stored(source) and not is_masked else [],
    }


def _payment_body(row: "Payment", case: MoneyCase, *, is_masked: bool) -> dict[str, Any]:
    payer = getattr(row, "payer", None)
    name = payer.name if payer else ""
    match = match_payer(name, names=case.names, declared=case.declared)
    return {"payment": row.id, "amount": row.amount, "payer": masked(name) if is_masked else name, "match": match.value}
