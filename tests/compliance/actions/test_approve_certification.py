"""An officer certifies an applicant, from the legal day of the decision on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.actions.approve_certification import approve_certification
from compliance.core.declaration import NOTHING_DECLARED, AssetKind
from compliance.core.proofs import EvidenceMissing, Proof
from compliance.models import Certification, CertificationExhibit
from compliance.queries import is_certified
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import RoleGrant
from crowdfund.db.work import unit_of_work
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound, StepUpRequired
from crowdfund.kernel.money import Currency, Money
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.compliance import make_application, make_certification
from tests.factories.files import make_file
from tests.personas import Persona

NOW = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
"""Half past midnight of the 22nd in Shanghai."""


def approve(actor: Persona, row: Certification) -> None:
    approve_certification(actor=actor.actor, now=NOW, certification_id=row.id)


def test_the_applicant_is_certified_for_twelve_months_and_told(follower: Persona, officer: Persona):
    row = make_application(follower.user)
    with recorded() as events:
        approve(officer, row)
    row.refresh_from_db()
    assert (row.state, row.decided_at, row.decided_by_id) == ("approved", NOW, officer.id)
    assert (row.approved_on, row.expires_on) == (date(2026, 11, 22), date(2027, 11, 22))
    assert verbs(events) == ["certification.approved"]
    assert told(events[0]) == {follower.id}
    assert events[0].after == {"state": "approved", "approved_on": "2026-11-22", "expires_on": "2027-11-22"}


def test_it_counts_from_its_first_to_its_last_day(follower: Persona, officer: Persona):
    approve(officer, make_application(follower.user))
    days = [date(2026, 11, 21), date(2026, 11, 22), date(2027, 11, 21), date(2027, 11, 22)]
    assert [is_certified(follower.id, on=day) for day in days] == [False, True, True, False]


def test_an_old_second_factor_is_not_enough(follower: Persona, officer: Persona):
    row = make_application(follower.user)
    with nothing_changes(Certification), pytest.raises(StepUpRequired):
        approve(officer.step_down(), row)


def test_the_applicant_does_not_decide(follower: Persona):
    row = make_application(follower.user)
    with nothing_changes(Certification), pytest.raises(NotAuthorised):
        approve(follower, row)


def test_an_officer_does_not_certify_themselves(officer: Persona):
    RoleGrant.give(user_id=officer.id, role=Role.INVESTOR, granted_by_id=None, now=NOW)
    row = make_application(officer.user)
    with nothing_changes(Certification), pytest.raises(NotAuthorised):
        approve(officer, row)


@pytest.mark.parametrize("name", ["founder", "lead", "stranger", "operator", "auditor", "partner"])
def test_nobody_else_knows_of_it(personas: dict[str, Persona], name: str):
    row = make_application(personas["follower"].user)
    with nothing_changes(Certification), pytest.raises(NotFound):
        approve(personas[name], row)


def test_a_decision_is_made_once(follower: Persona, officer: Persona):
    row = make_certification(follower.user)
    with nothing_changes(Certification), pytest.raises(IllegalMove):
        approve(officer, row)


def shown(row: Certification, file: StoredFile, *, shows: Proof) -> None:
    with unit_of_work(actor=Actor.system("factory", "test"), now=NOW):
        CertificationExhibit.show(certification_id=row.id, shows=shows, file_id=file.id)


@pytest.mark.parametrize("state", [FileState.CLEAN, FileState.WAITING, FileState.QUARANTINED])
def test_each_declared_kind_of_asset_needs_its_own_document(follower: Persona, officer: Persona, state: FileState):
    amount = Money.parse("2000000.00", Currency.CNY)
    declared = replace(NOTHING_DECLARED, holdings=((AssetKind.DEPOSITS, amount), (AssetKind.BONDS, amount)))
    row = make_application(follower.user, declaration=declared)
    shown(row, make_file(follower), shows=Proof.DEPOSITS)
    with nothing_changes(Certification), pytest.raises(EvidenceMissing) as caught:
        approve(officer, row)
    assert caught.value.params == {"missing": "bonds"}
    shown(row, make_file(follower, state=state), shows=Proof.BONDS)
    if state is FileState.QUARANTINED:
        with nothing_changes(Certification), pytest.raises(EvidenceMissing):
            approve(officer, row)
    else:
        approve(officer, row)


def test_a_renewal_leaves_no_day_between_two(follower: Persona, officer: Persona):
    make_certification(follower.user, on=date(2025, 12, 1))
    approve(officer, make_application(follower.user))
    days = [date(2025, 12, 1) + timedelta(days=each) for each in range(721)]
    assert all(is_certified(follower.id, on=day) for day in days if day < date(2027, 11, 22))
    assert not is_certified(follower.id, on=date(2027, 11, 22))
