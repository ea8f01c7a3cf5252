"""The heat map: what each rule found about each deal itself, and what stopped single persons beside it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from compliance.core.facts import CallBackFacts, SuitabilityFacts
from compliance.core.outcome import Outcome
from compliance.queries.heat import heat_of
from crowdfund.db.events import Subject
from crowdfund.kernel.errors import NotAuthorised
from tests.factories.accounts import LONG_AGO
from tests.factories.compliance import MISSING, make_determination

pytestmark = pytest.mark.django_db
CALLED = CallBackFacts(parts=())


def later(days):
    return LONG_AGO + timedelta(days)


def outcomes_of(heat, deal):
    return {rule: cell.outcome for (rule, key), cell in heat.cells.items() if key[1] == deal.id}


def test_only_the_latest_answer_about_a_deal_counts(founder, officer):
    about = Subject(kind="round", id=uuid4())
    make_determination(founder.actor, Outcome.DENY, about=about)
    mended = make_determination(founder.actor, Outcome.WARN, Outcome.PERMIT, about=about, now=later(1))
    heat = heat_of(officer.actor)
    assert [(deal.key, deal.asked_on) for deal in heat.deals] == [(("round", about.id), mended.as_of)]
    assert heat.rules == ["made.up_0", "made.up_1"]
    cell = heat.cells["made.up_0", ("round", about.id)]
    assert (cell.outcome, cell.determination_id, cell.is_cleared, cell.people) == (Outcome.WARN, mended.id, False, 0)
    assert heat.is_objected_by("made.up_0")
    assert not heat.is_objected_by("made.up_1")
    assert heat.stops(heat.deals[0])


def test_the_deal_asked_about_latest_stands_in_front_however_much_was_asked_about_it(founder, officer):
    first = make_determination(founder.actor, Outcome.WARN)
    about = Subject(kind="round", id=uuid4())
    for day in range(1, 9):
        make_determination(founder.actor, Outcome.PERMIT, about=about, now=later(day))
    assert [deal.key[1] for deal in heat_of(officer.actor, deals=2).deals] == [about.id, first.subject_id]
    one = heat_of(officer.actor, deals=1)
    assert [deal.key[1] for deal in one.deals] == [about.id]
    assert first.subject_id not in {key[1] for _rule, key in one.cells}


def test_what_is_asked_about_a_person_is_no_deal(founder, officer):
    make_determination(founder.actor, Outcome.DENY, about=Subject(kind="user", id=founder.id))
    assert heat_of(officer.actor).deals == []


def test_one_call_back_says_nothing_about_the_deal(founder, officer):
    about, company = Subject(kind="round", id=uuid4()), founder.organisation.id
    make_determination(founder.actor, Outcome.DENY, about=about, question=CALLED, organisation_id=company)
    make_determination(officer.actor, Outcome.PERMIT, about=about, question=CALLED, now=later(1))
    assert outcomes_of(heat_of(officer.actor), about) == {"made.up_0": Outcome.DENY}
    closed = make_determination(
        founder.actor, Outcome.PERMIT, about=about, question=CALLED, organisation_id=company, now=later(2)
    )
    make_determination(officer.actor, Outcome.DENY, about=about, question=CALLED, now=later(3))
    (cell,) = heat_of(officer.actor).cells.values()
    assert (cell.outcome, cell.determination_id, cell.people) == (Outcome.PERMIT, closed.id, 0)


def suitable(asker, outcome, about, *, day):
    facts = SuitabilityFacts(
        investor_class=MISSING,
        product_grade=MISSING,
        professional=MISSING,
        requested_by_investor=MISSING,
        special_warning_given=MISSING,
        assessed_on=MISSING,
        signed_at=MISSING,
        called_back_at=MISSING,
    )
    return make_determination(asker, outcome, about=about, question=facts, now=later(day))


def test_single_persons_are_counted_where_it_stopped_them_and_not_where_it_let_them_pass(
    founder, follower, lead, officer
):
    about = Subject(kind="round", id=uuid4())
    suitable(follower.actor, Outcome.DENY, about, day=1)
    suitable(follower.actor, Outcome.WARN, about, day=2)
    worst = suitable(lead.actor, Outcome.DENY, about, day=3)
    suitable(founder.actor, Outcome.PERMIT, about, day=4)
    (cell,) = heat_of(officer.actor).cells.values()
    assert (cell.outcome, cell.determination_id, cell.people) == (Outcome.DENY, worst.id, 2)
    suitable(lead.actor, Outcome.PERMIT, about, day=5)
    (cell,) = heat_of(officer.actor).cells.values()
    assert (cell.outcome, cell.people) == (Outcome.WARN, 1)


def test_a_draft_goes_by_its_company(founder, officer):
    make_determination(founder.actor, Outcome.DENY, organisation_id=founder.organisation.id)
    (deal,) = heat_of(officer.actor).deals
    assert (deal.name, deal.company) == ("", founder.organisation.name)


def test_the_board_is_for_the_office(founder):
    with pytest.raises(NotAuthorised):
        heat_of(founder.actor)
