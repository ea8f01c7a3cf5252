"""tests / db: sealed values stay in their place, survive a rotation, and are found only by a keyed digest."""

import base64
import os

import pytest

from crowdfund.db.encryption import CannotDecrypt, blind_index, decrypt, encrypt

OLD, NEW = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))
PLACE = "accounts_person.id_number.1"


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.FIELD_KEYS = f"old:{OLD}"


def test_a_sealed_value_opens_in_its_place():
    sealed = encrypt("11010519491231002X", context=PLACE)
    assert "11010519491231002X" not in sealed
    assert decrypt(sealed, context=PLACE) == "11010519491231002X"


def test_the_same_text_is_sealed_differently_each_time():
    assert encrypt("王小明", context=PLACE) != encrypt("王小明", context=PLACE)


def test_a_value_moved_to_another_row_does_not_open():
    sealed = encrypt("11010519491231002X", context=PLACE)
    with pytest.raises(CannotDecrypt):
        decrypt(sealed, context="accounts_person.id_number.2")


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key(settings):
    before = encrypt("before", context=PLACE)
    settings.FIELD_KEYS = f"new:{NEW},old:{OLD}"
    after = encrypt("after", context=PLACE)
    assert (before.partition(":")[0], after.partition(":")[0]) == ("old", "new")
    assert decrypt(before, context=PLACE) == "before"
    assert decrypt(after, context=PLACE) == "after"


def test_a_value_whose_key_is_gone_says_which_key(settings):
    sealed = encrypt("before", context=PLACE)
    settings.FIELD_KEYS = f"new:{NEW}"
    with pytest.raises(CannotDecrypt, match="'old'"):
        decrypt(sealed, context=PLACE)


def test_a_key_of_the_same_name_but_other_bytes_opens_nothing(settings):
    sealed = encrypt("before", context=PLACE)
    settings.FIELD_KEYS = f"old:{NEW}"
    with pytest.raises(CannotDecrypt):
        decrypt(sealed, context=PLACE)


@pytest.mark.parametrize("stored", ["", "old:", "old:####", "old:AAAA", "old:" + "A" * 80, "plain text"])
def test_what_is_not_a_sealed_value_can_not_be_opened(stored):
    with pytest.raises(CannotDecrypt):
        decrypt(stored, context=PLACE)


def test_a_blind_index_is_equal_for_equal_text_and_purpose_only(settings):
    index = blind_index("11010519491231002X", purpose="person")
    assert index == blind_index("11010519491231002X", purpose="person")
    assert index != blind_index("11010519491231002X", purpose="invitation")
    assert index != blind_index("110105194912310021", purpose="person")
    settings.BLIND_INDEX_KEY = NEW
    assert index != blind_index("11010519491231002X", purpose="person")
