"""deals / facts: raises, leads and subscriptions in the words that the rules understand; only here that happens."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from compliance.core.certification import CertificationAsked, CountedAs
from compliance.core.facts import (
    AssessmentFacts,
    CallBackFacts,
    CompanyScreeningFacts,
    Facts,
    FilingFacts,
    FundingFacts,
    FundTarget,
    GradeFacts,
    Holder,
    HolderFacts,
    HolderKind,
    LeadRatioFacts,
    LegalForm,
    ManagerKind,
    PaidPart,
    ParallelVehicle,
    PartiesFacts,
    Passage,
    ProductGrade,
    Reason,
    RoundFacts,
    ScreeningFacts,
    StepUp,
    SubscriptionFacts,
    SuitabilityFacts,
    TextFacts,
    Unknown,
    VehicleFacts,
    VehicleShare,
)
from compliance.core.facts import Stage as RulesStage
from compliance.core.findings import Finding
from compliance.core.look_through import looked_through
from compliance.core.outcome import Outcome
from compliance.core.regimes import regime_of
from compliance.core.rules.lead_own_funds import HIDDEN_LEVERAGE_ID, NOMINEE_ID
from compliance.core.screening import PersonalStanding, ScreeningStanding, told_to_the_person
from crowdfund.kernel.money import Money
from deals.core.call_back import Cooling
from deals.core.closing import Standing
from deals.core.holders import Partners
from deals.core.lead import Pledge
from deals.core.lead_money import NOT_LOOKED, OwnMoney
from deals.core.round import RoundSnapshot, VehicleForm
from deals.core.suitability import SuitabilityStamp

if TYPE_CHECKING:
    from deals.models import LeadOffer

_NOT_STATED: Final = Unknown(Reason.NOT_STATED)


def round_facts(snapshot: RoundSnapshot) -> RoundFacts:
    """Return what the rules want to know about a raise; what nobody stated is said to be unknown."""
    return RoundFacts(
        minimum_ticket=snapshot.terms.minimum_ticket or Unknown(Reason.NOT_STATED),
        vehicle_form=_vehicle_form(snapshot),
    )


def text_facts(snapshot: RoundSnapshot) -> TextFacts:
    """Return what a raise and its project tell investors, word for word."""
    texts = {
        "title": snapshot.terms.title,
        "summary": snapshot.terms.summary,
        "project_name": snapshot.project_name,
        "project_summary": snapshot.project_summary,
    }
    return TextFacts(passages=tuple(Passage(place=place, text=text) for place, text in texts.items() if text))


def grade_facts(product_grade: ProductGrade, *, reason: str) -> GradeFacts:
    """Return what the rules want to know about the grade that an officer gives to a raise."""
    return GradeFacts(product_grade=product_grade, has_reason=bool(reason.strip()))


def vehicle_facts(snapshot: RoundSnapshot, *, paid_in: Money | None) -> VehicleFacts:
    """Return what the rules want to know about the vehicle of a raise as a private fund.

    Its manager is its general partner and stands in the terms, which officers compare with the association's register
    before they approve a raise; so a number that is stated counts as registered from the opening on. It invests in one
    company. Whether anything is split is what the company answered. The end of the raising and the filing are a
    question of their own (`filing_facts`).

    :param paid_in: what a raise that closes would pay in; None while it is open.
    """
    stated = snapshot.terms.manager_form
    manager: ManagerKind | Unknown = ManagerKind(stated) if stated else Unknown(Reason.NOT_STATED)
    form = _vehicle_form(snapshot)
    return VehicleFacts(
        vehicle_form=form,
        general_partner=None if form is LegalForm.CONTRACTUAL_FUND else manager,
        manager=manager,
        manager_is_registered=True if snapshot.terms.manager_number else Unknown(Reason.NOT_STATED),
        target=FundTarget.SINGLE_TARGET,
        paid_in=paid_in,
        raised_on=None,
        filed_on=None,
        splits_income_rights=_NOT_STATED if snapshot.terms.splits_rights is None else snapshot.terms.splits_rights,
    )


def filing_facts(snapshot: RoundSnapshot, *, raised_on: date, filed_on: date | None) -> FilingFacts:
    """Return what the rules want to know about the filing of the vehicle of a raise that closed on `raised_on`."""
    return FilingFacts(vehicle_form=_vehicle_form(snapshot), raised_on=raised_on, filed_on=filed_on)


def lead_facts(snapshot: RoundSnapshot, *, pledge: Pledge, money: OwnMoney | None = None) -> LeadRatioFacts:
    """Return what the rules want to know about an offer to lead: the commitment over the target at opening."""
    return _lead_ratio_facts(
        snapshot, pledge=pledge, commitment=pledge.amount, allocated=None, vehicle=None, money=money or NOT_LOOKED
    )


def own_money(facts: Facts, *, findings: Iterable[Finding], is_stopped: bool) -> OwnMoney:
    """Return what looking through a lead's money found, as the rules on its share want to know it.

    `findings` and `is_stopped` are the answer to `facts`. What stops for another reason than those three is not
    checked yet: it is unknown, never nothing.
    """
    found = looked_through(facts) if isinstance(facts, FundingFacts) else None
    outcomes = {finding.rule: finding.outcome for finding in findings}
    nominee, hidden = _answer(outcomes.get(NOMINEE_ID)), _answer(outcomes.get(HIDDEN_LEVERAGE_ID))
    is_explained = found is not None and (bool(found.tainted) or nominee is True or hidden is True)
    if found is None or (is_stopped and not is_explained):
        not_checked = Unknown(Reason.NOT_CHECKED)
        return OwnMoney(tainted=not_checked, nominee=not_checked, hidden_leverage=not_checked)
    return OwnMoney(tainted=found.tainted, nominee=nominee, hidden_leverage=hidden)


def money_of(offer: "LeadOffer") -> OwnMoney | None:
    """Return what the rules last found of the money of an offer; None where it was never looked through."""
    if offer.funding_determination is None:
        return None
    ruling = offer.funding_determination.as_ruling()
    return own_money(ruling.question(), findings=ruling.findings, is_stopped=ruling.refuses)


def _answer(outcome: Outcome | None) -> bool | Unknown:
    if outcome is Outcome.DENY:
        return True
    return False if outcome is Outcome.PERMIT else Unknown(Reason.NOT_CHECKED)


def closing_facts(
    snapshot: RoundSnapshot, *, pledge: Pledge | None, standing: Standing, money: OwnMoney | None = None
) -> LeadRatioFacts:
    """Return what the rules want to know about the lead at closing: its own money over the allocated amount as well.

    The lead's money goes into the vehicle of the followers, whose limited partner it is beside the manager, or whose
    general partner where no manager is stated. A raise without the offer of
    its lead has told nothing about it.
    """
    own, total = standing.lead.amount if standing.lead else None, standing.total
    vehicle = None
    if own is not None and total and snapshot.terms.vehicle_form is VehicleForm.LIMITED_PARTNERSHIP:
        nothing = Money.zero(total.currency)
        leads_only = snapshot.terms.manager_form is not None
        vehicle = VehicleShare(
            capital=total,
            as_general_partner=nothing if leads_only else own,
            as_limited_partner=own if leads_only else nothing,
        )
    return _lead_ratio_facts(
        snapshot, pledge=pledge, commitment=own, allocated=total, vehicle=vehicle, money=money or NOT_LOOKED
    )


def _lead_ratio_facts(
    snapshot: RoundSnapshot,
    *,
    pledge: Pledge | None,
    commitment: Money | None,
    allocated: Money | None,
    vehicle: VehicleShare | None,
    money: OwnMoney,
) -> LeadRatioFacts:
    """Return the facts; `money` is what looking through the lead's money found."""
    terms, step_up = snapshot.terms, pledge.step_up_percent if pledge else None
    return LeadRatioFacts(
        stage=RulesStage(terms.stage) if terms.stage else _NOT_STATED,
        round_target=terms.target or _NOT_STATED,
        lead_commitment=commitment or _NOT_STATED,
        allocated_amount=allocated,
        step_up=StepUp(to_percent=step_up, is_met=None) if step_up is not None else None,
        tainted_amount=money.tainted,
        nominee=money.nominee,
        hidden_leverage=money.hidden_leverage,
        lead_assets=pledge.own_assets if pledge and pledge.own_assets else _NOT_STATED,
        company_percent=pledge.company_percent if pledge and pledge.company_percent is not None else _NOT_STATED,
        vehicle=vehicle,
    )


def subscription_facts(snapshot: RoundSnapshot, *, amount: Money, is_certified: bool) -> SubscriptionFacts:
    """Return what the rules want to know about a follower's subscription.

    `is_certified` is meant under the regime that the vehicle brings; where that is not known, neither is this.
    """
    regime = certification_asked(snapshot).regime
    return SubscriptionFacts(
        amount=amount,
        vehicle_form=_vehicle_form(snapshot),
        is_certified=regime if isinstance(regime, Unknown) else is_certified,
    )


def certification_asked(snapshot: RoundSnapshot) -> CertificationAsked:
    """Return which certification the vehicle of a raise asks of its investors."""
    return CertificationAsked(
        regime=regime_of(_vehicle_form(snapshot)), manager_number=snapshot.terms.manager_number or ""
    )


def suitability_facts(snapshot: RoundSnapshot, *, stamp: SuitabilityStamp) -> SuitabilityFacts | AssessmentFacts:
    """Return the question whether a raise suits an investor; of somebody never assessed only that is asked.

    Who has asked in writing has read the special warning before. Signing and call-back are questions of the closing.
    """
    if stamp.assessment is None:
        return AssessmentFacts(has_one=False, taken_today=None)
    return SuitabilityFacts(
        investor_class=stamp.assessment.investor_class,
        product_grade=snapshot.product_grade or _NOT_STATED,
        professional=False,
        requested_by_investor=stamp.has_asked,
        special_warning_given=stamp.has_asked,
        assessed_on=stamp.assessment.assessed_on,
        signed_at=None,
        called_back_at=None,
    )


def holder_facts(
    snapshot: RoundSnapshot,
    *,
    partners: Partners,
    beside: Iterable[Partners],
    adding: int,
    institutions: Iterable[CountedAs] = (),
) -> HolderFacts:
    """Return what the rules want to know about who would hold the vehicle of a raise, with `adding` followers more.

    The manager is general partner, and the lead a limited one; where no manager is stated, the lead is recorded as
    general partner. Every investor subscribes in their own name; a person counts as one, and so does an institution
    that is not looked through. `institutions` come in besides the `adding` persons.
    """
    has_manager = snapshot.terms.manager_form is not None
    form = _vehicle_form(snapshot)
    return HolderFacts(
        company_form=form,
        private_fund=True if form in _PRIVATE_FUNDS else Unknown(Reason.NOT_STATED),
        holders=_holders(partners, has_manager=has_manager),
        adding=(*_followers(adding), *_seen_through(institutions)),
        parallel_vehicles=tuple(ParallelVehicle(holders=_holders(each, has_manager=has_manager)) for each in beside),
    )


_PRIVATE_FUNDS: Final = (LegalForm.LIMITED_PARTNERSHIP, LegalForm.CONTRACTUAL_FUND)
"""Forms in which a vehicle that pools followers is a private fund; of a company its form alone tells nothing."""


def _holders(partners: Partners, *, has_manager: bool) -> tuple[Holder, ...]:
    general_partner = (Holder(kind=HolderKind.GENERAL_PARTNER, count=1, members=None),)
    others = _seen_through(partners.institutions)
    if not has_manager:
        return (*(general_partner if partners.has_lead else ()), *_followers(partners.followers), *others)
    if partners.lead_as is not None:
        return (*general_partner, *_followers(partners.followers), *_seen_through([partners.lead_as]), *others)
    return (*general_partner, *_followers(partners.followers + partners.has_lead), *others)


def _followers(count: int) -> tuple[Holder, ...]:
    return (Holder(kind=HolderKind.INDIVIDUAL, count=count, members=None),) if count else ()


def _seen_through(institutions: Iterable[CountedAs]) -> tuple[Holder, ...]:
    """Return institutions as holders; the final investors behind one that pools are its members, if anybody said."""
    return tuple(
        Holder(kind=each.kind, count=1, members=_members(each.final_investors) if each.is_looked_through else None)
        for each in institutions
    )


def _members(final_investors: int | None) -> tuple[Holder, ...] | Unknown:
    return _NOT_STATED if final_investors is None else _followers(final_investors)


def screening_facts(standing: ScreeningStanding) -> ScreeningFacts:
    """Return what the rules want to know about an investor's screening: no more than the investor may read."""
    return ScreeningFacts(standing=told_to_the_person(standing))


def company_screening_facts(standing: ScreeningStanding) -> CompanyScreeningFacts:
    """Return what the rules want to know about a company's screening: no more than its people may read."""
    return CompanyScreeningFacts(standing=told_to_the_person(standing))


def parties_facts(standings: Mapping[UUID, ScreeningStanding]) -> PartiesFacts:
    """Return where everybody in a step stands, for the offices: users by their ids, in ascending order."""
    told = {str(user_id): told_to_the_person(standing) for user_id, standing in sorted(standings.items())}

    def those(word: PersonalStanding) -> tuple[str, ...]:
        return tuple(user for user, standing in told.items() if standing is word)

    return PartiesFacts(
        asked=len(told),
        under_way=those(PersonalStanding.UNDER_WAY),
        due=those(PersonalStanding.DUE),
        stopped=those(PersonalStanding.STOPPED),
    )


def _vehicle_form(snapshot: RoundSnapshot) -> LegalForm | Unknown:
    form = snapshot.terms.vehicle_form
    return LegalForm(form) if form else Unknown(Reason.NOT_STATED)


def call_back_facts(coolings: Mapping[UUID, Cooling]) -> CallBackFacts:
    """Return what the rules want to know about the cooling-off of subscriptions that are paid, by their ids."""
    return CallBackFacts(
        parts=tuple(
            PaidPart(id=str(id_), paid_at=cooling.paid_at, called_back_at=cooling.called_back_at)
            for id_, cooling in coolings.items()
        )
    )
