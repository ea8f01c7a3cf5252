"""compliance / core: what a vehicle owes that is a private fund: its manager, general partner, filing and size.

Source: 私募投资基金监督管理条例 (2023), articles 7 and 10 (the manager is a registered company or partnership), 18 (no
splitting of units or income rights), 22 (filing within 20 working days); 合伙企业法, article 3 (who is no general
partner); 私募投资基金登记备案办法 (2023), article 33 (paid-in size); which vehicles are private funds:
私募投资基金监督管理暂行办法, article 2. Facts 2.2, 2.3.
"""

from typing import Final

from compliance.core.facts import FundTarget, LegalForm, Unknown, VehicleFacts
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.rules.round_minimum_ticket import COVERED_FORMS
from compliance.core.saying import Measure, say
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import MANAGER_KINDS, other_form, spoken_amount, undecided_form
from compliance.core.working_days import working_days_after

MANAGER_ID: Final = "fund.manager.company_or_partnership"
REGISTERED_ID: Final = "fund.manager.registered"
EXCLUDED_ID: Final = "lp.gp.excluded_entities"
FILING_ID: Final = "fund.filing.20wd"
SIZE_ID: Final = "fund.min_size.2023"
SPLITTING_ID: Final = "fund.income_rights.splitting"
MANAGER_FORMS: Final = "private_fund_2023.manager_forms"
EXCLUDED: Final = "partnership_law_2006.excluded_general_partners"
FILING: Final = "private_fund_2023.filing_deadline"
SIZES: Final = {
    FundTarget.SINGLE_TARGET: "filing_measures_2023.single_target_paid_in",
    FundTarget.EQUITY: "filing_measures_2023.equity_paid_in",
    FundTarget.VENTURE: "filing_measures_2023.venture_paid_in",
}


def manager(facts: VehicleFacts, law: Reading) -> Judged:
    """Refuse a manager who is no company and no partnership; a natural person can't be one."""
    outside = _outside(facts, law)
    if outside or isinstance(facts.manager, Unknown):
        return outside or Missing(("manager",))
    name, fits = MANAGER_KINDS[facts.manager], facts.manager.value in law.words(MANAGER_FORMS)
    return say(
        MANAGER_ID,
        Outcome.PERMIT if fits else Outcome.DENY,
        law,
        parameter=MANAGER_FORMS,
        message=Sentence(
            zh=f"管理人为{name.zh}，{'可以' if fits else '不得'}担任私募基金管理人。",
            en=f"The manager is a {name.en}, which {'may' if fits else 'may not'} manage a private fund.",
        ),
        remedy=NOTHING_TO_SAY
        if fits
        else Sentence(
            zh="由依法设立的公司或者合伙企业担任管理人；领投人为自然人的，可以作为有限合伙人。",
            en="Let a company or a partnership manage; a lead who is a natural person may be a limited partner.",
        ),
    )


def registered(facts: VehicleFacts, law: Reading) -> Judged:
    """Refuse a manager who is not registered with the association."""
    outside = _outside(facts, law)
    if outside or isinstance(facts.manager_is_registered, Unknown):
        return outside or Missing(("manager_is_registered",))
    fits = facts.manager_is_registered
    return say(
        REGISTERED_ID,
        Outcome.PERMIT if fits else Outcome.DENY,
        law,
        message=Sentence(
            zh="管理人已在基金业协会登记。" if fits else "管理人未在基金业协会登记。",
            en=f"The manager is {'' if fits else 'not '}registered with the association.",
        ),
        remedy=NOTHING_TO_SAY
        if fits
        else Sentence(zh="委托已登记的私募基金管理人。", en="Appoint a manager who is registered."),
    )


def excluded_general_partner(facts: VehicleFacts, law: Reading) -> Judged:
    """Refuse a general partner whom the Partnership Law excludes (state-owned, listed, public institution)."""
    form, partner = facts.vehicle_form, facts.general_partner
    if not isinstance(form, Unknown) and form is not LegalForm.LIMITED_PARTNERSHIP:
        return NotApplicable(other_form(form))
    if isinstance(form, Unknown) or isinstance(partner, Unknown):
        return Missing(tuple(n for n in ("vehicle_form", "general_partner") if isinstance(getattr(facts, n), Unknown)))
    if partner is None:
        return NotApplicable(Sentence(zh="尚未确定普通合伙人。", en="There is no general partner yet."))
    name, fits = MANAGER_KINDS[partner], partner.value not in law.words(EXCLUDED)
    return say(
        EXCLUDED_ID,
        Outcome.PERMIT if fits else Outcome.DENY,
        law,
        parameter=EXCLUDED,
        message=Sentence(
            zh=f"普通合伙人为{name.zh}，{'不在' if fits else '属于'}法律排除之列。",
            en=f"The general partner is a {name.en}, whom the law {'does not exclude' if fits else 'excludes'}.",
        ),
        remedy=NOTHING_TO_SAY if fits else Sentence(zh="更换普通合伙人。", en="Name another general partner."),
    )


def filing(facts: VehicleFacts, law: Reading) -> Judged:
    """Ask for the filing of the fund within the working days after its raising ended; the last day is still in time.

    A deadline that is running is an advice, one that is missed a refusal, a filing that came late a warning.
    """
    outside = _outside(facts, law)
    if outside:
        return outside
    if isinstance(facts.raised_on, Unknown) or isinstance(facts.filed_on, Unknown):
        return Missing(tuple(n for n in ("raised_on", "filed_on") if isinstance(getattr(facts, n), Unknown)))
    if facts.raised_on is None:
        return NotApplicable(Sentence(zh="尚未募集完毕。", en="The raising has not ended."))
    deadline = working_days_after(facts.raised_on, law.count(FILING))
    outcome = _filed(law, facts, deadline.on.isoformat())
    projected = Sentence(
        zh="（该年节假日尚未公布，按周末推算）" if deadline.is_projected else "",
        en=" (projected: the holidays of that year are not published)" if deadline.is_projected else "",
    )
    return say(
        FILING_ID,
        outcome,
        law,
        parameter=FILING,
        measure=Measure((facts.filed_on or law.day).isoformat(), deadline.on.isoformat(), "day"),
        message=Sentence(
            zh=f"备案截止日为 {deadline.on}{projected.zh}；"
            + (f"已于 {facts.filed_on} 备案。" if facts.filed_on else "尚未备案。"),
            en=f"The fund is to be filed by {deadline.on}{projected.en}; "
            + (f"it was on {facts.filed_on}." if facts.filed_on else "it is not yet."),
        ),
        remedy=NOTHING_TO_SAY
        if outcome is Outcome.PERMIT
        else Sentence(zh="由管理人向基金业协会备案。", en="Let the manager file it with the association."),
    )


def _filed(law: Reading, facts: VehicleFacts, by: str) -> Outcome:
    if facts.filed_on and not isinstance(facts.filed_on, Unknown):
        return Outcome.PERMIT if facts.filed_on.isoformat() <= by else Outcome.WARN
    return Outcome.ADVISE if law.day.isoformat() <= by else Outcome.DENY


def paid_in_size(facts: VehicleFacts, law: Reading) -> Judged:
    """Refuse a fund whose first paid-in capital is smaller than its kind asks for."""
    outside = _outside(facts, law)
    if outside:
        return outside
    if isinstance(facts.target, Unknown) or isinstance(facts.paid_in, Unknown):
        return Missing(tuple(n for n in ("target", "paid_in") if isinstance(getattr(facts, n), Unknown)))
    if facts.paid_in is None:
        return NotApplicable(Sentence(zh="尚未实缴。", en="Nothing is paid in yet."))
    parameter, paid_in = SIZES[facts.target], facts.paid_in
    limit = law.money(parameter)
    mine, least = spoken_amount(paid_in), spoken_amount(limit)
    comparable = paid_in.currency is limit.currency
    fits = comparable and paid_in >= limit
    outcome = Outcome.PERMIT if fits else Outcome.DENY if comparable else Outcome.REFER
    return say(
        SIZE_ID,
        outcome,
        law,
        parameter=parameter,
        measure=Measure(paid_in.as_text(), limit.as_text(), limit.currency.value),
        message=Sentence(
            zh=f"实缴规模为 {mine.zh}，初始实缴规模不得低于 {least.zh}。",
            en=f"{mine.en} are paid in; the first paid-in capital is at least {least.en}.",
        ),
        remedy=NOTHING_TO_SAY
        if fits
        else Sentence(zh=f"实缴达到 {least.zh}后再备案。", en=f"File it once {least.en} are paid in."),
    )


def income_rights(facts: VehicleFacts, law: Reading) -> Judged:
    """Refuse the splitting of units or of income rights, which would lower the threshold for investors."""
    outside = _outside(facts, law)
    if outside or isinstance(facts.splits_income_rights, Unknown):
        return outside or Missing(("splits_income_rights",))
    fits = not facts.splits_income_rights
    return say(
        SPLITTING_ID,
        Outcome.PERMIT if fits else Outcome.DENY,
        law,
        message=Sentence(
            zh="没有拆分份额或者收益权。" if fits else "拆分转让份额或者收益权，变相突破合格投资者标准。",
            en="No units or income rights are split."
            if fits
            else "Splitting units or income rights lowers the threshold for qualified investors.",
        ),
        remedy=NOTHING_TO_SAY if fits else Sentence(zh="取消拆分安排。", en="Give the splitting up."),
    )


def _outside(facts: VehicleFacts, law: Reading) -> Missing | NotApplicable | None:
    form = facts.vehicle_form
    if isinstance(form, Unknown):
        return Missing(("vehicle_form",))
    return None if form.value in law.words(COVERED_FORMS) else NotApplicable(undecided_form(form))


MANAGER: Final = Rule(
    id=MANAGER_ID,
    facts=VehicleFacts,
    provision="private_fund_2023#7",
    reads=frozenset({COVERED_FORMS, MANAGER_FORMS}),
    judge=manager,
    since_release=4,
)
REGISTERED: Final = Rule(
    id=REGISTERED_ID,
    facts=VehicleFacts,
    provision="private_fund_2023#10",
    reads=frozenset({COVERED_FORMS}),
    judge=registered,
    since_release=4,
)
EXCLUDED_GENERAL_PARTNER: Final = Rule(
    id=EXCLUDED_ID,
    facts=VehicleFacts,
    provision="partnership_law_2006#3",
    reads=frozenset({EXCLUDED}),
    judge=excluded_general_partner,
    since_release=4,
)
FILED: Final = Rule(
    id=FILING_ID,
    facts=VehicleFacts,
    provision="private_fund_2023#22",
    reads=frozenset({COVERED_FORMS, FILING}),
    judge=filing,
    since_release=4,
    until_release=5,
)
"""From release 5 on the filing is a question of its own, asked once the vehicle has raised: `vehicle_filing`."""

PAID_IN_SIZE: Final = Rule(
    id=SIZE_ID,
    facts=VehicleFacts,
    provision="filing_measures_2023#33",
    reads=frozenset({COVERED_FORMS, *SIZES.values()}),
    judge=paid_in_size,
    since_release=4,
)
INCOME_RIGHTS: Final = Rule(
    id=SPLITTING_ID,
    facts=VehicleFacts,
    provision="private_fund_2023#18",
    reads=frozenset({COVERED_FORMS}),
    judge=income_rights,
    since_release=4,
)
VEHICLE_FUND: Final = (MANAGER, REGISTERED, EXCLUDED_GENERAL_PARTNER, FILED, PAID_IN_SIZE, INCOME_RIGHTS)
