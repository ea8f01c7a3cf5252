"""Which document shows what stays as it was handed in."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from compliance.core.proofs import Proof
from compliance.models import CertificationExhibit
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.clock import system_now
from tests.factories.compliance import make_application
from tests.factories.files import make_file
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibit(follower: Persona) -> CertificationExhibit:
    row, file = make_application(follower.user), make_file(follower)
    with unit_of_work(actor=follower.actor, now=system_now()):
        return CertificationExhibit.show(certification_id=row.id, shows=Proof.DEPOSITS, file_id=file.id)


def test_one_file_shows_one_thing_once(exhibit: CertificationExhibit, follower: Persona):
    with (
        unit_of_work(actor=follower.actor, now=system_now()),
        pytest.raises(IntegrityError, match="exhibit_once_for_each_thing"),
        transaction.atomic(),
    ):
        CertificationExhibit.show(
            certification_id=exhibit.certification_id, shows=Proof.DEPOSITS, file_id=exhibit.file_id
        )


def test_what_it_shows_is_a_word(exhibit: CertificationExhibit):
    copy = "INSERT INTO compliance_certificationexhibit SELECT gen_random_uuid(), %s, certification_id, file_id"
    with (
        pytest.raises(IntegrityError, match="exhibit_shows_a_word"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{copy} FROM compliance_certificationexhibit", ["a friend"])


@pytest.mark.parametrize("statement", ["UPDATE {} SET shows = 'shares'", "DELETE FROM {}"])
def test_nobody_changes_it(exhibit: CertificationExhibit, statement: str):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("compliance_certificationexhibit"))
