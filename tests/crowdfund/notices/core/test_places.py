"""notices / core: the addresses that messages lead to exist."""

from uuid import UUID

import pytest
from django.urls import resolve

from crowdfund.notices.core.places import place_of, places


@pytest.mark.parametrize("place", places())
def test_every_place_is_an_address_of_the_platform(place):
    assert resolve(place.format(id=UUID(int=1))).view_name


def test_a_subject_without_a_page_leads_nowhere():
    assert place_of(verb="client.disabled", kind="client", subject_id=UUID(int=1)) == ""


def test_whoever_must_decide_is_led_to_the_person():
    told = place_of(verb="person.declared", kind="person", subject_id=UUID(int=1))
    assert told == f"/people/{UUID(int=1)}/"
    assert place_of(verb="person.checked", kind="person", subject_id=UUID(int=1)) == "/account/"
