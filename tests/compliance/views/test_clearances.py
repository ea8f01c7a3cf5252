"""The pages: asking for a clearance, the officers' queue, proposing and confirming."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.core.outcome import Outcome
from compliance.models import Clearance
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.days import legal_day
from tests.factories.accounts import make_user
from tests.factories.compliance import make_clearance_request, make_determination
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def page(name, id):
    return reverse(f"compliance:{name}", args=[id])


def soon():
    return legal_day(timezone.now()) + timedelta(days=20)


def test_from_the_refusal_to_a_clearance_by_two_officers(founder, officer):
    row = make_determination(founder.actor, Outcome.WARN, organisation_id=founder.organisation.id)
    ask = page("clearance_request", row.id)
    assert ask in founder.client.get(page("determination", row.id)).content.decode()
    assert founder.client.get(ask).status_code == 200
    asked = founder.submit(ask, {"reason": "The lead knows this industry."})
    clearance = Clearance.objects.get()
    assert asked.url == page("clearance", clearance.id)
    assert page("clearance", clearance.id) in officer.client.get(reverse("compliance:clearances")).content.decode()
    decision = {"decision": "grant", "opinion": "Sound.", "expires_on": soon()}
    officer.submit(page("clearance_decision", clearance.id), decision)
    clearance.refresh_from_db()
    assert clearance.state == "proposed"
    again = officer.submit(page("clearance_decision", clearance.id), decision)
    assert again.status_code == 409
    colleague = Persona(make_user("second.officer@example.com", roles=[Role.OFFICER], has_mfa=True))
    stale = colleague.submit(page("clearance_decision", clearance.id), {**decision, "seen": "requested"})
    assert stale.status_code == 409
    assert "Sound." in stale.content.decode()
    shown = colleague.client.get(page("clearance_decision", clearance.id)).content.decode()
    assert '<input type="hidden" name="seen" value="proposed"' in shown
    assert f'value="{soon()}"' in shown
    colleague.submit(page("clearance_decision", clearance.id), {**decision, "seen": "proposed"})
    clearance.refresh_from_db()
    assert clearance.state == "granted"
    read = founder.client.get(page("clearance", clearance.id)).content.decode()
    assert "Sound." in read
    assert "<form" not in read.split("<main")[1]


def test_declining_needs_words(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.REFER)
    address = page("clearance_decision", row.id)
    assert officer.submit(address, {"decision": "decline", "expires_on": soon()}).status_code == 422
    officer.submit(address, {"decision": "decline", "opinion": "No.", "expires_on": ""})
    row.refresh_from_db()
    assert row.state == "declined"


def test_a_denial_offers_no_way(founder):
    row = make_determination(founder.actor, Outcome.DENY)
    assert page("clearance_request", row.id) not in founder.client.get(page("determination", row.id)).content.decode()
    assert founder.submit(page("clearance_request", row.id), {"reason": "Please."}).status_code == 409


def test_an_empty_queue_says_so(officer):
    assert "暂无解除申请" in officer.client.get(reverse("compliance:clearances")).content.decode()
