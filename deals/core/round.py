"""deals / core: a raise as its actions see it, frozen under the lock, and what its terms must be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from compliance.core.facts import ProductGrade
from crowdfund.kernel.errors import FieldError
from crowdfund.kernel.money import Money
from deals.core.states import RoundState


class Stage(StrEnum):
    """Financing stage of the issuer (融资阶段)."""

    SEED_ANGEL = "seed_angel"
    A_B = "a_b"
    C_PRE_IPO = "c_pre_ipo"


class VehicleForm(StrEnum):
    """Legal form of the vehicle that pools the followers (持股载体)."""

    LIMITED_PARTNERSHIP = "limited_partnership"
    LIMITED_LIABILITY_COMPANY = "limited_liability_company"
    JOINT_STOCK_COMPANY = "joint_stock_company"
    CONTRACTUAL_FUND = "contractual_fund"


class ManagerForm(StrEnum):
    """What the manager of the vehicle is (私募基金管理人的类型)."""

    COMPANY = "company"
    PARTNERSHIP = "partnership"
    STATE_OWNED_COMPANY = "state_owned_company"
    LISTED_COMPANY = "listed_company"
    NATURAL_PERSON = "natural_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a founder states about a raise. A draft may leave anything open but the title.

    `target` is the sum to be raised, `minimum_raise` the least below which everybody gets their money back
    (最低募集额), `minimum_ticket` the smallest subscription; `closes_on` is the last legal day
    (Asia/Shanghai, inclusive) on which somebody may subscribe. `manager_name` is who manages the vehicle as its general
    partner, `manager_number` their registration with the association (登记编号); a raise needs them to open.
    `splits_rights` says whether units of the vehicle, or rights to their income, are to be split and resold
    (拆分转让份额或者收益权); None as long as nobody has answered.
    """

    title: str
    summary: str
    stage: Stage | None
    target: Money | None
    minimum_raise: Money | None
    minimum_ticket: Money | None
    vehicle_form: VehicleForm | None
    closes_on: date | None
    manager_name: str = ""
    manager_form: ManagerForm | None = None
    manager_number: str = ""
    splits_rights: bool | None = None

    def is_over(self, today: date) -> bool:
        """Tell whether the last day to subscribe lies before the legal day `today`."""
        return self.closes_on is not None and self.closes_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSnapshot:
    """One raise as it stood under the lock, with what its project says of itself. `version` grows with each change.

    `product_grade` is how risky an officer found the product (产品风险等级) when approving it; None before that.
    """

    id: UUID
    organisation_id: UUID
    state: RoundState
    version: int
    terms: Terms
    product_grade: ProductGrade | None = None
    project_name: str = ""
    project_summary: str = ""


def wrong_terms(terms: Terms) -> tuple[FieldError, ...]:
    """Return what is wrong with the terms as far as they are stated; a draft with any of it is not stored."""
    return tuple(_wrong(terms))


def missing_terms(terms: Terms, *, today: date) -> tuple[FieldError, ...]:
    """Return what must still be stated or mended before the raise can be submitted on the legal day `today`."""
    stated = {
        "summary": terms.summary,
        "stage": terms.stage,
        "target": terms.target,
        "minimum_raise": terms.minimum_raise,
        "minimum_ticket": terms.minimum_ticket,
        "vehicle_form": terms.vehicle_form,
        "closes_on": terms.closes_on,
        "manager_name": terms.manager_name,
        "manager_form": terms.manager_form,
        "manager_number": terms.manager_number,
    }
    missing = [FieldError(f"/{name}", "required") for name, value in stated.items() if not value]
    if terms.splits_rights is None:
        missing.append(FieldError("/splits_rights", "required"))
    if terms.closes_on is not None and terms.closes_on < today:
        missing.append(FieldError("/closes_on", "in_the_past"))
    return (*missing, *wrong_terms(terms))


def _wrong(terms: Terms) -> Iterator[FieldError]:
    bounded = {"minimum_raise": terms.minimum_raise, "minimum_ticket": terms.minimum_ticket}
    for name, amount in {"target": terms.target, **bounded}.items():
        if amount is not None and amount.minor <= 0:
            yield FieldError(f"/{name}", "too_small")
    for name, amount in bounded.items():
        if terms.target is not None and amount is not None and amount > terms.target:
            yield FieldError(f"/{name}", "above_target", {"limit": terms.target})
