"""tests / policy: who may what, and that everything else is refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from crowdfund.accounts.core import policy
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthenticated, NotAuthorised, StepUpRequired

ME, OTHER, COMPANY = uuid4(), uuid4(), uuid4()


def person(**rights: Any) -> Actor:
    return Actor(kind=ActorKind.PERSON, id=ME, request_id="r", **rights)


def client(**rights: Any) -> Actor:
    return Actor(kind=ActorKind.CLIENT, id=uuid4(), request_id="r", **rights)


ACTORS: dict[str, Actor] = {
    "nobody": Actor.anonymous("r"),
    "stranger": person(),
    "checked": person(is_checked=True, roles=frozenset({"investor"})),
    "owner": person(is_checked=True, memberships={COMPANY: "owner"}),
    "member": person(is_checked=True, memberships={COMPANY: "member"}),
    "owner elsewhere": person(is_checked=True, memberships={uuid4(): "owner"}),
    "officer": person(roles=frozenset({"officer"}), has_mfa=True),
    "officer without mfa": person(roles=frozenset({"officer"})),
    "operator": person(roles=frozenset({"operator"}), has_mfa=True),
    "operator without mfa": person(roles=frozenset({"operator"})),
    "auditor": person(roles=frozenset({"auditor"}), has_mfa=True),
    "client": client(scopes=frozenset({"organisations:write"})),
    "client for a checked person": client(scopes=frozenset({"organisations:write"}), on_behalf_of=ME, is_checked=True),
    "client without scope": client(on_behalf_of=ME, is_checked=True),
    "system": Actor.system("sweep", "r"),
}
PEOPLE = {name for name in ACTORS if name not in {"nobody", "system"} and not name.startswith("client")}

CASES: list[tuple[str, Callable[[Actor], bool], set[str]]] = [
    ("declare an identity", policy.may_declare_identity, PEOPLE),
    ("examine people", policy.may_examine_people, {"officer"}),
    ("decide on another", lambda actor: policy.may_decide_on_person(actor, user_id=OTHER), {"officer"}),
    ("decide on oneself", lambda actor: policy.may_decide_on_person(actor, user_id=ME), set()),
    (
        "create an organisation",
        policy.may_create_organisation,
        {"checked", "owner", "member", "owner elsewhere", "client for a checked person"},
    ),
    (
        "see an organisation",
        lambda actor: policy.may_see_organisation(actor, organisation_id=COMPANY),
        {"owner", "member", "officer", "officer without mfa", "operator", "operator without mfa", "auditor"},
    ),
    ("manage members", lambda actor: policy.may_manage_members(actor, organisation_id=COMPANY), {"owner"}),
    (
        "leave",
        lambda actor: policy.may_end_membership(actor, organisation_id=COMPANY, user_id=ME),
        {"owner", "member"},
    ),
    (
        "remove another",
        lambda actor: policy.may_end_membership(actor, organisation_id=COMPANY, user_id=OTHER),
        {"owner"},
    ),
    ("see roles", policy.may_see_roles, {"operator"}),
    ("change another's roles", lambda actor: policy.may_change_roles(actor, user_id=OTHER), {"operator", "system"}),
    ("change one's own roles", lambda actor: policy.may_change_roles(actor, user_id=ME), {"system"}),
    ("seat staff", policy.may_seat_staff, {"system"}),
    ("mail invitations", policy.may_mail_invitations, {"system"}),
]


@pytest.mark.parametrize(
    ("may", "allowed"), [(may, allowed) for _, may, allowed in CASES], ids=[case[0] for case in CASES]
)
def test_exactly_these_may(may: Callable[[Actor], bool], allowed: set[str]):
    assert {name for name, actor in ACTORS.items() if may(actor)} == allowed


def test_nobody_is_asked_to_sign_in_and_somebody_is_refused():
    with pytest.raises(NotAuthenticated):
        policy.require(False, actor=ACTORS["nobody"])
    with pytest.raises(NotAuthorised):
        policy.require(False, actor=ACTORS["stranger"])
    policy.require(True, actor=ACTORS["nobody"])


def test_a_step_up_is_asked_of_people_only():
    with pytest.raises(StepUpRequired):
        policy.require_step_up(ACTORS["officer"])
    policy.require_step_up(person(has_mfa=True, is_stepped_up=True))
    policy.require_step_up(ACTORS["system"])


def test_a_client_acts_for_its_principal_and_the_system_for_nobody():
    for name, expected in {"stranger": ME, "client for a checked person": ME, "client": None, "system": None}.items():
        assert policy.principal_of(ACTORS[name]) == expected
    acting: UUID = policy.acting_user(ACTORS["client for a checked person"])
    assert acting == ME
    with pytest.raises(NotAuthorised):
        policy.acting_user(ACTORS["system"])
