"""Hypothesis strategies for the values of the kernel."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import strategies as st

from crowdfund.kernel.money import Currency, Money

minor_units = st.integers(min_value=-(2**63), max_value=2**63 - 1)
currencies = st.sampled_from(Currency)
monies = st.builds(Money, minor_units, currencies)
yuan = st.builds(Money, minor_units, st.just(Currency.CNY))
weights = st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=40).filter(any)
totals = st.integers(min_value=0, max_value=10**18)
fractions = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 1000))
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2200, 12, 31))
instants = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2500, 1, 1), timezones=st.just(UTC))
