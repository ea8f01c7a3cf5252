"""tests / partners: operators see, register, renew and disable clients in the browser."""

import re
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session

from crowdfund.partners.models import PartnerClient
from crowdfund.web.models import StoredAnswer
from tests.factories.accounts import make_organisation
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


def test_the_list_shows_active_clients_first(operator):
    out, active = make_program(), make_program()
    PartnerClient.objects.get(id=out.id).disable(now=PartnerClient.objects.get(id=out.id).created_at)
    page = operator.client.get("/clients/").content.decode()
    assert page.index(str(active.id)) < page.index(str(out.id))


def test_an_empty_list_says_so(operator):
    assert operator.client.get("/clients/", headers={"Accept-Language": "en"}).status_code == 200


def test_an_auditor_looks_and_is_offered_no_decision(auditor):
    program = make_program()
    assert f"/clients/{program.id}/secret/" not in auditor.client.get(f"/clients/{program.id}/").content.decode()
    assert auditor.client.get(f"/clients/{program.id}/secret/").status_code == 403
    assert auditor.submit(f"/clients/{program.id}/disable/", {"reason": "Mine."}).status_code == 403
    assert PartnerClient.objects.get(id=program.id).is_active


def test_registering_goes_to_the_clients_page(operator):
    organisation = make_organisation()
    assert organisation.name in operator.client.get("/clients/register/").content.decode()
    entries = {"organisation": str(organisation.id), "name": "Custodian", "scopes": ["events:read"]}
    answer = operator.submit("/clients/register/", entries)
    client = PartnerClient.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/clients/{client.id}/")
    assert operator.client.get(answer["Location"]).status_code == 200


def test_wrong_entries_come_back_with_what_was_typed(operator):
    answer = operator.submit("/clients/register/", {"name": "Custodian"})
    assert answer.status_code == 422
    assert 'value="Custodian"' in answer.content.decode()
    assert not PartnerClient.objects.exists()


def test_the_secret_is_shown_once_and_a_second_click_shows_nothing(operator):
    program = make_program()
    key = uuid4().hex
    shown = operator.submit(f"/clients/{program.id}/secret/", {"idempotency_key": key})
    assert shown.status_code == 200
    (secret,) = re.findall(r"cfs_[\w-]{40,}", shown.content.decode())
    assert program.ask_for_token(secret=secret).status_code == 200
    again = operator.submit(f"/clients/{program.id}/secret/", {"idempotency_key": key})
    assert (again.status_code, again["Location"]) == (303, f"/clients/{program.id}/")
    assert program.ask_for_token(secret=secret).status_code == 200
    assert "no-store" in shown["Cache-Control"]


def test_the_secret_is_in_no_stored_answer_and_in_no_session(operator):
    program = make_program()
    shown = operator.submit(f"/clients/{program.id}/secret/")
    (secret,) = re.findall(r"cfs_[\w-]{40,}", shown.content.decode())
    assert secret not in str(list(StoredAnswer.objects.values()))
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
    assert secret not in operator.client.get(f"/clients/{program.id}/").content.decode()


def test_disabling_needs_a_reason_and_goes_to_the_clients_page(operator):
    program = make_program()
    assert operator.submit(f"/clients/{program.id}/disable/").status_code == 422
    answer = operator.submit(f"/clients/{program.id}/disable/", {"reason": "The contract ended."})
    assert answer.status_code == 303
    assert not PartnerClient.objects.get(id=program.id).is_active
    page = operator.client.get(answer["Location"]).content.decode()
    assert f"/clients/{program.id}/secret/" not in page
    assert operator.submit(f"/clients/{program.id}/disable/", {"reason": "Again."}).status_code == 409


def test_an_operator_confirms_before_the_form_and_again_when_it_took_too_long(operator):
    program = make_program()
    operator.step_down()
    answer = operator.client.get(f"/clients/{program.id}/disable/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    late = operator.submit(f"/clients/{program.id}/disable/", {"reason": "Typed slowly."})
    assert late.status_code == 403
    assert "Typed slowly." in late.content.decode()
    assert PartnerClient.objects.get(id=program.id).is_active


def test_a_client_that_does_not_exist_is_not_found(operator):
    assert operator.client.get(f"/clients/{uuid4()}/").status_code == 404
    assert operator.client.get(f"/clients/{uuid4()}/disable/").status_code == 404
