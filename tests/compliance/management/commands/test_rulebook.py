"""`manage.py rulebook` prints what is in force, and says how fresh it is."""

import shutil
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from compliance.library import FOLDER, book
from crowdfund.db.clock import business_now
from crowdfund.db.events import Subject
from crowdfund.kernel.days import legal_day
from tests.compliance.books import spoilt, value_entry
from tests.compliance.questions import TOO_LITTLE, ask, facts
from tests.factories.deals import make_round


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("rulebook", *arguments, stdout=out)
    return out.getvalue()


def verified_on():
    return max(each.verified_on for part in book().instruments for each in part.provisions[0].entries)


def test_show_prints_what_is_in_force_on_a_day():
    text = said("--as-of", "2014-08-21", "show")
    newest = book().latest_release
    assert text.startswith(f"as of 2014-08-21, release {newest.number}, hash {newest.hash}\n")
    assert "private_fund_2014.minimum_ticket = 1000000.00 CNY (article 12, confirmed, verified" in text
    assert "<- round.private_fund_2014.minimum_ticket, subscription.private_fund_2014.ticket" in text


def test_show_prints_nothing_in_place_of_what_is_not_in_force():
    text = said("--as-of", "2014-08-20", "show", "--known-at", "1")
    assert "private_fund_2014.minimum_ticket = not in force" in text
    assert "1000000.00" not in text


@pytest.mark.django_db
def test_show_prints_what_is_in_force_today_unless_told_otherwise():
    today = legal_day(business_now())
    assert said("show").startswith(f"as of {today.isoformat()}, release {book().latest_release.number}, ")


def test_show_refuses_a_release_that_does_not_exist():
    with pytest.raises(CommandError, match="has no release 99"):
        said("--as-of", "2026-11-22", "show", "--known-at", "99")


def test_show_prints_one_instrument():
    text = said("show", "--instrument", "private_fund_2014", "--as-of", "2014-08-21")
    assert "private_fund_2014.minimum_ticket = 1000000.00 CNY" in text
    assert "[platform_policy]" not in text


def test_show_refuses_an_instrument_that_the_book_does_not_have():
    with pytest.raises(CommandError, match=r"has no instrument astrology; it has .*private_fund_2014"):
        said("--as-of", "2026-11-22", "show", "--instrument", "astrology")


def test_diff_names_law_article_titles_values_and_users():
    text = said("diff", "1", "2")
    assert text.startswith("release 1 to release 2: ")
    for line in (
        "平台合规规则 | Compliance policy of the platform",
        "  article 2  begun parameter platform_policy.lead_ratio_minimum",
        "      领投比例的下限 | Smallest share of a raise that its lead commits",
        "    + 2 percent, from 2026-11-22 (article 2, project_default)",
        "      <- lead.ratio.minimum",
        "  article 2  begun rule lead.ratio.minimum",
    ):
        assert f"{line}\n" in text
    assert "compliance/core/rules/lead_ratio.py, line " in text


def test_diff_of_a_day_is_narrower_and_the_day_may_stand_on_either_side():
    day = ("--as-of", "2026-11-21")
    text = said("diff", "1", "2", *day)
    assert "for 2026-11-21" in text
    assert "lead_ratio_minimum" not in text
    assert said(*day, "diff", "1", "2") == text


def test_diff_says_that_nothing_changed():
    assert said("diff", "2", "2") == "release 2 to release 2: 0 differences\n"


def test_diff_refuses_a_release_that_does_not_exist():
    with pytest.raises(CommandError, match="has no release 99"):
        said("diff", "1", "99")


@pytest.mark.django_db
def test_whatif_prints_rule_before_and_after(founder):
    row = make_round(founder)
    ruling = ask(facts(TOO_LITTLE), about=Subject(kind="round", id=row.id))
    text = said("whatif", "--day", "2014-08-20")
    assert text.startswith("1 questions of deals under way, asked for 2014-08-20 of release ")
    assert f"round {row.id}, round, determination {ruling.id}: DENY -> REFER" in text
    before = "DENY article 12 (800000.00 against 1000000.00 CNY)"
    assert f"  round.private_fund_2014.minimum_ticket: {before} -> REFER article 12" in text


@pytest.fixture
def draft(tmp_path):
    """Return a copy of the book, to be written on."""
    return shutil.copytree(FOLDER, tmp_path / "draft")


def add_release(draft, **changes):
    """Write one more release, without a seal, that lowers the ticket of a private fund."""
    number = book().latest_release.number + 1
    with (draft / "releases.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[release]]\nnumber = {number}\nissued_on = 2027-01-01\nnote = {{ zh = "草案", en = "Draft" }}\n'
            'hash = "unsealed"\n'
        )
    law = draft / "private_fund_2014.toml"
    text = law.read_text(encoding="utf-8")
    place = text.index("[[parameter.value]]", text.index('id = "minimum_ticket"'))
    entry = value_entry(effective_from="2014-08-21", value='"500000.00"', release=number, **changes)
    law.write_text(text[:place] + entry.lstrip() + "  " + text[place:], encoding="utf-8")


@pytest.mark.django_db
def test_whatif_asks_an_unsealed_draft_of_the_book(founder, draft):
    add_release(draft)
    row = make_round(founder)
    ask(facts(TOO_LITTLE), about=Subject(kind="round", id=row.id))
    text = said("whatif", "--day", "2026-11-22", "--book", str(draft))
    assert ": DENY -> PERMIT" in text
    assert (
        "DENY article 12 (800000.00 against 1000000.00 CNY) -> PERMIT article 12 (800000.00 against 500000.00" in text
    )


def test_whatif_refuses_a_draft_that_changes_what_was_released(draft):
    law = draft / "private_fund_2014.toml"
    law.write_text(spoilt(law.read_text(encoding="utf-8"), '"1000000.00"', '"900000.00"'), encoding="utf-8")
    with pytest.raises(CommandError, match=r"The draft can't be used. .*releases.toml, line .* sealed with another"):
        said("whatif", "--day", "2026-11-22", "--book", str(draft))


def test_whatif_refuses_a_folder_without_a_book(tmp_path):
    with pytest.raises(CommandError, match=r"The draft can't be used. .*releases.toml"):
        said("whatif", "--day", "2026-11-22", "--book", str(tmp_path))


def test_check_is_content_with_a_fresh_book():
    text = said("--as-of", (verified_on() + timedelta(days=180)).isoformat(), "check")
    assert text.startswith(f"release {book().latest_release.number}, hash {book().latest_release.hash}: ")
    assert "; 0 to verify again" in text


def test_check_names_what_was_not_verified_for_half_a_year():
    text = said("--as-of", (verified_on() + timedelta(days=181)).isoformat(), "check")
    assert "compliance/rulebook/private_fund_2014.toml, line " in text
    assert "; 0 to verify again" not in text


def test_check_fails_after_a_year():
    with pytest.raises(CommandError, match="more than a year ago") as failed:
        said("--as-of", (verified_on() + timedelta(days=366)).isoformat(), "check")
    assert failed.value.returncode == 1
