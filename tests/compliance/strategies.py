"""tests / compliance: facts of every shape, for properties."""

from datetime import date

from hypothesis import strategies as st

from compliance.core.facts import LegalForm, Reason, RoundFacts, Unknown
from compliance.core.outcome import Outcome
from crowdfund.kernel.money import Currency, Money

unknowns = st.builds(Unknown, st.sampled_from(Reason))
tickets = st.builds(Money, st.integers(0, 10**12), st.just(Currency.CNY))
foreign_tickets = st.builds(Money, st.integers(0, 10**12), st.sampled_from(Currency))
forms = st.sampled_from(LegalForm)
outcomes = st.sampled_from(Outcome)
days = st.dates(date(2010, 1, 1), date(2040, 1, 1))


def round_facts() -> st.SearchStrategy[RoundFacts]:
    """Return facts about a raise, known and unknown, in any currency."""
    return st.builds(RoundFacts, minimum_ticket=tickets | foreign_tickets | unknowns, vehicle_form=forms | unknowns)
