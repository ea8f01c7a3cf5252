"""The envelope: which day, which release, and what every answer carries."""

from datetime import date
from typing import Any

import pytest

from compliance.core.calculators.calculator import calculate
from compliance.core.calculators.lead_ratio import LEAD_RATIO
from compliance.core.calculators.qualification import QUALIFICATION
from compliance.core.calculators.raw import read_json
from compliance.core.calculators.suitability import SUITABILITY
from compliance.library import book

TODAY = date(2026, 11, 22)
GIVEN: dict[str, Any] = {"stage": "a_b", "round_target": "50000000.00", "lead_commitment": "5000000.00"}
COMMON = ["calculator", "as_of", "known_at", "book_hash", "verdict", "findings", "beaten", "not_examined"]


def ask(**more: Any) -> Any:
    return calculate(calculator=LEAD_RATIO, raw={**GIVEN, **more}, book=book(), today=TODAY)


def test_the_envelope_stands_before_the_answer():
    answer = ask()
    assert list(answer)[: len(COMMON)] == COMMON
    assert answer["as_of"] == "2026-11-22"
    assert answer["known_at"] == book().latest_release.number
    assert answer["book_hash"] == book().latest_release.hash


def test_day_and_release_may_be_chosen():
    answer = ask(as_of="2013-10-16", known_at=4)
    assert (answer["as_of"], answer["known_at"], answer["verdict"]) == ("2013-10-16", 4, "REFER")


def test_the_findings_come_worst_first_with_what_is_permitted_among_them():
    outcomes = [finding["outcome"] for finding in ask(lead_commitment="500000.00")["findings"]]
    assert outcomes[0] == "DENY"
    assert outcomes == sorted(outcomes, key=["DENY", "REFER", "WARN", "ADVISE", "PERMIT"].index)
    assert "PERMIT" in outcomes


def test_a_finding_is_written_with_all_its_parts():
    (first, *_) = ask(lead_commitment="500000.00")["findings"]
    assert {"rule", "outcome", "measured", "limit", "unit", "citation", "message", "remedy"} <= set(first)
    assert set(first["message"]) == set(first["remedy"]) == {"zh", "en"}


def test_an_ordinary_investor_needs_a_class_and_a_professional_does_not():
    def complaints(**given: Any) -> list[tuple[str, str]]:
        found = calculate(calculator=SUITABILITY, raw={"product_grade": "R3", **given}, book=book(), today=TODAY)
        return [(each.pointer, each.code) for each in found] if isinstance(found, tuple) else []

    assert complaints() == [("/investor_class", "required")]
    assert complaints(investor_class="C9") == [("/investor_class", "not_a_choice")]
    assert complaints(professional=True) == []


def test_parts_that_are_more_than_the_vehicle_are_a_complaint_about_it():
    parts = {"capital": "100.00", "lead_as_general_partner": "60.00", "lead_as_limited_partner": "40.01"}
    assert [(each.pointer, each.code) for each in ask(vehicle=parts)] == [("/vehicle", "contradictory")]


def test_a_release_that_rules_have_not_reached_answers_with_silence():
    answer = ask(known_at=1)
    assert answer["verdict"] == "REFER"
    assert [finding["rule"] for finding in answer["findings"]] == ["rulebook.no_applicable_rule"]


def too_early(**given: Any) -> list[tuple[str, str, str]]:
    asked = {"regime": "private_fund_2014", "investor_kind": "individual", "ticket": "1000000.00", **given}
    answer = calculate(calculator=QUALIFICATION, raw=asked, book=book(), today=TODAY)
    assert isinstance(answer, dict)
    assert (answer["verdict"], answer["qualified"]) == ("REFER", None)
    return [(finding["rule"], finding["outcome"], finding["message"]["en"]) for finding in answer["findings"]]


def test_before_the_law_the_rules_that_would_apply_are_referred_by_name_and_no_other():
    """Those of another regime do not apply, and whether the investor is deemed qualified was not sent."""
    said = (
        "Article 12 of 私募投资基金监督管理暂行办法 was not law on 2014-08-20; its values aren't carried to that day."
    )
    assert too_early(as_of="2014-08-20") == [
        ("qualified.private_fund_2014.ticket", "REFER", said),
        ("qualified.private_fund_2014.wealth", "REFER", said),
    ]


def test_release_4_answered_with_silence_before_the_law_and_still_does():
    assert [rule for rule, *_ in too_early(as_of="2014-08-20", known_at=4)] == ["rulebook.no_applicable_rule"]


@pytest.mark.parametrize(("known_at", "code"), [(99, "too_large"), (0, "too_small"), ("4", "invalid")])
def test_an_unknown_release_is_a_bad_place(known_at: Any, code: str):
    assert [(each.pointer, each.code) for each in ask(known_at=known_at)] == [("/known_at", code)]


def test_what_is_no_json_is_one_complaint():
    (complaint,) = calculate(calculator=LEAD_RATIO, raw=read_json("{"), book=book(), today=TODAY)
    assert getattr(complaint, "pointer", None) == ""
