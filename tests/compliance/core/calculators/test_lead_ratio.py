"""The calculator of a lead's share: parts that contradict each other, and what stands beside the verdict."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.calculators.calculator import calculate
from compliance.core.calculators.lead_ratio import LEAD_RATIO
from compliance.library import book

GIVEN: dict[str, Any] = {"stage": "a_b", "round_target": "20000000.00", "lead_commitment": "4000000.00"}
VEHICLE = {"capital": "1000.00", "lead_as_general_partner": "10.00", "lead_as_limited_partner": "0.00"}
RULES_ON_THE_COMMITMENT = (
    "lead.ratio.minimum",
    "lead.ratio.maximum",
    "lead.ratio.cap",
    "lead.ratio.below_band",
    "lead.ratio.above_band",
    "lead.ratio.general_floor",
    "lead.ratio.trust_floor",
    "lead.ratio.pre_ipo_abnormal",
    "lead.exposure.own_assets",
)


def money(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def ask(**more: Any) -> Any:
    return calculate(calculator=LEAD_RATIO, raw={**GIVEN, **more}, book=book(), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"tainted_amount": "4000000.01"}, "/tainted_amount"),
        ({"step_up": {"to_percent": "19.999999"}}, "/step_up/to_percent"),
        ({"vehicle": {**VEHICLE, "lead_as_limited_partner": "990.01"}}, "/vehicle"),
    ],
)
def test_what_contradicts_itself_is_named(more: dict[str, Any], pointer: str):
    assert [(each.pointer, each.code) for each in ask(**more)] == [(pointer, "contradictory")]


def test_a_contradiction_does_not_hide_what_else_is_wrong_and_the_other_way_round():
    places = [each.pointer for each in ask(stage="x", tainted_amount="5000000.00", lead_assets="0.00")]
    assert places == ["/stage", "/lead_assets", "/tainted_amount"]


def test_the_effective_share_is_shown_and_not_folded():
    answer = ask(tainted_amount="0.01", lead_assets="20000000.00", company_percent="2.345678", vehicle=VEHICLE)
    assert answer["verdict"] == "DENY"
    assert answer["effective_ratio_percent"] == "20.00"
    assert {finding["rule"].rpartition(".")[0] for finding in answer["effective_findings"]} == {"lead.ratio"}
    assert (answer["own_assets_percent"], answer["company_percent"], answer["vehicle_percent"]) == (
        "20.00",
        "2.35",
        "1.00",
    )
    without = ask(tainted_amount="4000000.00")
    assert "DENY" in {finding["outcome"] for finding in without["effective_findings"]}


def test_what_was_not_sent_is_null_and_not_examined():
    answer = ask()
    names = ["ratio_at_close_percent", "step_up", "effective_ratio_percent", "effective_findings", "vehicle_percent"]
    assert [answer[name] for name in names] == [None] * 5
    assert {"rule": "lead.vehicle.gp_only", "missing": ["vehicle"]} in answer["not_examined"]
    assert "lead.company.stake" not in {each["rule"] for each in answer["not_examined"]}, "it speaks of another stage"


def test_a_step_up_without_a_milestone_leaves_open_whether_it_may_be_exercised():
    assert ask(step_up={"to_percent": "25"})["step_up"] == {
        "ratio_percent": "25.00",
        "additional_amount": "1000000.00",
        "total_amount": "5000000.00",
        "exercisable": None,
    }


@pytest.mark.parametrize(
    ("to_percent", "is_met", "exercisable"),
    [("50", True, True), ("50", False, False), ("50", None, None), ("50.000001", True, False), ("51", None, False)],
)
def test_a_step_up_that_would_be_refused_may_not_be_exercised(to_percent: str, is_met: bool | None, exercisable: Any):
    milestone = {} if is_met is None else {"milestone_met": is_met}
    assert ask(step_up={"to_percent": to_percent, **milestone})["step_up"]["exercisable"] is exercisable


AMOUNT = re.compile(r"(?:to|Put|total of|be) ([0-9,]+\.[0-9]{2}) yuan or (more|less)")


@given(
    stage=st.sampled_from(["seed_angel", "a_b", "c_pre_ipo"]),
    target=st.integers(100, 10**11),
    per_mille=st.integers(0, 700),
    assets=st.integers(1, 10**11),
)
def test_the_amount_in_a_remedy_is_true(stage: str, target: int, per_mille: int, assets: int):
    """Whoever commits what a remedy asks for has done with that finding, and a fen on the wrong side has not."""

    def outcome(commitment: int, rule: str) -> tuple[str, str]:
        answer = ask(
            stage=stage, round_target=money(target), lead_commitment=money(commitment), lead_assets=money(assets)
        )
        return next((each["outcome"], each["remedy"]["en"]) for each in answer["findings"] if each["rule"] == rule)

    for rule in RULES_ON_THE_COMMITMENT:
        found, remedy = outcome(target * per_mille // 1000, rule)
        if found == "PERMIT":
            continue
        named = AMOUNT.search(remedy)
        assert named, remedy
        wanted = int(named[1].replace(",", "").replace(".", ""))
        beyond = wanted - 1 if named[2] == "more" else wanted + 1
        assert outcome(wanted, rule)[0] == "PERMIT"
        if rule != "lead.ratio.above_band":  # above the cap it is silent
            assert outcome(beyond, rule)[0] == found
