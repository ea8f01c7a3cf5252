"""tests / person: identifiers are unreadable where they rest, and equal numbers are found all the same."""

import pytest
from django.db import connection

from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.models import Person
from crowdfund.accounts.models.person import number_index
from crowdfund.db.encryption import CannotDecrypt, blind_index
from tests.factories.accounts import LONG_AGO, make_person, make_user, resident_id

pytestmark = pytest.mark.django_db
NUMBER = resident_id(321)


def stored() -> str:
    """Return every column of every person as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(accounts_person::text, ' ') FROM accounts_person")
        row: tuple[str] = cursor.fetchone()
    return row[0]


def test_neither_name_nor_number_rests_in_clear():
    person = make_person(make_user(), id_number=NUMBER)
    for secret in (NUMBER, NUMBER[6:14], "王小明", "小明"):
        assert secret not in stored()
    read = Person.objects.get(id=person.id)
    assert (read.real_name, read.id_number) == ("王小明", NUMBER)


def test_the_same_number_is_sealed_differently_each_time_but_indexed_alike():
    one, other = (make_person(make_user(), id_number=NUMBER) for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT id_number), count(DISTINCT id_number_index) FROM accounts_person")
        assert cursor.fetchone() == (2, 1)
    assert one.id_number_index == other.id_number_index


def test_the_index_depends_on_the_kind_of_document_and_on_the_purpose():
    as_card = number_index(kind=IdentityKind.RESIDENT_ID, number="123456789")
    as_passport = number_index(kind=IdentityKind.PASSPORT, number="123456789")
    assert as_card != as_passport
    assert as_passport != blind_index("PASSPORT:123456789", purpose="something else")


def test_a_value_copied_into_another_row_cannot_be_read():
    victim, thief = make_person(make_user(), id_number=NUMBER), make_person(make_user())
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE accounts_person SET id_number = (SELECT id_number FROM accounts_person WHERE id = %s)
            WHERE id = %s""",
            [victim.id, thief.id],
        )
    with pytest.raises(CannotDecrypt):
        _ = Person.objects.get(id=thief.id).id_number


def test_declaring_again_forgets_the_refusal_and_keeps_the_row():
    person, officer = make_person(make_user()), make_user()
    person.refuse(officer_id=officer.id, reason="unreadable", now=LONG_AGO)
    person.declare(real_name="李四", id_kind=IdentityKind.PASSPORT, id_number="E12345678", now=LONG_AGO)
    read = Person.objects.get()
    assert (read.id, read.real_name, read.refusal_reason, read.decided_at) == (person.id, "李四", "", None)
