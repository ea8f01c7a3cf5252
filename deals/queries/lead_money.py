"""deals / queries: where a lead's money comes from: declarations, documents, payers, opinions, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Min, Q

from compliance.core.facts import FundingDeclaration, FundingReview
from compliance.core.outcome import Outcome
from compliance.core.queues import Backlog
from compliance.core.ruling import Ruling
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import checked_names_of, members_of
from crowdfund.files.queries import files_about_many
from crowdfund.kernel.actor import Actor
from deals.core.lead_money import (
    SHOWN_IN,
    SOURCE_KIND,
    KnownNames,
    MoneyCase,
    Received,
    ReviewKind,
    Source,
    declaration_in,
    fingerprint,
    review_that_holds,
)
from deals.core.money_moves import COMING_IN, PaymentPurpose, SubscriptionKind
from deals.core.policy import may_examine_lead_money, may_read_payers, may_see_lead_money
from deals.core.states import (
    LIVE_OFFERS,
    LIVE_SUBSCRIPTIONS,
    SEEN_BY_INVESTORS,
    OfferState,
    PaymentState,
    RoundState,
    SubscriptionState,
)
from deals.models import (
    LeadOffer,
    LeadPayer,
    MoneyDeclaration,
    MoneyReview,
    MoneySource,
    Payment,
    Round,
    StrayMoney,
    Subscription,
)
from deals.queries.market import offer_seen_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from crowdfund.files.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One declared movement as the database knows it."""

    evidence_id: UUID
    position: int


def money_offer_seen_by(actor: Actor, offer_id: UUID) -> LeadOffer:
    """Return an offer whose money the actor may look into, with its raise, project and company. One query.

    :raises NotFound: the actor may not see the offer. :raises NotAuthorised: or not its money.
    """
    offer = offer_seen_by(actor, offer_id)
    require(may_see_lead_money(actor, investor_id=offer.investor_id), actor=actor)
    return offer


def money_case(offer: LeadOffer, *, row: Round) -> MoneyCase:
    """Return all that is known of the money of an offer to lead `row`. About eight queries, and some decryptions."""
    declaration = latest_declaration(offer.id)
    declared = declaration.as_declared() if declaration else declared_once(offer)
    case = MoneyCase(
        commitment=offer.amount,
        declared=declared,
        sources=sources_of(declaration, declared),
        received=received_from(offer),
        names=known_names(row, investor_id=offer.investor_id),
    )
    return replace(case, review=_review(offer.id, declaration=declaration, seen=fingerprint(case)))


def known_names(row: Round, *, investor_id: UUID) -> KnownNames:
    """Return under which names the people of a deal have accounts. Three queries."""
    members = members_of(row.project.organisation_id)
    names = checked_names_of([investor_id, *members])
    return KnownNames(
        lead=names.get(investor_id, ""),
        issuer=row.project.organisation.name,
        founders=tuple(name for user_id, name in sorted(names.items()) if user_id in members),
    )


def latest_declaration(offer_id: UUID) -> MoneyDeclaration | None:
    """Return what the lead last declared. One query."""
    return MoneyDeclaration.objects.filter(offer_id=offer_id).order_by("-id").first()


def declarations_of(offer_id: UUID) -> list[MoneyDeclaration]:
    """Return every declaration of a lead, the latest first. One query."""
    return list(MoneyDeclaration.objects.filter(offer_id=offer_id).order_by("-id"))


def declared_once(offer: LeadOffer) -> FundingDeclaration | None:
    """Return what was declared with an offer that is older than declarations as rows. One query, or none."""
    if offer.funding_determination is None:
        return None
    try:
        return declaration_in(offer.funding_determination.as_ruling().question())
    except ValueError:
        return None


def sources_of(declaration: MoneyDeclaration | None, declared: FundingDeclaration | None) -> tuple[Source, ...]:
    """Return the declared movements, each with whether a document shows it. Two queries.

    A file that waits to be examined counts, one that was found hostile does not.
    """
    if declared is None:
        return ()
    ids = {row.position: row.evidence_id for row in source_rows(declaration)} if declaration else {}
    files = files_about_many(SOURCE_KIND, ids.values())
    shown = {about for about, rows in files.items() if any(row.is_waiting or row.is_clean for row in rows)}
    of_movement = [ids.get(position, UUID(int=0)) for position in range(len(declared.movements))]
    return tuple(
        Source(movement=movement, evidence_id=evidence_id, has_evidence=evidence_id in shown)
        for movement, evidence_id in zip(declared.movements, of_movement, strict=True)
    )


def source_rows(declaration: MoneyDeclaration) -> list[SourceRow]:
    """Return the sources of a declaration in their order. One query."""
    rows = MoneySource.objects.filter(declaration=declaration).order_by("position")
    return [SourceRow(evidence_id=row.evidence_id, position=row.position) for row in rows]


def files_of(sources: Iterable[Source]) -> "dict[UUID, list[StoredFile]]":
    """Return the documents of some sources by their evidence id; whoever asks has let the reader in. One query."""
    return files_about_many(SOURCE_KIND, [each.evidence_id for each in sources])


def funding_ruling(offer: LeadOffer, *, actor: Actor) -> Ruling | None:
    """Return what the rules last found of an offer's money, as the actor may read it; None where nobody asked.

    The caller has let the reader in. At most one query.
    """
    row = offer.funding_determination
    if row is None:
        return None
    return row.as_ruling() if may_read_payers(actor, investor_id=offer.investor_id) else row.as_open_ruling()


def lead_payments(offer: LeadOffer) -> "QuerySet[Payment, Payment]":
    """Return what the lead of an offer has paid for it and what was not sent back, with the payer. One query.

    What was set aside to be sent back lies in suspense under the order that it came on.
    """
    return (
        Payment.objects.filter(
            subscription__kind=SubscriptionKind.LEAD,
            subscription__investor_id=offer.investor_id,
            round_id=offer.round_id,
            created_at__gte=offer.offered_at,
            purpose__in=COMING_IN,
            state=PaymentState.SETTLED,
        )
        .exclude(id__in=StrayMoney.objects.values("id"))
        .select_related("payer")
        .order_by("settled_at", "id")
    )


def rest_to_return(offer: LeadOffer, *, row: Round) -> UUID | None:
    """Return the payment by which a confirmed lead has paid the rest, if the rules do not let the money stay.

    None while nothing of it is in custody, and once the raise has ended. At most three queries.
    """
    if offer.state != OfferState.CONFIRMED or row.state != RoundState.LED or offer.funding_determination is None:
        return None
    if not offer.funding_determination.as_open_ruling().refuses:
        return None
    rest = lead_payments(offer).filter(purpose=PaymentPurpose.SUBSCRIPTION, subscription__state=SubscriptionState.PAID)
    return rest.values_list("id", flat=True).last()


def received_from(offer: LeadOffer) -> tuple[Received, ...]:
    """Return whose account each payment of the lead came from. One query."""
    return tuple(Received(payer=payer_name(row), amount=row.amount) for row in lead_payments(offer))


def payer_name(payment: Payment) -> str:
    """Return who paid, or nothing where the bank did not say."""
    payer: LeadPayer | None = getattr(payment, "payer", None)
    return payer.name if payer else ""


def reviews_of(offer_id: UUID) -> list[MoneyReview]:
    """Return what officers said about a lead's money, the latest first. One query."""
    return list(MoneyReview.objects.filter(offer_id=offer_id).order_by("-id"))


def _review(offer_id: UUID, *, declaration: MoneyDeclaration | None, seen: str) -> FundingReview | None:
    latest = MoneyReview.objects.filter(offer_id=offer_id).order_by("-id").first()
    if latest is None:
        return None
    return review_that_holds(
        ReviewKind(latest.kind),
        is_answered=declaration is not None and is_later(declaration, than=latest),
        seen=latest.seen,
        current=seen,
    )


def is_asked(offer_id: UUID, *, declaration: MoneyDeclaration | None) -> bool:
    """Tell whether an officer waits for an answer about the sources. One query."""
    latest = MoneyReview.objects.filter(offer_id=offer_id).order_by("-id").first()
    if latest is None or latest.kind != ReviewKind.ASKED:
        return False
    return declaration is None or not is_later(declaration, than=latest)


def has_paid_deposit(offer: LeadOffer) -> bool:
    """Tell whether the deposit of an offer is in custody. One query."""
    return (
        lead_payments(offer).filter(purpose=PaymentPurpose.DEPOSIT, subscription__state__in=LIVE_SUBSCRIPTIONS).exists()
    )


def standing_offer_of(subscription: Subscription) -> UUID | None:
    """Return the offer to which a lead's subscription belongs, while it stands. One query."""
    offers = LeadOffer.objects.filter(
        round_id=subscription.round_id, investor_id=subscription.investor_id, state__in=LIVE_OFFERS
    )
    return offers.values_list("id", flat=True).first()


def lead_of_round(round_id: UUID) -> LeadOffer | None:
    """Return the accepted or confirmed offer to lead a raise; None while nobody leads it. One query."""
    return LeadOffer.objects.filter(round_id=round_id, state__in=LIVE_OFFERS).first()


def is_later(declaration: MoneyDeclaration, *, than: MoneyReview) -> bool:
    """Tell whether a declaration came after an officer's words; ids are in the order of time."""
    return declaration.id > than.id


def money_to_examine(actor: Actor) -> "QuerySet[LeadOffer, LeadOffer]":
    """Return the standing offers whose money does not pass yet, the longest standing first. One query."""
    if not may_examine_lead_money(actor):
        return LeadOffer.objects.none()
    waiting = LeadOffer.objects.filter(state__in=SHOWN_IN, round__state__in=SEEN_BY_INVESTORS)
    waiting = waiting.filter(
        Q(funding_determination__isnull=True) | ~Q(funding_determination__verdict=Outcome.PERMIT.value)
    )
    with_names = waiting.select_related("round__project__organisation", "funding_determination", "investor")
    return with_names.order_by("offered_at", "id")


def waiting_money(actor: Actor) -> Backlog | None:
    """Return how many leads' money waits for documents or for an officer, to officers and auditors. One query."""
    if not may_examine_lead_money(actor):
        return None
    found = money_to_examine(actor).order_by().aggregate(count=Count("id"), oldest=Min("offered_at"))
    oldest: datetime | None = found["oldest"]
    return Backlog(count=found["count"], oldest_at=oldest)
