"""tests / partners: what the database refuses about a client, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.partners.core.scopes import Scope
from crowdfund.partners.models import PartnerClient
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("assignment", "constraint"),
    [
        ("name = ''", "partner_client_has_a_name"),
        ("scopes = '{}'", "partner_client_scopes_are_words"),
        ("scopes = '{root}'", "partner_client_scopes_are_words"),
        ("scopes = '{events:read,root}'", "partner_client_scopes_are_words"),
        ("disabled_at = created_at - interval '1 s'", "partner_client_dates_are_forward"),
        ("secret_issued_at = created_at - interval '1 s'", "partner_client_dates_are_forward"),
    ],
)
def test_the_database_refuses(assignment, constraint):
    program = make_program()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE partners_partnerclient SET {assignment} WHERE id = %s", [program.id])


def test_an_application_belongs_to_one_client():
    program = make_program()
    client = PartnerClient.objects.get(id=program.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerClient(
            id=program.organisation.id,
            application=client.application,
            organisation_id=client.organisation_id,
            name="Twin",
            scopes=[Scope.EVENTS_READ],
            created_at=client.created_at,
        ).save(force_insert=True)


def test_the_state_is_a_word():
    client = PartnerClient.objects.get(id=make_program().id)
    assert (str(client), client.state) == ("Custodian", "active")
    client.disable(now=client.created_at)
    assert PartnerClient.objects.get(id=client.id).state == "disabled"
    assert not PartnerClient.objects.active().exists()
