"""The rulebook in print: all of it, as of a day, as known at a release; and what changed between two releases."""

import pytest
from django.urls import reverse

from compliance.library import book

pytestmark = pytest.mark.django_db
RULEBOOK = reverse("compliance:rulebook")
CHANGES = reverse("compliance:rulebook_changes")


def text_of(persona, address: str, *, status: int = 200, **asked: object) -> str:
    persona.client.cookies["django_language"] = "en"
    persona.user.language = "en"
    persona.user.save()
    page = persona.client.get(address, asked)
    assert page.status_code == status
    text: str = page.content.decode()
    return text.replace("<wbr>", "").replace("&#x27;", "'").replace("\u00a0", " ")


def test_a_day_shows_nothing_that_began_later(stranger):
    text = text_of(stranger, RULEBOOK, day="2014-08-20")
    assert "as known at release" in text
    assert 'id="private_fund_2014"' not in text


def test_the_same_day_shows_it_from_the_first_day_on(stranger):
    text = text_of(stranger, RULEBOOK, day="2014-08-21")
    assert 'id="private_fund_2014"' in text
    assert "1,000,000.00" in text
    assert 'id="private_fund_2023"' not in text


def test_a_release_shows_only_what_it_knew(stranger):
    text = text_of(stranger, RULEBOOK, release="1")
    assert book().release(1).hash in text
    assert "As known at release 1" in text
    assert 'id="suitability_guideline_2017"' not in text
    assert 'id="suitability_guideline_2017"' in text_of(stranger, RULEBOOK, release="4")


def test_before_an_uncertain_beginning_the_doubt_is_said(stranger):
    assert "not certain before" in text_of(stranger, RULEBOOK, day="2017-06-30")
    assert "not certain before" not in text_of(stranger, RULEBOOK, day="2026-11-22")


def test_a_day_before_all_law_says_so(stranger):
    assert "Nothing of the rulebook was in force" in text_of(stranger, RULEBOOK, day="1900-01-01", release="1")


def test_the_contents_lead_to_each_instrument(stranger):
    text = text_of(stranger, RULEBOOK, day="2026-11-22")
    assert text.index('href="#private_fund_2023"') < text.index('id="private_fund_2023"')
    assert 'id="contents"' not in text_of(stranger, RULEBOOK, release="1", day="2014-08-21")


@pytest.mark.parametrize("asked", [{"day": "yesterday"}, {"release": "99"}])
def test_what_can_not_be_read_is_refused_beside_the_field(stranger, asked):
    text_of(stranger, RULEBOOK, status=422, **asked)


def test_the_changes_are_told_with_article_value_and_user(stranger):
    text = text_of(stranger, CHANGES, earlier="1", later="2")
    for shown in ("Compliance policy of the platform", "article 2", "2 percent", "lead.ratio.minimum", "New · Value"):
        assert shown in text


def test_by_itself_the_page_shows_the_newest_step(stranger):
    newest = book().latest_release
    by_itself = text_of(stranger, CHANGES)
    asked_for = text_of(stranger, CHANGES, earlier=newest.number - 1, later=newest.number)
    assert newest.note.en in by_itself
    assert by_itself.count("<tr") == asked_for.count("<tr") > 5


def test_for_a_day_only_what_counts_on_it(stranger):
    assert "lead.ratio.minimum" in text_of(stranger, CHANGES, earlier="1", later="2", day="2026-11-22")
    text = text_of(stranger, CHANGES, earlier="1", later="2", day="2026-11-21")
    assert "Smallest share of a raise" not in text


def test_nothing_changed_is_an_answer(stranger):
    assert "No difference" in text_of(stranger, CHANGES, earlier="2", later="2")


def test_an_unknown_release_is_refused(stranger):
    text_of(stranger, CHANGES, status=422, earlier="1", later="99")
