"""The way out by page: what holders, the company and officers see and may start."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from crowdfund.db.clock import business_now
from deals.models import Vehicle
from exits import queries, views
from exits.actions.fail_exit_windows import fail_exit_windows
from exits.actions.record_listing import record_listing
from exits.models import ExitElection, ExitWindow
from tests.factories.closing import PLATFORM
from tests.factories.deals import NOW, TODAY
from tests.factories.exits import (
    AFTERWARDS,
    LISTED,
    make_allocation,
    make_proposal,
    make_window,
    money_has_come,
    proceeds_of,
    purchase_of,
)
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_the_list_says_what_each_may_start(founder: Persona, officer: Persona, follower: Persona, vehicle: Vehicle):
    new_window = reverse("exit_window_new", args=[vehicle.round_id])
    listing = reverse("listing_new", args=[vehicle.round_id])
    for persona, links in ((founder, {new_window}), (officer, {listing}), (follower, set())):
        page = persona.client.get(reverse("exit_windows")).content.decode()
        assert {link for link in (new_window, listing) if link in page} == links


def test_the_buyer_finds_consents_and_pays(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    page, consent = reverse("exit_window", args=[window.id]), reverse("exit_consent", args=[window.id])
    assert consent in buyer.client.get(reverse("exit_windows")).content.decode()
    assert consent in buyer.client.get(page).content.decode()
    assert "100000000" in buyer.client.get(consent).content.decode()
    assert buyer.submit(consent, {"capacity_units": "100000001"}).status_code == 422
    assert buyer.submit(consent, {"capacity_units": "50000000"})["Location"] == page
    assert ExitWindow.objects.get().capacity_units == 50_000_000
    assert consent not in buyer.client.get(page).content.decode()
    follower.submit(reverse("exit_elect", args=[window.id]), {"portion": "100"})
    ExitWindow.objects.update(closes_on=business_now().date() - timedelta(days=2))
    assert founder.submit(reverse("exit_allocate", args=[window.id])).status_code == 303
    payment = purchase_of(window)
    assert reverse("payments") in buyer.client.get(page).content.decode()
    assert "1,500,000.00" in buyer.client.get(page).content.decode()
    assert [due.id for due in buyer.client.get("/").context["purchases_due"]] == [payment.id]
    assert "1,500,000.00" in buyer.client.get("/").content.decode()
    assert not follower.client.get("/").context["purchases_due"]
    listed = buyer.client.get(reverse("payments")).content.decode()
    assert payment.reference in listed
    assert reverse("round", args=[vehicle.round_id]) not in listed, "the buyer may not read the raise"
    assert buyer.client.get(reverse("pay_in_sandbox", args=[payment.id])).status_code == 200
    assert follower.client.get(reverse("pay_in_sandbox", args=[payment.id])).status_code == 404


def test_the_buyer_declines_on_a_page(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    decline = reverse("exit_decline", args=[window.id])
    assert buyer.client.get(decline).status_code == 200
    assert buyer.submit(decline).status_code == 303
    assert ExitWindow.objects.get().state == "declined"
    assert founder.client.get(decline).status_code == 403


def test_a_holder_chooses_and_reads_the_statement(
    founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle)
    page = reverse("exit_window", args=[window.id])
    assert not follower.client.get(page).context["has_chosen"]
    assert follower.submit(reverse("exit_elect", args=[window.id]), {"portion": "100"})["Location"] == page
    assert follower.client.get(page).context["has_chosen"]
    assert ExitElection.objects.get(holder_id=follower.id).portion == 100
    ExitWindow.objects.update(closes_on=business_now().date() - timedelta(days=2))
    assert founder.submit(reverse("exit_allocate", args=[window.id])).status_code == 303
    waiting = follower.client.get(page).content.decode()
    for text in ("3,000,000.00", "200,000,000", "0.0300"):
        assert text in waiting
    assert reverse("exit_elect", args=[window.id]) not in waiting
    money_has_come(purchase_of(window), now=business_now())
    money_has_come(proceeds_of(ExitElection.objects.get(holder_id=follower.id)), now=business_now())
    assert ExitElection.objects.get(holder_id=follower.id).paid_at
    assert "100,000,000" in follower.client.get(page).content.decode()
    assert proceeds_of(ExitElection.objects.get(holder_id=follower.id)).reference in (
        follower.client.get(reverse("payments")).content.decode()
    )


def test_a_window_that_was_not_paid_says_so(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_allocation(founder, buyer, vehicle, [follower])
    fail_exit_windows(actor=PLATFORM, now=AFTERWARDS, day=TODAY + timedelta(days=99), keys=[window.id])
    page = follower.client.get(reverse("exit_window", args=[window.id]), headers={"Accept-Language": "en"})
    assert ExitWindow.objects.get().state == "failed"
    assert "3,000,000.00" not in page.content.decode(), "nobody is promised money that does not come"


def test_a_wrong_entry_is_shown_with_the_form(founder: Persona, vehicle: Vehicle):
    answer = founder.submit(
        reverse("exit_window_new", args=[vehicle.round_id]),
        {
            "buyer_name": "New Capital",
            "buyer_email": "nobody@example.com",
            "completion_post_money": "50000000.00",
            "pre_money": "150000000.00",
            "proposed_units": "1",
            "closes_on": str(TODAY),
        },
    )
    assert answer.status_code == 422
    assert "New Capital" in answer.content.decode()
    assert not ExitWindow.objects.exists()


def test_lots_are_shown_to_holders_with_their_release(officer: Persona, follower: Persona, vehicle: Vehicle):
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    assert "10,000,000" in follower.client.get(reverse("exit_windows")).content.decode()


def test_an_officer_is_told_that_a_listing_was_recorded_and_of_a_refusal_only_the_refusal(
    officer: Persona, vehicle: Vehicle, monkeypatch: pytest.MonkeyPatch
):
    entries = {"board": "main", "part": "other", "shares": "5", "evidence": "Announcement.", "listed_on": TODAY}
    refusal = Refused(determination_id=uuid4(), verdict=Outcome.REFER, findings=())
    address = reverse("listing_new", args=[vehicle.round_id])
    with monkeypatch.context() as patched:
        patched.setattr(views, "record_listing", lambda **_: refusal)
        answer = officer.submit(address, entries)
    assert answer["Location"] == reverse("compliance:determination", args=[refusal.determination_id])
    assert list(get_messages(answer.wsgi_request)) == []
    answer = officer.submit(address, entries)
    assert answer["Location"] == reverse("exit_windows")
    assert len(list(get_messages(answer.wsgi_request))) == 1


def test_a_lot_is_named_to_those_who_see_it(officer: Persona, follower: Persona, stranger: Persona, vehicle: Vehicle):
    lot_id = record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    assert isinstance(lot_id, UUID)
    for persona, name in ((officer, vehicle.name), (follower, vehicle.name), (stranger, None)):
        assert queries.lot_names([lot_id], persona.actor).get(lot_id) == name
