"""tests / architecture: the page that tells the thread names addresses and states that exist."""

import re

import pytest
from django.urls import Resolver404, resolve

from compliance.core.states import CertificationState
from deals.core.states import OfferState, PaymentState, RoundState, SubscriptionState
from exits.core.states import LotState, WindowState
from tests.architecture.source import ROOT

TEXT = (ROOT / "docs" / "thread.md").read_text()
ADDRESSES = sorted(set(re.findall(r"`(/[^`]*)`", TEXT)))
STATES = {
    "raise": RoundState,
    "offer": OfferState,
    "payment": PaymentState,
    "certification": CertificationState,
    "subscription": SubscriptionState,
    "window": WindowState,
    "lot": LotState,
}
NAMED = [(thing, word) for thing, word in re.findall(r"\b([a-z]+) `([a-z_]+)`", TEXT) if thing in STATES]
ID = "01a20246-9d39-7561-9af9-308cbf2757fd"


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_is_a_page(address: str):
    try:
        resolve(address.replace("<id>", ID))
    except Resolver404:
        pytest.fail(f"docs/thread.md names {address}, which is no page")


@pytest.mark.parametrize(("thing", "word"), sorted(set(NAMED)))
def test_each_state_is_one_of_its_thing(thing: str, word: str):
    assert word in set(STATES[thing])


def test_each_thing_is_told():
    assert {thing for thing, _ in NAMED} == set(STATES)
    assert len(ADDRESSES) > 10
