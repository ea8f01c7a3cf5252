"""web / inputs: how money enters through forms and through the API; both end in the same exact `Money`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from crowdfund.kernel.money import Currency, Money

_NOT_AN_AMOUNT = _("Write the amount in digits, with at most two decimals, for example 2,500,000.00.")
#: Largest amount that fits a database column, and far more than any raise.
_CEILING = Money(9 * 10**17, Currency.CNY)
#: What a Chinese keyboard writes in full width.
_AS_TYPED = str.maketrans("０１２３４５６７８９．－\u3000", "0123456789.- ")


def parse_amount(text: str, currency: Currency) -> Money:
    """Return the amount that a person or a program wrote: digits, an optional fraction, optional thousands commas.

    :raises ValueError: it is none, has more decimals than the currency, or is larger than any column holds.
    """
    amount = Money.parse(text.strip().replace(",", "").replace("\uff0c", "").replace(" ", ""), currency)
    if abs(amount.minor) > _CEILING.minor:
        raise ValueError("out of range")
    return amount


def parse_typed(text: str, currency: Currency) -> Money:
    """Return the amount that a person typed; digits of a Chinese keyboard count, number words (100万) do not.

    :raises ValueError: see `parse_amount`.
    """
    return parse_amount(text.translate(_AS_TYPED), currency)


class DayInput(forms.DateInput):
    """A control for a legal day. Browsers read its value as ISO 8601 only, whatever the language of the page is."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class AmountField(forms.CharField):
    """A form field for an amount of yuan; its cleaned value is a `Money`, or None where nothing was written."""

    def __init__(self, *, currency: Currency = Currency.CNY, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)
        self.currency = currency

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with thousands separators, and what was typed as it was typed."""
        return f"{value.as_decimal():,.2f}" if isinstance(value, Money) else value

    def to_python(self, value: Any) -> Any:
        """Return the Money.

        :raises ValidationError: the text is no amount.
        """
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_typed(text, self.currency)
        except ValueError as error:
            raise ValidationError(_NOT_AN_AMOUNT, code="invalid") from error

    def run_validators(self, value: Any) -> None:
        """Check length on the text only; an amount has its own limits."""


class AmountText(serializers.Field[Money, str, str, Any]):
    """A serializer field for an amount: a string with exactly two decimals, as `"2500000.00"`."""

    def __init__(self, *, currency: Currency = Currency.CNY, **options: Any) -> None:
        super().__init__(**options)
        self.currency = currency

    def to_internal_value(self, data: Any) -> Money:
        """Return the Money.

        :raises ValidationError: anything but a string that is an amount; numbers are refused, they lose cents.
        """
        if not isinstance(data, str):
            raise serializers.ValidationError(_NOT_AN_AMOUNT, code="invalid")
        try:
            return parse_amount(data, self.currency)
        except ValueError as error:
            raise serializers.ValidationError(_NOT_AN_AMOUNT, code="invalid") from error

    def to_representation(self, value: Money) -> str:
        """Return the exact text."""
        return value.as_text()
