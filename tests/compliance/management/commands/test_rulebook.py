"""`manage.py rulebook` prints what is in force, and says how fresh it is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from compliance.library import book
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day


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
