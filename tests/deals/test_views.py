"""The pages: who may come in, what a wrong form keeps, where a verb leads to, and what a page costs."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.models import Determination
from deals.actions.edit_round import edit_round
from deals.actions.return_round import return_round
from deals.core.states import RoundState
from deals.models import Project, Round, Subscription
from tests.deals.doors import BROUGHT_ABOUT, open_entries, written
from tests.events import nothing_changes
from tests.factories.accounts import join, make_user
from tests.factories.closing import complete
from tests.factories.deals import (
    HALF_FILLED,
    NOW,
    TOO_SMALL_A_TICKET,
    changed,
    company_of,
    deciding_officer,
    make_project,
    make_round,
    yuan,
)
from tests.factories.leads import make_led_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db

FILLED = written(changed(title="Series A"))
OF_A_ROUND = ("round", "round_edit", "round_submit", "round_open", "round_approve", "round_return")


def _words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_a_visitor_learns_nothing_about_what_exists(founder: Persona, name: str):
    row = make_round(founder, state=RoundState.OPEN)
    answers = [Client().get(reverse(name, args=[number])) for number in (row.id, uuid4())]
    assert [answer.status_code for answer in answers] == [302, 302]
    for answer, number in zip(answers, (row.id, "x"), strict=True):
        assert answer["Location"].startswith("/accounts/login/?next=")
        assert number == "x" or str(number) in answer["Location"]


@pytest.mark.parametrize("name", OF_A_ROUND)
@pytest.mark.parametrize("state", BROUGHT_ABOUT)
def test_a_stranger_finds_nothing(founder: Persona, stranger: Persona, name: str, state: RoundState):
    row = make_round(founder, state=state)
    assert stranger.client.get(reverse(name, args=[row.id])).status_code == 404


@pytest.mark.parametrize("name", ["round_edit", "round_submit", "round_open"])
def test_an_insider_without_the_right_is_refused(founder: Persona, officer: Persona, name: str):
    row = make_round(founder, state=RoundState.SUBMITTED)
    assert officer.client.get(reverse(name, args=[row.id])).status_code == 403


@pytest.mark.parametrize("name", ["round_approve", "round_return"])
@pytest.mark.parametrize("persona", ["founder", "operator", "auditor"])
def test_only_an_officer_finds_the_decision(personas: dict[str, Persona], name: str, persona: str):
    row = make_round(personas["founder"], state=RoundState.SUBMITTED)
    assert personas[persona].client.get(reverse(name, args=[row.id])).status_code == 403


@pytest.mark.parametrize("name", ["round_approve", "round_return"])
def test_a_decision_begins_with_the_second_factor(founder: Persona, officer: Persona, name: str):
    row = make_round(founder, state=RoundState.SUBMITTED)
    address = reverse(name, args=[row.id])
    assert officer.client.get(address).status_code == 200
    answer = officer.step_down().client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_a_late_decision_keeps_the_reason_and_shows_the_way_to_confirm(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    officer.step_down()
    answer = officer.submit(reverse("round_return", args=[row.id]), {"reason": "State what each sum is for."})
    assert answer.status_code == 403
    assert "State what each sum is for." in answer.content.decode()
    assert "/accounts/2fa/reauthenticate/" in answer.content.decode()
    assert Round.objects.get(id=row.id).state == "submitted"


def test_a_half_filled_form_is_stored_and_says_what_is_missing(founder: Persona):
    project = make_project(founder)
    answer = founder.submit(reverse("round_new", args=[project.id]), {"title": "Series B"})
    row = Round.objects.get(project=project)
    assert (answer.status_code, answer["Location"]) == (303, reverse("round", args=[row.id]))
    page = founder.client.get(answer["Location"])
    for pointer in open_entries(row.terms):
        assert f"{reverse('round_edit', args=[row.id])}#id_{pointer.removeprefix('/')}" in page.content.decode()
    assert reverse("round_submit", args=[row.id]) not in page.content.decode()


def test_a_wrong_form_keeps_everything_and_names_the_field(founder: Persona):
    project = make_project(founder)
    with nothing_changes(Round):
        answer = founder.submit(
            reverse("round_new", args=[project.id]), {**FILLED, "target": "20 million", "summary": "Two lines"}
        )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="20 million"' in page
    assert "Two lines" in page
    assert 'id="id_target_error"' in page
    assert answer.context["form"]["closes_on"].value() == FILLED["closes_on"]


def test_what_the_verb_finds_wrong_stands_beside_its_field_too(founder: Persona):
    row = make_round(founder)
    answer = founder.submit(
        reverse("round_edit", args=[row.id]), {**FILLED, "version": "1", "minimum_ticket": "30,000,000.00"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"minimum_ticket"}


def test_whoever_was_slower_keeps_what_they_typed(founder: Persona):
    row = make_round(founder)
    edit_round(actor=founder.actor, now=NOW, round_id=row.id, version=1, terms=changed(title="First"))
    answer = founder.submit(reverse("round_edit", args=[row.id]), {**FILLED, "version": "1", "title": "Second"})
    assert answer.status_code == 409
    assert 'value="Second"' in answer.content.decode()
    assert Round.objects.get(id=row.id).title == "First"


def test_a_second_click_does_nothing_twice(founder: Persona):
    project = make_project(founder)
    form = {"idempotency_key": uuid4().hex, **FILLED}
    answers = [founder.client.post(reverse("round_new", args=[project.id]), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Round.objects.filter(project=project).count() == 1


def test_a_submission_that_lacks_entries_names_them(founder: Persona):
    row = make_round(founder, terms=HALF_FILLED)
    with nothing_changes(Round, Determination):
        answer = founder.submit(reverse("round_submit", args=[row.id]))
    assert answer.status_code == 422
    assert f"{reverse('round_edit', args=[row.id])}#id_minimum_ticket" in answer.content.decode()


def test_a_refusal_leads_to_its_finding(founder: Persona):
    row = make_round(founder, terms=TOO_SMALL_A_TICKET)
    answer = founder.submit(reverse("round_submit", args=[row.id]))
    ruling = Determination.objects.get(subject_id=row.id)
    assert answer["Location"] == f"{reverse('round', args=[row.id])}?refused={ruling.id}"
    page = founder.client.get(answer["Location"])
    assert page.context["is_refused"]
    assert page.context["was_refused"]
    assert "私募投资基金监督管理暂行办法" in page.content.decode()
    assert "300,000.00" in _words(page)
    assert "1,000,000.00" in _words(page)
    assert reverse("round_submit", args=[row.id]) not in page.content.decode()


def test_a_mended_raise_offers_to_submit_again(founder: Persona):
    row = make_round(founder, terms=TOO_SMALL_A_TICKET)
    founder.submit(reverse("round_submit", args=[row.id]))
    founder.submit(reverse("round_edit", args=[row.id]), {**FILLED, "version": "1"})
    page = founder.client.get(reverse("round", args=[row.id]))
    assert not page.context["is_refused"]
    assert reverse("round_submit", args=[row.id]) in page.content.decode()


def test_a_returned_raise_shows_the_reason(founder: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    return_round(actor=deciding_officer(), now=NOW, round_id=row.id, reason="State what each sum is for.")
    for name in ("round", "round_edit"):
        assert "State what each sum is for." in founder.client.get(reverse(name, args=[row.id])).content.decode()


def test_the_history_is_for_insiders_and_names_nobody(founder: Persona, follower: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    address = reverse("round", args=[row.id])
    for insider in (founder, officer):
        page = insider.client.get(address).content.decode()
        assert "timeline__item" in page
        assert str(officer.user.email) not in page.replace(str(insider.user), "")
    assert "timeline__item" not in follower.client.get(address).content.decode()


@pytest.mark.parametrize("name", ["round_edit", "round_submit", "round_open"])
@pytest.mark.parametrize("state", BROUGHT_ABOUT)
def test_every_page_of_its_own_people_stands_in_every_state(founder: Persona, name: str, state: RoundState):
    row = make_round(founder, state=state)
    assert founder.client.get(reverse(name, args=[row.id])).status_code == 200


@pytest.mark.parametrize("name", ["round_approve", "round_return"])
@pytest.mark.parametrize("state", [RoundState.APPROVED, RoundState.OPEN])
def test_a_decision_that_comes_too_late_is_not_offered(
    founder: Persona, officer: Persona, name: str, state: RoundState
):
    row = make_round(founder, state=state)
    page = officer.client.get(reverse(name, args=[row.id]))
    assert page.status_code == 200
    assert not page.context["may_decide"]
    assert officer.submit(reverse(name, args=[row.id]), {"reason": "Late."}).status_code == 409


def test_home_shows_each_reader_their_own(personas: dict[str, Persona]):
    founder = personas["founder"]
    make_round(founder, terms=HALF_FILLED)
    make_round(founder, state=RoundState.SUBMITTED)
    make_round(founder, state=RoundState.APPROVED)
    shown = make_round(founder, state=RoundState.OPEN)
    pages = {name: persona.client.get("/").context for name, persona in personas.items()}
    assert [own.round.state for own in pages["founder"]["own_rounds"]] == ["open", "approved", "submitted", "draft"]
    assert pages["founder"]["states_chart"]
    assert {each.queue.name: each.count for each in pages["officer"]["queues"].filled} == {"raises": 1}
    assert not pages["follower"]["queues"]
    assert [row.id for row in pages["follower"]["open_rounds"]] == [shown.id]
    assert pages["stranger"]["open_rounds"] == []
    assert [step["is_done"] for step in pages["stranger"]["first_steps"]] == [False] * 4
    assert not pages["officer"]["first_steps"]


def test_home_says_what_is_to_be_paid(founder: Persona, lead: Persona):
    row = make_led_round(founder, lead)
    page = lead.client.get("/")
    assert [line["subscription"].round_id for line in page.context["to_pay"]] == [row.id]
    assert reverse("payments") in page.content.decode().split("<main")[1]
    assert founder.client.get("/").context["to_pay"] == []


def test_a_raise_tells_its_own_people_what_comes_next(founder: Persona, lead: Persona, officer: Persona):
    row = make_led_round(founder, lead)
    address = reverse("round", args=[row.id])
    page = founder.client.get(address)
    assert not page.context["next_step"].url
    assert not page.context["may_close"]
    whole = yuan("6000000.00")
    Subscription.objects.update(amount=whole, paid=whole)
    complete(Subscription.objects.get(round=row), uncalled_since=NOW)
    page = founder.client.get(address)
    assert page.context["next_step"].url == reverse("round_close", args=[row.id])
    assert not page.context["may_close"], "nobody has called the lead back yet"
    complete(Subscription.objects.get(round=row))
    page = founder.client.get(address)
    assert page.context["next_step"].url == reverse("round_close", args=[row.id])
    assert page.context["may_close"]
    for outsider in (lead, officer):
        assert "next_step" not in outsider.client.get(address).context


def test_the_next_step_follows_from_the_state(founder: Persona):
    project = make_project(founder)
    for state in BROUGHT_ABOUT:
        make_round(founder, state=state, project=project)
    page = founder.client.get(reverse("project", args=[project.id]))
    urls = {own.round.state: own.next_step.url for own in page.context["own_rounds"]}
    assert urls["draft"].endswith("/submit")
    assert urls["approved"].endswith("/open")
    assert urls["submitted"] == urls["open"] == ""


def test_a_member_who_is_not_checked_sees_and_does_not_draft(founder: Persona):
    project, user = make_project(founder), make_user("unchecked@example.com")
    join(user, company_of(founder))
    member = Persona(user)
    assert member.client.get(reverse("project", args=[project.id])).status_code == 200
    assert member.client.get(reverse("round_new", args=[project.id])).status_code == 403


def test_the_list_can_be_narrowed_to_a_state(officer: Persona, founder: Persona):
    for state in BROUGHT_ABOUT:
        make_round(founder, state=state)
    everything = officer.client.get(reverse("rounds"))
    assert len(everything.context["rounds"]) == 3
    assert [tab["current"] for tab in everything.context["tabs"]] == [True, False, False, False]
    narrowed = officer.client.get(reverse("rounds"), {"state": "open"})
    assert [row.state for row in narrowed.context["rounds"]] == ["open"]
    assert len(officer.client.get(reverse("rounds"), {"state": "nonsense"}).context["rounds"]) == 3


def test_the_desk_is_for_those_who_work_there(personas: dict[str, Persona]):
    answers = {name: persona.client.get(reverse("desk")).status_code for name, persona in personas.items()}
    assert {name for name, status in answers.items() if status == 200} == {"officer", "operator", "auditor"}
    assert set(answers.values()) == {200, 404}


def test_a_project_is_set_up_by_page(founder: Persona):
    form = {"organisation": str(company_of(founder).id), "name": "Sensors", "summary": ""}
    answer = founder.submit(reverse("project_new"), form)
    project = Project.objects.get(name="Sensors")
    assert answer["Location"] == reverse("project", args=[project.id])
    again = founder.submit(reverse("project_new"), form)
    assert again.status_code == 422
    assert set(again.context["form"].errors) == {"name"}


def test_whoever_has_no_company_is_shown_the_way(follower: Persona, stranger: Persona):
    for reader in (follower, stranger):
        page = reader.client.get(reverse("project_new"))
        assert page.status_code == 200
        assert 'name="name"' not in page.content.decode()


@pytest.mark.parametrize("address", ["/", "/rounds/", "/projects/", "/desk/"])
def test_a_page_costs_the_same_however_long_its_list(founder: Persona, officer: Persona, address: str):
    reader = officer if address == "/desk/" else founder
    project = make_project(founder)
    for _ in range(3):  # some lines of home appear with the third raise only
        make_round(founder, state=RoundState.SUBMITTED, project=project)
    reader.client.get(address)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as cost:
            assert reader.client.get(address).status_code == 200
        costs.append(len(cost))
        for _ in range(3):
            make_round(founder, state=RoundState.SUBMITTED, project=project)
    assert costs[0] == costs[1]


@pytest.mark.parametrize("template", ["home", "rounds", "projects", "project", "round", "round_edit", "desk"])
def test_no_row_is_read_while_a_template_renders(founder: Persona, officer: Persona, template: str, monkeypatch: Any):
    row = make_round(founder, state=RoundState.SUBMITTED)
    arguments = {"project": [row.project_id], "round": [row.id], "round_edit": [row.id]}.get(template, [])
    reader = officer if template == "desk" else founder
    reads: list[str] = []
    monkeypatch.setattr("django.conf.settings.IS_SANDBOX", False)  # the practice market reads when a page asks it
    plain = Template._render  # type: ignore[attr-defined]  # what runs once the context processors are done

    def watched(self: Template, context: Any) -> Any:
        with CaptureQueriesContext(connection) as cost:
            page = plain(self, context)
        reads.extend(query["sql"] for query in cost)
        return page

    monkeypatch.setattr(Template, "_render", watched)
    assert reader.client.get(reverse(template, args=arguments)).status_code == 200
    assert reads == []
