"""tests / architecture: one company with a raise in every state, and everybody who might come by."""

import copy
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from compliance.actions.apply_for_certification import apply_for_certification
from compliance.core.certification import EvidenceKind
from compliance.core.outcome import Outcome
from compliance.core.states import ScreeningState
from crowdfund.accounts.actions.invite_member import invite_member
from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.accounts.models import User
from crowdfund.audit.models import Delivery, Event
from crowdfund.files.core.states import FileState
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.money import Currency, Money
from crowdfund.notices.models import Notice
from crowdfund.partners.core.scopes import Scope
from deals.actions.approve_round import approve_round
from deals.actions.create_project import create_project
from deals.actions.draft_round import draft_round
from deals.actions.open_round import open_round
from deals.actions.submit_round import submit_round
from deals.core.round import ManagerForm, Stage, Terms, VehicleForm
from deals.models import Round, Subscription
from tests.factories.accounts import credit_code, join, make_organisation, make_person, make_user
from tests.factories.closing import Part, make_led_round, make_vehicle
from tests.factories.compliance import make_assessment, make_clearance_request, make_determination
from tests.factories.custody import due_from, proposed, stray_money
from tests.factories.deals import NOW
from tests.factories.exits import make_proposal, make_window
from tests.factories.files import make_file
from tests.factories.leads import make_offer
from tests.factories.partners import make_program
from tests.factories.screening import make_screening
from tests.personas import Persona, sign_ins_taken_back

PERSONAS = (
    "anonymous",
    "stranger",
    "founder",
    "member",
    "rival",
    "investor",
    "officer",
    "operator",
    "auditor",
    "partner",
    "client",
    "narrow",
)
"""Columns of the matrix, from left to right.

A visitor; somebody who only signed up; the owner and a member of the company; the owner of another company; a checked
investor; compliance officer, operator and auditor, each with a second factor just used; a partner's employee; a
partner's program of the company with every scope, and one that may only read events.
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser and a program."""

    client: Client
    api: APIClient


@dataclass(frozen=True, slots=True)
class World:
    """Who comes by, and what there is, by name."""

    visitors: Mapping[str, Visitor]
    things: Mapping[str, str]


def addresses() -> Iterator[tuple[str, Any]]:
    """Yield every address that the resolver knows, as it is written, with its view."""

    def walk(patterns: Any, prefix: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here, pattern.callback

    yield from walk(get_resolver().url_patterns, "")


def build() -> World:
    """Store everything, in the caller's transaction."""
    founder = make_user("alice@example.com", roles=[Role.FOUNDER, Role.INVESTOR], is_checked=True)
    company = make_organisation(founder)
    member = make_user("mei@example.com", roles=[Role.INVESTOR], is_checked=True)
    join(member, company, role=MembershipRole.MEMBER)
    rival = make_user("rui@example.com", roles=[Role.FOUNDER, Role.INVESTOR], is_checked=True)
    make_organisation(rival)
    people = {
        "stranger": make_user("si@example.com"),
        "founder": founder,
        "member": member,
        "rival": rival,
        "investor": make_user("fang@example.com", roles=[Role.INVESTOR], is_checked=True),
        "officer": make_user("ou@example.com", roles=[Role.OFFICER], has_mfa=True),
        "operator": make_user("pan@example.com", roles=[Role.OPERATOR], has_mfa=True),
        "auditor": make_user("shen@example.com", roles=[Role.AUDITOR], has_mfa=True),
        "partner": make_user("qiao@example.com", roles=[Role.PARTNER]),
    }
    personas = {name: Persona(user) for name, user in people.items()}
    visitors = {name: Visitor(persona.client, persona.api) for name, persona in personas.items()}
    visitors["anonymous"] = Visitor(Client(), APIClient())
    for name, scopes in (("client", tuple(Scope)), ("narrow", (Scope.EVENTS_READ,))):
        program = make_program(organisation=company, scopes=scopes)
        visitors[name] = Visitor(program.api(), program.api())
    for visitor in visitors.values():
        visitor.client.raise_request_exception = visitor.api.raise_request_exception = False
    things = {
        "company": str(company.id),
        "founder": str(founder.id),
        "member": str(member.id),
        "applicant": str(make_person(make_user("an@example.com")).id),
        "client": str(make_program(organisation=company).id),
        "nothing": str(uuid4()),
        "credit_code": credit_code(900_000_001),
        **_raise_in_every_state(personas["founder"].actor, personas["officer"].actor, str(company.id)),
        **_invitation(personas["founder"].actor, company.id, people["stranger"].email),
        **_traces(people["founder"].id),
        **_assessments(*(people[name] for name in ("founder", "member", "rival", "investor"))),
        **_payment_due_from(personas["investor"]),
        "stray": str(stray_money().id),
        "stray_proposed": str(proposed().id),
        **_lead_offer_of(personas["rival"]),
        **_application(personas["investor"].actor),
        **_files(personas["founder"].actor, personas["investor"].actor, company.id),
        "hit": str(make_screening(people["member"], ScreeningState.HIT).id),
        "hit_of_the_officer": str(make_screening(people["officer"], ScreeningState.HIT).id),
        **_clearance(personas["founder"].actor, str(company.id)),
        **_ways_out(Persona(founder, organisation=company), lead=personas["rival"], follower=personas["investor"]),
    }
    return World(visitors, things)


def terms(title: str) -> Terms:
    """Return terms that the rules let pass."""
    return Terms(
        title=title,
        summary="We make valves.",
        stage=Stage.A_B,
        target=Money.parse("20000000.00", Currency.CNY),
        minimum_raise=Money.parse("5000000.00", Currency.CNY),
        minimum_ticket=Money.parse("1000000.00", Currency.CNY),
        vehicle_form=VehicleForm.LIMITED_PARTNERSHIP,
        closes_on=legal_day(system_now()) + timedelta(days=60),
        manager_name="明德私募基金管理有限公司",
        manager_form=ManagerForm.COMPANY,
        manager_number="P1012345",
        splits_rights=False,
    )


def _raise_in_every_state(founder: Actor, officer: Actor, company: str) -> dict[str, str]:
    now = system_now()
    (organisation_id,) = (key for key in founder.memberships if str(key) == company)
    project_id = create_project(
        actor=founder, now=now, organisation_id=organisation_id, name="Valves", summary="Valves."
    )
    ids = {
        state: draft_round(actor=founder, now=now, project_id=project_id, terms=terms(state))
        for state in ("draft", "submitted", "approved", "open")
    }
    for state in ("submitted", "approved", "open"):
        submit_round(actor=founder, now=now, round_id=ids[state])
    for state in ("approved", "open"):
        approve_round(actor=officer, now=now, round_id=ids[state])
    open_round(actor=founder, now=now, round_id=ids["open"])
    ruling = Round.objects.get(id=ids["open"]).submission_determination_id
    return {
        "project": str(project_id),
        "ruling": str(ruling),
        "closes_on": str(legal_day(now) + timedelta(days=60)),
        **{name: str(key) for name, key in ids.items()},
    }


def _invitation(founder: Actor, company: Any, email: str) -> dict[str, str]:
    invited = invite_member(
        actor=founder, now=system_now(), organisation_id=company, email=email, role=MembershipRole.MEMBER
    )
    return {"invitation": str(invited.invitation_id), "token": invited.token}


def _assessments(*investors: User) -> dict[str, str]:
    """Everybody who may invest is of class C5; the last one's assessment is a thing."""
    return {"assessment": str([make_assessment(user) for user in investors][-1].id)}


def _application(investor: Actor) -> dict[str, str]:
    applied = apply_for_certification(
        actor=investor, now=system_now(), evidence=EvidenceKind.FINANCIAL_ASSETS, statement="Deposits and shares."
    )
    return {"certification": str(applied)}


def _files(founder: Actor, investor: Actor, company: Any) -> dict[str, str]:
    """A clean file of the company, one of an investor's own, and one that was quarantined."""
    return {
        "file": str(make_file(founder, organisation_id=company).id),
        "own_file": str(make_file(investor).id),
        "quarantined": str(make_file(founder, organisation_id=company, state=FileState.QUARANTINED).id),
    }


def _clearance(founder: Actor, company: str) -> dict[str, str]:
    organisation_id, now = UUID(company), system_now()
    clearance = make_clearance_request(founder, Outcome.REFER, organisation_id=organisation_id, now=now)
    referred = make_determination(founder, Outcome.REFER, organisation_id=organisation_id, now=now)
    return {
        "soon": str(legal_day(system_now()) + timedelta(days=20)),
        "clearance": str(clearance.id),
        "referred": str(referred.id),
    }


def _payment_due_from(investor: Persona) -> dict[str, str]:
    row = Round.objects.select_related("project").get(state="open")
    return {"payment": str(due_from(investor, row).payment.id)}


def _subscribed(row: Round, investor: Persona) -> Subscription:
    return Subscription.objects.get(round=row, investor=investor.user)


def _lead_offer_of(investor: Persona) -> dict[str, str]:
    row = Round.objects.get(state="open")
    return {"offer": str(make_offer(row, investor).id)}


def _ways_out(founder: Persona, *, lead: Persona, follower: Persona) -> dict[str, str]:
    """Return led raises, one that can close and one with somebody to call back; three closed ones, windows over two."""
    parts = [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")]
    led, first, second = make_led_round(founder, parts), make_vehicle(founder, parts), make_vehicle(founder, parts)
    newcomer = Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))
    open_window = make_window(founder, newcomer, first)
    paid = make_led_round(founder, [parts[0], Part.uncalled(follower, "4000000.00", paid_at=NOW - timedelta(days=1))])
    proposal = make_proposal(founder, lead, make_vehicle(founder, parts))
    return {
        "led": str(led.id),
        "subscription": str(_subscribed(led, follower).id),
        "paid": str(_subscribed(paid, follower).id),
        "closed": str(first.round_id),
        "closed_later": str(second.round_id),
        "window": str(open_window.id),
        "proposal": str(proposal.id),
        "today": str(legal_day(system_now())),
    }


def _traces(founder_id: Any) -> dict[str, str]:
    event = Event.objects.filter(verb="project.created").get()
    Notice.tell(recipient_id=founder_id, event_id=event.id, now=system_now())
    delivery = Delivery.objects.first()
    assert delivery is not None
    delivery.park(error="mailbox full", now=system_now())
    notice = Notice.objects.get(recipient_id=founder_id, event_id=event.id)
    return {"event": str(event.id), "delivery": str(delivery.id), "notice": str(notice.id)}


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo whatever happens inside, as a test case does with its own transaction."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # a unit of work may open inside
    with sign_ins_taken_back(), block:
        yield
        transaction.set_rollback(True)


def visit(visitor: Visitor, method: str, address: str, data: dict[str, Any]) -> Any:
    """Send one request and undo its effect; return the answer."""
    is_api = address.startswith("/api/")
    client: Any = visitor.api if is_api else visitor.client
    cookies = copy.deepcopy(client.cookies)
    options: dict[str, Any] = {}
    if method not in {"GET", "HEAD"}:
        options = {"headers": {"Idempotency-Key": uuid4().hex}} if is_api else {}
        if isinstance(client, APIClient):
            has_file = any(isinstance(value, SimpleUploadedFile) for value in data.values())
            options["format"] = "json" if is_api and not has_file else "multipart"
        data = data if is_api else {"idempotency_key": uuid4().hex, **data}
    try:
        with taken_back():
            return getattr(client, method.lower())(address, data, **options)
    finally:
        client.cookies = cookies


def word_for(answer: Any) -> str:
    """Return what the matrix calls an answer: the status, or where a redirect of the guards leads."""
    place = answer.headers.get("Location", "")
    if answer.status_code == 302:
        for word, pattern in (("in", r"^/accounts/login/\?next="), ("mfa", r"^/accounts/2fa/")):
            if re.match(pattern, place):
                return word
    return str(answer.status_code)
