"""tests / compliance: facts of every shape, for properties."""

from datetime import date

from hypothesis import strategies as st

from compliance.core.facts import (
    Basis,
    Board,
    HolderPart,
    LeadFacts,
    LegalForm,
    LockUpFacts,
    Reason,
    RoundFacts,
    SubscriptionFacts,
    Unknown,
)
from compliance.core.outcome import Outcome
from crowdfund.kernel.money import Currency, Money

unknowns = st.builds(Unknown, st.sampled_from(Reason))
tickets = st.builds(Money, st.integers(0, 10**12), st.just(Currency.CNY))
foreign_tickets = st.builds(Money, st.integers(0, 10**12), st.sampled_from(Currency))
forms = st.sampled_from(LegalForm)
outcomes = st.sampled_from(Outcome)
bases = st.sampled_from(Basis)
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
