"""A raise that has reached its minimum closes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.models import Entry
from crowdfund.ledger.queries import accounts_of, balances, inspect
from deals.actions.close_round import MinimumNotReached, close_round
from deals.core.accounts import custody_account, issuer_account
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState, SubscriptionState
from deals.models import Payment, Round, RoundCapacity, Subscription, Vehicle
from deals.queries import cap_table_of
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import join, make_user
from tests.factories.closing import PLATFORM, Part, day_after_the_last, make_led_round
from tests.factories.compliance import make_clearance
from tests.factories.deals import COMPLETE, NOW, company_of, make_round, program_of, yuan
from tests.factories.holders import fill_places
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (Round, Subscription, Payment, Vehicle, Entry, RoundCapacity)


def test_units_money_and_states_move_together(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "3999999.99"), Part.of(follower, "16000000.01")])
    with recorded() as events:
        done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, RoundSnapshot)
    stored = Round.objects.get(id=row.id)
    assert (stored.state, stored.ended_at) == ("closed", NOW)
    assert stored.closing_determination_id is not None
    vehicle = Vehicle.objects.get(round=row)
    assert (vehicle.units, vehicle.form, vehicle.lead_id) == (2_000_000_000, "limited_partnership", lead.id)
    lines = cap_table_of(vehicle, as_of=NOW).lines
    assert [(line.holder_id, line.units, line.is_lead) for line in lines] == [
        (follower.id, 1_600_000_001, False),
        (lead.id, 399_999_999, True),
    ]
    assert set(Subscription.objects.values_list("state", flat=True)) == {"allocated"}
    payout = Payment.objects.get(round=row, purpose="payout")
    assert (payout.amount, payout.state, payout.subscription_id) == (yuan("20000000.00"), "due", None)
    assert told(next(event for event in events if event.verb == "round.closed")) == {founder.id}
    allocated = [event for event in events if event.verb == "subscription.allocated"]
    assert [told(event) for event in allocated] == [{lead.id}, {follower.id}]
    assert verbs(events)[-1] == "round.closed"


def test_what_was_owed_to_investors_is_owed_to_the_issuer(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    close_round(actor=founder.actor, now=NOW, round_id=row.id)
    codes = accounts_of(Owner("round", row.id))
    held = {code: balances(account_ids=[id_], as_of=NOW)[id_].amount for code, id_ in codes.items()}
    currency = yuan("0.00").currency
    assert held[custody_account(row.id, currency).code] == 2_000_000_000
    assert held[issuer_account(row.id, currency).code] == -2_000_000_000
    assert inspect().fault is None


def test_who_has_not_paid_gives_the_room_back(founder: Persona, lead: Persona, follower: Persona):
    late = make_user("late@example.com")
    row = make_led_round(
        founder,
        [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00"), Part.of(late, "1000000.00", paid="0")],
        terms=replace(COMPLETE, target=yuan("30000000.00")),
    )
    before = RoundCapacity.objects.get(round_id=row.id)
    close_round(actor=founder.actor, now=NOW, round_id=row.id)
    after = RoundCapacity.objects.get(round_id=row.id)
    assert Subscription.objects.get(investor=late).state == "cancelled"
    assert after.remaining_minor - before.remaining_minor == 100_000_000
    assert after.holders_left - before.holders_left == 1
    assert Vehicle.objects.get(round=row).units == 2_000_000_000


def test_a_lead_with_too_much_of_what_is_allocated_is_refused(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "1000000.00")])
    with recorded() as events:
        done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    assert verbs(events) == ["round.closing_refused"]
    assert Round.objects.get(id=row.id).state == "led"
    assert not Vehicle.objects.exists()


def test_below_the_minimum_nothing_closes(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "2999999.99")])
    with nothing_changes(*EVERYTHING), pytest.raises(MinimumNotReached):
        close_round(actor=founder.actor, now=NOW, round_id=row.id)


def test_a_lead_with_a_deposit_only_closes_nothing(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "2000000.00", paid="200000.00"), Part.of(follower, "9000000.00")])
    with nothing_changes(*EVERYTHING), pytest.raises(MinimumNotReached):
        close_round(actor=founder.actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN])
def test_only_a_led_raise_closes(founder: Persona, state: RoundState):
    row, actor = make_round(founder, state=state), founder.actor
    with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
        close_round(actor=actor, now=NOW, round_id=row.id)


def test_a_raise_closes_once(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    close_round(actor=founder.actor, now=NOW, round_id=row.id)
    with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
        close_round(actor=founder.actor, now=NOW, round_id=row.id)


def test_the_platform_waits_for_the_last_day(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    with nothing_changes(*EVERYTHING), pytest.raises(NotAuthorised):
        close_round(actor=PLATFORM, now=NOW, round_id=row.id)
    close_round(actor=PLATFORM, now=day_after_the_last(), round_id=row.id)
    assert Round.objects.get(id=row.id).state == "closed"


def test_only_checked_members_in_person_close(founder: Persona, lead: Persona, follower: Persona, stranger: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    company = company_of(founder)
    unchecked = make_user("mei@example.com")
    join(unchecked, company)
    denied = [
        (Persona(unchecked).actor, NotAuthorised),
        (program_of(company.id, "rounds:write"), NotAuthorised),
        (lead.actor, NotAuthorised),
        (stranger.actor, NotFound),
    ]
    for actor, error in denied:
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            close_round(actor=actor, now=NOW, round_id=row.id)


def test_the_minimum_is_that_of_the_raise(founder: Persona, lead: Persona, follower: Persona):
    terms = replace(COMPLETE, minimum_raise=yuan("6000000.00"))
    row = make_led_round(founder, [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00")], terms=terms)
    with pytest.raises(MinimumNotReached):
        close_round(actor=founder.actor, now=NOW, round_id=row.id)


def test_a_vehicle_below_the_size_of_article_33_closes_once_an_officer_has_cleared_it(
    founder: Persona, lead: Persona, follower: Persona
):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "15999999.99")])
    with recorded() as events:
        refused = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(refused, Refused)
    assert (refused.verdict, verbs(events)) == (Outcome.REFER, ["round.closing_refused"])
    worst = refused.findings[0]
    assert (worst.rule, worst.measured, worst.limit) == ("fund.min_size.2023", "19999999.99", "20000000.00")
    assert "filing_measures_2023.single_target_paid_in" in worst.remedy.en
    make_clearance(refused.determination_id, requested_by=founder.user, now=NOW)
    later = NOW + timedelta(days=1)
    assert isinstance(close_round(actor=founder.actor, now=later, round_id=row.id), RoundSnapshot)


def test_who_would_hold_the_vehicle_is_counted_again_without_those_who_have_not_paid(
    founder: Persona, lead: Persona, follower: Persona
):
    late = make_user("late@example.com")
    parts = [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00"), Part.of(late, "1000000.00", paid="0")]
    row = make_led_round(founder, parts, terms=replace(COMPLETE, target=yuan("30000000.00")))
    close_round(actor=founder.actor, now=NOW, round_id=row.id)
    counted = Determination.objects.get(subject_id=row.id, facts_kind="holders").as_ruling()
    assert counted.facts["holders"] == [
        {"kind": "general_partner", "count": 1, "members": None},
        {"kind": "individual", "count": 2, "members": None},
    ]
    assert counted.facts["adding"] == []


def test_a_fifty_first_partner_closes_nothing(founder: Persona, lead: Persona, follower: Persona):
    wide = replace(COMPLETE, target=yuan("80000000.00"))
    row = make_led_round(founder, [Part.of(lead, "16000000.00"), Part.of(follower, "10000000.00")], terms=wide)
    fill_places(row, 48)
    for each in Subscription.objects.filter(round=row, state="reserved"):
        each.receive(each.amount)
        each.complete(state=SubscriptionState.PAID, now=NOW)
    with recorded() as events:
        refused = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(refused, Refused)
    assert (refused.findings[0].rule, refused.findings[0].measured) == ("headcount.lp.2_50", "51")
    assert verbs(events) == ["round.closing_refused"]
    assert not Vehicle.objects.exists()
