"""tests / compliance / conftest: here screenings are what is tested, so nobody has passed one before."""

import pytest


@pytest.fixture
def everybody_passes() -> bool:
    """Tell that nobody was screened yet."""
    return False
