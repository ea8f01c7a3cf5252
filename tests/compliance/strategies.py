"""tests / compliance: facts of every shape, for properties."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from compliance.core.facts import (
    AssessmentFacts,
    Basis,
    Board,
    DeemedKind,
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
    ParallelVehicle,
    Party,
    PartyKind,
    Passage,
    PayerMatch,
    ProductGrade,
    ProductKind,
    QualificationFacts,
    Reason,
    Regime,
    RoundFacts,
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
from crowdfund.kernel.money import Currency, Money

unknowns = st.builds(Unknown, st.sampled_from(Reason))
tickets = st.builds(Money, st.integers(0, 10**12), st.just(Currency.CNY))
foreign_tickets = st.builds(Money, st.integers(0, 10**12), st.sampled_from(Currency))
forms = st.sampled_from(LegalForm)
outcomes = st.sampled_from(Outcome)
bases = st.sampled_from(Basis)
percents = st.decimals(0, 100, places=6)
days = st.dates(date(2010, 1, 1), date(2040, 1, 1))


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


amounts = st.builds(Money, st.integers(0, 10**12), st.just(Currency.CNY))


def qualification_facts() -> st.SearchStrategy[QualificationFacts]:
    """Return facts about an investor under any regime, known and unknown."""
    return st.builds(
        QualificationFacts,
        regime=st.sampled_from(Regime),
        investor_kind=st.sampled_from(InvestorKind) | unknowns,
        ticket=amounts | unknowns,
        deemed=st.sampled_from(DeemedKind) | st.none() | unknowns,
        financial_assets=amounts | unknowns,
        net_assets=amounts | unknowns,
        annual_incomes=st.lists(amounts, min_size=3, max_size=3).map(tuple) | unknowns,
        family_net_financial_assets=amounts | unknowns,
        family_financial_assets=amounts | unknowns,
        experience_years=st.integers(0, 40) | unknowns,
        product_kind=st.sampled_from(ProductKind) | unknowns,
        final_investors=st.integers(1, 60) | st.none() | unknowns,
        unqualified_investors=st.integers(0, 3) | st.none() | unknowns,
    )


def holders(depth: int = 3) -> st.SearchStrategy[tuple[Holder, ...]]:
    """Return holders of every kind; vehicles that are looked through down to some depth, some without members."""
    plain = [kind for kind in HolderKind if kind is not HolderKind.UNFILED_VEHICLE]
    counts = st.integers(0, 60)
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


def suitability_facts() -> st.SearchStrategy[SuitabilityFacts]:
    """Return facts about a sale to an investor, known and unknown."""
    instants = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
    return st.builds(
        SuitabilityFacts,
        investor_class=st.sampled_from(InvestorClass) | st.none() | unknowns,
        product_grade=st.sampled_from(ProductGrade) | unknowns,
        professional=st.booleans() | unknowns,
        requested_by_investor=st.booleans() | unknowns,
        special_warning_given=st.booleans() | unknowns,
        assessed_on=days | st.none() | unknowns,
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
