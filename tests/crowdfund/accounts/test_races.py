"""tests / races: two people at once. Each race has a control in which the lock is off and the harm happens."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from crowdfund.accounts import locks
from crowdfund.accounts.actions import accept_invitation as accepting
from crowdfund.accounts.actions import check_person as checking
from crowdfund.accounts.actions import create_organisation as creating
from crowdfund.accounts.actions import remove_member as removing
from crowdfund.accounts.actions.invite_member import invite_member
from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.accounts.models import Membership, Organisation, Person
from tests.factories.accounts import credit_code, join, make_person, make_user, resident_id
from tests.personas import Persona

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def at_once(*verbs: Callable[[], Any]) -> list[str]:
    """Run verbs in parallel, each on its own connection, and return how each ended: "done" or the error's name."""
    ends = [""] * len(verbs)

    def run(number: int) -> None:
        try:
            verbs[number]()
            ends[number] = "done"
        except Exception as error:
            ends[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(ends)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any, str], None]]:
    """Make both verbs wait for each other at a function, or go on after a second if only one arrives."""
    barrier = threading.Barrier(2)

    def meet_at(module: Any, name: str) -> None:
        inner = getattr(module, name)

        def met(*args: Any, **kwargs: Any) -> Any:
            answer = inner(*args, **kwargs)
            try:
                barrier.wait(timeout=1)
            except threading.BrokenBarrierError:
                barrier.reset()
            return answer

        monkeypatch.setattr(module, name, met)

    yield meet_at
    barrier.abort()


def unlocked(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    """Take the locks off: rows are read without waiting, names are not reserved."""
    monkeypatch.setattr(locks, "lock_rows", lambda rows: list(rows.order_by("pk")))
    monkeypatch.setattr(locks, "lock_row", lambda rows: rows.get())
    for name in ("reserve_identity_number", "reserve_credit_code"):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, lambda *_: None)


class TestTheLastOwners:
    """Two owners leave at the same time: one stays."""

    def leave(self, founder: Persona, lead: Persona) -> list[str]:
        assert founder.organisation is not None
        join(lead.user, founder.organisation, role=MembershipRole.OWNER)
        organisation_id = founder.organisation.id
        verbs = [
            lambda persona=persona, actor=persona.actor: removing.remove_member(
                actor=actor, now=NOW, organisation_id=organisation_id, user_id=persona.id
            )
            for persona in (founder, lead)
        ]
        return at_once(*verbs)

    def test_one_of_them_stays(self, founder: Persona, lead: Persona, meeting: Any):
        meeting(removing, "lock_active_memberships")
        assert self.leave(founder, lead) == ["LastOwner", "done"]
        assert Membership.objects.active().filter(organisation=founder.organisation).count() == 1

    def test_without_the_lock_nobody_would(
        self, founder: Persona, lead: Persona, meeting: Any, monkeypatch: pytest.MonkeyPatch
    ):
        unlocked(monkeypatch, removing)
        meeting(removing, "lock_active_memberships")
        assert self.leave(founder, lead) == ["done", "done"]
        assert not Membership.objects.active().filter(organisation=founder.organisation).exists()


class TestTwins:
    """Two officers check two people with one number: one is checked."""

    def check(self, officer: Persona) -> list[str]:
        other = Persona(make_user(roles=[Role.OFFICER], has_mfa=True))
        twins = [make_person(make_user(), id_number=resident_id(4)) for _ in range(2)]
        verbs = [
            lambda actor=each.actor, person=person: checking.check_person(actor=actor, now=NOW, person_id=person.id)
            for each, person in zip((officer, other), twins, strict=True)
        ]
        return at_once(*verbs)

    def test_one_is_checked_and_the_other_officer_is_told_why(self, officer: Persona, meeting: Any):
        meeting(checking, "is_number_checked")
        assert self.check(officer) == ["IdentityNumberTaken", "done"]

    def test_without_the_lock_only_the_table_would_notice(
        self, officer: Persona, meeting: Any, monkeypatch: pytest.MonkeyPatch
    ):
        unlocked(monkeypatch, checking)
        meeting(checking, "is_number_checked")
        assert self.check(officer) == ["IntegrityError", "done"]
        assert Person.objects.filter(state="CHECKED", id_number_index__isnull=False).count() == 1


class TestOneInvitation:
    """One link is opened twice at the same time: one membership."""

    def accept(self, founder: Persona, stranger: Persona) -> list[str]:
        assert founder.organisation is not None
        invited = invite_member(
            actor=founder.actor,
            now=NOW,
            organisation_id=founder.organisation.id,
            email=stranger.user.email,
            role=MembershipRole.MEMBER,
        )
        actor = stranger.actor

        def accept() -> None:
            accepting.accept_invitation(actor=actor, now=NOW, token=invited.token)

        return at_once(accept, accept)

    def test_it_works_once(self, founder: Persona, stranger: Persona, meeting: Any):
        meeting(accepting, "lock_invitation")
        assert self.accept(founder, stranger) == ["NotFound", "done"]

    def test_without_the_lock_only_the_table_would_notice(
        self, founder: Persona, stranger: Persona, meeting: Any, monkeypatch: pytest.MonkeyPatch
    ):
        unlocked(monkeypatch, accepting)
        meeting(accepting, "lock_invitation")
        assert self.accept(founder, stranger) == ["IntegrityError", "done"]
        assert Membership.objects.filter(user=stranger.user).count() == 1


class TestOneCompany:
    """Two people register one company at the same time: one owns it, the other reads why not."""

    def create(self, founder: Persona, follower: Persona) -> list[str]:
        code = credit_code(66001)
        verbs = [
            lambda actor=persona.actor: creating.create_organisation(
                actor=actor, now=NOW, name="青禾", credit_code=code
            )
            for persona in (founder, follower)
        ]
        ends = at_once(*verbs)
        assert Organisation.objects.filter(credit_code=code).count() == 1
        return ends

    def test_the_second_reads_that_it_is_taken(self, founder: Persona, follower: Persona, meeting: Any):
        meeting(creating, "is_credit_code_taken")
        assert self.create(founder, follower) == ["Invalid", "done"]

    def test_without_the_lock_only_the_table_would_notice(
        self, founder: Persona, follower: Persona, meeting: Any, monkeypatch: pytest.MonkeyPatch
    ):
        unlocked(monkeypatch, creating)
        meeting(creating, "is_credit_code_taken")
        assert self.create(founder, follower) == ["IntegrityError", "done"]
