"""Errors: a stable code, the values the message needs, and a readable form for logs."""

import pytest

from crowdfund.kernel.errors import Busy, Conflict, DomainError, FieldError, Invalid, NotFound


def _all_errors(root: type[DomainError] = DomainError) -> list[type[DomainError]]:
    return [root, *(found for child in root.__subclasses__() for found in _all_errors(child))]


def test_the_codes_of_the_kernel_are_distinct_words() -> None:
    codes = [error.code for error in _all_errors() if error.__module__ == "crowdfund.kernel.errors"]
    assert len(codes) == 9
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


def test_params_are_kept_and_told() -> None:
    error = NotFound(kind="round", id=7)
    assert error.params == {"kind": "round", "id": 7}
    assert str(error) == "not_found (kind='round', id=7)"
    assert str(Conflict()) == "conflict"


def test_busy_says_when_to_come_back() -> None:
    error = Busy(retry_after=3, what="round")
    assert error.retry_after == 3
    assert error.params == {"retry_after": 3, "what": "round"}


def test_invalid_carries_every_field_error() -> None:
    errors = (FieldError("/target_amount", "too_small", {"limit": 1}), FieldError("", "incomplete"))
    assert Invalid(errors).errors == errors
    assert len(set(errors)) == 2


def test_invalid_without_an_error_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Invalid(())
