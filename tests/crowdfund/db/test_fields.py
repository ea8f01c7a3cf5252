"""tests / db: fields speak money and sealed text, and refuse what would lose either."""

from enum import StrEnum
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from crowdfund.accounts.models import Person
from crowdfund.db.encryption import CannotDecrypt, blind_index
from crowdfund.db.fields import (
    BlindIndexField,
    CurrencyField,
    EncryptedTextField,
    MoneyField,
    PriceField,
    WordField,
    not_negative,
    words_check,
)
from crowdfund.kernel.money import Currency, Money
from tests.factories.accounts import make_person, make_user

YUAN = Money.parse("2500000.00", Currency.CNY)


@pytest.fixture
def offer_model():
    with isolate_apps("crowdfund.db"):

        class Offer(models.Model):
            target = MoneyField(null=True)
            fee = MoneyField(currency_field="fee_currency", null=True)
            currency = CurrencyField()
            fee_currency = CurrencyField()

            class Meta:
                app_label = "db"

        yield Offer


class TestMoney:
    def test_reads_as_money(self, offer_model):
        offer = offer_model(target=YUAN)
        assert offer.target == YUAN
        assert offer.__dict__["target"] == 250_000_000

    def test_takes_the_currency_with_the_amount(self, offer_model):
        offer = offer_model(currency=Currency.CNY)
        offer.target = Money.parse("10.00", Currency.USD)
        assert offer.currency is Currency.USD

    def test_each_amount_has_the_currency_that_its_field_names(self, offer_model):
        offer = offer_model(target=YUAN)
        offer.fee = Money.parse("1.00", Currency.HKD)
        assert (offer.currency, offer.fee_currency) == (Currency.CNY, Currency.HKD)

    def test_no_amount_is_none(self, offer_model):
        assert offer_model(target=None).target is None

    def test_goes_to_the_database_as_minor_units(self):
        field = MoneyField()
        assert field.get_prep_value(YUAN) == 250_000_000
        assert field.get_prep_value(None) is None

    @pytest.mark.parametrize(
        ("name", "expected"), [("currency", {}), ("fee_currency", {"currency_field": "fee_currency"})]
    )
    def test_a_migration_keeps_the_name_of_the_currency_column(self, name, expected):
        _, _, _, options = MoneyField(currency_field=name).deconstruct()
        assert {key: value for key, value in options.items() if key == "currency_field"} == expected


def test_a_stored_code_becomes_a_currency():
    assert CurrencyField().from_db_value("HKD") is Currency.HKD
    assert CurrencyField().from_db_value(None) is None


def test_a_price_has_eight_exact_places():
    field = PriceField()
    assert (field.max_digits, field.decimal_places) == (24, 8)


class Word(StrEnum):
    ONE = "one"
    TWO = "two"


def test_words_and_signs_are_checked_by_the_database():
    assert words_check("state", Word, name="x").condition == models.Q(state__in=["one", "two"])
    assert not_negative("units", name="y").condition == models.Q(units__gte=0)
    assert WordField().max_length == 40


@pytest.mark.django_db
class TestSealedText:
    def test_is_sealed_in_the_table_and_open_to_the_program(self):
        person = make_person(make_user())
        with connection.cursor() as cursor:
            cursor.execute("SELECT real_name, id_number FROM accounts_person WHERE id = %s", [person.id])
            name, number = cursor.fetchone()
        assert "王小明" not in name
        assert person.id_number not in number
        assert Person.objects.get(id=person.id).real_name == "王小明"

    def test_a_value_copied_into_another_row_does_not_open(self, superuser_connection):
        one, other = make_person(make_user()), make_person(make_user())
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE accounts_person SET real_name ="
                " (SELECT real_name FROM accounts_person WHERE id = %s) WHERE id = %s",
                [one.id, other.id],
            )
        with pytest.raises(CannotDecrypt):
            _ = Person.objects.get(id=other.id).real_name

    def test_saving_a_row_that_was_read_keeps_the_sealed_value(self):
        person = Person.objects.get(id=make_person(make_user()).id)
        person.save()
        assert Person.objects.get(id=person.id).real_name == "王小明"

    def test_a_plain_value_can_not_slip_past_the_seal(self):
        with pytest.raises(TypeError), transaction.atomic():
            Person.objects.filter(id=uuid4()).update(real_name="王小明")
        with pytest.raises(TypeError):
            list(Person.objects.filter(real_name="王小明"))

    def test_a_deferred_value_is_opened_when_it_is_read(self):
        person = make_person(make_user())
        assert Person.objects.defer("real_name").get(id=person.id).real_name == "王小明"

    def test_the_database_checks_the_words(self):
        person = make_person(make_user())
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_person SET state = 'invented' WHERE id = %s", [person.id])


def test_a_sealed_field_without_a_value_stays_empty():
    with isolate_apps("crowdfund.db"):

        class Note(models.Model):
            text = EncryptedTextField(null=True)

            class Meta:
                app_label = "db"

        note = Note(text=None)
        assert note.text is None
        assert Note._meta.get_field("text").pre_save(note, add=True) is None


def test_a_blind_index_field_knows_its_purpose():
    field = BlindIndexField(purpose="accounts.person.id_number")
    assert field.digest("X") == blind_index("X", purpose="accounts.person.id_number")
    assert field.deconstruct()[3]["purpose"] == "accounts.person.id_number"
