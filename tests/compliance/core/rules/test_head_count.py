"""Several vehicles of one project, of which one can't be seen through, are referred."""

from dataclasses import replace
from datetime import date

from compliance.core.engine import Answer, judge
from compliance.core.facts import (
    Holder,
    HolderFacts,
    HolderKind,
    LegalForm,
    ParallelVehicle,
    Reason,
    Unknown,
)
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rules.head_count import HEAD_COUNT
from compliance.library import book

NOT_STATED = Unknown(Reason.NOT_STATED)


def people(count: int) -> tuple[Holder, ...]:
    return (Holder(kind=HolderKind.INDIVIDUAL, count=count, members=None),)


ONE = HolderFacts(
    company_form=LegalForm.LIMITED_PARTNERSHIP,
    private_fund=True,
    holders=people(30),
    adding=(),
    parallel_vehicles=(),
)
UNSEEN = ParallelVehicle(holders=(Holder(kind=HolderKind.UNFILED_VEHICLE, count=1, members=NOT_STATED),))


def answer(facts: HolderFacts) -> Answer:
    return judge(facts=facts, view=book().at(date(2026, 11, 22), known_at=4), rules=HEAD_COUNT)


def parallel(*others: ParallelVehicle) -> Finding:
    found = answer(replace(ONE, parallel_vehicles=others)).findings
    return next(each for each in found if each.rule == "headcount.parallel_vehicles")


def test_together_they_may_reach_the_limit_and_not_pass_it():
    assert parallel(ParallelVehicle(holders=people(20))).outcome is Outcome.PERMIT
    beyond = parallel(ParallelVehicle(holders=people(20)), ParallelVehicle(holders=people(1)))
    assert (beyond.outcome, beyond.measured, beyond.limit) == (Outcome.DENY, "51", "50")


def test_a_parallel_vehicle_that_nobody_can_see_through_is_referred():
    assert parallel(ParallelVehicle(holders=people(20)), UNSEEN).outcome is Outcome.REFER


def test_unknown_other_vehicles_are_referred_by_name():
    found = answer(replace(ONE, parallel_vehicles=NOT_STATED)).findings
    referred = next(each for each in found if each.rule == "headcount.parallel_vehicles")
    assert referred.outcome is Outcome.REFER
    assert "other vehicles for the same project" in referred.remedy.en
