"""The provider's door opens to its signature only; the real provider comes through it on good and on bad days."""

import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import structlog
from django.test import Client
from django.urls import reverse

from compliance import screening
from compliance.actions.request_screening import request_company_screening, request_screening
from compliance.actions.send_screenings import send_screenings
from compliance.core.screener import Result
from compliance.core.screening import OVERDUE
from compliance.core.states import ScreeningState
from compliance.models import ListsVersion, Screening, ScreeningMessage
from compliance.queries import company_screening_of, screening_of
from compliance.tasks import ask_lists_version
from compliance.tasks import send_screenings as send_task
from crowdfund.accounts.models import Person, User
from crowdfund.audit.models import Event
from crowdfund.kernel import signatures
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from crowdfund.web import outside
from crowdfund.web.outside import LARGEST_MESSAGE
from tests.custodian import wait_for
from tests.events import nothing_changes
from tests.factories.accounts import make_organisation, make_person, make_user
from tests.factories.screening import SCREENER, as_callback, make_request, make_screening, said
from tests.personas import Persona
from tests.screening import SandboxScreener, deaf_screener, screener

__all__ = ["deaf_screener", "screener"]

DOOR = "/callbacks/screening/"


def _post(callback: dict[str, Any]) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(DOOR, callback["data"], content_type=callback["content_type"], headers=callback["headers"])


def _without(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda callback: callback["headers"].pop(name)


def _with(name: str, value: str) -> Callable[[dict[str, Any]], None]:
    return lambda callback: callback["headers"].update({name: value})


def _tamper(callback: dict[str, Any]) -> None:
    callback["data"] = callback["data"].replace(b"hit", b"clear", 1)


def _lengthen(callback: dict[str, Any]) -> None:
    callback["data"] += b" " * LARGEST_MESSAGE


@pytest.mark.django_db
def test_a_signed_message_answers_and_a_repeat_is_taken_without_effect(follower: Persona, settings: Any):
    callback = as_callback(said(make_request(follower.user).id), settings)
    assert reverse("compliance:screening_callback") == DOOR
    assert _post(callback).status_code == 204
    with nothing_changes(Screening, ScreeningMessage):
        assert _post(callback).status_code == 204
    assert Event.objects.get(verb="screening.passed").actor_kind == "system"


@pytest.mark.parametrize(
    "spoil",
    [
        _without("webhook-id"),
        _without("webhook-timestamp"),
        _without("webhook-signature"),
        _with("webhook-id", "msg_another"),
        _with("webhook-timestamp", "yesterday"),
        _with("webhook-signature", "v1,AAAA"),
        _with("webhook-signature", "é"),
        _tamper,
        _lengthen,
    ],
    ids=["no id", "no time", "no signature", "other id", "no number", "wrong", "not ascii", "tampered", "too long"],
)
def test_without_its_signature_nobody_comes_in(follower: Persona, settings: Any, spoil: Any):
    callback = as_callback(said(make_request(follower.user).id, result=Result.HIT), settings)
    spoil(callback)
    with nothing_changes(Screening, ScreeningMessage):
        answer = _post(callback)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.usefixtures("held_clock")
@pytest.mark.parametrize(("age", "status"), [(301, 401), (-301, 401), (300, 204), (-300, 204)])
def test_a_message_is_good_for_five_minutes_of_real_time(follower: Persona, settings: Any, age: int, status: int):
    callback = as_callback(said(make_request(follower.user).id), settings, age=age)
    assert _post(callback).status_code == status


def test_a_new_secret_may_sign_beside_the_old_one_and_another_may_not(follower: Persona, settings: Any):
    message = said(make_request(follower.user).id)
    other = as_callback(message, settings, secret="whsec_b3RoZXI=")
    assert _post(other).status_code == 401
    callback = as_callback(message, settings)
    callback["headers"]["webhook-signature"] = "v1,b2xk " + callback["headers"]["webhook-signature"]
    assert _post(callback).status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"[]", b"{", b'{"type": "check.completed"}'])
def test_a_signed_message_that_can_not_be_read_is_said_so(settings: Any, body: bytes):
    timestamp = str(int(system_now().timestamp()))
    secret = settings.SCREENING_WEBHOOK_SECRET
    signed = signatures.sign(secret=secret, message_id="m", timestamp=timestamp, body=body)
    headers = {"webhook-id": "m", "webhook-timestamp": timestamp, "webhook-signature": signed}
    assert _post({"data": body, "content_type": "application/json", "headers": headers}).status_code == 422


# --- the real provider


def _person(real_name: str) -> User:
    user = make_user()
    make_person(user, is_checked=True, real_name=real_name)
    return user


def _requested(user: User) -> Screening:
    return Screening.objects.get(id=request_screening(actor=SCREENER, now=system_now(), user_id=user.id))


def _send() -> Any:
    return send_screenings(actor=SCREENER, now=system_now(), tell=screening.tell)


def _state(row: Screening) -> str:
    return str(Screening.objects.get(id=row.id).state)


def _standing(user: User) -> str:
    return screening_of(user.id, on=legal_day(system_now())).value


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "state", "standing"),
    [
        ("王小明", "clear", "clear"),
        ("贾宏", "hit", "hit"),
        ("甄政", "hit", "hit"),
        ("卜符", "mismatch", "hit"),
        ("石白", "failed", "waiting"),
    ],
)
def test_the_provider_answers_by_callback(screener: SandboxScreener, name: str, state: str, standing: str):
    user = _person(name)
    row = _requested(user)
    assert _standing(user) == "waiting"
    assert _send().told == 1
    wait_for(lambda: _state(row) == state)
    assert _standing(user) == standing


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("given", "state", "standing"),
    [
        ({"name": "苏州澄光传感科技有限公司"}, "clear", "clear"),
        ({"name": "贾宏国际贸易有限公司"}, "hit", "hit"),
        ({"code": "91990000MA0HXR001C"}, "hit", "hit"),
        ({"code": "91990000MA0HXR002F"}, "mismatch", "hit"),
    ],
)
def test_the_provider_knows_companies_by_name_and_credit_code(
    screener: SandboxScreener, given: dict[str, str], state: str, standing: str
):
    company = make_organisation(name=given.get("name", ""), code=given.get("code", ""))
    found = request_company_screening(actor=SCREENER, now=system_now(), organisation_id=company.id)
    assert _send().told == 1
    wait_for(lambda: Screening.objects.get(id=found).state == state)
    assert company_screening_of(company.id, on=legal_day(system_now())) == standing


@pytest.mark.django_db(transaction=True)
def test_callbacks_twice_and_in_the_wrong_order_change_nothing_more(screener: SandboxScreener):
    screener.have_bad_day(duplicate=True, out_of_order=True)
    rows = [_requested(_person(name)) for name in ("王小明", "贾宏")]
    assert _send().told == 2
    wait_for(lambda: [_state(row) for row in rows] == ["clear", "hit"])
    wait_for(lambda: ScreeningMessage.objects.count() == 4)
    assert Event.objects.filter(verb__in=["screening.passed", "screening.hit_found"]).count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_sweep_finds_lost_answers_and_a_double_run_changes_nothing(screener: SandboxScreener):
    screener.have_bad_day(drop=True)
    rows = [_requested(_person(name)) for name in ("王小明", "迟晚", "莫言声")]
    _send()
    assert [_state(row) for row in rows] == ["requested"] * 3
    later = system_now() + OVERDUE + timedelta(minutes=1)

    def sweep() -> int:
        found = installed_sweeps()["screening-results"]
        return run_sweep(actor=SCREENER, now=later, sweep=found, day=legal_day(later)).effects

    assert sweep() >= 2
    assert [_state(row) for row in rows] == ["clear", "clear", "requested"]
    with nothing_changes(Screening, ScreeningMessage):
        # The runs of sweeps leave no event; the silent check is asked about in vain.
        assert sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_was_killed_clears_nobody_and_answers_after_its_return(screener: SandboxScreener):
    user = _person("王小明")
    row = _requested(user)
    screener.stop(number=signal.SIGKILL)
    assert not screening.is_reachable()
    assert (_send().failed, _standing(user)) == (1, "waiting")
    screener.start()
    later = Screening.objects.get(id=row.id).due_at
    assert send_screenings(actor=SCREENER, now=later, tell=screening.tell).told == 1
    wait_for(lambda: _state(row) == "clear")
    assert len(screener.messages()) == 2


@pytest.mark.django_db(transaction=True)
def test_killed_after_it_took_the_check_it_still_answers(screener: SandboxScreener):
    row = _requested(_person("贾宏"))
    _send()
    screener.stop(number=signal.SIGKILL)
    screener.start()
    wait_for(lambda: _state(row) == "hit")


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_hangs_is_left_in_time(deaf_screener: SandboxScreener, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(outside, "_TIME_OUT_SECONDS", 1)
    user = _person("王小明")
    _requested(user)
    deaf_screener.have_bad_day(hang=True)
    assert _send().failed == 1
    assert _standing(user) == "waiting"


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_watches_takes_a_clearance_back(screener: SandboxScreener):
    user = _person("王小明")
    row = _requested(user)
    _send()
    wait_for(lambda: _state(row) == "clear")
    screener.say(row.id, result="hit", hits=[{"list": "L", "kind": "sanctions", "name": "WANG", "score": 91}])
    wait_for(lambda: _state(row) == "hit")
    screener.say(row.id, result="clear")
    wait_for(lambda: Event.objects.filter(verb="screening.contradicted").exists())
    assert _standing(user) == "hit"


@pytest.mark.django_db(transaction=True)
def test_new_lists_bring_everybody_back_once(screener: SandboxScreener):
    user = _person("王小明")
    row = _requested(user)
    send_task()
    wait_for(lambda: _state(row) == "clear")
    screener.publish("2026-12-01")
    ask_lists_version()
    ask_lists_version()
    assert [each.version for each in ListsVersion.objects.order_by("id")] == ["2026-11-01", "2026-12-01"]

    def sweep() -> int:
        now = system_now()
        return run_sweep(actor=SCREENER, now=now, sweep=installed_sweeps()["rescreening"], day=legal_day(now)).effects

    assert sweep() >= 1
    assert sweep() == 0
    assert Screening.objects.filter(user=user).count() == 2
    assert _standing(user) == "clear"


@pytest.mark.django_db(transaction=True)
def test_a_task_without_the_provider_ends_quietly(settings: Any):
    settings.SCREENING_URL = "http://127.0.0.1:9"
    ask_lists_version()
    assert ListsVersion.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_reaches_a_log_or_the_providers_memory(deaf_screener: SandboxScreener):
    user = _person("贾宏")
    number = Person.objects.get(user=user).id_number
    _requested(user)
    with structlog.testing.capture_logs() as lines:
        _send()
        deaf_screener.have_bad_day(hang=False)
        screening.results(Screening.objects.values_list("id", flat=True))
    journal = (deaf_screener.folder / "journal.jsonl").read_text(encoding="utf-8")
    for text in (str(lines), deaf_screener.log, journal):
        assert number not in text
        assert user.email not in text
    assert "贾宏" not in str(lines) + deaf_screener.log


# --- the doors of officers and of the person


def _address(name: str, row: Screening) -> str:
    return reverse(f"compliance_api:{name}", args=[row.id])


def test_an_officer_reads_and_decides(follower: Persona, officer: Persona):
    row = make_screening(follower.user, ScreeningState.HIT)
    shown = officer.api.get(reverse("compliance_api:screenings")).json()["results"]
    assert [(each["id"], each["state"], each["hits"][0]["score"]) for each in shown] == [(str(row.id), "hit", 96)]
    assert shown[0]["decide_by"] == "2026-01-10"
    answer = officer.send(_address("screening_decide", row), {"decision": "confirm", "reason": "The same passport."})
    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
    answer = officer.send(_address("screening_repeat", row))
    assert (answer.status_code, answer.json()["state"]) == (201, "requested")


def test_the_person_is_not_told_that_there_is_a_hit(follower: Persona, lead: Persona):
    make_screening(follower.user, ScreeningState.HIT)
    make_screening(lead.user, ScreeningState.REQUESTED)
    address = reverse("compliance_api:own_screening")
    assert follower.api.get(address).json() == lead.api.get(address).json() == {"standing": "under_way"}
