"""The plain types of the calculators: exactly what the contract takes, and nothing else."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from compliance.core.calculators.complaints import Complaints
from compliance.core.calculators.kinds import Amount, Count, Day, Flag, Instant, Kind, Percent, Price, Text, Word
from compliance.core.calculators.raw import Floating
from compliance.core.facts import Stage
from compliance.core.wording import STAGES
from crowdfund.kernel.money import Currency, Money

CHINA = timezone(timedelta(hours=8))
GOOD: list[tuple[Kind, Any, Any]] = [
    (Amount(), "2500000.00", Money(250_000_000, Currency.CNY)),
    (Amount(), "0.00", Money.zero(Currency.CNY)),
    (Amount(is_positive=True), "0.01", Money(1, Currency.CNY)),
    (Percent(), "25", Decimal(25)),
    (Percent(), "2.500001", Decimal("2.500001")),
    (Price(), "12.3456", Decimal("12.3456")),
    (Count(), 0, 0),
    (Count(least=1), 7, 7),
    (Flag(), False, False),
    (Day(), "2024-02-29", date(2024, 2, 29)),
    (Instant(), "2024-03-01T10:00:00+08:00", datetime(2024, 3, 1, 10, tzinfo=CHINA)),
    (Text(), "甲", "甲"),
    (Word(STAGES), "a_b", Stage.A_B),
]
BAD: list[tuple[Kind, Any]] = [
    *(
        (Amount(), raw)
        for raw in ("1", "1.0", "1.000", "-1.00", "1,000.00", " 1.00", "١.00", "1" * 17 + ".00", 1, None)
    ),
    (Amount(is_positive=True), "0.00"),
    (Amount(), Floating("1.00")),
    *((Percent(), raw) for raw in ("", "-1", "1.1234567", "25%", "1e1", 25)),
    *((Price(), raw) for raw in ("1.12345", "-1", 1)),
    *((Count(), raw) for raw in (True, "1", -1, 10**16, Floating("1.0"))),
    (Count(least=1), 0),
    *((Flag(), raw) for raw in (0, 1, "true", None)),
    *((Day(), raw) for raw in ("2024-02-30", "20240229", "2024-2-1", "1899-12-31", "2201-01-01", "0000-00-00", 1)),
    *(
        (Instant(), raw)
        for raw in ("2024-03-01T10:00:00", "2024-03-01", "2024-03-01 10:00:00+08:00", "2024-13-01T10:00Z")
    ),
    *((Text(longest=3), raw) for raw in ("", "abcd", "a\n", 1)),
    *((Word(STAGES), raw) for raw in ("A_B", "", 1, ["a_b"])),
]


@pytest.mark.parametrize(("kind", "raw", "value"), GOOD)
def test_the_contract_s_spelling_is_read_exactly(kind: Kind, raw: Any, value: Any):
    wrong = Complaints()
    found = kind.read(raw, "/x", wrong)
    assert (found, wrong.found) == (value, ())
    assert type(found) is type(value)


@pytest.mark.parametrize(("kind", "raw"), BAD)
def test_any_other_spelling_is_one_complaint_at_its_place(kind: Kind, raw: Any):
    wrong = Complaints()
    assert kind.read(raw, "/x", wrong) is None
    (complaint,) = wrong.found
    assert complaint.pointer == "/x"
    assert complaint.detail.zh
    assert complaint.detail.en.isascii() or "–" in complaint.detail.en


def test_a_number_out_of_bounds_is_told_the_bounds():
    wrong = Complaints()
    assert Count(least=1).read(0, "/x", wrong) is None
    assert wrong.found[0].detail.en == "This must be within 1–1000000000000000."
    assert wrong.found[0].detail.zh == "须在 1–1000000000000000 之间。"


def test_an_instant_keeps_its_own_offset():
    found = Instant().read("2024-03-02T10:00:00+08:00", "/x", Complaints())
    assert found is not None
    assert found.isoformat() == "2024-03-02T10:00:00+08:00"


@pytest.mark.parametrize("kind", [kind for kind, _, _ in GOOD])
def test_every_type_is_described_to_programs(kind: Kind):
    assert kind.schema()["type"] in {"string", "integer", "boolean"}
