"""tests / factories: users, checked persons and organisations, written by the models' own mutators."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress

from crowdfund.accounts.core.identity import IdentityKind, credit_check_digit, resident_check_digit
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.accounts.models import Membership, Organisation, Person, RoleGrant, User
from crowdfund.accounts.models.sign_in import enrol_one_time_codes, prove_email

#: When everything that a test finds in place was done; requests in tests happen later, in real time.
LONG_AGO = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_numbers = count(1)


def resident_id(number: int, *, born: date = date(1990, 3, 7), district: str = "110105") -> str:
    """Return a valid resident identity number; different numbers below 1000 give different ones."""
    body = f"{district}{born:%Y%m%d}{number % 1000:03d}"
    return body + resident_check_digit(body)


def credit_code(number: int) -> str:
    """Return a valid unified social credit code; different numbers give different ones."""
    body = f"91110105{number:09d}"
    return body + credit_check_digit(body)


def make_user(
    email: str = "",
    *,
    roles: Collection[Role] = (),
    is_checked: bool = False,
    has_mfa: bool = False,
    password: str | None = PASSWORD,
    language: Language = Language.ZH_HANS,
    now: datetime = LONG_AGO,
) -> User:
    """Store a user who can sign in."""
    user = User.unsaved(now=now)
    user.fill(email=email or f"user{next(_numbers)}@example.com", password=password, language=language)
    user.join(now=now)
    prove_email(user)
    if has_mfa:
        enrol_one_time_codes(user, TOTP_SECRET)
    if is_checked:
        make_person(user, is_checked=True, now=now)
    for role in roles:
        RoleGrant.give(user_id=user.id, role=role, granted_by_id=None, now=now)
    return user


def make_person(
    user: User,
    *,
    is_checked: bool = False,
    real_name: str = "王小明",
    id_number: str = "",
    now: datetime = LONG_AGO,
) -> Person:
    """Store a declared or a checked identity."""
    person = Person.of(user_id=user.id, now=now)
    person.declare(
        real_name=real_name,
        id_kind=IdentityKind.RESIDENT_ID,
        id_number=id_number or resident_id(next(_numbers), born=date(1980, 1, 1) + timedelta(days=next(_numbers))),
        now=now,
    )
    if is_checked:
        person.check_identity(officer_id=_checker(now).id, now=now)
    return person


def make_organisation(
    owner: User | None = None, *, name: str = "", code: str = "", now: datetime = LONG_AGO
) -> Organisation:
    """Store an organisation, with its owner if one is given."""
    number = next(_numbers)
    organisation = Organisation.found(
        name=name or f"青禾科技{number}有限公司", credit_code=code or credit_code(number), now=now
    )
    if owner is not None:
        join(owner, organisation, role=MembershipRole.OWNER, now=now)
    return organisation


def join(
    user: User,
    organisation: Organisation,
    *,
    role: MembershipRole = MembershipRole.MEMBER,
    now: datetime = LONG_AGO,
) -> Membership:
    """Store a membership."""
    return Membership.begin(user_id=user.id, organisation_id=organisation.id, role=role, now=now)


def make_unverified_user(email: str, *, now: datetime = LONG_AGO) -> User:
    """Store a user who has not proved to read the address."""
    user = User.unsaved(now=now)
    user.fill(email=email, password=PASSWORD, language=Language.ZH_HANS)
    user.join(now=now)
    EmailAddress(user=user, email=user.email, verified=False, primary=True).save()
    return user


def _checker(now: datetime) -> User:
    """Return the one who has checked everybody, a user without any role."""
    known = User.objects.filter(email="checker@example.com").first()
    return known or make_user("checker@example.com", now=now, password=None)
