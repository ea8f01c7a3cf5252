"""tests / compliance: facts of every shape, for properties."""

from datetime import date

from hypothesis import strategies as st

from compliance.core.facts import (
    Basis,
    Board,
    FundingFacts,
    HolderPart,
    LeadFacts,
    LeadRatioFacts,
    LegalForm,
    LockUpFacts,
    Movement,
    MovementKind,
    Party,
    PartyKind,
    Reason,
    RoundFacts,
    Stage,
    StepUp,
    SubscriptionFacts,
    Unknown,
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
    )
