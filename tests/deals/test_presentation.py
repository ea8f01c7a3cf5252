"""What pages say about raises: next steps, the way to a first raise, the history without names, charts."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from crowdfund.accounts.core.states import PersonState
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import FieldError
from deals import presentation
from deals.core.round import Terms
from deals.core.states import RoundState
from deals.models import Project, Round
from deals.queries import Outlook
from deals.words import TERMS
from tests.deals.doors import BROUGHT_ABOUT, open_entries
from tests.factories.deals import COMPLETE, HALF_FILLED, TODAY, yuan

COMPANY = UUID(int=1)
MEMBER = Actor(kind=ActorKind.PERSON, id=UUID(int=9), request_id="r", memberships={COMPANY: "owner"}, is_checked=True)
EVERYTHING = Outlook(has_offer=True, has_reached_minimum=True)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def _row(state: RoundState = RoundState.DRAFT, terms: Terms = COMPLETE, **changes: Any) -> Round:
    row = Round(id=uuid4(), project=Project(id=uuid4(), organisation_id=COMPANY), state=state.value, **changes)
    row._set(terms)
    return row


@pytest.mark.parametrize(
    ("row", "label", "end_of_url"),
    [
        (_row(terms=HALF_FILLED), "Complete the draft", "/edit"),
        (_row(), "Submit it", "/submit"),
        (_row(return_reason="Why?"), "Mend and submit again", "/"),
        (_row(RoundState.SUBMITTED), "A compliance officer decides", ""),
        (_row(RoundState.APPROVED), "Open it to investors", "/open"),
    ],
)
def test_the_next_step_of_a_checked_member(row: Round, label: str, end_of_url: str):
    step = presentation.next_step(row, actor=MEMBER, today=TODAY, outlook=Outlook())
    assert step.label == label
    assert step.url.endswith(end_of_url)
    assert bool(step.url) is bool(end_of_url)


@pytest.mark.parametrize(
    ("state", "outlook", "label", "end_of_url"),
    [
        (RoundState.OPEN, Outlook(), "It looks for its lead investor", ""),
        (RoundState.OPEN, Outlook(has_offer=True), "Answer the offers to lead", "#offers"),
        (RoundState.OPEN, Outlook(has_offer=True, has_accepted_offer=True), "The lead pays the deposit", ""),
        (
            RoundState.OPEN,
            Outlook(has_offer=True, has_accepted_offer=True, has_deposit=True),
            "The lead's money is being examined",
            "",
        ),
        (RoundState.LED, Outlook(), "Followers subscribe and pay", ""),
        (RoundState.LED, Outlook(has_reached_minimum=True), "Close it, or wait for more followers", "/close"),
        (RoundState.CLOSED, Outlook(), "See who holds what", "/cap-table/"),
        (RoundState.FAILED, Outlook(), "It has ended", ""),
    ],
)
def test_the_next_step_of_a_raise_among_investors(state: RoundState, outlook: Outlook, label: str, end_of_url: str):
    step = presentation.next_step(_row(state), actor=MEMBER, today=TODAY, outlook=outlook)
    assert step.label == label
    assert step.url.endswith(end_of_url)
    assert bool(step.url) is bool(end_of_url)


@pytest.mark.parametrize("state", BROUGHT_ABOUT)
def test_a_member_who_is_not_checked_is_sent_nowhere_they_may_not_go(state: RoundState):
    step = presentation.next_step(_row(state), actor=replace(MEMBER, is_checked=False), today=TODAY, outlook=EVERYTHING)
    assert "rounds" not in step.url


def test_what_is_missing_is_counted():
    step = presentation.next_step(_row(terms=HALF_FILLED), actor=MEMBER, today=TODAY, outlook=Outlook())
    assert step.detail == f"{len(open_entries(HALF_FILLED))} entries are missing"


def test_the_checklist_has_a_line_for_each_term():
    items = presentation.checklist([FieldError("/target", "required")], round_id=uuid4())
    assert [str(item["label"]) for item in items] == [str(label) for label in TERMS.values()]
    (open_item,) = (item for item in items if not item["is_done"])
    assert open_item["url"].endswith("#id_target")
    assert open_item["detail"]


@pytest.mark.parametrize(
    ("actor", "identity", "project", "done", "links"),
    [
        (replace(MEMBER, memberships={}, is_checked=False), None, None, [False] * 4, 1),
        (replace(MEMBER, memberships={}, is_checked=False), PersonState.DECLARED, None, [False] * 4, 1),
        (replace(MEMBER, memberships={}), PersonState.CHECKED, None, [True, False, False, False], 2),
        (MEMBER, PersonState.CHECKED, None, [True, True, False, False], 3),
        (MEMBER, PersonState.CHECKED, UUID(int=3), [True, True, True, False], 4),
    ],
)
def test_the_way_to_a_first_raise_opens_step_by_step(
    actor: Actor, identity: PersonState | None, project: UUID | None, done: list[bool], links: int
):
    steps = presentation.first_steps(actor, identity=identity, project_id=project, has_round=False)
    assert [step["is_done"] for step in steps] == done
    assert sum(bool(step["url"]) for step in steps) == links


def _event(**changes: Any) -> Any:
    return SimpleNamespace(
        **{
            "verb": "round.submitted",
            "occurred_at": datetime(2026, 11, 22, tzinfo=UTC),
            "actor_id": UUID(int=5),
            "actor_kind": "person",
            "reason": "",
            "after": {},
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("event", "by"),
    [
        (_event(actor_id=UUID(int=9)), "You"),
        (_event(), "A member of Qinghe"),
        (_event(verb="round.approved"), "A compliance officer"),
        (_event(verb="round.returned"), "A compliance officer"),
        (_event(actor_kind="client"), "A program of Qinghe"),
        (_event(actor_kind="system"), "The platform"),
    ],
)
def test_people_of_the_history_are_named_by_their_part(event: Any, by: str):
    (line,) = presentation.history([event], actor=MEMBER, company="Qinghe", readable=())
    assert line["by"] == by


def test_a_refusal_in_the_history_leads_to_its_determination():
    number = str(uuid4())
    event = _event(verb="round.submission_refused", after={"determination": number, "verdict": "DENY"})
    readable = presentation.determinations_behind([event, _event()])
    (line,) = presentation.history([event], actor=MEMBER, company="Qinghe", readable=readable)
    assert number in line["url"]
    assert line["outcome"] == "DENY"


def test_whoever_may_not_read_the_determination_is_not_led_to_it():
    event = _event(verb="round.submission_refused", after={"determination": str(uuid4()), "verdict": "DENY"})
    (line,) = presentation.history([event], actor=MEMBER, company="Qinghe", readable=())
    assert (line["url"], line["outcome"]) == ("", "DENY")


def test_charts_say_in_words_what_they_draw():
    counts = dict.fromkeys(RoundState, 0)
    assert presentation.states_chart(counts, title="Raises by state") == ""
    drawn = presentation.states_chart({**counts, RoundState.OPEN: 3, RoundState.DRAFT: 1}, title="Raises by state")
    assert "3 raises" in drawn
    assert "75.00%" in drawn
    assert "Approved" not in drawn


def test_targets_are_compared_when_there_is_something_to_compare():
    one, two = _row(RoundState.OPEN), _row(RoundState.OPEN, replace(COMPLETE, title="Two", target=yuan("30000000.00")))
    assert presentation.targets_chart([one]) == ""
    assert "30,000,000.00" in presentation.targets_chart([one, two])
