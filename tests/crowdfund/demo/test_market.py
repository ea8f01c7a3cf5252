"""The made-up market: everything comes from the verbs, in every state, and all of it or nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from compliance.core.outcome import Outcome
from compliance.core.queues import queues_today
from compliance.core.states import CertificationState, ScreeningState
from compliance.models import Certification, Determination, Screening
from compliance.queries import board
from compliance.queries.heat import heat_of
from crowdfund.accounts.core.identity import is_credit_code
from crowdfund.accounts.models import Organisation, Person, RoleGrant, User
from crowdfund.accounts.queries import actor_of
from crowdfund.audit.models import Event
from crowdfund.demo import acts, market, raises
from crowdfund.demo.calendar import DAYS_TO_UNLOCK
from crowdfund.demo.people import CHECKED, EVERYBODY, FANG, GAO, OFFICER, PASSWORD, STAFF, STRANGER, WEN
from crowdfund.embedded.screening.names import script_of
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.ledger import queries as ledger
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from deals.core.money_moves import PaymentPurpose
from deals.core.states import OfferState, PaymentState, RoundState, SubscriptionState
from deals.models import CustodianMessage, LeadOffer, Payment, Project, Round, Subscription, Vehicle
from deals.queries import cap_table_of, custody_by_round, rooms_that_disagree
from exits.core.next_round import Portion
from exits.core.states import LotState, WindowState
from exits.models import ExitElection, ExitWindow, Lot
from tests.factories.deals import NOW, yuan

pytestmark = pytest.mark.django_db


def swept(now: datetime) -> dict[str, int]:
    """Run every sweep at an instant and return how many effects each had.

    Whoever did not invest is screened for the first time once the platform runs, and determinations are computed again
    each night; that is not what the market left over.
    """
    actor = Actor.system("sweeps", request_id="tests")
    return {
        name: run_sweep(actor=actor, now=now, sweep=sweep, day=legal_day(now)).effects
        for name, sweep in installed_sweeps().items()
        if name not in {"rescreening", "company-rescreening", "replay"}
    }


def test_there_is_something_of_everything():
    market.load_market(now=NOW)
    assert User.objects.count() == len(EVERYBODY)
    assert Organisation.objects.count() == Project.objects.count() == 5
    assert all(is_credit_code(company.credit_code) for company in Organisation.objects.all())
    assert {RoundState(state) for state in Round.objects.values_list("state", flat=True)} == set(RoundState)
    assert set(Determination.objects.values_list("verdict", flat=True)) == {"PERMIT", "ADVISE", "WARN", "REFER", "DENY"}
    assert Round.objects.filter(state=RoundState.DRAFT, minimum_ticket=None).exists()
    returned = Event.objects.filter(verb="round.returned").exclude(reason="").values_list("subject_id", flat=True)
    states = set(Round.objects.filter(id__in=list(returned)).values_list("state", flat=True))
    assert states == {RoundState.DRAFT, RoundState.SUBMITTED}


def test_money_was_paid_through_the_custodian():
    market.load_market(now=NOW)
    assert {PaymentState(state) for state in Payment.objects.values_list("state", flat=True)} == {PaymentState.SETTLED}
    purposes = set(Payment.objects.values_list("purpose", flat=True))
    assert {
        PaymentPurpose.DEPOSIT,
        PaymentPurpose.SUBSCRIPTION,
        PaymentPurpose.PAYOUT,
        PaymentPurpose.REFUND,
    } <= purposes
    heard = set(CustodianMessage.objects.filter(kind="order.settled").values_list("order_id", flat=True))
    assert heard == set(Payment.objects.values_list("id", flat=True))
    assert ledger.inspect().fault is None
    (held,) = custody_by_round(as_of=NOW)
    assert held.held.as_text() == "19000000.00"
    assert not held.suspense
    assert rooms_that_disagree() == []


def test_each_step_of_the_thread_has_something_to_do():
    market.load_market(now=NOW)
    assert not LeadOffer.objects.filter(round__title=raises.SENSORS_A).exists()
    led = Round.objects.get(state=RoundState.LED)
    paid = Subscription.objects.filter(round=led, state=SubscriptionState.PAID)
    assert yuan("20000000.00") == led.minimum_raise == sum((each.amount for each in paid), start=led.minimum_ticket)
    assert LeadOffer.objects.get(round=led).state == OfferState.CONFIRMED
    (waiting,) = Certification.objects.filter(state=CertificationState.APPLIED)
    assert waiting.user.email == GAO.email
    window = ExitWindow.objects.get()
    assert window.state == WindowState.OPEN
    assert ExitElection.objects.get(holder__email=FANG.email).portion == Portion.NONE
    assert ExitElection.objects.get(holder__email=GAO.email).portion == Portion.ALL


def test_each_officers_queue_has_something_that_waits():
    market.load_market(now=NOW)
    today = legal_day(NOW)
    officer = actor_of(User.objects.get(email=OFFICER.email).id, request_id="tests", is_stepped_up=True)
    waiting = {state.queue.name: (state.count, state.age_days) for state in queues_today(officer, today=today)}
    assert waiting["compliance:clearances"] == (2, 6)
    assert waiting["compliance:certifications"][0] == waiting["raises"][0] == 1
    (ending,) = board.certifications_ending(officer, today=today)
    assert (ending.user.email, ending.expires_on) == (WEN.email, today + timedelta(days=20))
    found = {cell.outcome for cell in heat_of(officer).cells.values()}
    assert found >= {Outcome.PERMIT, Outcome.WARN, Outcome.REFER, Outcome.DENY}


def test_the_screening_of_one_investor_waits_for_the_provider_who_has_them_on_a_list():
    market.load_market(now=NOW)
    waiting = Screening.objects.get(state=ScreeningState.REQUESTED)
    assert (waiting.label, waiting.told_at) == (WEN.email, None)
    assert set(Screening.objects.values_list("state", flat=True)) == {ScreeningState.REQUESTED, ScreeningState.CLEAR}
    assert Screening.objects.exclude(organisation=None).values("organisation").distinct().count() == 5
    assert script_of(WEN.real_name).result == "hit"
    others = [resident for resident in CHECKED if script_of(resident.real_name).result != "clear"]
    assert others == [WEN]


def test_one_password_is_hashed_once():
    market.load_market(now=NOW)
    assert User.objects.values("password").distinct().count() == 1


def test_those_that_closed_have_a_vehicle_and_a_table_of_their_holders():
    market.load_market(now=NOW)
    closed = Round.objects.filter(state=RoundState.CLOSED)
    assert closed.count() == Vehicle.objects.count() == 2
    for vehicle in Vehicle.objects.all():
        assert len(cap_table_of(vehicle, as_of=NOW).lines) == 3


def test_nothing_is_due_today_and_in_some_days_the_lot_unlocks_by_itself():
    market.load_market(now=NOW)
    assert not any(swept(NOW).values())
    assert swept(NOW + timedelta(days=DAYS_TO_UNLOCK - 1))["unlock-lots"] == 0
    assert swept(NOW + timedelta(days=DAYS_TO_UNLOCK))["unlock-lots"] == 1
    assert Lot.objects.get().state == LotState.FREE
    assert ledger.inspect().fault is None


def test_every_row_has_its_event_and_nothing_lies_in_the_future():
    market.load_market(now=NOW)
    subjects = set(Event.objects.values_list("subject_id", flat=True))
    for model in (User, Organisation, Project, Round, Person, LeadOffer, Certification, Lot, ExitWindow):
        assert set(model.objects.values_list("id", flat=True)) <= subjects, model
    instants = list(Event.objects.order_by("sequence").values_list("occurred_at", flat=True))
    assert instants == sorted(instants)
    assert instants[-1] <= NOW


def test_the_audit_trail_of_it_can_be_sealed_and_verified(tmp_path: Any, capsys: pytest.CaptureFixture[str]):
    market.load_market(now=NOW)
    call_command("audit", "--anchor", tmp_path / "anchor", "seal")
    call_command("audit", "--anchor", tmp_path / "anchor", "verify")
    assert f"{Event.objects.count()} events in" in capsys.readouterr().out


def test_staff_have_a_second_factor_and_only_the_stranger_is_unchecked():
    market.load_market(now=NOW)
    assert Person.objects.filter(state="CHECKED").count() == len(CHECKED)
    assert not Person.objects.filter(user__email=STRANGER.email).exists()
    assert set(
        RoleGrant.objects.filter(user__email__in=[each.email for each in STAFF]).values_list("role", flat=True)
    ) == {each.office for each in STAFF}


def test_everybody_can_sign_in():
    market.load_market(now=NOW)
    for resident in EVERYBODY:
        answer = Client().post("/accounts/login/", {"login": resident.email, "password": PASSWORD})
        assert answer.status_code == 302
        assert answer["Location"] == ("/accounts/2fa/authenticate/" if resident.office else "/")


def test_a_start_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(acts, "fail_round", broken)
    with pytest.raises(RuntimeError):
        market.load_market(now=NOW)
    assert not User.objects.exists()
    assert not Event.objects.exists()
