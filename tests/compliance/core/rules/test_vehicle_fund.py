"""A vehicle of which something is unknown is referred for it by name, never permitted."""

from dataclasses import fields, replace
from datetime import date

import pytest

from compliance.core.engine import Answer, judge
from compliance.core.facts import FundTarget, LegalForm, ManagerKind, Reason, Unknown, VehicleFacts
from compliance.core.outcome import Outcome
from compliance.core.rules.vehicle_fund import VEHICLE_FUND
from compliance.library import book
from crowdfund.kernel.money import Currency, Money

FILED = VehicleFacts(
    vehicle_form=LegalForm.LIMITED_PARTNERSHIP,
    general_partner=ManagerKind.COMPANY,
    manager=ManagerKind.COMPANY,
    manager_is_registered=True,
    target=FundTarget.EQUITY,
    paid_in=Money.parse("10000000.00", Currency.CNY),
    raised_on=date(2026, 11, 2),
    filed_on=date(2026, 11, 3),
    splits_income_rights=False,
)


def answer(facts: VehicleFacts) -> Answer:
    return judge(facts=facts, view=book().at(date(2026, 11, 22), known_at=4), rules=VEHICLE_FUND)


@pytest.mark.parametrize("name", [each.name for each in fields(VehicleFacts)])
def test_each_unknown_fact_refers_what_asks_for_it_and_is_called_by_its_name(name: str):
    found = answer(replace(FILED, **{name: Unknown(Reason.NOT_STATED)}))
    referred = [each for each in found.findings if each.outcome is Outcome.REFER]
    assert any(VehicleFacts.names[name].en in each.remedy.en for each in referred)
    assert found.verdict is not Outcome.PERMIT


@pytest.mark.parametrize("splits", [True, False])
def test_income_rights_may_not_be_split(splits: bool):
    facts = replace(FILED, splits_income_rights=splits)
    found = next(each for each in answer(facts).findings if each.rule == "fund.income_rights.splitting")
    assert (found.outcome, found.citation.article) == (Outcome.DENY if splits else Outcome.PERMIT, "18")


def test_what_is_paid_in_is_compared_in_yuan_under_its_own_article():
    short = replace(FILED, paid_in=Money.parse("9999999.99", Currency.CNY))
    found = next(each for each in answer(short).findings if each.rule == "fund.min_size.2023")
    assert found.outcome is not Outcome.PERMIT
    assert (found.measured, found.limit, found.unit, found.citation.article) == (
        "9999999.99",
        "10000000.00",
        "CNY",
        "33",
    )
