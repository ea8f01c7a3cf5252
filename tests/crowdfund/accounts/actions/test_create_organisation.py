"""tests / create_organisation: a checked person registers a company."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from crowdfund.accounts.actions.create_organisation import create_organisation
from crowdfund.accounts.models import Membership, Organisation, RoleGrant
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import credit_code
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CODE = credit_code(990001)


def create(actor: Actor, *, name: str = "青禾科技(北京)有限公司", code: str = CODE):
    return create_organisation(actor=actor, now=NOW, name=name, credit_code=code)


def test_the_person_becomes_owner_and_founder(follower: Persona):
    with recorded() as events:
        organisation_id = create(follower.actor, name="  青禾科技  (北京)有限公司 ", code=f" {CODE.lower()} ")
    organisation = Organisation.objects.get(id=organisation_id)
    assert (organisation.name, organisation.credit_code) == ("青禾科技 (北京)有限公司", CODE)
    assert follower.actor.memberships == {organisation_id: "owner"}
    assert follower.actor.roles == {"investor", "founder"}
    assert verbs(events) == ["organisation.created", "role.granted"]
    assert events[0].organisation_id == organisation_id


def test_a_second_company_gives_no_second_role(founder: Persona):
    with recorded() as events:
        create(founder.actor)
    assert verbs(events) == ["organisation.created"]
    assert len(founder.actor.memberships) == 2


def test_a_client_registers_for_the_person_it_acts_for(follower: Persona):
    client = Actor(
        kind=ActorKind.CLIENT,
        id=uuid4(),
        request_id="r",
        scopes=frozenset({"organisations:write"}),
        on_behalf_of=follower.id,
        is_checked=True,
    )
    organisation_id = create(client)
    assert follower.actor.memberships == {organisation_id: "owner"}


@pytest.mark.parametrize(
    ("name", "code", "wrong"),
    [
        ("", CODE, {("/name", "required")}),
        ("长" * 201, CODE, {("/name", "too_long")}),
        ("青禾", CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), {("/credit_code", "check_digit")}),
        (" ", "", {("/name", "required"), ("/credit_code", "check_digit")}),
    ],
)
def test_everything_wrong_is_named_at_once(follower: Persona, name: str, code: str, wrong: set[tuple[str, str]]):
    with nothing_changes(Organisation, Membership, RoleGrant), pytest.raises(Invalid) as refusal:
        create(follower.actor, name=name, code=code)
    assert {(error.pointer, error.code) for error in refusal.value.errors} == wrong


def test_a_code_stands_once(founder: Persona, follower: Persona):
    assert founder.organisation is not None
    with nothing_changes(Organisation, Membership, RoleGrant), pytest.raises(Invalid) as refusal:
        create(follower.actor, code=founder.organisation.credit_code)
    assert [(error.pointer, error.code) for error in refusal.value.errors] == [("/credit_code", "already_taken")]


@pytest.mark.parametrize("name", ["stranger", "officer", "operator", "auditor", "partner"])
def test_only_checked_people_register(personas: dict[str, Persona], name: str):
    with nothing_changes(Organisation, Membership, RoleGrant), pytest.raises(NotAuthorised):
        create(personas[name].actor)


def test_nobody_is_asked_to_sign_in(db: None):
    with nothing_changes(Organisation), pytest.raises(NotAuthenticated):
        create(Actor.anonymous("r"))
