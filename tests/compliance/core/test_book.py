"""The book answers for a legal day as a release knew it, and never fills a gap."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.book import Book, NotInForce, UnknownRelease
from crowdfund.kernel.money import Currency, Money
from tests.compliance.books import LAW, TWO_RELEASES, read_unsealed, spoilt, value_entry

MILLION = Money.parse("1000000.00", Currency.CNY)
TWO_MILLION = Money.parse("2000000.00", Currency.CNY)
LATER = {"release": 2, "encoded_on": "2026-06-01", "verified_on": "2026-06-01"}


def test_a_value_holds_from_its_first_day_and_not_before():
    book = read_unsealed()
    assert book.at(date(2014, 8, 21), known_at=1).entry("law.ticket").value == MILLION
    with pytest.raises(NotInForce, match=r"law\.ticket is not in force on 2014-08-20 as known in release 1"):
        book.at(date(2014, 8, 20), known_at=1).entry("law.ticket")


def test_a_period_is_half_open():
    book = read_unsealed(
        spoilt(LAW, '  value = "1000000.00"', '  effective_until = 2020-01-01\n  value = "1000000.00"') + value_entry()
    )
    assert book.at(date(2019, 12, 31), known_at=1).entry("law.ticket").value == MILLION
    assert book.at(date(2020, 1, 1), known_at=1).entry("law.ticket").value == TWO_MILLION


def test_a_gap_between_two_periods_is_not_filled():
    book = read_unsealed(
        spoilt(LAW, '  value = "1000000.00"', '  effective_until = 2019-01-01\n  value = "1000000.00"') + value_entry()
    )
    with pytest.raises(NotInForce):
        book.at(date(2019, 6, 1), known_at=1).entry("law.ticket")


def test_a_correction_counts_only_from_its_release_on():
    book = read_unsealed(LAW + value_entry(**LATER), TWO_RELEASES)
    day = date(2020, 1, 1)
    assert book.at(day, known_at=1).entry("law.ticket").value == MILLION
    assert book.at(day, known_at=2).entry("law.ticket").value == TWO_MILLION
    assert book.at(date(2019, 12, 31), known_at=2).entry("law.ticket").value == MILLION


def test_a_repeal_ends_a_value_without_editing_it():
    repeal = value_entry(effective_from=None, value=None, repealed_from="2020-01-01", **LATER)
    book = read_unsealed(LAW + repeal, TWO_RELEASES)
    assert book.at(date(2020, 1, 1), known_at=1).entry("law.ticket").value == MILLION
    with pytest.raises(NotInForce):
        book.at(date(2020, 1, 1), known_at=2).entry("law.ticket")


def test_a_value_of_unknown_beginning_decides_only_from_the_day_that_was_seen():
    law = spoilt(LAW, "  effective_from = 2014-08-21", '  effective_from = "origin"\n  refer_before = 2018-05-20')
    book = read_unsealed(law)
    assert book.at(date(2018, 5, 20), known_at=1).entry("law.ticket").value == MILLION
    with pytest.raises(NotInForce):
        book.at(date(2018, 5, 19), known_at=1).entry("law.ticket")


def test_a_provision_is_in_force_by_its_own_period():
    book = read_unsealed()
    assert book.at(date(2014, 8, 21), known_at=1).provision("law#12").citation.article == "12"
    with pytest.raises(NotInForce):
        book.at(date(2014, 8, 20), known_at=1).provision("law#12")


def test_a_release_that_does_not_exist_can_not_be_read():
    with pytest.raises(UnknownRelease, match="no release 2; the newest is 1"):
        read_unsealed().at(date(2020, 1, 1), known_at=2)


def test_a_name_that_is_not_in_the_book_is_no_gap_in_the_law():
    view = read_unsealed().at(date(2020, 1, 1), known_at=1)
    with pytest.raises(KeyError):
        view.entry("law.tikcet")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1000000.00", "1000000.01"),
        ("  effective_from = 2014-08-21", "  effective_from = 2014-08-22"),
        ('zh = "某法"', 'zh = "他法"'),
        ('  confidence = "confirmed"', '  confidence = "memory"'),
        ('kind = "statute"', 'kind = "draft"'),
        ("  encoded_on = 2026-01-01", "  encoded_on = 2026-01-02"),
        ("dated = 2014-08-21 }", "dated = 2014-08-20 }"),
        ('value = "1000000.00"', 'effective_until = 2030-01-01\n  value = "1000000.00"'),
    ],
)
def test_the_hash_covers_everything_that_decides(old: str, new: str):
    assert read_unsealed(spoilt(LAW, old, new)).release(1).hash != read_unsealed().release(1).hash


def test_the_hash_is_the_same_for_every_day():
    book = read_unsealed()
    assert book.at(date(2014, 8, 21), known_at=1).hash == book.at(date(2030, 1, 1), known_at=1).hash


@pytest.mark.parametrize("part", ["parameters", "provisions"])
def test_two_parts_with_one_id_are_no_book(part: str):
    book = read_unsealed()
    twin = replace(
        book.instruments[0], **{"parameters": (), "provisions": (), part: getattr(book.instruments[0], part)}
    )
    with pytest.raises(ValueError, match="the same id"):
        Book(instruments=(twin, twin), releases=book.releases)


def test_two_releases_may_be_issued_on_one_day():
    releases = TWO_RELEASES.replace("2026-06-10", "2026-01-10")
    assert [each.number for each in read_unsealed(releases=releases).releases] == [1, 2]
