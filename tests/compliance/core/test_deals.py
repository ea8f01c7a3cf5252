"""What belongs to a deal is said by one room for each kind."""

import pytest

from compliance.core import deals
from compliance.core.deals import install_deal, installed_deals


def nothing(ids):
    return {}


def something(ids):
    return dict.fromkeys(ids)


def test_one_room_speaks_for_a_kind(monkeypatch):
    monkeypatch.setattr(deals, "_installed", {})
    install_deal("made_up", nothing)
    install_deal("made_up", nothing)
    assert installed_deals() == {"made_up": nothing}
    with pytest.raises(ValueError, match="two rooms say what belongs to a 'made_up'"):
        install_deal("made_up", something)
