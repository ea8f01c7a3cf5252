"""Each way in which a book can be wrong stops with one sentence that names file and line."""

import pytest

from compliance.core.edition import edit
from compliance.core.node import BadBook
from tests.compliance.books import (
    LAW,
    LAW_FILE,
    ONE_RELEASE,
    RELEASES_FILE,
    TWO_RELEASES,
    read_unsealed,
    spoilt,
    value_entry,
)

VALUE = '  value = "1000000.00"\n'


def test_a_good_book_is_read():
    book = read_unsealed()
    (instrument,) = book.instruments
    assert [each.id for each in instrument.provisions] == ["law#12"]
    assert [each.id for each in instrument.parameters] == ["law.ticket"]
    assert book.latest_release.number == 1


@pytest.mark.parametrize(
    ("law", "on_line", "sentence"),
    [
        pytest.param(
            spoilt(LAW, VALUE, VALUE + "  colour = 1\n"), "colour = 1", "colour is not a key", id="unknown key"
        ),
        pytest.param(
            spoilt(LAW, 'document = "No. 1"\n', 'document = "No. 1"\nnote = "x"\n'),
            'note = "x"',
            "note is not a key",
            id="unknown key of the instrument",
        ),
        pytest.param("colour = 1\n" + LAW, "colour = 1", "colour is not a key", id="unknown key of the file"),
        pytest.param(
            spoilt(LAW, 'en = "Smallest amount" }', 'en = "Smallest amount", fr = "x" }'),
            "Smallest amount",
            "fr is not a key",
            id="unknown language",
        ),
        pytest.param(
            spoilt(LAW, 'meaning = { zh = "最低金额", en', 'meaning = { zh = " ", en'),
            "meaning",
            "zh must be a text",
            id="empty sentence",
        ),
        pytest.param(spoilt(LAW, VALUE, ""), "[[parameter.value]]", "value is missing", id="missing value"),
        pytest.param(
            spoilt(LAW, '  cite = { article = "12", dated = 2014-08-21 }\n', ""),
            "[[parameter.value]]",
            "cite is missing",
            id="missing citation",
        ),
        pytest.param(
            spoilt(LAW, 'cite = { article = "12", dated', 'cite = { article = "99", dated'),
            "cite = ",
            "article 99 is not listed",
            id="unlisted provision",
        ),
        pytest.param(
            spoilt(LAW, VALUE, "  value = 1000000.00\n"), "value = 1000000.00", "floating-point number", id="float"
        ),
        pytest.param(spoilt(LAW, VALUE, "  value = inf\n"), "value = inf", "floating-point number", id="infinity"),
        pytest.param(
            spoilt(LAW, 'value = "1000000.00"', 'value = "1000000"'), "value = ", "does not fit its unit", id="amount"
        ),
        pytest.param(
            spoilt(LAW, 'unit = "CNY"', 'unit = "months"'), "value = ", "does not fit its unit", id="other unit"
        ),
        pytest.param(
            spoilt(LAW, 'unit = "CNY"', 'unit = "USD"'), 'unit = "USD"', "the unit USD is unknown", id="unknown unit"
        ),
        pytest.param(
            spoilt(LAW, VALUE, "  effective_until = 2014-08-21\n" + VALUE),
            "effective_until",
            "not after effective_from",
            id="period without a day",
        ),
        pytest.param(
            spoilt(LAW, "  effective_from = 2014-08-21", '  effective_from = "2014-08-21"'),
            "effective_from",
            "must be a day",
            id="day in quotes",
        ),
        pytest.param(
            spoilt(LAW, "  effective_from = 2014-08-21", "  effective_from = 2014-08-21T00:00:00"),
            "effective_from",
            "must be a day",
            id="instant for a day",
        ),
        pytest.param(
            spoilt(LAW, "  effective_from = 2014-08-21", "  effective_from = 2014-06-40"),
            "2014-06-40",
            "no TOML",
            id="day that does not exist",
        ),
        pytest.param(
            spoilt(LAW, "  effective_from = 2014-08-21", '  effective_from = "origin"'),
            "[[parameter.value]]",
            "refer_before is missing",
            id="origin without the day from which it decides",
        ),
        pytest.param(
            spoilt(LAW, VALUE, VALUE + "  refer_before = 2015-01-01\n"),
            "refer_before",
            "refer_before is not a key",
            id="refer_before without origin",
        ),
        pytest.param(
            LAW + value_entry(), "effective_from = 2020-01-01", "overlaps the one in line 22", id="overlapping values"
        ),
        pytest.param(
            spoilt(
                LAW, "[[parameter]]", LAW[LAW.index("[[provision]]") : LAW.index("[[parameter]]")] + "[[parameter]]"
            ),
            "effective_from = 2014-08-21",
            "overlaps",
            id="overlapping provisions",
        ),
        pytest.param(
            spoilt(LAW, "  encoded_on = 2026-01-01", "  encoded_on = 2026-01-11"),
            "encoded_on = 2026-01-11",
            "after release 1 was issued",
            id="encoded after its release",
        ),
        pytest.param(
            spoilt(LAW, "  verified_on = 2026-01-02", "  verified_on = 2025-12-31"),
            "verified_on = 2025-12-31",
            "before encoded_on",
            id="verified before it was encoded",
        ),
        pytest.param(
            spoilt(LAW, "dated = 2014-08-21 }", "dated = 2026-01-02 }"),
            "dated = 2026-01-02",
            "dated after encoded_on",
            id="cited before it existed",
        ),
        pytest.param(
            spoilt(LAW, "  release = 1\n", "  release = 2\n"),
            "  release = 2",
            "release 2 is not among",
            id="no such release",
        ),
        pytest.param(
            spoilt(LAW, "  release = 1\n", "  release = true\n"), "  release = true", "whole number", id="no number"
        ),
        pytest.param(
            spoilt(LAW, '  confidence = "confirmed"', '  confidence = "sure"'),
            'confidence = "sure"',
            "must be one of",
            id="unknown confidence",
        ),
        pytest.param(
            spoilt(LAW, 'kind = "statute"', 'kind = ["statute"]'), "kind = [", "must be one of", id="list for a word"
        ),
        pytest.param(
            spoilt(LAW, 'kind = "statute"', 'kind = "poem"'), 'kind = "poem"', "must be one of", id="unknown kind"
        ),
        pytest.param(
            LAW + LAW[LAW.index("[[parameter]]") :], 'id = "ticket"', "already in line 19", id="parameter twice"
        ),
        pytest.param(
            LAW[: LAW.index("  [[parameter.value]]")],
            "[[parameter]]",
            "ticket has no value",
            id="parameter without value",
        ),
        pytest.param(
            spoilt(LAW, "[instrument]\n", '[instrument]\nid = "law"\n'), 'id = "law"', "no TOML", id="key twice"
        ),
        pytest.param(
            "provision = [1]\n" + LAW[: LAW.index("[[provision]]")], "provision = [1]", "written as", id="plain list"
        ),
        pytest.param(
            spoilt(LAW, "[[provision]]", "[provision]"), "[provision]", "written as [[provision]]", id="table"
        ),
        pytest.param(
            spoilt(LAW, 'cite = { article = "12", dated = 2014-08-21 }', 'cite = "12"'),
            'cite = "12"',
            "must be a table",
            id="free citation",
        ),
    ],
)
def test_a_bad_file_is_refused_with_file_and_line(law: str, on_line: str, sentence: str):
    with pytest.raises(BadBook) as refused:
        read_unsealed(law)
    place = refused.value.place
    assert place.file == LAW_FILE
    assert on_line in law.splitlines()[place.line - 1]
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"{LAW_FILE}, line {place.line}: ")


@pytest.mark.parametrize(
    ("releases", "on_line", "sentence"),
    [
        pytest.param("", "", "no release", id="no release"),
        pytest.param(spoilt(ONE_RELEASE, "number = 1", "number = 2"), "number = 2", "where release 1", id="gap"),
        pytest.param(
            spoilt(TWO_RELEASES, "2026-06-10", "2026-01-09"), "2026-01-09", "issued before release 1", id="order"
        ),
        pytest.param(ONE_RELEASE + 'x = "y"\n', 'x = "y"', "x is not a key", id="unknown key"),
        pytest.param("draft = 1\n" + ONE_RELEASE, "draft = 1", "draft is not a key", id="unknown key of the file"),
    ],
)
def test_bad_releases_are_refused_with_file_and_line(releases: str, on_line: str, sentence: str):
    with pytest.raises(BadBook, match=sentence) as refused:
        read_unsealed(releases=releases)
    assert refused.value.place.file == RELEASES_FILE
    assert on_line in (releases.splitlines() or [""])[refused.value.place.line - 1]


def test_an_instrument_that_two_files_claim_is_refused():
    with pytest.raises(
        BadBook, match=r"^book/copy.toml, line 2: the instrument law is already in book/law.toml, line 2"
    ):
        read_unsealed(copy=LAW)


def test_a_released_value_can_not_be_edited():
    book = read_unsealed()
    releases = spoilt(ONE_RELEASE, "unsealed", book.latest_release.hash)
    edited = spoilt(LAW, "1000000.00", "100000.00")
    with pytest.raises(BadBook, match=r"^book/releases.toml, line 5: release 1 is sealed") as refused:
        edit(releases=(RELEASES_FILE, releases), instruments=[(LAW_FILE, edited)])
    assert "never edited" in str(refused.value)


def test_verifying_again_is_no_edit():
    book = read_unsealed()
    releases = spoilt(ONE_RELEASE, "unsealed", book.latest_release.hash)
    verified = LAW.replace("verified_on = 2026-01-02", "verified_on = 2026-09-09")
    assert edit(releases=(RELEASES_FILE, releases), instruments=[(LAW_FILE, verified)]) is not None


def test_a_correction_leaves_the_hash_of_the_release_before_alone():
    first = read_unsealed().release(1).hash
    corrected = read_unsealed(
        LAW + value_entry(release=2, encoded_on="2026-06-01", verified_on="2026-06-01"), TWO_RELEASES
    )
    assert corrected.release(1).hash == first
    assert corrected.release(2).hash != first


def test_the_hash_does_not_depend_on_order_or_line_ends():
    other = LAW.replace("law", "other")
    one = read_unsealed(LAW, other=other)
    two = read_unsealed(other.replace("\n", "\r\n"), second=LAW)
    assert one.release(1).hash == two.release(1).hash
