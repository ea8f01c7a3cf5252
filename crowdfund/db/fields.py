"""db / fields: model fields for money, prices, words and personal identifiers."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import CheckConstraint, Q

from crowdfund.db.encryption import blind_index, decrypt, encrypt
from crowdfund.kernel.money import Currency, Money

if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[Any, Any]
    _Char = models.CharField[Any, Any]
    _Text = models.TextField[Any, Any]
    _Decimal = models.DecimalField[Any, Any]
else:
    _BigInteger, _Char, _Text, _Decimal = (
        models.BigIntegerField,
        models.CharField,
        models.TextField,
        models.DecimalField,
    )


class CurrencyField(_Char):
    """The currency of a row's money, as its ISO 4217 code."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 3)
        options.setdefault("default", Currency.CNY.value)
        super().__init__(**options)

    def from_db_value(self, value: str | None, *_: object) -> Currency | None:
        """Return the stored code as a Currency."""
        return None if value is None else Currency(value)


class _MoneyAttribute:
    """Reads a row's minor units and currency as one Money, and writes one Money as both."""

    def __init__(self, field: "MoneyField") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        minor = row.__dict__[self.field.attname]
        if minor is None:
            return None
        return Money(minor, Currency(getattr(row, self.field.currency_field)))

    def __set__(self, row: models.Model, value: Money | int | None) -> None:
        if isinstance(value, Money):
            row.__dict__[self.field.currency_field] = value.currency
            value = value.minor
        row.__dict__[self.field.attname] = value


class MoneyField(_BigInteger):
    """An amount in integer minor units (fen); the row's `currency_field` says of what.

    The attribute is a `Money`. In queries compare with a `Money` or with integer minor units.
    """

    def __init__(self, *, currency_field: str = "currency", **options: Any) -> None:
        self.currency_field = currency_field
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Keep the name of the currency column in migrations."""
        name, path, args, options = super().deconstruct()
        if self.currency_field != "currency":
            options["currency_field"] = self.currency_field
        return name, path, args, options

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Install the attribute that speaks Money."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _MoneyAttribute(self))

    def get_prep_value(self, value: Any) -> int | None:
        """Return the minor units."""
        if isinstance(value, Money):
            return value.minor
        return super().get_prep_value(value)  # type: ignore[no-any-return]


class PriceField(_Decimal):
    """A price per unit: exact decimal with eight places, not money (it is never paid as such)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_digits", 24)
        options.setdefault("decimal_places", 8)
        super().__init__(**options)


class WordField(_Char):
    """A state or kind stored as its word; guard it with `words_check`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        super().__init__(**options)


def words_check(field: str, words: type[StrEnum], *, name: str) -> CheckConstraint:
    """Return the constraint by which the database accepts only `words` in `field`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": [word.value for word in words]}), name=name)


def not_negative(field: str, *, name: str) -> CheckConstraint:
    """Return the constraint by which `field` is never below zero."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": 0}), name=name)


class _Sealed(str):
    """A value as it stands in the database: sealed."""

    __slots__ = ()


class _SealedAttribute:
    """Opens a sealed value when it is read, and keeps a plain one until the row is saved."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        value = row.__dict__[self.field.attname]
        return decrypt(value, context=self.field.context_of(row)) if isinstance(value, _Sealed) else value

    def __set__(self, row: models.Model, value: str | None) -> None:
        row.__dict__[self.field.attname] = value


class EncryptedTextField(_Text):
    """Text that is sealed at rest for its table, column and row, and opened when the attribute is read.

    The row's primary key must be known before the first save. It can't be searched: add a `BlindIndexField`.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Install the attribute that opens the value."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _SealedAttribute(self))

    def context_of(self, row: models.Model) -> str:
        """Return the place a value is sealed for."""
        return f"{row._meta.db_table}.{self.column}.{row.pk}"

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Mark the stored value as sealed; it is opened only when somebody reads it."""
        return None if value is None else _Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: ARG002
        """Seal a plain value for its row."""
        value = model_instance.__dict__[self.attname]
        if value is None or isinstance(value, _Sealed):
            return value
        sealed = _Sealed(encrypt(value, context=self.context_of(model_instance)))
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def get_prep_value(self, value: Any) -> Any:
        """Refuse a plain value on its way to the database, for instance in `.update()` or `.filter()`.

        :raises TypeError: for a value that is not sealed.
        """
        if value is not None and not isinstance(value, _Sealed):
            raise TypeError(f"{self.name} can only be written by saving its row")
        return value


class BlindIndexField(_Char):
    """The keyed digest of a sealed value, for exact look-up; give `purpose` to keep columns apart."""

    def __init__(self, *, purpose: str = "", **options: Any) -> None:
        self.purpose = purpose
        options.setdefault("max_length", 64)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Keep the purpose in migrations."""
        name, path, args, options = super().deconstruct()
        options["purpose"] = self.purpose
        return name, path, args, options

    def digest(self, text: str) -> str:
        """Return the digest of `text` for this column."""
        return blind_index(text, purpose=self.purpose)
