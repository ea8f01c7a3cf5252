"""compliance / core: how many investors a vehicle or a company may have, with look-through and parallel vehicles.

Source: 合伙企业法, article 61 (2 to 50 partners, at least one general partner); 公司法 (2018) article 24 and (2023)
article 42 (50 shareholders); 证券法 (2019), article 9 (more than 200 specific persons is a public offering);
证券投资基金法 (2015), article 87 (200 investors); 私募投资基金监督管理条例, article 18 (no several funds for one
project); facts 2.3.
"""

from dataclasses import dataclass
from typing import Final

from compliance.core.facts import Holder, HolderFacts, LegalForm, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.head_count import has_general_partner, persons
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.saying import Measure, say
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import other_form

PARTNERS_ID: Final = "headcount.lp.2_50"
GENERAL_PARTNER_ID: Final = "headcount.lp.general_partner"
LLC_ID: Final = "headcount.llc.50"
OFFER_ID: Final = "headcount.offer.200"
FUND_ID: Final = "headcount.fund.200"
PARALLEL_ID: Final = "headcount.parallel_vehicles"
FEWEST_PARTNERS: Final = "partnership_law_2006.partners_minimum"
MOST_PARTNERS: Final = "partnership_law_2006.partners_maximum"
LLC_NOW: Final = "company_law_2023.llc_shareholders"
LLC_BEFORE: Final = "company_law_2018.llc_shareholders"
OFFER: Final = "securities_law_2019.offer_persons"
FUND: Final = "fund_law_2015.private_fund_investors"
_PARTNERSHIP: Final = LegalForm.LIMITED_PARTNERSHIP


@dataclass(frozen=True, slots=True)
class Count:
    """Everybody who would hold, as the limits count them."""

    holders: tuple[Holder, ...]
    persons: int


def partners(facts: HolderFacts, law: Reading) -> Judged:
    """Refuse a partnership with fewer than two or more than fifty partners, the general partner among them."""
    found = _counted(PARTNERS_ID, facts, law, _PARTNERSHIP)
    if not isinstance(found, Count):
        return found
    fewest = law.count(FEWEST_PARTNERS)
    if found.persons >= fewest:
        return _against(PARTNERS_ID, law, MOST_PARTNERS, found.persons, _FEWER)
    return say(
        PARTNERS_ID,
        Outcome.DENY,
        law,
        parameter=FEWEST_PARTNERS,
        measure=Measure(str(found.persons), str(fewest), "persons"),
        message=Sentence(
            zh=f"有限合伙企业应有 {fewest} 名以上合伙人，现为 {found.persons} 名。",
            en=f"A limited partnership has at least {fewest} partners; this one would have {found.persons}.",
        ),
        remedy=Sentence(zh="增加合伙人后再设立。", en="Form it once there are enough partners."),
    )


def general_partner(facts: HolderFacts, law: Reading) -> Judged:
    """Refuse a partnership without a general partner."""
    found = _counted(GENERAL_PARTNER_ID, facts, law, _PARTNERSHIP)
    if not isinstance(found, Count):
        return found
    has_one = has_general_partner(found.holders)
    return say(
        GENERAL_PARTNER_ID,
        Outcome.PERMIT if has_one else Outcome.DENY,
        law,
        message=Sentence(
            zh="有限合伙企业已有普通合伙人。" if has_one else "有限合伙企业至少应有一名普通合伙人，现在没有。",
            en="The limited partnership has a general partner."
            if has_one
            else "A limited partnership has at least one general partner; this one has none.",
        ),
        remedy=NOTHING_TO_SAY if has_one else Sentence(zh="先确定普通合伙人。", en="Name a general partner first."),
    )


def shareholders(facts: HolderFacts, law: Reading) -> Judged:
    """Refuse a limited liability company with more shareholders than the Company Law of the day allows."""
    found = _counted(LLC_ID, facts, law, LegalForm.LIMITED_LIABILITY_COMPANY)
    if not isinstance(found, Count):
        return found
    return _against(LLC_ID, law, law.in_force(LLC_NOW, LLC_BEFORE), found.persons, _USE_A_VEHICLE)


def offer(facts: HolderFacts, law: Reading) -> Judged:
    """Refuse an offer to more specific persons than may be asked without a public offering, whatever the form."""
    found = _counted(OFFER_ID, facts, law)
    if not isinstance(found, Count):
        return found
    return _against(OFFER_ID, law, OFFER, found.persons, _FEWER)


def fund(facts: HolderFacts, law: Reading) -> Judged:
    """Refuse a private fund with more investors than the fund law allows; a contractual fund is always one."""
    form, private = facts.company_form, facts.private_fund
    if form is not LegalForm.CONTRACTUAL_FUND and private is False:
        return NotApplicable(Sentence(zh="不属于私募基金。", en="It is no private fund."))
    if form is not LegalForm.CONTRACTUAL_FUND and isinstance(private, Unknown):
        return Missing(("private_fund",))
    found = _counted(FUND_ID, facts, law)
    if not isinstance(found, Count):
        return found
    return _against(FUND_ID, law, FUND, found.persons, _FEWER)


def parallel_vehicles(facts: HolderFacts, law: Reading) -> Judged:
    """Refuse several vehicles for one project that together pass the limit of their form."""
    found = _counted(PARALLEL_ID, facts, law)
    if not isinstance(found, Count):
        return found
    others = facts.parallel_vehicles
    if isinstance(others, Unknown):
        return Missing(("parallel_vehicles",))
    elsewhere = [persons(vehicle.holders) for vehicle in others]
    if None in elsewhere:
        return _unseen(PARALLEL_ID, law)
    merged = found.persons + sum(each for each in elsewhere if each is not None)
    form = facts.company_form
    return _against(PARALLEL_ID, law, _of_form(form, law), merged, _ONE_VEHICLE, cite_own=True)


def limit_of(facts: HolderFacts, limits: dict[str, int]) -> int | None:
    """Return the lowest of the limits, by rule, that apply to these facts; None where none is in force."""
    form = facts.company_form
    rules = [OFFER_ID]
    if form is _PARTNERSHIP:
        rules.append(PARTNERS_ID)
    if form is LegalForm.LIMITED_LIABILITY_COMPANY:
        rules.append(LLC_ID)
    if form is LegalForm.CONTRACTUAL_FUND or facts.private_fund is True:
        rules.append(FUND_ID)
    return min((limits[rule] for rule in rules if rule in limits), default=None)


def _of_form(form: LegalForm | Unknown, law: Reading) -> str:
    """Return the parameter that limits a form by itself."""
    if form is _PARTNERSHIP:
        return MOST_PARTNERS
    if form is LegalForm.LIMITED_LIABILITY_COMPANY:
        return law.in_force(LLC_NOW, LLC_BEFORE)
    return FUND if form is LegalForm.CONTRACTUAL_FUND else OFFER


def _counted(
    rule: str, facts: HolderFacts, law: Reading, form: LegalForm | None = None
) -> Count | Finding | Missing | NotApplicable:
    """Return everybody who would hold, where the facts are about that form (any, if none is named)."""
    own, holders, adding = facts.company_form, facts.holders, facts.adding
    if form is not None and not isinstance(own, Unknown) and own is not form:
        return NotApplicable(other_form(own))
    missing = tuple(name for name in ("company_form", "holders", "adding") if isinstance(getattr(facts, name), Unknown))
    if missing or isinstance(holders, Unknown) or isinstance(adding, Unknown):
        return Missing(missing)
    everybody = (*holders, *adding)
    count = persons(everybody)
    return _unseen(rule, law) if count is None else Count(everybody, count)


def _unseen(rule: str, law: Reading) -> Finding:
    """Refer a vehicle that is to be looked through and whose members nobody has named."""
    return say(
        rule,
        Outcome.REFER,
        law,
        measure=Measure(UNKNOWN),
        message=Sentence(
            zh="有未备案的合伙企业或契约需要穿透计算，其成员不明。",
            en="An unfiled vehicle is to be looked through, and its members are not known.",
        ),
        remedy=Sentence(zh="请补充其全部成员。", en="Supply all its members."),
    )


_FEWER: Final = Sentence(zh="减少投资者人数。", en="Take fewer investors.")
_USE_A_VEHICLE: Final = Sentence(
    zh="减少股东人数，或者由合伙企业等载体持股。", en="Take fewer shareholders, or let a vehicle hold for them."
)
_ONE_VEHICLE: Final = Sentence(
    zh="同一项目的投资者合并计算，不得以多个载体规避人数上限；减少投资者人数。",
    en="Investors of one project are counted together whatever the number of vehicles; take fewer of them.",
)


def _against(
    rule: str, law: Reading, parameter: str, count: int, remedy: Sentence, *, cite_own: bool = False
) -> Finding:
    limit = law.count(parameter)
    within = count <= limit
    return say(
        rule,
        Outcome.PERMIT if within else Outcome.DENY,
        law,
        parameter="" if cite_own else parameter,
        measure=Measure(str(count), str(limit), "persons"),
        message=Sentence(
            zh=f"穿透计算共 {count} 人，{'未超过' if within else '超过'}上限 {limit} 人。",
            en=f"{count} investors with look-through; at most {limit} are allowed.",
        ),
        remedy=NOTHING_TO_SAY if within else remedy,
    )


PARTNERS: Final = Rule(
    id=PARTNERS_ID,
    facts=HolderFacts,
    provision="partnership_law_2006#61",
    reads=frozenset({FEWEST_PARTNERS, MOST_PARTNERS}),
    judge=partners,
    since_release=4,
)
GENERAL_PARTNER: Final = Rule(
    id=GENERAL_PARTNER_ID,
    facts=HolderFacts,
    provision="partnership_law_2006#61",
    reads=frozenset(),
    judge=general_partner,
    since_release=4,
)
SHAREHOLDERS: Final = Rule(
    id=LLC_ID,
    facts=HolderFacts,
    provision="company_law_2023#42",
    formerly=("company_law_2018#24",),
    reads=frozenset({LLC_NOW, LLC_BEFORE}),
    judge=shareholders,
    since_release=4,
)
OFFERED_PERSONS: Final = Rule(
    id=OFFER_ID,
    facts=HolderFacts,
    provision="securities_law_2019#9",
    reads=frozenset({OFFER}),
    judge=offer,
    since_release=4,
)
FUND_INVESTORS: Final = Rule(
    id=FUND_ID,
    facts=HolderFacts,
    provision="fund_law_2015#87",
    reads=frozenset({FUND}),
    judge=fund,
    since_release=4,
)
PARALLEL_VEHICLES: Final = Rule(
    id=PARALLEL_ID,
    facts=HolderFacts,
    provision="private_fund_2023#18",
    reads=frozenset({MOST_PARTNERS, LLC_NOW, LLC_BEFORE, OFFER, FUND}),
    judge=parallel_vehicles,
    since_release=4,
)
HEAD_COUNT: Final = (PARTNERS, GENERAL_PARTNER, SHAREHOLDERS, OFFERED_PERSONS, FUND_INVESTORS, PARALLEL_VEHICLES)
