"""audit / views: auditors find what happened, see how the chain stands, and others do not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from crowdfund.audit.actions.anchor_heads import anchor_heads
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery, Event
from crowdfund.db.events import Outcome, Subject
from tests.factories.audit import NOON, happen, seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anchor(settings, tmp_path):
    settings.AUDIT_ANCHOR_PATH = tmp_path / "anchor"
    return tmp_path / "anchor"


def test_the_list_shows_what_happened_and_narrows(auditor):
    happen("round.edited", subject=Subject(kind="round", id=uuid4()))
    refused = happen("delivery.parked", outcome=Outcome.REFUSED)
    page = auditor.client.get("/audit/events/")
    assert page.status_code == 200
    assert page.content.decode().count("<code>round.edited</code>") == 1
    narrowed = auditor.client.get("/audit/events/", {"outcome": "refused"}).content.decode()
    assert "round.edited" not in narrowed
    assert str(refused.subject_id) in narrowed


def test_days_of_a_filter_are_legal_days_and_both_included(auditor):
    """20:00 UTC on the 21st is the 22nd in Shanghai."""
    happen("round.edited", now=NOON.replace(day=21, hour=20))

    def is_shown(day):
        page = auditor.client.get("/audit/events/", {"since": day, "until": day})
        return b"round.edited" in page.content

    assert is_shown("2026-11-22")
    assert not is_shown("2026-11-21")


@pytest.mark.parametrize(
    "question", [{"actor_id": "x"}, {"since": "2026-11-22", "until": "2026-11-21"}, {"verb": "<b>"}]
)
def test_a_filter_that_makes_no_sense_is_explained_and_narrows_nothing(auditor, question):
    happen("round.edited")
    page = auditor.client.get("/audit/events/", question)
    assert page.status_code == 422
    assert b"round.edited" in page.content


def test_older_events_follow_on_the_next_page_with_the_same_filter(auditor):
    for _ in range(51):
        happen("round.edited")
    happen("project.created")
    page = auditor.client.get("/audit/events/", {"verb": "round."})
    assert len(page.context["events"]) == 50
    older = auditor.client.get(f"/audit/events/{page.context['next_url']}")
    assert len(older.context["events"]) == 1
    assert older.context["next_url"] == ""


def test_one_event_says_everything_and_where_it_is_sealed(auditor):
    event = happen("round.returned", reason="第三条数字不一致", after={"state": "draft"}, organisation=uuid4())
    page = auditor.client.get(f"/audit/events/{event.id}/").content.decode()
    assert "第三条数字不一致" in page
    assert str(event.organisation_id) in page
    seal()
    sealed = auditor.client.get(f"/audit/events/{event.id}/").content.decode()
    assert Event.objects.get().seal.event_hash in sealed


def test_a_member_opens_an_event_of_their_company_and_a_stranger_finds_nothing(founder, stranger):
    event = happen(organisation=founder.organisation.id)
    assert founder.client.get(f"/audit/events/{event.id}/").status_code == 200
    assert stranger.client.get(f"/audit/events/{event.id}/").status_code == 404
    assert stranger.client.get(f"/audit/events/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("address", ["/audit/events/", "/audit/chain/"])
def test_the_trail_is_for_those_who_watch(founder, officer, operator, client, address):
    assert client.get(address).status_code == 302
    assert founder.client.get(address).status_code == 403
    assert officer.client.get(address).status_code == 200
    assert operator.client.get(address).status_code == 200


def test_the_state_of_the_chain_names_block_anchor_and_backlog(auditor, anchor):
    happen()
    seal()
    anchor_heads(path=anchor)
    happen()
    page = auditor.client.get("/audit/chain/")
    state = page.context["state"]
    assert (state.newest.number, page.context["anchored"].number, state.unsealed) == (1, 1, 1)
    assert state.newest.hash in page.content.decode()


def test_an_empty_chain_has_a_page_too(auditor):
    assert auditor.client.get("/audit/chain/").status_code == 200


@pytest.fixture
def parked():
    happen("delivery.parked", notify=[uuid4()], now=NOON - timedelta(hours=3))
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    delivery.park(error="ConnectionRefusedError", now=NOON)
    return delivery


def test_an_operator_has_a_parked_delivery_tried_again(operator, parked):
    page = operator.client.get("/audit/chain/").content.decode()
    assert "ConnectionRefusedError" in page
    address = f"/audit/deliveries/{parked.id}/release/"
    assert address in page
    answer = operator.submit(address)
    assert (answer.status_code, answer["Location"]) == (303, "/audit/chain/")
    parked.refresh_from_db()
    assert parked.parked_at is None


def test_an_auditor_sees_it_but_may_not(auditor, parked):
    address = f"/audit/deliveries/{parked.id}/release/"
    assert address not in auditor.client.get("/audit/chain/").content.decode()
    assert auditor.submit(address).status_code == 403
    parked.refresh_from_db()
    assert parked.parked_at is not None


def test_releasing_has_no_page_of_its_own(operator, parked):
    assert operator.client.get(f"/audit/deliveries/{parked.id}/release/").status_code == 405
