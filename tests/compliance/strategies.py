"""tests / compliance: facts of every shape, for properties.

Amounts, counts, percentages, days and instants lie at the edges of the book as often as anywhere else: where a value
stands, one fen, person, millionth, day or second before it and after it. A range alone would hardly ever meet one.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from compliance.core.facts import (
    AssessmentFacts,
    Basis,
    Board,
    CallBackFacts,
    CompanyScreeningFacts,
    CounterpartyFacts,
    DeemedKind,
    Facts,
    FilingFacts,
    FundingFacts,
    FundingPayment,
    FundingReview,
    FundTarget,
    GradeFacts,
    Holder,
    HolderFacts,
    HolderKind,
    HolderPart,
    InvestorClass,
    InvestorKind,
    LeadFacts,
    LeadRatioFacts,
    LeadSuitedFacts,
    LegalForm,
    LockUpFacts,
    ManagerKind,
    Movement,
    MovementKind,
    PaidPart,
    ParallelVehicle,
    PartiesFacts,
    Party,
    PartyKind,
    PartyRole,
    Passage,
    PayerMatch,
    ProductGrade,
    ProductKind,
    QualificationFacts,
    Reason,
    Regime,
    RoundFacts,
    ScreeningFacts,
    Stage,
    StepUp,
    SubscriptionFacts,
    SuitabilityFacts,
    TextFacts,
    Unknown,
    VehicleFacts,
    VehicleShare,
)
from compliance.core.outcome import Outcome
from compliance.core.screening import PersonalStanding
from compliance.library import book
from crowdfund.kernel.days import add_months
from crowdfund.kernel.money import Currency, Money

TODAY = date(2026, 11, 22)
_ENTRIES = [entry for parameter in book().parameters for entry in parameter.entries]
_PERIODS = [
    entry.period
    for instrument in book().instruments
    for entries in [part.entries for part in instrument.provisions] + [part.entries for part in instrument.parameters]
    for entry in entries
]


def _around(values: set[int]) -> st.SearchStrategy[int]:
    """Return each of the values, one less and one more, never below nothing."""
    return st.sampled_from(sorted({max(0, value + off) for value in values for off in (-1, 0, 1)}))


AMOUNTS = {entry.value.minor for entry in _ENTRIES if isinstance(entry.value, Money)}
COUNTS = {entry.value for entry in _ENTRIES if type(entry.value) is int}
PERCENTS = {entry.value for entry in _ENTRIES if isinstance(entry.value, Decimal)}
DAYS = {end for period in _PERIODS for end in (period.starts, period.ends) if isinstance(end, date)}
"""What the book compares with, and the days on which its law begins or ends."""

fen = st.integers(0, 10**12) | _around(AMOUNTS)
counts = st.integers(0, 60) | _around(COUNTS)
edge_days = st.sampled_from(sorted({day + timedelta(days=off) for day in DAYS for off in (-1, 0, 1)}))
legal_days = edge_days | st.just(TODAY)
unknowns = st.builds(Unknown, st.sampled_from(Reason))
tickets = st.builds(Money, fen, st.just(Currency.CNY))
foreign_tickets = st.builds(Money, fen, st.sampled_from(Currency))
forms = st.sampled_from(LegalForm)
outcomes = st.sampled_from(Outcome)
bases = st.sampled_from(Basis)
percents = st.decimals(0, 100, places=6) | st.builds(
    lambda value, off: value + off * Decimal("0.000001"), st.sampled_from(sorted(PERCENTS)), st.sampled_from((-1, 0, 1))
)
days = st.dates(date(2010, 1, 1), date(2040, 1, 1)) | edge_days


def round_facts() -> st.SearchStrategy[RoundFacts]:
    """Return facts about a raise, known and unknown, in any currency."""
    return st.builds(RoundFacts, minimum_ticket=tickets | foreign_tickets | unknowns, vehicle_form=forms | unknowns)


def lead_facts() -> st.SearchStrategy[LeadFacts]:
    """Return facts about a lead, known and unknown, in any currency."""
    amounts = tickets | foreign_tickets | unknowns
    return st.builds(LeadFacts, base=amounts, commitment=amounts, basis=bases | unknowns)


def subscription_facts() -> st.SearchStrategy[SubscriptionFacts]:
    """Return facts about a subscription, known and unknown, in any currency."""
    return st.builds(
        SubscriptionFacts,
        amount=tickets | foreign_tickets | unknowns,
        vehicle_form=forms | unknowns,
        is_certified=st.booleans() | unknowns,
    )


def lock_up_facts() -> st.SearchStrategy[LockUpFacts]:
    """Return facts about a lot that is to be sold, known and unknown."""
    return st.builds(
        LockUpFacts,
        board=st.sampled_from(Board) | unknowns,
        part=st.sampled_from(HolderPart) | unknowns,
        listed_on=days | unknowns,
        sale_on=days | unknowns,
    )


def lead_ratio_facts() -> st.SearchStrategy[LeadRatioFacts]:
    """Return facts about a lead's share in one currency, each known or unknown."""
    step_ups = st.builds(StepUp, to_percent=percents, is_met=st.booleans() | st.none())
    vehicles = st.builds(
        VehicleShare,
        capital=st.builds(Money, st.integers(1, 10**12), st.just(Currency.CNY)),
        as_general_partner=tickets,
        as_limited_partner=tickets,
    )
    return st.builds(
        LeadRatioFacts,
        stage=st.sampled_from(Stage) | unknowns,
        round_target=tickets | unknowns,
        lead_commitment=tickets | unknowns,
        allocated_amount=tickets | unknowns | st.none(),
        step_up=step_ups | unknowns | st.none(),
        tainted_amount=tickets | unknowns | st.none(),
        nominee=st.booleans() | unknowns | st.none(),
        hidden_leverage=st.booleans() | unknowns | st.none(),
        lead_assets=tickets | unknowns,
        company_percent=percents | unknowns,
        vehicle=vehicles | unknowns | st.none(),
    )


@st.composite
def funding_facts(draw: st.DrawFn) -> FundingFacts:
    """Return a graph of a lead's money with exactly one lead: some parties, some movements between them."""
    kinds = draw(st.lists(st.sampled_from([kind for kind in PartyKind if kind is not PartyKind.LEAD]), max_size=6))
    parties = (Party(id="lead", kind=PartyKind.LEAD), *(Party(id=f"p{n}", kind=kind) for n, kind in enumerate(kinds)))
    ids = st.sampled_from([party.id for party in parties])
    flows = st.builds(
        Movement,
        source=ids,
        target=ids,
        kind=st.sampled_from(MovementKind),
        amount=st.builds(Money, st.integers(0, 10**9), st.just(Currency.CNY)) | st.none(),
        is_disclosed=st.booleans() | unknowns,
    )
    return FundingFacts(
        commitment=draw(st.builds(Money, st.integers(0, 10**9), st.just(Currency.CNY))),
        parties=parties,
        movements=tuple(draw(st.lists(flows, max_size=12))),
        holds_for=draw(ids),
        unevidenced=draw(st.lists(ids, max_size=3).map(tuple) | unknowns),
        payments=draw(st.lists(_funding_payments(ids), max_size=3).map(tuple) | unknowns),
        review=draw(st.sampled_from(FundingReview) | unknowns | st.none()),
    )


def _funding_payments(ids: st.SearchStrategy[str]) -> st.SearchStrategy[FundingPayment]:
    return st.builds(
        FundingPayment,
        payer=ids,
        match=st.sampled_from(PayerMatch),
        amount=st.builds(Money, st.integers(1, 10**9), st.just(Currency.CNY)),
    )


def qualification_facts() -> st.SearchStrategy[QualificationFacts]:
    """Return facts about an investor under any regime, known and unknown."""
    return st.builds(
        QualificationFacts,
        regime=st.sampled_from(Regime),
        investor_kind=st.sampled_from(InvestorKind) | unknowns,
        ticket=tickets | unknowns,
        deemed=st.sampled_from(DeemedKind) | st.none() | unknowns,
        financial_assets=tickets | unknowns,
        net_assets=tickets | unknowns,
        annual_incomes=st.lists(tickets, min_size=3, max_size=3).map(tuple) | unknowns,
        family_net_financial_assets=tickets | unknowns,
        family_financial_assets=tickets | unknowns,
        experience_years=st.integers(0, 40) | unknowns,
        product_kind=st.sampled_from(ProductKind) | unknowns,
        final_investors=counts.filter(bool) | st.none() | unknowns,
        unqualified_investors=st.integers(0, 3) | st.none() | unknowns,
    )


def holders(depth: int = 3) -> st.SearchStrategy[tuple[Holder, ...]]:
    """Return holders of every kind; vehicles that are looked through down to some depth, some without members."""
    plain = [kind for kind in HolderKind if kind is not HolderKind.UNFILED_VEHICLE]
    one = st.builds(Holder, kind=st.sampled_from(plain), count=counts, members=st.none())
    if depth:
        vehicle = st.builds(
            Holder,
            kind=st.just(HolderKind.UNFILED_VEHICLE),
            count=st.integers(0, 3),
            members=holders(depth - 1) | unknowns,
        )
        one = one | vehicle
    return st.lists(one, max_size=4).map(tuple)


def holder_facts() -> st.SearchStrategy[HolderFacts]:
    """Return facts about the holders of any form, known and unknown."""
    return st.builds(
        HolderFacts,
        company_form=forms | unknowns,
        private_fund=st.booleans() | unknowns,
        holders=holders() | unknowns,
        adding=holders(1) | unknowns,
        parallel_vehicles=st.lists(st.builds(ParallelVehicle, holders=holders(1)), max_size=2).map(tuple) | unknowns,
    )


def assessment_facts() -> st.SearchStrategy[AssessmentFacts]:
    """Return facts about a risk assessment, known and unknown."""
    return st.builds(
        AssessmentFacts,
        has_one=st.booleans() | st.none() | unknowns,
        taken_today=st.integers(0, 9) | st.none() | unknowns,
    )


def grade_facts() -> st.SearchStrategy[GradeFacts]:
    """Return facts about the grade of a product, known and unknown."""
    return st.builds(
        GradeFacts, product_grade=st.sampled_from(ProductGrade) | unknowns, has_reason=st.booleans() | unknowns
    )


def lead_suited_facts() -> st.SearchStrategy[LeadSuitedFacts]:
    """Return facts about whether a raise suits its lead, known and unknown."""
    return st.builds(LeadSuitedFacts, is_suited=st.booleans() | unknowns)


_SIGNED = datetime(2026, 11, 20, 2, tzinfo=UTC)
instants = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)) | st.sampled_from(
    [_SIGNED, *(_SIGNED + timedelta(hours=24, seconds=off) for off in (-1, 0, 1))]
)


def suitability_facts() -> st.SearchStrategy[SuitabilityFacts]:
    """Return facts about a sale to an investor, known and unknown."""
    assessed = st.sampled_from([add_months(TODAY, -36) + timedelta(days=off) for off in (-1, 0, 1)])
    return st.builds(
        SuitabilityFacts,
        investor_class=st.sampled_from(InvestorClass) | st.none() | unknowns,
        product_grade=st.sampled_from(ProductGrade) | unknowns,
        professional=st.booleans() | unknowns,
        requested_by_investor=st.booleans() | unknowns,
        special_warning_given=st.booleans() | unknowns,
        assessed_on=assessed | days | st.none() | unknowns,
        signed_at=instants | st.none() | unknowns,
        called_back_at=instants | st.none() | unknowns,
    )


def vehicle_facts() -> st.SearchStrategy[VehicleFacts]:
    """Return facts about a vehicle as a private fund, known and unknown."""
    return st.builds(
        VehicleFacts,
        vehicle_form=forms | unknowns,
        general_partner=st.sampled_from(ManagerKind) | st.none() | unknowns,
        manager=st.sampled_from(ManagerKind) | unknowns,
        manager_is_registered=st.booleans() | unknowns,
        target=st.sampled_from(FundTarget) | unknowns,
        paid_in=tickets | foreign_tickets | st.none() | unknowns,
        raised_on=days | st.none() | unknowns,
        filed_on=days | st.none() | unknowns,
        splits_income_rights=st.booleans() | unknowns,
    )


def text_facts() -> st.SearchStrategy[TextFacts]:
    """Return texts, some of which say what they may not."""
    texts = st.text(max_size=20) | st.sampled_from(
        ["保本保收益", "不承诺保本", "人人可投", "股权众筹", "No risk at all"]
    )
    passages = st.builds(Passage, place=st.sampled_from(["title", "summary"]), text=texts)
    return st.builds(TextFacts, passages=st.lists(passages, max_size=3).map(tuple) | unknowns)


def call_back_facts() -> st.SearchStrategy[CallBackFacts]:
    """Return everybody who has paid, called back too early, in time or not at all."""
    parts = st.builds(PaidPart, id=st.sampled_from("abc"), paid_at=instants, called_back_at=instants | st.none())
    return st.builds(CallBackFacts, parts=st.lists(parts, max_size=3).map(tuple) | unknowns)


def filing_facts() -> st.SearchStrategy[FilingFacts]:
    """Return facts about the filing of a vehicle, known and unknown."""
    return st.builds(
        FilingFacts, vehicle_form=forms | unknowns, raised_on=days | unknowns, filed_on=days | st.none() | unknowns
    )


_standings = st.sampled_from(PersonalStanding) | unknowns
_people = st.lists(st.sampled_from("abc"), max_size=3).map(tuple) | unknowns

KINDS: dict[type[Facts], st.SearchStrategy[Any]] = {
    RoundFacts: round_facts(),
    LeadFacts: lead_facts(),
    SubscriptionFacts: subscription_facts(),
    LockUpFacts: lock_up_facts(),
    LeadRatioFacts: lead_ratio_facts(),
    FundingFacts: funding_facts(),
    QualificationFacts: qualification_facts(),
    HolderFacts: holder_facts(),
    AssessmentFacts: assessment_facts(),
    GradeFacts: grade_facts(),
    LeadSuitedFacts: lead_suited_facts(),
    SuitabilityFacts: suitability_facts(),
    CallBackFacts: call_back_facts(),
    ScreeningFacts: st.builds(ScreeningFacts, standing=_standings),
    CompanyScreeningFacts: st.builds(CompanyScreeningFacts, standing=_standings),
    CounterpartyFacts: st.builds(
        CounterpartyFacts, party=st.sampled_from(PartyRole) | unknowns, has_passed=st.booleans() | unknowns
    ),
    PartiesFacts: st.builds(PartiesFacts, asked=counts | unknowns, under_way=_people, due=_people, stopped=_people),
    VehicleFacts: vehicle_facts(),
    FilingFacts: filing_facts(),
    TextFacts: text_facts(),
}
"""Facts of each kind that the rules are asked about."""
