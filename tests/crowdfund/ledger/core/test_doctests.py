"""The examples in the docstrings of the ledger's core are true."""

import doctest

from crowdfund.ledger.core import assets


def test_examples() -> None:
    results = doctest.testmod(assets)
    assert results.failed == 0
    assert results.attempted >= 2
