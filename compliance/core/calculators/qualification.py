"""compliance / core: the calculator `qualification` (合格投资者认定): is somebody a qualified investor under a regime?

Source: 私募投资基金监督管理暂行办法 (2014), articles 12 and 13; 资管新规 (2018), article 5; the draft of 2014, which
was never adopted and so never answers more than "would qualify".
"""

from typing import Any, Final

from compliance.core.alternatives import average
from compliance.core.book import NotInForce, View
from compliance.core.calculators.calculator import Calculator, Parsed, Worked
from compliance.core.calculators.complaints import REQUIRED, Complaints
from compliance.core.calculators.fields import Field, Many
from compliance.core.calculators.kinds import Amount, Count, Flag, Word
from compliance.core.calculators.spelling import money_text, sent
from compliance.core.engine import Answer, judge
from compliance.core.facts import InvestorKind, QualificationFacts, Regime
from compliance.core.outcome import Outcome
from compliance.core.regimes import draft_would_qualify
from compliance.core.rules import RULES, qualified_2014, qualified_2018
from compliance.core.sentences import Sentence
from compliance.core.wording import DEEMED_KINDS, INVESTOR_KINDS, PRODUCT_KINDS, REGIMES
from crowdfund.kernel.money import Money

_YEARS: Final = 3
_ONLY_2018: Final = Sentence(zh="仅用于 2018 年资管新规。", en="For the opinions of 2018 only.")
_ASKS: Final = (
    Field(
        name="regime",
        kind=Word(REGIMES),
        title=Sentence(zh="适用制度", en="Regime"),
        meaning=Sentence(zh="由载体决定。", en="The vehicle brings it."),
        required=True,
    ),
    Field(
        name="investor_kind",
        kind=Word(INVESTOR_KINDS),
        title=Sentence(zh="投资者类型", en="Kind of investor"),
        required=True,
    ),
    Field(name="ticket", kind=Amount(), title=Sentence(zh="单笔投资金额", en="Ticket"), required=True),
    Field(
        name="deemed",
        kind=Word(DEEMED_KINDS),
        title=Sentence(zh="视为合格投资者的类型", en="Kind that is deemed qualified"),
    ),
    Field(
        name="financial_assets",
        kind=Amount(),
        title=Sentence(zh="金融资产", en="Financial assets"),
        meaning=Sentence(zh="自然人；自住房产不计入。", en="Of an individual; the own home is none."),
    ),
    Field(
        name="net_assets",
        kind=Amount(),
        title=Sentence(zh="净资产", en="Net assets"),
        meaning=Sentence(zh="机构。", en="Of an institution."),
    ),
    Field(
        name="annual_incomes",
        kind=Many(of=Amount(), least=_YEARS, most=_YEARS),
        title=Sentence(zh="最近三年收入", en="Income of the last three years"),
        meaning=Sentence(zh="每年一项，共三项。", en="Three amounts, one for each year."),
    ),
    Field(
        name="family_net_financial_assets",
        kind=Amount(),
        title=Sentence(zh="家庭金融净资产", en="Family net financial assets"),
        meaning=_ONLY_2018,
    ),
    Field(
        name="family_financial_assets",
        kind=Amount(),
        title=Sentence(zh="家庭金融资产", en="Family financial assets"),
        meaning=_ONLY_2018,
    ),
    Field(
        name="experience_years",
        kind=Count(),
        title=Sentence(zh="投资经历（整年）", en="Full years of investing"),
        meaning=_ONLY_2018,
    ),
    Field(
        name="product_kind",
        kind=Word(PRODUCT_KINDS),
        title=Sentence(zh="产品类型", en="Kind of product"),
        meaning=Sentence(zh="资管新规必填。", en="Needed for the opinions of 2018."),
    ),
)
_GIVES: Final = (
    Field(name="qualified", kind=Flag(), title=Sentence(zh="合格投资者", en="Qualified")),
    Field(name="minimum_ticket", kind=Amount(), title=Sentence(zh="最低投资金额", en="Smallest ticket")),
    Field(name="ticket_met", kind=Flag(), title=Sentence(zh="达到最低投资金额", en="Ticket reaches it")),
    Field(name="average_income", kind=Amount(), title=Sentence(zh="三年年均收入", en="Average income of three years")),
    Field(
        name="would_qualify",
        kind=Flag(),
        title=Sentence(zh="按草案会认定", en="The draft would have qualified"),
        meaning=Sentence(zh="草案从未通过，仅供参考。", en="The draft was never adopted; this only informs."),
    ),
)


def _contradictions(parsed: Parsed, wrong: Complaints) -> None:
    """Ask for the kind of product where the regime has a ticket for each."""
    is_named = any(complaint.pointer == "/product_kind" for complaint in wrong.found)
    if parsed["regime"] is Regime.ASSET_MANAGEMENT_2018 and parsed["product_kind"] is None and not is_named:
        wrong.add("/product_kind", "required", REQUIRED)


def _answer(parsed: Parsed, view: View) -> Worked:
    facts = _facts(parsed)
    found = judge(facts=facts, view=view, rules=RULES)
    minimum = _minimum_ticket(parsed, view)
    incomes = parsed["annual_incomes"]
    fields: dict[str, Any] = {
        "qualified": _qualified(parsed, found),
        "minimum_ticket": money_text(minimum),
        "ticket_met": None if minimum is None else parsed["ticket"] >= minimum,
        "average_income": money_text(average(incomes)) if incomes else None,
        "would_qualify": draft_would_qualify(facts, view) if facts.regime is Regime.CROWDFUNDING_DRAFT_2014 else None,
    }
    return Worked(fields=fields, judged=(found,))


def _facts(parsed: Parsed) -> QualificationFacts:
    return QualificationFacts(
        regime=parsed["regime"],
        investor_kind=parsed["investor_kind"],
        ticket=parsed["ticket"],
        deemed=sent(parsed["deemed"]),
        financial_assets=sent(parsed["financial_assets"]),
        net_assets=sent(parsed["net_assets"]),
        annual_incomes=sent(parsed["annual_incomes"]),
        family_net_financial_assets=sent(parsed["family_net_financial_assets"]),
        family_financial_assets=sent(parsed["family_financial_assets"]),
        experience_years=sent(parsed["experience_years"]),
        product_kind=sent(parsed["product_kind"]),
        final_investors=None,
        unqualified_investors=None,
    )


def _qualified(parsed: Parsed, found: Answer) -> bool | None:
    """Return whether every test of the regime is met; None where one is open or the law does not decide."""
    outcomes = {finding.rule: finding.outcome for finding in found.findings}
    if parsed["regime"] is Regime.CROWDFUNDING_DRAFT_2014:
        return None
    if outcomes.get(qualified_2014.DEEMED_ID) is Outcome.PERMIT:
        return True
    if Outcome.DENY in outcomes.values():
        return False
    return True if all(outcomes.get(rule) is Outcome.PERMIT for rule in _tests(parsed)) else None


def _tests(parsed: Parsed) -> tuple[str, ...]:
    if parsed["regime"] is Regime.PRIVATE_FUND_2014:
        return qualified_2014.TICKET_ID, qualified_2014.WEALTH_ID
    if parsed["investor_kind"] is InvestorKind.INDIVIDUAL:
        return qualified_2018.TICKET_ID, qualified_2018.EXPERIENCE_ID, qualified_2018.WEALTH_ID
    return qualified_2018.TICKET_ID, qualified_2018.WEALTH_ID


def _minimum_ticket(parsed: Parsed, view: View) -> Money | None:
    """Return the smallest ticket of the regime on the day; the draft has none, its ticket is one way among others."""
    if parsed["regime"] is Regime.CROWDFUNDING_DRAFT_2014:
        return None
    is_2014 = parsed["regime"] is Regime.PRIVATE_FUND_2014
    try:
        value = view.entry(qualified_2014.TICKET if is_2014 else qualified_2018.TICKETS[parsed["product_kind"]]).value
    except NotInForce:
        return None
    return value if isinstance(value, Money) else None


QUALIFICATION: Final = Calculator(
    name="qualification",
    title=Sentence(zh="合格投资者认定", en="Qualified investor"),
    about=Sentence(
        zh="按载体适用的制度，投资者是否达到合格投资者标准。",
        en="Whether an investor is qualified under the regime that the vehicle brings.",
    ),
    asks=_ASKS,
    gives=_GIVES,
    answer=_answer,
    contradictions=_contradictions,
)
