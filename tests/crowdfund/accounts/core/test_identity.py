"""tests / identity: numbers as the standards write them, and the slips of the pen that their check digits catch."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.accounts.core.identity import (
    IdentityKind,
    birth_date_of,
    credit_check_digit,
    is_credit_code,
    is_identity_number,
    is_passport_number,
    is_resident_id,
    masked,
    normalised,
    resident_check_digit,
)

TODAY = date(2026, 11, 22)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

birth_dates = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    """A valid resident identity number."""
    district = draw(st.integers(min_value=110000, max_value=659999))
    body = f"{district}{draw(birth_dates):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + resident_check_digit(body)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """A valid unified social credit code."""
    head = draw(st.text(alphabet=CREDIT_ALPHABET, min_size=2, max_size=2))
    district = draw(st.text(alphabet="0123456789", min_size=6, max_size=6))
    body = head + district + draw(st.text(alphabet=CREDIT_ALPHABET, min_size=9, max_size=9))
    return body + credit_check_digit(body)


def test_it_knows_the_number_printed_in_the_standard():
    assert resident_check_digit("11010519491231002") == "X"
    assert is_resident_id("11010519491231002X", today=TODAY)
    assert resident_check_digit("44052418800101001") == "4"


def test_it_knows_codes_of_real_companies():
    for code in ("91350100M000100Y43", "91110000600037341L", "914403001922038216"):
        assert is_credit_code(code), code


@given(resident_ids())
def test_every_well_formed_resident_id_is_accepted(number: str):
    assert is_resident_id(number, today=TODAY)
    assert is_identity_number(IdentityKind.RESIDENT_ID, number, today=TODAY)


@given(resident_ids(), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, step: int):
    old = number[place]
    new = str((int(old) + step) % 10) if old.isdigit() else str(step)
    assert not is_resident_id(number[:place] + new + number[place + 1 :], today=TODAY)


@given(resident_ids(), st.integers(0, 16))
def test_two_swapped_neighbours_are_always_noticed(number: str, place: int):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not is_resident_id(swapped, today=TODAY)


@given(credit_codes())
def test_every_well_formed_credit_code_is_accepted(code: str):
    assert is_credit_code(code)


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_one_wrong_character_of_a_credit_code_is_always_noticed(code: str, place: int, new: str):
    changed = code[:place] + new + code[place + 1 :]
    assert changed == code or not is_credit_code(changed)


@given(credit_codes(), st.integers(0, 16), st.integers(0, 16))
def test_two_swapped_characters_of_a_credit_code_are_always_noticed(code: str, one: int, other: int):
    characters = list(code)
    characters[one], characters[other] = characters[other], characters[one]
    swapped = "".join(characters)
    assert swapped == code or not is_credit_code(swapped)


@pytest.mark.parametrize("letter", ["I", "O", "S", "V", "Z", "a", "１", "-", " "])
def test_a_character_outside_the_alphabet_is_no_credit_code(letter: str):
    assert not is_credit_code("9135010" + letter + "M000100Y43"[0:10])


@pytest.mark.parametrize("number", ["", "1", "11010519491231002x", "１1010519491231002X", "11010519491231002XX"])
def test_what_is_not_18_plain_characters_is_no_resident_id(number: str):
    assert not is_resident_id(number, today=TODAY)


@pytest.mark.parametrize("born", ["19900230", "20230229", "19001332", "18991231", "00000000"])
def test_a_birth_date_that_never_was_is_refused(born: str):
    body = f"110105{born}002"
    assert not is_resident_id(body + resident_check_digit(body), today=TODAY)


def test_a_leap_day_is_a_birth_date():
    body = "11010520000229002"
    assert is_resident_id(body + resident_check_digit(body), today=TODAY)
    assert birth_date_of(body) == date(2000, 2, 29)


def test_somebody_born_today_has_a_number_and_somebody_born_tomorrow_has_none():
    for born, accepted in ((TODAY, True), (TODAY + timedelta(days=1), False)):
        body = f"110105{born:%Y%m%d}002"
        assert is_resident_id(body + resident_check_digit(body), today=TODAY) is accepted


@pytest.mark.parametrize("number", ["E12345678", "EA1234567", "123456789", "C01X00T47"])
def test_passport_numbers_of_several_countries_pass(number: str):
    assert is_passport_number(number)
    assert is_identity_number(IdentityKind.PASSPORT, number, today=TODAY)


@pytest.mark.parametrize("number", ["", "1234", "ABCDEFGHI", "E1234567890123", "E1234-678", "护照12345678"])
def test_what_can_be_no_passport_number_is_refused(number: str):
    assert not is_passport_number(number)


def test_a_check_digit_is_computed_only_from_a_whole_body():
    for wrong in ("", "1" * 16, "1" * 18, "1234567890123456X"):
        with pytest.raises(ValueError, match="17"):
            resident_check_digit(wrong)
    for wrong in ("", "9" * 16, "9" * 18, "I" * 17):
        with pytest.raises(ValueError, match="17"):
            credit_check_digit(wrong)


def test_blanks_and_case_do_not_matter():
    assert normalised(" 11010519491231 002x\n") == "11010519491231002X"


def test_the_screen_shows_only_the_ends():
    assert masked("11010519491231002X") == "1101••••••••••002X"
    assert masked("E12345678") == "•••••••78"
