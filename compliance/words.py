"""compliance / words: how the book's words, values and periods read on a page."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from compliance.core.alternatives import average
from compliance.core.book import Confidence, Entry, InstrumentKind
from compliance.core.certification import EvidenceKind, InstitutionForm, Regime
from compliance.core.comparison import ChangeKind, Part
from compliance.core.declaration import AssetKind, Declaration
from compliance.core.engine import Status
from compliance.core.facts import (
    FundingPayment,
    Holder,
    LegalForm,
    Movement,
    PaidPart,
    ParallelVehicle,
    Party,
    Passage,
    ProductKind,
    StepUp,
    Unknown,
    VehicleShare,
)
from compliance.core.proofs import Proof
from compliance.core.rule_names import RULE_NAMES
from compliance.core.ruling import Ruling
from compliance.core.screening import ListKind, PersonalStanding
from compliance.core.states import CertificationState, ClearanceState, ScreeningState
from compliance.core.wording import BOOK_WORDS, KIND_NAMES, LEGAL_FORMS, REASONS, SPOKEN
from crowdfund.kernel.money import Currency, Money
from crowdfund.kernel.periods import Origin, Period
from crowdfund.web.components.amounts import money_text
from crowdfund.web.components.days import day_text, instant_text
from crowdfund.web.components.language import in_language
from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs

STATUS_WORDS: Final[Mapping[Status, Promise]] = {
    Status.JUDGED: pgettext_lazy("rule in a determination", "Judged"),
    Status.BEATEN: pgettext_lazy("rule in a determination", "Gave way to a more special rule"),
    Status.NOT_EXAMINED: pgettext_lazy("rule in a determination", "Not examined"),
    Status.NOT_APPLICABLE: pgettext_lazy("rule in a determination", "Not applicable"),
    Status.NOT_IN_FORCE: pgettext_lazy("rule in a determination", "Not in force"),
}
CONFIDENCE_WORDS: Final[Mapping[Confidence, Promise]] = {
    Confidence.CONFIRMED: pgettext_lazy("confidence", "Text read"),
    Confidence.SEED_CONFIRMED: pgettext_lazy("confidence", "Two sources agree"),
    Confidence.SEED: pgettext_lazy("confidence", "One source"),
    Confidence.INTERPRETATION: pgettext_lazy("confidence", "Our reading of the text"),
    Confidence.PROJECT_DEFAULT: pgettext_lazy("confidence", "Policy of the platform"),
    Confidence.ONE_PAGE: pgettext_lazy("confidence", "One page only, refers instead of forbidding"),
    Confidence.MEMORY: pgettext_lazy("confidence", "From memory, never decides"),
}
INSTRUMENT_WORDS: Final[Mapping[InstrumentKind, Promise]] = {
    InstrumentKind.STATUTE: pgettext_lazy("instrument", "Statute"),
    InstrumentKind.REGULATION: pgettext_lazy("instrument", "Administrative regulation"),
    InstrumentKind.DEPARTMENTAL_RULE: pgettext_lazy("instrument", "Departmental rule"),
    InstrumentKind.SELF_REGULATION: pgettext_lazy("instrument", "Self-regulatory rule"),
    InstrumentKind.DRAFT: pgettext_lazy("instrument", "Draft, never adopted"),
    InstrumentKind.PLATFORM: pgettext_lazy("instrument", "Policy of the platform, not law"),
}
PART_WORDS: Final[Mapping[Part, Promise]] = {
    Part.PROVISION: pgettext_lazy("rulebook", "Article"),
    Part.PARAMETER: pgettext_lazy("rulebook", "Value"),
    Part.RULE: pgettext_lazy("rulebook", "Rule"),
}
CHANGE_WORDS: Final[Mapping[ChangeKind, Promise]] = {
    ChangeKind.BEGUN: pgettext_lazy("change of the rulebook", "New"),
    ChangeKind.CHANGED: pgettext_lazy("change of the rulebook", "Changed"),
    ChangeKind.ENDED: pgettext_lazy("change of the rulebook", "Ended"),
}
_BREAKS: Final = re.compile(r"[^._]{1,12}[._]?|[._]")
UNIT_WORDS: Final[Mapping[str, Promise]] = {
    "percent": pgettext_lazy("unit of the rulebook", "percent"),
    "hours": pgettext_lazy("unit of the rulebook", "hours"),
    "working_days": pgettext_lazy("unit of the rulebook", "working days"),
    "persons": pgettext_lazy("unit of the rulebook", "persons"),
    "days": pgettext_lazy("unit of the rulebook", "days"),
    "months": pgettext_lazy("unit of the rulebook", "months"),
    "years": pgettext_lazy("unit of the rulebook", "years"),
    "times": pgettext_lazy("unit of the rulebook", "times"),
}
REGIMES: Final[Mapping[Regime, Promise]] = {
    Regime.PRIVATE_FUND_2014: gettext_lazy("Qualified investor of a private fund"),
    Regime.ASSET_MANAGEMENT_2018: gettext_lazy("Qualified investor of an asset-management product"),
}
EVIDENCE: Final[Mapping[EvidenceKind, Promise]] = {
    EvidenceKind.FINANCIAL_ASSETS: gettext_lazy("An individual with financial assets of at least 3,000,000 yuan"),
    EvidenceKind.ANNUAL_INCOME: gettext_lazy(
        "An individual with an average income of at least 500,000 yuan in the last three years"
    ),
    EvidenceKind.NET_ASSETS: gettext_lazy("An institution with net assets of at least 10,000,000 yuan"),
    EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS: gettext_lazy(
        "An individual whose family has net financial assets of at least 3,000,000 yuan"
    ),
    EvidenceKind.FAMILY_FINANCIAL_ASSETS: gettext_lazy(
        "An individual whose family has financial assets of at least 5,000,000 yuan"
    ),
    EvidenceKind.PENSION_OR_CHARITY: gettext_lazy("A pension fund or a charitable fund"),
    EvidenceKind.FILED_PLAN: gettext_lazy("A plan that is lawfully set up and filed with the association"),
    EvidenceKind.MANAGER_OR_STAFF: gettext_lazy("A fund manager, or its staff, in the manager's own fund"),
    EvidenceKind.CSRC_NAMED: gettext_lazy("Another investor named by the CSRC"),
}
INCOME_2018: Final = gettext_lazy(
    "An individual with an average income of at least 400,000 yuan in the last three years"
)
INSTITUTIONS: Final[Mapping[InstitutionForm, Promise]] = {
    InstitutionForm.COMPANY: gettext_lazy("A company or another legal person"),
    InstitutionForm.POOLING_VEHICLE: gettext_lazy("A partnership or contract that pools the money of investors"),
}
PROOFS: Final[Mapping[Proof, Promise]] = {
    Proof.DEPOSITS: gettext_lazy("Bank certificate of deposits"),
    Proof.SHARES: gettext_lazy("Statement of the securities account"),
    Proof.BONDS: gettext_lazy("Custody statement of bonds"),
    Proof.FUND_UNITS: gettext_lazy("Statement of fund units"),
    Proof.ASSET_PLANS: gettext_lazy("Statement of asset-management plans"),
    Proof.WEALTH_PRODUCTS: gettext_lazy("Statement of bank wealth products"),
    Proof.TRUST_PLANS: gettext_lazy("Trust contract and statement"),
    Proof.INSURANCE: gettext_lazy("Policy with its cash value"),
    Proof.FUTURES: gettext_lazy("Statement of the futures account"),
    Proof.INCOME: gettext_lazy("Proof of income or tax of the last three years"),
    Proof.NET_ASSETS: gettext_lazy("Audited accounts of the last year-end"),
    Proof.FAMILY: gettext_lazy("Proof of the family and its debts"),
    Proof.EXPERIENCE: gettext_lazy("Proof of the years of investing"),
    Proof.DEEMED: gettext_lazy("Proof of filing, registration, foundation or employment"),
    Proof.FINAL_INVESTORS: gettext_lazy("Register of the final investors with proof that each is qualified"),
}
ASSETS: Final[Mapping[AssetKind, Promise]] = {
    AssetKind.DEPOSITS: gettext_lazy("Bank deposits"),
    AssetKind.SHARES: gettext_lazy("Listed shares"),
    AssetKind.BONDS: gettext_lazy("Bonds"),
    AssetKind.FUND_UNITS: gettext_lazy("Fund units"),
    AssetKind.ASSET_PLANS: gettext_lazy("Asset-management plans"),
    AssetKind.WEALTH_PRODUCTS: gettext_lazy("Bank wealth products"),
    AssetKind.TRUST_PLANS: gettext_lazy("Trust plans"),
    AssetKind.INSURANCE: gettext_lazy("Insurance products"),
    AssetKind.FUTURES: gettext_lazy("Futures interests"),
}
CERTIFICATION_STATES: Final[Mapping[CertificationState, StateFace]] = {
    CertificationState.APPLIED: StateFace(
        label=pgettext_lazy("certification state", "Waiting for a decision"), tone=Tone.WAITING
    ),
    CertificationState.APPROVED: StateFace(label=pgettext_lazy("certification state", "Certified"), tone=Tone.LIVE),
    CertificationState.REFUSED: StateFace(
        label=pgettext_lazy("certification state", "Not certified"), tone=Tone.REFUSED
    ),
    CertificationState.EXPIRED: StateFace(label=pgettext_lazy("certification state", "Expired"), tone=Tone.ENDED),
}
SCREENING_STATES: Final[Mapping[ScreeningState, StateFace]] = {
    ScreeningState.REQUESTED: StateFace(
        label=pgettext_lazy("screening state", "Waiting for the provider"), tone=Tone.WAITING
    ),
    ScreeningState.CLEAR: StateFace(label=pgettext_lazy("screening state", "Nothing found"), tone=Tone.LIVE),
    ScreeningState.HIT: StateFace(label=pgettext_lazy("screening state", "Possible hit"), tone=Tone.WAITING),
    ScreeningState.MISMATCH: StateFace(label=pgettext_lazy("screening state", "Identity mismatch"), tone=Tone.WAITING),
    ScreeningState.FAILED: StateFace(label=pgettext_lazy("screening state", "Check failed"), tone=Tone.ENDED),
    ScreeningState.CLEARED: StateFace(label=pgettext_lazy("screening state", "Cleared by an officer"), tone=Tone.LIVE),
    ScreeningState.CONFIRMED: StateFace(label=pgettext_lazy("screening state", "Hit confirmed"), tone=Tone.REFUSED),
    ScreeningState.EXPIRED: StateFace(label=pgettext_lazy("screening state", "Expired"), tone=Tone.ENDED),
}
LIST_KINDS: Final[Mapping[ListKind, Promise]] = {
    ListKind.SANCTIONS: pgettext_lazy("kind of list", "Sanctions"),
    ListKind.PEP: pgettext_lazy("kind of list", "Politically exposed person"),
    ListKind.ADVERSE: pgettext_lazy("kind of list", "Adverse news"),
}
PERSONAL_STANDINGS: Final[Mapping[PersonalStanding, StateFace]] = {
    PersonalStanding.CLEAR: StateFace(label=pgettext_lazy("personal standing", "Screening passed"), tone=Tone.LIVE),
    PersonalStanding.UNDER_WAY: StateFace(
        label=pgettext_lazy("personal standing", "Screening under way"), tone=Tone.WAITING
    ),
    PersonalStanding.STOPPED: StateFace(
        label=pgettext_lazy("personal standing", "Subscribing and leading stopped"), tone=Tone.REFUSED
    ),
    PersonalStanding.DUE: StateFace(label=pgettext_lazy("personal standing", "Screening due"), tone=Tone.WAITING),
}
STANDING_SENTENCES: Final[Mapping[PersonalStanding, Promise]] = {
    PersonalStanding.CLEAR: gettext_lazy("Nothing stands in the way of subscribing and leading."),
    PersonalStanding.UNDER_WAY: gettext_lazy(
        "The check has not ended yet. Until it has, subscribing, leading and buying units are refused."
    ),
    PersonalStanding.STOPPED: gettext_lazy(
        "The platform does not accept subscriptions or offers to lead from you. Please write to a compliance officer."
    ),
    PersonalStanding.DUE: gettext_lazy(
        "No check of yours counts today, so subscribing, leading and buying units are refused. Ask for it now."
    ),
}
CLEARANCE_STATES: Final[Mapping[ClearanceState, StateFace]] = {
    ClearanceState.REQUESTED: StateFace(
        label=pgettext_lazy("clearance state", "Waiting for an officer"), tone=Tone.WAITING
    ),
    ClearanceState.PROPOSED: StateFace(
        label=pgettext_lazy("clearance state", "Waiting for a second officer"), tone=Tone.WAITING
    ),
    ClearanceState.GRANTED: StateFace(label=pgettext_lazy("clearance state", "Cleared"), tone=Tone.LIVE),
    ClearanceState.DECLINED: StateFace(label=pgettext_lazy("clearance state", "Not cleared"), tone=Tone.REFUSED),
    ClearanceState.EXPIRED: StateFace(label=pgettext_lazy("clearance state", "Expired"), tone=Tone.ENDED),
}
VERBS: Final[Mapping[str, Promise]] = {
    "certification.applied": gettext_lazy("Certification applied for"),
    "certification.application_refused": gettext_lazy("Application for certification refused by a rule"),
    "certification.approved": gettext_lazy("Certified as qualified investor"),
    "certification.refused": gettext_lazy("Certification refused"),
    "certification.expiring": gettext_lazy("Certification ends soon"),
    "assessment.expiring": gettext_lazy("Risk assessment ends soon"),
    "assessment.taken": gettext_lazy("Risk assessed"),
    "assessment.refused": gettext_lazy("Risk assessment refused by a rule"),
    "determination.differed": gettext_lazy("A determination no longer comes out the same"),
    "determinations.exported": gettext_lazy("Determinations exported"),
    "screening.requested": gettext_lazy("Screening requested"),
    "screening.sent": gettext_lazy("Screening provider asked"),
    "screening.not_sent": gettext_lazy("Screening provider does not take a check"),
    "screening.passed": gettext_lazy("Screening passed"),
    "screening.hit_found": gettext_lazy("Possible hit on a list"),
    "screening.mismatch_found": gettext_lazy("Identity mismatch reported"),
    "screening.failed": gettext_lazy("Screening could not be carried out"),
    "screening.contradicted": gettext_lazy("Screening provider contradicts itself"),
    "screening.hit_cleared": gettext_lazy("Screening passed after examination"),
    "screening.hit_confirmed": gettext_lazy("Subscribing and leading stopped"),
    "screening_lists.changed": gettext_lazy("Lists of the screening provider changed"),
    "clearance.requested": gettext_lazy("Clearance asked for"),
    "clearance.proposed": gettext_lazy("Clearance proposed"),
    "clearance.granted": gettext_lazy("Cleared by officers"),
    "clearance.declined": gettext_lazy("Clearance declined"),
}


def register() -> None:
    """Tell the design system how the room's states look and how its verbs read; called once at the start."""
    register_states("certification", {state.value: face for state, face in CERTIFICATION_STATES.items()})
    register_states("screening", {state.value: face for state, face in SCREENING_STATES.items()})
    register_states("personal_standing", {word.value: face for word, face in PERSONAL_STANDINGS.items()})
    register_states("clearance", {state.value: face for state, face in CLEARANCE_STATES.items()})
    register_verbs(VERBS)


def about_ruling(ruling: Ruling) -> str:
    """Return in a word what a determination is about."""
    name = KIND_NAMES.get(ruling.facts_kind) or KIND_NAMES.get(ruling.subject_kind)
    return in_language(name) if name else ruling.subject_kind


def rule_name(rule: str) -> str:
    """Return what a rule is called in a few words; its id where an old determination names one that is gone."""
    name = RULE_NAMES.get(rule)
    return in_language(name) if name else rule


def declared_rows(declaration: Declaration) -> list[tuple[str, object]]:
    """Return the figures of an application with their names; none where nothing was declared."""
    rows: list[tuple[str, object]] = [(str(ASSETS[kind]), amount) for kind, amount in declaration.holdings]
    if declaration.financial_assets is not None:
        rows.append((_("Financial assets together"), declaration.financial_assets))
    if declaration.incomes:
        rows.append((_("Average income of three years"), average(declaration.incomes)))
    if declaration.net_assets is not None:
        rows.append((_("Net assets of the institution"), declaration.net_assets))
    if declaration.ticket is not None:
        rows.append((_("What you mean to put into one fund"), declaration.ticket))
    return [*rows, *_declared_besides(declaration)]


def _declared_besides(declaration: Declaration) -> list[tuple[str, object]]:
    """Return what only some applications declare."""
    product, institution = declaration.product_kind, declaration.institution
    rows: list[tuple[str, object]] = [
        (_("Debts of the family"), declaration.family_debts),
        (_("Full years of investing"), declaration.experience_years),
        (_("Kind of product"), in_language(SPOKEN[ProductKind][product]) if product else None),
        (_("The institution is"), INSTITUTIONS[institution] if institution else None),
        (_("Final investors behind it"), declaration.final_investors),
        (_("Final investors without proof"), declaration.unqualified_investors),
        (_("Registration of the manager"), declaration.manager_number or None),
    ]
    return [(label, value) for label, value in rows if value is not None]


def evidence_word(regime: Regime, evidence: EvidenceKind) -> object:
    """Return by what somebody is qualified; the income that is asked for differs between the regimes."""
    is_other = regime is Regime.ASSET_MANAGEMENT_2018 and evidence is EvidenceKind.ANNUAL_INCOME
    return INCOME_2018 if is_other else EVIDENCE[evidence]


def shown_fact(fact: object) -> object:
    """Return a fact as a page shows it; an amount stays an amount, because it has its own face."""
    if isinstance(fact, Unknown):
        return pgettext("fact", "unknown ({reason})").format(reason=in_language(REASONS[fact.reason]))
    if fact is None:
        return pgettext("fact", "does not arise")
    if isinstance(fact, bool):
        return pgettext("fact", "yes") if fact else pgettext("fact", "no")
    if isinstance(fact, StrEnum):
        return in_language(SPOKEN[type(fact)][fact]) if type(fact) in SPOKEN else fact.value
    if isinstance(fact, tuple):
        parts = [str(_shown_part(each)) for each in fact]
        return pgettext("between the parts of a list", ", ").join(parts) or pgettext("fact", "none")
    if isinstance(fact, Decimal):
        return f"{fact}%"
    return fact if isinstance(fact, Money) else _shown_part(fact)


def _shown_part(part: object) -> object:
    """Return one entry of a fact that is a list."""
    if isinstance(part, Money):
        return money_text(part)
    if isinstance(part, Passage):
        return f"{part.place}: {part.text}"
    if isinstance(part, ParallelVehicle):
        return f"[{shown_fact(part.holders)}]"
    if isinstance(part, Holder):
        members = f" [{shown_fact(part.members)}]" if part.members is not None else ""
        return f"{shown_fact(part.kind)} × {part.count}{members}"
    if isinstance(part, PaidPart):
        return _shown_paid(part)
    return _shown_of_lead(part)


def _shown_paid(part: PaidPart) -> str:
    """Return a subscription that is paid, by its number, with when it was paid and called back."""
    paid = pgettext("paid part", "{number} paid {instant}").format(
        number=part.id, instant=instant_text(part.paid_at, seconds=True)
    )
    if part.called_back_at is None:
        return pgettext("paid part", "{paid}, not called back").format(paid=paid)
    instant = instant_text(part.called_back_at, seconds=True)
    return pgettext("paid part", "{paid}, called back {instant}").format(paid=paid, instant=instant)


def _shown_of_lead(part: object) -> object:
    """Return a fact about a lead's share or money that has parts of its own."""
    if isinstance(part, Party):
        return f"{part.id} ({shown_fact(part.kind)})"
    if isinstance(part, Movement):
        amount = f" {money_text(part.amount)}" if part.amount is not None else ""
        return f"{part.source} → {part.target}: {shown_fact(part.kind)}{amount}"
    if isinstance(part, FundingPayment):
        return f"{part.payer} ({shown_fact(part.match)}) {money_text(part.amount)}".strip()
    if isinstance(part, StepUp):
        return shown_fact(part.to_percent)
    if isinstance(part, VehicleShare):
        own = (part.as_general_partner, part.as_limited_partner)
        return f"{' + '.join(money_text(each) for each in own)} / {money_text(part.capital)}"
    return part


def shown_value(*, text: str, unit: str) -> object:
    """Return the canonical text of a value of the book as a page shows it.

    >>> shown_value(text="1000000.00", unit="CNY")
    Money(minor=100000000, currency=<Currency.CNY: 'CNY'>)
    """
    if unit == "CNY":
        return Money.parse(text, Currency.CNY)
    if unit == "legal_forms":
        names = [in_language(LEGAL_FORMS[LegalForm(word)]) for word in text.split(", ")]
        return pgettext("between the parts of a list", ", ").join(names)
    if unit == "words":
        said = [in_language(BOOK_WORDS.get(word, word)) for word in text.split(", ")]
        return pgettext("between the parts of a list", ", ").join(said)
    return f"{text} {UNIT_WORDS[unit]}"


def shown_code(*codes: str) -> SafeString:
    """Return hashes or names of rules so that they may break where a narrow screen needs it; nothing for none."""
    shown = (
        (format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in _BREAKS.findall(code))),) for code in codes
    )
    return format_html_join(SafeString("<br>"), "<code>{}</code>", shown)


def shown_period(entry: Entry) -> str:
    """Return when an entry holds; the end is the first day on which it no longer does."""
    if entry.is_repeal:
        return pgettext("period", "repealed {beginning}").format(beginning=_beginning(entry.period))
    return shown_days(entry.period)


def shown_days(period: Period) -> str:
    """Return a half-open stretch of days; the end is the first day that is not in it."""
    if period.ends is None:
        return _beginning(period)
    return pgettext("period", "{beginning}, no longer from {day}").format(
        beginning=_beginning(period), day=day_text(period.ends)
    )


def _beginning(period: Period) -> str:
    if isinstance(period.starts, Origin):
        return _("since before our records")
    return pgettext("period", "from {day}").format(day=day_text(period.starts))
