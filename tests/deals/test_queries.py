"""What each reader sees, and what reading costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotFound
from deals import queries
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS, may_view
from deals.core.states import RoundState, SubscriptionState
from deals.models import LeadOffer, Round, Subscription
from tests.deals.doors import BROUGHT_ABOUT
from tests.factories.deals import HALF_FILLED, NOW, TODAY, company_of, make_project, make_round, program_of, yuan
from tests.factories.leads import certify, make_accepted_offer, make_led_round, make_offer, make_subscription
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _readers(personas: dict[str, Persona]) -> dict[str, Actor]:
    """Return everybody who might come by, programs, the platform and strangers included."""
    company, other = (company_of(personas[name]).id for name in ("founder", "lead"))
    unknown = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="request-of-the-tests")
    return {
        **{name: persona.actor for name, persona in personas.items()},
        "anonymous": Actor.anonymous("request-of-the-tests"),
        "system": Actor.system("sweep", "request-of-the-tests"),
        "nobody special": unknown,
        "program that writes": program_of(company, WRITE_ROUNDS),
        "program that reads": program_of(company, READ_ROUNDS),
        "program of the feed": program_of(company, "events:read"),
        "program of another company": program_of(other, READ_ROUNDS, WRITE_ROUNDS),
    }


def test_the_query_and_the_policy_agree_for_everybody_and_every_state(personas: dict[str, Persona]):
    rows = {state: make_round(personas["founder"], state=state) for state in BROUGHT_ABOUT}
    company = company_of(personas["founder"]).id
    for name, actor in _readers(personas).items():
        seen = set(Round.objects.visible_to(actor).values_list("id", flat=True))
        allowed = {row.id for state, row in rows.items() if may_view(actor, organisation_id=company, state=state)}
        assert seen == allowed, name


def test_the_matrix_of_states_and_readers(personas: dict[str, Persona]):
    for state in BROUGHT_ABOUT:
        make_round(personas["founder"], state=state)
    all_states, left_the_draft = set(BROUGHT_ABOUT), set(BROUGHT_ABOUT) - {RoundState.DRAFT}
    expected = {
        "founder": all_states,
        "program that writes": all_states,
        "program that reads": all_states,
        "officer": left_the_draft,
        "operator": left_the_draft,
        "auditor": left_the_draft,
        "lead": {RoundState.OPEN},
        "follower": {RoundState.OPEN},
    }
    for name, actor in _readers(personas).items():
        seen = {RoundState(row.state) for row in queries.rounds_seen_by(actor)}
        assert seen == expected.get(name, set()), name
        counts = queries.rounds_by_state(actor)
        assert {state for state, count in counts.items() if count} == seen, name
        assert set(counts) == set(RoundState)


@pytest.mark.parametrize("state", BROUGHT_ABOUT)
def test_what_may_not_be_seen_does_not_exist(personas: dict[str, Persona], state: RoundState):
    row = make_round(personas["founder"], state=state)
    actor = personas["stranger"].actor
    for round_id in (row.id, uuid4()):
        with pytest.raises(NotFound):
            queries.round_seen_by(actor, round_id)
    with pytest.raises(NotFound):
        queries.project_seen_by(personas["lead"].actor, row.project_id)


def test_only_the_desk_has_a_queue_and_the_longest_waiting_come_first(personas: dict[str, Persona]):
    first = make_round(personas["founder"], state=RoundState.SUBMITTED)
    second = make_round(personas["founder"], state=RoundState.SUBMITTED)
    make_round(personas["founder"], state=RoundState.APPROVED)
    for name in ("officer", "operator", "auditor"):
        assert [row.id for row in queries.desk_queue(personas[name].actor)] == [first.id, second.id]
    for name in ("founder", "lead", "stranger", "partner"):
        with pytest.raises(NotFound):
            queries.desk_queue(personas[name].actor)


def test_open_raises_come_in_the_order_of_closing(founder: Persona, follower: Persona):
    late, early = (make_round(founder, state=RoundState.OPEN) for _ in range(2))
    Round.objects.filter(id=early.id).update(closes_on=TODAY)
    assert [row.id for row in queries.open_rounds(follower.actor)] == [early.id, late.id]


def test_open_raises_are_those_of_other_companies(founder: Persona, lead: Persona):
    theirs = make_round(founder, state=RoundState.OPEN)
    mine = make_round(lead, state=RoundState.OPEN)
    assert {row.id for row in queries.rounds_seen_by(lead.actor)} == {mine.id, theirs.id}
    assert [row.id for row in queries.open_rounds(lead.actor)] == [theirs.id]


def test_own_raises_are_those_of_own_companies(founder: Persona, lead: Persona):
    mine, theirs = make_round(founder, state=RoundState.OPEN), make_round(lead, state=RoundState.OPEN)
    assert [row.id for row in queries.own_rounds(founder.actor)] == [mine.id]
    assert {row.id for row in queries.rounds_seen_by(founder.actor)} == {mine.id, theirs.id}
    assert [row.id for row in queries.rounds_of_project(founder.actor, mine.project_id)] == [mine.id]


def test_names_are_taken_within_a_company(founder: Persona, lead: Persona):
    make_project(founder, name="Sensors")
    assert queries.is_project_name_taken(company_of(founder).id, "Sensors")
    assert not queries.is_project_name_taken(company_of(lead).id, "Sensors")


def test_only_a_draft_lacks_anything(founder: Persona):
    assert queries.missing_entries(make_round(founder, terms=HALF_FILLED), today=TODAY)
    submitted = make_round(founder, state=RoundState.SUBMITTED)
    submitted.closes_on = None
    assert queries.missing_entries(submitted, today=TODAY) == ()


@pytest.mark.parametrize("name", ["rounds_seen_by", "own_rounds", "open_rounds", "projects_of"])
def test_a_list_costs_one_query_however_long(founder: Persona, name: str):
    actor = founder.actor
    for _ in range(3):
        make_round(founder, state=RoundState.OPEN)
        with CaptureQueriesContext(connection) as cost:
            for row in getattr(queries, name)(actor):
                assert (row if name == "projects_of" else row.project).organisation.name
        assert len(cost) == 1


def test_offers_and_subscriptions_are_named_to_those_who_see_them(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, lead)
    offer, subscription = LeadOffer.objects.get(round=row), Subscription.objects.get(round=row)
    for persona, name in ((founder, row.title), (lead, row.title), (follower, None)):
        assert queries.offer_names([offer.id], persona.actor).get(offer.id) == name
        assert queries.subscription_names([subscription.id], persona.actor).get(subscription.id) == name


def test_a_raise_waits_for_an_answer_for_the_deposit_and_for_its_minimum(founder: Persona, lead: Persona):
    lonely, offered, accepted = (make_round(founder, state=RoundState.OPEN) for _ in range(3))
    led = make_led_round(founder, lead, amount="6000000.00")
    make_offer(offered, lead)
    make_accepted_offer(accepted, founder, lead)
    rows = [lonely, offered, accepted, led]
    with CaptureQueriesContext(connection) as cost:
        found = queries.outlooks(rows)
    assert len(cost) == 2
    assert [found[row.id] for row in rows] == [
        queries.Outlook(),
        queries.Outlook(has_offer=True),
        queries.Outlook(has_accepted_offer=True),
        queries.Outlook(),
    ]
    Subscription.objects.filter(round=led).update(
        state=SubscriptionState.PAID,
        paid=yuan("6000000.00"),
        paid_at=NOW,
        cooling_off_until=NOW + timedelta(hours=24),
    )
    waiting = queries.Outlook(has_deposit=True, has_reached_minimum=True, to_call_back=1)
    assert queries.outlooks([led])[led.id] == waiting


def test_what_is_to_be_paid_comes_in_the_order_of_its_last_days(founder: Persona, lead: Persona, follower: Persona):
    certify(follower)
    first, second = (make_led_round(founder, lead) for _ in range(2))
    late = make_subscription(second, follower)
    early = make_subscription(first, follower)
    Subscription.objects.filter(id=late.id).update(pay_by=TODAY + timedelta(days=30))
    assert list(queries.unpaid_of(follower.actor)) == [early, late]
    Subscription.objects.filter(id=early.id).update(state=SubscriptionState.CANCELLED)
    assert list(queries.unpaid_of(follower.actor)) == [late]
    assert not queries.unpaid_of(founder.actor)


def test_a_raise_is_under_way_until_it_has_closed_or_failed(founder):
    draft, opened = make_round(founder), make_round(founder, state=RoundState.OPEN)
    ended = make_round(founder, state=RoundState.OPEN)
    Round.objects.filter(id=ended.id).update(state=RoundState.FAILED, ended_at=NOW)
    ids = [draft.id, opened.id, ended.id, uuid4()]
    assert queries.rounds_under_way(ids) == {draft.id, opened.id}


def test_an_offer_is_under_way_while_it_stands_and_its_raise_is(founder, lead):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_offer(row, lead)
    assert queries.offers_under_way([offer.id, uuid4()]) == {offer.id}
    Round.objects.filter(id=row.id).update(state=RoundState.FAILED, ended_at=NOW)
    assert queries.offers_under_way([offer.id]) == frozenset()
