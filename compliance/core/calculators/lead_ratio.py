"""compliance / core: the calculator `lead-ratio` (领投比例): is the lead's commitment neither too small nor too large?

Source: platform policy, articles 2 to 12. The ratio is nominal: over the target at opening, over the allocated amount
at close. The effective ratio leaves out what was traced to the issuer's side; it is shown and decides nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from compliance.core.book import View
from compliance.core.calculators.calculator import Calculator, Parsed, Worked, finding_to_json
from compliance.core.calculators.complaints import Complaints
from compliance.core.calculators.fields import Field, Many, Record
from compliance.core.calculators.kinds import Amount, Flag, Percent, Text, Word
from compliance.core.calculators.spelling import money_text, percent_of, percent_text, sent
from compliance.core.engine import judge
from compliance.core.facts import Basis, LeadRatioFacts, StepUp, VehicleShare
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.rules.lead_shares import total_after
from compliance.core.sentences import Sentence
from compliance.core.wording import STAGES
from crowdfund.kernel.money import Money

_STEP_UP: Final = (
    Field(
        name="to_percent",
        kind=Percent(),
        title=Sentence(zh="追加后的比例", en="Share after the step-up"),
        meaning=Sentence(zh="占开放时目标金额的百分比。", en="Percentage of the target at opening."),
        required=True,
    ),
    Field(
        name="milestone_met",
        kind=Flag(),
        title=Sentence(zh="里程碑已达成", en="Milestone reached"),
    ),
)
_VEHICLE: Final = (
    Field(
        name="capital",
        kind=Amount(is_positive=True),
        title=Sentence(zh="载体总出资", en="Capital of the vehicle"),
        required=True,
    ),
    Field(
        name="lead_as_general_partner",
        kind=Amount(),
        title=Sentence(zh="领投人作为普通合伙人出资", en="Lead's money as general partner"),
        required=True,
    ),
    Field(
        name="lead_as_limited_partner",
        kind=Amount(),
        title=Sentence(zh="领投人作为有限合伙人出资", en="Lead's money as limited partner"),
        required=True,
    ),
)
_ASKS: Final = (
    Field(name="stage", kind=Word(STAGES), title=Sentence(zh="融资阶段", en="Stage of the raise"), required=True),
    Field(
        name="round_target",
        kind=Amount(is_positive=True),
        title=Sentence(zh="本轮目标金额", en="Target of the raise"),
        meaning=Sentence(zh="开放时的目标，领投比例的基数。", en="The target at opening, which the share is taken of."),
        required=True,
    ),
    Field(
        name="lead_commitment",
        kind=Amount(),
        title=Sentence(zh="领投承诺金额", en="Commitment of the lead"),
        required=True,
    ),
    Field(
        name="allocated_amount",
        kind=Amount(is_positive=True),
        title=Sentence(zh="配售总额", en="Allocated amount"),
        meaning=Sentence(zh="关闭时向全体投资者配售的金额。", en="What was allocated at close, all investors."),
    ),
    Field(
        name="step_up",
        kind=Record(_STEP_UP),
        title=Sentence(zh="追加权", en="Step-up"),
        meaning=Sentence(
            zh="领投人可追加到目标金额一定比例的权利，计入上限之内。",
            en="A right of the lead to add up to a share of the target, inside the cap.",
        ),
    ),
    Field(
        name="tainted_amount",
        kind=Amount(),
        title=Sentence(zh="来自发行人一方的金额", en="Amount from the issuer's side"),
        meaning=Sentence(
            zh="追溯到发行人、创始人、其近亲属或关联方的部分。",
            en="What was traced to the issuer, its founders, their relatives or affiliates.",
        ),
    ),
    Field(name="nominee", kind=Flag(), title=Sentence(zh="替他人代持", en="Holds for somebody else")),
    Field(name="hidden_leverage", kind=Flag(), title=Sentence(zh="有未披露的借款", en="Borrowed without disclosure")),
    Field(
        name="lead_assets",
        kind=Amount(is_positive=True),
        title=Sentence(zh="领投人可投资资产", en="Lead's own investable assets"),
    ),
    Field(
        name="company_percent",
        kind=Percent(),
        title=Sentence(zh="将持有的公司股权比例", en="Stake in the company"),
        meaning=Sentence(zh="领投人完成后将持有的比例。", en="What the lead will hold afterwards."),
    ),
    Field(
        name="vehicle",
        kind=Record(_VEHICLE),
        title=Sentence(zh="领投人在跟投载体中的出资", en="Lead's own money in the followers' vehicle"),
    ),
)
_GIVES: Final = (
    Field(name="ratio_percent", kind=Percent(), title=Sentence(zh="开放时的领投比例", en="Share at opening")),
    Field(name="ratio_at_close_percent", kind=Percent(), title=Sentence(zh="关闭时的领投比例", en="Share at close")),
    Field(
        name="step_up",
        kind=Record(
            (
                Field(name="ratio_percent", kind=Percent(), title=Sentence(zh="追加后的比例", en="Share afterwards")),
                Field(
                    name="additional_amount", kind=Amount(), title=Sentence(zh="可追加金额", en="Amount to be added")
                ),
                Field(name="total_amount", kind=Amount(), title=Sentence(zh="追加后的总额", en="Whole afterwards")),
                Field(name="exercisable", kind=Flag(), title=Sentence(zh="可以行使", en="May be exercised")),
            )
        ),
        title=Sentence(zh="追加权", en="Step-up"),
    ),
    Field(
        name="effective_ratio_percent",
        kind=Percent(),
        title=Sentence(zh="有效领投比例", en="Effective share"),
        meaning=Sentence(zh="扣除来自发行人一方的金额。", en="Without what comes from the issuer's side."),
    ),
    Field(
        name="effective_findings",
        kind=Many(of=Text()),
        title=Sentence(zh="按有效比例的结论", en="Findings on the effective share"),
    ),
    Field(
        name="own_assets_percent", kind=Percent(), title=Sentence(zh="占自有资产", en="Part of the lead's own assets")
    ),
    Field(name="company_percent", kind=Percent(), title=Sentence(zh="公司股权比例", en="Stake in the company")),
    Field(name="vehicle_percent", kind=Percent(), title=Sentence(zh="占载体出资", en="Part of the vehicle")),
)


def _contradictions(parsed: Parsed, wrong: Complaints) -> None:
    """Complain of parts that are larger than their whole, and of a step-up that would step down."""
    target, commitment, step_up = parsed["round_target"], parsed["lead_commitment"], parsed["step_up"]
    tainted, vehicle = parsed["tainted_amount"], parsed["vehicle"]
    if commitment is not None and tainted is not None and tainted > commitment:
        wrong.add("/tainted_amount", "contradictory", _MORE_THAN_COMMITTED)
    to_percent = step_up["to_percent"] if step_up else None
    if to_percent is not None and target and commitment is not None and 100 * commitment.ratio_to(target) > to_percent:
        wrong.add("/step_up/to_percent", "contradictory", _STEPS_DOWN)
    if vehicle and None not in vehicle.values() and _of_lead(vehicle) > vehicle["capital"]:
        wrong.add("/vehicle", "contradictory", _MORE_THAN_VEHICLE)


def _answer(parsed: Parsed, view: View) -> Worked:
    facts = _facts(parsed)
    step_up: StepUp | None = facts.step_up if isinstance(facts.step_up, StepUp) else None
    commitment, target, tainted = parsed["lead_commitment"], parsed["round_target"], parsed["tainted_amount"]
    own = None if tainted is None else commitment - tainted
    vehicle = parsed["vehicle"]
    found = judge(facts=facts, view=view, rules=RULES)
    fields: dict[str, Any] = {
        "ratio_percent": percent_text(percent_of(commitment, target)),
        "ratio_at_close_percent": percent_text(percent_of(commitment, parsed["allocated_amount"])),
        "step_up": _stepped_up(step_up, commitment, target, found.findings) if step_up else None,
        "effective_ratio_percent": percent_text(percent_of(own, target)),
        "effective_findings": _effective(facts, own, view),
        "own_assets_percent": percent_text(percent_of(commitment, parsed["lead_assets"])),
        "company_percent": percent_text(parsed["company_percent"]),
        "vehicle_percent": percent_text(percent_of(_of_lead(vehicle), vehicle["capital"])) if vehicle else None,
    }
    return Worked(fields=fields, judged=(found,))


def _facts(parsed: Parsed) -> LeadRatioFacts:
    step_up, vehicle = parsed["step_up"], parsed["vehicle"]
    return LeadRatioFacts(
        stage=parsed["stage"],
        round_target=parsed["round_target"],
        lead_commitment=parsed["lead_commitment"],
        allocated_amount=parsed["allocated_amount"],
        step_up=StepUp(to_percent=step_up["to_percent"], is_met=step_up["milestone_met"]) if step_up else None,
        tainted_amount=sent(parsed["tainted_amount"]),
        nominee=sent(parsed["nominee"]),
        hidden_leverage=sent(parsed["hidden_leverage"]),
        lead_assets=sent(parsed["lead_assets"]),
        company_percent=sent(parsed["company_percent"]),
        vehicle=sent(
            VehicleShare(
                capital=vehicle["capital"],
                as_general_partner=vehicle["lead_as_general_partner"],
                as_limited_partner=vehicle["lead_as_limited_partner"],
            )
            if vehicle
            else None
        ),
    )


def _stepped_up(step_up: StepUp, commitment: Money, target: Money, findings: Iterable[Finding]) -> dict[str, Any]:
    """Return what may be added; a right whose exercise would be refused is none, whatever the milestone says."""
    total = total_after(step_up, target)
    refused = any(each.basis == Basis.STEP_UP and each.outcome is Outcome.DENY for each in findings)
    return {
        "ratio_percent": percent_text(step_up.to_percent),
        "additional_amount": money_text(total - commitment),
        "total_amount": money_text(total),
        "exercisable": False if refused else step_up.is_met,
    }


def _effective(facts: LeadRatioFacts, own: Money | None, view: View) -> list[dict[str, Any]] | None:
    """Return what the rules on the share find of the lead's own part alone; a step-up is no money yet."""
    if own is None:
        return None
    answer = judge(facts=replace(facts, lead_commitment=own, step_up=None), view=view, rules=RULES)
    return [finding_to_json(finding) for finding in _on_the_share(answer.findings)]


def _on_the_share(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.rule.startswith("lead.ratio.")]


def _of_lead(vehicle: Parsed) -> Money:
    money: Money = vehicle["lead_as_general_partner"] + vehicle["lead_as_limited_partner"]
    return money


_MORE_THAN_COMMITTED: Final = Sentence(
    zh="不能大于领投承诺金额。", en="This can't be more than the commitment of the lead."
)
_STEPS_DOWN: Final = Sentence(
    zh="不能低于领投承诺金额已达到的比例。", en="This can't be less than the share that the commitment is already."
)
_MORE_THAN_VEHICLE: Final = Sentence(
    zh="领投人的出资不能大于载体总出资。", en="The lead's money can't be more than the capital of the vehicle."
)

LEAD_RATIO: Final = Calculator(
    name="lead-ratio",
    title=Sentence(zh="领投比例", en="Lead ratio"),
    about=Sentence(
        zh="领投人的承诺金额是否不过低也不过高，资金是否自有。",
        en="Whether a lead commits neither too small nor too large a share, and of its own money.",
    ),
    asks=_ASKS,
    gives=_GIVES,
    answer=_answer,
    contradictions=_contradictions,
)
