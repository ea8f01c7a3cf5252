"""compliance / core: the facts about the vehicle that pools the followers, as a private fund."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, LegalForm, Unknown
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Money


class ManagerKind(StrEnum):
    """Who manages a vehicle or is its general partner (管理人、普通合伙人的类型)."""

    NATURAL_PERSON = "natural_person"
    """自然人"""
    COMPANY = "company"
    """公司"""
    PARTNERSHIP = "partnership"
    """合伙企业"""
    STATE_OWNED_COMPANY = "state_owned_company"
    """国有独资公司、国有企业"""
    LISTED_COMPANY = "listed_company"
    """上市公司"""
    PUBLIC_INSTITUTION = "public_institution"
    """公益性的事业单位、社会团体"""


class FundTarget(StrEnum):
    """What the vehicle invests in, as the minimum size asks (投资标的)."""

    SINGLE_TARGET = "single_target"
    """投向单一标的"""
    EQUITY = "equity"
    """私募股权基金"""
    VENTURE = "venture"
    """创业投资基金"""


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleFacts(Facts):
    """What the rules want to know about a vehicle that pools investors before it takes their money (载体备案).

    `general_partner` is None for a form that has none; `manager` is the fund manager (私募基金管理人), or the general
    partner who manages; `paid_in`, `raised_on` and `filed_on` are None until money is paid in, the raising has ended
    and the vehicle is filed.
    """

    kind: ClassVar[str] = "vehicle"
    title: ClassVar[Sentence] = Sentence(zh="载体作为私募基金", en="Vehicle as a private fund")
    names: ClassVar[Mapping[str, Sentence]] = {
        "vehicle_form": Sentence(zh="跟投载体的组织形式", en="legal form of the followers' vehicle"),
        "general_partner": Sentence(zh="普通合伙人", en="general partner"),
        "manager": Sentence(zh="私募基金管理人", en="fund manager"),
        "manager_is_registered": Sentence(zh="管理人已登记", en="registration of the manager"),
        "target": Sentence(zh="投资标的", en="what the vehicle invests in"),
        "paid_in": Sentence(zh="实缴规模", en="paid-in capital"),
        "raised_on": Sentence(zh="募集完毕日", en="day on which the raising ended"),
        "filed_on": Sentence(zh="备案日", en="day of the filing"),
        "splits_income_rights": Sentence(zh="拆分份额或者收益权", en="splitting of units or income rights"),
    }

    vehicle_form: LegalForm | Unknown
    general_partner: ManagerKind | Unknown | None
    manager: ManagerKind | Unknown
    manager_is_registered: bool | Unknown
    target: FundTarget | Unknown
    paid_in: Money | Unknown | None
    raised_on: date | Unknown | None
    filed_on: date | Unknown | None
    splits_income_rights: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingFacts(Facts):
    """What the rules want to know about the filing of a vehicle with the association (基金备案), once it has raised.

    `raised_on` is the legal day on which the raising ended, `filed_on` the one on which the vehicle was filed; None as
    long as it is not.
    """

    kind: ClassVar[str] = "filing"
    title: ClassVar[Sentence] = Sentence(zh="载体备案", en="Filing of the vehicle")
    names: ClassVar[Mapping[str, Sentence]] = {
        "vehicle_form": VehicleFacts.names["vehicle_form"],
        "raised_on": VehicleFacts.names["raised_on"],
        "filed_on": VehicleFacts.names["filed_on"],
    }

    vehicle_form: LegalForm | Unknown
    raised_on: date | Unknown
    filed_on: date | Unknown | None
