"""The fold's laws, and that only a refusing verdict is a refusal."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.verdict import Outcome, Refused, fold
from tests.compliance.strategies import outcomes

ID = UUID(int=1)


@given(st.permutations(list(Outcome)))
def test_the_worst_wins_in_any_order(shuffled: list[Outcome]):
    assert fold(shuffled) is Outcome.DENY
    assert fold(each for each in shuffled if each is not Outcome.DENY) is Outcome.REFER
    assert fold({Outcome.WARN, Outcome.ADVISE, Outcome.PERMIT}) is Outcome.WARN
    assert fold({Outcome.ADVISE, Outcome.PERMIT}) is Outcome.ADVISE


def test_nothing_found_is_no_permission():
    assert fold([]) is Outcome.REFER


@given(st.lists(outcomes, min_size=1), st.lists(outcomes, min_size=1))
def test_folding_parts_is_folding_the_whole(left: list[Outcome], right: list[Outcome]):
    assert fold([fold(left), fold(right)]) is fold(left + right) is fold(right + left)


@given(st.lists(outcomes, min_size=1), outcomes)
def test_another_finding_never_makes_it_better(found: list[Outcome], more: Outcome):
    assert fold([*found, more]).severity >= fold(found).severity
    assert fold([*found, fold(found)]) is fold(found)


@pytest.mark.parametrize("verdict", [Outcome.WARN, Outcome.REFER, Outcome.DENY])
def test_a_refusing_verdict_is_a_refusal(verdict: Outcome):
    assert Refused(determination_id=ID, verdict=verdict, findings=()).verdict is verdict


@pytest.mark.parametrize("verdict", [Outcome.PERMIT, Outcome.ADVISE])
def test_a_verdict_that_lets_pass_is_no_refusal(verdict: Outcome):
    with pytest.raises(ValueError, match="refuses nothing"):
        Refused(determination_id=ID, verdict=verdict, findings=())
