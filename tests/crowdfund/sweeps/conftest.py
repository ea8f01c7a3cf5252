"""tests / sweeps: each test starts with no sweep installed."""

import pytest

from crowdfund.sweeps.core import sweep


@pytest.fixture(autouse=True)
def _no_sweeps(monkeypatch):
    monkeypatch.setattr(sweep, "_installed", {})
