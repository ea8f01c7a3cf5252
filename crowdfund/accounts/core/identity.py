"""accounts / core: identity numbers, how they are written and how their check digits are computed.

Sources: GB 11643-1999 (resident identity number), GB 32100-2015 (unified social credit code).
"""

from datetime import date
from enum import StrEnum

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_DIGITS = "10X98765432"
_RESIDENT_LENGTH = 18

#: Letters I, O, S, V and Z do not occur in a credit code (GB 32100-2015, table 1).
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_MODULUS = 31
_CREDIT_LENGTH = 18
_CREDIT_WEIGHTS = tuple(pow(3, place, _CREDIT_MODULUS) for place in range(_CREDIT_LENGTH - 1))

_PASSPORT_LENGTHS = range(5, 13)
_OLDEST_BIRTH = date(1900, 1, 1)


class IdentityKind(StrEnum):
    """The document that a person shows."""

    RESIDENT_ID = "RESIDENT_ID"
    PASSPORT = "PASSPORT"


def normalised(number: str) -> str:
    """Return a number as it is compared and stored: without blanks, in capitals."""
    return "".join(number.split()).upper()


def resident_check_digit(first_seventeen: str) -> str:
    """Return the last character of a resident identity number (公民身份号码) from its first 17 digits.

    Raises ValueError unless exactly 17 ASCII digits are given. Source: GB 11643-1999, section 4.3 (ISO 7064 MOD 11-2).
    """
    if len(first_seventeen) != _RESIDENT_LENGTH - 1 or not _is_digits(first_seventeen):
        raise ValueError("a resident identity number starts with 17 digits")
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_DIGITS[total % 11]


def birth_date_of(resident_id: str) -> date | None:
    """Return the birth date written in a resident identity number, or None when that is no day of the calendar."""
    digits = resident_id[6:14]
    if len(digits) != 8 or not _is_digits(digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def is_resident_id(number: str, *, today: date) -> bool:
    """Tell whether a normalised number is a well-formed resident identity number of somebody born by `today`.

    `today` is a legal day. Looks at form, birth date and check digit; it does not ask the police register.
    """
    body = number[:-1]
    if len(number) != _RESIDENT_LENGTH or not _is_digits(body):
        return False
    born = birth_date_of(number)
    return born is not None and _OLDEST_BIRTH <= born <= today and resident_check_digit(body) == number[-1]


def is_passport_number(number: str) -> bool:
    """Tell whether a normalised number can be a passport number: 5 to 12 letters and digits, one digit at least."""
    return (
        len(number) in _PASSPORT_LENGTHS
        and number.isascii()
        and number.isalnum()
        and any(character.isdigit() for character in number)
    )


def is_identity_number(kind: IdentityKind, number: str, *, today: date) -> bool:
    """Tell whether a normalised number is well formed for its kind of document."""
    if kind is IdentityKind.RESIDENT_ID:
        return is_resident_id(number, today=today)
    return is_passport_number(number)


def credit_check_digit(first_seventeen: str) -> str:
    """Return the last character of a unified social credit code (统一社会信用代码) from its first 17.

    Raises ValueError unless 17 characters of the code's alphabet are given.
    Source: GB 32100-2015, annex A (modulo 31, the weight of place i is the remainder of 3^(i-1)).
    """
    if len(first_seventeen) != _CREDIT_LENGTH - 1 or any(
        character not in _CREDIT_ALPHABET for character in first_seventeen
    ):
        raise ValueError("a unified social credit code starts with 17 characters of its alphabet")
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(first_seventeen, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % _CREDIT_MODULUS]


def is_credit_code(code: str) -> bool:
    """Tell whether a normalised code is a well-formed unified social credit code.

    The registering body and type take two characters, the district six digits, the body nine, the check digit one.
    """
    body = code[:-1]
    return (
        len(code) == _CREDIT_LENGTH
        and all(character in _CREDIT_ALPHABET for character in code)
        and _is_digits(code[2:8])
        and credit_check_digit(body) == code[-1]
    )


def masked(number: str) -> str:
    """Return a number for the screen: first and last four characters; of a short one only the last two."""
    shown = 4 if len(number) >= _RESIDENT_LENGTH else 2
    head = number[:shown] if len(number) >= _RESIDENT_LENGTH else ""
    return f"{head}{'•' * (len(number) - len(head) - shown)}{number[-shown:]}"


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
