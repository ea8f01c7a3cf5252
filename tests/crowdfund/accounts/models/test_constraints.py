"""tests / models: what the tables refuse from everybody, tried with raw SQL."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.accounts.models import Invitation, Membership, Organisation, Person, RoleGrant, User
from crowdfund.kernel.ids import new_id
from tests.factories.accounts import LONG_AGO, make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: Any) -> str:
    """Return the name of the constraint that refuses a statement."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    name: str = error.value.__cause__.diag.constraint_name  # type: ignore[union-attr]
    return name


@pytest.fixture
def user() -> User:
    return make_user("rows@example.com")


@pytest.fixture
def organisation(user: User) -> Organisation:
    return make_organisation(user)


@pytest.fixture
def person(user: User) -> Person:
    return make_person(user)


@pytest.fixture
def invitation(user: User, organisation: Organisation) -> Invitation:
    return Invitation.offer(
        id=new_id(LONG_AGO),
        organisation_id=organisation.id,
        email="guest@example.com",
        role=MembershipRole.MEMBER,
        token_hash="0" * 64,
        invited_by_id=user.id,
        now=LONG_AGO,
        expires_at=LONG_AGO.replace(year=2027),
    )


def test_an_address_has_one_user_whatever_its_case(user: User):
    other = make_user("other@example.com")
    set_email = "UPDATE accounts_user SET email = %s WHERE id = %s"
    assert refused(set_email, "Rows@example.com", other.id) == "user_email_is_lower_case"
    assert "email" in refused(set_email, "rows@example.com", other.id)


def test_a_language_is_a_word(user: User):
    assert refused("UPDATE accounts_user SET language = 'tlh' WHERE id = %s", user.id) == "user_language_is_a_word"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("id_kind = 'LIBRARY_CARD'", "person_id_kind_is_a_word"),
        ("state = 'CHECKED'", "person_decision_fits_state"),
        ("confirmed_at = declared_at", "person_decision_fits_state"),
        ("state = 'REFUSED', decided_at = declared_at", "person_decision_fits_state"),
        ("decided_by_id = user_id", "person_decision_fits_state"),
    ],
)
def test_a_declaration_holds_no_decision(person: Person, change: str, constraint: str):
    assert refused(f"UPDATE accounts_person SET {change} WHERE id = %s", person.id) == constraint


def test_a_state_is_a_word(person: Person):
    name = refused("UPDATE accounts_person SET state = 'BORN' WHERE id = %s", person.id)
    assert name in {"person_state_is_a_word", "person_decision_fits_state"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'person_state_is_a_word'")
        assert "BORN" not in cursor.fetchone()[0]


def test_nobody_decides_on_themselves(person: Person):
    decide = """UPDATE accounts_person SET state = 'CHECKED', decided_by_id = user_id, decided_at = declared_at,
        identity_checked_at = declared_at, confirmed_at = declared_at WHERE id = %s"""
    assert refused(decide, person.id) == "person_nobody_decides_on_themselves"


def test_a_refusal_has_a_reason(person: Person):
    officer = make_user()
    refuse = "UPDATE accounts_person SET state = 'REFUSED', decided_by_id = %s, decided_at = declared_at WHERE id = %s"
    assert refused(refuse, officer.id, person.id) == "person_decision_fits_state"


def test_one_checked_person_per_number(person: Person):
    make_person(make_user(), is_checked=True, id_number=person.id_number)
    officer = make_user()
    check = """UPDATE accounts_person SET state = 'CHECKED', decided_by_id = %s, decided_at = declared_at,
        identity_checked_at = declared_at, confirmed_at = declared_at WHERE id = %s"""
    assert refused(check, officer.id, person.id) == "person_one_checked_per_number"


def test_a_user_is_one_person(person: Person):
    other = make_person(make_user())
    assert "user_id" in refused("UPDATE accounts_person SET user_id = %s WHERE id = %s", person.user_id, other.id)


@pytest.mark.parametrize("code", ["", "9135010", "91350100m000100y43", "91350100M000100O43", "9135A100M000100Y43"])
def test_a_credit_code_has_its_form(organisation: Organisation, code: str):
    change = "UPDATE accounts_organisation SET credit_code = %s WHERE id = %s"
    assert refused(change, code, organisation.id) == "organisation_credit_code_form"


def test_a_credit_code_stands_once(organisation: Organisation):
    other = make_organisation()
    change = "UPDATE accounts_organisation SET credit_code = %s WHERE id = %s"
    assert "credit_code" in refused(change, organisation.credit_code, other.id)


def test_an_organisation_has_a_name(organisation: Organisation):
    assert refused("UPDATE accounts_organisation SET name = '' WHERE id = %s", organisation.id) == (
        "organisation_has_a_name"
    )


def test_a_user_is_a_member_once_at_a_time(user: User, organisation: Organisation):
    again = """INSERT INTO accounts_membership (id, user_id, organisation_id, role, joined_at)
        VALUES (gen_random_uuid(), %s, %s, 'member', now())"""
    assert refused(again, user.id, organisation.id) == "membership_one_active"
    Membership.objects.get().end(now=LONG_AGO)
    with connection.cursor() as cursor:
        cursor.execute(again, [user.id, organisation.id])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("role = 'boss'", "membership_role_is_a_word"),
        ("left_at = joined_at - interval '1 second'", "membership_period_is_forward"),
    ],
)
def test_a_membership_is_well_formed(organisation: Organisation, change: str, constraint: str):
    assert refused(f"UPDATE accounts_membership SET {change} WHERE organisation_id = %s", organisation.id) == constraint


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("role = 'boss'", "invitation_role_is_a_word"),
        ("email = 'Guest@example.com'", "invitation_email_is_lower_case"),
        ("expires_at = invited_at", "invitation_expires_later"),
        ("accepted_at = invited_at", "invitation_has_one_end"),
        ("accepted_by_id = invited_by_id", "invitation_has_one_end"),
        (
            "accepted_at = invited_at, accepted_by_id = invited_by_id, withdrawn_at = invited_at",
            "invitation_has_one_end",
        ),
        ("accepted_at = expires_at, accepted_by_id = invited_by_id", "invitation_accepted_in_time"),
    ],
)
def test_an_invitation_is_well_formed(invitation: Invitation, change: str, constraint: str):
    assert refused(f"UPDATE accounts_invitation SET {change} WHERE id = %s", invitation.id) == constraint


def test_an_address_has_one_open_invitation_and_a_token_opens_one(invitation: Invitation):
    again = """INSERT INTO accounts_invitation (id, organisation_id, email, role, token_hash, invited_by_id, invited_at,
        expires_at) SELECT gen_random_uuid(), organisation_id, %s, role, %s, invited_by_id, invited_at, expires_at
        FROM accounts_invitation WHERE id = %s"""
    assert refused(again, invitation.email, "1" * 64, invitation.id) == "invitation_one_pending"
    assert "token_hash" in refused(again, "else@example.com", invitation.token_hash, invitation.id)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("role = 'king'", "role_grant_role_is_a_word"),
        ("granted_by_id = user_id", "role_grant_never_to_oneself"),
        ("revoked_at = granted_at - interval '1 second'", "role_grant_period_is_forward"),
    ],
)
def test_a_grant_is_well_formed(user: User, change: str, constraint: str):
    RoleGrant.give(user_id=user.id, role=Role.AUDITOR, granted_by_id=None, now=LONG_AGO)
    assert refused(f"UPDATE accounts_rolegrant SET {change} WHERE user_id = %s", user.id) == constraint


def test_a_role_is_held_once_at_a_time(user: User):
    RoleGrant.give(user_id=user.id, role=Role.AUDITOR, granted_by_id=None, now=LONG_AGO)
    again = """INSERT INTO accounts_rolegrant (id, user_id, role, granted_at)
        VALUES (gen_random_uuid(), %s, 'auditor', now())"""
    assert refused(again, user.id) == "role_grant_one_active"


def test_a_user_with_history_cannot_be_deleted(user: User, person: Person):
    assert "_user_id_" in refused("DELETE FROM accounts_user WHERE id = %s", user.id)
    assert User.objects.filter(id=user.id, person=person).exists()
