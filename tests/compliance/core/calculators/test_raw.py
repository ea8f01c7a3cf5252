"""JSON text as a strict reader must see it."""

import pytest

from compliance.core.calculators.complaints import Complaint
from compliance.core.calculators.raw import Floating, Object, read_json


def test_an_object_remembers_what_was_written_twice():
    found = read_json('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')
    assert isinstance(found, Object)
    assert found.twice == ("a",)
    assert found["b"].twice == ("c",)


@pytest.mark.parametrize("text", ["1.0", "1e2", "-0.5"])
def test_a_floating_point_number_stays_recognisable(text: str):
    assert read_json(text) == Floating(text)


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "NaN", "Infinity", b"\xff", "[" * 100_000, "1" * 5_000])
def test_what_is_no_json_is_one_complaint_about_the_whole(text: str | bytes):
    found = read_json(text)
    assert isinstance(found, Complaint)
    assert found.pointer == ""
