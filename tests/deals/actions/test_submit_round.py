"""A member submits a raise, if the rules let it pass."""

from dataclasses import replace
from datetime import timedelta

import pytest

from compliance.core.facts import RoundFacts, Unknown
from compliance.core.outcome import Outcome as Verdict
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.db.events import Outcome
from crowdfund.db.work import RefusedInside, unit_of_work
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.actions.edit_round import edit_round
from deals.actions.submit_round import submit_round
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.core.round import RoundSnapshot, Terms, VehicleForm
from deals.core.states import RoundState
from deals.facts import round_facts
from deals.models import Round
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import (
    COMPLETE,
    HALF_FILLED,
    NOW,
    TODAY,
    TOO_SMALL_A_TICKET,
    company_of,
    make_round,
    program_of,
)
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_a_complete_draft_passes_the_gate(founder: Persona, officer: Persona):
    row = make_round(founder)
    with recorded() as events:
        done = submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, RoundSnapshot)
    stored = Round.objects.get(id=row.id)
    assert (done.state, stored.state, stored.submitted_at, stored.version) == ("submitted", "submitted", NOW, 2)
    assert stored.submission_determination is not None
    ruling = stored.submission_determination.as_ruling()
    assert (ruling.verdict, ruling.as_of, ruling.subject_id) == (Verdict.PERMIT, TODAY, row.id)
    assert verbs(events) == ["round.submitted"]
    assert events[0].before == {"state": "draft"}
    assert events[0].after == {"state": "submitted", "determination": str(ruling.id)}
    assert told(events[0]) == {officer.id}


def test_the_rules_are_asked_about_the_stored_terms(founder: Persona):
    row = make_round(founder)
    submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    asked = Determination.objects.get(subject_id=row.id, facts_kind="round").as_ruling().question()
    assert asked == round_facts(row.snapshot())
    assert isinstance(asked, RoundFacts)
    assert not isinstance(asked.minimum_ticket, Unknown)


@pytest.mark.parametrize(
    ("terms", "verdict"),
    [
        (TOO_SMALL_A_TICKET, Verdict.DENY),
        (replace(COMPLETE, vehicle_form=VehicleForm.JOINT_STOCK_COMPANY), Verdict.REFER),
    ],
)
def test_a_refusal_is_a_value_leaves_its_evidence_and_changes_nothing_else(founder: Persona, terms, verdict: Verdict):
    row = make_round(founder, terms=terms)
    with recorded() as events:
        done = submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    assert done.verdict is verdict
    after = Round.objects.get(id=row.id)
    assert (after.state, after.version, after.submission_determination_id) == ("draft", 1, None)
    assert Determination.objects.get(id=done.determination_id).as_ruling().verdict is verdict
    assert verbs(events) == ["round.submission_refused"]
    assert events[0].outcome == Outcome.REFUSED
    assert events[0].after == {"determination": str(done.determination_id), "verdict": verdict}


def test_the_refusal_names_the_article_and_the_remedy(founder: Persona):
    row = make_round(founder, terms=TOO_SMALL_A_TICKET)
    done = submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    (finding,) = done.findings
    assert (finding.measured, finding.limit, finding.unit) == ("300000.00", "1000000.00", "CNY")
    assert finding.citation.article
    assert dict(finding.remedy)["zh"]


def test_a_mended_raise_passes_and_both_rulings_stay(founder: Persona):
    row, actor = make_round(founder, terms=TOO_SMALL_A_TICKET), founder.actor
    submit_round(actor=actor, now=NOW, round_id=row.id)
    edit_round(actor=actor, now=NOW, round_id=row.id, version=1, terms=COMPLETE)
    assert isinstance(submit_round(actor=actor, now=NOW, round_id=row.id), RoundSnapshot)
    rulings = [found.as_ruling() for found in Determination.objects.filter(subject_id=row.id).order_by("id")]
    asked = [(ruling.facts_kind, ruling.verdict) for ruling in rulings]
    assert asked == [("round", Verdict.DENY), ("round", Verdict.PERMIT), ("texts", Verdict.PERMIT)]


@pytest.mark.parametrize(
    ("terms", "verdict", "rule"),
    [
        (replace(COMPLETE, summary="年化保本收益，稳赚不赔。"), Verdict.DENY, "words.promise"),
        (replace(COMPLETE, title="人人可投的 A 轮"), Verdict.DENY, "words.solicitation"),
        (replace(COMPLETE, summary="股权众筹升级版"), Verdict.WARN, "words.reserved_term"),
        (replace(COMPLETE, summary="小额亦可：收益权转让，每份一万元。"), Verdict.WARN, "words.splitting"),
    ],
)
def test_words_that_an_offer_may_not_say_are_named_with_their_place(
    founder: Persona, terms: Terms, verdict: Verdict, rule: str
):
    row = make_round(founder, terms=terms)
    with recorded() as events:
        done = submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    assert (done.verdict, done.findings[0].rule) == (verdict, rule)
    assert done.findings[0].about in {"title", "summary"}
    assert verbs(events) == ["round.submission_refused"]
    assert Round.objects.get(id=row.id).state == "draft"


def test_a_raise_that_says_it_splits_rights_is_denied_at_once(founder: Persona):
    row = make_round(founder, terms=replace(COMPLETE, splits_rights=True))
    done = submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    worst = done.findings[0]
    assert (done.verdict, worst.rule, worst.citation.article) == (Verdict.DENY, "fund.income_rights.splitting", "18")
    assert dict(worst.remedy)["zh"]
    assert Round.objects.get(id=row.id).state == "draft"


def test_a_raise_that_does_not_say_whether_it_splits_rights_is_not_submitted(founder: Persona):
    row, actor = make_round(founder, terms=replace(COMPLETE, splits_rights=None)), founder.actor
    with nothing_changes(Round, Determination), pytest.raises(Invalid) as error:
        submit_round(actor=actor, now=NOW, round_id=row.id)
    assert [each.pointer for each in error.value.errors] == ["/splits_rights"]


def test_a_refusal_inside_another_action_rolls_everything_back(founder: Persona):
    row, actor = make_round(founder, terms=TOO_SMALL_A_TICKET), founder.actor
    with (
        nothing_changes(Round, Determination),
        pytest.raises(RefusedInside),
        unit_of_work(actor=actor, now=NOW),
    ):
        submit_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("terms", [HALF_FILLED, replace(COMPLETE, closes_on=TODAY - timedelta(days=1))])
def test_an_incomplete_draft_is_not_even_judged(founder: Persona, terms):
    row, actor = make_round(founder, terms=terms), founder.actor
    with nothing_changes(Round, Determination), pytest.raises(Invalid):
        submit_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("state", [RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN])
def test_only_a_draft_is_submitted(founder: Persona, state: RoundState):
    row, actor = make_round(founder, state=state), founder.actor
    with nothing_changes(Round, Determination), pytest.raises(IllegalMove):
        submit_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "officer", "operator", "auditor", "partner"])
def test_for_others_a_draft_does_not_exist(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"]), personas[persona].actor
    with nothing_changes(Round, Determination), pytest.raises(NotFound):
        submit_round(actor=actor, now=NOW, round_id=row.id)


def test_a_program_submits_with_the_scope_to_write_only(founder: Persona):
    row = make_round(founder)
    writer, reader = (program_of(company_of(founder).id, scope) for scope in (WRITE_ROUNDS, READ_ROUNDS))
    with nothing_changes(Round, Determination), pytest.raises(NotAuthorised):
        submit_round(actor=reader, now=NOW, round_id=row.id)
    assert isinstance(submit_round(actor=writer, now=NOW, round_id=row.id), RoundSnapshot)
