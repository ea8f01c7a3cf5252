"""Hypothesis strategies for the words of the ledger."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import EntryContent, Line

assets = st.sampled_from(["cash:CNY", "cash:USD", f"units:{UUID(int=7)}"]).map(Asset)
amounts = st.integers(-(2**40), 2**40).filter(bool)
account_ids = st.integers(1, 5).map(lambda number: UUID(int=number))
instants = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))


@st.composite
def balanced_lines(draw: st.DrawFn) -> tuple[Line, ...]:
    """Return lines that sum to zero in each of one or two assets."""
    lines: list[Line] = []
    for asset in draw(st.lists(assets, min_size=1, max_size=2, unique=True)):
        sides = draw(st.lists(st.tuples(account_ids, amounts), min_size=1, max_size=4))
        lines += [Line(account_id, Quantity(amount, asset)) for account_id, amount in sides]
        if rest := sum(amount for _, amount in sides):
            lines.append(Line(draw(account_ids), Quantity(-rest, asset)))
    return tuple(draw(st.permutations(lines)))


contents = st.builds(
    EntryContent,
    key=st.text(min_size=1, max_size=20),
    lines=balanced_lines(),
    memo=st.text(max_size=20),
    effective_at=instants,
    reverses=st.none() | st.uuids(),
)
